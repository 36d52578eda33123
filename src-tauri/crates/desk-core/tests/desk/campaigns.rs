//! Runs: the ledger against a real server over a socket, which knows how often each message really went out.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use calamine::Reader;

use crate::common::{House, connected, shop, shop_with, until};
use desk_core::{
    Desk,
    accounts::AccountId,
    campaigns::{
        AudiencePart, AudienceSource, Campaign, CampaignDraft, CampaignPlan, CampaignRowsRequest,
        CampaignState, ExportCampaign, FunnelRules, MediaProblem, Pace, PlanProblem,
        PlanRowsRequest, PlanShow, Recipient, ReportFormat, RescheduleCampaign, RetryCampaign,
        SetPace, SkipReason, SlotFill, SlotSource, StartCampaign, StopReason, StopRules, TestSend,
        WaitReason,
    },
    contacts::ContactQuery,
    error::ErrorCode,
    events::AppEvent,
    outbox::{ResolveRequest, SendRequest, SendState},
    templates::SlotKind,
};
use wacr_sandbox::{Fault, FaultKind, Options, Sandbox};

const SEND: &str = "/messages/template";

/// Plain numbers that are no contacts and rehearse nothing.
fn numbers(count: usize) -> String {
    (0..count).map(|n| format!("+1555020{n:04}\n")).collect()
}

async fn draft(desk: &Desk, id: &AccountId, numbers: &str) -> CampaignDraft {
    let all = desk.templates_list(id).await.unwrap();
    let welcome = all
        .into_iter()
        .find(|t| t.name == "welcome_reader" && t.language == "en_GB")
        .unwrap();
    let column = SlotFill {
        source: SlotSource::Field {
            field: desk_core::campaigns::MergeField::Phone,
        },
        formulas: Vec::new(),
        fallback: None,
    };
    CampaignDraft {
        template: welcome.template_id,
        audience: vec![AudiencePart {
            minus: false,
            of: AudienceSource::Numbers {
                text: numbers.into(),
            },
        }],
        slots: welcome
            .slots
            .iter()
            .map(|slot| (slot.field.clone(), column.clone()))
            .collect(),
        funnel: FunnelRules {
            create_unknown: true,
            ..FunnelRules::default()
        },
        edits: Vec::new(),
        left_out: Vec::new(),
        pace: Pace::default(),
    }
}

fn start(plan: &CampaignPlan) -> StartCampaign {
    StartCampaign {
        plan: plan.id.clone(),
        name: "March".into(),
        pace: Pace::default(),
        stop: StopRules::default(),
        cancel_window: 0,
        starts_at: None,
    }
}

/// A run to so many new numbers, begun.
async fn begun(desk: &Desk, id: &AccountId, numbers: &str) -> i64 {
    let plan = desk
        .campaigns_plan(id, draft(desk, id, numbers).await)
        .await
        .unwrap();
    assert_eq!(plan.problems, []);
    desk.campaigns_start(id, start(&plan)).await.unwrap().id
}

async fn get(desk: &Desk, id: &AccountId, run: i64) -> Campaign {
    desk.campaigns_get(id, run).await.unwrap().campaign
}

async fn in_state(desk: &Desk, id: &AccountId, run: i64, state: CampaignState) -> Campaign {
    until(&format!("the run is {state:?}"), || async {
        get(desk, id, run).await.state == state
    })
    .await;
    get(desk, id, run).await
}

async fn rows(desk: &Desk, id: &AccountId, run: i64, states: &[SendState]) -> Vec<Recipient> {
    let request = CampaignRowsRequest {
        campaign: run,
        states: states.to_vec(),
        reasons: Vec::new(),
        text: String::new(),
        offset: 0,
        limit: 500,
    };
    desk.campaigns_rows(id, request).await.unwrap().rows
}

/// How often each number was really sent to.
fn sent(sandbox: &Sandbox) -> BTreeMap<String, usize> {
    let mut sent = BTreeMap::new();
    for message in sandbox.messages_created() {
        *sent.entry(message.phone).or_default() += 1;
    }
    sent
}

/// No number twice; what is called accepted went out, what is called refused or waits did not.
async fn agrees(desk: &Desk, id: &AccountId, run: i64, sandbox: &Sandbox) {
    let sent = sent(sandbox);
    assert!(sent.values().all(|count| *count == 1), "twice: {sent:?}");
    for row in rows(desk, id, run, &[]).await {
        let went_out = sent.contains_key(row.send.phone.trim_start_matches('+'));
        match row.send.state {
            SendState::Accepted => assert!(went_out, "not sent: {}", row.send.phone),
            SendState::Unknown | SendState::InFlight => {}
            // Its twin in the run was sent to.
            SendState::Skipped if row.skip == Some(SkipReason::SameNumber) => {}
            _ => assert!(!went_out, "sent: {} {:?}", row.send.phone, row.send.state),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_sends_to_each_person_once_and_its_report_is_the_servers() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let plan = desk
        .campaigns_plan(
            &id,
            draft(
                &desk,
                &id,
                &format!("{}nobody\n+15550200001\n", numbers(60)),
            )
            .await,
        )
        .await
        .unwrap();
    let steps: Vec<_> = plan
        .funnel
        .steps
        .iter()
        .map(|s| (s.reason, s.count))
        .collect();
    assert_eq!(
        steps,
        [(SkipReason::NoNumber, 1), (SkipReason::SameNumber, 1)]
    );
    assert_eq!(
        (plan.funnel.chosen, plan.funnel.going, plan.funnel.creates),
        (62, 60, 60)
    );
    let shown = desk
        .campaigns_plan_rows(
            &id,
            PlanRowsRequest {
                plan: plan.id.clone(),
                show: PlanShow::Going,
                text: "5550200007".into(),
                offset: 0,
                limit: 10,
            },
        )
        .await
        .unwrap();
    assert_eq!(shown.total, 1);
    assert!(
        sandbox.messages_created().is_empty(),
        "a plan sends nothing"
    );
    let check = desk.campaigns_check(&id, plan.id.clone()).await.unwrap();
    assert_eq!((check.template, check.going), (None, 60));
    assert_eq!(check.conversations_left, Some(588));

    let run = desk.campaigns_start(&id, start(&plan)).await.unwrap();
    assert_eq!(run.totals.people, 62);
    let again = desk.campaigns_start(&id, start(&plan)).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::PlanGone, "a plan starts once");
    let done = in_state(&desk, &id, run.id, CampaignState::Done).await;
    assert_eq!((done.totals.accepted, done.totals.skipped), (60, 2));
    assert!(done.ended_at.is_some());
    agrees(&desk, &id, run.id, &sandbox).await;
    // What was shown is what was sent.
    let text: String = shown.rows[0]
        .rendered
        .body
        .iter()
        .map(|p| p.text.as_str())
        .collect();
    let message = sandbox
        .messages_created()
        .into_iter()
        .find(|message| message.phone == "15550200007")
        .unwrap();
    assert_eq!(message.text, text);
    let events = house.events.lock().unwrap();
    assert!(
        events
            .iter()
            .any(|e| matches!(e, AppEvent::CampaignsChanged { .. }))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_be_sent_to_is_not_and_what_is_unfit_blocks_the_start() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    desk.campaigns_block(&id, "+1 555 020 0001".into(), true)
        .await
        .unwrap();
    let mut wanted = draft(&desk, &id, &numbers(3)).await;
    wanted.left_out = vec!["n+15550200002".into()];
    let plan = desk.campaigns_plan(&id, wanted.clone()).await.unwrap();
    let steps: Vec<_> = plan
        .funnel
        .steps
        .iter()
        .map(|s| (s.reason, s.count))
        .collect();
    assert_eq!(
        steps,
        [(SkipReason::LeftOut, 1), (SkipReason::DoNotMessage, 1)]
    );

    // Contacts of the shop, one of them opted out, two with a field that is empty.
    wanted.audience = vec![AudiencePart {
        minus: false,
        of: AudienceSource::Filter {
            query: desk_core::views::ViewQuery::default(),
        },
    }];
    for slot in wanted.slots.values_mut() {
        slot.source = SlotSource::Field {
            field: desk_core::campaigns::MergeField::Company,
        };
    }
    let plan = desk.campaigns_plan(&id, wanted.clone()).await.unwrap();
    let empty = plan.slots[0].empty;
    assert!(empty > 0);
    assert!(
        plan.problems
            .contains(&PlanProblem::UnfitValues { count: empty })
    );
    let refused = desk.campaigns_start(&id, start(&plan)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
    for slot in wanted.slots.values_mut() {
        slot.fallback = Some("your shop".into());
    }
    let mended = desk.campaigns_plan(&id, wanted.clone()).await.unwrap();
    assert_eq!(
        (mended.slots[0].fallback, mended.slots[0].empty),
        (empty, 0)
    );
    assert_eq!(mended.problems, []);
    for slot in wanted.slots.values_mut() {
        slot.fallback = None;
    }
    wanted.funnel.leave_out_unfit = true;
    let fewer = desk.campaigns_plan(&id, wanted).await.unwrap();
    assert_eq!(fewer.problems, []);
    assert_eq!(fewer.funnel.going + empty, mended.funnel.going);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_that_were_lost_are_unknown_found_and_never_sent_again() {
    for kind in [
        FaultKind::CloseAfterAccept,
        FaultKind::ResetAfterAccept,
        FaultKind::HalfBody,
        FaultKind::TruncatedJson,
        FaultKind::Garbage,
        FaultKind::Status {
            code: 500,
            body: None,
        },
        FaultKind::CloseAfterRead,
    ] {
        let sends = !matches!(kind, FaultKind::Status { .. } | FaultKind::CloseAfterRead);
        let house = House::new();
        let sandbox = shop(40).await;
        let (desk, id) = connected(&house, &sandbox).await;
        let mut fault = Fault::on("POST", SEND, kind.clone());
        fault.nth = Some(5);
        fault.count = Some(3);
        sandbox.set_faults(vec![fault]);
        let run = begun(&desk, &id, &numbers(30)).await;
        let done = in_state(&desk, &id, run, CampaignState::Done).await;
        assert_eq!(done.totals.accepted + done.totals.unknown, 30, "{kind:?}");
        until("the unknown rows were looked up", || async {
            let open = rows(&desk, &id, run, &[SendState::Unknown]).await;
            match sends {
                // Each says something else (its number), so each is found.
                true => open.is_empty(),
                false => open.len() == 3 && open.iter().all(|row| !row.send.evidence.is_empty()),
            }
        })
        .await;
        agrees(&desk, &id, run, &sandbox).await;
        assert_eq!(
            sent(&sandbox).len(),
            if sends { 30 } else { 27 },
            "{kind:?}"
        );
        if !sends {
            // A person's yes, and only then; it keeps its lineage.
            let open = rows(&desk, &id, run, &[SendState::Unknown]).await;
            let none = RetryCampaign {
                campaign: run,
                reasons: vec![],
                rows: vec![],
            };
            let refused = desk.campaigns_retry(&id, none.clone()).await.unwrap_err();
            assert_eq!(
                refused.code,
                ErrorCode::Conflict,
                "unknown is never sent again"
            );
            let said = ResolveRequest {
                id: open[0].send.id,
                sent: false,
            };
            desk.outbox_resolve(&id, said).await.unwrap();
            desk.campaigns_retry(&id, none).await.unwrap();
            let done = in_state(&desk, &id, run, CampaignState::Done).await;
            assert_eq!((done.totals.people, done.totals.unknown), (30, 2));
            let all = rows(&desk, &id, run, &[SendState::Accepted]).await;
            let retried = all.iter().find(|row| row.attempt == 2).unwrap();
            assert_eq!(retried.retry_of, Some(open[0].send.id));
            agrees(&desk, &id, run, &sandbox).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn paused_resumed_over_a_restart_and_cancelled() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    sandbox.set_faults(vec![Fault::on("POST", SEND, FaultKind::Delay(100))]);
    let run = begun(&desk, &id, &numbers(120)).await;
    until("some were sent", || async {
        sandbox.messages_created().len() >= 10
    })
    .await;
    let paused = desk.campaigns_pause(&id, run).await.unwrap();
    assert_eq!(paused.state, CampaignState::Paused);
    assert_eq!(
        desk.campaigns_pause(&id, run).await.unwrap_err().code,
        ErrorCode::Conflict
    );
    until("those under way have ended", || async {
        get(&desk, &id, run).await.totals.in_flight == 0
    })
    .await;
    let calls = || {
        sandbox
            .log()
            .iter()
            .filter(|entry| entry.path.ends_with(SEND))
            .count()
    };
    let before = calls();
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(calls(), before, "nothing begins after a pause");
    desk.shutdown().await;

    let desk = house.open().await;
    assert_eq!(get(&desk, &id, run).await.state, CampaignState::Paused);
    desk.campaigns_resume(&id, run).await.unwrap();
    until("it goes on", || async { calls() > before + 10 }).await;
    desk.shutdown().await;

    // It runs on by itself.
    let between = calls();
    let desk = house.open().await;
    until("it goes on by itself", || async { calls() > between + 10 }).await;
    let cancelled = desk.campaigns_cancel(&id, run).await.unwrap();
    assert_eq!(
        (cancelled.state, cancelled.totals.planned),
        (CampaignState::Cancelled, 0)
    );
    until("those under way have ended", || async {
        get(&desk, &id, run).await.totals.in_flight == 0
    })
    .await;
    let totals = get(&desk, &id, run).await.totals;
    assert_eq!(totals.accepted + totals.cancelled + totals.unknown, 120);
    assert_eq!(
        totals.unknown, 0,
        "shutting down waits for what is under way"
    );
    assert_eq!(totals.accepted as usize, sent(&sandbox).len());
    agrees(&desk, &id, run, &sandbox).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_stop_a_run_and_burn_nobody() {
    // A number that rehearses: the template is paused, the plan is full.
    for (number, reason) in [
        ("+15550209009", "whatsapp"),
        ("+15550209006", "limit_reached"),
    ] {
        let house = House::new();
        let sandbox = shop(40).await;
        let (desk, id) = connected(&house, &sandbox).await;
        let run = begun(
            &desk,
            &id,
            &format!("{}{number}\n{}", numbers(5), "+15550203000\n+15550203001"),
        )
        .await;
        let stopped = in_state(&desk, &id, run, CampaignState::Stopped).await;
        match stopped.stopped.unwrap().reason {
            StopReason::Whatsapp { code, .. } => assert_eq!((reason, code), ("whatsapp", 132_015)),
            StopReason::Refused { key, .. } => assert_eq!(key, reason),
            other => panic!("{other:?}"),
        }
        until("those under way have ended", || async {
            get(&desk, &id, run).await.totals.in_flight == 0
        })
        .await;
        let waits = rows(&desk, &id, run, &[SendState::Planned]).await;
        assert!(waits.iter().any(|row| row.send.phone == number), "it waits");
        assert_eq!(get(&desk, &id, run).await.totals.refused, 0);
        agrees(&desk, &id, run, &sandbox).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_in_a_row_stop_a_run() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let body = serde_json::json!({ "success": false, "error": { "code": "VALIDATION_ERROR", "message": "no" } });
    sandbox.set_faults(vec![Fault::on(
        "POST",
        SEND,
        FaultKind::Status {
            code: 422,
            body: Some(body),
        },
    )]);
    let plan = desk
        .campaigns_plan(&id, draft(&desk, &id, &numbers(100)).await)
        .await
        .unwrap();
    let request = StartCampaign {
        stop: StopRules {
            failures_in_a_row: Some(4),
            failures_percent: None,
        },
        ..start(&plan)
    };
    let run = desk.campaigns_start(&id, request).await.unwrap().id;
    let stopped = in_state(&desk, &id, run, CampaignState::Stopped).await;
    // Those under way at the same time may have failed too by then.
    let reason = stopped.stopped.unwrap().reason;
    assert!(
        matches!(reason, StopReason::FailuresInARow { failures } if failures >= 4),
        "{reason:?}"
    );
    until("those under way have ended", || async {
        get(&desk, &id, run).await.totals.in_flight == 0
    })
    .await;
    let totals = get(&desk, &id, run).await.totals;
    assert!((4..=12).contains(&totals.refused), "{totals:?}");
    assert!(totals.planned >= 88);
    sandbox.set_faults(Vec::new());
    desk.campaigns_resume(&id, run).await.unwrap();
    let done = in_state(&desk, &id, run, CampaignState::Done).await;
    assert_eq!(done.totals.accepted, 100 - done.totals.refused);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_server_it_waits_and_burns_nobody() {
    let house = House::new();
    let data = tempfile::tempdir().unwrap();
    let options = Options {
        contacts: 40,
        data: Some(data.path().join("shop.db")),
        ..Options::default()
    };
    let sandbox = shop_with(options.clone()).await;
    let port = sandbox
        .base_url()
        .rsplit(':')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let (desk, id) = connected(&house, &sandbox).await;
    let run = begun_slowly(&desk, &id).await;
    until("some were sent", || async {
        sandbox.messages_created().len() >= 3
    })
    .await;
    sandbox.stop().await;
    until("it waits", || async {
        let run = get(&desk, &id, run).await;
        run.waiting
            .is_some_and(|waiting| waiting.reason == WaitReason::Offline)
    })
    .await;
    let waits = get(&desk, &id, run).await;
    assert_eq!(
        (waits.state, waits.totals.refused),
        (CampaignState::Running, 0)
    );
    let sandbox = shop_with(Options { port, ..options }).await;
    let done = in_state(&desk, &id, run, CampaignState::Done).await;
    assert_eq!(done.totals.accepted + done.totals.unknown, 40);
    agrees(&desk, &id, run, &sandbox).await;
}

/// 20 a second.
async fn begun_slowly(desk: &Arc<Desk>, id: &AccountId) -> i64 {
    let plan = desk
        .campaigns_plan(id, draft(desk, id, &numbers(40)).await)
        .await
        .unwrap();
    let pace = Pace {
        per_minute: Some(1_200),
        ..Pace::default()
    };
    let request = StartCampaign {
        pace,
        ..start(&plan)
    };
    desk.campaigns_start(id, request).await.unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_start_fires_in_time_and_a_missed_one_asks() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let plan = |count| {
        let (desk, id) = (desk.clone(), id.clone());
        async move {
            let draft = draft(&desk, &id, &numbers(count)).await;
            desk.campaigns_plan(&id, draft).await.unwrap()
        }
    };
    // A window in which it can be taken back.
    let request = StartCampaign {
        cancel_window: 2,
        ..start(&plan(3).await)
    };
    let run = desk.campaigns_start(&id, request).await.unwrap();
    assert_eq!(
        (run.state, run.starts_at.is_some()),
        (CampaignState::Scheduled, true)
    );
    assert!(sandbox.messages_created().is_empty());
    in_state(&desk, &id, run.id, CampaignState::Done).await;
    assert_eq!(sandbox.messages_created().len(), 3);
    let request = StartCampaign {
        cancel_window: 30,
        ..start(&plan(3).await)
    };
    let taken_back = desk.campaigns_start(&id, request).await.unwrap();
    let cancelled = desk.campaigns_cancel(&id, taken_back.id).await.unwrap();
    assert_eq!(cancelled.totals.cancelled, 3);

    let soon = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(3);
    let later = |at: jiff::Timestamp, plan: &CampaignPlan| StartCampaign {
        starts_at: Some(at.to_string()),
        ..start(plan)
    };
    let missed = desk
        .campaigns_start(&id, later(soon, &plan(2).await))
        .await
        .unwrap();
    assert_eq!(missed.state, CampaignState::Scheduled);
    desk.shutdown().await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    let desk = house.open().await;
    assert_eq!(
        get(&desk, &id, missed.id).await.state,
        CampaignState::Missed
    );
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(sandbox.messages_created().len(), 3, "never late unasked");
    let now = RescheduleCampaign {
        campaign: missed.id,
        starts_at: None,
    };
    desk.campaigns_reschedule(&id, now).await.unwrap();
    in_state(&desk, &id, missed.id, CampaignState::Done).await;
    assert_eq!(sandbox.messages_created().len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_sent_to_twice_within_six_seconds() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let person = crate::common::form(&desk, &id, "+15550200000").await;
    let contact = desk.contacts_create(&id, person).await.unwrap();
    let first = begun(&desk, &id, &numbers(1)).await;
    let second = begun(&desk, &id, &numbers(1)).await;
    let wanted = draft(&desk, &id, "").await;
    in_state(&desk, &id, first, CampaignState::Done).await;
    until("the other run waits", || async {
        let run = get(&desk, &id, second).await;
        run.waiting
            .is_some_and(|waiting| waiting.reason == WaitReason::PairRate)
    })
    .await;
    in_state(&desk, &id, second, CampaignState::Done).await;
    let single = SendRequest {
        key: "single".into(),
        contact: contact.id,
        template: wanted.template,
        values: [("field_1".to_owned(), "Nadia".to_owned())].into(),
    };
    desk.outbox_send(&id, single).await.unwrap();
    let log = sandbox.log();
    let at: Vec<i64> = log
        .iter()
        .filter(|entry| entry.path.ends_with(SEND))
        .map(|entry| entry.at_ms)
        .collect();
    assert_eq!(at.len(), 3);
    assert!(at.windows(2).all(|two| two[1] - two[0] >= 5_900), "{at:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pace_test_send_and_report() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let mut wanted = draft(&desk, &id, "").await;
    wanted.audience[0].of = AudienceSource::Table {
        text: "name;phone\n=Nadia;+15550200000\nTomas;+15550200001\nIris;+15550200002".into(),
        number: None,
    };
    for slot in wanted.slots.values_mut() {
        slot.source = SlotSource::Column {
            name: "Name".into(),
        };
    }
    let plan = desk.campaigns_plan(&id, wanted).await.unwrap();
    assert_eq!((plan.problems.as_slice(), plan.columns.len()), (&[][..], 2));
    let test = TestSend {
        key: "test-1".into(),
        plan: plan.id.clone(),
        row: "n+15550200001".into(),
        phone: "+1 555 020 8000".into(),
    };
    let row = desk.campaigns_send_test(&id, test.clone()).await.unwrap();
    assert_eq!((row.state, row.contact), (SendState::Accepted, 0));
    assert!(sandbox.messages_created()[0].text.contains("Tomas"));
    // The same key again is not sent.
    let again = desk.campaigns_send_test(&id, test).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::AlreadySent);

    let slow = Pace {
        per_minute: Some(1),
        ..Pace::default()
    };
    let request = StartCampaign {
        pace: slow,
        ..start(&plan)
    };
    let run = desk.campaigns_start(&id, request).await.unwrap().id;
    until("it waits for its pace", || async {
        let run = get(&desk, &id, run).await;
        run.totals.accepted == 1 && run.waiting.is_some_and(|w| w.reason == WaitReason::Pace)
    })
    .await;
    let estimate = get(&desk, &id, run).await.estimate;
    assert_eq!(
        (estimate.per_minute, estimate.seconds),
        (Some(1), Some(120))
    );
    let fast = SetPace {
        campaign: run,
        pace: Pace::default(),
    };
    desk.campaigns_set_pace(&id, fast).await.unwrap();
    in_state(&desk, &id, run, CampaignState::Done).await;
    let folder = house.folder.path().join("reports");
    let wanted = |format, text: &str| ExportCampaign {
        format,
        people: CampaignRowsRequest {
            campaign: run,
            states: Vec::new(),
            reasons: Vec::new(),
            text: text.into(),
            offset: 0,
            limit: 0,
        },
    };
    let csv = wanted(ReportFormat::Csv, "");
    let saved = desk
        .campaigns_export(&id, csv.clone(), folder.clone())
        .await
        .unwrap();
    assert_eq!(saved.rows, 3, "a test is no row of the run");
    let text = std::fs::read_to_string(&saved.path).unwrap();
    assert!(text.contains("'=Nadia") || text.contains("=Nadia"));
    assert!(
        !text
            .lines()
            .any(|line| line.starts_with('=') || line.contains(",="))
    );
    assert_eq!(text.matches(",accepted,").count(), 3);
    let second = desk
        .campaigns_export(&id, csv, folder.clone())
        .await
        .unwrap();
    assert_ne!(second.path, saved.path, "never over another");
    // A slice, as a workbook.
    let one = desk
        .campaigns_export(&id, wanted(ReportFormat::Xlsx, "200001"), folder)
        .await
        .unwrap();
    assert_eq!(one.rows, 1);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&one.path).unwrap();
    let people = book.worksheet_range("People").unwrap();
    assert_eq!(people.height(), 2);
    assert_eq!(
        people.get_value((1, 2)),
        Some(&calamine::Data::String("+15550200001".into()))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn people_who_cannot_be_reached_do_not_stop_a_run_and_twins_are_one_person() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    // Not on WhatsApp; opted out; Mexico with and without its 1.
    let list = "+15550209001\n+15550209002\n+5215512345678\n+525512345678\n+15550200000";
    let plan = desk
        .campaigns_plan(&id, draft(&desk, &id, list).await)
        .await
        .unwrap();
    let steps: Vec<_> = plan
        .funnel
        .steps
        .iter()
        .map(|s| (s.reason, s.count))
        .collect();
    assert_eq!(steps, [(SkipReason::SameNumber, 1)]);
    let run = desk.campaigns_start(&id, start(&plan)).await.unwrap().id;
    let done = in_state(&desk, &id, run, CampaignState::Done).await;
    assert_eq!((done.totals.accepted, done.totals.refused), (2, 2));
    let reasons = desk.campaigns_get(&id, run).await.unwrap().reasons;
    let refused: Vec<_> = reasons
        .iter()
        .filter(|reason| reason.state == SendState::Refused)
        .map(|reason| (reason.reason.as_str(), reason.retry_now))
        .collect();
    assert_eq!(refused, [("opted_out", 0), ("wa_131026", 0)]);
    let none = RetryCampaign {
        campaign: run,
        reasons: vec![],
        rows: vec![],
    };
    assert_eq!(
        desk.campaigns_retry(&id, none).await.unwrap_err().code,
        ErrorCode::Conflict
    );
    agrees(&desk, &id, run, &sandbox).await;
}

/// Answers every call with this head and no body.
async fn host(head: &'static str) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = [0; 2048];
            let n = tokio::io::AsyncReadExt::read(&mut stream, &mut asked)
                .await
                .unwrap();
            let asked = String::from_utf8_lossy(&asked[..n]).to_lowercase();
            assert!(
                !asked.contains("authorization"),
                "the token goes nowhere else"
            );
            let answer = format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n");
            tokio::io::AsyncWriteExt::write_all(&mut stream, answer.as_bytes())
                .await
                .unwrap();
        }
    });
    format!("http://{address}/cover.jpg")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_links_of_the_header_are_looked_at_before_the_start() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let template = desk
        .templates_list(&id)
        .await
        .unwrap()
        .into_iter()
        .find(|t| t.name == "spring_catalogue" && t.language == "en_GB")
        .unwrap();
    let check = async |link: String| {
        let slots = template.slots.iter().map(|slot| {
            let text = if slot.kind == SlotKind::MediaLink {
                link.clone()
            } else {
                "soon".into()
            };
            let fill = SlotFill {
                source: SlotSource::Fixed { text },
                formulas: Vec::new(),
                fallback: None,
            };
            (slot.field.clone(), fill)
        });
        let draft = CampaignDraft {
            slots: slots.collect(),
            template: template.template_id.clone(),
            ..draft(&desk, &id, "+15550200000\n+15550200001").await
        };
        let plan = desk.campaigns_plan(&id, draft).await.unwrap();
        assert_eq!(plan.problems, []);
        desk.campaigns_check(&id, plan.id).await.unwrap().media
    };
    let good = host("200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 90000").await;
    let found = check(good).await;
    assert_eq!((found.links, found.looked_at, found.bad.len()), (1, 1, 0));
    let page = host("200 OK\r\nContent-Type: text/html; charset=utf-8").await;
    let found = check(page.clone()).await;
    let expected = MediaProblem::WrongType {
        content_type: "text/html".into(),
    };
    assert_eq!(
        (&found.bad[0].link, &found.bad[0].problem),
        (&page, &expected)
    );
    let gone = host("404 Not Found\r\nContent-Length: 0").await;
    assert_eq!(
        check(gone).await.bad[0].problem,
        MediaProblem::Refused { status: 404 }
    );
    // Nobody listens there.
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}/cover.jpg", listener.local_addr().unwrap())
    };
    assert_eq!(
        check(closed).await.bad[0].problem,
        MediaProblem::Unreachable
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_do_not_message_list_and_its_group_are_in_step() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let spared = desk.groups_create(&id, "Spared".into()).await.unwrap().id;
    let people = desk
        .contacts_search(&id, ContactQuery::default())
        .await
        .unwrap()
        .rows;
    let with_number: Vec<_> = people
        .iter()
        .filter(|p| p.phone.len() > 8)
        .take(2)
        .collect();
    let (first, second) = (with_number[0], with_number[1]);
    let in_group = async |contact: i64| {
        let groups = desk.contacts_get(&id, contact).await.unwrap().groups;
        groups.contains(&spared)
    };

    // On the list before there is a group, and after.
    desk.campaigns_block(&id, first.phone.clone(), true)
        .await
        .unwrap();
    desk.campaigns_block_group(&id, Some(spared)).await.unwrap();
    until("the first is in the group", || in_group(first.id)).await;
    desk.campaigns_block(&id, second.phone.clone(), true)
        .await
        .unwrap();
    until("the second is in the group", || in_group(second.id)).await;

    // The server does not answer: nothing is taken off.
    sandbox.set_faults(vec![Fault::always(FaultKind::Html(502))]);
    let off = desk.campaigns_block(&id, first.phone.clone(), false).await;
    assert!(off.is_err());
    let list = desk.campaigns_do_not_message(&id).await.unwrap();
    assert_eq!(list.people.len(), 2);
    sandbox.set_faults(Vec::new());
    let list = desk
        .campaigns_block(&id, first.phone.clone(), false)
        .await
        .unwrap();
    assert_eq!(list.people.len(), 1);
    assert!(!in_group(first.id).await);
    assert!(in_group(second.id).await);
}

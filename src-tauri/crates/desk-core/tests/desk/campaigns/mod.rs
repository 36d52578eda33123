//! Runs: the ledger against a real server over a socket, which knows how often each message really went out.

mod before;
mod held;
mod report;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use calamine::Reader;

use crate::common::{House, connected, shop, shop_with, until};
use desk_core::{
    Desk,
    accounts::AccountId,
    campaigns::{
        AudiencePart, AudienceSource, Campaign, CampaignDraft, CampaignPlan, CampaignRowsRequest,
        CampaignState, ExportCampaign, ExportPlan, FunnelRules, MediaProblem, Pace, PlanProblem,
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

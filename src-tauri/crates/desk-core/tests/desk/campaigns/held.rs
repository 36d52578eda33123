//! What stops a run, holds it, or begins it later.

use super::*;

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

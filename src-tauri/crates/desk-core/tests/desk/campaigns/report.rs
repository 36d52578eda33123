//! The pace of a run, a message to oneself, and the report on disk.

use super::*;

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

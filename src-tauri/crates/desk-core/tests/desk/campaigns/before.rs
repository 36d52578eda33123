//! What is settled before the first message: who is not sent to, what is unfit, what the header links to.

use super::*;

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

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_written_down_before_anything_is_sent() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let mut wanted = draft(&desk, &id, &numbers(4)).await;
    wanted.left_out = vec!["n+15550200002".into()];
    let plan = desk.campaigns_plan(&id, wanted).await.unwrap();
    let folder = house.folder.path().join("messages");
    let write = |show, text: &str, format| {
        let people = PlanRowsRequest {
            plan: plan.id.clone(),
            show,
            text: text.into(),
            offset: 0,
            limit: 0,
        };
        desk.campaigns_export_plan(&id, ExportPlan { format, people }, folder.clone())
    };
    let going = write(PlanShow::Going, "", ReportFormat::Csv).await.unwrap();
    assert_eq!(going.rows, 3, "who is left out is in a list of their own");
    let text = std::fs::read_to_string(&going.path).unwrap();
    assert!(text.contains("Welcome, +1 555-020-0003."), "{text}");
    assert!(
        !text.contains("5550200002") && !text.contains("020-0002"),
        "{text}"
    );
    assert!(
        text.contains("\r\n1,,'+15550200000,,,,'+1 555-020-0000,"),
        "{text}"
    );

    let reason = SkipReason::LeftOut;
    let left_out = write(PlanShow::Skipped { reason }, "0002", ReportFormat::Xlsx);
    let left_out = left_out.await.unwrap();
    assert_eq!(left_out.rows, 1);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&left_out.path).unwrap();
    let people = book.worksheet_range("People").unwrap();
    let row: Vec<String> = people
        .rows()
        .nth(1)
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(row[..5], ["1", "", "+15550200002", "", "left_out"]);
    assert_eq!(sent(&sandbox), BTreeMap::new());
}

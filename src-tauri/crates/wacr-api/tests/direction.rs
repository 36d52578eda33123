//! Messages of one direction, over raw sockets: the filter is asked for once, and what it does is noticed.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use support::{RawServer, client, serve};
use wacr_api::{Client, Direction, ErrorKind, ListQuery, Message, MessageFilter, OneWay, ToldBy};

const SHOP: &str = "15550100999";

fn page(senders: &[(i64, &str)]) -> String {
    let rows: Vec<String> = senders
        .iter()
        .enumerate()
        .map(|(id, (conversation, sender))| {
            format!(r#"{{"id":{id},"interaction_id":{conversation},"sender_id":"{sender}"}}"#)
        })
        .collect();
    let rows = rows.join(",");
    format!(
        r#"{{"success":true,"data":[{rows}],"meta":{{"pagination":{{"total":9,"current_page":1,"total_pages":1}}}}}}"#
    )
}

fn both() -> String {
    page(&[(7, "15550100142"), (7, SHOP), (8, "15550100143"), (8, SHOP)])
}

/// Answers a filtered list so, and any other with rows of both directions.
async fn server(status: u16, filtered: String) -> RawServer {
    serve(move |_, mut connection| {
        let filtered = filtered.clone();
        async move {
            while let Some(request) = connection.request().await {
                match request.contains("filter%5Bdirection%5D=") {
                    true => connection.answer(status, "", &filtered).await,
                    false => connection.answer(200, "", &both()).await,
                };
            }
        }
    })
    .await
}

fn filtered(server: &RawServer) -> usize {
    let requests = server.seen.requests();
    requests
        .iter()
        .filter(|it| it.contains("direction"))
        .count()
}

async fn inbound(client: &Client, number: Option<&str>) -> OneWay {
    let query = ListQuery::<Message>::new().filter(
        MessageFilter::InteractionId,
        wacr_api::Compare::Is("7".into()),
    );
    client
        .list_messages_one_way(Direction::Inbound, &query, number)
        .await
        .unwrap()
        .data
}

fn senders(list: &OneWay) -> Vec<&str> {
    let rows = list.page.rows.iter();
    rows.filter_map(|row| row.sender_id.as_deref()).collect()
}

const FAULT: &str = r#"{"success":false,"error":{"code":"INTERNAL_ERROR","message":"x"}}"#;

#[tokio::test]
async fn a_filter_the_server_faults_on_is_asked_for_once() {
    let server = server(500, FAULT.into()).await;
    let client = client(server.address);
    let list = inbound(&client, None).await;
    assert_eq!(
        senders(&list),
        ["15550100142", "15550100143"],
        "the number was learnt"
    );
    assert_eq!(list.told_by, ToldBy::Sender);
    for client in [client.clone(), client.without_retry(), client] {
        inbound(&client, Some("+15550100999")).await;
        let query = ListQuery::new();
        let out = client
            .list_messages_one_way(Direction::Outbound, &query, None)
            .await
            .unwrap()
            .data;
        assert_eq!(senders(&out), [SHOP, SHOP]);
    }
    let requests = server.seen.requests();
    assert_eq!(filtered(&server), 1, "{requests:?}");
    assert_eq!(requests.len(), 8);
    assert!(requests[0].starts_with(
        "GET /api/v2/messages?page=1&filter%5Binteraction_id%5D=7&filter%5Bdirection%5D=inbound HTTP"
    ));
}

#[tokio::test]
async fn many_at_once_try_it_once() {
    let server = server(500, FAULT.into()).await;
    let client = client(server.address);
    let all: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { inbound(&client, Some(SHOP)).await })
        })
        .collect();
    for one in all {
        assert_eq!(one.await.unwrap().told_by, ToldBy::Sender);
    }
    assert_eq!(filtered(&server), 1);
}

#[tokio::test]
async fn a_filter_that_works_is_used() {
    let rows = page(&[(7, "15550100142"), (8, "15550100143")]);
    let server = server(200, rows).await;
    let client = client(server.address);
    for _ in 0..3 {
        let list = inbound(&client, None).await;
        assert_eq!((list.told_by, list.page.rows.len()), (ToldBy::Server, 2));
    }
    assert_eq!(filtered(&server), 3);
    assert_eq!(server.seen.requests().len(), 3);
}

#[tokio::test]
async fn a_filter_the_server_passes_over_is_noticed_and_not_asked_for_again() {
    for number in [None, Some(SHOP)] {
        let server = server(200, both()).await;
        let client = client(server.address);
        for _ in 0..3 {
            let list = inbound(&client, number).await;
            assert_eq!(list.told_by, ToldBy::Sender);
            assert_eq!(senders(&list), ["15550100142", "15550100143"]);
        }
        assert_eq!(filtered(&server), 1, "{number:?}");
        assert_eq!(
            server.seen.requests().len(),
            3,
            "its rows were as good as any"
        );
    }
}

#[tokio::test]
async fn where_nobody_can_tell_it_is_said() {
    let server = server(200, page(&[(7, "15550100142"), (7, SHOP)])).await;
    let list = inbound(&client(server.address), None).await;
    assert_eq!((list.told_by, list.page.rows.len()), (ToldBy::Nobody, 2));
}

#[tokio::test]
async fn a_fault_of_the_moment_teaches_nothing() {
    let server = server(503, FAULT.into()).await;
    let client = client(server.address);
    for tries in 1..=2 {
        assert_eq!(inbound(&client, None).await.told_by, ToldBy::Sender);
        assert_eq!(filtered(&server), tries);
    }
}

#[tokio::test]
async fn a_list_that_is_not_allowed_is_not_asked_for_twice() {
    let refused = r#"{"success":false,"error":{"code":"INSUFFICIENT_SCOPE","message":"needed: messages:read"}}"#;
    let server = server(403, refused.into()).await;
    let error = client(server.address)
        .list_messages_one_way(Direction::Inbound, &ListQuery::new(), None)
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Scope(Some("messages:read".into())));
    assert_eq!(server.seen.requests().len(), 1);
}

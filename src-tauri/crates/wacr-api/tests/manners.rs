//! How the client behaves on the wire: what it writes, how long it waits, what it never shows. Over raw sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::time::{Duration, Instant};

use support::{GROUP, RECEIPT, TOKEN, client, send, serve};
use wacr_api::{
    BaseUrl, Client, ClientConfig, Compare, ConfigError, Contact, ContactFilter, ErrorKind,
    ListQuery,
};

#[tokio::test]
async fn what_goes_over_the_wire() {
    let server = serve(|_, mut connection| async move {
        while connection.request().await.is_some() {
            let page = r#"{"success":true,"data":[],"meta":{"pagination":{"total":0,"current_page":1,"total_pages":1}}}"#;
            connection.answer(200, "", page).await;
        }
    })
    .await;
    let client = client(server.address).without_retry();
    let query = ListQuery::<Contact>::new()
        .filter(
            ContactFilter::Type,
            Compare::In(vec!["lead".into(), "a&b=c".into()]),
        )
        .search("+1 555 é%");
    client.list_contacts(&query).await.unwrap();
    // The body of the fake answer is not theirs; only the requests matter.
    let _ = client.remove_contacts_from_group(12, &[501, 502]).await;
    let _ = client.send_template_message(&send()).await;

    let requests = server.seen.requests();
    let list = &requests[0];
    assert!(
        list.starts_with(
            "GET /api/v2/contacts?page=1&filter%5Btype%5D%5Bin%5D=lead%2Ca%26b%3Dc&search=%2B1+555+%C3%A9%25 HTTP/1.1\r\n"
        ),
        "{list}"
    );
    for request in &requests {
        let lower = request.to_lowercase();
        assert!(
            lower.contains(&format!("\r\nauthorization: bearer {TOKEN}\r\n")),
            "{request}"
        );
        assert!(
            lower.contains("\r\naccept: application/json\r\n"),
            "{request}"
        );
        assert!(
            lower.contains("\r\nuser-agent: wire-tests/1\r\n"),
            "{request}"
        );
        assert!(
            !lower.contains("transfer-encoding"),
            "the length is known: {request}"
        );
    }
    let remove = &requests[1];
    assert!(
        remove.starts_with("DELETE /api/v2/groups/12/contacts HTTP/1.1\r\n"),
        "{remove}"
    );
    assert!(
        remove.ends_with("\r\n\r\n{\"contact_ids\":[501,502]}"),
        "{remove}"
    );
    let sent = &requests[2];
    assert!(
        sent.to_lowercase()
            .contains("\r\ncontent-type: application/json\r\n"),
        "{sent}"
    );
    assert!(
        sent.ends_with(
            r#"{"language":"en_US","phone":"+15550100142","template_name":"order_ready"}"#
        ),
        "{sent}"
    );
}

#[tokio::test]
async fn sends_do_not_use_a_connection_that_stood_idle() {
    let server = serve(|_, mut connection| async move {
        while let Some(request) = connection.request().await {
            let body = if request.starts_with("POST") {
                RECEIPT
            } else {
                GROUP
            };
            connection.answer(200, "", body).await;
        }
    })
    .await;
    let client = client(server.address);
    for _ in 0..2 {
        client.get_group(12).await.unwrap();
    }
    assert_eq!(server.seen.connections(), 1);
    for _ in 0..2 {
        assert_eq!(
            client
                .send_template_message(&send())
                .await
                .unwrap()
                .data
                .chat_id,
            Some(377)
        );
    }
    assert_eq!(
        server.seen.connections(),
        2,
        "sends in a row share one of their own"
    );
    tokio::time::sleep(Duration::from_millis(1200)).await;
    client.get_group(12).await.unwrap();
    assert_eq!(server.seen.connections(), 2);
    client.send_template_message(&send()).await.unwrap();
    assert_eq!(server.seen.connections(), 3);
}

const LIMITED: &str = r#"{"success":false,"error":{"code":"RATE_LIMIT_EXCEEDED","message":"Wait"},"meta":{"retry_after":1}}"#;

#[tokio::test]
async fn a_send_waits_out_a_429() {
    let server = serve(|number, mut connection| async move {
        connection.request().await;
        if number == 1 {
            connection.answer(429, "retry-after: 1\r\n", LIMITED).await;
        } else {
            connection.answer(200, "", RECEIPT).await;
        }
    })
    .await;
    let started = Instant::now();
    client(server.address)
        .send_template_message(&send())
        .await
        .unwrap();
    assert!(
        started.elapsed() >= Duration::from_secs(1),
        "{:?}",
        started.elapsed()
    );
    assert_eq!(server.seen.requests().len(), 2);
}

#[tokio::test]
async fn a_call_that_would_wait_too_long_says_so_at_once() {
    let server = serve(|_, mut connection| async move {
        connection.request().await;
        connection.answer(429, "retry-after: 40\r\n", LIMITED).await;
    })
    .await;
    let client = client(server.address).within(Duration::from_secs(2));
    let started = Instant::now();
    let first = client.get_account().await.unwrap_err();
    assert_eq!(
        (first.kind.clone(), first.status),
        (ErrorKind::RateLimited, Some(429))
    );
    assert_eq!(first.retry_after, Some(Duration::from_secs(40)));
    let second = client.get_account().await.unwrap_err();
    assert_eq!(
        (second.kind.clone(), second.status),
        (ErrorKind::RateLimited, None)
    );
    assert!(second.retry_after.unwrap() > Duration::from_secs(30));
    assert!(
        started.elapsed() < Duration::from_secs(2),
        "{:?}",
        started.elapsed()
    );
    assert_eq!(
        server.seen.requests().len(),
        1,
        "the second was not even asked"
    );
}

#[tokio::test]
async fn a_429_of_one_number_stops_nobody_else() {
    let limited = r#"{"success":false,"error":{"code":"RATE_LIMIT_EXCEEDED","message":"Wait","details":{"retry_after":90}}}"#;
    let server = serve(move |number, mut connection| async move {
        connection.request().await;
        if number == 1 {
            connection.answer(429, "", limited).await;
        } else {
            connection.answer(200, "", RECEIPT).await;
        }
    })
    .await;
    let client = client(server.address).within(Duration::from_secs(5));
    let error = client.send_template_message(&send()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::RateLimited);
    assert_eq!(error.retry_after, Some(Duration::from_secs(90)));
    assert_eq!(server.seen.requests().len(), 1, "not tried again");
    client.send_template_message(&send()).await.unwrap();
}

#[tokio::test]
async fn a_delete_whose_first_answer_was_lost_is_done() {
    let not_found = r#"{"success":false,"error":{"code":"NOT_FOUND","message":"No"},"meta":{"request_id":"r2"}}"#;
    let server = serve(move |number, mut connection| async move {
        connection.request().await;
        if number > 1 {
            connection.answer(404, "", not_found).await;
        }
    })
    .await;
    let reply = client(server.address).delete_contact(501).await.unwrap();
    assert_eq!(reply.request_id.as_deref(), Some("r2"));

    let gone = serve(move |_, mut connection| async move {
        connection.request().await;
        connection.answer(404, "", not_found).await;
    })
    .await;
    let error = client(gone.address).delete_contact(501).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::NotFound, "it was gone before");
}

#[tokio::test]
async fn no_token_no_number_and_no_query_in_anything_printed() {
    let server = serve(|_, mut connection| async move {
        connection.request().await;
    })
    .await;
    let base = BaseUrl::parse(&format!("http://{}", server.address)).unwrap();
    let config = ClientConfig::new(base, TOKEN.to_owned().into(), "wire-tests/1");
    let client = Client::new(config.clone()).unwrap().without_retry();
    let search = ListQuery::<Contact>::new().search("15550100142");
    let read = client.list_contacts(&search).await.unwrap_err();
    let write = client.send_template_message(&send()).await.unwrap_err();
    let printed = format!(
        "{config:?} {client:?} {:?} {read} {read:?} {write} {write:?} {} {}",
        client.budget(),
        read.message,
        write.message
    );
    for secret in [TOKEN, "canary", "5550100142", "search="] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
}

#[tokio::test]
async fn a_token_that_cannot_be_sent_is_refused() {
    for token in ["", "wm_a\nb", "wm_\u{e9}\r\nX-Evil: 1"] {
        let base = BaseUrl::parse("app.wa.cr").unwrap();
        let made = Client::new(ClientConfig::new(base, token.to_owned().into(), "x/1"));
        assert_eq!(made.unwrap_err(), ConfigError::Token, "{token:?}");
    }
}

#[tokio::test]
async fn an_id_that_would_change_the_path_is_not_sent() {
    let server = serve(|_, connection| async move { drop(connection) }).await;
    for id in ["", ".", ".."] {
        let error = client(server.address).get_template(id).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Invalid, "{id:?}");
    }
    assert_eq!(server.seen.connections(), 0);
}

#[tokio::test]
async fn a_turn_is_waited_for_ahead_of_its_call_and_given_back_unused() {
    let server = serve(|_, mut connection| async move {
        while connection.request().await.is_some() {
            let headers = "x-ratelimit-limit: 2\r\nx-ratelimit-remaining: 1\r\n";
            connection.answer(200, headers, RECEIPT).await;
        }
    })
    .await;
    let client = client(server.address)
        .lane(wacr_api::Lane::Send)
        .without_retry();
    drop(client.turn().await);
    drop(client.with_turn(client.turn().await));
    assert_eq!(client.budget().snapshot().used, 0, "not used");

    let turn = client.turn().await;
    assert_eq!(client.budget().snapshot().used, 1, "held");
    let once = client.with_turn(turn);
    once.send_template_message(&send()).await.unwrap();
    assert_eq!(client.budget().snapshot().used, 1, "counted once");

    // The last of the window: whoever holds it calls, whoever comes later waits.
    let turn = client.lane(wacr_api::Lane::Click).turn().await;
    let hurried = client.within(Duration::from_millis(50));
    let refused = hurried.send_template_message(&send()).await.unwrap_err();
    assert_eq!(
        (&refused.kind, refused.status),
        (&ErrorKind::RateLimited, None)
    );
    let sent = client.with_turn(turn).send_template_message(&send()).await;
    sent.unwrap();
    // It is good for one call.
    assert!(
        once.within(Duration::from_millis(50))
            .send_template_message(&send())
            .await
            .is_err()
    );
    assert_eq!(server.seen.requests().len(), 2);
}

//! What the network does to a call, over raw sockets: told truthfully, and never repeated when it must not be.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::time::{Duration, Instant};

use support::{GROUP, RECEIPT, RawServer, TOKEN, client, client_at, send, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use wacr_api::{
    ApiError, Compare, Contact, ContactFilter, ErrorKind, ListQuery, NetworkFault, Stranger,
};

use ErrorKind::{NetworkAfterSend, NetworkBeforeSend};
use NetworkFault::{Closed, Other, Refused, TimedOut, Tls};

async fn sent(server: &RawServer) -> ApiError {
    client(server.address)
        .send_template_message(&send())
        .await
        .unwrap_err()
}

#[tokio::test]
async fn nothing_listens_there() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = client(address).without_retry();
    assert_eq!(
        client.get_account().await.unwrap_err().kind,
        NetworkBeforeSend(Refused)
    );
    let error = client.send_template_message(&send()).await.unwrap_err();
    assert_eq!(error.kind, NetworkBeforeSend(Refused));
    assert!(!error.may_have_happened());
    assert_eq!(
        client.budget().snapshot().used,
        0,
        "calls that never left cost nothing"
    );
}

#[tokio::test]
async fn no_tls_there() {
    // Both read on to the end, so that the client sees what they wrote and no reset.
    let plain = serve(|_, mut connection| async move {
        connection.write("HTTP/1.1 400 Bad Request\r\n\r\n").await;
        connection.drain().await;
    })
    .await;
    let closing = serve(|_, mut connection| async move {
        connection.stream.shutdown().await.unwrap();
        connection.drain().await;
    })
    .await;
    for server in [plain, closing] {
        let client = client_at(&format!("https://{}", server.address)).without_retry();
        let error = client.send_template_message(&send()).await.unwrap_err();
        assert_eq!(error.kind, NetworkBeforeSend(Tls));
    }
}

#[tokio::test]
async fn a_time_limit_that_passes_during_the_handshake_is_before_sending() {
    let silent = serve(|_, connection| async move {
        std::future::pending::<()>().await;
        drop(connection);
    })
    .await;
    let client =
        client_at(&format!("https://{}", silent.address)).within(Duration::from_millis(300));
    let started = Instant::now();
    let error = client.send_template_message(&send()).await.unwrap_err();
    assert_eq!(error.kind, NetworkBeforeSend(TimedOut));
    assert!(!error.may_have_happened());
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn closed_before_a_byte_was_read() {
    // Whether the client notices before or after writing is a race; that it was the other side who closed is not.
    let server = serve(|_, connection| async move { drop(connection) }).await;
    let error = sent(&server).await;
    assert!(
        matches!(
            error.kind,
            NetworkBeforeSend(Closed) | NetworkAfterSend(Closed)
        ),
        "{error}"
    );
}

#[tokio::test]
async fn a_send_whose_answer_is_lost_is_not_repeated() {
    let server = serve(|_, mut connection| async move {
        connection.request().await;
    })
    .await;
    let error = sent(&server).await;
    assert_eq!(error.kind, NetworkAfterSend(Closed));
    assert!(error.may_have_happened());
    assert_eq!(server.seen.requests().len(), 1);
}

#[tokio::test]
async fn a_send_cut_off_in_the_middle_is_not_repeated() {
    let server = serve(|_, mut connection| async move {
        let _ = connection.stream.read(&mut [0; 1]).await;
    })
    .await;
    let error = sent(&server).await;
    assert_eq!(error.kind, NetworkAfterSend(Closed));
    assert_eq!(server.seen.connections(), 1);
}

#[tokio::test]
async fn a_create_is_not_repeated_either() {
    let server = serve(|_, mut connection| async move {
        connection.request().await;
    })
    .await;
    let error = client(server.address)
        .create_group("Spring launch")
        .await
        .unwrap_err();
    assert_eq!(error.kind, NetworkAfterSend(Closed));
    assert_eq!(server.seen.requests().len(), 1);
}

#[tokio::test]
async fn a_read_is_tried_three_times_and_no_more() {
    let server = serve(|_, mut connection| async move {
        connection.request().await;
    })
    .await;
    let error = client(server.address).get_group(12).await.unwrap_err();
    assert_eq!(error.kind, NetworkAfterSend(Closed));
    assert_eq!(server.seen.requests().len(), 3);
    let error = client(server.address)
        .without_retry()
        .get_group(12)
        .await
        .unwrap_err();
    assert_eq!(error.kind, NetworkAfterSend(Closed));
    assert_eq!(server.seen.requests().len(), 4);
}

#[tokio::test]
async fn a_read_gets_through_after_faults() {
    let server = serve(|number, mut connection| async move {
        connection.request().await;
        match number {
            1 => {}
            2 => drop(connection.answer(503, "", "<html>busy</html>").await),
            _ => drop(connection.answer(200, "", GROUP).await),
        }
    })
    .await;
    let reply = client(server.address).get_group(12).await.unwrap();
    assert_eq!(reply.data.name, "Spring launch");
    assert_eq!(server.seen.requests().len(), 3);
}

#[tokio::test]
async fn half_a_body() {
    let server = serve(|_, mut connection| async move {
        connection.request().await;
        connection
            .write("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"success\":true")
            .await;
    })
    .await;
    let error = sent(&server).await;
    assert_eq!(error.kind, NetworkAfterSend(Closed));
    assert_eq!(error.status, Some(200));
    assert_eq!(server.seen.requests().len(), 1);
}

#[tokio::test]
async fn a_body_that_drips_is_cut_off_at_the_limit() {
    let server = serve(|_, mut connection| async move {
        connection.request().await;
        connection
            .write("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
            .await;
        while connection.write(" ").await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let started = Instant::now();
    let client = client(server.address).within(Duration::from_millis(400));
    let error = client.send_template_message(&send()).await.unwrap_err();
    assert_eq!(error.kind, NetworkAfterSend(TimedOut));
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn a_huge_body_is_not_read_whole() {
    const MEGABYTE: usize = 1024 * 1024;
    let announced = serve(|_, mut connection| async move {
        connection.request().await;
        connection
            .write(format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n",
                9 * MEGABYTE
            ))
            .await;
        std::future::pending::<()>().await;
    })
    .await;
    assert_eq!(sent(&announced).await.kind, ErrorKind::Decode);

    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let endless = serve(move |_, mut connection| {
        let tell = tell.clone();
        async move {
            connection.request().await;
            connection
                .write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
                .await;
            let chunk = format!("{:x}\r\n{}\r\n", MEGABYTE, " ".repeat(MEGABYTE));
            let mut written = 0;
            while written < 500 && connection.write(&chunk).await {
                written += 1;
            }
            tell.send(written).unwrap();
        }
    })
    .await;
    let error = sent(&endless).await;
    assert_eq!(error.kind, ErrorKind::Decode);
    assert!(error.may_have_happened());
    let megabytes = told.recv().await.unwrap();
    assert!(megabytes < 100, "the client took in {megabytes} MB");
}

#[tokio::test]
async fn something_that_does_not_speak_http() {
    let server = serve(|_, mut connection| async move {
        connection.request().await;
        connection.write("SSH-2.0-OpenSSH_9.2\r\n").await;
    })
    .await;
    assert_eq!(sent(&server).await.kind, NetworkAfterSend(Other));
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_token_stays() {
    let elsewhere = serve(|_, mut connection| async move {
        connection.request().await;
    })
    .await;
    let location = format!("http://{}/api/v2/account", elsewhere.address);
    for status in [301, 302, 307, 308] {
        let location = location.clone();
        let server = serve(move |_, mut connection| {
            let location = location.clone();
            async move {
                connection.request().await;
                connection
                    .answer(status, &format!("location: {location}\r\n"), "")
                    .await;
            }
        })
        .await;
        let error = client(server.address).get_account().await.unwrap_err();
        let redirect = Stranger::Redirect {
            host: Some("127.0.0.1".into()),
        };
        assert_eq!(error.kind, ErrorKind::NotThisApi(redirect));
        assert_eq!(server.seen.requests().len(), 1);
    }
    assert_eq!(elsewhere.seen.connections(), 0);
}

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
async fn reads_share_a_connection_and_sends_do_not() {
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
    for _ in 0..3 {
        client.get_group(12).await.unwrap();
    }
    assert_eq!(server.seen.connections(), 1);
    for _ in 0..3 {
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
    assert_eq!(server.seen.connections(), 4);
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
    let base = wacr_api::BaseUrl::parse(&format!("http://{}", server.address)).unwrap();
    let config = wacr_api::ClientConfig::new(base, TOKEN.to_owned().into(), "wire-tests/1");
    let client = wacr_api::Client::new(config.clone())
        .unwrap()
        .without_retry();
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
        let base = wacr_api::BaseUrl::parse("app.wa.cr").unwrap();
        let made = wacr_api::Client::new(wacr_api::ClientConfig::new(
            base,
            token.to_owned().into(),
            "x/1",
        ));
        assert_eq!(made.unwrap_err(), wacr_api::ConfigError::Token, "{token:?}");
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

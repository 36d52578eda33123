//! What the network does to a call, over raw sockets: told truthfully, and never repeated when it must not be.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::time::{Duration, Instant};

use support::{GROUP, RECEIPT, RawServer, TOKEN, client, client_at, send, serve, serve_on};
use tokio::{io::AsyncWriteExt, net::TcpListener};
use wacr_api::{ApiError, BaseUrl, Client, ClientConfig, ErrorKind, NetworkFault, Stranger};

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
    let errors = [
        client.send_template_message(&send()).await.unwrap_err(),
        // Calls without a body.
        client.get_account().await.unwrap_err(),
        client.delete_contact(501).await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind, NetworkBeforeSend(TimedOut));
        assert!(!error.may_have_happened());
    }
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "{:?}",
        started.elapsed()
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
async fn something_that_does_not_speak_http() {
    let server = serve(|_, mut connection| async move {
        connection.request().await;
        connection.write("SSH-2.0-OpenSSH_9.2\r\n").await;
    })
    .await;
    assert_eq!(sent(&server).await.kind, NetworkAfterSend(Other));
}

/// Another address of this computer, or at least another port where the system has but one.
async fn elsewhere() -> RawServer {
    let listener = match TcpListener::bind("127.0.0.2:0").await {
        Ok(listener) => listener,
        Err(_) => TcpListener::bind("127.0.0.1:0").await.unwrap(),
    };
    serve_on(listener, |_, mut connection| async move {
        connection.request().await;
        connection.answer(200, "", RECEIPT).await;
    })
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_token_stays() {
    let elsewhere = elsewhere().await;
    let host = elsewhere.address.ip().to_string();
    let address = elsewhere.address;
    for status in [301, 302, 303, 307, 308] {
        for (location, host) in [
            (
                format!("http://{address}/api/v2/account"),
                Some(host.clone()),
            ),
            (format!("//{address}/api/v2/account"), None),
            ("/api/v2/account".to_owned(), None),
            ("account".to_owned(), None),
        ] {
            let header = format!("location: {location}\r\n");
            let server = serve(move |_, mut connection| {
                let header = header.clone();
                async move {
                    connection.request().await;
                    connection.answer(status, &header, "").await;
                }
            })
            .await;
            let client = client(server.address);
            let redirect = ErrorKind::NotThisApi(Stranger::Redirect { host });
            let read = client.get_account().await.unwrap_err();
            let write = client.send_template_message(&send()).await.unwrap_err();
            for error in [read, write] {
                assert_eq!(error.kind, redirect, "{status} {location}");
                assert_eq!(error.status, Some(status));
                assert!(!error.may_have_happened());
            }
            assert_eq!(server.seen.requests().len(), 2, "{status} {location}");
        }
    }
    assert_eq!(elsewhere.seen.connections(), 0);
}

#[tokio::test]
async fn a_send_on_a_connection_that_is_just_closing_is_not_made_twice() {
    let server = serve(|_, mut connection| async move {
        connection.request().await;
        connection.answer(200, "", RECEIPT).await;
    })
    .await;
    let client = client(server.address);
    let (mut ok, mut lost) = (0, 0);
    for _ in 0..50 {
        match client.send_template_message(&send()).await {
            Ok(_) => ok += 1,
            // The close came while it was written: nobody can tell, and so it is said.
            Err(error) => {
                assert_eq!(error.kind, NetworkAfterSend(Closed));
                lost += 1;
            }
        }
    }
    let read = server.seen.requests().len();
    assert!(
        (ok..=ok + lost).contains(&read),
        "{ok} accepted, {lost} unknown, {read} read"
    );
}

#[tokio::test]
async fn a_send_with_media_is_given_the_time_the_server_needs_to_fetch_it() {
    let server = serve(|_, mut connection| async move {
        while connection.request().await.is_some() {
            tokio::time::sleep(Duration::from_millis(600)).await;
            connection.answer(200, "", RECEIPT).await;
        }
    })
    .await;
    let base = BaseUrl::parse(&format!("http://{}", server.address)).unwrap();
    let mut config = ClientConfig::new(base, TOKEN.to_owned().into(), "wire-tests/1");
    config.timeouts.total = Duration::from_millis(100);
    config.timeouts.media = Duration::from_secs(60);
    let client = Client::new(config).unwrap();
    let error = client.send_template_message(&send()).await.unwrap_err();
    assert_eq!(error.kind, NetworkAfterSend(TimedOut));
    let mut with_image = send();
    with_image.values.insert(
        "header_image_url".into(),
        "https://media.example.com/a.jpg".into(),
    );
    client.send_template_message(&with_image).await.unwrap();
}

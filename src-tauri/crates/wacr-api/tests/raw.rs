//! What the network does to a call, over raw sockets: told truthfully, and never repeated when it must not be.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::time::{Duration, Instant};

use support::{GROUP, RECEIPT, RawServer, TOKEN, client, client_at, send, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
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

//! A server that closes at each point of a call: whether the call can have happened is told truthfully, and what must
//! not happen twice is not asked for twice.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::time::Duration;

use support::{Connection, RECEIPT, RawServer, client, config, send, serve};
use wacr_api::{Client, ErrorKind, NetworkFault, Stranger, TemplateSend};

use ErrorKind::{NetworkAfterSend, NetworkBeforeSend};
use NetworkFault::{Closed, TimedOut};

/// How a connection ends.
#[derive(Debug, Clone, Copy)]
enum End {
    Close,
    Reset,
}

/// How much of the request is read first.
#[derive(Debug, Clone, Copy)]
enum Read {
    Bytes(usize),
    Head,
    HeadAnd(usize),
    Whole,
}

impl Read {
    async fn of(self, connection: &mut Connection) {
        match self {
            Read::Bytes(count) => connection.bytes(count).await,
            Read::Head => drop(connection.head().await),
            Read::HeadAnd(count) => {
                connection.head().await;
                connection.bytes(count).await;
            }
            Read::Whole => drop(connection.request().await),
        }
    }
}

/// More than any buffer on the way holds, so that the client is still writing when the server stops reading.
fn large() -> TemplateSend {
    let mut send = send();
    send.values
        .insert("field_1".into(), "x".repeat(16 * 1024 * 1024));
    send
}

async fn cut(read: Read, answer: &'static str, end: End) -> RawServer {
    serve(move |_, mut connection| async move {
        read.of(&mut connection).await;
        connection.write(answer).await;
        if matches!(end, End::Reset) {
            connection.reset();
        }
    })
    .await
}

#[tokio::test]
async fn while_the_request_is_written() {
    for (read, send) in [
        (Read::Bytes(1), send()),
        (Read::Bytes(40), send()),
        (Read::Head, send()),
        (Read::HeadAnd(20), send()),
        (Read::Head, large()),
        (Read::HeadAnd(1_000_000), large()),
    ] {
        for end in [End::Close, End::Reset] {
            let server = cut(read, "", end).await;
            let error = client(server.address)
                .send_template_message(&send)
                .await
                .unwrap_err();
            assert_eq!(error.kind, NetworkAfterSend(Closed), "{read:?} {end:?}");
            assert!(error.may_have_happened());
            assert_eq!(error.status, None, "{read:?} {end:?}");
            assert_eq!(server.seen.connections(), 1, "{read:?} {end:?}");
        }
    }
}

#[tokio::test]
async fn on_accept() {
    for end in [End::Close, End::Reset] {
        let server = cut(Read::Bytes(0), "", end).await;
        let error = client(server.address)
            .send_template_message(&send())
            .await
            .unwrap_err();
        // Whether the client notices before it hands the request over is a race; what it then says is not.
        match error.kind {
            NetworkBeforeSend(Closed) => {
                assert!(!error.may_have_happened());
                assert_eq!(server.seen.connections(), 3, "safe to repeat");
            }
            NetworkAfterSend(Closed) => {
                assert!(error.may_have_happened());
                assert!(server.seen.connections() <= 3);
            }
            _ => panic!("{error}"),
        }
    }
}

/// Answers that break off, and what is known of them: the kind, and the status if its head was whole.
fn broken_answers() -> Vec<(&'static str, &'static str, ErrorKind, Option<u16>)> {
    let closed = NetworkAfterSend(Closed);
    let not_json = ErrorKind::NotThisApi(Stranger::Other);
    let r = [
        ("no answer", "", closed.clone(), None),
        ("half a status line", "HTTP/1.", closed.clone(), None),
        ("a status line", "HTTP/1.1 200 OK\r\n", closed.clone(), None),
        (
            "in the headers",
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-len",
            closed.clone(),
            None,
        ),
        (
            "after the headers",
            "HTTP/1.1 200 OK\r\ncontent-length: 80\r\n\r\n",
            closed.clone(),
            Some(200),
        ),
        (
            "in the body",
            "HTTP/1.1 200 OK\r\ncontent-length: 80\r\n\r\n{\"success\":true,",
            closed.clone(),
            Some(200),
        ),
        (
            "a whole body, said to be longer",
            "HTTP/1.1 200 OK\r\ncontent-length: 800\r\n\r\n{\"success\":true,\"data\":{}}",
            closed.clone(),
            Some(200),
        ),
        (
            "a whole body, said to be shorter",
            "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"success\":true,\"data\":{}}",
            not_json.clone(),
            Some(200),
        ),
        (
            "in a chunk",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1a\r\n{\"success\":true,",
            closed.clone(),
            Some(200),
        ),
        (
            "before the last chunk",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1a\r\n{\"success\":true,\"data\":{}}\r\n",
            closed,
            Some(200),
        ),
        (
            "half a body without a length",
            "HTTP/1.1 200 OK\r\n\r\n{\"success\":true,",
            not_json,
            Some(200),
        ),
    ];
    r.into()
}

#[tokio::test]
async fn while_the_answer_comes() {
    for (name, answer, kind, status) in broken_answers() {
        let server = cut(Read::Whole, answer, End::Close).await;
        let error = client(server.address)
            .send_template_message(&send())
            .await
            .unwrap_err();
        assert_eq!((&error.kind, error.status), (&kind, status), "{name}");
        assert!(error.may_have_happened(), "{name}");
        assert_eq!(server.seen.requests().len(), 1, "{name}");
        assert_eq!(server.seen.connections(), 1, "{name}");

        // Of a read the same is said.
        let server = cut(Read::Whole, answer, End::Close).await;
        let client = client(server.address).without_retry();
        let error = client.get_group(12).await.unwrap_err();
        assert_eq!((&error.kind, error.status), (&kind, status), "{name}");
        assert_eq!(server.seen.requests().len(), 1, "{name}");
    }
}

#[tokio::test]
async fn a_reset_while_the_answer_comes() {
    for (name, answer, _, _) in broken_answers() {
        // With a length unknown or passed, an answer may be over before the reset is seen.
        if name.contains("shorter") || name.contains("without") {
            continue;
        }
        let server = cut(Read::Whole, answer, End::Reset).await;
        let error = client(server.address)
            .send_template_message(&send())
            .await
            .unwrap_err();
        assert_eq!(error.kind, NetworkAfterSend(Closed), "{name}");
        assert_eq!(server.seen.requests().len(), 1, "{name}");
        assert_eq!(server.seen.connections(), 1, "{name}");
    }
}

#[tokio::test]
async fn an_answer_that_came_before_the_request_was_written_whole() {
    let server = serve(|_, mut connection| async move {
        connection.head().await;
        let body = r#"{"success":false,"error":{"code":"VALIDATION_ERROR","message":"Too large"}}"#;
        connection.answer(413, "connection: close\r\n", body).await;
        connection.drain().await;
    })
    .await;
    let error = client(server.address)
        .send_template_message(&large())
        .await
        .unwrap_err();
    assert_eq!(
        (&error.kind, error.status),
        (&ErrorKind::Invalid, Some(413))
    );
    assert_eq!(server.seen.connections(), 1);
}

#[tokio::test]
async fn answers_in_advance_are_passed_over() {
    let server = serve(|_, mut connection| async move {
        while connection.request().await.is_some() {
            connection
                .write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n")
                .await;
            connection.answer(200, "", RECEIPT).await;
        }
    })
    .await;
    let receipt = client(server.address).send_template_message(&send()).await;
    assert_eq!(receipt.unwrap().data.chat_id, Some(377));

    // Nothing but them, and then the end.
    let server = cut(Read::Whole, "HTTP/1.1 100 Continue\r\n\r\n", End::Close).await;
    let error = client(server.address)
        .send_template_message(&send())
        .await
        .unwrap_err();
    assert_eq!(error.kind, NetworkAfterSend(Closed));
    assert_eq!(server.seen.requests().len(), 1);

    let switching = "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n";
    let server = cut(Read::Whole, switching, End::Close).await;
    let error = client(server.address)
        .send_template_message(&send())
        .await
        .unwrap_err();
    assert!(error.may_have_happened(), "{error}");
    assert_eq!(server.seen.requests().len(), 1);
}

#[tokio::test]
async fn what_follows_an_answer_is_not_the_answer_to_the_next_call() {
    let server = serve(|number, mut connection| async move {
        while connection.request().await.is_some() {
            let id = 100 + number;
            let body = format!(r#"{{"success":true,"data":{{"status":"sent","chat_id":{id}}}}}"#);
            let length = body.len();
            let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}");
            let stray = r#"{"success":true,"data":{"status":"sent","chat_id":666}}"#;
            let length = stray.len();
            connection
                .write(format!(
                    "{answer}HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{stray}"
                ))
                .await;
        }
    })
    .await;
    let client = client(server.address);
    for number in 1..=3 {
        let receipt = client.send_template_message(&send()).await.unwrap().data;
        assert_eq!(receipt.chat_id, Some(100 + number));
    }
    assert_eq!(server.seen.requests().len(), 3);
}

/// A client that gives a try so long.
fn patient(server: &RawServer, millis: u64) -> Client {
    let mut config = config(&format!("http://{}", server.address));
    config.timeouts.total = Duration::from_millis(millis);
    Client::new(config).unwrap()
}

#[tokio::test]
async fn silence_at_each_point() {
    for (read, send) in [
        (Read::Bytes(0), send()),
        (Read::Head, send()),
        (Read::Whole, send()),
        (Read::HeadAnd(100), large()),
    ] {
        let server = serve(move |_, mut connection| async move {
            read.of(&mut connection).await;
            std::future::pending::<()>().await;
        })
        .await;
        let limit = if matches!(read, Read::HeadAnd(_)) {
            2000
        } else {
            600
        };
        let error = patient(&server, limit)
            .send_template_message(&send)
            .await
            .unwrap_err();
        assert_eq!(error.kind, NetworkAfterSend(TimedOut), "{read:?}");
        assert_eq!(server.seen.connections(), 1, "{read:?}");
    }
}

#[tokio::test]
async fn an_answer_that_drips() {
    let whole = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{RECEIPT}",
        RECEIPT.len()
    );
    // From the first byte on, and from the body on.
    for at_once in [0, whole.len() - RECEIPT.len()] {
        let whole = whole.clone();
        let server = serve(move |_, mut connection| {
            let whole = whole.clone();
            async move {
                connection.request().await;
                let (start, rest) = whole.split_at(at_once);
                connection.write(start).await;
                for byte in rest.bytes() {
                    if !connection.write([byte]).await {
                        return;
                    }
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        })
        .await;
        let error = patient(&server, 1500)
            .send_template_message(&send())
            .await
            .unwrap_err();
        assert_eq!(error.kind, NetworkAfterSend(TimedOut));
        assert_eq!(error.status, (at_once > 0).then_some(200));
        assert_eq!(server.seen.requests().len(), 1);
    }
}

#[tokio::test]
async fn two_hundred_megabytes() {
    const MEGABYTE: usize = 1024 * 1024;
    const OFFERED: usize = 200;
    for head in [
        format!("content-length: {}", OFFERED * MEGABYTE),
        "transfer-encoding: chunked".to_owned(),
    ] {
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        let chunked = head.contains("chunked");
        let server = serve(move |_, mut connection| {
            let (tell, head) = (tell.clone(), head.clone());
            async move {
                connection.request().await;
                connection
                    .write(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n"))
                    .await;
                let mut piece = " ".repeat(MEGABYTE);
                if chunked {
                    piece = format!("{MEGABYTE:x}\r\n{piece}\r\n");
                }
                let mut written = 0;
                while written < OFFERED && connection.write(&piece).await {
                    written += 1;
                }
                tell.send(written).unwrap();
            }
        })
        .await;
        let error = client(server.address)
            .send_template_message(&send())
            .await
            .unwrap_err();
        assert_eq!((&error.kind, error.status), (&ErrorKind::Decode, Some(200)));
        assert!(error.may_have_happened());
        assert_eq!(server.seen.requests().len(), 1);
        let taken = told.recv().await.unwrap();
        // 8 are read at most; the rest lies in the system's buffers.
        assert!(taken < 40, "{taken} MB were taken in");
    }
}

//! TLS and HTTP/2: whom the client trusts, and what it says when a stream or a connection is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use h2::{Reason, server::SendResponse};
use http::{Request, Response};
use support::{
    RECEIPT, RawServer, TOKEN, config, send,
    tls::{Authority, serve_tls},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::server::TlsStream;
use wacr_api::{ApiError, Client, ConfigError, ErrorKind, NetworkFault};

use ErrorKind::{NetworkAfterSend, NetworkBeforeSend};
use NetworkFault::Tls;

fn trusting(server: &RawServer, authority: &Authority) -> Client {
    let mut config = config(&format!("https://{}", server.address));
    config.extra_certificates = authority.pem.clone();
    Client::new(config).unwrap()
}

/// Answers each request of one connection with a receipt.
async fn answers(mut stream: TlsStream<TcpStream>) {
    let mut seen = Vec::new();
    let mut byte = [0; 1024];
    while let Ok(read) = stream.read(&mut byte).await
        && read > 0
    {
        seen.extend_from_slice(&byte[..read]);
        // Every body here ends so.
        if seen.ends_with(b"\"}") {
            seen.clear();
            let length = RECEIPT.len();
            let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{RECEIPT}");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_certificate_given_extra_is_trusted_and_no_other() {
    let authority = Authority::new();
    let server = serve_tls(authority.server("127.0.0.1", &[]), |_, stream| {
        answers(stream)
    })
    .await;
    let client = trusting(&server, &authority);
    let receipt = client.send_template_message(&send()).await.unwrap().data;
    assert_eq!(receipt.chat_id, Some(377));

    // Two of them in one file, and lines of other text.
    let mut both = config(&format!("https://{}", server.address));
    both.extra_certificates = [
        b"# ours\n".as_slice(),
        &Authority::new().pem,
        b"\n",
        &authority.pem,
    ]
    .concat();
    let client = Client::new(both).unwrap();
    assert!(client.send_template_message(&send()).await.is_ok());

    // Nobody has vouched for it.
    for stranger in [None, Some(Authority::new())] {
        let mut config = config(&format!("https://{}", server.address));
        config.extra_certificates = stranger.map(|authority| authority.pem).unwrap_or_default();
        refused(&Client::new(config).unwrap()).await;
    }
}

async fn refused(client: &Client) {
    let client = client.without_retry();
    let read = client.get_account().await.unwrap_err();
    let write = client.send_template_message(&send()).await.unwrap_err();
    for error in [read, write] {
        assert_eq!(error.kind, NetworkBeforeSend(Tls));
        assert!(!error.may_have_happened());
    }
}

#[tokio::test]
async fn another_name_or_a_time_that_is_past() {
    let authority = Authority::new();
    for shown in [
        authority.server("elsewhere.example.com", &[]),
        authority.server("127.0.0.2", &[]),
        authority.server_until("127.0.0.1", &[], 2021),
    ] {
        let server = serve_tls(shown, |_, stream| answers(stream)).await;
        refused(&trusting(&server, &authority)).await;
    }
}

#[test]
fn certificates_that_cannot_be_read() {
    let broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let cut = b"-----BEGIN CERTIFICATE-----\nAAAA\n";
    for pem in [b"hello".as_slice(), b" ", broken, cut] {
        for base in ["https://app.wa.cr", "http://127.0.0.1:1"] {
            let mut config = config(base);
            config.extra_certificates = pem.to_vec();
            assert_eq!(Client::new(config).unwrap_err(), ConfigError::Certificates);
        }
    }
}

/// What a server does with a stream once it has its head.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Answer,
    /// Gives the stream up before or after its body was read.
    Reset(Reason),
    ReadThenReset(Reason),
    /// Says that the connection ends, before or after.
    GoAway(Reason),
    ReadThenGoAway(Reason),
    /// Ends the connection without a word.
    ReadThenDrop,
    /// Answers half.
    HalfAnAnswer,
}

/// The bodies that were read.
type Bodies = Arc<Mutex<Vec<String>>>;

async fn serve_http2(authority: &Authority, act: Act) -> (RawServer, Bodies) {
    let bodies = Bodies::default();
    let shared = Arc::clone(&bodies);
    let server = serve_tls(authority.server("127.0.0.1", &["h2"]), move |_, stream| {
        let bodies = Arc::clone(&shared);
        async move {
            let mut connection = h2::server::handshake(stream).await.unwrap();
            while let Some(Ok((request, mut respond))) = connection.accept().await {
                match act {
                    Act::Reset(reason) => respond.send_reset(reason),
                    Act::GoAway(reason) => connection.abrupt_shutdown(reason),
                    _ => {
                        // The connection only moves while it is polled.
                        let body = tokio::select! {
                            body = body(request) => body,
                            _ = connection.accept() => return,
                        };
                        bodies.lock().unwrap().push(body);
                        match act {
                            Act::ReadThenReset(reason) => respond.send_reset(reason),
                            Act::ReadThenGoAway(reason) => connection.abrupt_shutdown(reason),
                            Act::ReadThenDrop => return,
                            Act::HalfAnAnswer => half(&mut respond),
                            _ => answer(&mut respond),
                        }
                    }
                }
            }
        }
    })
    .await;
    (server, bodies)
}

async fn body(request: Request<h2::RecvStream>) -> String {
    assert!(
        request.headers()["authorization"]
            .to_str()
            .unwrap()
            .ends_with(TOKEN)
    );
    let mut stream = request.into_body();
    let mut body = Vec::new();
    while let Some(Ok(data)) = stream.data().await {
        let _ = stream.flow_control().release_capacity(data.len());
        body.extend_from_slice(&data);
    }
    String::from_utf8(body).unwrap()
}

fn answer(respond: &mut SendResponse<Bytes>) {
    let mut stream = respond.send_response(Response::new(()), false).unwrap();
    stream
        .send_data(Bytes::from_static(RECEIPT.as_bytes()), true)
        .unwrap();
}

fn half(respond: &mut SendResponse<Bytes>) {
    let mut stream = respond.send_response(Response::new(()), false).unwrap();
    stream
        .send_data(Bytes::from_static(b"{\"success\":true,"), false)
        .unwrap();
    stream.send_reset(Reason::INTERNAL_ERROR);
}

async fn over_http2(act: Act) -> (Result<(), ApiError>, usize, usize) {
    let authority = Authority::new();
    let (server, bodies) = serve_http2(&authority, act).await;
    let sent = trusting(&server, &authority)
        .send_template_message(&send())
        .await;
    let read = bodies.lock().unwrap().len();
    (sent.map(|_| ()), server.seen.connections(), read)
}

#[tokio::test]
async fn a_send_over_http2() {
    let authority = Authority::new();
    let (server, bodies) = serve_http2(&authority, Act::Answer).await;
    let client = trusting(&server, &authority);
    for _ in 0..3 {
        client.send_template_message(&send()).await.unwrap();
    }
    assert_eq!(bodies.lock().unwrap().len(), 3, "each once");
    assert!(bodies.lock().unwrap()[0].contains("order_ready"));
    assert_eq!(server.seen.connections(), 1);
}

#[tokio::test]
async fn a_send_whose_stream_or_connection_is_given_up_is_unknown_and_not_repeated() {
    for reason in [
        Reason::REFUSED_STREAM,
        Reason::INTERNAL_ERROR,
        Reason::CANCEL,
        Reason::NO_ERROR,
    ] {
        for act in [Act::ReadThenReset(reason), Act::ReadThenGoAway(reason)] {
            let (sent, connections, read) = over_http2(act).await;
            let error = sent.unwrap_err();
            assert!(
                matches!(error.kind, NetworkAfterSend(_)),
                "{act:?}: {error}"
            );
            assert!(error.may_have_happened());
            assert_eq!((connections, read), (1, 1), "{act:?}");
        }
    }
    for act in [Act::ReadThenDrop, Act::HalfAnAnswer] {
        let (sent, connections, read) = over_http2(act).await;
        let error = sent.unwrap_err();
        assert!(
            matches!(error.kind, NetworkAfterSend(_)),
            "{act:?}: {error}"
        );
        assert_eq!((connections, read), (1, 1), "{act:?}");
    }
}

#[tokio::test]
async fn a_stream_refused_before_its_body_was_read() {
    for reason in [Reason::REFUSED_STREAM, Reason::INTERNAL_ERROR] {
        for act in [Act::Reset(reason), Act::GoAway(reason)] {
            let (sent, connections, read) = over_http2(act).await;
            let error = sent.unwrap_err();
            assert_eq!(read, 0);
            match error.kind {
                // The body had left, though nobody read it: nobody can tell.
                NetworkAfterSend(_) => assert_eq!(connections, 1, "{act:?}"),
                // It had not.
                NetworkBeforeSend(_) => assert!(connections <= 3, "{act:?}"),
                _ => panic!("{act:?}: {error}"),
            }
        }
    }
}

//! A proxy on the way: it sees a tunnel and nothing else, and its faults are told as its own.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use support::{
    RECEIPT, RawServer, TOKEN, client_at, config, send, serve,
    tls::{Authority, serve_tls},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
};
use wacr_api::{ApiError, Client, ClientConfig, ErrorKind, NetworkFault, ProxyChoice, ProxyServer};

use ErrorKind::{NetworkAfterSend, NetworkBeforeSend};
use NetworkFault::{Closed, Proxy, TimedOut, Tls};

/// Not on this computer, so a proxy is used; the proxy takes us to a server of ours all the same.
const NAME: &str = "wire.example.com";

/// Everything a proxy saw of a client.
type Wire = Arc<Mutex<Vec<u8>>>;

/// A proxy that leads every tunnel to `target`.
async fn tunnelling(target: SocketAddr, wire: &Wire) -> RawServer {
    let wire = Arc::clone(wire);
    serve(move |_, mut connection| {
        let wire = Arc::clone(&wire);
        async move {
            let Some(head) = connection.request().await else {
                return;
            };
            wire.lock().unwrap().extend_from_slice(head.as_bytes());
            let server = TcpStream::connect(target).await.unwrap();
            connection
                .write("HTTP/1.1 200 Connection established\r\n\r\n")
                .await;
            let (client_in, client_out) = connection.stream.into_split();
            let (server_in, server_out) = server.into_split();
            tokio::join!(
                pump(client_in, server_out, Some(&wire)),
                pump(server_in, client_out, None)
            );
        }
    })
    .await
}

async fn pump(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    wire: Option<&Wire>,
) {
    let mut buffer = [0; 4096];
    while let Ok(read) = from.read(&mut buffer).await
        && read > 0
        && to.write_all(&buffer[..read]).await.is_ok()
    {
        if let Some(wire) = wire {
            wire.lock().unwrap().extend_from_slice(&buffer[..read]);
        }
    }
    let _ = to.shutdown().await;
}

/// An API server behind TLS that answers sends with receipts; what it reads is put down.
async fn api(authority: &Authority, name: &str, requests: &Wire) -> RawServer {
    let requests = Arc::clone(requests);
    serve_tls(authority.server(name, &[]), move |_, mut stream| {
        let requests = Arc::clone(&requests);
        async move {
            let mut buffer = [0; 4096];
            while let Ok(read) = stream.read(&mut buffer).await
                && read > 0
            {
                let whole = {
                    let mut requests = requests.lock().unwrap();
                    requests.extend_from_slice(&buffer[..read]);
                    requests.ends_with(b"\"}")
                };
                if whole {
                    let length = RECEIPT.len();
                    let answer =
                        format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{RECEIPT}");
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
            }
        }
    })
    .await
}

fn through(proxy: &RawServer, authority: &Authority) -> ClientConfig {
    let mut config = config(&format!("https://{NAME}"));
    let proxy = ProxyServer::parse(&proxy.address.to_string()).unwrap();
    config.proxy = ProxyChoice::Through(proxy);
    config.extra_certificates = authority.pem.clone();
    config
}

fn text(wire: &Wire) -> String {
    String::from_utf8_lossy(&wire.lock().unwrap()).into_owned()
}

#[tokio::test]
async fn a_send_goes_through_and_the_proxy_sees_a_tunnel() {
    let (authority, wire, requests) = (Authority::new(), Wire::default(), Wire::default());
    let server = api(&authority, NAME, &requests).await;
    let proxy = tunnelling(server.address, &wire).await;
    let mut config = through(&proxy, &authority);
    let ProxyChoice::Through(address) = &config.proxy else {
        unreachable!()
    };
    let password = "p:s/@ %41".to_owned().into();
    config.proxy = ProxyChoice::Through(address.credentials("anna", &password));
    let client = Client::new(config.clone()).unwrap();
    client.send_template_message(&send()).await.unwrap();
    client.send_template_message(&send()).await.unwrap();

    let seen = text(&wire);
    assert!(
        seen.starts_with(&format!("CONNECT {NAME}:443 HTTP/1.1\r\n")),
        "{seen:?}"
    );
    let lower = seen.to_lowercase();
    // anna:p:s/@ %41
    let head = seen.split("\r\n\r\n").next().unwrap();
    assert!(head.ends_with(": Basic YW5uYTpwOnMvQCAlNDE="), "{head}");
    assert!(lower.contains("\r\nproxy-authorization: "));
    for secret in [TOKEN, "authorization: bearer", "order_ready", "5550100142"] {
        assert!(!lower.contains(&secret.to_lowercase()), "{secret}");
    }
    let read = text(&requests);
    assert_eq!(read.matches(TOKEN).count(), 2);
    assert_eq!(read.matches("order_ready").count(), 2, "each once");
    let read = read.to_lowercase();
    assert!(
        !read.contains("proxy-"),
        "the password is the proxy's: {read}"
    );
    assert!(!read.contains("yw5uy"), "{read}");
    let shown = format!("{config:?} {client:?}");
    for secret in ["p:s", "anna", "%40", "YW5u", TOKEN] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

async fn sent(config: ClientConfig) -> ApiError {
    let client = Client::new(config).unwrap().without_retry();
    client.send_template_message(&send()).await.unwrap_err()
}

#[tokio::test]
async fn whom_the_client_trusts_behind_a_proxy() {
    let authority = Authority::new();
    let wire = Wire::default();
    // The right one, the right one of another authority, another name, and one that is past its time.
    let right = api(&authority, NAME, &Wire::default()).await;
    let named = api(&authority, "other.example.com", &Wire::default()).await;
    let past = serve_tls(
        authority.server_until(NAME, &[], 2021),
        |_, mut stream| async move {
            let _ = stream.read(&mut [0; 1]).await;
        },
    )
    .await;
    for (server, trusted) in [
        (&right, &Authority::new()),
        (&named, &authority),
        (&past, &authority),
    ] {
        let proxy = tunnelling(server.address, &wire).await;
        let error = sent(through(&proxy, trusted)).await;
        assert_eq!(error.kind, NetworkBeforeSend(Tls));
        assert!(!error.may_have_happened());
    }
    assert!(!text(&wire).contains(TOKEN));
}

/// A proxy that answers each request for a tunnel so, and closes.
async fn proxy_that(answer: &'static str) -> RawServer {
    serve(move |_, mut connection| async move {
        connection.request().await;
        connection.write(answer).await;
    })
    .await
}

#[tokio::test]
async fn a_proxy_that_fails() {
    let authority = Authority::new();
    for answer in [
        "HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\n\r\n<html>",
        "HTTP/1.1 403 Forbidden\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 20",
        "",
    ] {
        let proxy = proxy_that(answer).await;
        let error = sent(through(&proxy, &authority)).await;
        assert_eq!(error.kind, NetworkBeforeSend(Proxy), "{answer:?}");
        assert!(!error.may_have_happened());
        for request in proxy.seen.requests() {
            assert!(request.starts_with("CONNECT "), "{request}");
            assert!(!request.contains(TOKEN), "{request}");
        }
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_there() {
    let gone = serve(|_, _| async {}).await;
    let config = through(&gone, &Authority::new());
    drop(gone);
    assert_eq!(sent(config).await.kind, NetworkBeforeSend(Proxy));
}

#[tokio::test]
async fn a_proxy_that_hangs() {
    let hanging = serve(|_, mut connection| async move {
        connection.request().await;
        std::future::pending::<()>().await;
    })
    .await;
    for by_connect in [true, false] {
        let mut config = through(&hanging, &Authority::new());
        let limit = Duration::from_millis(200);
        match by_connect {
            true => config.timeouts.connect = limit,
            false => config.timeouts.total = limit,
        }
        let error = sent(config).await;
        assert_eq!(error.kind, NetworkBeforeSend(TimedOut));
        assert!(!error.may_have_happened());
    }
}

#[tokio::test]
async fn a_tunnel_that_breaks() {
    // In the handshake: nothing was sent.
    let breaking = proxy_that("HTTP/1.1 200 OK\r\n\r\n").await;
    let error = sent(through(&breaking, &Authority::new())).await;
    assert!(
        matches!(error.kind, NetworkBeforeSend(Tls | Closed)),
        "{error}"
    );

    // After the request.
    let authority = Authority::new();
    let requests = Wire::default();
    let seen = Arc::clone(&requests);
    let server = serve_tls(authority.server(NAME, &[]), move |_, mut stream| {
        let seen = Arc::clone(&seen);
        async move {
            let mut buffer = vec![0; 4096];
            while !seen.lock().unwrap().ends_with(b"\"}") {
                let read = stream.read(&mut buffer).await.unwrap();
                seen.lock().unwrap().extend_from_slice(&buffer[..read]);
            }
        }
    })
    .await;
    let proxy = tunnelling(server.address, &Wire::default()).await;
    let client = Client::new(through(&proxy, &authority)).unwrap();
    let error = client.send_template_message(&send()).await.unwrap_err();
    assert_eq!(error.kind, NetworkAfterSend(Closed));
    assert_eq!(text(&requests).matches("order_ready").count(), 1);
    assert_eq!(proxy.seen.connections(), 1);
}

#[tokio::test]
async fn this_computer_is_never_asked_for_through_a_proxy() {
    let proxy = proxy_that("HTTP/1.1 502 Bad Gateway\r\n\r\n").await;
    let authority = Authority::new();
    let server = api(&authority, "127.0.0.1", &Wire::default()).await;
    let mut config = config(&format!("https://{}", server.address));
    config.proxy = ProxyChoice::Through(ProxyServer::parse(&proxy.address.to_string()).unwrap());
    config.extra_certificates = authority.pem.clone();
    let client = Client::new(config).unwrap();
    assert!(client.send_template_message(&send()).await.is_ok());

    let plain = serve(|_, mut connection| async move {
        connection.request().await;
        connection.answer(200, "", RECEIPT).await;
    })
    .await;
    let client = client_at(&format!("http://{}", plain.address));
    assert!(client.send_template_message(&send()).await.is_ok());
    assert_eq!(proxy.seen.connections(), 0);
}

#[tokio::test]
async fn a_user_and_password_inside_the_address() {
    let proxy = proxy_that("HTTP/1.1 407 Who\r\n\r\n").await;
    let mut config = through(&proxy, &Authority::new());
    let typed = format!("http://anna:s%40%2f@{}", proxy.address);
    config.proxy = ProxyChoice::Through(ProxyServer::parse(&typed).unwrap());
    assert_eq!(sent(config).await.kind, NetworkBeforeSend(Proxy));
    // anna:s@/
    let asked = proxy.seen.requests().concat();
    assert!(asked.contains("Basic YW5uYTpzQC8=\r\n"), "{asked}");
}

//! A server of raw bytes: each connection is handed to the test, which answers, or does worse.
#![allow(clippy::unwrap_used, dead_code)] // each test file uses its part

use std::{
    future::Future,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use wacr_api::{BaseUrl, Client, ClientConfig, TemplateSend};

pub mod tls;

pub const TOKEN: &str = "wm_canary0token";

/// What came in, and how often somebody connected.
#[derive(Clone, Default)]
pub struct Seen {
    requests: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

impl Seen {
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

pub struct RawServer {
    pub address: SocketAddr,
    pub seen: Seen,
    task: JoinHandle<()>,
}

impl Drop for RawServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves each connection with `handle`, which gets the connection's number, from 1.
pub async fn serve<F, Fut>(handle: F) -> RawServer
where
    F: Fn(usize, Connection) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send + 'static,
{
    serve_on(TcpListener::bind("127.0.0.1:0").await.unwrap(), handle)
}

/// The same at a given address.
pub fn serve_on<F, Fut>(listener: TcpListener, handle: F) -> RawServer
where
    F: Fn(usize, Connection) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send + 'static,
{
    let address = listener.local_addr().unwrap();
    let seen = Seen::default();
    let shared = seen.clone();
    let task = tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let number = shared.connections.fetch_add(1, Ordering::SeqCst) + 1;
            tokio::spawn(handle(
                number,
                Connection {
                    stream,
                    seen: shared.clone(),
                },
            ));
        }
    });
    RawServer {
        address,
        seen,
        task,
    }
}

pub struct Connection {
    pub stream: TcpStream,
    seen: Seen,
}

impl Connection {
    /// Reads one request, body included. None when the client closed.
    pub async fn request(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        loop {
            if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
                let length: usize = head
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length:"))
                    .map_or(0, |length| length.trim().parse().unwrap());
                if bytes.len() >= end + 4 + length {
                    break;
                }
            }
            let mut chunk = [0; 4096];
            match self.stream.read(&mut chunk).await {
                Ok(0) | Err(_) => return None,
                Ok(read) => bytes.extend_from_slice(&chunk[..read]),
            }
        }
        let request = String::from_utf8(bytes).unwrap();
        self.seen.requests.lock().unwrap().push(request.clone());
        Some(request)
    }

    /// Reads until the client closes.
    pub async fn drain(&mut self) {
        let _ = tokio::io::copy(&mut self.stream, &mut tokio::io::sink()).await;
    }

    /// Reads so many bytes of a request, or up to the client's close.
    pub async fn bytes(&mut self, count: usize) {
        let mut part = (&mut self.stream).take(count as u64);
        let _ = tokio::io::copy(&mut part, &mut tokio::io::sink()).await;
    }

    /// Reads the head of a request and nothing of its body.
    pub async fn head(&mut self) -> String {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            match self.stream.read_u8().await {
                Ok(byte) => head.push(byte),
                Err(_) => break,
            }
        }
        String::from_utf8(head).unwrap()
    }

    /// Closes with a reset instead of an end.
    pub fn reset(self) {
        self.stream.set_zero_linger().unwrap();
    }

    /// False when the client is gone.
    pub async fn write(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).await.is_ok()
    }

    /// A whole answer with a JSON body.
    pub async fn answer(&mut self, status: u16, headers: &str, body: &str) -> bool {
        let length = body.len();
        self.write(format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n{headers}\r\n{body}"))
            .await
    }
}

pub fn client(address: SocketAddr) -> Client {
    client_at(&format!("http://{address}"))
}

pub fn client_at(base: &str) -> Client {
    Client::new(config(base)).unwrap()
}

pub fn config(base: &str) -> ClientConfig {
    let base = BaseUrl::parse(base).unwrap();
    ClientConfig::new(base, TOKEN.to_owned().into(), "wire-tests/1")
}

pub fn send() -> TemplateSend {
    TemplateSend {
        phone: "+15550100142".into(),
        template_name: "order_ready".into(),
        language: "en_US".into(),
        ..TemplateSend::default()
    }
}

pub const GROUP: &str = r#"{"success":true,"data":{"id":12,"name":"Spring launch"}}"#;
pub const RECEIPT: &str =
    r#"{"success":true,"data":{"phone":"15550100142","status":"sent","chat_id":377}}"#;

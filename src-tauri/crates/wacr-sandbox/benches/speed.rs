//! How fast the practice server is, as a program of its own on one core, called from another core:
//!
//! ```text
//! cargo bench -p wacr-sandbox
//! ```
//!
//! Prints how long 100,000 seeded contacts take from the start of the process to its line, then calls a second and the
//! slowest answers of several readings, each over kept connections. `taskset` pins the server to core 0 and the load to
//! the other cores; without it (not Linux) the figures are for the machine as it is. It judges nothing: numbers depend
//! on the machine, and what else it does.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const CONTACTS: usize = 100_000;
const CONNECTIONS: usize = 4;
const LENGTH: Duration = Duration::from_secs(4);

fn main() {
    let pinned = pin(&format!("1-{}", cores().saturating_sub(1).max(1)));
    println!(
        "{CONTACTS} contacts, {CONNECTIONS} connections, server {}",
        if pinned { "on core 0" } else { "on any core" }
    );
    println!(
        "start  {:>6.2} s  in memory",
        start(pinned, &[]).2.as_secs_f64()
    );
    let file = std::env::temp_dir().join(format!("wacr-sandbox-speed-{}.db", std::process::id()));
    let data = ["--data", file.to_str().unwrap()];
    println!(
        "start  {:>6.2} s  with --data, seeded",
        start(pinned, &data).2.as_secs_f64()
    );
    println!(
        "start  {:>6.2} s  with --data, read back",
        start(pinned, &data).2.as_secs_f64()
    );

    println!(
        "\n{:>9}  {:>9}  {:>9}  reading",
        "calls/s", "median", "slowest"
    );
    let (_server, shop, _) = start(pinned, &[]);
    let page = |at: usize| at * 379 % (CONTACTS / 100) + 1;
    let readings: [(&str, &dyn Fn(usize) -> String); 6] = [
        ("contacts by id", &|at| {
            format!("/contacts?per_page=100&sort=id&page={}", page(at))
        }),
        ("contacts by last change", &|at| {
            format!("/contacts?per_page=100&sort=-updated_at&page={}", page(at))
        }),
        ("customers by id", &|at| {
            format!(
                "/contacts?per_page=100&sort=id&filter[type]=customer&page={}",
                page(at) / 3 + 1
            )
        }),
        ("customers by last change", &|at| {
            let page = page(at) / 3 + 1;
            format!("/contacts?per_page=100&sort=-updated_at&filter%5Btype%5D=customer&page={page}")
        }),
        ("contacts with includes", &|at| {
            format!(
                "/contacts?per_page=100&sort=id&include=groups,status,source&page={}",
                page(at)
            )
        }),
        ("one contact", &|at| {
            format!("/contacts/{}", 501 + at * 379 % CONTACTS)
        }),
    ];
    for (name, path) in readings {
        measure(&shop, name, &|at| request(&shop, "GET", &path(at), ""));
    }
    measure(&shop, "contacts made", &|at| create(&shop, "19998", at));
    measure(&shop, "templates sent", &|at| send(&shop, "19999", at));
    let (_server, shop, _) = start(pinned, &data);
    measure(&shop, "contacts made, with --data", &|at| {
        create(&shop, "19998", at)
    });
    measure(&shop, "templates sent, with --data", &|at| {
        send(&shop, "19999", at)
    });
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
}

/// Where the server is and how to call it.
struct Shop {
    address: String,
    token: String,
}

/// Ends the program with the bench.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program; answers once its line is there, with the time that took.
fn start(pinned: bool, more: &[&str]) -> (Server, Shop, Duration) {
    let program = env!("CARGO_BIN_EXE_wacr-sandbox");
    let mut command = Command::new(if pinned { "taskset" } else { program });
    if pinned {
        command.args(["-c", "0", program]);
    }
    let began = Instant::now();
    let mut child = command
        .args([
            "--contacts",
            &CONTACTS.to_string(),
            "--rate-limit",
            "unlimited",
        ])
        .args(["--plan-conversations", "unlimited"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let took = began.elapsed();
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    let shop = Shop {
        address: line["base_url"].as_str().unwrap().replace("http://", ""),
        token: line["token"].as_str().unwrap().to_owned(),
    };
    (Server(child), shop, took)
}

/// Calls over every connection until the time is over, and prints a line of the table.
fn measure(shop: &Shop, name: &str, request: &dyn Fn(usize) -> String) {
    // The first call sorts; it belongs to the figures of no call in particular.
    let mut connection = Connection::open(shop);
    connection.call(&request(0));
    let mut connections: Vec<Connection> =
        (0..CONNECTIONS).map(|_| Connection::open(shop)).collect();
    let mut times: Vec<Duration> = Vec::new();
    let began = Instant::now();
    // One thread: each connection has a call under way while another's answer is read.
    let mut written: Vec<Instant> = Vec::new();
    let mut at = 1;
    for connection in &mut connections {
        connection.write(&request(at));
        written.push(Instant::now());
        at += 1;
    }
    while began.elapsed() < LENGTH {
        for (connection, since) in connections.iter_mut().zip(&mut written) {
            connection.read();
            times.push(since.elapsed());
            connection.write(&request(at));
            *since = Instant::now();
            at += 1;
        }
    }
    let rate = times.len() as f64 / began.elapsed().as_secs_f64();
    times.sort();
    let (median, slowest) = (times[times.len() / 2], times[times.len() - 1]);
    println!(
        "{rate:>9.0}  {:>6.2} ms  {:>6.2} ms  {name}",
        ms(median),
        ms(slowest)
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn request(shop: &Shop, method: &str, path: &str, body: &str) -> String {
    format!(
        "{method} /api/v2{path} HTTP/1.1\r\nHost: {}\r\nAccept: application/json\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        shop.address,
        shop.token,
        body.len()
    )
}

fn create(shop: &Shop, prefix: &str, at: usize) -> String {
    let body = format!(
        r#"{{"firstname":"Bench","lastname":"No {at}","phone":"+{prefix}{at:06}","type":"lead","status_id":7,"source_id":4}}"#
    );
    request(shop, "POST", "/contacts", &body)
}

fn send(shop: &Shop, prefix: &str, at: usize) -> String {
    // The last digits keep clear of numbers that rehearse a fault.
    let body = format!(
        r#"{{"phone":"+{prefix}{at:05}44","template_name":"welcome_reader","language":"en_GB","field_1":"Bench"}}"#
    );
    request(shop, "POST", "/messages/template", &body)
}

/// A kept connection.
struct Connection {
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Connection {
    fn open(shop: &Shop) -> Self {
        let stream = TcpStream::connect(&shop.address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream: BufReader::with_capacity(256 * 1024, stream),
            body: Vec::new(),
        }
    }

    fn call(&mut self, request: &str) {
        self.write(request);
        self.read();
    }

    fn write(&mut self, request: &str) {
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
    }

    fn read(&mut self) {
        let mut length = 0;
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        assert!(line.starts_with("HTTP/1.1 20"), "{line}");
        loop {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse().unwrap();
            }
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body).unwrap();
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Keeps this process on these cores; false where that is not possible.
fn pin(on: &str) -> bool {
    // Asked before pinning, which lowers it.
    let several = cores() > 1;
    let own = std::process::id().to_string();
    let done = Command::new("taskset")
        .args(["-pc", on, &own])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    several && done.is_ok_and(|status| status.success())
}

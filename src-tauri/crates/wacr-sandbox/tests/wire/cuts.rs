//! Faults below HTTP, seen from a bare socket: what arrives, how the connection ends, and whether the call was done.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use wacr_sandbox::{Fault, FaultKind, Options};

use crate::harness::{Shop, quiet};

/// How a connection ended.
#[derive(Debug, PartialEq)]
enum End {
    Closed,
    Reset,
}

/// Makes a group over a connection of its own and reads to the end of it.
fn make_group(base: &str, token: &str) -> (Vec<u8>, End) {
    let body = r#"{"name":"Pier walk"}"#;
    let host = base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let request = format!(
        "POST /api/v2/groups HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\nConnection: close\r\n\
         Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    // A connection reset while it is written to ends as one reset while it is read.
    let written = stream.write_all(request.as_bytes());
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => bytes.extend_from_slice(&piece[..read]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => return (bytes, End::Reset),
            Err(error) => panic!("{error}"),
        }
    }
    let end = if written.is_ok() {
        End::Closed
    } else {
        End::Reset
    };
    (bytes, end)
}

/// What a bare socket sees of a fault, and whether the group was made.
async fn meet(kind: FaultKind) -> (Vec<u8>, End, bool) {
    let shop = Shop::with(Options {
        faults: vec![Fault::always(kind).times(1)],
        ..quiet()
    })
    .await;
    let (base, token) = (shop.sandbox.base_url(), shop.sandbox.token().to_owned());
    let met = tokio::task::spawn_blocking(move || make_group(&base, &token));
    let (bytes, end) = met.await.unwrap();
    let done = shop.get("/groups?search=pier%20walk").await.total() == 1;
    (bytes, end, done)
}

/// Head and body of an answer.
fn parts(bytes: &[u8]) -> (String, Vec<u8>) {
    let at = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("a whole head");
    let head = String::from_utf8(bytes[..at].to_vec()).unwrap();
    (head, bytes[at + 4..].to_vec())
}

fn announced(head: &str) -> usize {
    let line = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    line.expect("a length").parse().unwrap()
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok()
}

#[tokio::test]
async fn connections_end_without_an_answer_where_they_are_told_to() {
    let table = [
        (FaultKind::CloseAfterRead, End::Closed, false),
        (FaultKind::ResetAfterRead, End::Reset, false),
        (FaultKind::CloseAfterAccept, End::Closed, true),
        (FaultKind::ResetAfterAccept, End::Reset, true),
        (FaultKind::ResetOnAccept, End::Reset, false),
    ];
    for (kind, end, done) in table {
        assert_eq!(
            meet(kind.clone()).await,
            (Vec::new(), end, done),
            "{kind:?}"
        );
    }
    // What was sent and not read may turn the close into a reset; either way nothing is said and nothing done.
    for kind in [FaultKind::CloseOnAccept, FaultKind::CloseBeforeRead] {
        let (bytes, _, done) = meet(kind.clone()).await;
        assert!(bytes.is_empty() && !done, "{kind:?}");
    }
}

#[tokio::test]
async fn an_answer_is_cut_in_its_first_line_its_headers_and_its_body() {
    let (bytes, end, done) = meet(FaultKind::CutStatusLine).await;
    assert_eq!(
        (&bytes[..], end, done),
        (&b"HTTP/1.1 2"[..], End::Closed, true)
    );
    let (bytes, end, done) = meet(FaultKind::CutHeaders).await;
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.starts_with("HTTP/1.1 201 Created\r\ncontent-type: "),
        "{text}"
    );
    assert!(!text.contains("\r\n\r\n"));
    assert_eq!((end, done), (End::Closed, true));
    let (bytes, end, done) = meet(FaultKind::HalfBody).await;
    let (head, body) = parts(&bytes);
    assert_eq!(body.len(), announced(&head) / 2);
    assert_eq!((end, done), (End::Closed, true));
}

#[tokio::test]
async fn lengths_that_lie_and_bodies_that_are_not_what_they_should_be() {
    for (off, kind) in [40, -40].map(|off| (off, FaultKind::WrongLength(off))) {
        let (bytes, end, done) = meet(kind).await;
        let (head, body) = parts(&bytes);
        assert_eq!(announced(&head) as i64 - body.len() as i64, off);
        assert!(is_json(&body) && done);
        assert_eq!(end, End::Closed);
    }
    let (bytes, _, done) = meet(FaultKind::TruncatedJson).await;
    let (head, body) = parts(&bytes);
    assert_eq!(announced(&head), body.len());
    assert!(!is_json(&body) && done);
    let (bytes, _, done) = meet(FaultKind::NotEnvelope).await;
    let body: Value = serde_json::from_slice(&parts(&bytes).1).unwrap();
    assert!(body.get("success").is_none() && done);
    let (bytes, _, done) = meet(FaultKind::SuccessFalse).await;
    let (head, body) = parts(&bytes);
    assert!(head.starts_with("HTTP/1.1 200 "));
    assert_eq!(
        serde_json::from_slice::<Value>(&body).unwrap()["success"],
        false
    );
    assert!(!done);
    let (bytes, end, done) = meet(FaultKind::Garbage).await;
    assert!(!bytes.starts_with(b"HTTP/") && !bytes.is_empty());
    assert_eq!((end, done), (End::Closed, true));
}

#[tokio::test]
async fn a_wait_is_told_in_the_place_asked_for_and_nowhere_else() {
    let table = [
        (FaultKind::RateLimited(17), true, true, false),
        (FaultKind::RateLimitedHeader(17), true, false, false),
        (FaultKind::RateLimitedMeta(17), false, true, false),
        (FaultKind::RateLimitedDetails(17), false, false, true),
    ];
    for (kind, header, meta, details) in table {
        let (bytes, _, done) = meet(kind.clone()).await;
        let (head, body) = parts(&bytes);
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert!(head.starts_with("HTTP/1.1 429 ") && !done, "{kind:?}");
        assert_eq!(head.contains("retry-after: 17"), header, "{kind:?}");
        assert_eq!(body["meta"]["retry_after"] == 17, meta, "{kind:?}");
        assert_eq!(
            body["error"]["details"]["retry_after"] == 17,
            details,
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn a_redirect_of_any_status_names_its_address() {
    let to = "https://elsewhere.example.com/x".to_owned();
    let (bytes, _, done) = meet(FaultKind::RedirectAs { code: 308, to }).await;
    let (head, _) = parts(&bytes);
    assert!(head.starts_with("HTTP/1.1 308 "), "{head}");
    assert!(
        head.contains("location: https://elsewhere.example.com/x"),
        "{head}"
    );
    assert!(!done);
}

#[tokio::test]
async fn a_stripped_body_is_a_call_without_one() {
    let shop = Shop::open().await;
    let id = shop.contact("+15550100142").await["id"].clone();
    shop.sandbox.set_faults(vec![
        Fault::on("DELETE", "/groups/*/contacts", FaultKind::StripBody).times(1),
    ]);
    let remove = || {
        shop.call(
            "DELETE",
            "/groups/12/contacts",
            Some(json!({ "contact_ids": [id] })),
        )
    };
    let stripped = remove().await;
    assert_eq!(
        (stripped.status, stripped.code()),
        (422, "VALIDATION_ERROR")
    );
    assert_eq!(remove().await.data()["contacts_removed"], 1);
}

#[tokio::test]
async fn a_fault_can_be_meant_for_one_number() {
    let shop = Shop::open().await;
    shop.sandbox.set_faults(vec![Fault {
        contains: Some("+15550100142".into()),
        ..Fault::on(
            "POST",
            "/messages/template",
            FaultKind::Status {
                code: 503,
                body: None,
            },
        )
    }]);
    let send = |phone: &str| json!({ "phone": phone, "template_name": "welcome_reader", "language": "de", "field_1": "Jo" });
    let post = async |phone: &str| {
        let sent = shop
            .raw("POST", "/messages/template")
            .json(&send(phone))
            .send();
        sent.await.unwrap().status().as_u16()
    };
    assert_eq!(post("+15550100142").await, 503);
    assert_eq!(post("+15550100188").await, 200);
}

#[tokio::test]
async fn two_hundred_megabytes_are_sent_and_never_held() {
    const SIZE: u64 = 200_000_000;
    let shop = Shop::open().await;
    shop.sandbox
        .set_faults(vec![Fault::always(FaultKind::HugeBody(SIZE))]);
    let mut response = shop.raw("GET", "/groups").send().await.unwrap();
    let announced = response.content_length().unwrap();
    let mut read = 0;
    let mut last = Vec::new();
    while let Some(piece) = response.chunk().await.unwrap() {
        read += piece.len() as u64;
        last = piece.to_vec();
    }
    assert_eq!(read, announced);
    assert!(read > SIZE);
    assert!(last.ends_with(b"\"}"));
}

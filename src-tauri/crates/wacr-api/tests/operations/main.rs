//! The operations for codes, notes, batches and sends, over raw sockets: what is written, byte for byte where it matters,
//! and what is read out of answers in every dress.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod auth;
mod batch;
mod comments;
mod removal;
mod sends;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::{Value, json};
use support::{RawServer, TOKEN, client, serve};
use wacr_api::Client;

/// Answers the first request with the first answer, and so on; the last answer stays. Status 0 closes without one.
async fn answering(answers: Vec<(u16, String)>) -> (RawServer, Client) {
    let answers = Arc::new(answers);
    let next = Arc::new(AtomicUsize::new(0));
    let server = serve(move |_, mut connection| {
        let (answers, next) = (Arc::clone(&answers), Arc::clone(&next));
        async move {
            while connection.request().await.is_some() {
                let n = next.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1);
                let (status, body) = &answers[n];
                if *status == 0 || !connection.answer(*status, "", body).await {
                    return;
                }
            }
        }
    })
    .await;
    let client = client(server.address);
    (server, client)
}

async fn always(status: u16, body: Value) -> (RawServer, Client) {
    answering(vec![(status, body.to_string())]).await
}

fn success(data: Value) -> Value {
    json!({ "success": true, "data": data, "message": "Done",
        "meta": { "request_id": "r1", "timestamp": "2026-03-02T10:15:30+00:00" } })
}

fn failure(code: &str, details: Value) -> Value {
    json!({ "success": false, "error": { "code": code, "message": "No", "details": details }, "meta": { "request_id": "r2" } })
}

/// The request line and the JSON body of the only request so far. Its head is looked at as well.
fn only(server: &RawServer) -> (String, Value) {
    let requests = server.seen.requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    parts(&requests[0])
}

fn parts(request: &str) -> (String, Value) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let lower = head.to_lowercase();
    assert!(lower.contains(&format!("\r\nauthorization: bearer {TOKEN}")));
    assert!(lower.contains("\r\naccept: application/json"));
    assert_eq!(
        lower.contains("\r\ncontent-type: application/json"),
        !body.is_empty()
    );
    let line = head.lines().next().unwrap().to_owned();
    let body = if body.is_empty() {
        Value::Null
    } else {
        serde_json::from_str(body).unwrap()
    };
    (line, body)
}

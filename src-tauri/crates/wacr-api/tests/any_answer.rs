//! Answers nobody expects: for every operation, the contract's own examples and thousands of spoilt ones. The client
//! never panics, never takes a failure for a success, and never says of a send that it did not happen when it may have.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod every;
mod support;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use every::{Operation, operations};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};
use support::{RawServer, client, serve};
use wacr_api::{Client, ErrorKind};

/// Spoilt answers for each operation.
const ANSWERS: u64 = 120;

static CONTRACT: std::sync::LazyLock<Value> = std::sync::LazyLock::new(|| {
    let text = include_str!("../../wacr-sandbox/contract/openapi.yaml");
    serde_yaml_ng::from_str(text).expect("openapi.yaml is YAML")
});

/// Every operation of the contract: its id and the examples of its answers, with their status.
fn contract() -> Vec<(String, Vec<(u16, Value)>)> {
    let mut all = Vec::new();
    for item in CONTRACT["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let Some(id) = operation["operationId"].as_str() else {
                continue;
            };
            let mut examples = Vec::new();
            for (status, response) in operation["responses"].as_object().unwrap() {
                let response = resolve(response);
                let found = response["content"]["application/json"]["examples"].as_object();
                for example in found.into_iter().flat_map(|found| found.values()) {
                    examples.push((status.parse().unwrap(), resolve(example)["value"].clone()));
                }
            }
            all.push((id.to_owned(), examples));
        }
    }
    all
}

fn resolve(value: &Value) -> &Value {
    match value["$ref"].as_str() {
        Some(name) => CONTRACT.pointer(name.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

/// A server that gives whatever answer lies ready.
struct Parrot {
    server: RawServer,
    answer: Arc<Mutex<(u16, Vec<u8>)>>,
}

impl Parrot {
    async fn new() -> Self {
        let answer = Arc::new(Mutex::new((200, Vec::new())));
        let ready = Arc::clone(&answer);
        let server = serve(move |_, mut connection| {
            let ready = Arc::clone(&ready);
            async move {
                while connection.request().await.is_some() {
                    let (status, body) = ready.lock().unwrap().clone();
                    let head = format!(
                        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nx-ratelimit-limit: unlimited\r\ncontent-length: {}\r\n\r\n",
                        body.len()
                    );
                    // These have no body by the rules of HTTP.
                    let body = if matches!(status, 204 | 304) { Vec::new() } else { body };
                    let head = if body.is_empty() && matches!(status, 204 | 304) {
                        format!("HTTP/1.1 {status} X\r\n\r\n")
                    } else {
                        head
                    };
                    if !connection.write([head.into_bytes(), body].concat()).await {
                        return;
                    }
                }
            }
        })
        .await;
        Self { server, answer }
    }

    fn say(&self, status: u16, body: impl Into<Vec<u8>>) {
        *self.answer.lock().unwrap() = (status, body.into());
    }

    fn client(&self) -> Client {
        client(self.server.address)
            .without_retry()
            .within(Duration::from_secs(20))
    }
}

#[test]
fn every_operation_of_the_contract_is_a_method_of_its_name() {
    let wanted: BTreeSet<String> = contract().into_iter().map(|(id, _)| id).collect();
    let known: BTreeSet<String> = operations().iter().map(|one| one.id.to_owned()).collect();
    assert_eq!(wanted.len(), 43);
    assert_eq!(known, wanted);
}

#[tokio::test]
async fn the_contracts_own_examples_are_understood() {
    let parrot = Parrot::new().await;
    for (id, examples) in contract() {
        let operation = of(&id);
        assert!(
            examples.iter().any(|(status, _)| *status < 300),
            "{id} has no example"
        );
        for (status, example) in examples {
            parrot.say(status, example.to_string());
            let result = (operation.call)(parrot.client()).await;
            match status {
                200..=299 => assert!(result.is_ok(), "{id} {status}: {result:?}\n{example:#}"),
                _ => {
                    let error = result.expect_err(&id);
                    assert_eq!(error.status, Some(status), "{id}: {error:?}");
                    if let Some(code) = example["error"]["code"].as_str() {
                        assert_eq!(error.code.as_deref(), Some(code), "{id}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn no_spoilt_answer_panics_or_passes_for_a_success() {
    let parrot = Parrot::new().await;
    let mut understood = 0;
    for (at, (id, examples)) in contract().into_iter().enumerate() {
        let operation = of(&id);
        let mut client = parrot.client();
        for seed in 0..ANSWERS {
            let mut spoiler = Spoiler(StdRng::seed_from_u64(seed * 1_000 + at as u64));
            let (status, body) = spoiler.answer(&examples);
            parrot.say(status, body.clone());
            let result = (operation.call)(client.clone()).await;
            let told = || {
                format!(
                    "{id}, seed {seed}: {status} {}",
                    String::from_utf8_lossy(&body)
                )
            };
            match result {
                Ok(()) => {
                    understood += 1;
                    assert!((200..300).contains(&status), "a failure passed: {}", told());
                    // Bytes that are no text may stand where nobody reads.
                    let body: Value = serde_json::from_str(&String::from_utf8_lossy(&body))
                        .unwrap_or_else(|_| panic!("no JSON: {}", told()));
                    assert_eq!(body["success"], true, "a failure passed: {}", told());
                }
                Err(error) => {
                    let shown = format!("{error} {error:?} {}", error.message);
                    assert!(
                        !shown.contains(INSIDE),
                        "the inside of the server is shown: {}",
                        told()
                    );
                    if operation.sends && (200..300).contains(&status) {
                        assert!(
                            error.may_have_happened(),
                            "said not to be sent: {error:?} {}",
                            told()
                        );
                    }
                    // After a 429 this client would wait, as it should.
                    if error.kind == ErrorKind::RateLimited {
                        client = parrot.client();
                    }
                }
            }
        }
    }
    assert!(
        understood > 500,
        "only {understood} spoilt answers were still good: the spoiling is too rough"
    );
}

fn of(id: &str) -> &'static Operation {
    let found = operations().iter().find(|one| one.id == id);
    found.unwrap_or_else(|| panic!("no method for {id}"))
}

const INSIDE: &str = "SQLSTATE[42S22]";

struct Spoiler(StdRng);

impl Spoiler {
    fn answer(&mut self, examples: &[(u16, Value)]) -> (u16, Vec<u8>) {
        const STATUSES: &[u16] = &[
            200, 200, 200, 201, 202, 204, 206, 301, 302, 400, 401, 402, 403, 404, 405, 409, 413,
            418, 422, 429, 500, 502, 503,
        ];
        // Failures have many examples: take a success every other time.
        let good: Vec<&(u16, Value)> = examples
            .iter()
            .filter(|(status, _)| *status < 300)
            .collect();
        let (status, example) = match self.0.random_bool(0.5) {
            true => *good.choose(&mut self.0).unwrap(),
            false => examples.choose(&mut self.0).unwrap(),
        };
        let status = match self.0.random_range(0..3) {
            0 => *STATUSES.choose(&mut self.0).unwrap(),
            _ => *status,
        };
        let mut body = example.clone();
        // Of a refused send, the text there is WhatsApp's, for people.
        let code = body["error"]["code"].as_str().unwrap_or_default();
        let whatsapps = matches!(code, "MESSAGE_SEND_FAILED" | "WHATSAPP_API_ERROR");
        if status >= 500 && !whatsapps && self.0.random_bool(0.5) {
            body["error"]["details"] =
                json!({ "error": format!("{INSIDE}: Unknown column at /var/www/app.php") });
        }
        for _ in 0..self.0.random_range(0..4) {
            self.spoil(&mut body);
        }
        if self.0.random_bool(0.1) {
            let odd = self.odd();
            if let Some(body) = body.as_object_mut() {
                body.insert("success".into(), odd);
            }
        }
        let mut text = body.to_string().into_bytes();
        match self.0.random_range(0..12) {
            0 => text.truncate(self.0.random_range(0..=text.len())),
            1 if !text.is_empty() => {
                let at = self.0.random_range(0..text.len());
                text[at] = self.0.random();
            }
            2 => text
                .splice(0..0, b"\xef\xbb\xbf".iter().copied())
                .for_each(drop),
            3 => text = b"<!DOCTYPE html><title>502</title>".to_vec(),
            _ => {}
        }
        (status, text)
    }

    fn spoil(&mut self, value: &mut Value) {
        match value {
            Value::Object(object) if !object.is_empty() && self.0.random_bool(0.9) => {
                let names: Vec<String> = object.keys().cloned().collect();
                let name = names.choose(&mut self.0).unwrap();
                match self.0.random_range(0..5) {
                    0 => drop(object.remove(name)),
                    1 => drop(object.insert("extra".into(), self.odd())),
                    _ => self.spoil(object.get_mut(name).unwrap()),
                }
            }
            Value::Array(list) if !list.is_empty() && self.0.random_bool(0.8) => {
                let at = self.0.random_range(0..list.len());
                match self.0.random_range(0..3) {
                    0 => list.push(list[at].clone()),
                    _ => self.spoil(&mut list[at]),
                }
            }
            // Numbers as strings, which are to be read all the same.
            Value::Number(number) if self.0.random_bool(0.5) => *value = number.to_string().into(),
            other => *other = self.odd(),
        }
    }

    fn odd(&mut self) -> Value {
        match self.0.random_range(0..11) {
            0 => Value::Null,
            1 => json!([]),
            2 => json!({}),
            3 => json!(false),
            4 => json!(-1),
            5 => json!(1.5e300),
            6 => json!("\u{0}\u{202e}فاطمة 👩🏽‍💻"),
            7 => json!({ "data": { "data": { "data": [] } } }),
            8 => json!(u64::MAX),
            9 => json!("9999-99-99T99:99:99+99:99"),
            _ => json!([[1, null], "x"]),
        }
    }
}

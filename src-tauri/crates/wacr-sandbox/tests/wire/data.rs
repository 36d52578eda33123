//! The data file: what was acknowledged is in it, whatever ended the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use wacr_sandbox::Options;

use crate::harness::{Shop, quiet, read};
use crate::program::{Program, refusal};

/// Nobody's area code, away from the seed, and last digits that rehearse nothing.
fn phone(at: usize) -> String {
    format!("+1999{at:05}44")
}

/// The program on a data file, and calls to it.
#[derive(Clone)]
struct Caller {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Caller {
    fn of(shop: &Shop, line: &Value) -> Self {
        Self {
            http: shop.http.clone(),
            base: line["base_url"].as_str().unwrap().to_owned(),
            token: line["token"].as_str().unwrap().to_owned(),
        }
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> reqwest::Result<Value> {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.http.request(method, format!("{}{path}", self.base));
        let request = request.bearer_auth(&self.token).json(&body);
        let answer = request.send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        assert!(status.is_success(), "{status}: {text}");
        Ok(serde_json::from_str(&text).unwrap())
    }

    async fn get(&self, path: &str) -> Value {
        self.call("GET", path, json!({})).await.unwrap()
    }
}

fn start(path: &Path) -> (Program, Value) {
    let data = path.to_str().unwrap();
    Program::start(&[
        "--data",
        data,
        "--contacts",
        "50",
        "--rate-limit",
        "unlimited",
        "--plan-conversations",
        "unlimited",
    ])
}

#[tokio::test]
async fn every_acknowledged_write_survives_a_kill_in_the_middle_of_many() {
    const ENOUGH: usize = 120;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    let shop = Shop::open().await;
    let (mut program, line) = start(&path);
    let caller = Caller::of(&shop, &line);
    let count = Arc::new(AtomicUsize::new(0));
    // Four callers, each making contacts and writing to them until the program is gone.
    let callers: Vec<_> = (0..4)
        .map(|lane| {
            let (caller, count) = (caller.clone(), Arc::clone(&count));
            tokio::spawn(async move {
                let mut made: Vec<(String, u64)> = Vec::new();
                let mut sent: Vec<(String, String)> = Vec::new();
                for at in 0.. {
                    let phone = phone(lane * 10_000 + at);
                    let contact = json!({ "firstname": "Kept", "lastname": "No.", "phone": phone, "type": "lead",
                        "status_id": 7, "source_id": 4 });
                    let Ok(answer) = caller.call("POST", "/api/v2/contacts", contact).await else {
                        break;
                    };
                    made.push((phone.clone(), answer["data"]["id"].as_u64().unwrap()));
                    let send = json!({ "phone": phone, "template_name": "welcome_reader", "language": "de",
                        "field_1": format!("Leser {phone}") });
                    let Ok(answer) = caller.call("POST", "/api/v2/messages/template", send).await else {
                        break;
                    };
                    let id = answer["data"]["whatsapp_message_id"].as_str();
                    sent.push((phone, id.unwrap_or_default().to_owned()));
                    count.fetch_add(1, Ordering::SeqCst);
                }
                (made, sent)
            })
        })
        .collect();
    while count.load(Ordering::SeqCst) < ENOUGH {
        tokio::task::yield_now().await;
    }
    program.kill();
    let (mut made, mut sent) = (Vec::new(), Vec::new());
    for caller in callers {
        let (contacts, messages) = caller.await.unwrap();
        made.extend(contacts);
        sent.extend(messages);
    }
    assert!(sent.len() >= ENOUGH);

    let (_program, again) = start(&path);
    assert_eq!(again["token"], line["token"]);
    assert_eq!(again["tokens"], line["tokens"]);
    let caller = Caller {
        base: again["base_url"].as_str().unwrap().to_owned(),
        ..caller
    };
    let mut contacts: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut page = 1;
    loop {
        let answer = caller
            .get(&format!(
                "/api/v2/contacts?sort=id&per_page=100&page={page}"
            ))
            .await;
        for row in answer["data"].as_array().unwrap() {
            let phone = row["phone"].as_str().unwrap_or_default().to_owned();
            contacts
                .entry(phone)
                .or_default()
                .push(row["id"].as_u64().unwrap());
        }
        if answer["meta"]["pagination"]["has_more"] == false {
            break;
        }
        page += 1;
    }
    for (phone, id) in &made {
        assert_eq!(contacts.get(phone), Some(&vec![*id]), "{phone}");
    }
    let log = caller.get("/__sandbox/log").await;
    let messages = log["messages"].as_array().unwrap();
    for (phone, _) in &sent {
        let digits = phone.trim_start_matches('+');
        let to: Vec<&Value> = messages
            .iter()
            .filter(|row| row["phone"] == digits)
            .collect();
        assert_eq!(to.len(), 1, "{phone}");
        let stored = caller
            .get(&format!("/api/v2/messages/{}", to[0]["row_id"]))
            .await;
        assert!(stored["data"]["message"].as_str().unwrap().contains(digits));
        assert_eq!(
            to[0]["contact_id"].as_u64(),
            contacts[phone].first().copied()
        );
    }
    // At most the four calls under way when it ended are there without an answer, and nobody was written to twice.
    assert!(messages.len() <= sent.len() + 4);
    let phones: BTreeSet<&str> = messages
        .iter()
        .map(|row| row["phone"].as_str().unwrap())
        .collect();
    assert_eq!(phones.len(), messages.len());

    // Ids go on where they were.
    let largest = contacts.values().flatten().max().copied().unwrap();
    let contact = json!({ "firstname": "Next", "lastname": "One", "phone": phone(99_999), "type": "lead",
        "status_id": 7, "source_id": 4 });
    let next = caller
        .call("POST", "/api/v2/contacts", contact)
        .await
        .unwrap();
    assert_eq!(next["data"]["id"].as_u64(), Some(largest + 1));
}

#[tokio::test]
async fn everything_a_call_changes_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data: Some(folder.path().join("shop.db")),
        ..quiet()
    };
    let shop = Shop::with(options()).await;
    assert!(!shop.sandbox.restored());
    shop.post("/groups", json!({ "name": "Pier walk" })).await;
    shop.delete("/groups/13").await;
    shop.patch("/statuses/7", json!({ "name": "Sorted" })).await;
    shop.post("/sources", json!({ "name": "Radio" })).await;
    let nadia = shop.contact("+15550100142").await["id"].clone();
    shop.patch(
        &format!("/contacts/{nadia}"),
        json!({ "city": "Port Ellen" }),
    )
    .await;
    let other = shop.contact("+46701740605").await["id"].clone();
    shop.delete(&format!("/contacts/{other}")).await;
    let send = json!({ "phone": "+15550100142", "template_name": "welcome_reader", "language": "de", "field_1": "Jo" });
    shop.post("/messages/template", send).await;
    shop.sandbox.set_clock(7_200);
    let paths = [
        "/groups?per_page=100",
        "/statuses?per_page=100",
        "/sources?per_page=100",
        "/templates?per_page=100",
        "/contacts?per_page=100",
        "/messages?per_page=100",
        "/account/usage",
        "/account",
    ];
    let everything = async |shop: &Shop| -> Vec<Value> {
        let mut all = Vec::new();
        for path in paths {
            all.push(shop.get(path).await.data().clone());
        }
        all
    };
    let before = everything(&shop).await;
    let created = shop.sandbox.messages_created();
    let token = shop.sandbox.token().to_owned();
    shop.sandbox.stop().await;
    let shop = Shop::with(Options {
        contacts: 3,
        seed: 99,
        ..options()
    })
    .await;
    assert!(shop.sandbox.restored());
    assert_eq!(shop.sandbox.token(), token);
    assert_eq!(shop.sandbox.messages_created(), created);
    for ((path, before), after) in paths.iter().zip(before).zip(everything(&shop).await) {
        assert_eq!(before, after, "{path}");
    }
    let made = shop.post("/groups", json!({ "name": "Later" })).await;
    let told: jiff::Timestamp = made.data()["created_at"].as_str().unwrap().parse().unwrap();
    assert!(
        told.as_second() - jiff::Timestamp::now().as_second() > 7_000,
        "the clock stays ahead"
    );
}

#[tokio::test]
async fn seeding_words_beside_a_file_are_ignored_and_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    let data = path.to_str().unwrap();
    drop(Program::start(&["--data", data, "--contacts", "70"]));
    let (mut program, line) = Program::start(&["--data", data, "--contacts", "5"]);
    let shop = Shop::open().await;
    let caller = Caller::of(&shop, &line);
    let total = &caller.get("/api/v2/contacts").await["meta"]["pagination"]["total"];
    assert_eq!(total, 70);
    let said = program.end();
    assert!(said.contains("--contacts and --seed are ignored"), "{said}");
}

#[test]
fn a_file_that_is_not_its_own_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other");
    let data = path.to_str().unwrap();
    let refused = |why: &str| {
        let before = std::fs::read(&path).unwrap();
        let said = refusal(&["--data", data]);
        assert!(said.contains(why) && said.contains(data), "{said}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    };
    std::fs::write(
        &path,
        "Dear diary, today I was no database at all. ".repeat(40),
    )
    .unwrap();
    refused("was not made by this program");
    std::fs::remove_file(&path).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch("CREATE TABLE diary (day TEXT)")
        .unwrap();
    drop(other);
    refused("was not made by this program");
    std::fs::remove_file(&path).unwrap();

    // One of its own, then damaged in the middle.
    let (mut program, _) = Program::start(&["--data", data, "--contacts", "300"]);
    let taken = refusal(&["--data", data]);
    assert!(taken.contains("in use by another"), "{taken}");
    program.end();
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8_192].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    refused("is damaged");
}

#[tokio::test]
async fn a_missing_folder_is_said_plainly() {
    let said = refusal(&["--data", "/nowhere/at/all/shop.db"]);
    assert!(said.contains("cannot be opened"), "{said}");
    let shop = Shop::open().await;
    assert_eq!(
        read(shop.raw("GET", "/groups").send().await.unwrap())
            .await
            .status,
        200
    );
}

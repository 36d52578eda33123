//! kill -9 at any moment: the mirror goes on, the ledger knows what is certain and what is not.
//!
//! The program under test is this very test binary, started again as a child.

use std::{
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use crate::common::{House, NoPractice, connected, person, shop, synced, until};
use desk_core::{
    Desk, DeskConfig,
    accounts::AccountId,
    outbox::{SendRequest, SendState},
    preferences::Preferences,
};
use desk_vault::{Answer, SecretStore};
use secrecy::SecretString;
use wacr_sandbox::{Fault, FaultKind, Sandbox};

/// A key store that outlives the child.
struct Fixed(String);

impl SecretStore for Fixed {
    fn set<'a>(&'a self, _: &'a str, _: SecretString) -> Answer<'a, ()> {
        Box::pin(async { Ok(()) })
    }
    fn get<'a>(&'a self, _: &'a str) -> Answer<'a, Option<SecretString>> {
        Box::pin(async { Ok(Some(self.0.clone().into())) })
    }
    fn remove<'a>(&'a self, _: &'a str) -> Answer<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}

async fn open(house: &House, sandbox: &Sandbox) -> (Arc<Desk>, Option<AccountId>) {
    let vault = Arc::new(Fixed(sandbox.token().to_owned()));
    let desk = house.open_with(vault, Arc::new(NoPractice)).await;
    let start = desk
        .accounts_start(Preferences::default(), false)
        .await
        .unwrap();
    (desk, start.active)
}

/// Starts the child on this folder; with a key, it sends `welcome_reader` to the contact.
fn start(house: &House, sandbox: &Sandbox, send: Option<(i64, &str, &str)>) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "mirror_kill::child", "--ignored", "--nocapture"])
        .env("CHILD_FOLDER", house.path())
        .env("CHILD_SERVER", sandbox.base_url())
        .env("CHILD_TOKEN", sandbox.token())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if let Some((contact, template, key)) = send {
        command.env("CHILD_SEND", format!("{contact}|{template}|{key}"));
    }
    command.spawn().unwrap()
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the child of the tests below"]
async fn child() {
    if std::env::var_os("CHILD_FOLDER").is_none() {
        return;
    }
    let of = |name: &str| std::env::var(name).unwrap();
    let desk = Desk::open(DeskConfig {
        data_dir: of("CHILD_FOLDER").into(),
        vault: Arc::new(Fixed(of("CHILD_TOKEN"))),
        practice: Arc::new(NoPractice),
        events: Arc::new(|_| {}),
        version: "0.0.0-test".into(),
        commit: String::new(),
        network: desk_core::network::NetworkSettings::default(),
    })
    .await
    .unwrap();
    let active = desk
        .accounts_start(Preferences::default(), false)
        .await
        .unwrap()
        .active;
    let id = match active {
        Some(id) => id,
        None => {
            let request = desk_core::accounts::ConnectRequest {
                server: of("CHILD_SERVER"),
                token: of("CHILD_TOKEN").into(),
                session_only: false,
            };
            desk.accounts_connect(request).await.unwrap().id
        }
    };
    if let Ok(send) = std::env::var("CHILD_SEND") {
        let mut parts = send.split('|');
        let request = SendRequest {
            contact: parts.next().unwrap().parse().unwrap(),
            template: parts.next().unwrap().into(),
            key: parts.next().unwrap().into(),
            values: [("field_1".to_owned(), "Nadia".to_owned())].into(),
        };
        desk.outbox_send(&id, request).await.unwrap();
    }
    tokio::time::sleep(Duration::from_secs(120)).await;
}

/// Where in the fill the child dies: random, and told so that a failure can be repeated.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Reads of the fill: pages by id, asked for so far.
fn pages(sandbox: &Sandbox) -> Vec<u32> {
    let page = |path: &str| {
        let query = path.split_once('?')?.1;
        let of = |key: &str| query.split('&').find_map(|part| part.strip_prefix(key));
        (of("sort=") == Some("id")).then(|| of("page=").and_then(|page| page.parse().ok()))?
    };
    let log = sandbox.log();
    log.iter().filter_map(|entry| page(&entry.path)).collect()
}

const PEOPLE: usize = 4_000;
const KILLS: u32 = 24;

#[tokio::test(flavor = "multi_thread")]
async fn a_fill_killed_at_any_point_goes_on_and_ends_complete() {
    let house = House::new();
    let sandbox = shop(PEOPLE).await;
    let seed = std::process::id().into();
    println!("the points are those of seed {seed}");
    let mut chance = Chance(seed);
    let mut furthest = 0;
    for round in 0..KILLS {
        let before = pages(&sandbox).len();
        let more = 1 + usize::try_from(chance.below(6)).unwrap();
        // A child gets so far and not further, however late it is killed: the fill is not over before the last kill.
        let held = Fault::on("GET", "/contacts", FaultKind::Delay(600_000));
        let held = held.from_nth(u32::try_from(more).unwrap() + 3);
        let slow = Fault::on("GET", "/contacts", FaultKind::Delay(30));
        sandbox.set_faults(vec![held.times(u32::MAX), slow]);
        let child = start(&house, &sandbox, None);
        if round % 4 == 0 {
            // While it opens: in the middle of making, or recovering, its files.
            tokio::time::sleep(Duration::from_millis(20 + chance.below(300))).await;
        } else {
            // While a page is asked for, on its way, or written.
            until("pages are asked for", || async {
                pages(&sandbox).len() >= before + more
            })
            .await;
            tokio::time::sleep(Duration::from_millis(chance.below(200))).await;
        }
        kill(child);
        let asked = pages(&sandbox);
        // It never starts over: a page back, since rows may have moved meanwhile, and that is all.
        if let Some(first) = asked.get(before) {
            assert!(
                *first + 3 >= furthest,
                "page {first} after page {furthest} was asked for, seed {seed}"
            );
        }
        furthest = asked.iter().copied().max().unwrap_or(0);
        if furthest as usize + 12 > PEOPLE / 100 {
            break;
        }
    }
    assert!(
        furthest > 3 && (furthest as usize) < PEOPLE / 100,
        "{furthest} pages, seed {seed}"
    );
    sandbox.set_faults(Vec::new());
    let kept = kept(&house);
    // The page asked for last was not written, and the one before perhaps not either; a page back is asked for first.
    assert!(
        kept + 300 >= furthest * 100,
        "{kept} of {furthest} pages, seed {seed}"
    );
    assert!((kept as usize) < PEOPLE);
    let (desk, id) = open(&house, &sandbox).await;
    let id = id.unwrap();
    synced(&desk, &id).await;
    let asked = pages(&sandbox).len();
    let most = PEOPLE / 100 + 3 * KILLS as usize;
    assert!(asked <= most, "{asked} pages asked for, seed {seed}");
    desk.shutdown().await;
    assert_eq!(
        differences(&house, &id, &sandbox).await,
        Vec::<String>::new(),
        "seed {seed}"
    );
}

/// Contacts in the one mirror there is, read from its file.
fn kept(house: &House) -> u32 {
    let mut folders = std::fs::read_dir(house.path().join("accounts")).unwrap();
    let file = folders.next().unwrap().unwrap().path().join("account.db");
    rusqlite::Connection::open(file)
        .unwrap()
        .query_row("SELECT count(*) FROM contact", [], |row| row.get(0))
        .unwrap()
}

/// What the mirror has other than the server, and what of it a search would not find.
async fn differences(house: &House, id: &AccountId, sandbox: &Sandbox) -> Vec<String> {
    let base = wacr_api::BaseUrl::parse(&sandbox.base_url()).unwrap();
    let token = sandbox.token().to_owned().into();
    let client = wacr_api::Client::new(wacr_api::ClientConfig::new(base, token, "test/1")).unwrap();
    let mut there = std::collections::BTreeMap::new();
    for page in 1.. {
        let query = wacr_api::ListQuery::<wacr_api::Contact>::new()
            .page(page)
            .per_page(100)
            .sort(wacr_api::ContactSort::Id, wacr_api::Order::Ascending);
        let found = client.list_contacts(&query).await.unwrap().data;
        for row in found.rows {
            there.insert(row.id, (row.firstname.clone(), row.phone.clone()));
        }
        if !found.pagination.has_more {
            break;
        }
    }
    assert_eq!(there.len(), PEOPLE);
    let file = house.path().join("accounts").join(&id.0).join("account.db");
    let mirror = rusqlite::Connection::open(file).unwrap();
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = mirror.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    };
    let mut wrong = texts("PRAGMA integrity_check");
    wrong.retain(|line| line != "ok");
    // Each index for search against the rows themselves.
    for index in ["contact_words", "contact_numbers", "contact_parts"] {
        let check = format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)");
        if let Err(error) = mirror.execute(&check, []) {
            wrong.push(format!("{index}: {error}"));
        }
    }
    let mut rows = mirror
        .prepare("SELECT id, firstname, phone, digits FROM contact")
        .unwrap();
    let rows: Vec<(i64, String, String, String)> = rows
        .query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    if rows.len() != there.len() {
        wrong.push(format!("{} rows for {}", rows.len(), there.len()));
    }
    let found_by = |sql: &str, text: &str, id: i64| -> bool {
        let found = mirror
            .prepare_cached(sql)
            .unwrap()
            .query_row((text, id), |row| row.get(0));
        found.unwrap()
    };
    for (id, firstname, phone, digits) in rows {
        match there.get(&id) {
            None => wrong.push(format!("{id} is not on the server")),
            Some(known) => {
                if *known != (firstname.clone(), phone) {
                    wrong.push(format!("{id} differs"));
                }
            }
        }
        let by_number = "SELECT EXISTS (SELECT 1 FROM contact_numbers WHERE contact_numbers MATCH ?1 AND rowid = ?2)";
        if digits.len() >= 3 && !found_by(by_number, &format!("\"{digits}\""), id) {
            wrong.push(format!("{id} is not found by its number"));
        }
        let by_name = "SELECT EXISTS (SELECT 1 FROM contact_words WHERE contact_words MATCH ?1 AND rowid = ?2)";
        let searched = firstname.chars().any(char::is_alphanumeric);
        if searched && !found_by(by_name, &format!("\"{firstname}\"*"), id) {
            wrong.push(format!("{id} is not found by its name"));
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn a_send_killed_while_under_way_is_unknown_and_found() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (contact, template, id) = {
        let (desk, id) = connected(&house, &sandbox).await;
        let made = desk
            .contacts_create(&id, crate::common::form(&desk, &id, "+15550104711").await)
            .await
            .unwrap();
        let templates = desk.templates_list(&id).await.unwrap();
        let welcome = templates
            .into_iter()
            .find(|t| t.name == "welcome_reader" && t.language == "en_GB")
            .unwrap();
        desk.shutdown().await;
        (made.id, welcome.template_id, id)
    };
    for (round, key) in ["first", "second"].into_iter().enumerate() {
        // The message goes out, the answer is a minute away.
        sandbox.set_faults(vec![Fault::on(
            "POST",
            "/messages/template",
            FaultKind::Drip(1),
        )]);
        let child = start(&house, &sandbox, Some((contact, &template, key)));
        until("the message went out", || async {
            sandbox.messages_created().len() == round + 1
        })
        .await;
        kill(child);
        sandbox.set_faults(Vec::new());

        let (desk, _) = open(&house, &sandbox).await;
        let row = desk
            .outbox_for_contact(&id, contact)
            .await
            .unwrap()
            .remove(0);
        assert_eq!(row.state, SendState::Unknown);
        // Asked for again, nothing is sent; looked up, it is found.
        let request = SendRequest {
            key: key.into(),
            contact,
            template: template.clone(),
            values: [("field_1".to_owned(), "Nadia".to_owned())].into(),
        };
        assert_eq!(
            desk.outbox_send(&id, request).await.unwrap().state,
            SendState::Unknown
        );
        assert_eq!(
            desk.outbox_look_up(&id, row.id).await.unwrap().state,
            SendState::Accepted
        );
        assert_eq!(sandbox.messages_created().len(), round + 1);
        assert_eq!(person(&desk, &id, "+15550104711").await.id, contact);
        desk.shutdown().await;
    }
}

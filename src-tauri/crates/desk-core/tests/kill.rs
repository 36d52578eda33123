//! kill -9 at any moment: the mirror goes on, the ledger knows what is certain and what is not.
//!
//! The program under test is this very test binary, started again as a child.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::{
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use common::{House, NoPractice, connected, count, person, shop, synced, until};
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
    let start = desk.accounts_start(Preferences::default()).await.unwrap();
    (desk, start.active)
}

/// Starts the child on this folder; with a key, it sends `welcome_reader` to the contact.
fn start(house: &House, sandbox: &Sandbox, send: Option<(i64, &str, &str)>) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "child", "--ignored", "--nocapture"])
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
    })
    .await
    .unwrap();
    let active = desk
        .accounts_start(Preferences::default())
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

#[tokio::test(flavor = "multi_thread")]
async fn a_fill_killed_again_and_again_ends_complete() {
    let house = House::new();
    let sandbox = shop(1_200).await;
    let pages = || {
        sandbox
            .log()
            .iter()
            .filter(|entry| entry.path.contains("sort=id"))
            .count()
    };
    for _ in 0..4 {
        // Slow enough to be killed in the middle; each child gets a few pages further.
        sandbox.set_faults(vec![Fault::on("GET", "/contacts", FaultKind::Delay(30))]);
        let before = pages();
        let child = start(&house, &sandbox, None);
        until("some pages are read", || async { pages() >= before + 3 }).await;
        kill(child);
    }
    sandbox.set_faults(Vec::new());
    let (desk, id) = open(&house, &sandbox).await;
    let id = id.unwrap();
    let kept = count(&desk, &id).await;
    assert!(kept >= 100, "{kept}");
    synced(&desk, &id).await;
    assert_eq!(count(&desk, &id).await, 1_200);
    assert!(
        pages() < 12 + 4 * 5,
        "{} pages: the fill starts over each time",
        pages()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_send_killed_while_under_way_is_unknown_and_found() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (contact, template, id) = {
        let (desk, id) = connected(&house, &sandbox).await;
        let made = desk
            .contacts_create(&id, common::form(&desk, &id, "+15550104711").await)
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

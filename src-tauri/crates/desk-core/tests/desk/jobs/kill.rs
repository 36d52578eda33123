//! kill -9 in the middle, again and again: at the end each contact has each change once, and no call too many was made.
//!
//! The program under test is this very test binary, started again as a child.

use std::{
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use desk_core::{
    Desk, DeskConfig,
    jobs::{BulkEdit, JobState, JobWho},
    preferences::Preferences,
};
use desk_vault::{Answer, SecretStore};
use secrecy::SecretString;
use wacr_sandbox::{Fault, FaultKind, Sandbox};

use crate::{
    common::{House, NoPractice, connected, shop, until},
    jobs::support::*,
};

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

fn child(house: &House, sandbox: &Sandbox) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "jobs::kill::the_child",
            "--ignored",
            "--nocapture",
        ])
        .env("JOBS_CHILD_FOLDER", house.path())
        .env("JOBS_CHILD_TOKEN", sandbox.token())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the child of the test below"]
async fn the_child() {
    let Some(folder) = std::env::var_os("JOBS_CHILD_FOLDER") else {
        return;
    };
    let desk = Desk::open(DeskConfig {
        data_dir: folder.into(),
        vault: Arc::new(Fixed(std::env::var("JOBS_CHILD_TOKEN").unwrap())),
        practice: Arc::new(NoPractice),
        events: Arc::new(|_| {}),
        version: "0.0.0-test".into(),
        commit: String::new(),
        network: desk_core::network::NetworkSettings::default(),
    })
    .await
    .unwrap();
    desk.accounts_start(Preferences::default(), false)
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(120)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_again_and_again_each_is_changed_once() {
    let house = House::new();
    let sandbox = shop(1_500).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let before = truth(&sandbox).await;
    let one = desk.groups_create_new(&id, "One".into()).await.unwrap().id;
    let two = desk.groups_create_new(&id, "Two".into()).await.unwrap().id;
    select_all(&desk, &id).await;
    let three: Vec<i64> = before.keys().copied().skip(700).take(3).collect();
    select(
        &desk,
        &id,
        desk_core::selection::SelectionOp::Toggle,
        &three,
    )
    .await;
    // Two groups, out of another, and the status of those who do not have it.
    let few: Vec<i64> = before
        .values()
        .filter(|row| row.status_id != Some(9))
        .map(|row| row.id)
        .take(40)
        .collect();
    let planned = plan(
        &desk,
        &id,
        JobWho::Selection,
        edit(BulkEdit {
            add_groups: vec![one, two],
            remove_groups: vec![13],
            ..BulkEdit::default()
        }),
    )
    .await;
    let status = plan(&desk, &id, JobWho::Ids { ids: few.clone() }, set_status(9)).await;
    let needed = (planned.calls + status.calls) as usize;
    // Held first, so that this program does next to nothing: on a connection that was open already a call may still pass.
    sandbox.set_faults(vec![Fault::always(FaultKind::CloseBeforeRead)]);
    let made = writes(&sandbox);
    let first = start(&desk, &id, &planned).await.id;
    let second = start(&desk, &id, &status).await.id;
    desk.shutdown().await;
    assert!(writes(&sandbox) - made < 5);

    // Every write takes a while: many kills meet one under way.
    let slow = ["POST", "PATCH", "DELETE"].map(|method| {
        let path = if method == "PATCH" {
            "/contacts"
        } else {
            "/groups"
        };
        Fault::on(method, path, FaultKind::Delay(25))
    });
    sandbox.set_faults(slow.to_vec());
    let mut kills = 0;
    let mut luck = 7u64;
    while writes(&sandbox) - made < needed && kills < 60 {
        let mut running = child(&house, &sandbox);
        let seen = writes(&sandbox);
        // Some calls, and then a moment that is different each time.
        luck = luck
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let some = (luck >> 60) as usize % 5 + 1;
        until("it makes calls or is over", || async {
            let now = writes(&sandbox);
            now >= seen + some || now - made >= needed
        })
        .await;
        tokio::time::sleep(Duration::from_millis((luck >> 40) % 40)).await;
        running.kill().unwrap();
        running.wait().unwrap();
        kills += 1;
    }
    assert!(kills >= 8, "{kills} kills only");
    sandbox.set_faults(Vec::new());

    let vault = Arc::new(Fixed(sandbox.token().to_owned()));
    let desk = house.open_with(vault, Arc::new(NoPractice)).await;
    let first = reaches(&desk, &id, first, JobState::Done).await;
    let second = reaches(&desk, &id, second, JobState::Done).await;
    assert_eq!(
        (first.done, first.failed, first.skipped),
        (planned.changing, 0, 0)
    );
    assert_eq!(
        (second.done, second.failed, second.skipped),
        (few.len() as u32, 0, 0)
    );
    for (contact, row) in truth(&sandbox).await {
        let mut wanted = groups(&before[&contact].group_id);
        if !three.contains(&contact) {
            wanted.retain(|group| *group != 13);
            wanted.extend([one, two]);
        }
        assert_eq!(groups(&row.group_id), groups(&wanted), "{contact}");
        let status = if few.contains(&contact) {
            Some(9)
        } else {
            before[&contact].status_id
        };
        assert_eq!(row.status_id, status, "{contact}");
    }
    let extra = writes(&sandbox) - made - needed;
    assert!(extra <= kills, "{extra} calls too many for {kills} kills");
    agree(&desk, &id, &sandbox).await;
}

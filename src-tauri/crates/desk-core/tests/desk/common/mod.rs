//! A desk in a folder of its own, against a real practice server over a socket.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::{
    future::Future,
    path::{Path, PathBuf},
    pin::Pin,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use desk_core::{
    Desk, DeskConfig, PracticeHost, PracticeServer,
    accounts::{Account, AccountId, ConnectRequest},
    contacts::{Contact, ContactInput, ContactQuery, ContactSort, WindowRequest},
    error::CommandError,
    events::AppEvent,
    sync::SyncState,
};
use desk_vault::{MemoryStore, SecretStore};
use tempfile::TempDir;
use wacr_sandbox::{Options, RateLimit, Sandbox};

/// Far beyond what anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

pub struct House {
    pub folder: TempDir,
    pub vault: Arc<MemoryStore>,
    pub events: Arc<Mutex<Vec<AppEvent>>>,
}

pub struct NoPractice;

impl PracticeHost for NoPractice {
    fn start(&self) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send + '_>> {
        Box::pin(async { Err("no practice server in this test".to_owned()) })
    }
}

impl House {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            vault: Arc::new(MemoryStore::new()),
            events: Arc::default(),
        }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub async fn open(&self) -> Arc<Desk> {
        self.open_with(self.vault.clone(), Arc::new(NoPractice))
            .await
    }

    pub async fn open_with(
        &self,
        vault: Arc<dyn SecretStore>,
        practice: Arc<dyn PracticeHost>,
    ) -> Arc<Desk> {
        let events = self.events.clone();
        Desk::open(DeskConfig {
            data_dir: self.path(),
            vault,
            practice,
            events: Arc::new(move |event| events.lock().unwrap().push(event)),
            version: "0.0.0-test".into(),
            commit: String::new(),
            network: desk_core::network::NetworkSettings::default(),
        })
        .await
        .unwrap()
    }
}

/// A shop without a rate limit.
pub async fn shop(contacts: usize) -> Sandbox {
    shop_with(Options {
        contacts,
        ..Options::default()
    })
    .await
}

pub async fn shop_with(options: Options) -> Sandbox {
    wacr_sandbox::start(Options {
        rate_limit: RateLimit::Unlimited,
        ..options
    })
    .await
    .unwrap()
}

pub fn request(sandbox: &Sandbox, token: &str) -> ConnectRequest {
    ConnectRequest {
        server: sandbox.base_url(),
        token: token.into(),
        session_only: false,
    }
}

pub async fn connect(desk: &Desk, sandbox: &Sandbox) -> Account {
    desk.accounts_connect(request(sandbox, sandbox.token()))
        .await
        .unwrap()
}

/// A desk connected to the shop, its mirror in step.
pub async fn connected(house: &House, sandbox: &Sandbox) -> (Arc<Desk>, AccountId) {
    let desk = house.open().await;
    let id = connect(&desk, sandbox).await.id;
    synced(&desk, &id).await;
    (desk, id)
}

/// Waits until the condition holds.
pub async fn until<F: Future<Output = bool>>(what: &str, condition: impl Fn() -> F) {
    let start = Instant::now();
    while !condition().await {
        assert!(start.elapsed() < PATIENCE, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

pub async fn state(desk: &Desk, id: &AccountId) -> SyncState {
    desk.sync_status(id).await.unwrap().state
}

pub async fn synced(desk: &Desk, id: &AccountId) {
    until("the mirror is in step", || async {
        matches!(state(desk, id).await, SyncState::Synced { .. })
    })
    .await;
}

pub async fn search(desk: &Desk, id: &AccountId, text: &str) -> Vec<Contact> {
    let query = ContactQuery {
        text: text.into(),
        sort: ContactSort::Updated,
        ask_server: false,
        ..ContactQuery::default()
    };
    let snapshot = desk.contacts_search(id, query).await.unwrap();
    let request = WindowRequest {
        snapshot: snapshot.id,
        offset: 0,
        limit: 500,
    };
    desk.contacts_window(id, request).await.unwrap()
}

/// The contact with this number.
pub async fn person(desk: &Desk, id: &AccountId, phone: &str) -> Contact {
    search(desk, id, phone)
        .await
        .into_iter()
        .find(|contact| contact.phone == phone)
        .unwrap()
}

pub async fn count(desk: &Desk, id: &AccountId) -> u32 {
    desk.contacts_search(id, ContactQuery::default())
        .await
        .unwrap()
        .all
}

/// A form that passes, with this number.
pub async fn form(desk: &Desk, id: &AccountId, phone: &str) -> ContactInput {
    ContactInput {
        firstname: "Iris".into(),
        lastname: "Mbeki".into(),
        phone: phone.into(),
        r#type: "lead".into(),
        source_id: Some(desk.sources_list(id).await.unwrap()[0].id),
        status_id: Some(desk.statuses_list(id).await.unwrap()[0].id),
        ..ContactInput::default()
    }
}

pub fn fields(error: &CommandError) -> Vec<&str> {
    error
        .fields
        .iter()
        .map(|field| field.field.as_str())
        .collect()
}

/// Every file under the folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

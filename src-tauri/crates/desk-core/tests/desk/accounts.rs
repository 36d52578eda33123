//! Connecting, tokens, several accounts: against a real server over a socket.

use std::sync::Arc;

use crate::common::{
    House, connect, connected, files, request, shop, shop_with, state, synced, until,
};
use desk_core::{
    PracticeHost, PracticeServer,
    accounts::{Accent, ConnectRequest, ReplaceTokenRequest, TokenPlace},
    error::ErrorCode,
    preferences::Preferences,
    sync::SyncState,
};
use desk_vault::{Answer, MemoryStore, SecretStore, VaultError};
use secrecy::SecretString;
use tokio::net::TcpListener;
use wacr_sandbox::{Fault, FaultKind, Options};

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_can_be_wrong_has_its_own_code() {
    let house = House::new();
    let desk = house.open().await;
    let sandbox = shop(1).await;
    let tokens = sandbox.tokens();
    let good = sandbox.token();
    let base = sandbox.base_url();

    // Nothing listens on a port that was free a moment ago; nobody answers on one that is never read.
    let closed = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent_at = silent.local_addr().unwrap();

    let table = [
        (base.clone(), "", ErrorCode::TokenMissing),
        (base.clone(), " \" \" ", ErrorCode::TokenMissing),
        (base.clone(), "wacr_live_abc", ErrorCode::OtherApiKey),
        (
            base.clone(),
            "wm_nobody_knows_this_one",
            ErrorCode::TokenInvalid,
        ),
        (
            base.clone(),
            tokens.expired.as_str(),
            ErrorCode::TokenExpired,
        ),
        (
            base.clone(),
            tokens.revoked.as_str(),
            ErrorCode::TokenRevoked,
        ),
        (
            base.clone(),
            tokens.not_allowed.as_str(),
            ErrorCode::AddressNotAllowed,
        ),
        ("not an address".to_owned(), good, ErrorCode::AddressInvalid),
        (
            "http://app.wa.cr".to_owned(),
            good,
            ErrorCode::AddressInsecure,
        ),
        (
            "https://no-such-host.invalid".to_owned(),
            good,
            ErrorCode::HostNotFound,
        ),
        (
            format!("http://{closed}"),
            good,
            ErrorCode::ConnectionRefused,
        ),
        (format!("http://{silent_at}"), good, ErrorCode::TimedOut),
        (
            base.replace("http://", "https://"),
            good,
            ErrorCode::TlsFailed,
        ),
    ];
    for (server, token, code) in table {
        let started = std::time::Instant::now();
        let typed = ConnectRequest {
            server: server.clone(),
            token: token.into(),
            session_only: false,
        };
        let error = desk.accounts_check(typed).await.unwrap_err();
        assert_eq!(error.code, code, "{server}: {error}");
        assert!(started.elapsed().as_secs() < 10, "{server}");
    }

    for (kind, code) in [
        (FaultKind::Html(200), ErrorCode::NotThisApi),
        (FaultKind::NotFoundHtml, ErrorCode::NotThisApi),
        (
            FaultKind::Redirect("https://login.example.com/".into()),
            ErrorCode::NotThisApi,
        ),
        (FaultKind::RateLimited(30), ErrorCode::RateLimited),
        (
            FaultKind::Status {
                code: 500,
                body: None,
            },
            ErrorCode::ServerFault,
        ),
        (FaultKind::CloseAfterAccept, ErrorCode::ConnectionLost),
    ] {
        sandbox.set_faults(vec![Fault::always(kind.clone())]);
        let error = desk
            .accounts_check(request(&sandbox, good))
            .await
            .unwrap_err();
        assert_eq!(error.code, code, "{kind:?}: {error}");
        if matches!(kind, FaultKind::Redirect(_)) {
            assert_eq!(error.params["location_host"], "login.example.com");
        }
        if matches!(kind, FaultKind::RateLimited(_)) {
            assert!(error.retry_after.is_some());
        }
    }
    sandbox.set_faults(Vec::new());
    assert!(
        desk.accounts_list().await.unwrap().is_empty(),
        "a check stores nothing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_address_and_token_connect() {
    let house = House::new();
    let desk = house.open().await;
    let sandbox = shop(3).await;
    let pasted = ConnectRequest {
        server: format!("  {}/api/v2/ ", sandbox.base_url()),
        token: format!("Bearer \"{}\"\n", sandbox.token()).into(),
        session_only: false,
    };
    let checked = desk.accounts_check(pasted.clone()).await.unwrap();
    assert_eq!(checked.server, sandbox.base_url());
    assert!(checked.name.is_some() && checked.plan.is_some());
    assert_eq!(checked.clock_ahead, None);

    let account = desk.accounts_connect(pasted.clone()).await.unwrap();
    assert_eq!(Some(account.name), checked.name);
    assert_eq!(
        (account.accent, account.token),
        (Accent::Blue, TokenPlace::Keyring)
    );

    let again = desk.accounts_connect(pasted).await.unwrap_err();
    assert_eq!(again.code, ErrorCode::AlreadyConnected);
    assert_eq!(again.params["account"], account.id.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_scope_is_remembered_and_the_token_works() {
    let house = House::new();
    let desk = house.open().await;
    let sandbox = shop(3).await;
    let account = desk
        .accounts_connect(request(&sandbox, &sandbox.tokens().no_account))
        .await
        .unwrap();
    assert_eq!(account.missing_scopes, ["account:read"]);
    assert_eq!(account.plan, None);
    synced(&desk, &account.id).await;
    assert_eq!(crate::common::count(&desk, &account.id).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_off_is_told() {
    let house = House::new();
    let desk = house.open().await;
    let sandbox = shop_with(Options {
        contacts: 1,
        clock_skew_seconds: -600,
        ..Options::default()
    })
    .await;
    let ahead = desk
        .accounts_check(request(&sandbox, sandbox.token()))
        .await
        .unwrap()
        .clock_ahead
        .unwrap();
    assert!((595..=630).contains(&ahead), "{ahead}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_opens_where_it_was_with_no_token_typed_again() {
    let house = House::new();
    let (first, second) = (shop(2).await, shop(3).await);
    let desk = house.open().await;
    let one = connect(&desk, &first).await;
    let two = connect(&desk, &second).await;
    assert_eq!(two.accent, Accent::Violet);
    desk.accounts_rename(one.id.clone(), "  Harbour  ".into())
        .await
        .unwrap();
    desk.accounts_set_accent(one.id.clone(), Accent::Teal)
        .await
        .unwrap();
    assert_eq!(
        desk.accounts_set_accent(one.id.clone(), Accent::Practice)
            .await
            .unwrap_err()
            .code,
        ErrorCode::Invalid
    );
    desk.accounts_switch(one.id.clone()).await.unwrap();
    desk.shutdown().await;

    let desk = house.open().await;
    let start = desk
        .accounts_start(Preferences::default(), false)
        .await
        .unwrap();
    assert_eq!(start.active, Some(one.id.clone()));
    assert_eq!(
        start.accounts.iter().map(|a| &a.id).collect::<Vec<_>>(),
        [&one.id, &two.id]
    );
    assert_eq!(
        (start.accounts[0].name.as_str(), start.accounts[0].accent),
        ("Harbour", Accent::Teal)
    );
    assert_eq!(start.version, "0.0.0-test");
    synced(&desk, &one.id).await;
    synced(&desk, &two.id).await;
    assert_eq!(
        (
            crate::common::count(&desk, &one.id).await,
            crate::common::count(&desk, &two.id).await
        ),
        (2, 3)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_token_is_tried_before_the_old_is_forgotten() {
    let house = House::new();
    let sandbox = shop(2).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let replace = |token: &str| {
        let request = ReplaceTokenRequest {
            token: token.into(),
            session_only: false,
        };
        desk.accounts_replace_token(id.clone(), request)
    };
    let refused = replace(&sandbox.tokens().expired).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::TokenExpired);
    // The old one is in use and stored.
    desk.templates_refresh(&id).await.unwrap();
    assert!(house.vault.get(&id.0).await.unwrap().is_some());

    replace(&sandbox.tokens().read_only).await.unwrap();
    let form = crate::common::form(&desk, &id, "+15550104711").await;
    let error = desk.contacts_create(&id, form).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ScopeMissing);
    assert_eq!(error.params["scope"], "contacts:write");
    assert_eq!(
        desk.accounts_list().await.unwrap()[0].missing_scopes,
        ["contacts:write"]
    );
    // A better one clears what was missing.
    assert!(
        replace(sandbox.token())
            .await
            .unwrap()
            .missing_scopes
            .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_removed_leaves_nothing() {
    let house = House::new();
    let (first, second) = (shop(2).await, shop(2).await);
    let (desk, one) = connected(&house, &first).await;
    let two = connect(&desk, &second).await.id;
    assert!(house.path().join("accounts").join(&one.0).exists());
    assert_eq!(
        desk.accounts_remove(two.clone()).await.unwrap(),
        Some(one.clone())
    );
    assert_eq!(desk.accounts_remove(one.clone()).await.unwrap(), None);
    assert!(!house.path().join("accounts").join(&one.0).exists());
    assert!(house.vault.get(&one.0).await.unwrap().is_none());
    assert_eq!(
        desk.sync_status(&one).await.unwrap_err().code,
        ErrorCode::AccountUnknown
    );
    assert!(desk.accounts_list().await.unwrap().is_empty());
}

// Windows renames no folder with open files in it.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn an_account_whose_data_could_not_be_deleted_can_be_removed_again() {
    let house = House::new();
    let sandbox = shop(2).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let (accounts, aside) = (house.path().join("accounts"), house.path().join("aside"));
    std::fs::rename(&accounts, &aside).unwrap();
    std::fs::write(&accounts, "in the way").unwrap();
    assert_eq!(
        desk.accounts_remove(id.clone()).await.unwrap_err().code,
        ErrorCode::StoreFailed
    );
    desk.shutdown().await;
    std::fs::remove_file(&accounts).unwrap();
    std::fs::rename(&aside, &accounts).unwrap();

    let desk = house.open().await;
    assert_eq!(desk.accounts_list().await.unwrap().len(), 1);
    assert_eq!(desk.accounts_remove(id.clone()).await.unwrap(), None);
    assert!(!accounts.join(&id.0).exists());
}

/// A key store that keeps what it is given, but only after nobody waits for it any more.
#[derive(Default)]
struct Late(MemoryStore, std::sync::Mutex<Vec<String>>);

impl SecretStore for Late {
    fn set<'a>(&'a self, account: &'a str, secret: SecretString) -> Answer<'a, ()> {
        self.1.lock().unwrap().push(account.to_owned());
        Box::pin(async move {
            self.0.set(account, secret).await?;
            Err(VaultError::TimedOut)
        })
    }
    fn get<'a>(&'a self, account: &'a str) -> Answer<'a, Option<SecretString>> {
        self.0.get(account)
    }
    fn remove<'a>(&'a self, account: &'a str) -> Answer<'a, ()> {
        self.0.remove(account)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_kept_too_late_is_not_left_behind() {
    let sandbox = shop(2).await;
    let house = House::new();
    let vault = Arc::new(Late::default());
    let desk = house
        .open_with(vault.clone(), Arc::new(crate::common::NoPractice))
        .await;
    let refused = desk
        .accounts_connect(request(&sandbox, sandbox.token()))
        .await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::VaultFailed);
    let id = vault.1.lock().unwrap()[0].clone();
    until("the token is gone", || async {
        vault.get(&id).await.unwrap().is_none()
    })
    .await;
}

/// A key store that fails in one way.
struct Broken(VaultError);

impl SecretStore for Broken {
    fn set<'a>(&'a self, _: &'a str, _: SecretString) -> Answer<'a, ()> {
        Box::pin(async { Err(self.0.clone()) })
    }
    fn get<'a>(&'a self, _: &'a str) -> Answer<'a, Option<SecretString>> {
        Box::pin(async { Err(self.0.clone()) })
    }
    fn remove<'a>(&'a self, _: &'a str) -> Answer<'a, ()> {
        Box::pin(async { Err(self.0.clone()) })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_store_a_session_is_offered_and_ends() {
    let sandbox = shop(2).await;
    for (vault, code) in [
        (VaultError::Missing, ErrorCode::VaultMissing),
        (VaultError::Locked, ErrorCode::VaultLocked),
        (VaultError::TimedOut, ErrorCode::VaultFailed),
        (VaultError::Failed("x".into()), ErrorCode::VaultFailed),
    ] {
        let house = House::new();
        let desk = house
            .open_with(Arc::new(Broken(vault)), Arc::new(crate::common::NoPractice))
            .await;
        let typed = request(&sandbox, sandbox.token());
        assert_eq!(
            desk.accounts_connect(typed.clone()).await.unwrap_err().code,
            code
        );
        assert!(
            desk.accounts_list().await.unwrap().is_empty(),
            "nothing was kept"
        );

        let account = desk
            .accounts_connect(ConnectRequest {
                session_only: true,
                ..typed
            })
            .await
            .unwrap();
        assert_eq!(account.token, TokenPlace::Session);
        synced(&desk, &account.id).await;
        desk.shutdown().await;

        let desk = house.open().await;
        assert_eq!(
            desk.accounts_list().await.unwrap()[0].token,
            TokenPlace::None
        );
        until("the mirror pauses", || async {
            state(&desk, &account.id).await == SyncState::Paused
        })
        .await;
        assert_eq!(
            desk.templates_refresh(&account.id).await.unwrap_err().code,
            ErrorCode::TokenNotStored
        );
        // What was mirrored can still be read.
        assert_eq!(crate::common::count(&desk, &account.id).await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_key_store_is_asked_again() {
    let house = House::new();
    let sandbox = shop(2).await;
    let (desk, id) = connected(&house, &sandbox).await;
    desk.shutdown().await;
    let desk = house
        .open_with(
            Arc::new(Broken(VaultError::Locked)),
            Arc::new(crate::common::NoPractice),
        )
        .await;
    assert_eq!(
        desk.templates_refresh(&id).await.unwrap_err().code,
        ErrorCode::VaultLocked
    );
    assert_eq!(
        desk.accounts_remove(id.clone()).await.unwrap_err().code,
        ErrorCode::VaultLocked
    );
    assert_eq!(
        desk.accounts_list().await.unwrap().len(),
        1,
        "nothing was deleted"
    );
    desk.shutdown().await;
    let desk = house.open().await;
    desk.templates_refresh(&id).await.unwrap();
}

struct Practice(wacr_sandbox::Sandbox);

impl PracticeHost for Practice {
    fn start(
        &self,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send + '_>> {
        let server = PracticeServer {
            base_url: self.0.base_url(),
            token: self.0.token().into(),
        };
        Box::pin(async { Ok(server) })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_practice_account_starts_afresh_with_the_program() {
    let house = House::new();
    let desk = house
        .open_with(house.vault.clone(), Arc::new(Practice(shop(5).await)))
        .await;
    let account = desk.accounts_practice().await.unwrap();
    assert!(account.practice && account.accent == Accent::Practice && account.id.0 == "practice");
    assert_eq!(account.token, TokenPlace::Session);
    assert_eq!(desk.accounts_practice().await.unwrap().id, account.id);
    synced(&desk, &account.id).await;
    assert_eq!(crate::common::count(&desk, &account.id).await, 5);
    desk.shutdown().await;

    let desk = house
        .open_with(house.vault.clone(), Arc::new(Practice(shop(7).await)))
        .await;
    assert_eq!(
        desk.accounts_start(Preferences::default(), false)
            .await
            .unwrap()
            .active,
        Some(account.id.clone())
    );
    synced(&desk, &account.id).await;
    assert_eq!(crate::common::count(&desk, &account.id).await, 7);
    assert_eq!(desk.accounts_remove(account.id).await.unwrap(), None);
    assert!(house.vault.get("practice").await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_is_in_no_file() {
    let canary = "wm_canary_7f3a91c2d4e85b60a1f2c3d4e5b6a798";
    let house = House::new();
    let sandbox = shop_with(Options {
        contacts: 5,
        token: Some(canary.into()),
        ..Options::default()
    })
    .await;
    let (desk, id) = connected(&house, &sandbox).await;
    let form = crate::common::form(&desk, &id, "+15550104711").await;
    desk.contacts_create(&id, form).await.unwrap();
    let events = format!("{:?}", house.events.lock().unwrap());
    assert!(!events.contains(canary));
    // Before and after the files are closed.
    for _ in 0..2 {
        let files = files(&house.path());
        assert!(files.len() >= 2);
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let found = bytes
                .windows(canary.len())
                .any(|window| window == canary.as_bytes());
            assert!(!found, "{}", file.display());
        }
        desk.shutdown().await;
    }
}

//! The way to the servers: what is kept where, and that calls go on by a new way.

use desk_core::{
    error::{CommandError, ErrorCode, FieldErrorCode},
    network::{NetworkSettings, ProxyKind, ProxyRequest},
};
use desk_vault::SecretStore;
use secrecy::ExposeSecret;

use crate::common::{House, connected, shop, synced, until};

/// Signed by nobody; made for this test alone.
fn certificate() -> Vec<u8> {
    let made = rcgen::generate_simple_self_signed(["proxy.example.com".to_owned()]).unwrap();
    made.cert.pem().into_bytes()
}

fn proxy(user: &str, password: Option<&str>) -> ProxyRequest {
    ProxyRequest {
        proxy: ProxyKind::Through,
        address: "proxy.example.com:3128".into(),
        user: user.into(),
        password: password.map(Into::into),
    }
}

fn field(error: &CommandError) -> (ErrorCode, &str, FieldErrorCode) {
    (error.code, &error.fields[0].field, error.fields[0].code)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxys_password_lies_where_tokens_lie_and_nowhere_else() {
    let house = House::new();
    let desk = house.open().await;
    let kept = || async {
        let password = house.vault.get("proxy").await.unwrap();
        password.map(|secret| secret.expose_secret().to_owned())
    };
    let set = desk
        .network_set_proxy(proxy(" anna ", Some("canary-pw")))
        .await;
    let expected = NetworkSettings {
        proxy: ProxyKind::Through,
        address: "http://proxy.example.com:3128".into(),
        user: "anna".into(),
        certificate: None,
    };
    assert_eq!(set.unwrap(), expected);
    assert_eq!(desk.network(), expected);
    assert_eq!(kept().await.as_deref(), Some("canary-pw"));
    // What is not typed again stays.
    desk.network_set_proxy(proxy("anna", None)).await.unwrap();
    assert_eq!(kept().await.as_deref(), Some("canary-pw"));
    // Without a user there is nobody it could be of.
    desk.network_set_proxy(proxy("", None)).await.unwrap();
    assert_eq!(kept().await, None);
    for file in std::fs::read_dir(house.path()).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap_or_default();
        let found = bytes.windows(9).any(|part| part == b"canary-pw");
        assert!(!found, "{:?}", file.path());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_proxy_changes_nothing() {
    let house = House::new();
    let desk = house.open().await;
    for (address, code) in [
        ("", FieldErrorCode::Required),
        ("socks5://proxy.example.com", FieldErrorCode::NotAProxy),
    ] {
        let request = ProxyRequest {
            address: address.into(),
            ..proxy("anna", Some("canary-pw"))
        };
        let error = desk.network_set_proxy(request).await.unwrap_err();
        assert_eq!(field(&error), (ErrorCode::Invalid, "address", code));
    }
    assert_eq!(desk.network(), NetworkSettings::default());
    assert!(house.vault.get("proxy").await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_go_on_by_the_new_way_and_loopback_never_through_a_proxy() {
    let sandbox = shop(3).await;
    let house = House::new();
    let (desk, id) = connected(&house, &sandbox).await;
    desk.network_set_proxy(proxy("anna", Some("pw")))
        .await
        .unwrap();
    let settings = desk
        .network_put_certificate("office.pem", certificate())
        .await
        .unwrap();
    assert_eq!(settings.certificate.unwrap().count, 1);
    until("calls go out", || async {
        desk.templates_refresh(&id).await.is_ok()
    })
    .await;
    desk.sync_now(&id).await.unwrap();
    synced(&desk, &id).await;

    // The file is gone: told, and mended by taking it out of the settings.
    std::fs::remove_file(house.path().join("certificates.pem")).unwrap();
    desk.network_set_proxy(proxy("", None)).await.unwrap();
    until("the account says why it cannot call", || async {
        desk.templates_refresh(&id).await.is_err()
    })
    .await;
    desk.network_drop_certificate().await.unwrap();
    until("calls go out again", || async {
        desk.templates_refresh(&id).await.is_ok()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_are_kept_privately_and_only_if_they_can_be_read() {
    let house = House::new();
    let desk = house.open().await;
    let path = house.path().join("certificates.pem");
    let error = desk.network_put_certificate("a.pem", b"hello".to_vec());
    let error = error.await.unwrap_err();
    assert_eq!(
        field(&error),
        (ErrorCode::Invalid, "file", FieldErrorCode::WrongFile)
    );
    assert!(!path.exists());

    let two = [certificate(), certificate()].concat();
    let settings = desk.network_put_certificate("a.pem", two.clone()).await;
    assert_eq!(settings.unwrap().certificate.unwrap().count, 2);
    assert_eq!(std::fs::read(&path).unwrap(), two);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let settings = desk.network_drop_certificate().await.unwrap();
    assert_eq!((settings.certificate, path.exists()), (None, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_any_account_is_left_after_everything_was_deleted() {
    let sandbox = shop(3).await;
    let house = House::new();
    let (desk, id) = connected(&house, &sandbox).await;
    desk.accounts_rename(id.clone(), "Canary Books".into())
        .await
        .unwrap();
    desk.network_set_proxy(proxy("anna", Some("pw")))
        .await
        .unwrap();
    desk.network_put_certificate("a.pem", certificate())
        .await
        .unwrap();

    desk.accounts_remove_all().await.unwrap();

    assert!(desk.accounts_list().await.unwrap().is_empty());
    assert_eq!(desk.network(), NetworkSettings::default());
    for entry in [id.0.as_str(), "proxy"] {
        assert!(house.vault.get(entry).await.unwrap().is_none(), "{entry}");
    }
    desk.shutdown().await;
    let accounts = std::fs::read_dir(house.path().join("accounts")).unwrap();
    assert_eq!(accounts.count(), 0);
    for file in std::fs::read_dir(house.path()).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap_or_default();
        let found = bytes.windows(12).any(|part| part == b"Canary Books");
        assert!(!found, "{:?}", file.path());
    }
    // And it can begin anew.
    assert!(house.open().await.accounts_list().await.unwrap().is_empty());
}

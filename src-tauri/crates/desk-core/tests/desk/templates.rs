//! Templates are asked for anew: against a real server over a socket.

use crate::common::{House, connected, shop, shop_with};
use desk_core::{accounts::ReplaceTokenRequest, error::ErrorCode};
use wacr_sandbox::{Options, Quirk, Quirks, Sandbox};

/// Calls to templates since `from`, as method and path.
fn calls(sandbox: &Sandbox, from: usize) -> Vec<String> {
    let log = sandbox.log().into_iter().skip(from);
    log.filter(|entry| entry.path.contains("/templates"))
        .map(|entry| format!("{} {}", entry.method, entry.path))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_has_whatsapp_asked_and_then_lists() {
    let house = House::new();
    let sandbox = shop(2).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let known = desk.templates_list(&id).await.unwrap();
    assert!(!known.is_empty());
    let from = sandbox.log().len();
    assert_eq!(desk.templates_refresh(&id).await.unwrap(), known);
    let calls = calls(&sandbox, from);
    assert!(calls[0].starts_with("POST ") && calls[0].ends_with("/templates/sync"));
    assert!(calls[1].starts_with("GET ") && !calls[1].contains("sync"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_scope_or_whatsapp_the_list_is_read_all_the_same() {
    let house = House::new();
    let sandbox = shop_with(Options {
        quirks: Quirks::from(Quirk::SyncRefused),
        contacts: 2,
        ..Options::default()
    })
    .await;
    let (desk, id) = connected(&house, &sandbox).await;
    let from = sandbox.log().len();
    let refused = desk.templates_refresh(&id).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::WhatsappRefused);
    assert_eq!(calls(&sandbox, from).len(), 2, "listed after the refusal");

    let request = ReplaceTokenRequest {
        token: sandbox.tokens().read_only.as_str().into(),
        session_only: false,
    };
    desk.accounts_replace_token(id.clone(), request)
        .await
        .unwrap();
    assert!(!desk.templates_refresh(&id).await.unwrap().is_empty());
}

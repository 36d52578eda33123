//! Tokens, the account, strangers and the limit.

use std::time::Duration;

use wacr_api::{ErrorKind, ListQuery, NetworkFault, Stranger};
use wacr_sandbox::{Fault, FaultKind, Options, RateLimit};

use crate::{client, client_with, options, sandbox};

#[tokio::test]
async fn the_account() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let account = client.get_account().await.unwrap();
    assert!(!account.data.name.is_empty());
    assert!(!account.data.subscription.unwrap().plan_name.is_empty());
    assert!(account.request_id.is_some());
    let off = account
        .server_time
        .unwrap()
        .duration_since(account.received_at);
    assert!(off.abs() < jiff::SignedDuration::from_secs(5), "{off}");
    let usage = client.get_usage().await.unwrap().data;
    assert!(usage.contacts.unwrap().current.unwrap() >= 130);
    let limits = client.get_limits().await.unwrap().data;
    assert!(limits.limits.contains_key("api_calls_per_minute"));
    assert!(limits.features.contains_key("whatsapp_templates"));
    assert_eq!(client.budget().snapshot().limit, None, "unlimited");
    assert_eq!(client.budget().snapshot().used, 3);
}

#[tokio::test]
async fn the_servers_clock_is_told_even_when_it_is_wrong() {
    let sandbox = wacr_sandbox::start(Options {
        clock_skew_seconds: -600,
        ..options()
    })
    .await
    .unwrap();
    let reply = client(&sandbox).get_account().await.unwrap();
    let off = reply
        .server_time
        .unwrap()
        .duration_since(reply.received_at)
        .as_secs();
    assert!((-605..=-595).contains(&off), "{off}");
}

#[tokio::test]
async fn tokens_that_may_not() {
    let sandbox = sandbox().await;
    let tokens = sandbox.tokens();
    for (token, expected) in [
        ("wm_nobody", ErrorKind::TokenInvalid),
        (&tokens.expired, ErrorKind::TokenExpired),
        (&tokens.revoked, ErrorKind::TokenRevoked),
        (&tokens.not_allowed, ErrorKind::AddressNotAllowed),
        (
            &tokens.no_account,
            ErrorKind::Scope(Some("account:read".into())),
        ),
    ] {
        let error = client_with(&sandbox, token)
            .get_account()
            .await
            .unwrap_err();
        assert_eq!(error.kind, expected);
    }
    let read_only = client_with(&sandbox, &tokens.read_only);
    let error = read_only.create_group("No").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Scope(Some("groups:write".into())));
    assert!(read_only.list_groups(&ListQuery::new()).await.is_ok());
}

#[tokio::test]
async fn somebody_else_answers() {
    let sandbox = sandbox().await;
    let client = client(&sandbox).without_retry();
    for (kind, expected) in [
        (FaultKind::Html(200), ErrorKind::NotThisApi(Stranger::Html)),
        (
            FaultKind::NotFoundHtml,
            ErrorKind::NotThisApi(Stranger::NoSuchPath),
        ),
        (FaultKind::Html(502), ErrorKind::Server),
        (
            FaultKind::Redirect("https://login.example/in".into()),
            ErrorKind::NotThisApi(Stranger::Redirect {
                host: Some("login.example".into()),
            }),
        ),
        (
            FaultKind::HalfBody,
            ErrorKind::NetworkAfterSend(NetworkFault::Closed),
        ),
        (FaultKind::HugeBody(20_000_000), ErrorKind::Decode),
    ] {
        let fault = Fault::always(kind);
        sandbox.set_faults(vec![fault.clone()]);
        let error = client.get_account().await.unwrap_err();
        assert_eq!(error.kind, expected, "{fault:?}");
    }
}

#[tokio::test]
async fn the_limit_is_learnt_and_kept_to() {
    let limited = Options {
        rate_limit: RateLimit::PerMinute(5),
        ..options()
    };
    let sandbox = wacr_sandbox::start(limited).await.unwrap();
    let client = client(&sandbox).within(Duration::from_secs(5));
    for _ in 0..5 {
        client.get_account().await.unwrap();
    }
    let snapshot = client.budget().snapshot();
    assert_eq!((snapshot.used, snapshot.limit), (5, Some(5)));
    let error = client.get_account().await.unwrap_err();
    assert_eq!(
        (error.kind.clone(), error.status),
        (ErrorKind::RateLimited, None)
    );
    assert!(error.retry_after.unwrap() > Duration::from_secs(50));
    assert_eq!(sandbox.log().len(), 5, "the sixth was not even asked");

    // Another program with the same token does not know, and is told.
    let other = crate::client(&sandbox).within(Duration::from_secs(5));
    let error = other.get_account().await.unwrap_err();
    assert_eq!(
        (error.kind.clone(), error.status),
        (ErrorKind::RateLimited, Some(429))
    );
    assert!((50..=60).contains(&error.retry_after.unwrap().as_secs()));
}

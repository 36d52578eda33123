//! Tokens, scopes, the rate limit, and the order they are checked in (contract sections 2 and 3).

use serde_json::json;
use wacr_sandbox::{Options, RateLimit};

use crate::contract;
use crate::harness::{Shop, quiet, read};

#[tokio::test]
async fn each_token_is_refused_for_its_own_reason() {
    let shop = Shop::open().await;
    let tokens = shop.sandbox.tokens().clone();
    let cases = [
        ("", 401, "AUTHENTICATION_REQUIRED"),
        ("wm_nobody", 401, "INVALID_TOKEN"),
        (tokens.expired.as_str(), 401, "TOKEN_EXPIRED"),
        (tokens.revoked.as_str(), 401, "TOKEN_REVOKED"),
        (tokens.not_allowed.as_str(), 403, "IP_NOT_WHITELISTED"),
        (tokens.no_account.as_str(), 403, "INSUFFICIENT_SCOPE"),
        (tokens.read_only.as_str(), 200, ""),
    ];
    for (token, status, code) in cases {
        let answer = shop.call_as(token, "GET", "/account", None).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{code}");
    }
    let answer = read(shop.http.get(shop.url("/account")).send().await.unwrap()).await;
    assert_eq!(answer.code(), "AUTHENTICATION_REQUIRED");
}

#[tokio::test]
async fn a_token_is_wm_and_sixty_letters_or_digits_and_new_each_start() {
    let (one, two) = (Shop::open().await, Shop::open().await);
    for token in [one.sandbox.token(), two.sandbox.token()] {
        let rest = token.strip_prefix("wm_").unwrap();
        assert!(rest.len() == 60 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }
    assert_ne!(one.sandbox.token(), two.sandbox.token());
    let given = Options {
        token: Some("wm_given".into()),
        ..quiet()
    };
    assert_eq!(Shop::with(given).await.sandbox.token(), "wm_given");
}

#[tokio::test]
async fn a_scope_refusal_names_the_scope_the_contract_asks_for() {
    let shop = Shop::open().await;
    let token = shop.sandbox.tokens().read_only.clone();
    let calls = [
        ("POST", "/contacts"),
        ("PATCH", "/contacts/501"),
        ("DELETE", "/contacts/501"),
        ("POST", "/groups"),
        ("PATCH", "/groups/12"),
        ("DELETE", "/groups/12"),
        ("POST", "/groups/12/contacts"),
        ("DELETE", "/groups/12/contacts"),
        ("POST", "/sources"),
        ("PATCH", "/sources/4"),
        ("DELETE", "/sources/4"),
        ("POST", "/statuses"),
        ("PATCH", "/statuses/7"),
        ("DELETE", "/statuses/7"),
        ("POST", "/templates/sync"),
        ("POST", "/messages/template"),
    ];
    for (method, path) in calls {
        let answer = shop.call_as(&token, method, path, Some(json!({}))).await;
        assert_eq!(
            (answer.status, answer.code()),
            (403, "INSUFFICIENT_SCOPE"),
            "{method} {path}"
        );
        let message = answer.body["error"]["message"].as_str().unwrap();
        let scope = contract::scope(method, path).unwrap();
        assert!(message.contains(scope), "{method} {path}: {message}");
    }
}

#[tokio::test]
async fn the_window_counts_refused_calls_too_but_not_those_without_a_token() {
    let options = Options {
        rate_limit: RateLimit::PerMinute(3),
        ..quiet()
    };
    let shop = Shop::with(options).await;
    let token = shop.sandbox.tokens().read_only.clone();
    shop.call_as("wm_nobody", "GET", "/account", None).await;
    let first = shop.call_as(&token, "GET", "/account", None).await;
    assert_eq!(first.header("x-ratelimit-limit"), Some("3"));
    assert_eq!(first.header("x-ratelimit-remaining"), Some("2"));
    assert_eq!(first.header("x-ratelimit-window"), Some("60"));
    assert_eq!(first.header("retry-after"), None);
    let scope = shop
        .call_as(&token, "POST", "/groups", Some(json!({})))
        .await;
    assert_eq!(
        (scope.status, scope.header("x-ratelimit-remaining")),
        (403, Some("1"))
    );
    shop.call_as(&token, "GET", "/groups/9999", None).await;

    let refused = shop
        .call_as(&token, "POST", "/groups", Some(json!({})))
        .await;
    assert_eq!(
        (refused.status, refused.code()),
        (429, "RATE_LIMIT_EXCEEDED"),
        "before the scope"
    );
    let wait: i64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait));
    assert_eq!(refused.body["meta"]["retry_after"], wait);
    assert_eq!(refused.header("x-ratelimit-remaining"), Some("0"));
    assert_eq!(refused.header("x-ratelimit-window"), None);
    let reset: i64 = refused
        .header("x-ratelimit-reset")
        .unwrap()
        .parse()
        .unwrap();
    assert!(
        (reset
            - first
                .header("x-ratelimit-reset")
                .unwrap()
                .parse::<i64>()
                .unwrap())
        .abs()
            <= 2
    );

    let other = shop.get("/account").await;
    assert_eq!(
        other.header("x-ratelimit-remaining"),
        Some("2"),
        "each token has its own window"
    );
    let invalid = shop.post("/groups", json!({})).await;
    assert_eq!(
        (invalid.status, invalid.header("x-ratelimit-remaining")),
        (422, Some("1"))
    );
}

#[tokio::test]
async fn a_listed_address_skips_the_limit_and_says_so() {
    let options = Options {
        rate_limit: RateLimit::PerMinute(1),
        ..quiet()
    };
    let shop = Shop::with(options).await;
    let token = shop.sandbox.tokens().listed.clone();
    for _ in 0..3 {
        let answer = shop.call_as(&token, "GET", "/account", None).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("x-ratelimit-whitelisted"), Some("true"));
        assert_eq!(answer.header("x-ratelimit-limit"), Some("unlimited"));
    }
}

#[tokio::test]
async fn without_a_limit_the_headers_hold_a_word() {
    let shop = Shop::open().await;
    let answer = shop.get("/account").await;
    assert_eq!(answer.header("x-ratelimit-limit"), Some("unlimited"));
    assert_eq!(answer.header("x-ratelimit-remaining"), Some("unlimited"));
    assert_eq!(answer.header("x-ratelimit-whitelisted"), None);
}

#[tokio::test]
async fn unknown_paths_and_methods_answer_in_the_older_shape() {
    let shop = Shop::open().await;
    let unknown = read(shop.raw("GET", "/calendar").send().await.unwrap()).await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.body["message"].is_string() && unknown.body.get("success").is_none());
    let method = read(shop.raw("PUT", "/contacts/501").send().await.unwrap()).await;
    assert_eq!(
        (method.status, method.header("allow")),
        (405, Some("GET, PATCH, DELETE"))
    );
    assert!(method.body["message"].is_string());
    let text = shop.get("/groups/spring").await;
    assert_eq!(text.status, 500, "a text in place of an id faults");
    assert!(text.body.get("success").is_none() && text.body["message"].is_string());

    let page = shop.http.get(shop.url("/calendar")).send().await.unwrap();
    assert_eq!(
        page.headers()["content-type"],
        "text/html; charset=UTF-8",
        "without Accept"
    );
    let hidden = shop
        .http
        .get(format!("{}/__sandbox/log", shop.sandbox.base_url()));
    assert_eq!(
        hidden.send().await.unwrap().status(),
        404,
        "no log unless asked for"
    );
}

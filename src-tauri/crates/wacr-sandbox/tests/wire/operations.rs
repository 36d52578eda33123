//! The table of operations against the contract: all of them, with their scopes, and nothing else.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::contract;
use crate::harness::Shop;

#[test]
fn the_table_holds_the_operations_of_the_contract_and_no_other() {
    let described: BTreeSet<_> = contract::operations()
        .into_iter()
        .map(|(name, method, path, scope)| (name, method, path.replace("{mobile}", "{id}"), scope))
        .collect();
    let routed: BTreeSet<_> = wacr_sandbox::operations()
        .into_iter()
        .map(|(name, method, path, scope)| {
            (
                name.to_owned(),
                method.to_owned(),
                path,
                scope.map(str::to_owned),
            )
        })
        .collect();
    assert_eq!(described.len(), 43);
    assert_eq!(routed, described);
    assert_eq!(wacr_sandbox::operations().len(), 43, "none twice");
}

#[tokio::test]
async fn every_operation_is_reached_and_asks_for_its_scope() {
    let shop = Shop::with(crate::harness::documented()).await;
    let token = shop.sandbox.tokens().no_scopes.clone();
    for (name, method, path, scope) in contract::operations() {
        let path = path
            .replace("{id}", "501")
            .replace("{mobile}", "15550100142");
        let answer = shop.call_as(&token, &method, &path, None).await;
        let Some(scope) = scope else {
            let expected = if method == "GET" { 200 } else { 422 };
            assert_eq!(answer.status, expected, "{name} asks for a token only");
            continue;
        };
        assert_eq!(
            (answer.status, answer.code()),
            (403, "INSUFFICIENT_SCOPE"),
            "{name}"
        );
        let message = answer.body["error"]["message"].as_str().unwrap();
        assert!(
            message.ends_with(&format!(": {scope}")),
            "{name}: {message}"
        );

        let nobody = shop.call_as("wm_nobody", &method, &path, None).await;
        assert_eq!(
            (nobody.status, nobody.code()),
            (401, "INVALID_TOKEN"),
            "{name}"
        );
    }
}

#[tokio::test]
async fn methods_the_contract_does_not_have_are_refused() {
    let shop = Shop::with(crate::harness::documented()).await;
    let described = contract::operations();
    let paths: BTreeSet<&String> = described.iter().map(|(_, _, path, _)| path).collect();
    for path in paths {
        let methods = |path: &str| -> Vec<&str> {
            let same = described.iter().filter(|(_, _, other, _)| other == path);
            same.map(|(_, method, _, _)| method.as_str()).collect()
        };
        let mut known = methods(path);
        // A fixed path is also one with an id: `contacts/batch` reads as `contacts/{id}`.
        if let Some((before, _)) = path.rsplit_once('/') {
            known.extend(methods(&format!("{before}/{{id}}")));
        }
        let sample = path
            .replace("{id}", "501")
            .replace("{mobile}", "15550100142");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if known.contains(&method) {
                continue;
            }
            let answer = shop.raw(method, &sample).send().await.unwrap();
            assert_eq!(answer.status(), 405, "{method} {path}");
            let body: Value = answer.json().await.unwrap();
            assert!(body["message"].is_string() && body.get("success").is_none());
        }
    }
}

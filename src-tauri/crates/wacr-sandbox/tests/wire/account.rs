//! Account, usage and limits (contract section 13).

use serde_json::json;
use wacr_sandbox::{Options, RateLimit};

use crate::harness::{Shop, quiet};

#[tokio::test]
async fn the_account_names_the_shop_and_its_plan() {
    let shop = Shop::open().await;
    let answer = shop.get("/account").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.data()["name"], "Blue Harbour Books");
    assert_eq!(answer.data()["subscription"]["plan_name"], "Growth");
    assert_eq!(
        answer.body["message"],
        "Account information retrieved successfully"
    );
}

#[tokio::test]
async fn usage_counts_contacts_and_conversations_against_the_plan() {
    let shop = Shop::open().await;
    let before = shop.get("/account/usage").await;
    let contacts = json!({ "current": 60, "limit": 5000, "remaining": 4940, "percentage_used": 1.2, "is_unlimited": false });
    assert_eq!(before.data()["contacts"], contacts);
    let conversations = json!({ "current": 412, "limit": 1000, "remaining": 588, "percentage_used": 41.2, "is_unlimited": false });
    assert_eq!(before.data()["conversations"], conversations);
    let campaigns = &before.data()["campaigns"];
    assert_eq!(
        (&campaigns["limit"], &campaigns["remaining"]),
        (&json!(-1), &json!(null))
    );

    let send = json!({ "phone": "+15550107777", "template_name": "welcome_reader", "language": "de", "field_1": "Jo" });
    assert_eq!(shop.post("/messages/template", send).await.status, 200);
    let after = shop.get("/account/usage").await;
    assert_eq!(after.data()["contacts"]["current"], 61);
    assert_eq!(after.data()["conversations"]["current"], 413);
}

#[tokio::test]
async fn limits_tell_the_rate_limit_of_the_token() {
    let options = Options {
        rate_limit: RateLimit::PerMinute(90),
        plan_contacts: Some(u32::MAX),
        ..quiet()
    };
    let shop = Shop::with(options).await;
    let answer = shop.get("/account/limits").await;
    let limits = &answer.data()["limits"];
    assert_eq!(limits["api_calls_per_minute"]["limit"], 90);
    assert_eq!(
        limits["contacts"],
        json!({ "limit": -1, "feature_name": "Total Contacts", "is_unlimited": true })
    );
    assert_eq!(answer.data()["features"]["api_access"], true);
}

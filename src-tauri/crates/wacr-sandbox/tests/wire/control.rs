//! `/__sandbox/…`: what tests ask of the server itself.

use serde_json::{Value, json};
use wacr_sandbox::Options;

use crate::harness::{Answer, Shop, quiet, read};

async fn open() -> Shop {
    Shop::with(Options {
        log_endpoint: true,
        ..quiet()
    })
    .await
}

async fn ask(shop: &Shop, path: &str) -> Answer {
    let address = format!("{}/__sandbox/{path}", shop.sandbox.base_url());
    read(shop.http.get(address).send().await.unwrap()).await
}

async fn tell(shop: &Shop, path: &str, body: Value) -> Answer {
    let address = format!("{}/__sandbox/{path}", shop.sandbox.base_url());
    read(shop.http.post(address).json(&body).send().await.unwrap()).await
}

#[tokio::test]
async fn the_log_goes_on_from_where_one_was() {
    let shop = open().await;
    shop.get("/groups").await;
    shop.get("/sources").await;
    let first = ask(&shop, "log").await.body;
    assert_eq!(first["last"], 2);
    assert_eq!(first["gone"], 0);
    for phone in ["+15550100142", "+15550100188"] {
        let send = json!({ "phone": phone, "template_name": "welcome_reader", "language": "de", "field_1": "Jo" });
        shop.post("/messages/template", send).await;
    }
    let next = ask(&shop, "log?since=2&messages_since=1").await.body;
    let numbers: Vec<&Value> = next["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["number"])
        .collect();
    assert_eq!(numbers, [3, 4]);
    assert_eq!(next["messages"].as_array().unwrap().len(), 1);
    assert_eq!(next["messages"][0]["phone"], "15550100188");
    assert_eq!(next["messages_total"], 2);
    assert_eq!(ask(&shop, "log?since=lately").await.status, 422);
}

#[tokio::test]
async fn the_rate_limit_changes_from_now_on() {
    let shop = open().await;
    assert_eq!(
        tell(&shop, "rate-limit", json!({ "per_minute": 2 }))
            .await
            .status,
        200
    );
    let statuses = [
        shop.get("/groups").await.status,
        shop.get("/groups").await.status,
        shop.get("/groups").await.status,
    ];
    assert_eq!(statuses, [200, 200, 429]);
    assert_eq!(
        tell(&shop, "rate-limit", json!({ "per_minute": "unlimited" }))
            .await
            .status,
        200
    );
    assert_eq!(
        shop.get("/groups").await.header("x-ratelimit-limit"),
        Some("unlimited")
    );
    for wrong in [
        json!({ "per_minute": "often" }),
        json!({ "per_minute": -1 }),
        json!({}),
    ] {
        assert_eq!(tell(&shop, "rate-limit", wrong).await.status, 422);
    }
}

#[tokio::test]
async fn hours_pass_when_told() {
    let shop = open().await;
    shop.sandbox
        .set_rate_limit(wacr_sandbox::RateLimit::PerMinute(1));
    assert_eq!(shop.get("/account").await.status, 200);
    assert_eq!(shop.get("/account").await.status, 429);
    let told = tell(&shop, "clock", json!({ "ahead_seconds": 7_200 }))
        .await
        .body;
    let here = jiff::Timestamp::now().as_second();
    assert!((told["now"].as_i64().unwrap() - here - 7_200).abs() <= 2);
    let answer = shop.get("/account").await;
    assert_eq!(answer.status, 200, "the minute is over");
    let time: jiff::Timestamp = answer.body["meta"]["timestamp"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((time.as_second() - here - 7_200).abs() <= 2);
    let told = tell(&shop, "clock", json!({ "advance": 60 })).await.body;
    assert_eq!(told["ahead_seconds"], 7_260);
    assert_eq!(tell(&shop, "clock", json!({})).await.status, 422);
    assert_eq!(
        tell(&shop, "clock", json!({ "ahead_seconds": "soon" }))
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn a_customer_writes_when_told() {
    let shop = open().await;
    let told = tell(
        &shop,
        "inbound",
        json!({ "phone": "+15550100142", "text": "Is it there?" }),
    )
    .await
    .body;
    let row = shop.get(&format!("/messages/{}", told["row_id"])).await;
    assert_eq!(row.data()["message"], "Is it there?");
    assert_eq!(row.data()["sender_id"], "15550100142");
    assert_eq!(
        tell(&shop, "inbound", json!({ "phone": "+15550100142" }))
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn a_wrong_path_lists_what_there_is_and_the_program_has_none_of_it() {
    let shop = open().await;
    let lost = ask(&shop, "logs").await;
    assert_eq!(lost.status, 404);
    let list = lost.body["endpoints"].to_string();
    for path in ["log", "faults", "rate-limit", "clock", "inbound"] {
        assert!(list.contains(&format!("/__sandbox/{path}")), "{path}");
    }
    let closed = Shop::open().await;
    let answer = ask(&closed, "log").await;
    assert_eq!(answer.status, 404);
    assert!(answer.body.get("endpoints").is_none() && answer.body.get("requests").is_none());
}

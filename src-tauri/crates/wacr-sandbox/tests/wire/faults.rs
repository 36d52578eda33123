//! Faults on the wire, and the log tests read.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use wacr_sandbox::{Fault, FaultKind, Options};

use crate::harness::{Shop, quiet, read};

async fn faulty(faults: Vec<Fault>) -> Shop {
    Shop::with(Options {
        faults,
        log_endpoint: true,
        ..quiet()
    })
    .await
}

fn group() -> Value {
    json!({ "name": "Pier walk" })
}

async fn group_exists(shop: &Shop) -> bool {
    shop.get("/groups?search=pier%20walk").await.total() == 1
}

#[tokio::test]
async fn answers_in_place_of_the_call_leave_nothing_done() {
    let kinds = [
        (
            FaultKind::Status {
                code: 503,
                body: None,
            },
            503,
        ),
        (
            FaultKind::Status {
                code: 418,
                body: Some(json!({ "status": "error", "message": "no" })),
            },
            418,
        ),
        (FaultKind::Html(502), 502),
        (FaultKind::NotFoundHtml, 404),
        (FaultKind::RateLimited(17), 429),
        (
            FaultKind::Redirect("https://elsewhere.example.com/".into()),
            302,
        ),
    ];
    let shop = faulty(Vec::new()).await;
    for (kind, status) in kinds {
        shop.sandbox
            .set_faults(vec![Fault::on("POST", "/groups", kind.clone()).times(1)]);
        let answer = read(
            shop.raw("POST", "/groups")
                .json(&group())
                .send()
                .await
                .unwrap(),
        )
        .await;
        assert_eq!(answer.status, status);
        match kind {
            FaultKind::Status {
                body: Some(body), ..
            } => assert_eq!(answer.body, body),
            FaultKind::Status { .. } => assert_eq!(answer.code(), "INTERNAL_ERROR"),
            FaultKind::RateLimited(_) => assert_eq!(answer.header("retry-after"), Some("17")),
            FaultKind::Redirect(address) => {
                assert_eq!(answer.header("location"), Some(address.as_str()))
            }
            _ => assert!(
                answer
                    .header("content-type")
                    .unwrap()
                    .starts_with("text/html")
            ),
        }
        assert!(!group_exists(&shop).await);
    }
    assert_eq!(
        shop.post("/groups", group()).await.status,
        201,
        "the fault fired once"
    );
}

#[tokio::test]
async fn a_connection_closed_before_reading_does_nothing_and_after_accepting_everything() {
    let shop = faulty(vec![
        Fault::on("POST", "/groups", FaultKind::CloseBeforeRead).times(1),
    ])
    .await;
    assert!(
        shop.raw("POST", "/groups")
            .json(&group())
            .send()
            .await
            .is_err()
    );
    assert!(!group_exists(&shop).await);
    shop.sandbox.set_faults(vec![Fault::on(
        "POST",
        "/groups",
        FaultKind::CloseAfterAccept,
    )]);
    assert!(
        shop.raw("POST", "/groups")
            .json(&group())
            .send()
            .await
            .is_err()
    );
    assert!(group_exists(&shop).await);
    let statuses: Vec<Option<u16>> = shop
        .sandbox
        .log()
        .iter()
        .map(|entry| entry.status)
        .collect();
    assert_eq!(statuses, [None, Some(200), None, Some(200)]);
}

#[tokio::test]
async fn half_a_body_is_the_head_and_the_first_half() {
    let shop = faulty(vec![Fault::always(FaultKind::HalfBody)]).await;
    let mut response = shop
        .raw("POST", "/groups")
        .json(&group())
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 201);
    let announced = response.content_length().unwrap();
    let first = response.chunk().await.unwrap().unwrap();
    assert_eq!(first.len() as u64, announced / 2);
    assert!(response.chunk().await.is_err());
    shop.sandbox.set_faults(Vec::new());
    assert!(group_exists(&shop).await);
}

#[tokio::test]
async fn a_dripped_body_takes_its_time_and_a_delayed_one_waits() {
    let shop = faulty(vec![Fault::on("GET", "/groups/12", FaultKind::Drip(1000))]).await;
    let started = Instant::now();
    let answer = shop.get("/groups/12").await;
    assert_eq!(answer.data()["data"]["name"], "Spring launch");
    assert!(
        started.elapsed() >= Duration::from_millis(200),
        "some 250 bytes at 1,000 a second"
    );
    shop.sandbox
        .set_faults(vec![Fault::always(FaultKind::Delay(300))]);
    let started = Instant::now();
    shop.get("/groups/12").await;
    assert!(started.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_huge_body_is_at_least_as_large_as_asked() {
    let shop = faulty(vec![Fault::always(FaultKind::HugeBody(3_000_000))]).await;
    let response = shop.raw("GET", "/groups").send().await.unwrap();
    assert!(response.content_length().unwrap() > 3_000_000);
    assert!(response.bytes().await.unwrap().len() > 3_000_000);
}

#[tokio::test]
async fn a_skewed_clock_shows_in_header_and_body() {
    let seconds = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_second();
    let here = || jiff::Timestamp::now().as_second();
    let shop = faulty(vec![Fault::always(FaultKind::ClockSkew(-3600))]).await;
    let answer = shop.get("/account").await;
    let told = seconds(answer.body["meta"]["timestamp"].as_str().unwrap());
    assert!((here() - 3600 - told).abs() <= 2);
    let date = jiff::fmt::rfc2822::parse(answer.header("date").unwrap())
        .unwrap()
        .timestamp();
    assert_eq!(date.as_second(), told);

    let shop = Shop::with(Options {
        clock_skew_seconds: 7200,
        ..quiet()
    })
    .await;
    let created = shop.post("/groups", group()).await;
    let told = seconds(created.data()["created_at"].as_str().unwrap());
    assert!(
        (told - here() - 7200).abs() <= 2,
        "stored times are off as well"
    );
}

#[tokio::test]
async fn the_log_names_tokens_and_never_shows_them() {
    let shop = faulty(Vec::new()).await;
    let send = json!({ "phone": "+15550100142", "template_name": "welcome_reader", "language": "de", "field_1": "Jo" });
    shop.post("/messages/template", send.clone()).await;
    let tokens = shop.sandbox.tokens().clone();
    shop.call_as(&tokens.read_only, "GET", "/groups?page=1", None)
        .await;
    shop.call_as(&tokens.expired, "GET", "/groups", None).await;
    shop.call_as("wm_nobody", "GET", "/groups", None).await;
    let address = format!("{}/__sandbox/log", shop.sandbox.base_url());
    let log = read(shop.http.get(address).send().await.unwrap())
        .await
        .body;
    let column = |name: &str| -> Vec<Value> {
        let rows = log["requests"].as_array().unwrap();
        rows.iter().map(|row| row[name].clone()).collect()
    };
    assert_eq!(
        column("token"),
        [
            json!("full"),
            json!("read_only"),
            json!("expired"),
            Value::Null
        ]
    );
    assert_eq!(column("method"), ["POST", "GET", "GET", "GET"]);
    assert_eq!(column("path")[1], "/api/v2/groups?page=1");
    assert_eq!(column("status"), [200, 200, 401, 401]);
    assert_eq!(column("body")[0], send);
    assert_eq!(log["messages"][0]["template_name"], "welcome_reader");
    assert!(!log.to_string().contains("wm_"));
}

#[tokio::test]
async fn faults_can_be_switched_by_a_call() {
    let shop = faulty(Vec::new()).await;
    let control = |body: Value| {
        let address = format!("{}/__sandbox/faults", shop.sandbox.base_url());
        shop.http.post(address).json(&body).send()
    };
    let faults =
        json!([{ "method": "GET", "path": "/groups", "kind": { "status": { "code": 500 } } }]);
    assert_eq!(control(faults).await.unwrap().status(), 200);
    assert_eq!(shop.get("/groups").await.status, 500);
    assert_eq!(shop.get("/sources").await.status, 200);
    assert_eq!(
        control(json!([{ "kind": "no_such_thing" }]))
            .await
            .unwrap()
            .status(),
        422
    );
    assert_eq!(control(json!([])).await.unwrap().status(), 200);
    assert_eq!(shop.get("/groups").await.status, 200);
}

#[tokio::test]
async fn a_stopped_server_frees_its_port() {
    let shop = Shop::open().await;
    shop.get("/account").await;
    let address = shop.sandbox.base_url();
    let port = address.rsplit(':').next().unwrap().parse().unwrap();
    shop.sandbox.stop().await;
    assert!(shop.http.get(&address).send().await.is_err());
    let again = Shop::with(Options { port, ..quiet() }).await;
    assert_eq!(again.sandbox.base_url(), address);
}

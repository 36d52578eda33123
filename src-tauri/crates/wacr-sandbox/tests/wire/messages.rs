//! The message history (contract 18.5, 18.6 and section 9).

use std::time::Duration;

use serde_json::{Value, json};
use wacr_sandbox::{Options, Quirks};

use crate::harness::{Shop, quiet};

#[tokio::test]
async fn messages_come_newest_first_whatever_is_asked() {
    let shop = Shop::open().await;
    for query in ["", "&sort=created_at", "&sort=-created_at"] {
        let answer = shop.get(&format!("/messages?per_page=100{query}")).await;
        let times = answer.column("sent_at");
        assert!(times.len() > 50);
        assert!(
            times
                .windows(2)
                .all(|pair| pair[0].as_str() >= pair[1].as_str()),
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_conversation_is_listed_by_its_id_and_tells_who_wrote() {
    let shop = Shop::open().await;
    let answer = shop.get("/messages?filter[interaction_id]=377").await;
    assert_eq!(answer.total(), 4);
    let senders = answer.column("sender_id");
    assert_eq!(senders[0], "15550100999", "the business number on own rows");
    assert_eq!(
        senders[1], "15550100142",
        "the customer's digits on incoming ones"
    );
    assert_eq!(
        shop.get("/messages?search=salt%20road&filter[interaction_id][in]=377,378")
            .await
            .total(),
        1
    );
    let rows = shop.get("/messages?filter[status]=failed").await;
    assert!(rows.total() > 0);
    let one = shop
        .get(&format!("/messages/{}", rows.data()[0]["id"]))
        .await;
    assert_eq!(one.data()["status"], "failed", "not double nested");
    assert!(one.data()["status_message"].is_string());
    let fine = shop.get("/messages?filter[status]=read").await;
    let one = shop
        .get(&format!("/messages/{}", fine.data()[0]["id"]))
        .await;
    assert!(one.data()["status_message"].is_null());
    assert_eq!(shop.get("/messages/1").await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn filtering_by_direction_faults_unless_the_server_knows_better() {
    let shop = Shop::open().await;
    let answer = shop.get("/messages?filter[direction]=inbound").await;
    assert_eq!((answer.status, answer.code()), (500, "INTERNAL_ERROR"));
    let quirks = Quirks::NONE;
    let shop = Shop::with(Options { quirks, ..quiet() }).await;
    let inbound = shop
        .get("/messages?filter[direction]=inbound&per_page=100")
        .await;
    assert!(
        inbound
            .column("sender_id")
            .iter()
            .all(|sender| sender != "15550100999")
    );
    let outbound = shop.get("/messages?filter[direction]=outbound").await;
    assert_eq!(
        inbound.total() + outbound.total(),
        shop.get("/messages").await.total()
    );
}

#[tokio::test]
async fn a_sent_template_is_stored_as_html_without_an_id_and_stays_sent() {
    let shop = Shop::open().await;
    let body = json!({
        "phone": "+15550100142", "template_name": "delivery_window", "language": "en_GB",
        "field_1": "Nadia <b>", "field_2": "A & B", "field_3": "9", "field_4": "10",
    });
    let sent = shop.post("/messages/template", body).await;
    assert_eq!(sent.data()["chat_message_id"], Value::Null);
    assert!(
        sent.data()["message_id"]
            .as_str()
            .unwrap()
            .starts_with("wamid.")
    );
    let rows = shop
        .get(&format!(
            "/messages?filter[interaction_id]={}",
            sent.data()["chat_id"]
        ))
        .await;
    let row = &rows.data()[0];
    assert_eq!(
        (&row["message_id"], &row["type"], &row["status"]),
        (&Value::Null, &json!("text"), &json!("sent"))
    );
    let html = "<p><strong>Your parcel</strong></p>\
                <p>Hi Nadia &lt;b&gt;, parcel A &amp; B comes today between 9 and 10 o’clock.</p>\
                <p><small>Blue Harbour Books</small></p>";
    assert_eq!(row["message"], html);
}

#[tokio::test]
async fn with_an_id_a_message_is_delivered_after_a_while() {
    let quirks = Quirks::NONE;
    let shop = Shop::with(Options { quirks, ..quiet() }).await;
    let body = json!({ "phone": "+15550100142", "template_name": "welcome_reader", "language": "de", "field_1": "Jo" });
    let sent = shop.post("/messages/template", body).await;
    let path = format!(
        "/messages?filter[interaction_id]={}&per_page=1",
        sent.data()["chat_id"]
    );
    let row = shop.get(&path).await.data()[0].clone();
    assert_eq!(row["message_id"], sent.data()["message_id"]);
    let moved = async {
        while shop.get(&path).await.data()[0]["status"] == "sent" {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), moved)
        .await
        .expect("delivered in time");
}

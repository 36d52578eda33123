//! The shop a server starts with.

use std::collections::BTreeSet;

use serde_json::Value;
use wacr_sandbox::{Options, magic::Magic};

use crate::harness::{Shop, quiet};

async fn everybody(shop: &Shop) -> Vec<Value> {
    let mut rows = Vec::new();
    loop {
        let page = rows.len() / 100 + 1;
        let answer = shop
            .get(&format!(
                "/contacts?sort=-updated_at&per_page=100&page={page}"
            ))
            .await;
        rows.extend(answer.data().as_array().unwrap().clone());
        if answer.body["meta"]["pagination"]["has_more"] == false {
            return rows;
        }
    }
}

#[tokio::test]
async fn the_newest_contacts_are_those_of_the_drawings() {
    let shop = Shop::with(Options {
        contacts: 1200,
        ..quiet()
    })
    .await;
    let rows = everybody(&shop).await;
    assert_eq!(rows.len(), 1200);
    let first: Vec<&str> = rows
        .iter()
        .take(6)
        .map(|row| row["firstname"].as_str().unwrap())
        .collect();
    assert_eq!(
        first,
        [
            "Nadia",
            "فاطمة الزهراء",
            "अनन्या",
            "Friederike",
            "诗涵",
            "Tomás"
        ]
    );
    let phones: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["phone"].as_str())
        .collect();
    assert_eq!(phones.len(), 1199, "one has no number");
    assert_eq!(phones.iter().collect::<BTreeSet<_>>().len(), phones.len());
    let emails: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["email"].as_str())
        .collect();
    assert_eq!(emails.iter().collect::<BTreeSet<_>>().len(), emails.len());
    let rehearsing = phones
        .iter()
        .filter(|phone| Magic::of(phone).is_some())
        .count();
    assert_eq!(rehearsing, 9, "only those named for it");
}

#[tokio::test]
async fn the_same_seed_gives_the_same_shop() {
    let names = async |seed: u64| -> Vec<(Value, Value, Value)> {
        let shop = Shop::with(Options {
            seed,
            contacts: 150,
            ..quiet()
        })
        .await;
        let rows = everybody(&shop).await;
        rows.iter()
            .map(|row| {
                (
                    row["id"].clone(),
                    row["firstname"].clone(),
                    row["phone"].clone(),
                )
            })
            .collect()
    };
    let (one, same, other) = (names(7).await, names(7).await, names(8).await);
    assert_eq!(one, same);
    assert_ne!(one, other);
}

#[tokio::test]
async fn templates_of_every_kind_are_there() {
    let shop = Shop::open().await;
    let answer = shop.get("/templates?per_page=100").await;
    let rows = answer.data().as_array().unwrap();
    let some = |test: &dyn Fn(&Value) -> bool| rows.iter().any(test);
    for format in ["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"] {
        assert!(some(&|row| row["header_data_format"] == format), "{format}");
    }
    for status in ["APPROVED", "PENDING", "REJECTED", "PAUSED"] {
        assert!(some(&|row| row["status"] == status), "{status}");
    }
    for category in ["MARKETING", "UTILITY", "AUTHENTICATION"] {
        assert!(some(&|row| row["category"] == category), "{category}");
    }
    for kind in ["QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "OTP"] {
        let holds = |row: &Value| {
            let buttons = row["buttons_data"].as_str().unwrap_or("[]");
            let buttons: Vec<Value> = serde_json::from_str(buttons).unwrap();
            buttons.iter().any(|button| button["type"] == kind)
        };
        assert!(some(&holds), "{kind}");
    }
    for count in 0..=4 {
        assert!(
            some(&|row| row["body_params_count"] == count),
            "{count} variables"
        );
    }
    let header = rows
        .iter()
        .find(|row| row["header_params_count"] == 1)
        .unwrap();
    assert_eq!(header["header_variable_value"], "[\"A-1029\"]");
    assert_eq!(header["body_variable_value"], "[[\"Nadia\",\"A-1029\"]]");
    let languages: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row["name"] == "spring_catalogue")
        .map(|row| row["language"].as_str().unwrap())
        .collect();
    assert_eq!(languages, BTreeSet::from(["ar", "de", "en_GB", "hi"]));
    let ids: BTreeSet<&str> = rows
        .iter()
        .map(|row| row["template_id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), rows.len());
}

#[tokio::test]
async fn no_contacts_at_all_is_a_shop_too() {
    let shop = Shop::with(Options {
        contacts: 0,
        ..quiet()
    })
    .await;
    assert_eq!(shop.get("/contacts").await.total(), 0);
    assert_eq!(shop.get("/messages").await.total(), 0);
    assert_eq!(shop.get("/groups").await.total(), 12);
}

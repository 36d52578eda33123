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
    assert_eq!(
        rehearsing,
        Magic::ALL.len(),
        "only those named for it, one each"
    );
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

/// A shop of the size the program starts with.
async fn whole_shop() -> Shop {
    Shop::with(Options {
        contacts: 1200,
        ..quiet()
    })
    .await
}

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_default()
}

/// Calling codes of the seed, longest first where one begins with another.
const CODES: &[&str] = &[
    "1", "20", "212", "234", "251", "254", "27", "30", "31", "33", "34", "351", "353", "358", "36",
    "380", "39", "420", "44", "46", "47", "48", "49", "52", "54", "55", "57", "61", "62", "66",
    "81", "82", "84", "86", "880", "90", "91", "92", "94", "966", "971", "972", "995",
];

#[tokio::test]
async fn contacts_come_from_many_countries_and_some_lost_their_plus_sign() {
    let rows = everybody(&whole_shop().await).await;
    let phones: Vec<&str> = rows
        .iter()
        .map(|row| text(row, "phone"))
        .filter(|phone| !phone.is_empty())
        .collect();
    let code = |phone: &&str| {
        CODES
            .iter()
            .copied()
            .filter(|code| phone.starts_with(code))
            .max_by_key(|code| code.len())
    };
    let with_plus: Vec<&str> = phones
        .iter()
        .filter_map(|phone| phone.strip_prefix('+'))
        .collect();
    let codes: BTreeSet<&str> = with_plus.iter().filter_map(code).collect();
    assert_eq!(codes.len(), CODES.len(), "{codes:?}");
    assert!(with_plus.iter().all(|phone| code(phone).is_some()));
    let bare = phones.len() - with_plus.len();
    assert!((6..=24).contains(&bare), "about one in a hundred: {bare}");
    for phone in phones {
        let digits = phone.trim_start_matches('+');
        assert!((7..=15).contains(&digits.len()), "{phone}");
        assert!(
            digits.bytes().all(|digit| digit.is_ascii_digit()),
            "{phone}"
        );
    }
}

#[tokio::test]
async fn the_same_person_is_there_under_both_forms_of_a_number() {
    let rows = everybody(&whole_shop().await).await;
    let named = |phone: &str| {
        let row = rows.iter().find(|row| row["phone"] == phone)?;
        Some((text(row, "firstname"), text(row, "lastname")))
    };
    // The longer form: what is left out of it, and after how many characters.
    for (code, extra, at) in [("+55", "9", 5), ("+521", "1", 3), ("+549", "9", 3)] {
        let twins = rows.iter().map(|row| text(row, "phone")).filter(|phone| {
            let long = phone.starts_with(code) && phone.get(at..at + 1) == Some(extra);
            let short = long.then(|| format!("{}{}", &phone[..at], &phone[at + 1..]));
            short.is_some_and(|short| named(&short).is_some() && named(&short) == named(phone))
        });
        assert!(twins.count() >= 2, "{code}");
    }
    assert!(
        named("15550100142").is_some() && named("+15550100142").is_some(),
        "one without its plus sign"
    );
}

#[tokio::test]
async fn names_are_of_many_scripts_and_lengths() {
    let rows = everybody(&whole_shop().await).await;
    let names: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {}", text(row, "firstname"), text(row, "lastname")))
        .collect();
    let scripts = [
        ("Latin", 'a'..='z'),
        ("Greek", 'α'..='ω'),
        ("Cyrillic", 'а'..='я'),
        ("Hebrew", 'א'..='ת'),
        ("Arabic", 'ا'..='ي'),
        ("Devanagari", 'अ'..='ह'),
        ("Bengali", 'অ'..='হ'),
        ("Tamil", 'அ'..='ஹ'),
        ("Sinhala", 'අ'..='ෆ'),
        ("Thai", 'ก'..='ฮ'),
        ("Georgian", 'ა'..='ჰ'),
        ("Ethiopic", 'ሀ'..='ፐ'),
        ("Hangul", '가'..='힣'),
        ("Kana", 'ぁ'..='ヿ'),
        ("Han", '一'..='龥'),
        ("emoji", '🌊'..='📚'),
    ];
    for (script, letters) in scripts {
        assert!(
            names
                .iter()
                .any(|name| name.chars().any(|letter| letters.contains(&letter))),
            "{script}"
        );
    }
    let longest = rows
        .iter()
        .map(|row| text(row, "firstname").chars().count())
        .max();
    assert!(
        (150..=191).contains(&longest.unwrap()),
        "as long as the column, and no longer"
    );
    assert!(names.iter().any(|name| name.trim().chars().count() <= 3));
    assert!(
        rows.iter().any(|row| text(row, "firstname").contains("  ")),
        "spaces inside"
    );
    assert!(
        rows.iter()
            .any(|row| text(row, "description").contains('\n'))
    );
    let with_mail = rows.iter().filter(|row| row["email"].is_string()).count();
    assert!((500..=900).contains(&with_mail));
    let companies: BTreeSet<&str> = rows.iter().map(|row| text(row, "company")).collect();
    let cities: BTreeSet<&str> = rows.iter().map(|row| text(row, "city")).collect();
    assert!(
        companies.len() > 60 && cities.len() > 90,
        "{} {}",
        companies.len(),
        cities.len()
    );
}

#[tokio::test]
async fn templates_try_whatever_a_client_must_bear() {
    let shop = Shop::open().await;
    let answer = shop.get("/templates?per_page=100").await;
    let rows = answer.data().as_array().unwrap();
    assert!(rows.len() >= 40, "{}", rows.len());
    let count = |test: &dyn Fn(&Value) -> bool| rows.iter().filter(|row| test(row)).count();
    let body = |row: &Value| text(row, "body_data").to_owned();
    for status in [
        "APPROVED",
        "PENDING",
        "REJECTED",
        "PAUSED",
        "DISABLED",
        "IN_APPEAL",
        "ARCHIVED",
    ] {
        assert!(count(&|row| row["status"] == status) > 0, "{status}");
    }
    let codes: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row["category"] == "AUTHENTICATION" && row["status"] == "APPROVED")
        .map(|row| text(row, "language"))
        .collect();
    assert!(codes.len() >= 5, "{codes:?}");
    for kind in [
        "FLOW",
        "COPY_CODE",
        "OTP",
        "URL",
        "PHONE_NUMBER",
        "QUICK_REPLY",
    ] {
        assert!(
            count(&|row| text(row, "buttons_data").contains(&format!("\"{kind}\""))) > 0,
            "{kind}"
        );
    }
    let variable_address = |row: &Value| text(row, "buttons_data").contains("/o/{{1}}");
    assert!(count(&variable_address) > 0);
    assert!(count(&|row| row["body_data"].is_null()) > 0, "a carousel");
    assert!(count(&|row| row["body_params_count"] == 12) > 0);
    assert!(
        count(&|row| body(row).matches("{{1}}").count() == 3) > 0,
        "the same place three times"
    );
    assert!(
        count(&|row| body(row).contains("{{first_name}}")) >= 2,
        "named places"
    );
    assert!(
        count(&|row| (1_000..=1_024).contains(&body(row).chars().count())) > 0,
        "nearly too long"
    );
    assert!(count(&|row| body(row).contains("👩‍👩‍👧‍👦") && body(row).contains("\n\n")) > 0);
    for language in ["ar", "he", "ur", "fa"] {
        assert!(count(&|row| row["language"] == language) > 0, "{language}");
    }
    let languages = |name: &str| count(&|row| row["name"] == name);
    assert!(languages("login_code") >= 5 && languages("spring_catalogue") == 4);
    let statuses = |name: &str| -> BTreeSet<&str> {
        let of_name = rows.iter().filter(|row| row["name"] == name);
        of_name.map(|row| text(row, "status")).collect()
    };
    assert_eq!(
        statuses("one_language_refused"),
        BTreeSet::from(["APPROVED", "REJECTED"])
    );
    let decoded =
        |row: &Value| serde_json::from_str::<Value>(text(row, "body_variable_value")).ok();
    assert!(
        count(&|row| decoded(row).is_some_and(|value| value.is_array())) > 10,
        "encoded once"
    );
    let twice = |row: &Value| {
        let inner = decoded(row).and_then(|value| value.as_str().map(str::to_owned));
        inner.is_some_and(|inner| serde_json::from_str::<Vec<Vec<String>>>(&inner).is_ok())
    };
    assert!(count(&twice) >= 3, "encoded twice");
}

#[tokio::test]
async fn conversations_hold_every_kind_and_every_end() {
    let shop = whole_shop().await;
    let mut rows: Vec<Value> = Vec::new();
    for page in 1.. {
        let answer = shop
            .get(&format!("/messages?per_page=100&page={page}"))
            .await;
        rows.extend(answer.data().as_array().unwrap().clone());
        if answer.body["meta"]["pagination"]["has_more"] == false {
            break;
        }
    }
    let ours = |row: &&Value| row["sender_id"] == "15550100999";
    for status in ["sent", "delivered", "read", "failed"] {
        assert!(
            rows.iter().filter(ours).any(|row| row["status"] == status),
            "{status}"
        );
    }
    for kind in ["text", "image", "document", "audio", "video", "interactive"] {
        assert!(
            rows.iter().filter(ours).any(|row| row["type"] == kind),
            "{kind}"
        );
    }
    for kind in [
        "text", "image", "audio", "button", "location", "contacts", "sticker",
    ] {
        assert!(
            rows.iter()
                .filter(|row| !ours(row))
                .any(|row| row["type"] == kind),
            "{kind}"
        );
    }
    assert!(rows.iter().any(|row| row["is_read"] == false));
    // The window: when the customer last wrote, by conversation.
    let mut wrote: std::collections::BTreeMap<u64, jiff::Timestamp> = Default::default();
    for row in rows.iter().filter(|row| !ours(row)) {
        let at: jiff::Timestamp = text(row, "sent_at").parse().unwrap();
        let last = wrote
            .entry(row["interaction_id"].as_u64().unwrap())
            .or_insert(at);
        *last = at.max(*last);
    }
    let day = jiff::Timestamp::now().as_second() - 86_400;
    let open = wrote.values().filter(|at| at.as_second() > day).count();
    assert!(
        open >= 10 && wrote.len() - open >= 10,
        "{open} of {}",
        wrote.len()
    );
    let chat = rows.iter().find(|row| row["type"] == "sticker").unwrap()["sender_id"].clone();
    assert!(!chat.as_str().unwrap().is_empty());
    let with_reason = rows
        .iter()
        .find(|row| row["status"] == "failed" && row["type"] == "image")
        .unwrap();
    let one = shop.get(&format!("/messages/{}", with_reason["id"])).await;
    assert_eq!(one.data()["status_message"], "Media upload error");
    assert_eq!(one.data()["url"], "1772447500_shelf.png");
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

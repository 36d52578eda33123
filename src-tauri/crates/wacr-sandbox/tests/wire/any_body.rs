//! Bodies nobody would write, made from the contract's schemas: whatever comes, the answer is one the contract knows.

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Map, Value, json};

use crate::contract;
use crate::harness::Shop;

/// Calls with a body, and a path that leads to something.
const CALLS: &[(&str, &str)] = &[
    ("POST", "/auth/send-otp"),
    ("POST", "/auth/resend"),
    ("POST", "/auth/verify"),
    ("POST", "/auth/status"),
    ("POST", "/comments/15550100142"),
    ("POST", "/contacts"),
    ("PATCH", "/contacts/510"),
    ("POST", "/contacts/batch"),
    ("DELETE", "/contacts/batch"),
    ("POST", "/groups"),
    ("PATCH", "/groups/13"),
    ("POST", "/groups/12/contacts"),
    ("DELETE", "/groups/12/contacts"),
    ("POST", "/messages/text"),
    ("POST", "/messages/template"),
    ("POST", "/messages/media"),
    ("POST", "/messages/interactive"),
    ("POST", "/sources"),
    ("PATCH", "/sources/5"),
    ("POST", "/statuses"),
    ("PATCH", "/statuses/6"),
];
/// Bodies of each kind for each call.
const BODIES: u64 = 40;

/// Values that lead somewhere, so that more than the first check is reached.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "phone",
        &[
            "+15550100142",
            "15550100142",
            "+1 (555) 010-7700",
            "+353209120142",
            "+15550109001",
        ],
    ),
    (
        "template_name",
        &[
            "welcome_reader",
            "login_code",
            "order_ready",
            "spring_catalogue",
        ],
    ),
    ("language", &["en_GB", "en_US", "en"]),
    ("code", &["481516"]),
    ("type", &["lead", "customer", "guest", "button", "list"]),
    ("media_type", &["image", "document", "audio"]),
    (
        "media_url",
        &[
            "https://media.example.com/a.jpg",
            "https://media.example.com/a.pdf",
        ],
    ),
    ("email", &["iris@example.com", "not-an-address"]),
    ("color", &["#9C27B0", "purple"]),
];
const WORDS: &[&str] = &[
    "Nadia",
    "Ñuñez Íñiguez",
    "فاطمة الزهراء",
    "अनन्या कृष्णमूर्ति",
    "欧阳诗涵",
    "さくら",
    "김민서",
    "Зоя",
    "Παπαδοπούλου",
    "👩🏽‍💻",
    "e\u{301}",
    "\u{202e}abc\u{202c}",
    "<b>bold</b>",
    "O'Brien; DROP TABLE",
    "{contact_first_name}",
    "@{x}",
    "{{1}}",
    "%_%",
    "a\nb\tc",
    " ",
    "\u{0}",
    "\\",
    "\"",
    "0",
    "-1",
    "1e9",
    "true",
    "null",
];

struct Maker(StdRng);

impl Maker {
    fn chance(&mut self, percent: u32) -> bool {
        self.0.random_ratio(percent, 100)
    }

    fn word(&mut self) -> String {
        WORDS
            .choose(&mut self.0)
            .copied()
            .unwrap_or_default()
            .to_owned()
    }

    /// A value the schema allows, mostly.
    fn value(&mut self, schema: &'static Value, name: &str) -> Value {
        let schema = contract::resolve(schema);
        if let Some(choices) = schema["oneOf"].as_array() {
            let at = self.0.random_range(0..choices.len());
            return self.value(&choices[at], name);
        }
        if !schema["const"].is_null() {
            return schema["const"].clone();
        }
        if let Some(choices) = schema["enum"].as_array() {
            let at = self.0.random_range(0..choices.len());
            return choices[at].clone();
        }
        let kinds: Vec<&str> = match &schema["type"] {
            Value::String(kind) => vec![kind],
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => vec!["string"],
        };
        match *kinds.choose(&mut self.0).unwrap_or(&"string") {
            "object" => self.object(schema),
            "array" => {
                let least = schema["minItems"].as_u64().unwrap_or(0);
                let count = self.0.random_range(least..=least + 3);
                (0..count)
                    .map(|_| self.value(&schema["items"], name))
                    .collect()
            }
            "integer" => json!(
                *[1, 4, 5, 7, 12, 13, 501, 510, 999_999]
                    .choose(&mut self.0)
                    .unwrap_or(&1)
            ),
            "boolean" => json!(self.chance(50)),
            "null" => Value::Null,
            _ => self.text(schema, name).into(),
        }
    }

    fn text(&mut self, schema: &Value, name: &str) -> String {
        let known = KNOWN.iter().find(|(field, _)| *field == name);
        if let Some((_, texts)) = known.filter(|_| self.chance(85)) {
            return texts
                .choose(&mut self.0)
                .copied()
                .unwrap_or_default()
                .to_owned();
        }
        let most = schema["maxLength"].as_u64().unwrap_or(80).min(200) as usize;
        let mut text = self.word();
        while self.chance(30) {
            text += &self.word();
        }
        text.chars().take(most).collect()
    }

    fn object(&mut self, schema: &'static Value) -> Value {
        let required = |name: &str| {
            let names = schema["required"].as_array();
            names.is_some_and(|names| names.iter().any(|required| required == name))
        };
        let mut object = Map::new();
        for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
            if required(name) || self.chance(40) {
                object.insert(name.clone(), self.value(schema, name));
            }
        }
        object.into()
    }

    /// Spoils a value somewhere: another type, too long, too many, missing, unknown.
    fn spoil(&mut self, value: &mut Value) {
        match value {
            Value::Object(object) if !object.is_empty() && self.chance(85) => {
                let names: Vec<String> = object.keys().cloned().collect();
                let Some(name) = names.choose(&mut self.0) else {
                    return;
                };
                if self.chance(25) {
                    object.remove(name);
                } else if let Some(inner) = object.get_mut(name) {
                    self.spoil(inner);
                }
            }
            Value::Array(list) if !list.is_empty() && self.chance(70) => {
                let at = self.0.random_range(0..list.len());
                self.spoil(&mut list[at]);
            }
            other => *other = self.odd(),
        }
    }

    fn odd(&mut self) -> Value {
        match self.0.random_range(0..9) {
            0 => Value::Null,
            1 => json!([]),
            2 => json!({}),
            3 => json!("x".repeat(5_001)),
            4 => json!(-1),
            5 => json!(1.5),
            6 => json!([[["deep"]], { "a": null }]),
            7 => json!(18_446_744_073_709_551_615_u64),
            _ => self.word().into(),
        }
    }
}

/// The faults of its own a server may answer with: refused by WhatsApp, and columns narrower than the checks.
fn explained(answer: &Value) -> bool {
    let error = &answer["error"];
    let reason = error["details"]["error"].as_str().unwrap_or_default();
    error["code"] == "MESSAGE_SEND_FAILED"
        || (error["code"] == "INTERNAL_ERROR" && reason.starts_with("Data too long"))
}

#[tokio::test]
async fn whatever_body_comes_the_answer_is_one_of_the_contract() {
    let shop = Shop::plain().await;
    let mut taken = 0;
    let mut refused = 0;
    for (method, path) in CALLS {
        let schema =
            contract::body(method, path).unwrap_or_else(|| panic!("{method} {path} has no body"));
        for seed in 0..BODIES * 2 {
            let mut maker = Maker(StdRng::seed_from_u64(seed));
            let mut body = maker.value(schema, "");
            for _ in 0..seed % 2 * 2 {
                maker.spoil(&mut body);
            }
            // The harness judges status and shape by the contract.
            let answer = shop.call(method, path, Some(body.clone())).await;
            // The contract knows no 422 for this call, so what is no list of ids is a fault.
            let unlisted = (*method, *path) == ("DELETE", "/contacts/batch");
            assert!(
                answer.status != 500 || unlisted || explained(&answer.body),
                "{method} {path}, seed {seed}: {body}\n{:#}",
                answer.body
            );
            match answer.status {
                200..=299 => taken += 1,
                _ => refused += 1,
            }
        }
    }
    assert!(
        taken > 100 && refused > 100,
        "{taken} taken, {refused} refused: one side is not tried"
    );
    assert_eq!(shop.get("/account").await.status, 200);
}

#[tokio::test]
async fn a_body_that_lacks_what_is_required_changes_nothing() {
    let shop = Shop::plain().await;
    for (method, path) in CALLS {
        let schema = contract::resolve(contract::body(method, path).unwrap());
        // A missing list of contacts or ids counts as an empty one (contract 16.6 and 16.7); an update may lack all.
        if path.ends_with("/batch") || (*method == "PATCH" && path.starts_with("/contacts")) {
            continue;
        }
        let schemas: Vec<&Value> = match schema["oneOf"].as_array() {
            Some(choices) => choices.iter().map(contract::resolve).collect(),
            None => vec![schema],
        };
        for schema in schemas {
            for name in schema["required"].as_array().into_iter().flatten() {
                let name = name.as_str().unwrap();
                // A number that lets every other check pass.
                let mut body = Maker(StdRng::seed_from_u64(7)).object(schema);
                body.as_object_mut().unwrap().remove(name);
                let answer = shop.call(method, path, Some(body.clone())).await;
                // Sends of media look at the address first, which may not be given because a file is.
                let code = if path.starts_with("/comments") {
                    422
                } else {
                    answer.status
                };
                assert!(
                    (400..500).contains(&code),
                    "{method} {path} without {name}: {} {body}",
                    answer.status
                );
            }
        }
    }
    assert!(shop.sandbox.messages_created().is_empty());
}

//! Sending reply buttons or a list to pick from (contract 18.4).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::delivery::{self, Accepted, To, digits};
use crate::clock::iso;
use crate::envelope::Answer;
use crate::operations::Call;
use crate::rows::Message;
use crate::state::State;
use crate::validation::Checker;

/// Rows of a list over all its sections; WhatsApp counts them, the API does not.
const MOST_ROWS: usize = 10;
/// Characters of a section's title, of a button's id and of a row's id, for WhatsApp.
const SECTION_TITLE: usize = 24;
const BUTTON_ID: usize = 256;
const ROW_ID: usize = 200;

pub(crate) fn send(state: &mut State, call: &Call<'_>) -> Answer {
    let mut body = Checker::new(&call.input);
    let phone = body.required("phone", 0);
    let kind = body.one_of("type", &["button", "list"]);
    let text = body.required("body_text", 1_024);
    body.optional("header_text", 60);
    body.optional("footer_text", 60);
    let contact_id = body.integer("contact_id", false).flatten();
    match kind.as_str() {
        "button" => body.objects("buttons", 1, 3, |button| {
            button.required("id", 0);
            button.required("title", 20);
        }),
        "list" => {
            body.required("list_button_text", 20);
            body.objects("sections", 1, 10, |section| {
                section.required("title", 0);
                section.objects("rows", 1, usize::MAX, |row| {
                    row.required("id", 0);
                    row.required("title", 24);
                    row.optional("description", 72);
                });
            });
        }
        _ => {}
    }
    body.finish()?;
    let digits = digits(&phone);
    let to = To {
        digits: &digits,
        contact_id,
        ..To::default()
    };
    let opened = delivery::open(state, &to, call.now)?;
    delivery::unreachable(&digits, opened.magic)?;
    if let Some(reason) = refused(&call.input, &kind) {
        return Err(delivery::refused(reason));
    }
    let accepted = Accepted {
        digits: &digits,
        opened: &opened,
        what: "interactive",
        row: Some(Message {
            kind: "interactive".into(),
            text: text.clone(),
            fate: delivery::arrives_in_window(state, &digits, opened.magic, call.now),
            ..Message::default()
        }),
        tracked: true,
        text,
        template: None,
        media: None,
        code: None,
    };
    let stored = delivery::store(state, accepted, call.now);
    let data = json!({
        "message_id": stored.wamid,
        "contact_id": opened.contact.id,
        "phone": digits,
        "type": kind,
        "status": "sent",
        "sent_at": iso(call.now),
        "chat_id": stored.chat_id,
        "chat_message_id": stored.row_id,
    });
    delivery::answer(data, "Interactive message sent successfully", opened.magic)
}

/// What WhatsApp refuses and the API lets through (whatsapp-facts section 9).
fn refused(input: &Map<String, Value>, kind: &str) -> Option<&'static str> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    if kind == "button" {
        let buttons = list(&input["buttons"]);
        return match () {
            () if repeats(&buttons, "id") || repeats(&buttons, "title") => {
                Some("(#131009) Parameter value is not valid: a button is repeated")
            }
            () if longest(&buttons, "id") > BUTTON_ID => {
                Some("(#131009) Parameter value is not valid: a button id is too long")
            }
            () => None,
        };
    }
    let sections = list(&input["sections"]);
    let rows: Vec<Value> = sections
        .iter()
        .flat_map(|section| list(&section["rows"]))
        .collect();
    match () {
        () if rows.len() > MOST_ROWS => {
            Some("(#131009) Parameter value is not valid: more than 10 rows")
        }
        () if repeats(&rows, "id") => {
            Some("(#131009) Parameter value is not valid: a row id is repeated")
        }
        () if longest(&rows, "id") > ROW_ID => {
            Some("(#131009) Parameter value is not valid: a row id is too long")
        }
        () if longest(&sections, "title") > SECTION_TITLE => {
            Some("(#100) Invalid parameter: a section title has more than 24 characters")
        }
        () => None,
    }
}

fn repeats(objects: &[Value], field: &str) -> bool {
    let texts: BTreeSet<&str> = objects
        .iter()
        .filter_map(|object| object[field].as_str())
        .collect();
    texts.len() < objects.len()
}

fn longest(objects: &[Value], field: &str) -> usize {
    let texts = objects.iter().filter_map(|object| object[field].as_str());
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}

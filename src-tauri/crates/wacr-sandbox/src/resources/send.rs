//! Sending a template (contract 18.2).

use serde_json::{Value, json};

use super::delivery::{self, Accepted};
use super::order::{self, MOST_VALUES, Order};
use crate::clock::iso;
use crate::envelope::Answer;
use crate::magic::Magic;
use crate::merge;
use crate::operations::Call;
use crate::quirks::Quirk;
use crate::render::{Rendered, render};
use crate::state::State;
use crate::template::{Header, Template};

/// Characters of a body with its values.
const LONGEST_BODY: usize = 1_024;

pub(crate) fn template(state: &mut State, call: &Call<'_>) -> Answer {
    let order = order::check(state, call)?;
    let magic = Magic::of(&order.digits);
    delivery::slow_down(state, &order.digits, call.now)?;
    let contact = delivery::recipient(state, &order.digits, order.contact_id, call.now)?;
    delivery::refuse_opted_out(&contact, magic)?;
    let starts_conversation = delivery::starts_conversation(state, &order.digits, magic, call.now)?;
    let fill = |value: &String| merge::fill(value, &contact, state);
    let header = order.header.as_ref().map(fill);
    let values: Vec<String> = order.values.iter().map(fill).collect();
    let rendered = render(
        &order.template,
        header.as_deref(),
        order.media.as_deref(),
        &values,
    );
    if let Some(reason) = refused(state, &order, &rendered, magic) {
        return Err(delivery::refused(reason));
    }
    let accepted = Accepted {
        digits: &order.digits,
        contact_id: contact.id,
        starts_conversation,
        stored: rendered.html(),
        text: rendered.body,
        template_name: order.template.name,
        language: order.template.language,
        tracked: !state.quirks.has(Quirk::TemplateRowsUntracked),
    };
    let (chat_id, wamid) = delivery::store(state, accepted, call.now);
    let data = json!({
        "message_id": wamid,
        "contact_id": contact.id,
        "phone": order.digits,
        "template_name": order.template.name,
        "language": order.template.language,
        "status": "sent",
        "sent_at": iso(call.now),
        "chat_id": chat_id,
        "chat_message_id": Value::Null,
    });
    delivery::answer(data, "Template message sent successfully", magic)
}

/// WhatsApp's own reasons, in its words: a code, then a sentence.
fn refused(
    state: &State,
    order: &Order,
    rendered: &Rendered,
    magic: Option<Magic>,
) -> Option<&'static str> {
    let template = &order.template;
    let given = |at: usize| {
        let value = order.buttons.get(at).and_then(Option::as_ref);
        value.is_some() && !state.quirks.has(Quirk::ButtonValuesDropped)
    };
    let mut buttons = template.buttons().iter().enumerate();
    let value_missing = buttons.any(|(at, button)| {
        let url = button["url"].as_str().unwrap_or_default();
        button["type"] == "COPY_CODE" || (url.contains("{{") && !given(at))
    });
    let unreachable = order
        .media
        .as_deref()
        .and_then(|media| url::Url::parse(media).ok());
    let unreachable = unreachable.is_some_and(|url| {
        url.host_str()
            .is_some_and(|host| host.ends_with(".invalid"))
    });
    let reason = match magic {
        Some(Magic::NotOnWhatsApp) => "(#131026) Message undeliverable",
        Some(Magic::TemplatePaused) => "(#132015) Template is paused",
        _ if !(7..=15).contains(&order.digits.len()) => "(#100) Invalid parameter",
        _ if template.body.is_none() || template.header == Header::Location => {
            "(#132012) Parameter format does not match format in the created template"
        }
        _ if named(template) || template.body_params() > MOST_VALUES => {
            "(#132000) Number of parameters does not match the expected number of params"
        }
        _ if value_missing => "(#131008) Required parameter is missing",
        _ if unreachable => "(#131053) Media upload error",
        _ if rendered.body.chars().count() > LONGEST_BODY => "(#132005) Translated text too long",
        _ => return None,
    };
    Some(reason)
}

/// Whether a place of the body has a name instead of a number.
fn named(template: &Template) -> bool {
    let places = template.body.unwrap_or_default().split("{{").skip(1);
    places
        .filter_map(|place| place.split_once("}}"))
        .any(|(name, _)| name.trim().parse::<u32>().is_err())
}

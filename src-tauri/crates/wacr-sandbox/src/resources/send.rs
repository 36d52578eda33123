//! Sending a template (contract 18.2).

use serde_json::json;

use super::delivery::{self, Accepted, To};
use super::files;
use super::order::{self, MOST_VALUES, Order};
use crate::clock::iso;
use crate::envelope::Answer;
use crate::magic::Magic;
use crate::merge;
use crate::operations::Call;
use crate::quirks::Quirk;
use crate::render::{Rendered, render};
use crate::rows::Message;
use crate::state::State;
use crate::template::{Header, Template};

/// Characters of a body with its values.
const LONGEST_BODY: usize = 1_024;

pub(crate) fn template(state: &mut State, call: &Call<'_>) -> Answer {
    let order = order::check(state, call)?;
    let to = To {
        digits: &order.digits,
        contact_id: order.contact_id,
        ..To::default()
    };
    let opened = delivery::open(state, &to, call.now)?;
    let contact = &opened.contact;
    let fill = |value: &String| merge::fill(value, contact, state, " ");
    let header = order.header.as_ref().map(fill);
    let values: Vec<String> = order.values.iter().map(fill).collect();
    let rendered = render(
        &order.template,
        header.as_deref(),
        order.media.as_deref(),
        &values,
    );
    delivery::unreachable(&order.digits, opened.magic)?;
    if let Some(reason) = refused(state, &order, &rendered, opened.magic) {
        return Err(delivery::refused(reason));
    }
    let tracked = !state.quirks.has(Quirk::TemplateRowsUntracked);
    let accepted = Accepted {
        digits: &order.digits,
        opened: &opened,
        what: "template",
        row: Some(Message {
            text: rendered.html(),
            fate: delivery::arrives(state),
            ..Message::default()
        }),
        tracked,
        text: rendered.body,
        template: Some((order.template.name, order.template.language)),
        media: order.media.as_deref(),
        code: None,
    };
    let stored = delivery::store(state, accepted, call.now);
    let data = json!({
        "message_id": stored.wamid,
        "contact_id": contact.id,
        "phone": order.digits,
        "template_name": order.template.name,
        "language": order.template.language,
        "status": "sent",
        "sent_at": iso(call.now),
        "chat_id": stored.chat_id,
        "chat_message_id": stored.row_id.filter(|_| tracked),
    });
    delivery::answer(data, "Template message sent successfully", opened.magic)
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
    let unreachable = order.media.as_deref().is_some_and(files::unreachable);
    let reason = match magic {
        Some(Magic::TemplatePaused) => "(#132015) Template is paused",
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

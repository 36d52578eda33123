//! Sending a template (contract 18.2).

use serde_json::{Value, json};

use super::contacts::{blank, check_widths, room_for_one};
use crate::clock::iso;
use crate::envelope::{Aftermath, Answer, Reply};
use crate::magic::Magic;
use crate::merge;
use crate::operations::Call;
use crate::render::{Rendered, render};
use crate::state::{BUSINESS_NUMBER, Chat, Contact, CreatedMessage, Fate, Message, State};
use crate::template::{Header, Template};
use crate::validation::Checker;

/// A conversation is open for so many seconds after its last activity, and a send in it is free of the quota.
const OPEN: i64 = 24 * 3_600;
/// How long a number that rehearses a 429 asks to wait, and how long it then lets sends through.
const SLOW_DOWN: i64 = 3;
const SLOW_DOWN_EVERY: i64 = 60;
/// How long a slow number takes, in milliseconds.
const SLOW_ANSWER: u64 = 8_000;
/// Body values the API has fields for.
const MOST_VALUES: usize = 10;
/// Button values the API has fields for.
const BUTTON_VALUES: usize = 3;
/// Characters of a body with its values.
const LONGEST_BODY: usize = 1_024;

const MEGABYTE: usize = 1024 * 1024;

/// Media kinds of a header: WhatsApp's name, the name in the fields, extensions, largest file.
const MEDIA: &[(&str, &str, &[&str], usize)] = &[
    ("IMAGE", "image", &["jpg", "jpeg", "png"], 5 * MEGABYTE),
    ("VIDEO", "video", &["mp4", "3gp"], 16 * MEGABYTE),
    (
        "DOCUMENT",
        "document",
        &["pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt"],
        100 * MEGABYTE,
    ),
];

/// What a valid call asks for.
struct Order {
    digits: String,
    contact_id: Option<u64>,
    template: Template,
    header: Option<String>,
    /// Address or file name of the header's media.
    media: Option<String>,
    values: Vec<String>,
    /// The values given for the first buttons.
    buttons: Vec<Option<String>>,
}

pub(crate) fn template(state: &mut State, call: &Call<'_>) -> Answer {
    let order = check(state, call)?;
    let magic = Magic::of(&order.digits);
    if magic == Some(Magic::SlowDown) {
        slow_down(state, &order.digits, call.now)?;
    }
    let contact = recipient(state, &order, call.now)?;
    if contact.opted_out || magic == Some(Magic::OptedOut) {
        return Err(Reply::error(
            403,
            "CONTACT_OPTED_OUT",
            "The contact has opted out of messages.",
            Value::Null,
        ));
    }
    let free = state
        .chats
        .get(&order.digits)
        .is_some_and(|chat| call.now - chat.last_activity < OPEN);
    if magic == Some(Magic::PlanFull) || (!free && state.conversations.full()) {
        return Err(Reply::error(
            403,
            "FEATURE_LIMIT_EXCEEDED",
            "The plan's conversations of this month are used up.",
            Value::Null,
        ));
    }
    let fill = |value: &String| merge::fill(value, &contact, state);
    let header = order.header.as_ref().map(fill);
    let values: Vec<String> = order.values.iter().map(fill).collect();
    let rendered = render(
        &order.template,
        header.as_deref(),
        order.media.as_deref(),
        &values,
    );
    if let Some(refusal) = refused(state, &order, &rendered, magic) {
        return Err(Reply::error(
            500,
            "MESSAGE_SEND_FAILED",
            "The message was not sent.",
            json!({ "error": refusal }),
        ));
    }
    if !free {
        state.conversations.used += 1;
    }
    let (chat_id, wamid) = store(state, &order, &contact, &rendered, call.now);
    if magic == Some(Magic::LateFault) {
        return Err(Reply::internal(
            "Record could not be written after the send",
        ));
    }
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
    let mut reply = Reply::done(data, "Template message sent successfully");
    reply.aftermath = match magic {
        Some(Magic::AnswerLost) => Aftermath::Lost,
        Some(Magic::Slow) => Aftermath::Slowly(SLOW_ANSWER),
        _ => Aftermath::Answer,
    };
    Ok(reply)
}

/// Fields, then the template, then its values, then its media.
fn check(state: &State, call: &Call<'_>) -> Result<Order, Reply> {
    let mut body = Checker::new(&call.input);
    let phone = body.text("phone", true, 0).flatten().unwrap_or_default();
    let name = body
        .text("template_name", true, 0)
        .flatten()
        .unwrap_or_default();
    let language = body
        .text("language", true, 10)
        .flatten()
        .unwrap_or_default();
    let contact_id = body.integer("contact_id", false).flatten();
    body.text("header_document_name", false, 255);
    body.text("header_field_1", false, 0);
    let buttons =
        (0..BUTTON_VALUES).map(|at| body.text(&format!("button_{at}"), false, 0).flatten());
    let buttons = buttons.collect();
    for number in 1..=MOST_VALUES {
        body.text(&format!("field_{number}"), false, 0);
    }
    for (_, kind, _, _) in MEDIA {
        let field = format!("header_{kind}_url");
        let url = body.text(&field, false, 0).flatten();
        if url.is_some_and(|url| !is_web_address(&url)) {
            body.fail(
                &field,
                &format!("The header {kind} url field must be a valid URL."),
            );
        }
    }
    body.finish()?;
    let fits =
        |row: &&Template| row.status == "APPROVED" && row.name == name && row.language == language;
    let template = state.templates.iter().find(fits).cloned();
    let template = template.ok_or_else(|| Reply::not_found("Template"))?;

    let mut missing: Vec<String> = Vec::new();
    let mut value = |field: &str| {
        let text = call.input.get(field).and_then(Value::as_str);
        if text.is_none() {
            missing.push(format!("The {field} is required for this template."));
        }
        text.map(clean).unwrap_or_default()
    };
    let header = (template.header_params() > 0).then(|| value("header_field_1"));
    let count = template.body_params().min(MOST_VALUES);
    let values = (1..=count)
        .map(|number| value(&format!("field_{number}")))
        .collect();
    let media = match &template.header {
        Header::Media(format, _) => header_media(format, call)?,
        _ => None,
    };
    if media.is_none() && matches!(template.header, Header::Media(..)) {
        missing.insert(0, "The header media is required for this template.".into());
    }
    if !missing.is_empty() {
        return Err(Reply::invalid(json!({ "template_fields": missing })));
    }
    Ok(Order {
        digits: phone.chars().filter(char::is_ascii_digit).collect(),
        contact_id,
        template,
        header,
        media,
        values,
        buttons,
    })
}

/// The address or the file given for a media header; 422 when its extension or size is refused.
fn header_media(format: &str, call: &Call<'_>) -> Result<Option<String>, Reply> {
    let Some((_, kind, extensions, most)) = MEDIA.iter().find(|(known, ..)| *known == format)
    else {
        return Ok(None);
    };
    let refuse = |sentence: String| Err(Reply::invalid(json!({ "header_media": [sentence] })));
    let allowed = extensions.join(", ");
    let file = format!("header_{kind}_file");
    if let Some(upload) = call.uploads.iter().find(|upload| upload.field == file) {
        let extension = extension(&upload.file_name).unwrap_or_default();
        if !extensions.contains(&extension.as_str()) {
            return refuse(format!("The {kind} file must be one of: {allowed}."));
        }
        if upload.bytes > *most {
            let megabytes = most / MEGABYTE;
            return refuse(format!(
                "The {kind} file must not be larger than {megabytes} MB."
            ));
        }
        return Ok(Some(upload.file_name.clone()));
    }
    let url = call
        .input
        .get(&format!("header_{kind}_url"))
        .and_then(Value::as_str);
    let Some(url) = url else {
        return Ok(None);
    };
    let path = url::Url::parse(url)
        .map(|url| url.path().to_owned())
        .unwrap_or_default();
    if extension(&path).is_some_and(|extension| !extensions.contains(&extension.as_str())) {
        return refuse(format!("The {kind} address must end in one of: {allowed}."));
    }
    Ok(Some(url.to_owned()))
}

/// The contact written to: the one named, the one with this number, or a new one.
fn recipient(state: &mut State, order: &Order, now: i64) -> Result<Contact, Reply> {
    let phone = format!("+{}", order.digits);
    if let Some(id) = order.contact_id {
        let contact = state
            .contact(id)
            .filter(|contact| contact.phone.as_deref() == Some(&phone));
        return contact.cloned().ok_or_else(|| Reply::not_found("Contact"));
    }
    if let Some(contact) = state.contact_by_phone(&phone) {
        return Ok(contact.clone());
    }
    room_for_one(state)?;
    let first_of = |rows: &[crate::state::Label], role: &str| {
        let row = rows.first().map(|row| row.id);
        row.ok_or_else(|| {
            let details = json!({ "missing_config": { role: "No default is set." } });
            Reply::error(
                422,
                "VALIDATION_ERROR",
                "The contact could not be created.",
                details,
            )
        })
    };
    let contact = Contact {
        firstname: order.digits.clone(),
        phone: Some(phone),
        status_id: first_of(&state.statuses, "lead_status")?,
        source_id: first_of(&state.sources, "lead_source")?,
        ..blank(now)
    };
    check_widths(&contact)?;
    let id = state.insert_contact(contact);
    state
        .contact(id)
        .cloned()
        .ok_or_else(|| Reply::not_found("Contact"))
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
        value.is_some() && !state.quirks.button_values_dropped
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

/// Writes the row, moves the conversation, and tells the conversation and the message id.
fn store(
    state: &mut State,
    order: &Order,
    contact: &Contact,
    rendered: &Rendered,
    now: i64,
) -> (u64, String) {
    let next_chat = state
        .chats
        .values()
        .map(|chat| chat.id)
        .max()
        .unwrap_or(376)
        + 1;
    let chat = state.chats.entry(order.digits.clone()).or_insert(Chat {
        id: next_chat,
        last_activity: now,
    });
    chat.last_activity = now;
    let chat_id = chat.id;
    let row_id = state.messages.last().map_or(90_001, |row| row.id + 1);
    let wamid = format!(
        "wamid.HBgL{}FQIAERgS{:020X}AA==",
        order.digits,
        rand::random::<u64>()
    );
    let untracked = state.quirks.template_rows_untracked;
    state.messages.push(Message {
        id: row_id,
        chat_id,
        sender: BUSINESS_NUMBER.into(),
        text: rendered.html(),
        wamid: (!untracked).then(|| wamid.clone()),
        sent_at: now,
        is_read: true,
        staff_id: None,
        fate: if untracked { Fate::Stays } else { Fate::Read },
    });
    state.created.push(CreatedMessage {
        at: now,
        phone: order.digits.clone(),
        contact_id: contact.id,
        chat_id,
        row_id,
        template_name: order.template.name.into(),
        language: order.template.language.into(),
        text: rendered.body.clone(),
    });
    (chat_id, wamid)
}

fn slow_down(state: &mut State, digits: &str, now: i64) -> Result<(), Reply> {
    let last = state.slowed.get(digits);
    if last.is_some_and(|last| now - last < SLOW_DOWN_EVERY) {
        return Ok(());
    }
    state.slowed.insert(digits.to_owned(), now);
    Err(Reply::too_many(SLOW_DOWN))
}

/// Runs of white space become one space; the ends are trimmed already.
fn clean(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a place of the body has a name instead of a number.
fn named(template: &Template) -> bool {
    let places = template.body.unwrap_or_default().split("{{").skip(1);
    places
        .filter_map(|place| place.split_once("}}"))
        .any(|(name, _)| name.trim().parse::<u32>().is_err())
}

fn extension(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    name.rsplit_once('.')
        .map(|(_, extension)| extension.to_lowercase())
}

fn is_web_address(text: &str) -> bool {
    url::Url::parse(text)
        .is_ok_and(|url| ["http", "https"].contains(&url.scheme()) && url.has_host())
}

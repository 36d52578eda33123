//! Sending an image, a document, a video or a sound, by address or by upload (contract 18.3).

use serde_json::{Map, Value, json};

use super::delivery::{self, Accepted, To, digits};
use super::files::{self, MEGABYTE};
use super::recipient::Details;
use crate::clock::iso;
use crate::envelope::{Answer, Reply};
use crate::operations::Call;
use crate::quirks::Quirk;
use crate::rows::{Fate, Message};
use crate::state::State;
use crate::validation::{Checker, is_email};

/// What a valid call asks for.
struct Order {
    digits: String,
    contact_id: Option<u64>,
    details: Option<Details>,
    kind: String,
    /// The address given, or the name of the file uploaded.
    source: String,
    uploaded: bool,
    caption: Option<String>,
    filename: Option<String>,
}

pub(crate) fn send(state: &mut State, call: &Call<'_>) -> Answer {
    let order = check(state, call)?;
    let to = To {
        digits: &order.digits,
        contact_id: order.contact_id,
        details: order.details.as_ref(),
        ..To::default()
    };
    let opened = delivery::open(state, &to, call.now)?;
    delivery::unreachable(&order.digits, opened.magic)?;
    refused(state, &order)?;
    let stored_name = files::stored_name(&order.source, call.now);
    let keeps_row = order.caption.is_some() || !state.quirks.has(Quirk::MediaRowsMissing);
    let fate = match files::extension(&stored_name).as_deref() {
        Some("webp") => Fate::Fails("Media upload error: this type is not supported.".into()),
        _ => delivery::arrives_in_window(state, &order.digits, opened.magic, call.now),
    };
    let text = order.caption.clone().unwrap_or_default();
    let accepted = Accepted {
        digits: &order.digits,
        opened: &opened,
        what: "media",
        row: keeps_row.then(|| Message {
            kind: order.kind.clone(),
            text: text.clone(),
            url: Some(stored_name.clone()),
            fate,
            ..Message::default()
        }),
        tracked: true,
        text,
        template: None,
        media: Some(&order.source),
        code: None,
    };
    let stored = delivery::store(state, accepted, call.now);
    let link = match order.uploaded {
        true => format!(
            "{}/storage/whatsapp-attachments/{stored_name}",
            state.base_url
        ),
        false => order.source,
    };
    let data = json!({
        "message_id": stored.wamid,
        "contact_id": opened.contact.id,
        "phone": order.digits,
        "media_type": order.kind,
        "media_url": link,
        "caption": order.caption,
        "filename": order.filename,
        "status": "sent",
        "sent_at": iso(call.now),
        "chat_id": stored.chat_id,
        "chat_message_id": stored.row_id,
    });
    delivery::answer(data, "Media message sent successfully", opened.magic)
}

fn check(state: &State, call: &Call<'_>) -> Result<Order, Reply> {
    let mut body = Checker::new(&call.input);
    let phone = body.phone("phone", 15);
    let kind = body.one_of("media_type", &["image", "document", "video", "audio"]);
    let address = body.address("media_url");
    let caption = body.optional("caption", 1_024);
    if kind == "audio" && caption.is_some() {
        body.fail("caption", "The caption field is prohibited for audio.");
    }
    let filename = body.optional("filename", 255);
    let contact_id = body.integer("contact_id", false).flatten();
    let upload = call.uploads.iter().find(|file| file.field == "media_file");
    if address.is_none() && upload.is_none() {
        let sentence = "The media url field is required when media file is not present.";
        body.fail("media_url", sentence);
    }
    let details = details(state, &call.input, &mut body);
    body.finish()?;
    let by_server = state.quirks.has(Quirk::MediaExtensionsServer);
    let rules = files::kind(&kind).ok_or_else(Reply::fault)?;
    let allowed = rules.extensions(by_server);
    let (field, source, extension) = match (upload, address) {
        (Some(file), _) => {
            let extension = files::extension(&file.file_name).unwrap_or_default();
            ("media_file", file.file_name.clone(), Some(extension))
        }
        (None, Some(address)) => {
            let extension = files::extension_of_address(&address);
            ("media_url", address, extension)
        }
        (None, None) => return Err(Reply::fault()),
    };
    let refuse = |sentence: String| {
        if state.quirks.has(Quirk::MediaErrorsLegacy) {
            return Reply::plain(422, json!({ "status": "error", "message": sentence }));
        }
        Reply::invalid(json!({ field: [sentence] }))
    };
    let fits = match &extension {
        Some(extension) => allowed.contains(&extension.as_str()),
        None => !by_server,
    };
    if !fits {
        let list = allowed.join(", ");
        return Err(refuse(format!("The {kind} must be one of: {list}.")));
    }
    if upload.is_some_and(|file| file.bytes > rules.most) {
        let most = rules.most / MEGABYTE;
        return Err(refuse(format!(
            "The {kind} must not be larger than {most} MB."
        )));
    }
    Ok(Order {
        digits: digits(&phone),
        contact_id,
        details,
        kind,
        uploaded: upload.is_some(),
        source,
        caption,
        filename,
    })
}

/// What keeps a checked medium from going out.
fn refused(state: &State, order: &Order) -> Result<(), Reply> {
    let unnamed = order.kind == "document" && order.filename.is_none();
    if unnamed && state.quirks.has(Quirk::MediaFilenameNeeded) {
        return Err(Reply::internal("Undefined array key \"filename\""));
    }
    if !order.uploaded && files::unreachable(&order.source) {
        return Err(match state.quirks.has(Quirk::MediaFetchFaults) {
            true => Reply::fault(),
            false => delivery::refused("(#131053) Media upload error"),
        });
    }
    Ok(())
}

/// `contact.firstname` and its neighbours, from JSON or from a form's `contact[firstname]`.
fn details(state: &State, input: &Map<String, Value>, body: &mut Checker<'_>) -> Option<Details> {
    if state.quirks.has(Quirk::MediaContactIgnored) {
        return None;
    }
    let mut fields = match input.get("contact") {
        Some(Value::Object(fields)) => fields.clone(),
        _ => Map::new(),
    };
    for (name, value) in input {
        let inside = name.strip_prefix("contact[");
        if let Some(inside) = inside.and_then(|rest| rest.strip_suffix(']')) {
            fields.insert(inside.to_owned(), listed(inside, value));
        }
    }
    let mut inner = Checker::new(&fields);
    let details = Details {
        firstname: inner.optional("firstname", 255),
        lastname: inner.optional("lastname", 255),
        email: inner.optional("email", 191),
        country_id: inner.integer("country", false).flatten(),
        assigned_id: inner.integer("assigned_id", false).flatten(),
        groups: inner.ids("groups").flatten().unwrap_or_default(),
    };
    if let Some(email) = &details.email {
        if !is_email(email) {
            inner.fail("email", "The email field must be a valid email address.");
        } else if state.email_taken(email, None) {
            inner.fail("email", "The email has already been taken.");
        }
    }
    for (name, sentences) in inner.into_errors() {
        for sentence in sentences.as_array().into_iter().flatten() {
            body.fail(
                &format!("contact.{name}"),
                sentence.as_str().unwrap_or_default(),
            );
        }
    }
    Some(details)
}

/// A form writes groups as `12,13`.
fn listed(name: &str, value: &Value) -> Value {
    match value.as_str() {
        Some(text) if name == "groups" => {
            let ids = text.split(',').map(|id| Value::from(id.trim()));
            ids.collect()
        }
        _ => value.clone(),
    }
}

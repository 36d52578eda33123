//! What a template send asks for, checked: its fields, its template, its values, its media (contract 18.2 and 10).

use serde_json::{Value, json};

use super::delivery::{digits, require_templates};
use super::files::{self, extension};
use crate::envelope::Reply;
use crate::operations::Call;
use crate::state::State;
use crate::template::{Header, Template};
use crate::validation::Checker;

/// Body values the API has fields for.
pub(super) const MOST_VALUES: usize = 10;
/// Button values the API has fields for.
const BUTTON_VALUES: usize = 3;
/// Media kinds a header may have.
const HEADERS: [&str; 3] = ["image", "video", "document"];

/// What a valid call asks for.
pub(super) struct Order {
    pub(super) digits: String,
    pub(super) contact_id: Option<u64>,
    pub(super) template: Template,
    pub(super) header: Option<String>,
    /// Address or file name of the header's media.
    pub(super) media: Option<String>,
    pub(super) values: Vec<String>,
    /// The values given for the first buttons.
    pub(super) buttons: Vec<Option<String>>,
}

/// Fields, then the template, then its values, then its media.
pub(super) fn check(state: &State, call: &Call<'_>) -> Result<Order, Reply> {
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
    for kind in HEADERS {
        body.address(&format!("header_{kind}_url"));
    }
    body.finish()?;
    require_templates(state)?;
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
        digits: digits(&phone),
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
    let kind = format.to_lowercase();
    let Some(rules) = files::kind(&kind).filter(|_| HEADERS.contains(&kind.as_str())) else {
        return Ok(None);
    };
    let (extensions, most) = (rules.safe, rules.most);
    let refuse = |sentence: String| Err(Reply::invalid(json!({ "header_media": [sentence] })));
    let allowed = extensions.join(", ");
    let file = format!("header_{kind}_file");
    if let Some(upload) = call.uploads.iter().find(|upload| upload.field == file) {
        let extension = extension(&upload.file_name).unwrap_or_default();
        if !extensions.contains(&extension.as_str()) {
            return refuse(format!("The {kind} file must be one of: {allowed}."));
        }
        if upload.bytes > most {
            let megabytes = most / files::MEGABYTE;
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
    if files::extension_of_address(url)
        .is_some_and(|extension| !extensions.contains(&extension.as_str()))
    {
        return refuse(format!("The {kind} address must end in one of: {allowed}."));
    }
    Ok(Some(url.to_owned()))
}

/// Runs of white space become one space; the ends are trimmed already.
fn clean(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

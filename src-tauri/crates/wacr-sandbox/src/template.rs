//! A template as the account has it, and the JSON of `GET /templates` (contract section 21).

use serde_json::{Value, json};

use crate::clock::iso;
use crate::query::{Cell, Row};

/// The header of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Header {
    None,
    /// Text, with its sample value when it holds a variable.
    Text(&'static str, Option<&'static str>),
    /// `IMAGE`, `VIDEO` or `DOCUMENT`, with the address of the review sample.
    Media(&'static str, &'static str),
    Location,
}

/// One language of a template.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    pub(crate) id: u64,
    pub(crate) template_id: String,
    pub(crate) name: &'static str,
    pub(crate) language: &'static str,
    pub(crate) category: &'static str,
    pub(crate) status: &'static str,
    pub(crate) header: Header,
    /// `None` for a carousel, whose text sits on its cards.
    pub(crate) body: Option<&'static str>,
    /// Sample values of the body, in order.
    pub(crate) samples: Vec<&'static str>,
    /// Whether the sample values are JSON text within JSON text (contract section 21.1).
    pub(crate) samples_twice: bool,
    pub(crate) footer: Option<&'static str>,
    /// WhatsApp's buttons array.
    pub(crate) buttons: Value,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

impl Template {
    /// Every `{{…}}` of the body, repeats counted (contract section 10).
    pub(crate) fn body_params(&self) -> usize {
        self.body.map_or(0, placeholders)
    }

    /// 1 when the header is a text with a variable.
    pub(crate) fn header_params(&self) -> usize {
        match self.header {
            Header::Text(text, _) => placeholders(text),
            _ => 0,
        }
    }

    /// The buttons, in order; none when there are none.
    pub(crate) fn buttons(&self) -> &[Value] {
        self.buttons.as_array().map_or(&[], Vec::as_slice)
    }

    pub(crate) fn json(&self) -> Value {
        let (format, text, sample) = match self.header {
            Header::None => (None, None, None),
            Header::Text(text, sample) => (Some("TEXT"), Some(text), sample),
            Header::Media(format, sample) => (Some(format), None, Some(sample)),
            Header::Location => (Some("LOCATION"), None, None),
        };
        let encoded = |samples: Value| match self.samples_twice {
            true => Value::String(samples.to_string()).to_string(),
            false => samples.to_string(),
        };
        let authentication = self.category == "AUTHENTICATION";
        let file = matches!(self.header, Header::Media(..))
            .then_some(sample)
            .flatten();
        json!({
            "id": self.id,
            "template_id": self.template_id,
            "template_name": self.name,
            "name": self.name,
            "language": self.language,
            "category": self.category,
            "status": self.status,
            "header_data_format": format,
            "header_data_text": text,
            "header_params_count": self.header_params(),
            "header_file_url": file,
            "header_variable_value": sample.map(|sample| encoded(json!([sample]))),
            "body_data": self.body,
            "body_params_count": self.body_params(),
            "body_variable_value": (!self.samples.is_empty()).then(|| encoded(json!([self.samples]))),
            "footer_data": self.footer,
            "footer_params_count": 0,
            "buttons_data": (!self.buttons().is_empty()).then(|| self.buttons.to_string()),
            "message_send_ttl_seconds": authentication.then_some(600),
            "add_security_recommendation": authentication,
            "code_expiration_minutes": authentication.then_some(10),
            "otp_button_config": authentication.then(|| json!({ "otp_type": "COPY_CODE" })),
            "components": [],
            "created_at": iso(self.created_at),
            "updated_at": iso(self.updated_at),
        })
    }
}

impl Row for Template {
    fn cell(&self, field: &str) -> Cell<'_> {
        match field {
            "template_name" => Cell::Text(self.name),
            "body_data" => Cell::text(self.body),
            "status" => Cell::Text(self.status),
            "category" => Cell::Text(self.category),
            "language" => Cell::Text(self.language),
            "created_at" => Cell::Time(self.created_at),
            "updated_at" => Cell::Time(self.updated_at),
            _ => Cell::Null,
        }
    }
}

fn placeholders(text: &str) -> usize {
    text.split("{{")
        .skip(1)
        .filter(|rest| rest.contains("}}"))
        .count()
}

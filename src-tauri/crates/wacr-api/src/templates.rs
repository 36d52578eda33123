//! Templates: messages WhatsApp approved (contract section 21).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    ApiError, Client, ListQuery, Page, Reply, Resource, lenient, retry::OpKind, transport::Call,
};

/// A template in one language, as it comes over the wire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // the wire's names, contract section 21.1
pub struct Template {
    /// Internal; the other calls want `template_id`.
    #[serde(default, deserialize_with = "lenient::opt_int")]
    pub id: Option<i64>,
    /// WhatsApp's id, 16 or more digits.
    #[serde(deserialize_with = "lenient::key")]
    pub template_id: String,
    /// The same for all its languages.
    #[serde(default, deserialize_with = "lenient::text")]
    pub template_name: String,
    /// Meta's code, never converted: `en_US`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub language: String,
    /// `MARKETING`, `UTILITY`, `AUTHENTICATION`, or what the server says.
    #[serde(default, deserialize_with = "lenient::text")]
    pub category: String,
    /// `APPROVED`, `PENDING`, `REJECTED`, or what the server says.
    #[serde(default, deserialize_with = "lenient::text")]
    pub status: String,
    /// `TEXT`, `IMAGE`, `VIDEO`, `DOCUMENT`, `LOCATION`; none or `NONE` without a header.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub header_data_format: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub header_data_text: Option<String>,
    #[serde(default, deserialize_with = "lenient::count_or_zero")]
    pub header_params_count: u32,
    /// The review sample at WhatsApp: expires, not for sending.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub header_file_url: Option<String>,
    /// JSON in a string, perhaps twice: see [`Template::header_samples`].
    #[serde(default, deserialize_with = "json_text")]
    pub header_variable_value: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub body_data: Option<String>,
    /// Counts every `{{…}}`, repeated ones too.
    #[serde(default, deserialize_with = "lenient::count_or_zero")]
    pub body_params_count: u32,
    /// JSON in a string, perhaps twice: see [`Template::body_samples`].
    #[serde(default, deserialize_with = "json_text")]
    pub body_variable_value: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub footer_data: Option<String>,
    #[serde(default, deserialize_with = "lenient::count_or_zero")]
    pub footer_params_count: u32,
    /// JSON in a string: see [`Template::buttons`].
    #[serde(default, deserialize_with = "json_text")]
    pub buttons_data: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_int")]
    pub message_send_ttl_seconds: Option<i64>,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub add_security_recommendation: bool,
    #[serde(default, deserialize_with = "lenient::opt_int")]
    pub code_expiration_minutes: Option<i64>,
    /// Shape not documented.
    #[serde(default)]
    pub otp_button_config: Value,
    /// Empty on the servers known; shape not documented.
    #[serde(default)]
    pub components: Value,
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub created_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub updated_at: Option<Timestamp>,
}

/// A button under a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateButton {
    /// `QUICK_REPLY`, `URL`, `PHONE_NUMBER`, `COPY_CODE`, `OTP`, `FLOW`, or what WhatsApp says.
    pub kind: String,
    /// What is written on it.
    pub text: String,
    /// Where it leads; holds `{{1}}` when it has a variable.
    pub url: Option<String>,
    /// Samples of the variable.
    pub example: Vec<String>,
    /// Whom it calls.
    pub phone_number: Option<String>,
    /// Which flow it opens.
    pub flow_id: Option<String>,
}

impl Template {
    /// The buttons in order, from `buttons_data`. None when there is text that is not a list of buttons:
    /// then nobody knows what the template holds.
    #[must_use]
    pub fn buttons(&self) -> Option<Vec<TemplateButton>> {
        match unwrapped(self.buttons_data.as_deref()) {
            Value::Null => Some(Vec::new()),
            Value::Array(buttons) => buttons.iter().map(button).collect(),
            _ => None,
        }
    }

    /// Sample values of the header: its text's variable, or the link to a file.
    #[must_use]
    pub fn header_samples(&self) -> Vec<String> {
        samples(self.header_variable_value.as_deref())
    }

    /// Sample values of the body, in order.
    #[must_use]
    pub fn body_samples(&self) -> Vec<String> {
        samples(self.body_variable_value.as_deref())
    }
}

/// Text that holds JSON; a server that sends the JSON itself is understood as well.
fn json_text<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Null => None,
        Value::String(text) => Some(text),
        json => Some(json.to_string()),
    })
}

/// The JSON in a string, or in a string in a string. Text that is no JSON stays text, blank is null.
fn unwrapped(text: Option<&str>) -> Value {
    let mut value = text.map_or(Value::Null, |text| Value::String(text.to_owned()));
    for _ in 0..3 {
        let Value::String(text) = &value else { break };
        if text.trim().is_empty() {
            return Value::Null;
        }
        let Ok(inner) = serde_json::from_str(text) else {
            break;
        };
        value = inner;
    }
    value
}

/// `["a","b"]`, `[["a","b"]]` (WhatsApp's body examples) or a bare text.
fn samples(text: Option<&str>) -> Vec<String> {
    match unwrapped(text) {
        Value::Array(values) => match values.first() {
            Some(Value::Array(inner)) => inner.iter().filter_map(plain).collect(),
            _ => values.iter().filter_map(plain).collect(),
        },
        value => plain(&value).into_iter().collect(),
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn button(value: &Value) -> Option<TemplateButton> {
    let value = value.as_object()?;
    let text = |name: &str| value.get(name).and_then(plain);
    let example = match value.get("example") {
        Some(Value::Array(values)) => values.iter().filter_map(plain).collect(),
        Some(other) => plain(other).into_iter().collect(),
        None => Vec::new(),
    };
    Some(TemplateButton {
        kind: text("type")?,
        text: text("text").unwrap_or_default(),
        url: text("url"),
        example,
        phone_number: text("phone_number"),
        flow_id: text("flow_id"),
    })
}

/// What a list of templates can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the wire's names
pub enum TemplateFilter {
    Status,
    Category,
    Language,
}

impl From<TemplateFilter> for &'static str {
    fn from(filter: TemplateFilter) -> Self {
        match filter {
            TemplateFilter::Status => "status",
            TemplateFilter::Category => "category",
            TemplateFilter::Language => "language",
        }
    }
}

/// What a list of templates can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the wire's names
pub enum TemplateSort {
    TemplateName,
    CreatedAt,
    UpdatedAt,
}

impl From<TemplateSort> for &'static str {
    fn from(sort: TemplateSort) -> Self {
        match sort {
            TemplateSort::TemplateName => "template_name",
            TemplateSort::CreatedAt => "created_at",
            TemplateSort::UpdatedAt => "updated_at",
        }
    }
}

impl Resource for Template {
    type Filter = TemplateFilter;
    type Sort = TemplateSort;
}

/// Answer to a sync: a placeholder on one server version, so list again whatever it says (contract 21.2).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplatesSynced {
    /// How many, if it is true.
    #[serde(default, deserialize_with = "lenient::count_or_zero")]
    pub synced_count: u32,
}

impl Client {
    /// `GET /templates`, scope `templates:read`. All statuses unless filtered.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn list_templates(
        &self,
        query: &ListQuery<Template>,
    ) -> Result<Reply<Page<Template>>, ApiError> {
        self.page(Call::get(&["templates"]).query(query.pairs()))
            .await
    }

    /// `GET /templates/{template_id}`, scope `templates:read`: by WhatsApp's id, not the internal one.
    ///
    /// # Errors
    /// `NotFound`; any other [`ApiError`].
    pub async fn get_template(&self, template_id: &str) -> Result<Reply<Template>, ApiError> {
        self.one(Call::get(&["templates", template_id])).await
    }

    /// `POST /templates/sync`, scope `templates:sync`: the server fetches from WhatsApp. May take long.
    ///
    /// # Errors
    /// `WhatsappNotConfigured`; `WhatsappRefused`; any other [`ApiError`].
    pub async fn sync_templates(&self) -> Result<Reply<TemplatesSynced>, ApiError> {
        self.one(Call::post(OpKind::Create, &["templates", "sync"]))
            .await
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use serde_json::json;

    use super::*;

    fn template(more: Value) -> Template {
        let mut value = json!({ "template_id": 1_184_402_973_355_512_i64 });
        value
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn buttons_from_a_string_in_a_string() {
        let inner = json!([
            { "type": "QUICK_REPLY", "text": "On my way" },
            { "type": "URL", "text": "Track", "url": "https://shop.example.com/o/{{1}}", "example": ["https://shop.example.com/o/A-1029"] },
            { "type": "FLOW", "text": "Book", "flow_id": 7 },
            { "type": "SOMETHING_NEW", "text": "?" },
        ]);
        let once = template(json!({ "buttons_data": inner.to_string() }))
            .buttons()
            .unwrap();
        let twice =
            template(json!({ "buttons_data": Value::String(inner.to_string()).to_string() }))
                .buttons()
                .unwrap();
        let plain = template(json!({ "buttons_data": inner }))
            .buttons()
            .unwrap();
        assert_eq!(once, twice);
        assert_eq!(once, plain);
        assert_eq!(
            once.iter().map(|b| b.kind.as_str()).collect::<Vec<_>>(),
            ["QUICK_REPLY", "URL", "FLOW", "SOMETHING_NEW"]
        );
        assert_eq!(
            once[1].url.as_deref(),
            Some("https://shop.example.com/o/{{1}}")
        );
        assert_eq!(once[1].example, ["https://shop.example.com/o/A-1029"]);
        assert_eq!(once[2].flow_id.as_deref(), Some("7"));
    }

    #[test]
    fn no_buttons_and_unreadable_buttons_differ() {
        for none in [
            json!(null),
            json!(""),
            json!("[]"),
            json!("null"),
            json!([]),
        ] {
            assert_eq!(
                template(json!({ "buttons_data": none })).buttons(),
                Some(vec![]),
                "{none}"
            );
        }
        for broken in [
            json!("[{"),
            json!("words"),
            json!("[1]"),
            json!({ "a": 1 }),
            json!("[{\"text\":\"no type\"}]"),
        ] {
            assert_eq!(
                template(json!({ "buttons_data": broken })).buttons(),
                None,
                "{broken}"
            );
        }
    }

    #[test]
    fn samples_in_every_wrapping() {
        for wrapped in [
            json!("[[\"Nadia\",\"A-1029\"]]"),
            json!("[\"Nadia\",\"A-1029\"]"),
            json!("\"[[\\\"Nadia\\\",\\\"A-1029\\\"]]\""),
            json!([["Nadia", "A-1029"]]),
        ] {
            assert_eq!(
                template(json!({ "body_variable_value": wrapped })).body_samples(),
                ["Nadia", "A-1029"],
                "{wrapped}"
            );
        }
        assert_eq!(
            template(json!({ "header_variable_value": "Spring sale" })).header_samples(),
            ["Spring sale"]
        );
        assert_eq!(
            template(json!({ "header_variable_value": null })).header_samples(),
            [""; 0]
        );
    }

    #[test]
    fn the_whatsapp_id_is_text_and_must_be_there() {
        assert_eq!(template(json!({})).template_id, "1184402973355512");
        assert!(serde_json::from_value::<Template>(json!({ "id": 88 })).is_err());
        assert!(serde_json::from_value::<Template>(json!({ "template_id": "" })).is_err());
    }
}

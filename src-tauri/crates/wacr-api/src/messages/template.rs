//! Templates: the only messages that may open a conversation (contract sections 10 and 18.2).

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};

use super::{
    SendReceipt,
    media::{MediaType, file_name, file_part, looked_at, with_file},
};
use crate::{ApiError, Client, Reply, check, quiet::shows_only, retry::OpKind, transport::Call};

/// A template for one person (contract 18.2).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct TemplateSend {
    /// `+` and digits.
    pub phone: String,
    /// The template's name.
    pub template_name: String,
    /// The template's exact language code.
    pub language: String,
    /// Must belong to that exact phone, or the answer is 404.
    pub contact_id: Option<i64>,
    /// Values by the wire's field: `header_field_1`, `header_image_url`, `header_document_name`, `field_1` … `field_10`,
    /// `button_0` ….
    pub values: BTreeMap<String, String>,
    /// The header's file from this computer, in place of its address among the values.
    pub header_file: Option<HeaderFile>,
}

shows_only!(TemplateSend: template_name, language, contact_id);

/// A file on this computer for a template's header. What it is must be what the template has.
#[derive(Clone, PartialEq, Eq)]
pub enum HeaderFile {
    /// Up to 5 MB.
    Image(PathBuf),
    /// Up to 16 MB.
    Video(PathBuf),
    /// Up to 100 MB.
    Document(PathBuf),
}

impl std::fmt::Debug for HeaderFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.field())
    }
}

impl HeaderFile {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Image(path) | Self::Video(path) | Self::Document(path) => path,
        }
    }

    /// What kind of file it is.
    #[must_use]
    pub fn media_type(&self) -> MediaType {
        match self {
            Self::Image(_) => MediaType::Image,
            Self::Video(_) => MediaType::Video,
            Self::Document(_) => MediaType::Document,
        }
    }

    pub(crate) fn field(&self) -> &'static str {
        match self {
            Self::Image(_) => "header_image_file",
            Self::Video(_) => "header_video_file",
            Self::Document(_) => "header_document_file",
        }
    }
}

impl TemplateSend {
    pub(crate) const HEADER_URLS: [&'static str; 3] = [
        "header_image_url",
        "header_video_url",
        "header_document_url",
    ];

    /// True when the server fetches or gets a file and hands it to WhatsApp before it answers.
    fn has_media(&self) -> bool {
        self.header_file.is_some()
            || Self::HEADER_URLS
                .iter()
                .any(|field| self.values.contains_key(*field))
    }

    /// The fields of the body, the file apart. The fixed fields win over values of the same name.
    fn body(&self) -> Map<String, Value> {
        let mut body: Map<String, Value> = self
            .values
            .iter()
            .map(|(name, value)| (name.clone(), Value::from(value.as_str())))
            .collect();
        body.insert("phone".to_owned(), self.phone.as_str().into());
        body.insert(
            "template_name".to_owned(),
            self.template_name.as_str().into(),
        );
        body.insert("language".to_owned(), self.language.as_str().into());
        body.remove("contact_id");
        if let Some(contact) = self.contact_id {
            body.insert("contact_id".to_owned(), contact.into());
        }
        if let Some(HeaderFile::Document(path)) = &self.header_file {
            // Else the server may make a name up.
            body.entry("header_document_name")
                .or_insert_with(|| file_name(path).into());
        }
        body
    }
}

impl Client {
    /// `POST /messages/template`, scope `messages:send`: JSON, or with the header's file, read from disk while it is sent.
    /// Never repeated by the client once a byte of it may have left; see [`ApiError::may_have_happened`].
    ///
    /// # Errors
    /// `Invalid` without a status for what [`check::template`] finds, and under the file's field for one that is too large,
    /// cannot be read, or changes while it is sent; `NotFound` (no approved template of that name and language, or contact
    /// and phone differ); `Invalid` with fields such as `template_fields`, `header_media`; `OptedOut`; `LimitReached`;
    /// `FeatureNotAvailable`; `WhatsappNotConfigured`; `WhatsappRefused`; any other [`ApiError`].
    pub async fn send_template_message(
        &self,
        send: &TemplateSend,
    ) -> Result<Reply<SendReceipt>, ApiError> {
        let mut problems = check::template(send);
        let file = send
            .header_file
            .as_ref()
            .map(|header| file_part(header.field(), header.media_type(), header.path()));
        problems.extend(looked_at(file.as_ref()).await);
        check::refuse(problems)?;
        let call = Call::post(OpKind::Send, &["messages", "template"]);
        let call = with_file(call, send.body(), file)?.with_media(send.has_media());
        self.one_or_default(call).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lie_flat_and_cannot_replace_the_recipient() {
        let send = TemplateSend {
            phone: "+15550100142".into(),
            template_name: "order_ready".into(),
            language: "en_US".into(),
            contact_id: None,
            header_file: None,
            values: [
                ("field_1", "Nadia"),
                ("phone", "+15550100666"),
                ("contact_id", "9"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        };
        assert_eq!(
            Value::Object(send.body()),
            serde_json::json!({
                "phone": "+15550100142", "template_name": "order_ready", "language": "en_US", "field_1": "Nadia"
            })
        );
        let to_contact = TemplateSend {
            contact_id: Some(501),
            ..send
        };
        assert_eq!(to_contact.body()["contact_id"], 501);
    }
}

//! Files, pictures, films and recordings, inside the 24-hour window only (contract sections 11 and 18.3).

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::SendReceipt;
use crate::{
    ApiError, Client, Reply,
    check::{self, extension_of},
    multipart::{FilePart, Form},
    quiet::shows_only,
    retry::OpKind,
    transport::Call,
};

/// What kind of file it is to WhatsApp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaType {
    /// Up to 5 MB: jpg, jpeg, png.
    Image,
    /// Up to 16 MB: mp4, 3gp.
    Video,
    /// Up to 16 MB: mp3, ogg, amr, aac. Without a caption.
    Audio,
    /// Up to 100 MB: pdf, doc, docx, xls, xlsx, ppt, pptx, txt.
    Document,
}

impl MediaType {
    /// The wire's name: `image`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Document => "document",
        }
    }

    /// The largest file, in bytes (contract section 11).
    #[must_use]
    pub fn max_bytes(self) -> u64 {
        const MEGABYTE: u64 = 1024 * 1024;
        match self {
            Self::Image => 5 * MEGABYTE,
            Self::Video | Self::Audio => 16 * MEGABYTE,
            Self::Document => 100 * MEGABYTE,
        }
    }

    /// The extensions that every known server takes, with the content type of each (contract section 11).
    #[must_use]
    pub fn extensions(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Image => &[
                ("jpg", "image/jpeg"),
                ("jpeg", "image/jpeg"),
                ("png", "image/png"),
            ],
            Self::Video => &[("mp4", "video/mp4"), ("3gp", "video/3gpp")],
            Self::Audio => &[
                ("mp3", "audio/mpeg"),
                ("ogg", "audio/ogg"),
                ("amr", "audio/amr"),
                ("aac", "audio/aac"),
            ],
            Self::Document => &[
                ("pdf", "application/pdf"),
                ("doc", "application/msword"),
                (
                    "docx",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                ),
                ("xls", "application/vnd.ms-excel"),
                (
                    "xlsx",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                ),
                ("ppt", "application/vnd.ms-powerpoint"),
                (
                    "pptx",
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                ),
                ("txt", "text/plain"),
            ],
        }
    }

    /// The content type of a file with this extension, in either case. None when it is not taken.
    pub(crate) fn content_type(self, extension: Option<&str>) -> Option<&'static str> {
        let extension = extension?;
        self.extensions()
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(extension))
            .map(|(_, content_type)| *content_type)
    }
}

/// Where a file comes from.
#[derive(Clone, PartialEq, Eq)]
pub enum MediaSource {
    /// A public address that ends in an allowed extension.
    Url(String),
    /// A file on this computer. On the server it stays reachable by a link that can be guessed: no secrets.
    File(PathBuf),
}

impl std::fmt::Debug for MediaSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Url(_) => "Url",
            Self::File(_) => "File",
        })
    }
}

/// A file for one person.
#[derive(Clone, PartialEq, Eq)]
pub struct MediaSend {
    /// As people write it; its digits are sent, 10 to 15 of them.
    pub phone: String,
    /// Must belong to that exact phone, or the answer is 404.
    pub contact_id: Option<i64>,
    /// What kind of file it is.
    pub media_type: MediaType,
    /// The file.
    pub source: MediaSource,
    /// Up to 1024 characters, not for audio, no merge fields. Without one the message may not be in the history.
    pub caption: Option<String>,
    /// The name the person sees, up to 255 characters. None: a document takes its file's name, the others have none.
    pub filename: Option<String>,
}

shows_only!(MediaSend: contact_id, media_type, source);

impl MediaSend {
    /// The name that is sent: a document without one may fault on the server (contract 18.3).
    pub(crate) fn name(&self) -> Option<String> {
        let given = self.filename.clone().filter(|name| !name.trim().is_empty());
        given.or_else(|| match (&self.source, self.media_type) {
            (MediaSource::File(path), MediaType::Document) => Some(file_name(path)),
            (MediaSource::Url(address), MediaType::Document) => name_in(address),
            _ => None,
        })
    }

    /// The fields of the body, the file apart.
    fn body(&self) -> Map<String, Value> {
        let digits: String = self.phone.chars().filter(char::is_ascii_digit).collect();
        let mut body = Map::new();
        let mut set = |name: &str, value: Value| body.insert(name.to_owned(), value);
        set("phone", digits.into());
        set("media_type", self.media_type.name().into());
        if let MediaSource::Url(address) = &self.source {
            set("media_url", address.trim().into());
        }
        if let Some(caption) = self.caption.as_ref().filter(|text| !text.trim().is_empty()) {
            set("caption", caption.as_str().into());
        }
        if let Some(name) = self.name() {
            set("filename", name.into());
        }
        if let Some(contact) = self.contact_id {
            set("contact_id", contact.into());
        }
        body
    }
}

impl Client {
    /// `POST /messages/media`, scope `messages:send`: JSON with an address, or the file itself, read from disk while it is
    /// sent. Never repeated by the client once a byte of it may have left; see [`ApiError::may_have_happened`].
    /// Outside the 24-hour window it is accepted and fails later.
    ///
    /// # Errors
    /// `Invalid` without a status for what [`check::media`] finds, and under `media_file` for a file that is too large,
    /// cannot be read, or changes while it is sent; `Invalid` of the server without fields for a file it does not like;
    /// `NotFound` (contact and phone differ); `OptedOut`; `LimitReached`; `WhatsappNotConfigured`; `WhatsappRefused`;
    /// any other [`ApiError`].
    pub async fn send_media_message(
        &self,
        send: &MediaSend,
    ) -> Result<Reply<SendReceipt>, ApiError> {
        let mut problems = check::media(send);
        let file = match &send.source {
            MediaSource::Url(_) => None,
            MediaSource::File(path) => Some(file_part("media_file", send.media_type, path)),
        };
        problems.extend(looked_at(file.as_ref()).await);
        check::refuse(problems)?;
        let call = Call::post(OpKind::Send, &["messages", "media"]);
        self.one_or_default(with_file(call, send.body(), file)?)
            .await
    }
}

/// JSON without a file, a form with one.
pub(super) fn with_file(
    call: Call,
    body: Map<String, Value>,
    file: Option<FilePart>,
) -> Result<Call, ApiError> {
    let Some(file) = file else {
        return call.with_media(true).json(&body);
    };
    let texts = body.into_iter().map(|(name, value)| match value {
        Value::String(text) => (name, text),
        value => (name, value.to_string()),
    });
    let texts = texts.collect();
    Ok(call.form(Form { texts, file }))
}

pub(super) fn file_part(field: &'static str, media: MediaType, path: &Path) -> FilePart {
    FilePart {
        field,
        path: path.to_owned(),
        name: file_name(path),
        // One that is not allowed is refused before.
        content_type: media
            .content_type(extension_of(path))
            .unwrap_or("application/octet-stream"),
        max_bytes: media.max_bytes(),
    }
}

/// What is wrong with the file itself.
pub(super) async fn looked_at(file: Option<&FilePart>) -> Option<check::Problem> {
    file?.look().await
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The last part of an address, as people write it.
fn name_in(address: &str) -> Option<String> {
    let url = url::Url::parse(address.trim()).ok()?;
    let last = url.path_segments()?.next_back()?;
    // The only decoder at hand is the one for forms: what it has other plans for is kept from it.
    let last = last
        .replace('+', "%2B")
        .replace('&', "%26")
        .replace('=', "%3D");
    let (name, _) = url::form_urlencoded::parse(last.as_bytes()).next()?;
    Some(name.into_owned()).filter(|name| !name.is_empty())
}

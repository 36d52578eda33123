//! Files, and messages that carry one.

use std::path::Path;

use super::{
    Problem, Rule,
    rules::{optional, phone, phone_digits, required, url},
};
use crate::{MediaSend, MediaSource, MediaType, TemplateSend};

/// A file that is to be sent, by its name and size (contract section 11). None when all is well.
#[must_use]
pub fn file(field: &str, media: MediaType, path: &Path, bytes: u64) -> Option<Problem> {
    let max_bytes = media.max_bytes();
    let rule = if media.content_type(extension_of(path)).is_none() {
        Rule::NotAllowed
    } else if bytes > max_bytes {
        Rule::TooLarge { max_bytes }
    } else {
        return None;
    };
    Some(Problem::new(field, rule))
}

/// A file, a picture, a film or a recording (contract 18.3): phone of 10 to 15 digits, an allowed extension, a caption up to
/// 1024 characters and none for audio, a name up to 255, which a document must have.
#[must_use]
pub fn media(send: &MediaSend) -> Vec<Problem> {
    let mut problems = Vec::new();
    phone_digits(&send.phone, &mut problems);
    match &send.source {
        MediaSource::Url(address) => {
            let extension = url("media_url", address, &mut problems).map(|url| extension_in(&url));
            if extension.is_some_and(|extension| !allowed(send.media_type, extension.as_deref())) {
                problems.push(Problem::new("media_url", Rule::NotAllowed));
            }
        }
        MediaSource::File(path) => {
            problems.extend(file("media_file", send.media_type, path, 0));
        }
    }
    let caption = send
        .caption
        .as_deref()
        .filter(|text| !text.trim().is_empty());
    if caption.is_some() && send.media_type == MediaType::Audio {
        problems.push(Problem::new("caption", Rule::NotAllowed));
    } else {
        optional("caption", caption, 1024, &mut problems);
    }
    let name = send.name();
    if send.media_type == MediaType::Document {
        required(
            "filename",
            name.as_deref().unwrap_or_default(),
            255,
            &mut problems,
        );
    } else {
        optional("filename", name.as_deref(), 255, &mut problems);
    }
    problems
}

/// A template (contract 18.2): phone, name and language; values of the body `field_1` to `field_10` and of the header not
/// blank; a header's file either from the web or from disk.
#[must_use]
pub fn template(send: &TemplateSend) -> Vec<Problem> {
    let mut problems = Vec::new();
    phone(&send.phone, 0, &mut problems);
    required(
        "template_name",
        &send.template_name,
        usize::MAX,
        &mut problems,
    );
    required("language", &send.language, 10, &mut problems);
    for (name, value) in &send.values {
        match name.as_str() {
            "header_field_1" => required(name, value, usize::MAX, &mut problems),
            "header_document_name" => optional(name, Some(value), 255, &mut problems),
            "header_image_url" => header(name, value, MediaType::Image, &mut problems),
            "header_video_url" => header(name, value, MediaType::Video, &mut problems),
            "header_document_url" => header(name, value, MediaType::Document, &mut problems),
            _ => match name.strip_prefix("field_").map(str::parse::<u32>) {
                Some(Ok(1..=10)) => required(name, value, usize::MAX, &mut problems),
                Some(Ok(_)) => problems.push(Problem::new(name.as_str(), Rule::NotAllowed)),
                // Not a value this client knows the rules of.
                _ => {}
            },
        }
    }
    if let Some(header) = &send.header_file {
        for name in TemplateSend::HEADER_URLS {
            if send.values.contains_key(name) {
                problems.push(Problem::new(name, Rule::NotAllowed));
            }
        }
        problems.extend(file(header.field(), header.media_type(), header.path(), 0));
    }
    problems
}

/// A header's address: its extension counts when there is one (contract section 10).
fn header(name: &str, value: &str, media: MediaType, problems: &mut Vec<Problem>) {
    let extension = url(name, value, problems).and_then(|url| extension_in(&url));
    if extension.is_some() && !allowed(media, extension.as_deref()) {
        problems.push(Problem::new(name, Rule::NotAllowed));
    }
}

fn allowed(media: MediaType, extension: Option<&str>) -> bool {
    media.content_type(extension).is_some()
}

pub(crate) fn extension_of(path: &Path) -> Option<&str> {
    path.extension().and_then(|extension| extension.to_str())
}

/// The extension of the last part of an address. A merge field (`@{…}`) is none.
fn extension_in(url: &url::Url) -> Option<String> {
    let (_, extension) = url.path_segments()?.next_back()?.rsplit_once('.')?;
    let plain = !extension.is_empty() && extension.chars().all(|c| c.is_ascii_alphanumeric());
    plain.then(|| extension.to_owned())
}

//! What a person will read: a template with its slots filled, and what stands in the way of sending it.
//! Preview, ledger and look-up all use this, so what is shown is what is sent.

use std::collections::BTreeMap;

use super::{Piece, Rendered, merge::would_be_replaced};
use crate::{
    error::{FieldError, FieldErrorCode},
    media_files,
    templates::{HeaderKind, Slot, SlotKind, Template, text},
};

/// Most characters of a filled body and of a filled text header (WhatsApp facts, section 3).
const BODY: u32 = 1024;
const HEADER: u32 = 60;
/// Most spaces in a row that WhatsApp takes inside a value.
const SPACES: usize = 4;

/// A template filled for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filled {
    pub rendered: Rendered,
    pub problems: Vec<FieldError>,
    /// The values as they are sent, by field: cleaned, only those of the template's slots.
    pub values: BTreeMap<String, String>,
}

/// Fills `template` with `values` (by field). Pure.
pub(crate) fn fill(template: &Template, values: &BTreeMap<String, String>) -> Filled {
    let mut problems = Vec::new();
    let mut clean = BTreeMap::new();
    for slot in &template.slots {
        let typed = values.get(&slot.field).map_or("", String::as_str);
        if let Some(code) = problem(slot, typed) {
            problems.push(refused(&slot.field, code, None));
        }
        clean.insert(slot.field.clone(), tidy(typed));
    }
    let header_text = match (template.header, &template.header_text) {
        (HeaderKind::Text, Some(text)) => pieces(text, |_| "header_field_1".to_owned(), &clean),
        _ => Vec::new(),
    };
    let body = pieces(&template.body, |number| format!("field_{number}"), &clean);
    if length(&header_text) > HEADER {
        problems.push(refused(
            "header_field_1",
            FieldErrorCode::TooLong,
            Some(HEADER),
        ));
    }
    if length(&body) > BODY {
        problems.push(refused("body", FieldErrorCode::TooLong, Some(BODY)));
    }
    let header_link = template
        .slots
        .iter()
        .find(|slot| slot.kind == SlotKind::MediaLink)
        .and_then(|slot| clean.get(&slot.field))
        .filter(|link| !link.is_empty())
        .cloned();
    let rendered = Rendered {
        header: template.header,
        header_text,
        header_link,
        body,
        footer: template.footer.clone(),
        buttons: template.buttons.clone(),
    };
    Filled {
        rendered,
        problems,
        values: clean,
    }
}

fn problem(slot: &Slot, typed: &str) -> Option<FieldErrorCode> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Some(FieldErrorCode::Required);
    }
    match slot.kind {
        SlotKind::MediaLink => {
            let leads = link(typed).is_some() || media_files::Place::read(typed).is_some();
            (!leads).then_some(FieldErrorCode::NotALink)
        }
        SlotKind::Text if bad_spaces(typed) => Some(FieldErrorCode::BadSpaces),
        SlotKind::Text => would_be_replaced(typed).then_some(FieldErrorCode::MergeField),
    }
}

fn bad_spaces(text: &str) -> bool {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.contains(breaks) || text.contains(&" ".repeat(SPACES + 1))
}

/// A link that may be sent: public https; http for this computer alone, which the practice account uses.
pub(crate) fn link(text: &str) -> Option<url::Url> {
    let url = url::Url::parse(text).ok()?;
    let loopback = match url.host()? {
        url::Host::Domain(name) => name == "localhost",
        url::Host::Ipv4(ip) => ip.is_loopback(),
        url::Host::Ipv6(ip) => ip.is_loopback(),
    };
    let safe = url.scheme() == "https" || (url.scheme() == "http" && loopback);
    (safe && !text.contains(char::is_whitespace)).then_some(url)
}

/// The server turns each run of white space into one space and trims the ends (contract section 10): do it here, so
/// that the preview and the ledger hold what arrives.
pub(crate) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pieces(
    text: &str,
    field: impl Fn(u8) -> String,
    values: &BTreeMap<String, String>,
) -> Vec<Piece> {
    text::parts(text)
        .into_iter()
        .map(|part| match part {
            text::Part::Words(words) => Piece {
                text: words.to_owned(),
                slot: None,
            },
            text::Part::Slot(number) => {
                let field = field(number);
                Piece {
                    text: values.get(&field).cloned().unwrap_or_default(),
                    slot: Some(field),
                }
            }
            // Such a template cannot be sent; it is shown as it is written.
            text::Part::Named(name) => Piece {
                text: format!("{{{{{name}}}}}"),
                slot: None,
            },
        })
        .collect()
}

/// The text of pieces.
pub(crate) fn plain(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

fn length(pieces: &[Piece]) -> u32 {
    u32::try_from(
        pieces
            .iter()
            .map(|piece| piece.text.chars().count())
            .sum::<usize>(),
    )
    .unwrap_or(u32::MAX)
}

fn refused(field: &str, code: FieldErrorCode, limit: Option<u32>) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code,
        message: None,
        limit,
    }
}

#[cfg(test)]
mod tests;

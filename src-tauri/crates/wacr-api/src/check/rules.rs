//! Rules that several checks share. Each adds what it finds to a list.

use url::Url;

use super::{Problem, Rule};

/// The characters of contract 18.1: digits, `+`, `-`, spaces, parentheses.
fn has_phone_characters(phone: &str) -> bool {
    phone.contains(|c: char| c.is_ascii_digit())
        && phone
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-()".contains(c))
}

/// The digits of a phone number as people write it.
pub(super) fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

/// Digits only, for a path: the conversation of comments (contract 15.1).
pub(crate) fn mobile(mobile: &str) -> Result<String, Problem> {
    if mobile.trim().is_empty() {
        Err(Problem::new("mobile", Rule::Missing))
    } else if has_phone_characters(mobile) {
        Ok(digits(mobile))
    } else {
        Err(Problem::new("mobile", Rule::Malformed))
    }
}

/// Whom it goes to, in 20 characters at most. Where the server checks no least length, no short number of a small country
/// is kept out: some have fewer than the 10 characters that other calls ask for.
pub(super) fn phone(phone: &str, min: usize, problems: &mut Vec<Problem>) {
    let rule = if phone.trim().is_empty() {
        Rule::Missing
    } else if !has_phone_characters(phone) {
        Rule::Malformed
    } else if phone.chars().count() < min {
        Rule::TooShort { min }
    } else if phone.chars().count() > 20 {
        Rule::TooLong { max: 20 }
    } else {
        return;
    };
    problems.push(Problem::new("phone", rule));
}

/// Digits only, 10 to 15 of them (contract 18.3).
pub(super) fn phone_digits(phone: &str, problems: &mut Vec<Problem>) {
    let rule = if phone.trim().is_empty() {
        Rule::Missing
    } else if !has_phone_characters(phone) {
        Rule::Malformed
    } else {
        match digits(phone).len() {
            10..=15 => return,
            0..10 => Rule::TooShort { min: 10 },
            _ => Rule::TooLong { max: 15 },
        }
    };
    problems.push(Problem::new("phone", rule));
}

/// Text that must be there. Characters are counted, not bytes.
pub(super) fn required(field: &str, text: &str, max: usize, problems: &mut Vec<Problem>) {
    if text.trim().is_empty() {
        problems.push(Problem::new(field, Rule::Missing));
    } else {
        at_most(field, text, max, problems);
    }
}

/// Text that may be there.
pub(super) fn optional(field: &str, text: Option<&str>, max: usize, problems: &mut Vec<Problem>) {
    if let Some(text) = text {
        at_most(field, text, max, problems);
    }
}

fn at_most(field: &str, text: &str, max: usize, problems: &mut Vec<Problem>) {
    if text.chars().count() > max {
        problems.push(Problem::new(field, Rule::TooLong { max }));
    }
}

/// An address of the web that must be there.
pub(super) fn url(field: &str, address: &str, problems: &mut Vec<Problem>) -> Option<Url> {
    let rule = match Url::parse(address.trim()) {
        _ if address.trim().is_empty() => Rule::Missing,
        Ok(url) if matches!(url.scheme(), "http" | "https") => return Some(url),
        _ => Rule::Malformed,
    };
    problems.push(Problem::new(field, rule));
    None
}

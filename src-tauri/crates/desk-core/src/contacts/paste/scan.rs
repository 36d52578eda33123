//! Emails, web addresses and phone numbers in running text.

use super::{Found, PastedField, PastedKind, labels, labels::Label};
use crate::{contacts::phone, phones};

/// Fewest digits of a number that is not said to be one.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Takes emails and web addresses out of a line.
pub(super) fn take_addresses(line: &str, found: &mut Found) -> String {
    let mut left = Vec::new();
    for word in line.split_whitespace() {
        let bare = word
            .trim_matches(['<', '>', '(', ')', '[', ']', ',', ';', '"', '\'', '：', '|'])
            .trim_end_matches('.');
        let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
        // `E-Mail:sara@example.com`
        let bare = match bare.rsplit_once([':', '：']) {
            Some((_, after)) if after.contains('@') => after,
            _ => bare,
        };
        if is_email(bare) {
            found.add(PastedField::Email, bare);
        } else if !is_link(bare) {
            left.push(word);
        }
    }
    left.join(" ")
}

fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else {
        return false;
    };
    let fine = |c: char| c.is_alphanumeric() || "._-+'".contains(c);
    !local.is_empty()
        && local.chars().all(fine)
        && host.split('.').count() > 1
        && host.split('.').all(|part| !part.is_empty())
        && host.chars().all(fine)
}

fn is_link(text: &str) -> bool {
    let lower = text.to_lowercase();
    let ends = [
        ".com", ".de", ".fr", ".org", ".net", ".co.uk", ".nl", ".es", ".it", ".se", ".io", ".br",
        ".in", ".cn", ".jp", ".example",
    ];
    lower.starts_with("http://")
        || lower.starts_with("https://")
        || lower.starts_with("www.")
        || (!lower.contains(' ')
            && lower.len() > 5
            && ends
                .iter()
                .any(|end| lower.ends_with(end) || lower.contains(&format!("{end}/"))))
}

/// Takes phone numbers out of a line; `kind` is what the line is said to be.
pub(super) fn take_phones(
    line: &str,
    kind: Option<PastedKind>,
    region: Option<&str>,
    found: &mut Found,
) -> String {
    let letters: Vec<char> = line.chars().collect();
    let mut left = String::new();
    let mut at = 0;
    while at < letters.len() {
        let starts = at == 0 || !(letters[at - 1].is_alphanumeric() || letters[at - 1] == '_');
        let c = letters[at];
        let opens = phone::digit(c).is_some()
            || phone::is_plus(c)
            || (c == '('
                && letters
                    .get(at + 1)
                    .is_some_and(|c| phone::digit(*c).is_some() || phone::is_plus(*c)));
        if !(starts && opens) {
            left.push(c);
            at += 1;
            continue;
        }
        let mut end = at;
        while end < letters.len() && belongs(letters[end], end == at) {
            end += 1;
        }
        let run: String = letters[at..end].iter().collect();
        let glued = letters.get(end).is_some_and(|c| c.is_alphabetic())
            && !run.ends_with(char::is_whitespace);
        let numbers = if glued { Vec::new() } else { numbers(&run) };
        if numbers.is_empty() {
            left.push_str(&run);
        } else {
            let said = kind.or_else(|| said_before(&left));
            left = without_label(&left);
            for number in numbers {
                let stored = phones::national_or_international(&number, region);
                let value = stored.map_or(number, |stored| phone::display(&stored));
                found.put(PastedField::Phone, &value, said);
            }
            left.push(' ');
        }
        at = end;
    }
    left.trim().to_owned()
}

fn belongs(c: char, first: bool) -> bool {
    phone::digit(c).is_some()
        || (phone::is_filler(c) && c != '\n')
        || (first && phone::is_plus(c))
        || phone::is_plus(c) && first
}

/// The numbers of a run of digits and fillers: two with a stroke between are two.
fn numbers(run: &str) -> Vec<String> {
    let run = run.trim_matches(|c: char| c.is_whitespace() || "-./".contains(c));
    let parts: Vec<&str> = run.split(" / ").collect();
    let whole = |text: &str| DIGITS.contains(&phone::digits(text).len());
    if parts.len() > 1 && parts.iter().all(|part| whole(part)) {
        return parts.iter().map(|part| part.trim().to_owned()).collect();
    }
    if !whole(run) || is_date(run) {
        return Vec::new();
    }
    let run = run.trim_end_matches('(').trim();
    vec![run.to_owned()]
}

/// `24.12.2026`, `2026-12-24`.
fn is_date(run: &str) -> bool {
    let parts: Vec<usize> = run.split(['.', '-', '/']).map(str::len).collect();
    matches!(parts[..], [1 | 2, 1 | 2, 4] | [4, 1 | 2, 1 | 2])
}

/// The label that ends the text: `M` of `M: `.
fn said_before(text: &str) -> Option<PastedKind> {
    match labels::of(&text[last_words(text)..]) {
        Some(Label::Phone(kind)) => kind,
        _ => None,
    }
}

fn without_label(text: &str) -> String {
    let at = last_words(text);
    match labels::of(&text[at..]) {
        Some(Label::Phone(_)) => text[..at].to_owned(),
        _ => text.to_owned(),
    }
}

/// Where the word before a number begins.
fn last_words(text: &str) -> usize {
    let words = text.trim_end_matches([' ', ':', '：', '.', '-', '–', '+', '(']);
    words
        .rfind([',', '|', ';', '·', '•', '/', ' '])
        .map_or(0, |at| {
            at + words[at..].chars().next().map_or(1, char::len_utf8)
        })
}

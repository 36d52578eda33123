//! vCard 2.1, 3 and 4 (RFC 6350 and its elders), as phones, mail programs and address books write them.

use super::{Found, Pasted, PastedField, PastedKind, name};
use crate::{contacts::phone, phones};

/// One line of a card: `item1.TEL;TYPE=CELL:+44 …`.
struct Property {
    name: String,
    params: Vec<(String, String)>,
    value: String,
}

/// None when the text holds no card.
pub(super) fn read(text: &str, region: Option<&str>) -> Option<Pasted> {
    let upper = text.to_ascii_uppercase();
    let start = upper.find("BEGIN:VCARD")?;
    let others = upper.matches("BEGIN:VCARD").count() - 1;
    let end = upper[start..]
        .find("END:VCARD")
        .map_or(text.len(), |at| start + at);
    let properties: Vec<Property> = lines(&text[start..end])
        .iter()
        .filter_map(|line| property(line))
        .collect();
    let mut found = Found::default();
    let by_name = |wanted: &'static str| {
        properties
            .iter()
            .filter(move |property| property.name == wanted)
    };
    for property in by_name("N") {
        let parts = split(&property.value, ';');
        let part = |at: usize| parts.get(at).map(|part| clean(part)).unwrap_or_default();
        found.add(PastedField::Lastname, &part(0));
        found.add(
            PastedField::Firstname,
            format!("{} {}", part(1), part(2)).trim(),
        );
    }
    if !found.has(PastedField::Firstname) && !found.has(PastedField::Lastname) {
        for property in by_name("FN") {
            let (first, last) = name::split(&clean(&property.value));
            found.add(PastedField::Firstname, &first);
            found.add(PastedField::Lastname, &last);
        }
    }
    for property in by_name("TEL") {
        let value = clean(&property.value);
        let number = value.strip_prefix("tel:").unwrap_or(&value);
        let number = number.split(';').next().unwrap_or_default().trim();
        let stored = phones::national_or_international(number, region);
        let shown = stored.map_or(number.to_owned(), |stored| phone::display(&stored));
        found.put(PastedField::Phone, &shown, property.kind());
    }
    for property in by_name("EMAIL") {
        let value = clean(&property.value);
        found.add(
            PastedField::Email,
            value.strip_prefix("mailto:").unwrap_or(&value),
        );
    }
    for property in by_name("ORG") {
        let company = split(&property.value, ';').first().map(|part| clean(part));
        found.add(PastedField::Company, &company.unwrap_or_default());
    }
    for property in by_name("ADR") {
        let parts = split(&property.value, ';');
        let part = |at: usize| parts.get(at).map(|part| clean(part)).unwrap_or_default();
        let street = [part(1), part(2)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>();
        found.add(PastedField::Address, &street.join(", "));
        found.add(PastedField::City, &part(3));
        found.add(PastedField::State, &part(4));
        found.add(PastedField::Zip, &part(5));
    }
    for property in by_name("NOTE") {
        found.add(PastedField::Description, &unescape(&property.value));
    }
    Some(found.done(u32::try_from(others).unwrap_or(u32::MAX)))
}

impl Property {
    fn has(&self, wanted: &str) -> bool {
        self.params.iter().any(|(name, value)| {
            (name.is_empty() || name == "TYPE")
                && value
                    .split(',')
                    .any(|one| one.trim_matches('"').eq_ignore_ascii_case(wanted))
        })
    }

    fn kind(&self) -> Option<PastedKind> {
        [
            ("FAX", PastedKind::Fax),
            ("CELL", PastedKind::Mobile),
            ("IPHONE", PastedKind::Mobile),
            ("WORK", PastedKind::Work),
            ("HOME", PastedKind::Home),
        ]
        .into_iter()
        .find(|(name, _)| self.has(name))
        .map(|(_, kind)| kind)
    }
}

/// Lines with their continuations: a blank in front, or, in quoted-printable, a `=` at the end of the one before.
fn lines(card: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in card.lines() {
        let line = line.trim_end_matches('\r');
        let soft = lines.last().is_some_and(|last| {
            last.ends_with('=') && last.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
        });
        match lines.last_mut() {
            Some(last) if soft => {
                last.pop();
                last.push_str(line.trim_start());
            }
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(&line[1..]),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

fn property(line: &str) -> Option<Property> {
    let at = colon(line)?;
    let (head, value) = (&line[..at], &line[at + 1..]);
    let mut parts = head.split(';');
    let name = parts
        .next()?
        .rsplit('.')
        .next()?
        .trim()
        .to_ascii_uppercase();
    let params: Vec<(String, String)> = parts
        .map(|part| match part.split_once('=') {
            Some((name, value)) => (name.trim().to_ascii_uppercase(), value.trim().to_owned()),
            None => (String::new(), part.trim().to_owned()),
        })
        .collect();
    let quoted = params
        .iter()
        .any(|(_, value)| value.eq_ignore_ascii_case("QUOTED-PRINTABLE"));
    let charset = params
        .iter()
        .find(|(name, _)| name == "CHARSET")
        .map(|(_, value)| value.as_str());
    let value = if quoted {
        printable(value, charset)
    } else {
        value.to_owned()
    };
    Some(Property {
        name,
        params,
        value,
    })
}

/// The colon that ends the head: not one inside quotes.
fn colon(line: &str) -> Option<usize> {
    let mut quoted = false;
    line.char_indices().find_map(|(at, c)| {
        if c == '"' {
            quoted = !quoted;
        }
        (c == ':' && !quoted).then_some(at)
    })
}

fn printable(value: &str, charset: Option<&str>) -> String {
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'=')
            .then(|| value.get(at + 1..at + 3))
            .flatten()
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(code) => {
                out.push(code);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    let latin = charset.is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        name.starts_with("iso-8859-1") || name.contains("1252")
    });
    match String::from_utf8(out) {
        Ok(text) if !latin => text,
        Ok(text) => text,
        // Old phones say UTF-8 and mean their own page.
        Err(error) => error.into_bytes().into_iter().map(char::from).collect(),
    }
}

/// Cuts at a separator that is not escaped.
fn split(value: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for c in value.chars() {
        if c == separator && !escaped {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    parts
}

fn unescape(value: &str) -> String {
    let mut out = String::new();
    let mut letters = value.chars();
    while let Some(c) = letters.next() {
        match c {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c) => out.push(c),
                None => {}
            },
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// A value for a field of one line.
fn clean(value: &str) -> String {
    let text = unescape(value);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

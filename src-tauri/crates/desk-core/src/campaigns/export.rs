//! A run's report as CSV. Cells that a spreadsheet would take for a formula are made harmless.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{Campaign, Recipient};
use crate::outbox::render::plain;

const COLUMNS: [&str; 17] = [
    "position",
    "name",
    "phone",
    "contact",
    "state",
    "reason",
    "class",
    "detail",
    "attempt",
    "retry_of",
    "called_at",
    "settled_at",
    "message_id",
    "request_id",
    "delivery",
    "row",
    "text",
];

/// The report: the run's settings as lines of name and value, an empty line, then a line a row.
pub(super) fn csv(run: &Campaign, people: &[Recipient]) -> String {
    let mut out = String::from("\u{feff}");
    let word = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => text,
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    let json = |value| serde_json::to_value(value).map(word).unwrap_or_default();
    for (name, value) in [
        ("run", run.name.clone()),
        ("template", run.template.name.clone()),
        ("language", run.template.language.clone()),
        (
            "state",
            serde_json::to_value(run.state)
                .map(word)
                .unwrap_or_default(),
        ),
        ("created_at", run.created_at.clone()),
        ("started_at", run.started_at.clone().unwrap_or_default()),
        ("ended_at", run.ended_at.clone().unwrap_or_default()),
        ("settings", json(&run.settings)),
        ("body", run.template.body.clone()),
    ] {
        line(&mut out, [name, &value]);
    }
    line(&mut out, [""]);
    line(&mut out, COLUMNS);
    for person in people {
        let send = &person.send;
        let refusal = send.refusal.as_ref();
        let skip = person
            .skip
            .map(|skip| serde_json::to_value(skip).map(word).unwrap_or_default());
        let reason = refusal.map(|refusal| refusal.key.clone()).or(skip);
        let class = refusal.map(|r| serde_json::to_value(r.class).map(word).unwrap_or_default());
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells = [
            person.position.to_string(),
            person.name.clone(),
            // A number in a spreadsheet loses its plus; with a quote in front it is text.
            send.phone.clone(),
            if send.contact == 0 {
                String::new()
            } else {
                send.contact.to_string()
            },
            serde_json::to_value(send.state)
                .map(word)
                .unwrap_or_default(),
            reason.unwrap_or_default(),
            class.unwrap_or_default(),
            refusal
                .and_then(|refusal| refusal.detail.clone())
                .unwrap_or_default(),
            person.attempt.to_string(),
            person
                .retry_of
                .map_or_else(String::new, |row| row.to_string()),
            text(&person.called_at),
            text(&send.settled_at),
            text(&person.message_id),
            text(&send.request_id),
            serde_json::to_value(send.delivery)
                .map(word)
                .unwrap_or_default(),
            send.id.to_string(),
            plain(&send.rendered.body),
        ];
        line(&mut out, cells.each_ref().map(String::as_str));
    }
    out
}

fn line<const N: usize>(out: &mut String, cells: [&str; N]) {
    for (place, text) in cells.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        out.push_str(&cell(text));
    }
    out.push_str("\r\n");
}

/// A cell that no spreadsheet runs, quoted where it must be.
fn cell(text: &str) -> String {
    let harmless = match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    };
    match harmless.contains(['"', ',', ';', '\n', '\r']) {
        true => format!("\"{}\"", harmless.replace('"', "\"\"")),
        false => harmless,
    }
}

/// Writes the report beside what is there already, never over it. Only its owner may read it.
pub(super) fn write(folder: &Path, run: &Campaign, text: &str) -> io::Result<PathBuf> {
    let name: String = run
        .name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .take(60)
        .collect();
    std::fs::create_dir_all(folder)?;
    for number in 1.. {
        let path = folder.join(match number {
            1 => format!("{name}.csv"),
            _ => format!("{name}-{number}.csv"),
        });
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                file.sync_all()?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 10_000 => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no name is free"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        for (text, expected) in [
            ("Nadia", "Nadia"),
            ("=1+1", "'=1+1"),
            ("+15550100142", "'+15550100142"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("a, \"b\"", "\"a, \"\"b\"\"\""),
            ("=A1,B1", "\"'=A1,B1\""),
            ("two\nlines", "\"two\nlines\""),
            ("", ""),
        ] {
            assert_eq!(cell(text), expected, "{text}");
        }
    }
}

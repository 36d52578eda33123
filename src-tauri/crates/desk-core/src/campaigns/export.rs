//! A run's report on disk: as CSV, or as a workbook.

mod csv;
mod xlsx;

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::{Campaign, Recipient, ReportFormat};
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

/// What a report says, whatever it is written as.
struct Report {
    settings: Vec<(&'static str, String)>,
    rows: Vec<[String; COLUMNS.len()]>,
}

/// The word the bridge has for a value.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(serde_json::Value::Null) | Err(_) => String::new(),
        Ok(other) => other.to_string(),
    }
}

fn report(run: &Campaign, people: &[Recipient]) -> Report {
    Report {
        settings: vec![
            ("run", run.name.clone()),
            ("template", run.template.name.clone()),
            ("language", run.template.language.clone()),
            ("state", word(run.state)),
            ("created_at", run.created_at.clone()),
            ("started_at", run.started_at.clone().unwrap_or_default()),
            ("ended_at", run.ended_at.clone().unwrap_or_default()),
            ("settings", word(&run.settings)),
            ("body", run.template.body.clone()),
        ],
        rows: people.iter().map(row).collect(),
    }
}

fn row(person: &Recipient) -> [String; COLUMNS.len()] {
    let send = &person.send;
    let refusal = send.refusal.as_ref();
    let reason = refusal.map(|refusal| refusal.key.clone());
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let known = |contact: i64| (contact != 0).then(|| contact.to_string());
    [
        person.position.to_string(),
        person.name.clone(),
        send.phone.clone(),
        known(send.contact).unwrap_or_default(),
        word(send.state),
        reason.or_else(|| person.skip.map(word)).unwrap_or_default(),
        refusal
            .map(|refusal| word(refusal.class))
            .unwrap_or_default(),
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
        word(send.delivery),
        send.id.to_string(),
        plain(&send.rendered.body),
    ]
}

/// Writes the report beside what is there already, never over it. Only its owner may read it.
pub(super) fn write(
    folder: &Path,
    format: ReportFormat,
    run: &Campaign,
    people: &[Recipient],
) -> io::Result<PathBuf> {
    let report = report(run, people);
    let (ending, bytes) = match format {
        ReportFormat::Csv => ("csv", csv::csv(&report).into_bytes()),
        ReportFormat::Xlsx => ("xlsx", xlsx::xlsx(&report).map_err(io::Error::other)?),
    };
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
            1 => format!("{name}.{ending}"),
            _ => format!("{name}-{number}.{ending}"),
        });
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(&bytes)?;
                file.sync_all()?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 10_000 => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no name is free"))
}

//! Tables of people on disk: as CSV, or as a workbook.

mod csv;
mod messages;
mod report;
mod xlsx;

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::ReportFormat;
use crate::private_files;

pub(super) use messages::messages;
pub(super) use report::report;

/// What is written, whatever it is written as.
pub(super) struct Sheet {
    /// What it is of: name and value.
    about: Vec<(&'static str, String)>,
    columns: Vec<String>,
    /// As many cells each as there are columns.
    rows: Vec<Vec<String>>,
}

/// The word the bridge has for a value.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(serde_json::Value::Null) | Err(_) => String::new(),
        Ok(other) => other.to_string(),
    }
}

/// Writes a sheet beside what is there already, never over it. Only its owner may read it.
pub(super) fn write(
    folder: &Path,
    format: ReportFormat,
    name: &str,
    sheet: &Sheet,
) -> io::Result<PathBuf> {
    let (ending, bytes) = match format {
        ReportFormat::Csv => ("csv", csv::csv(sheet).into_bytes()),
        ReportFormat::Xlsx => ("xlsx", xlsx::xlsx(sheet).map_err(io::Error::other)?),
    };
    let name: String = name
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
        let mut options = private_files::options();
        match options.write(true).create_new(true).open(&path) {
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

//! The figures as a table, in docs/performance.md between its two marks.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::trouble;
use crate::console::Failure;

const BEGIN: &str = "<!-- measured: begin -->";
const END: &str = "<!-- measured: end -->";

/// What was measured together.
pub struct Section {
    title: String,
    rounds: u64,
    figures: Vec<Value>,
}

/// Reads what was measured: a title each, and the file.
pub fn read(files: &[(String, PathBuf)]) -> Result<Vec<Section>, Failure> {
    files
        .iter()
        .map(|(title, file)| {
            let text = fs::read_to_string(file).map_err(trouble)?;
            let told: Value = serde_json::from_str(&text)
                .map_err(|error| Failure::new(error.to_string(), "measure again"))?;
            Ok(Section {
                title: title.clone(),
                rounds: told["rounds"].as_u64().unwrap_or_default(),
                figures: told["figures"].as_array().cloned().unwrap_or_default(),
            })
        })
        .collect()
}

/// As Markdown.
pub fn table(sections: &[Section]) -> String {
    let mut out = String::new();
    for section in sections {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "**{}**, {} rounds\n\n| What | Measured | At most | Holds | Of |\n|---|---:|---:|---|---|",
            section.title, section.rounds
        );
        for figure in &section.figures {
            let _ = writeln!(out, "{}", row(figure));
        }
        out.push('\n');
    }
    out
}

fn row(figure: &Value) -> String {
    let text = |key: &str| figure[key].as_str().unwrap_or_default();
    let value = figure["value"].as_f64();
    let limit = figure["limit"].as_f64();
    let shown = |number: Option<f64>| match number {
        Some(number) if text("unit") == "×" => format!("{number:.2} ×"),
        Some(number) => format!("{number:.1} {}", text("unit")),
        None => "?".into(),
    };
    let holds = match (value, limit) {
        (Some(value), Some(limit)) if value <= limit => "yes",
        (_, Some(_)) => "**no**",
        (_, None) => "",
    };
    format!(
        "| {} | {} | {} | {holds} | {} |",
        text("what"),
        shown(value),
        limit.map_or_else(String::new, |limit| {
            // As many digits as it has, two after the point at most.
            format!("{} {}", (limit * 100.0).round() / 100.0, text("unit"))
        }),
        text("detail")
    )
}

/// Puts the table in its place.
pub fn write(file: &Path, machine: &str, sections: &[Section]) -> Result<(), Failure> {
    let text = fs::read_to_string(file).map_err(trouble)?;
    let (before, rest) = text.split_once(BEGIN).ok_or_else(|| lost(BEGIN))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| lost(END))?;
    let new = format!(
        "{before}{BEGIN}\n\nMeasured on: {machine}.\n\n{}{END}{after}",
        table(sections)
    );
    fs::write(file, new).map_err(trouble)
}

fn lost(mark: &str) -> Failure {
    Failure::new(
        format!("docs/performance.md has no line `{mark}`"),
        "put it back: the table goes between the two marks",
    )
}

/// `100,000`.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_over_its_limit_is_said_not_to_hold() {
        let figure = |value: f64| {
            serde_json::json!({
                "what": "Start", "value": value, "unit": "×", "limit": 2.0, "detail": "900 ms to 500 ms",
            })
        };
        assert_eq!(
            row(&figure(1.8)),
            "| Start | 1.80 × | 2 × | yes | 900 ms to 500 ms |"
        );
        assert_eq!(
            row(&figure(2.01)),
            "| Start | 2.01 × | 2 × | **no** | 900 ms to 500 ms |"
        );
        // Not measured is not held: a number that is none comes as null.
        assert!(row(&figure(f64::NAN)).contains("**no**"));
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(thousands(200_000), "200,000");
        assert_eq!(thousands(50), "50");
    }
}

//! A report as CSV. Cells that a spreadsheet would take for a formula are made harmless.

use super::{COLUMNS, Report};

/// The run's settings as lines of name and value, an empty line, then a line a row.
pub(super) fn csv(report: &Report) -> String {
    let mut out = String::from("\u{feff}");
    for (name, value) in &report.settings {
        line(&mut out, [name, value]);
    }
    line(&mut out, [""]);
    line(&mut out, COLUMNS);
    for row in &report.rows {
        line(&mut out, row.each_ref().map(String::as_str));
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

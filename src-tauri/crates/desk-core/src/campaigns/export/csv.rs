//! A sheet as CSV. Cells that a spreadsheet would take for a formula are made harmless.

use super::Sheet;

/// What it is of as lines of name and value, an empty line, then a line a row.
pub(super) fn csv(sheet: &Sheet) -> String {
    let mut out = String::from("\u{feff}");
    for (name, value) in &sheet.about {
        line(&mut out, [*name, value.as_str()]);
    }
    line(&mut out, [""]);
    line(&mut out, sheet.columns.iter().map(String::as_str));
    for row in &sheet.rows {
        line(&mut out, row.iter().map(String::as_str));
    }
    out
}

fn line<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (place, text) in cells.into_iter().enumerate() {
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

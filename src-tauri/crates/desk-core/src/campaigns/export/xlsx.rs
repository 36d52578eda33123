//! A report as a workbook: the people on the first sheet, the run on the second. Every cell holds text or a number, and
//! a spreadsheet runs neither.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::{COLUMNS, Report};

/// Columns that are counted with.
const NUMBERS: [&str; 3] = ["position", "contact", "attempt"];
/// Most characters of a cell.
const CELL: usize = 32_767;
/// Widths in characters, of those that need more than a spreadsheet gives.
const WIDTHS: [(&str, f64); 6] = [
    ("name", 26.0),
    ("phone", 18.0),
    ("reason", 22.0),
    ("called_at", 21.0),
    ("settled_at", 21.0),
    ("text", 80.0),
];

/// The workbook.
pub(super) fn xlsx(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let people = book.add_worksheet().set_name("People")?;
    people.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(COLUMNS) {
        people.write_string_with_format(0, column, name, &bold)?;
        if let Some((_, width)) = WIDTHS.iter().find(|(wide, _)| *wide == name) {
            people.set_column_width(column, *width)?;
        }
    }
    for (line, row) in (1..).zip(&report.rows) {
        for ((column, name), text) in (0..).zip(COLUMNS).zip(row) {
            match text.parse::<u32>() {
                Ok(number) if NUMBERS.contains(&name) => {
                    people.write_number(line, column, number)?;
                }
                _ => {
                    people.write_string(line, column, cut(text))?;
                }
            }
        }
    }
    let last = u32::try_from(report.rows.len()).unwrap_or(u32::MAX);
    people.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    let run = book.add_worksheet().set_name("Run")?;
    run.set_column_width(0, 14)?;
    run.set_column_width(1, 100)?;
    for (line, (name, value)) in (0..).zip(&report.settings) {
        run.write_string_with_format(line, 0, *name, &bold)?;
        run.write_string(line, 1, cut(value))?;
    }
    book.save_to_buffer()
}

/// No cell is refused for its length.
fn cut(text: &str) -> &str {
    text.char_indices()
        .nth(CELL)
        .map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    #[test]
    fn a_cell_is_what_was_written_and_no_formula() {
        let mut row: [String; COLUMNS.len()] = Default::default();
        row[0] = "0".into();
        row[1] = "=1+1".into();
        row[2] = "+15550100142".into();
        row[16] = "two\nlines".into();
        let report = Report {
            settings: vec![("run", "Spring".into()), ("body", "=A1".repeat(20_000))],
            rows: vec![row],
        };
        let bytes = xlsx(&report).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let people = book.worksheet_range("People").unwrap();
        let at = |line, column| {
            people
                .get_value((line, column))
                .cloned()
                .unwrap_or_default()
        };
        assert_eq!(at(0, 2), Data::String("phone".into()));
        assert_eq!(at(1, 0), Data::Float(0.0));
        assert_eq!(at(1, 1), Data::String("=1+1".into()));
        assert_eq!(at(1, 2), Data::String("+15550100142".into()));
        assert_eq!(at(1, 16), Data::String("two\nlines".into()));
        assert!(book.worksheet_formula("People").unwrap().is_empty());
        let run = book.worksheet_range("Run").unwrap();
        assert_eq!(run.get_value((0, 1)), Some(&Data::String("Spring".into())));
    }
}

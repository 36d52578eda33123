//! A sheet as a workbook: the people on the first page, what it is of on the second. Every cell holds text or a number, and
//! a spreadsheet runs neither.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::Sheet;

/// Columns that are counted with.
const NUMBERS: [&str; 4] = ["position", "contact", "attempt", "length"];
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
pub(super) fn xlsx(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let people = book.add_worksheet().set_name("People")?;
    people.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(&sheet.columns) {
        people.write_string_with_format(0, column, name, &bold)?;
        if let Some((_, width)) = WIDTHS.iter().find(|(wide, _)| wide == name) {
            people.set_column_width(column, *width)?;
        }
    }
    for (line, row) in (1..).zip(&sheet.rows) {
        for ((column, name), text) in (0..).zip(&sheet.columns).zip(row) {
            match text.parse::<u32>() {
                Ok(number) if NUMBERS.contains(&name.as_str()) => {
                    people.write_number(line, column, number)?;
                }
                _ => {
                    people.write_string(line, column, cut(text))?;
                }
            }
        }
    }
    let last_column = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let last = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    people.autofilter(0, 0, last, last_column)?;
    let run = book.add_worksheet().set_name("Run")?;
    run.set_column_width(0, 14)?;
    run.set_column_width(1, 100)?;
    for (line, (name, value)) in (0..).zip(&sheet.about) {
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
        let sheet = Sheet {
            about: vec![("run", "Spring".into()), ("body", "=A1".repeat(20_000))],
            columns: ["position", "name", "phone", "text"]
                .map(str::to_owned)
                .to_vec(),
            rows: vec![
                ["0", "=1+1", "+15550100142", "two\nlines"]
                    .map(str::to_owned)
                    .to_vec(),
            ],
        };
        let bytes = xlsx(&sheet).unwrap();
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
        assert_eq!(at(1, 3), Data::String("two\nlines".into()));
        assert!(book.worksheet_formula("People").unwrap().is_empty());
        let run = book.worksheet_range("Run").unwrap();
        assert_eq!(run.get_value((0, 1)), Some(&Data::String("Spring".into())));
    }
}

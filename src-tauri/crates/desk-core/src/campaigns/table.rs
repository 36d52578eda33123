//! Reading a pasted list of numbers, or a table: the text of a CSV file, or cells copied from a spreadsheet. Pure.

use super::values::heading;
use crate::contacts::phone;

/// A table. Rows may be shorter than the headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Headings that say number, in lower case.
const NUMBER: [&str; 16] = [
    "phone",
    "phone number",
    "phonenumber",
    "phone_number",
    "number",
    "mobile",
    "mobile number",
    "cell",
    "tel",
    "telephone",
    "telefon",
    "telefono",
    "teléfono",
    "celular",
    "whatsapp",
    "whatsapp number",
];

/// Reads a table. The delimiter is whichever of comma, semicolon and tab the first line has most of; the first line is
/// the heading unless a number stands in it.
pub(crate) fn read(text: &str) -> Table {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [',', ';', '\t']
        .into_iter()
        .max_by_key(|delimiter| outside_quotes(first, *delimiter))
        .unwrap_or(',');
    let mut rows = cells(text, delimiter);
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let headed = rows
        .first()
        .is_some_and(|row| !row.iter().any(|cell| phone::normalise(cell).is_ok()));
    let columns = match headed {
        true => rows
            .remove(0)
            .iter()
            .map(|cell| cell.trim().to_owned())
            .collect(),
        false => {
            let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
            (1..=widest).map(|number| number.to_string()).collect()
        }
    };
    Table { columns, rows }
}

impl Table {
    /// The column of that heading, or the one that looks like it holds numbers.
    pub(crate) fn number_column(&self, wanted: Option<&str>) -> Option<usize> {
        if let Some(wanted) = wanted {
            let wanted = heading(wanted);
            return self.columns.iter().position(|name| heading(name) == wanted);
        }
        let named = |name: &&str| {
            self.columns
                .iter()
                .position(|column| heading(column) == **name)
        };
        NUMBER.iter().find_map(named).or_else(|| {
            let some = &self.rows[..self.rows.len().min(20)];
            let fits = |column: &usize| {
                some.iter()
                    .filter(|row| {
                        row.get(*column)
                            .is_some_and(|cell| phone::normalise(cell).is_ok())
                    })
                    .count()
            };
            (0..self.columns.len())
                .rev()
                .max_by_key(fits)
                .filter(|column| fits(column) * 2 > some.len())
        })
    }
}

fn outside_quotes(line: &str, delimiter: char) -> usize {
    let mut quoted = false;
    line.chars()
        .filter(|c| {
            quoted ^= *c == '"';
            !quoted && *c == delimiter
        })
        .count()
}

fn cells(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            _ if quoted => cell.push(c),
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ if c == delimiter => row.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

/// Numbers of a pasted list, one a line; commas, semicolons and tabs may stand between several. As they were typed.
pub(crate) fn numbers(text: &str) -> Vec<String> {
    text.split(['\n', '\r', ',', ';', '\t'])
        .map(str::trim)
        .filter(|number| !number.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables() {
        let table = read(
            "\u{feff}Name;Phone;Note\r\n\"Nadia; V.\";+44 7700 900177;\"said \"\"hi\"\"\nand left\"\r\n\r\nTomas;+15550100142",
        );
        assert_eq!(table.columns, ["Name", "Phone", "Note"]);
        assert_eq!(
            table.rows,
            [
                vec!["Nadia; V.", "+44 7700 900177", "said \"hi\"\nand left"],
                vec!["Tomas", "+15550100142"]
            ]
        );
        assert_eq!(table.number_column(None), Some(1));
        assert_eq!(table.number_column(Some(" phone ")), Some(1));
        assert_eq!(table.number_column(Some("mobile")), None);
        // Copied from a spreadsheet, without a heading.
        let bare = read("Nadia\t+447700900177\nTomas\t+15550100142\n");
        assert_eq!(bare.columns, ["1", "2"]);
        assert_eq!((bare.rows.len(), bare.number_column(None)), (2, Some(1)));
        let none = read("Name,City\nNadia,Springfield");
        assert_eq!(none.number_column(None), None);
        assert_eq!(read(""), Table::default());
        assert_eq!(read("Name,Phone").rows.len(), 0);
    }

    #[test]
    fn pasted_numbers() {
        assert_eq!(
            numbers("+44 7700 900177\r\n +15550100142, 0049 170 1234567;\n\nnobody"),
            [
                "+44 7700 900177",
                "+15550100142",
                "0049 170 1234567",
                "nobody"
            ]
        );
    }
}

//! Splits a text into words exactly as the text index does: by asking the same tokenizer.

use rusqlite::Connection;

/// The tokenizer on an index of its own, in memory.
pub(super) struct Splitter(Connection);

impl Splitter {
    pub(super) fn new() -> rusqlite::Result<Self> {
        let connection = Connection::open_in_memory()?;
        // The tokenizer is that of `contact_words` (store/schema.rs).
        connection.execute_batch(
            "CREATE VIRTUAL TABLE asked USING fts5 (
                text, tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\");
            CREATE VIRTUAL TABLE words USING fts5vocab (asked, instance);",
        )?;
        Ok(Self(connection))
    }

    /// The words, in order.
    pub(super) fn split(&self, text: &str) -> rusqlite::Result<Vec<Vec<u8>>> {
        self.0
            .prepare_cached("INSERT INTO asked (rowid, text) VALUES (1, ?1)")?
            .execute([text])?;
        let words = self
            .0
            .prepare_cached("SELECT CAST(term AS BLOB) FROM words ORDER BY offset")?
            .query_map([], |row| row.get(0))?
            .collect();
        self.0
            .prepare_cached("DELETE FROM asked WHERE rowid = 1")?
            .execute([])?;
        words
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn as_the_index_does() {
        let splitter = Splitter::new().unwrap();
        let split = |text: &str| {
            splitter
                .split(text)
                .unwrap()
                .into_iter()
                .map(|word| String::from_utf8(word).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(split("O'Brien"), ["o", "brien"]);
        assert_eq!(split("ÉLODIE"), ["elodie"]);
        assert_eq!(split("नाम"), ["नाम"]);
        assert!(split("- .").is_empty());
        assert_eq!(split("again"), ["again"], "nothing is left of before");
    }
}

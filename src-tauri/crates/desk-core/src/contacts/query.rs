//! What a person typed into the search box, read as words and as a number.

use super::{
    infix::{self, Part},
    phone,
    twins::twins,
};

/// A search, ready for the indexes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Wanted {
    /// All must be met; a word may be met as text or, if it is digits, as part of the number.
    pub words: Vec<Word>,
    /// The whole text as a number, in the spellings it may be stored in, most literal first.
    pub number: Vec<String>,
}

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// As typed.
    pub text: String,
    /// As an FTS5 prefix: `"nad"*`.
    pub fts: String,
    /// Its digits, if it is nothing else and long enough for the index of numbers.
    pub digits: Option<String>,
    /// How it is looked for in the middle of words.
    pub part: Part,
}

/// Fewest digits the index of numbers can look for.
const TRIGRAM: usize = 3;
/// A national number without its trunk zero is at least this long: below it, zeros are part of what is looked for.
const NATIONAL: usize = 6;

/// Reads the search box. Nothing wanted: `Wanted::default()`.
pub(crate) fn read(text: &str) -> Wanted {
    let number = number(text);
    let words = if number.len() > 1 || text.trim().starts_with(phone::is_plus) {
        // `+44 7700` and `07700 900` can only be numbers.
        Vec::new()
    } else {
        text.split_whitespace().filter_map(word).collect()
    };
    Wanted {
        words,
        number: with_twins(number),
    }
}

/// What the server is asked for: it matches text literally and keeps numbers as `+digits` (contract section 6).
pub(crate) fn for_server(text: &str) -> String {
    match number(text).pop() {
        Some(digits) => common_end(digits),
        None => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn word(text: &str) -> Option<Word> {
    if !text.contains(char::is_alphanumeric) {
        return None;
    }
    let all_digits: Option<String> = text.chars().map(phone::digit).collect();
    Some(Word {
        text: text.to_owned(),
        fts: format!("\"{}\"*", text.replace('"', " ")),
        digits: all_digits.filter(|digits| digits.len() >= TRIGRAM),
        part: infix::part(text),
    })
}

fn number(text: &str) -> Vec<String> {
    let readable = |c: char| phone::digit(c).is_some() || phone::is_filler(c) || phone::is_plus(c);
    let typed = phone::digits(text);
    if typed.len() < TRIGRAM || !text.chars().all(readable) {
        return Vec::new();
    }
    let mut spellings = vec![typed.clone()];
    let mut add = |digits: &str| {
        if digits.len() >= NATIONAL && !spellings.iter().any(|known| known == digits) {
            spellings.push(digits.to_owned());
        }
    };
    // 0044 7700 …, 07700 …, +44 (0)7700 …
    if let Some(rest) = typed.strip_prefix("00") {
        add(rest);
    } else if let Some(rest) = typed.strip_prefix('0') {
        add(rest);
    }
    if text.contains("(0)")
        && let Ok(stored) = phone::normalise(text)
    {
        add(&stored[1..]);
    }
    spellings
}

/// The spellings, and after them those of the twins.
fn with_twins(mut spellings: Vec<String>) -> Vec<String> {
    for twin in spellings
        .iter()
        .flat_map(|one| twins(one))
        .collect::<Vec<_>>()
    {
        if !spellings.contains(&twin) {
            spellings.push(twin);
        }
    }
    spellings
}

/// What a number and its twins have in common, which is how they end.
fn common_end(digits: String) -> String {
    let shared = |one: &str, other: &str| {
        let ends = one.bytes().rev().zip(other.bytes().rev());
        ends.take_while(|(a, b)| a == b).count()
    };
    let all = twins(&digits);
    let length = all.iter().map(|twin| shared(&digits, twin)).min();
    digits[digits.len() - length.unwrap_or(digits.len())..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(text: &str) -> Vec<String> {
        read(text).number
    }

    #[test]
    fn numbers_in_any_spelling() {
        let table: &[(&str, &[&str])] = &[
            ("0142", &["0142"]),
            ("+44 7700 900177", &["447700900177"]),
            ("0044 7700 900177", &["00447700900177", "447700900177"]),
            ("07700 900-177", &["07700900177", "7700900177"]),
            ("+44 (0)7700 900177", &["4407700900177", "447700900177"]),
            ("٠١٤٢", &["0142"]),
            ("०१४२", &["0142"]),
            ("+55 11 98765-4321", &["5511987654321", "551187654321"]),
            ("+52 55 1234 5678", &["525512345678", "5215512345678"]),
            ("12", &[]),
            ("Nadia", &[]),
            ("Nadia 0142", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(spellings(text), *expected, "{text}");
        }
    }

    #[test]
    fn words_are_prefixes_and_never_syntax() {
        let fts = |text: &str| {
            read(text)
                .words
                .into_iter()
                .map(|word| word.fts)
                .collect::<Vec<_>>()
        };
        assert_eq!(fts("na ver"), ["\"na\"*", "\"ver\"*"]);
        assert_eq!(fts("\" OR * NEAR("), ["\"OR\"*", "\"NEAR(\"*"]);
        assert_eq!(fts("o\"b"), ["\"o b\"*"]);
        assert_eq!(fts("- & 🙂"), Vec::<String>::new());
        assert_eq!(fts("+44 7700"), Vec::<String>::new());
    }

    #[test]
    fn digits_among_words() {
        let words = read("nadia 0142 7").words;
        assert_eq!(words[1].digits.as_deref(), Some("0142"));
        assert_eq!(words[2].digits, None);
    }

    #[test]
    fn the_server_gets_what_it_can_match() {
        assert_eq!(for_server("  nadia   v "), "nadia v");
        assert_eq!(for_server("+44 7700"), "447700");
        assert_eq!(for_server("07700 900177"), "7700900177");
        // Both spellings end so.
        assert_eq!(for_server("+55 11 98765-4321"), "87654321");
        assert_eq!(for_server("+52 1 55 1234 5678"), "5512345678");
        assert_eq!(for_server("011 15 2345-6789"), "23456789");
    }
}

//! Parts of words: "avel" finds Pavel, "小明" finds 王小明. The last of the sets a search gives.

use rusqlite::Connection;

use super::{fold::fold, query::Word};

/// Fewest characters the index of parts can look for.
const TRIGRAM: usize = 3;

/// The index of such names answers to its own condition, word for word.
const IN_NAME: &str = "SELECT id FROM contact
    WHERE name_key GLOB '*[ᄀ-ᇿ々-ヿ㐀-鿿豈-﫿𠀀-𳎯]*' AND instr(name_key, ?1) > 0";

/// A word to be met anywhere in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// By the index of parts, as an FTS5 phrase.
    Indexed(String),
    /// One or two characters of a script without spaces, folded: looked for in the names.
    InName(String),
    /// Too short to be more than a beginning.
    Beginning,
}

/// How a word is looked for anywhere.
pub(crate) fn part(text: &str) -> Part {
    // As the index counts: marks that it drops are no characters, and it takes no letter of hangul apart.
    let dropped = |c: &char| matches!(c, '\u{300}'..='\u{36f}');
    if text.chars().filter(|c| !dropped(c)).count() >= TRIGRAM {
        return Part::Indexed(format!("\"{}\"", text.replace('"', "\"\"")));
    }
    let plain = fold(text);
    if !plain.is_empty() && plain.chars().all(without_spaces) {
        return Part::InName(plain);
    }
    Part::Beginning
}

/// Han, kana and hangul, in which a name is one word.
fn without_spaces(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Contacts in which each word is met somewhere, at least one of them in its middle: those in which all are met at
/// beginnings are found by others. `begins` says whether the word of this place is met at a beginning or in the number
/// of a contact; of a single word it is not asked.
pub(crate) fn find(
    connection: &Connection,
    words: &[Word],
    begins: impl Fn(usize, i64) -> bool,
) -> rusqlite::Result<Vec<i64>> {
    let mut parts = Vec::with_capacity(words.len());
    for word in words {
        parts.push(anywhere(connection, &word.part)?);
    }
    if let [one] = &mut parts[..] {
        return Ok(std::mem::take(one));
    }
    // Names come by name.
    for part in &mut parts {
        part.sort_unstable();
    }
    let met = |at: usize, id: i64| parts[at].binary_search(&id).is_ok() || begins(at, id);
    let mut found: Vec<i64> = parts
        .iter()
        .flatten()
        .copied()
        .filter(|id| (0..words.len()).all(|at| met(at, *id)))
        .collect();
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn anywhere(connection: &Connection, part: &Part) -> rusqlite::Result<Vec<i64>> {
    let (sql, value) = match part {
        Part::Indexed(phrase) => (
            "SELECT rowid FROM contact_parts WHERE contact_parts MATCH ?1 ORDER BY rowid",
            phrase,
        ),
        Part::InName(text) => (IN_NAME, text),
        Part::Beginning => return Ok(Vec::new()),
    };
    connection
        .prepare_cached(sql)?
        .query_map([value], |row| row.get(0))?
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn how_a_word_is_looked_for() {
        let indexed = |text: &str| Part::Indexed(text.to_owned());
        for (text, expected) in [
            ("avel", indexed("\"avel\"")),
            ("O\"b", indexed("\"O\"\"b\"")),
            ("دية", indexed("\"دية\"")),
            ("दिया", indexed("\"दिया\"")),
            ("王小明", indexed("\"王小明\"")),
            ("小明", Part::InName("小明".into())),
            ("明", Part::InName("明".into())),
            ("민수", Part::InName(fold("민수"))),
            ("av", Part::Beginning),
            // Two letters, however they are written.
            ("e\u{301}l", Part::Beginning),
            ("", Part::Beginning),
        ] {
            assert_eq!(part(text), expected, "{text}");
        }
    }

    #[test]
    fn names_without_spaces_have_an_index_of_their_own() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(&crate::store::ACCOUNT.concat())
            .unwrap();
        let plan: String = connection
            .query_row(&format!("EXPLAIN QUERY PLAN {IN_NAME}"), ["明"], |row| {
                row.get(3)
            })
            .unwrap();
        assert!(plan.contains("contact_spaceless"), "{plan}");
    }
}

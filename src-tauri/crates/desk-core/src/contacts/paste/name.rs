//! Splitting a person's name as its script does.

use crate::contacts::fold::fold;

const TITLES: [&str; 46] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "sir",
    "herr",
    "frau",
    "hr",
    "fr",
    "m",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "sr",
    "sra",
    "srta",
    "don",
    "dona",
    "sig",
    "sigra",
    "ing",
    "dipl-ing",
    "dhr",
    "mevr",
    "mw",
    "eng",
    "adv",
    "rev",
    "г-н",
    "г-жа",
    "السيد",
    "السيدة",
    "د",
    "م",
    "الأستاذ",
    "श्री",
    "श्रीमती",
    "सुश्री",
    "डॉ",
    "คุณ",
    "smt",
    "shri",
];
const AFTER: [&str; 12] = [
    "phd", "mba", "msc", "bsc", "ma", "ba", "jr", "esq", "md", "cpa", "pmp", "llm",
];
const PARTICLES: [&str; 36] = [
    "von", "van", "de", "der", "den", "da", "das", "dos", "do", "di", "del", "della", "la", "le",
    "du", "des", "bin", "ibn", "al", "el", "bint", "ben", "ter", "ten", "te", "zu", "zur", "vom",
    "af", "av", "y", "e", "abu", "bar", "st", "ni",
];
/// Chinese family names of two characters.
const DOUBLE: [&str; 12] = [
    "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "东方", "東方", "皇甫", "尉迟", "司徒",
];

/// True for Han, kana and Hangul: the family name stands first.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn bare(word: &str) -> String {
    fold(word.trim_matches(['.', ',']))
}

/// A degree, and nothing else.
pub(super) fn is_degree(text: &str) -> bool {
    AFTER.contains(&bare(text).replace('.', "").as_str())
}

/// Every word could be part of a name: capital first (in scripts that have them), a particle, an initial.
pub(super) fn looks_like_one(text: &str) -> bool {
    let words: Vec<&str> = words(text);
    if words.is_empty()
        || words.len() > 6
        || text
            .chars()
            .any(|c| c.is_numeric() || "@:/<>{}_=#".contains(c))
    {
        return false;
    }
    let east = text.chars().filter(|c| is_east_asian(*c)).count();
    if east > 0 {
        return east <= 8
            && text
                .chars()
                .all(|c| is_east_asian(c) || c.is_whitespace() || "・·".contains(c));
    }
    words.iter().all(|word| is_part(word)) && words.iter().any(|word| word.chars().count() > 1)
}

pub(super) fn is_part(word: &str) -> bool {
    let Some(first) = word.chars().find(|c| c.is_alphabetic()) else {
        return false;
    };
    let cased = first.is_lowercase() || first.is_uppercase();
    let letters = word
        .chars()
        .all(|c| c.is_alphabetic() || is_mark(c) || "'’.-‐`ʼ".contains(c));
    letters && (!cased || first.is_uppercase() || PARTICLES.contains(&bare(word).as_str()))
}

/// Vowel signs and the like are no letters to Rust's `is_alphabetic` in every script.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{93c}'..='\u{94d}' | '\u{e31}'..='\u{e4e}' | '\u{200c}' | '\u{200d}')
}

fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words
        .first()
        .is_some_and(|word| TITLES.contains(&bare(word).as_str()))
        && words.len() > 1
    {
        words.remove(0);
    }
    while words.len() > 2
        && words
            .last()
            .is_some_and(|word| AFTER.contains(&bare(word).replace('.', "").as_str()))
    {
        words.pop();
    }
    words
}

/// First name and last name.
pub(super) fn split(text: &str) -> (String, String) {
    // `Lindqvist, Sara`, and no degree after the comma.
    if let Some((last, first)) = text.split_once(',') {
        let first = words(first).join(" ");
        if !first.is_empty() && !AFTER.contains(&bare(&first).replace('.', "").as_str()) {
            return (first, words(last).join(" "));
        }
        return split(last);
    }
    let words: Vec<String> = words(text)
        .iter()
        .map(|word| word.trim_matches(',').to_owned())
        .collect();
    let both = |first: &[String], last: &[String]| (first.join(" "), last.join(" "));
    if words.iter().all(|word| word.chars().all(is_east_asian)) {
        return match &words[..] {
            [one] => east_asian(one),
            [family, given @ ..] => both(given, std::slice::from_ref(family)),
            [] => Default::default(),
        };
    }
    // `Jean DUPONT`, `DUPONT Jean`: the family name is the one that shouts.
    let shouts: Vec<bool> = words.iter().map(|word| shouts(word)).collect();
    if shouts.iter().any(|shouts| *shouts) && !shouts.iter().all(|shouts| *shouts) {
        let pick = |wanted: bool| {
            let chosen = words
                .iter()
                .zip(&shouts)
                .filter(|(_, shouts)| **shouts == wanted);
            chosen.map(|(word, _)| word.clone()).collect::<Vec<_>>()
        };
        return both(&pick(false), &pick(true));
    }
    let at = words
        .iter()
        .skip(1)
        .position(|word| PARTICLES.contains(&bare(word).as_str()) || bare(word).starts_with("al-"))
        .map_or(words.len().saturating_sub(1).max(1), |at| at + 1);
    // In Arabic the first word is the given name, and what follows are the father's and the family's.
    let arabic = text.chars().any(|c| matches!(c, '\u{600}'..='\u{6ff}'));
    let at = if arabic { 1 } else { at }.min(words.len());
    both(&words[..at], &words[at..])
}

fn shouts(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() > 2 && letters.iter().all(|c| c.is_uppercase())
}

/// A name without a space between.
fn east_asian(name: &str) -> (String, String) {
    let letters: Vec<char> = name.chars().collect();
    let family = if DOUBLE.iter().any(|double| name.starts_with(double)) && letters.len() > 2 {
        2
    } else {
        1
    };
    let kana = letters.iter().any(|c| matches!(c, '\u{3040}'..='\u{30ff}'));
    if letters.len() < 2 || letters.len() > 4 || kana {
        return (name.to_owned(), String::new());
    }
    (
        letters[family..].iter().collect(),
        letters[..family].iter().collect(),
    )
}

/// `sara.lindqvist@…` says a name; `info@…` does not.
pub(super) fn of_email(email: &str) -> Option<(String, String)> {
    let local = email.split('@').next()?;
    let parts: Vec<&str> = local.split(['.', '_']).collect();
    let [first, last] = parts[..] else {
        return None;
    };
    let plain = |part: &str| {
        part.chars().count() > 1 && part.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    if !plain(first) || !plain(last) {
        return None;
    }
    let capital = |part: &str| {
        part.split('-')
            .map(|piece| {
                let mut letters = piece.chars();
                letters.next().map_or(String::new(), |c| {
                    c.to_uppercase().collect::<String>() + letters.as_str()
                })
            })
            .collect::<Vec<_>>()
            .join("-")
    };
    Some((capital(first), capital(last)))
}

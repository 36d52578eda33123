//! Numbers, addresses and tokens never stand in a log in full. Pure.

/// A number of a person has more digits than this, whatever stands between them.
const DIGITS: usize = 6;
/// Nothing a person should read in a log is longer without a break.
const UNBROKEN: usize = 40;
/// What the server's tokens begin with (contract section 1).
const TOKEN: &str = "wm_";

/// The text without what must not be in it. A number keeps its last two digits, so that two lines on one person can be
/// told from two on different ones.
pub fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = match rest.find(char::is_whitespace) {
            Some(end) => rest.split_at(end),
            None => (rest, ""),
        };
        out.push_str(&masked_word(word));
        let space = after.len() - after.trim_start().len();
        out.push_str(&after[..space]);
        rest = &after[space..];
    }
    numbers(&out)
}

fn masked_word(word: &str) -> String {
    if word.contains('@') && word.len() > 2 {
        return "•@•".to_owned();
    }
    if let Some(at) = word.find(TOKEN) {
        return format!("{}{TOKEN}•••", &word[..at]);
    }
    let longest = word
        .split(|c: char| !c.is_alphanumeric())
        .map(|part| part.chars().count())
        .max();
    if longest.unwrap_or_default() >= UNBROKEN {
        return "•••".to_owned();
    }
    word.to_owned()
}

/// Masks each run of digits with what people write between them.
fn numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        if let Some(end) = uuid(&chars, at) {
            out.extend(&chars[at..end]);
            at = end;
            continue;
        }
        let (end, digits) = run(&chars, at);
        if digits > DIGITS {
            let last: Vec<char> = chars[at..end].iter().copied().filter(is_digit).collect();
            out.push_str("•••");
            out.extend(&last[last.len() - 2..]);
            at = end;
        } else if digits > 0 {
            out.extend(&chars[at..end]);
            at = end;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

fn is_digit(c: &char) -> bool {
    c.is_numeric()
}

/// Where a run that begins here with a digit ends, and how many digits it has.
fn run(chars: &[char], from: usize) -> (usize, usize) {
    let (mut end, mut digits) = (from, 0);
    for (at, c) in chars.iter().enumerate().skip(from) {
        if is_digit(c) {
            digits += 1;
            end = at + 1;
        } else if digits == 0 || !matches!(c, ' ' | '-' | '(' | ')' | '.' | '/' | '\u{a0}') {
            break;
        }
    }
    (end, digits)
}

/// An account's id has digits that are nobody's number.
fn uuid(chars: &[char], from: usize) -> Option<usize> {
    const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
    let mut at = from;
    for (place, group) in GROUPS.into_iter().enumerate() {
        if place > 0 {
            (chars.get(at) == Some(&'-')).then_some(())?;
            at += 1;
        }
        let end = at + group;
        let all = chars.get(at..end)?.iter().all(char::is_ascii_hexdigit);
        all.then_some(())?;
        at = end;
    }
    chars
        .get(at)
        .is_none_or(|c| !c.is_alphanumeric())
        .then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_person_or_a_token_is_left() {
        for (text, expected) in [
            (
                "answered method=GET resource=contacts status=200 ms=1234",
                "answered method=GET resource=contacts status=200 ms=1234",
            ),
            ("phone +15550100142 taken", "phone +•••42 taken"),
            ("0911 222-33 44, and (0911) 2223345", "•••44, and (•••45"),
            ("\"+91 98765 43210\"", "\"+•••10\""),
            ("٠٩١١٢٢٢٣٣٤٤", "•••٤٤"),
            ("anna@example.com wrote <anna@example.com>", "•@• wrote •@•"),
            ("wm_abc123 and Bearer=wm_abc123", "wm_••• and Bearer=wm_•••"),
            ("0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f", "•••"),
            (
                "account=12345678-1234-4123-8123-123456789012 held",
                "account=12345678-1234-4123-8123-123456789012 held",
            ),
            ("3 of 200 rows, 17 left", "3 of 200 rows, 17 left"),
            ("", ""),
        ] {
            assert_eq!(mask(text), expected, "{text}");
        }
    }
}

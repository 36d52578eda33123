//! Town, post code and street in a line of an address.

/// What a line of an address says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub zip: String,
    pub city: String,
    pub state: String,
    /// What stood before it in the same line.
    pub address: String,
}

/// A line with a post code beside a town: `10115 Berlin`, `1012 AB Amsterdam`, `Harwich CO12 3HH`,
/// `Springfield, IL 62701`, `Mumbai 400001`, `01310-100 São Paulo`.
pub(super) fn read(line: &str) -> Option<Place> {
    let line = line.trim().trim_start_matches('〒').trim();
    let parts: Vec<&str> = line
        .split([',', '，'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    for (at, part) in parts.iter().enumerate() {
        let words: Vec<&str> = part.split_whitespace().collect();
        let Some((zip, rest)) = take_zip(&words) else {
            continue;
        };
        let mut place = Place {
            zip,
            ..Place::default()
        };
        let mut before = &parts[..at];
        if rest.is_empty() || is_state(&rest) {
            // `Springfield, IL 62701`: the town is the part before; `75001, Paris`: the one after.
            place.state = rest;
            if let Some((city, earlier)) = before.split_last() {
                place.city = (*city).to_owned();
                before = earlier;
            } else {
                place.city = parts.get(at + 1).copied().unwrap_or_default().to_owned();
            }
        } else {
            place.city = rest;
        }
        if place.city.chars().any(char::is_numeric) || place.city.is_empty() {
            return None;
        }
        place.address = before.join(", ");
        return Some(place);
    }
    None
}

/// The post code at the beginning or the end, and what is left.
fn take_zip(words: &[&str]) -> Option<(String, String)> {
    // Longest first: `CO12 3HH`, `1012 AB`, then one word.
    for take in [2, 1] {
        if words.len() < take {
            continue;
        }
        let (head, tail) = words.split_at(take);
        if is_zip(head) {
            return Some((head.join(" "), tail.join(" ")));
        }
        let (rest, end) = words.split_at(words.len() - take);
        if is_zip(end) {
            return Some((end.join(" "), rest.join(" ")));
        }
    }
    None
}

fn is_zip(words: &[&str]) -> bool {
    let shape = |word: &str| -> String {
        word.chars()
            .map(|c| match c {
                c if c.is_numeric() => '9',
                'A'..='Z' => 'A',
                '-' => '-',
                _ => '?',
            })
            .collect()
    };
    match words {
        [one] => {
            let word = one
                .strip_prefix("D-")
                .or_else(|| one.strip_prefix("F-"))
                .unwrap_or(one);
            matches!(
                shape(word).as_str(),
                "99999"
                    | "999999"
                    | "9999"
                    | "99999-9999"
                    | "99999-999"
                    | "999-9999"
                    | "99-999"
                    | "AA-9999"
                    | "A-9999"
            )
        }
        [one, two] => {
            let (one, two) = (shape(one), shape(two));
            let outward = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"].contains(&one.as_str());
            (outward && two == "9AA")
                || (one == "9999" && two == "AA")
                || (one == "999" && two == "99")
                || (one == "A9A" && two == "9A9")
        }
        _ => false,
    }
}

fn is_state(text: &str) -> bool {
    text.len() == 2 && text.chars().all(|c| c.is_ascii_uppercase())
}

/// A street with its house number.
pub(super) fn is_street(line: &str) -> bool {
    let digits = line.chars().filter(|c| c.is_numeric()).count();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    (1..=6).contains(&digits) && letters >= 4 && line.split_whitespace().count() >= 2
}

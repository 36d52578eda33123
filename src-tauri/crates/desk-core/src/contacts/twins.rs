//! One person's number in two spellings: WhatsApp and people write the numbers of three countries in two ways
//! (WhatsApp facts, section 12).

use super::phone;

/// Other spellings of these digits, which begin with the country's code or are as one dials at home.
pub(crate) fn twins(digits: &str) -> Vec<String> {
    let mut found = abroad(digits);
    // Without the country: what is stored holds the twin, with the country before it.
    if found.is_empty() {
        found.extend(brazil(digits));
        found.extend(argentina_at_home(digits));
    }
    found
}

/// Other spellings of a whole number, which begins with the country's code.
pub(crate) fn abroad(digits: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(rest) = digits.strip_prefix("55") {
        found.extend(brazil(rest).map(|twin| format!("55{twin}")));
    } else if let Some(rest) = digits.strip_prefix("52") {
        found.extend(mexico(rest).map(|twin| format!("52{twin}")));
    } else if let Some(rest) = digits.strip_prefix("54") {
        found.extend(argentina(rest).into_iter().map(|twin| format!("54{twin}")));
    }
    found
}

/// The digits a person is known by: the same for all spellings of a whole number.
pub(crate) fn person(number: &str) -> String {
    let all = spellings(number);
    // Of two of the same length there is one: twins differ by a digit or two.
    all.into_iter().min_by_key(String::len).unwrap_or_default()
}

/// The digits of a whole number and of its twins, its own first.
pub(crate) fn spellings(number: &str) -> Vec<String> {
    let digits = phone::digits(number);
    let twins = abroad(&digits);
    [vec![digits], twins].concat()
}

/// Mobile numbers got a ninth digit, a 9 after the area's two; many are still stored without.
fn brazil(rest: &str) -> Option<String> {
    let area = rest.get(..2).filter(|area| !area.contains('0'))?;
    let local = &rest[2..];
    match (local.len(), local.as_bytes()) {
        (8, [b'6'..=b'9', ..]) => Some(format!("{area}9{local}")),
        (9, [b'9', b'6'..=b'9', ..]) => Some(format!("{area}{}", &local[1..])),
        _ => None,
    }
}

/// A 1 stood between country and number of a mobile phone until 2019, and in WhatsApp's ids it still does.
fn mexico(rest: &str) -> Option<String> {
    match (rest.len(), rest.as_bytes().first()?) {
        (10, _) => Some(format!("1{rest}")),
        (11, b'1') => Some(rest[1..].to_owned()),
        _ => None,
    }
}

/// From abroad a mobile phone has a 9 before its area; at home a 15 after it.
fn argentina(rest: &str) -> Vec<String> {
    let with = |ten: &str| vec![format!("9{ten}"), ten.to_owned()];
    match (rest.len(), rest.as_bytes().first()) {
        (10, Some(b'1'..=b'8')) => vec![format!("9{rest}")],
        (11, Some(b'9')) => vec![rest[1..].to_owned()],
        // The zero one dials at home, after the country all the same.
        (13, Some(b'0')) => argentina(&rest[1..]),
        (12, Some(_)) => argentina_at_home(rest)
            .iter()
            .flat_map(|ten| with(ten))
            .collect(),
        _ => Vec::new(),
    }
}

/// Area, 15, number: twelve digits, of which the area has two to four.
fn argentina_at_home(digits: &str) -> Vec<String> {
    if digits.len() != 12 || !matches!(digits.as_bytes()[0], b'1'..=b'3') {
        return Vec::new();
    }
    let at = |area: usize| {
        let local = digits[area..].strip_prefix("15")?;
        // Of the areas of two digits there is one.
        (area != 2 || digits.starts_with("11")).then(|| format!("{}{local}", &digits[..area]))
    };
    (2..=4).filter_map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_person() {
        let table: &[(&str, &[&str])] = &[
            // Brazil
            ("5511987654321", &["551187654321"]),
            ("551187654321", &["5511987654321"]),
            ("11987654321", &["1187654321"]),
            ("1187654321", &["11987654321"]),
            // A house has no ninth digit.
            ("551132654321", &[]),
            ("551033654321", &[]),
            // Mexico
            ("525512345678", &["5215512345678"]),
            ("5215512345678", &["525512345678"]),
            ("52551234567", &[]),
            // Argentina
            ("5491123456789", &["541123456789"]),
            ("541123456789", &["5491123456789"]),
            ("54111523456789", &["5491123456789", "541123456789"]),
            ("111523456789", &["1123456789"]),
            ("54351154567890", &["5493514567890", "543514567890"]),
            // Elsewhere, and what is no whole number.
            ("447700900142", &[]),
            ("7700900142", &[]),
            ("0142", &[]),
            ("55", &[]),
            ("52", &[]),
            ("54", &[]),
            ("", &[]),
        ];
        for (digits, expected) in table {
            assert_eq!(twins(digits), *expected, "{digits}");
        }
    }

    #[test]
    fn a_twin_of_a_twin_is_the_number() {
        for digits in ["5511987654321", "5215512345678", "5491123456789"] {
            let twin = &twins(digits)[0];
            assert_eq!(twins(twin), [digits], "{twin}");
        }
    }

    #[test]
    fn every_spelling_is_the_same_person() {
        for number in [
            "+5511987654321",
            "+551187654321",
            "+525512345678",
            "+5215512345678",
            "+5491123456789",
            "+54111523456789",
            "+447700900177",
        ] {
            let all = spellings(number);
            assert_eq!(all[0], number[1..]);
            assert!(
                all.iter().all(|other| person(other) == person(number)),
                "{all:?}"
            );
        }
        assert_eq!(person("+44 7700 900177"), person("447700900177"));
        assert_eq!(person(""), "");
    }

    #[test]
    fn other_numbers_are_other_people() {
        for (one, other) in [
            ("+5511987654321", "+5511987654322"),
            ("+15550100142", "+15550100143"),
            // Too short or too long to be a twin.
            ("+55119876543", "+5511876543"),
            ("+521551234567", "+52551234567"),
        ] {
            assert_ne!(person(one), person(other), "{one}");
        }
    }
}

//! Numbers that are one person's although they differ (WhatsApp facts, section 12): Brazil's ninth digit, Mexico's 1,
//! Argentina's 9.

use super::phone;

/// The digits a person is known by: the same for all twins of a number.
pub(crate) fn person(number: &str) -> String {
    let digits = phone::digits(number);
    let bytes = digits.as_bytes();
    match (bytes, bytes.len()) {
        // 55, two digits of area, 9, eight digits.
        ([b'5', b'5', _, _, b'9', ..], 13) => format!("{}{}", &digits[..4], &digits[5..]),
        ([b'5', b'2', b'1', ..], 13) => format!("52{}", &digits[3..]),
        ([b'5', b'4', b'9', ..], 13) => format!("54{}", &digits[3..]),
        _ => digits,
    }
}

/// The digits of a number and of its twins, its own first.
pub(crate) fn spellings(number: &str) -> Vec<String> {
    let digits = phone::digits(number);
    let person = person(&digits);
    let mut all = vec![digits, person.clone()];
    match (person.as_bytes(), person.len()) {
        ([b'5', b'5', ..], 12) => all.push(format!("{}9{}", &person[..4], &person[4..])),
        ([b'5', b'2', ..], 12) => all.push(format!("521{}", &person[2..])),
        ([b'5', b'4', ..], 12) => all.push(format!("549{}", &person[2..])),
        _ => {}
    }
    let mut seen = Vec::with_capacity(all.len());
    for spelling in all {
        if !seen.contains(&spelling) {
            seen.push(spelling);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_the_same_person() {
        for number in [
            "+5511987654321",
            "+551187654321",
            "+525512345678",
            "+5491123456789",
        ] {
            let all = spellings(number);
            assert_eq!((all.len(), all[0].as_str()), (2, &number[1..]));
            assert!(
                all.iter().all(|other| person(other) == person(number)),
                "{all:?}"
            );
        }
        assert_eq!(spellings("+447700900177"), ["447700900177"]);
    }

    #[test]
    fn twins() {
        for (one, other) in [
            ("+5511987654321", "+551187654321"),
            ("+5215512345678", "+525512345678"),
            ("+5491123456789", "+541123456789"),
            ("+44 7700 900177", "447700900177"),
        ] {
            assert_eq!(person(one), person(other), "{one}");
        }
        for (one, other) in [
            ("+5511987654321", "+5511987654322"),
            ("+15550100142", "+15550100143"),
            // Too short or too long to be a twin.
            ("+55119876543", "+5511876543"),
            ("+521551234567", "+52551234567"),
        ] {
            assert_ne!(person(one), person(other), "{one}");
        }
        assert_eq!(person(""), "");
    }
}

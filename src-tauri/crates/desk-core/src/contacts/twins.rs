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

#[cfg(test)]
mod tests {
    use super::*;

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

//! Reading phone numbers as people write them (contract section 7, WhatsApp facts section 12).

use rlibphonenumber::{PhoneNumber, PhoneNumberFormat};

/// Fewest and most digits of a number with its country code.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=19;

/// Why a text is not a number that can be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotAPhone {
    /// Letters, too few digits, or no country code.
    Unreadable,
    /// More than 20 characters with the plus.
    TooLong,
}

/// The ASCII digit a character stands for in any script, none if it is no decimal digit.
pub(crate) fn digit(c: char) -> Option<char> {
    // The zero of each script's run of ten (Unicode category Nd), as far as people's keyboards have them.
    const ZEROS: [char; 21] = [
        '0', '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}',
        '\u{b66}', '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}',
        '\u{1040}', '\u{17e0}', '\u{1810}', '\u{a9d0}', '\u{ff10}',
    ];
    let zero = *ZEROS.iter().rfind(|zero| **zero <= c)?;
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

/// The digits of a text as ASCII, everything else dropped.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter_map(digit).collect()
}

/// True for characters people put between digits.
pub(crate) fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | '(' | ')' | '/' | '\u{b7}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
        // Marks of direction that come along when a number is copied out of right-to-left text.
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// True for the plus signs of all widths.
pub(crate) fn is_plus(c: char) -> bool {
    matches!(c, '+' | '\u{ff0b}' | '\u{fe62}' | '\u{207a}')
}

/// A text read as a number: its digits, and whether they are said to begin with the country's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub international: bool,
    pub digits: String,
}

/// Reads digits of any script with what people put between them. `+` or `00` in front make it international; a trunk
/// zero in parentheses, `+44 (0)7700 …`, is dropped. None: there are letters, or nothing.
pub(crate) fn written(text: &str) -> Option<Written> {
    let text = text.trim();
    let mut international = text.trim_start_matches(is_filler).starts_with(is_plus);
    let mut digits = String::new();
    for (at, c) in text.char_indices() {
        if let Some(digit) = digit(c) {
            let trunk = digit == '0'
                && text[..at].ends_with('(')
                && text[at + c.len_utf8()..].starts_with(')');
            if !trunk || digits.is_empty() {
                digits.push(digit);
            }
        } else if !(is_filler(c) || (is_plus(c) && digits.is_empty())) {
            return None;
        }
    }
    if !international && digits.starts_with("00") {
        digits.drain(..2);
        international = true;
    }
    (!text.is_empty()).then_some(Written {
        international,
        digits,
    })
}

/// `+` and digits, the only form in which sends find the contact again (contract section 7).
///
/// `00` in front becomes `+`; without either the digits are taken to begin with the country code. A single `0` in
/// front is refused: no country code begins with it, so the number could never be reached. Whether a country hands
/// out such a number is not asked: WhatsApp knows numbers that no validator does.
pub(crate) fn normalise(text: &str) -> Result<String, NotAPhone> {
    stored(&written(text).ok_or(NotAPhone::Unreadable)?.digits)
}

/// Digits with their country code, as they are stored.
pub(crate) fn stored(digits: &str) -> Result<String, NotAPhone> {
    if digits.len() < *DIGITS.start() || digits.starts_with('0') {
        return Err(NotAPhone::Unreadable);
    }
    if digits.len() > *DIGITS.end() {
        return Err(NotAPhone::TooLong);
    }
    Ok(format!("+{digits}"))
}

/// The number as people write it, `+44 7700 900177`; as it is stored when it cannot be read.
pub(crate) fn display(stored: &str) -> String {
    let digits = digits(stored);
    match format!("+{digits}").parse::<PhoneNumber>() {
        // A reading that lost or moved digits would show another number than is called.
        Ok(number) => {
            let shown = number.format_as(PhoneNumberFormat::International);
            if self::digits(&shown) == digits {
                shown.into_owned()
            } else {
                stored.to_owned()
            }
        }
        Err(_) => stored.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings() {
        let ok = [
            ("+447700900177", "+447700900177"),
            (" +44 7700 900177 ", "+447700900177"),
            ("+44 (0)7700 900177", "+447700900177"),
            ("0044 7700-900177", "+447700900177"),
            ("447700900177", "+447700900177"),
            ("(44) 7700.900.177", "+447700900177"),
            ("\u{200e}+44\u{a0}7700\u{2011}900177", "+447700900177"),
            ("+٤٤٧٧٠٠٩٠٠١٧٧", "+447700900177"),
            ("+४४७७००९००१७७", "+447700900177"),
            ("＋４４７７００９００１７７", "+447700900177"),
            // Not valid to any validator, and yet WhatsApp ids.
            ("+5215512345678", "+5215512345678"),
            ("+1 555 010 0142", "+15550100142"),
            ("1234567", "+1234567"),
        ];
        for (typed, stored) in ok {
            assert_eq!(normalise(typed), Ok(stored.to_owned()), "{typed}");
        }
        let refused = [
            ("", NotAPhone::Unreadable),
            ("  ", NotAPhone::Unreadable),
            ("123456", NotAPhone::Unreadable),
            ("07700 900177", NotAPhone::Unreadable),
            ("+0 7700 900177", NotAPhone::Unreadable),
            ("call me", NotAPhone::Unreadable),
            ("+44 7700 900177 ext 4", NotAPhone::Unreadable),
            ("+44+7700900177", NotAPhone::Unreadable),
            ("12345678901234567890", NotAPhone::TooLong),
        ];
        for (typed, why) in refused {
            assert_eq!(normalise(typed), Err(why), "{typed}");
        }
    }

    #[test]
    fn shown_as_written() {
        assert_eq!(display("+447400123456"), "+44 7400 123456");
        assert_eq!(display("447400123456"), "+44 7400 123456");
        assert_eq!(display("nonsense"), "nonsense");
        assert_eq!(display(""), "");
    }

    #[test]
    fn every_digit_of_every_script() {
        for (script, expected) in [
            ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
            ("۰۹", "09"),
            ("०९", "09"),
            ("০৯", "09"),
            ("๐๙", "09"),
        ] {
            assert_eq!(digits(script), expected);
        }
        assert_eq!(digits("aé漢🙂/:"), "");
    }

    proptest! {
        #[test]
        fn what_was_normalised_stays(text in "\\PC{0,30}") {
            if let Ok(stored) = normalise(&text) {
                prop_assert_eq!(normalise(&stored), Ok(stored.clone()));
                prop_assert!(stored.len() <= 20);
            }
        }

        #[test]
        fn showing_never_changes_the_digits(number in "[1-9][0-9]{6,14}") {
            prop_assert_eq!(digits(&display(&format!("+{number}"))), number);
        }
    }
}

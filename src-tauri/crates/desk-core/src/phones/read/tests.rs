#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::phones::{PhoneKind, PhoneWarning};

fn stored(text: &str, region: &str) -> Option<String> {
    read(text, (!region.is_empty()).then_some(region)).stored
}

#[test]
fn beside_a_country_and_with_its_code() {
    for (text, region, expected) in [
        ("07400 123456", "GB", "+447400123456"),
        ("7400 123456", "GB", "+447400123456"),
        ("(07400) 123-456", "GB", "+447400123456"),
        ("+44 07400 123456", "DE", "+447400123456"),
        ("+44 (0)7400 123456", "", "+447400123456"),
        ("0044 7400 123456", "FR", "+447400123456"),
        ("447400123456", "GB", "+447400123456"),
        // A plus was forgotten.
        ("919876543210", "GB", "+919876543210"),
        // Italy keeps its zero, Mexico's old 1 stays as WhatsApp knows it.
        ("06 1234 5678", "IT", "+390612345678"),
        ("+39 06 1234 5678", "", "+390612345678"),
        ("+52 1 55 1234 5678", "", "+5215512345678"),
        ("555 010 0142", "US", "+15550100142"),
        ("٠٧٤٠٠ ١٢٣٤٥٦", "GB", "+447400123456"),
        ("९८७६५ ४३२१०", "IN", "+919876543210"),
        ("8 912 345-67-89", "RU", "+79123456789"),
        ("447400123456", "", "+447400123456"),
    ] {
        assert_eq!(
            stored(text, region).as_deref(),
            Some(expected),
            "{text} in {region}"
        );
    }
    for (text, region) in [
        ("call me", "GB"),
        ("", "GB"),
        ("07400 123456", ""),
        ("07", "GB"),
    ] {
        assert_eq!(stored(text, region), None, "{text} in {region}");
    }
}

#[test]
fn the_number_says_its_country() {
    for (text, chosen, region, code) in [
        ("+4", "GB", Some("GB"), Some(44)),
        ("+49", "GB", Some("DE"), Some(49)),
        ("+1 416 555 0142", "GB", Some("CA"), Some(1)),
        ("+1", "CA", Some("CA"), Some(1)),
        ("416 555 0142", "US", Some("CA"), Some(1)),
        ("+1 2", "", Some("US"), Some(1)),
        ("+7 701 234 5678", "", Some("KZ"), Some(7)),
        ("+999 123 4567", "GB", None, None),
    ] {
        let found = read(text, (!chosen.is_empty()).then_some(chosen));
        assert_eq!(
            (found.region.as_deref(), found.calling_code),
            (region, code),
            "{text}"
        );
    }
}

#[test]
fn grouped_while_it_is_typed() {
    for (text, region, shaped) in [
        ("07400", "GB", "07400"),
        ("074001", "GB", "07400 1"),
        ("07400123456", "GB", "07400 123456"),
        ("7400123", "GB", "7400 123"),
        ("+447400123", "", "+44 7400 123"),
        ("+44", "", "+44"),
        ("5550100", "US", "555-010-0"),
        ("9876543210", "IN", "98765 43210"),
        ("0612345678", "FR", "06 12 34 56 78"),
        ("+33612", "", "+33 6 12"),
        ("11987654321", "BR", "11 98765-4321"),
    ] {
        let found = read(text, (!region.is_empty()).then_some(region));
        assert_eq!(found.shaped.as_deref(), Some(shaped), "{text} in {region}");
    }
    assert_eq!(read("+447400123456", None).national, "7400 123456");
}

#[test]
fn what_cannot_exist_is_told_with_its_reason() {
    for (text, warning, kind) in [
        ("+44 7400 123456", None, Some(PhoneKind::Mobile)),
        ("+1 416 555 0142", None, Some(PhoneKind::Either)),
        (
            "+44 20 7946 0142",
            Some(PhoneWarning::Landline),
            Some(PhoneKind::Landline),
        ),
        (
            "+44 800 123 4567",
            Some(PhoneWarning::Service),
            Some(PhoneKind::Service),
        ),
        ("+44 7400 12345678", Some(PhoneWarning::TooLong), None),
        ("+44 7400 12", Some(PhoneWarning::TooShort), None),
        ("+44 0000 000000", Some(PhoneWarning::NotInPlan), None),
        ("+999 123 4567", Some(PhoneWarning::UnknownCode), None),
        // The spellings WhatsApp has of numbers that are gone from the plans.
        ("+52 1 55 1234 5678", None, Some(PhoneKind::Either)),
        ("+55 11 8765-4321", None, Some(PhoneKind::Mobile)),
        ("+54 11 2345 6789", None, Some(PhoneKind::Mobile)),
    ] {
        let found = read(text, None);
        assert_eq!((found.warning, found.kind), (warning, kind), "{text}");
    }
    let short = read("+91 98765", None);
    assert_eq!((short.length, short.lengths.contains(&10)), (5, true));
    assert_eq!(read("+55 11 98765-4321", None).twins, ["+55 1187654321"]);
}

proptest! {
    #[test]
    fn grouping_never_changes_the_digits(text in "\\+?[0-9]{1,16}", region in "GB|US|DE|IT|BR|IN|MX|AR|FR|RU") {
        let found = read(&text, Some(&region));
        if let Some(shaped) = found.shaped {
            let typed = written(&text).unwrap().digits;
            prop_assert_eq!(phone::digits(&shaped), typed);
        }
    }

    #[test]
    fn nothing_typed_breaks_it(text in "\\PC{0,24}", region in "[A-Z]{2}") {
        let found = read(&text, Some(&region));
        if let Some(stored) = found.stored {
            prop_assert!(stored.len() <= 20 && stored.starts_with('+'));
        }
    }
}

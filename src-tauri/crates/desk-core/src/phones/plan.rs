//! What a country's numbering plan says of a number.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberType, ValidationError};

use super::{PhoneKind, PhoneWarning};
use crate::contacts::twins::abroad;

/// Reads `+digits`.
pub(super) fn parse(digits: &str) -> Option<PhoneNumber> {
    format!("+{digits}").parse().ok()
}

/// The calling code the digits begin with, if a country or network has it.
pub(super) fn calling_code(digits: &str) -> Option<u16> {
    if digits.starts_with('0') {
        return None;
    }
    // No code is the beginning of another.
    (1..=3).find_map(|length| {
        let code: u16 = digits.get(..length)?.parse().ok()?;
        let known = PHONE_NUMBER_UTIL
            .get_regions_for_country_calling_code(i32::from(code))
            .is_some_and(|regions| regions.len() > 0);
        known.then_some(code)
    })
}

/// What kind of line it is, or one of its twins.
pub(super) fn kind(digits: &str) -> Option<PhoneKind> {
    let of = |digits: &str| {
        use PhoneNumberType as T;
        Some(match parse(digits)?.get_type() {
            T::Mobile => PhoneKind::Mobile,
            T::FixedLine => PhoneKind::Landline,
            T::FixedLineOrMobile => PhoneKind::Either,
            T::VoIP | T::PersonalNumber => PhoneKind::Virtual,
            T::Unknown => return None,
            _ => PhoneKind::Service,
        })
    };
    let own = of(digits);
    let mut twin = abroad(digits).into_iter().filter_map(|twin| of(&twin));
    match own {
        // Gone from the plan, and yet WhatsApp's spelling of one that is in it.
        None => twin.find(|kind| matches!(kind, PhoneKind::Mobile | PhoneKind::Either)),
        // The landline's digits may be a mobile in its old spelling.
        Some(PhoneKind::Landline) => twin.find(|kind| *kind == PhoneKind::Mobile).or(own),
        own => own,
    }
}

/// Why the number probably does not exist or cannot be written to.
pub(super) fn warning(digits: &str) -> Option<PhoneWarning> {
    if calling_code(digits).is_none() {
        return Some(PhoneWarning::UnknownCode);
    }
    match kind(digits) {
        Some(PhoneKind::Landline) => return Some(PhoneWarning::Landline),
        Some(PhoneKind::Service) => return Some(PhoneWarning::Service),
        Some(_) => return None,
        None => {}
    }
    let Some(number) = parse(digits) else {
        return Some(PhoneWarning::TooShort);
    };
    match number.is_possible_with_reason() {
        Err(ValidationError::TooShort) => Some(PhoneWarning::TooShort),
        Err(ValidationError::TooLong) => Some(PhoneWarning::TooLong),
        Err(ValidationError::InvalidCountryCode) => Some(PhoneWarning::UnknownCode),
        Err(ValidationError::InvalidLength) => Some(PhoneWarning::WrongLength),
        Ok(rlibphonenumber::NumberLengthType::IsPossibleLocalOnly) => Some(PhoneWarning::TooShort),
        Ok(rlibphonenumber::NumberLengthType::IsPossible) => Some(PhoneWarning::NotInPlan),
    }
}

/// How many digits numbers with this calling code may have after it.
pub(super) fn lengths(code: u16) -> Vec<u8> {
    (4..=15u8)
        .filter(|length| {
            let number = PhoneNumber {
                country_code: i32::from(code),
                national_number: 10u64.pow(u32::from(*length) - 1),
                ..PhoneNumber::default()
            };
            matches!(
                number.is_possible_with_reason(),
                Ok(rlibphonenumber::NumberLengthType::IsPossible)
            )
        })
        .collect()
}

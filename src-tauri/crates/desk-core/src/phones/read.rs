//! Reading a number as far as it is typed.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region, ValidationError};

use super::{PhoneReading, plan, shape};
use crate::contacts::phone::{self, NotAPhone, Written, written};
use crate::contacts::twins::abroad;

/// Reads what is typed beside a chosen country.
pub(crate) fn read(text: &str, region: Option<&str>) -> PhoneReading {
    let chosen = region.and_then(|code| code.parse::<Region>().ok());
    let mut reading = PhoneReading {
        region: chosen.map(|region| region.to_string()),
        calling_code: chosen.and_then(code_of),
        stored: None,
        national: text.trim().to_owned(),
        shaped: None,
        kind: None,
        warning: None,
        lengths: Vec::new(),
        length: 0,
        twins: Vec::new(),
    };
    let Some(typed) = written(text) else {
        return reading;
    };
    let full = full(&typed, chosen);
    let Some(code) = plan::calling_code(&full) else {
        if typed.international && full.len() >= 3 {
            reading.region = None;
            reading.calling_code = None;
            reading.stored = phone::stored(&full).ok();
            reading.warning = plan::warning(&full);
        }
        return reading;
    };
    let region = region_of(&full).or_else(|| main_region(code));
    let same_code = chosen.and_then(code_of) == Some(code);
    // The country chosen stays as long as the number does not say another one.
    let kept = chosen.filter(|_| same_code && plan::kind(&full).is_none());
    let at = kept.or(region);
    reading.region = at.map(|region| region.to_string());
    reading.calling_code = Some(code);
    reading.stored = phone::stored(&full).ok();
    reading.kind = plan::kind(&full);
    let rest = &full[code.to_string().len()..];
    reading.length = u8::try_from(rest.len()).unwrap_or(u8::MAX);
    reading.lengths = plan::lengths(code);
    if !rest.is_empty() {
        reading.warning = plan::warning(&full);
    }
    let grouped = |digits: &str| at.and_then(|region| shape::national(digits, region));
    // Said with its code, a number is grouped without its trunk prefix.
    reading.national = grouped(rest).unwrap_or_else(|| rest.to_owned());
    reading.shaped = if typed.international {
        let spelled = typed
            .digits
            .get(code.to_string().len()..)
            .unwrap_or_default();
        Some(match spelled {
            "" => format!("+{code}"),
            digits => format!(
                "+{code} {}",
                grouped(digits).unwrap_or_else(|| digits.to_owned())
            ),
        })
    } else if typed.digits.is_empty() {
        None
    } else {
        grouped(&typed.digits)
    };
    reading.twins = abroad(&full)
        .iter()
        .map(|twin| phone::display(twin))
        .collect();
    reading
}

/// `+` and digits of a number typed beside a chosen country, or said with its own.
pub(crate) fn national_or_international(
    text: &str,
    region: Option<&str>,
) -> Result<String, NotAPhone> {
    let typed = written(text).ok_or(NotAPhone::Unreadable)?;
    phone::stored(&full(
        &typed,
        region.and_then(|code| code.parse::<Region>().ok()),
    ))
}

/// The digits with the country's code.
fn full(typed: &Written, region: Option<Region>) -> String {
    match region {
        Some(region) if !typed.international => beside(&typed.digits, region),
        _ => without_trunk(&typed.digits),
    }
}

/// `+44 07700 …`: the zero that is only dialled inside the country goes, where the number exists without it alone.
/// Nothing else is changed: WhatsApp knows numbers that no plan does.
fn without_trunk(digits: &str) -> String {
    let zero = plan::calling_code(digits)
        .is_some_and(|code| digits[code.to_string().len()..].starts_with('0'));
    if zero
        && let Some(number) = plan::parse(digits)
        && number.is_valid()
    {
        return e164(&number);
    }
    digits.to_owned()
}

fn beside(digits: &str, region: Region) -> String {
    let code = code_of(region).unwrap_or_default();
    let Ok(number) = PhoneNumber::parse(digits, Some(region)) else {
        return format!("{code}{digits}");
    };
    // Too long for the country, and a number of another one: a plus was forgotten.
    let too_long = matches!(
        number.is_possible_with_reason(),
        Err(ValidationError::TooLong)
    );
    if too_long && plan::parse(digits).is_some_and(|number| number.is_valid()) {
        return digits.to_owned();
    }
    // Its trunk prefix is taken off by now.
    e164(&number)
}

fn e164(number: &PhoneNumber) -> String {
    number
        .format_as(PhoneNumberFormat::E164)
        .trim_start_matches('+')
        .to_owned()
}

/// The country of a number that exists, given as digits with the code.
pub(crate) fn region_of(digits: &str) -> Option<Region> {
    let of = |digits: &str| plan::parse(digits)?.get_region_code();
    of(digits).or_else(|| abroad(digits).iter().find_map(|twin| of(twin)))
}

/// The country that a calling code means first: the United States of +1.
pub(super) fn main_region(code: u16) -> Option<Region> {
    PHONE_NUMBER_UTIL.get_region_for_country_code(i32::from(code))
}

pub(super) fn code_of(region: Region) -> Option<u16> {
    PHONE_NUMBER_UTIL
        .get_country_code_for_region(region)
        .and_then(|code| u16::try_from(code).ok())
}

#[cfg(test)]
mod tests;

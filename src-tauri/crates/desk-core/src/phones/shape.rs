//! Grouping a number while it is typed. Digits are never changed: what is not typed yet is borrowed from an example
//! of the country, and cut off again.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region};

use crate::contacts::phone::digits;

const KINDS: [PhoneNumberType; 2] = [PhoneNumberType::Mobile, PhoneNumberType::FixedLine];

/// Digits of a national number, with or without its trunk prefix, as people group them: `7700 900`, `07700 900`.
pub(super) fn national(typed: &str, region: Region) -> Option<String> {
    if typed.is_empty() {
        return None;
    }
    let mut candidates = Vec::new();
    for kind in KINDS {
        let Ok(example) = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind)
        else {
            continue;
        };
        for shown in [beside_code(&example), in_country(&example)] {
            let tail = digits(&shown);
            let whole = format!("{typed}{}", tail.get(typed.len()..).unwrap_or_default());
            if let Ok(number) = PhoneNumber::parse(&whole, Some(region)) {
                candidates.push((
                    number.is_valid(),
                    [beside_code(&number), in_country(&number)],
                ));
            }
        }
    }
    // What can exist is grouped as it would be; the rest by what comes nearest.
    candidates.sort_by_key(|(valid, _)| !valid);
    candidates
        .into_iter()
        .flat_map(|(_, shown)| shown)
        .find_map(|shown| cut(&shown, typed))
}

/// `7700 900142`, to stand beside `+44`.
pub(super) fn beside_code(number: &PhoneNumber) -> String {
    let shown = number.format_as(PhoneNumberFormat::International);
    let code = format!("+{}", number.country_code);
    shown
        .strip_prefix(&code)
        .unwrap_or(&shown)
        .trim_start_matches([' ', '-'])
        .to_owned()
}

fn in_country(number: &PhoneNumber) -> String {
    number.format_as(PhoneNumberFormat::National).into_owned()
}

/// The beginning of `shown` that has just these digits; none when it begins with others.
fn cut(shown: &str, typed: &str) -> Option<String> {
    let mut wanted = typed.chars();
    let mut out = String::new();
    for c in shown.chars() {
        if c.is_ascii_digit() {
            match wanted.next() {
                Some(next) if next == c => out.push(c),
                Some(_) => return None,
                None => break,
            }
        } else {
            out.push(c);
        }
    }
    if wanted.next().is_some() {
        return None;
    }
    let mut out = out.trim_end_matches([' ', '-', '(', '/', '.']).to_owned();
    if out.matches('(').count() > out.matches(')').count() {
        out = out.replace('(', "");
    }
    Some(out)
}

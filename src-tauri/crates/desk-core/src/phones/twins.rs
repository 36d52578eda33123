//! Two spellings of one person: WhatsApp writes some numbers otherwise than their countries do (WhatsApp facts,
//! section 12).

/// The other spellings of a number given as digits with the country's code; not the number itself.
///
/// Brazil: mobiles gained a ninth digit, and WhatsApp knows many by the old eight. Mexico: a `1` after 52 until 2019.
/// Argentina: a `9` after 54 for mobiles called from abroad.
pub(crate) fn twins(digits: &str) -> Vec<String> {
    let found = if let Some(rest) = digits.strip_prefix("55") {
        brazil(rest).map(|rest| format!("55{rest}"))
    } else if let Some(rest) = digits.strip_prefix("52") {
        toggled(rest, '1', 10).map(|rest| format!("52{rest}"))
    } else if let Some(rest) = digits.strip_prefix("54") {
        toggled(rest, '9', 10).map(|rest| format!("54{rest}"))
    } else {
        None
    };
    found.into_iter().collect()
}

/// Two digits of area, then eight or nine of which the first tells a mobile.
fn brazil(rest: &str) -> Option<String> {
    let (area, local) = rest.split_at_checked(2)?;
    let first = local.chars().next()?;
    match local.len() {
        9 if first == '9' => Some(format!("{area}{}", &local[1..])),
        8 if ('6'..='9').contains(&first) => Some(format!("{area}9{local}")),
        _ => None,
    }
}

/// The national number of `length` digits with the mark before it, or without.
fn toggled(rest: &str, mark: char, length: usize) -> Option<String> {
    if rest.len() == length && !rest.starts_with(mark) {
        Some(format!("{mark}{rest}"))
    } else if rest.len() == length + 1 {
        rest.strip_prefix(mark).map(str::to_owned)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        for (one, other) in [
            ("5511987654321", "551187654321"),
            ("5215512345678", "525512345678"),
            ("5491123456789", "541123456789"),
        ] {
            assert_eq!(twins(one), [other]);
            assert_eq!(twins(other), [one]);
        }
        for alone in [
            "551133334444", // a landline of São Paulo
            "447700900142",
            "55",
            "52155",
            "",
        ] {
            assert!(twins(alone).is_empty(), "{alone}");
        }
    }
}

//! Statuses of the account: stages a contact is in (contract section 20).

mod commands;
mod types;

pub use types::*;

/// `#RRGGBB` in capitals; none for anything else, which must not reach a style sheet.
pub(crate) fn checked_color(text: Option<&str>) -> Option<String> {
    let hex = text?.trim().strip_prefix('#')?;
    (hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .then(|| format!("#{}", hex.to_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::checked_color;

    #[test]
    fn only_hex_colours() {
        assert_eq!(checked_color(Some("#9c27B0")).as_deref(), Some("#9C27B0"));
        for bad in [
            None,
            Some(""),
            Some("9C27B0"),
            Some("#9C27B"),
            Some("#9C27BG"),
            Some("red"),
            Some("#9C27B0;x:y"),
        ] {
            assert_eq!(checked_color(bad), None, "{bad:?}");
        }
    }
}

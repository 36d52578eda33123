//! Text without case and accents, for order.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Lower case, marks dropped, white space single: names that look alike sort alike.
pub(crate) fn fold(text: &str) -> String {
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    let plain: String = decomposed
        .chars()
        .filter(|c| !is_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Combining marks of Latin, Greek and Cyrillic; those of other scripts carry meaning and stay.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn names_that_look_alike() {
        assert_eq!(fold("  Élodie   LE GOFF "), "elodie le goff");
        assert_eq!(fold("E\u{301}lodie"), "elodie");
        assert_eq!(fold("Ångström"), "angstrom");
        assert_eq!(fold("नाम"), "नाम");
        assert_eq!(fold(""), "");
    }
}

//! Taking a template's text apart at its `{{…}}` slots (contract section 10).

/// A run of a template's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// The template's own words.
    Words(&'a str),
    /// `{{1}}` to `{{255}}`.
    Slot(u8),
    /// `{{name}}`, without the braces.
    Named(&'a str),
}

/// The runs of `text` in order; put together they are the text again.
pub(crate) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut words = 0;
    while let Some(open) = rest[words..].find("{{").map(|at| at + words) {
        let inside = &rest[open + 2..];
        match inside.find("}}") {
            Some(close) if is_name(&inside[..close]) => {
                if open > 0 {
                    parts.push(Part::Words(&rest[..open]));
                }
                let name = &inside[..close];
                parts.push(match name.trim().parse::<u8>() {
                    Ok(number) if number > 0 => Part::Slot(number),
                    _ => Part::Named(name),
                });
                rest = &inside[close + 2..];
                words = 0;
            }
            // Braces that hold no name are words.
            _ => words = open + 1,
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest));
    }
    parts
}

fn is_name(inside: &str) -> bool {
    let name = inside.trim();
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn taken_apart() {
        use Part::{Named, Slot, Words};
        let table: &[(&str, &[Part<'_>])] = &[
            ("", &[]),
            ("Hello", &[Words("Hello")]),
            ("Hi {{1}}!", &[Words("Hi "), Slot(1), Words("!")]),
            ("{{1}}{{ 2 }}", &[Slot(1), Slot(2)]),
            (
                "Dear {{customer_name}}",
                &[Words("Dear "), Named("customer_name")],
            ),
            ("{{0}} {{300}}", &[Named("0"), Words(" "), Named("300")]),
            ("{{{1}}}", &[Words("{"), Slot(1), Words("}")]),
            ("{{}} {{a b}} {{", &[Words("{{}} {{a b}} {{")]),
            ("{{not {{1}}", &[Words("{{not "), Slot(1)]),
            ("{1} @{name}", &[Words("{1} @{name}")]),
        ];
        for (text, expected) in table {
            assert_eq!(parts(text), *expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "([a-z {}]|\\{\\{[0-9a-z]\\}\\}){0,20}") {
            let again: String = parts(&text).into_iter().map(|part| match part {
                Part::Words(words) => words.to_owned(),
                Part::Slot(number) => format!("{{{{{number}}}}}"),
                Part::Named(name) => format!("{{{{{name}}}}}"),
            }).collect();
            prop_assert_eq!(again, text);
        }
    }
}

//! WhatsApp's error numbers, and what each means for a row and for a run (WhatsApp facts, section 10).

mod table;
mod words;

pub use table::{Entry, TABLE, entry_of};
pub use words::code_of;

/// What can be done about a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The same input fails again.
    Never,
    /// A setting or the template must change first.
    Fix,
    /// Wait, then try once more.
    Later,
    /// This person cannot be reached now.
    Person,
}

/// What a run of many messages does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Every further message would fail too, or do harm.
    Stop,
    /// Only this person is concerned.
    SkipPerson,
    /// Too fast.
    SlowDown,
    /// Only this message is concerned.
    GiveUpRow,
}

/// Whether a person may send the same row again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CanRetry {
    /// As soon as the remedy was taken.
    Yes,
    /// After a wait.
    Later,
    /// It would be refused again.
    No,
}

impl CanRetry {
    /// The key of its sentence.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "retry.yes",
            Self::Later => "retry.later",
            Self::No => "retry.no",
        }
    }
}

/// The answer of [`classify`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// For the row.
    pub class: Class,
    /// For the run.
    pub run: Run,
}

/// Looks a number up in [`TABLE`]. An unknown number is [`Class::Never`], so that nothing is repeated on a guess.
#[must_use]
pub fn classify(code: u32) -> Verdict {
    match entry_of(code) {
        Some(entry) => Verdict {
            class: entry.class,
            run: entry.run,
        },
        None => Verdict {
            class: Class::Never,
            run: Run::GiveUpRow,
        },
    }
}

/// The number in `(#131026) Message undeliverable`, wherever it stands in the text.
pub(crate) fn code_in(text: &str) -> Option<u32> {
    text.match_indices("(#").find_map(|(at, opening)| {
        let rest = &text[at + opening.len()..];
        let digits = &rest[..rest.find(')')?];
        digits
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| digits.parse().ok())?
    })
}

/// The sentence without a leading `(#131026)`.
pub(crate) fn sentence(text: &str) -> &str {
    let text = text.trim();
    match text
        .strip_prefix("(#")
        .and_then(|rest| rest.split_once(')'))
    {
        Some((digits, rest)) if is_number(digits) => rest.trim_start(),
        _ => text,
    }
}

fn is_number(digits: &str) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{Class::*, Run::*, *};

    #[test]
    fn the_table() {
        let table: &[(&[u32], Class, Run)] = &[
            (
                &[0, 190, 368, 131_031, 131_042, 132_001, 132_016],
                Fix,
                Stop,
            ),
            (&[131_048, 132_015], Later, Stop),
            (&[130_472, 131_026, 131_049, 131_050], Person, SkipPerson),
            (&[4, 80_007, 130_429, 131_056], Later, SlowDown),
            (
                &[1, 2, 131_000, 131_016, 131_057, 132_069, 133_004, 133_016],
                Later,
                GiveUpRow,
            ),
            (
                &[3, 10, 33, 200, 250, 299, 131_005, 131_030, 131_037, 131_045],
                Fix,
                GiveUpRow,
            ),
            (
                &[131_052, 131_053, 132_007, 132_068, 133_010],
                Fix,
                GiveUpRow,
            ),
            (
                &[100, 130_497, 131_008, 131_009, 131_021, 131_047, 131_051],
                Never,
                GiveUpRow,
            ),
            (
                &[132_000, 132_005, 132_012, 132_018, 135_000],
                Never,
                GiveUpRow,
            ),
            (&[300, 999_999, u32::MAX], Never, GiveUpRow),
        ];
        for (codes, class, run) in table {
            for code in *codes {
                assert_eq!(
                    classify(*code),
                    Verdict {
                        class: *class,
                        run: *run
                    },
                    "{code}"
                );
            }
        }
    }

    #[test]
    fn numbers_in_text() {
        for (text, code, rest) in [
            (
                "(#131030) Recipient not allowed",
                Some(131_030),
                "Recipient not allowed",
            ),
            ("  (#100)", Some(100), ""),
            ("Failed: (#190) token", Some(190), "Failed: (#190) token"),
            ("(#) x (#12a) y (#7) z", Some(7), "(#) x (#12a) y (#7) z"),
            ("131030 without brackets", None, "131030 without brackets"),
            ("(#99999999999)", None, ""),
            ("(#12", None, "(#12"),
            ("", None, ""),
        ] {
            assert_eq!(code_in(text), code, "{text:?}");
            assert_eq!(sentence(text), rest, "{text:?}");
        }
    }
}

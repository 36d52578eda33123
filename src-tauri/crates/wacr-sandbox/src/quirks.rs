//! Quirks: behaviour that one known version of the server shows and the documentation does not, and answers to what the
//! contract leaves open (contract sections 22 and 23). All are off by default; each can be switched on by its name.

use std::fmt;
use std::str::FromStr;

/// Declares the quirks, each with its name on the command line and what it does.
macro_rules! quirks {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// One quirk.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Quirk {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Quirk {
            /// Every quirk there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name on the command line.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// What it does, in a sentence or two.
            pub fn help(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc,)+),)+
                }
            }
        }
    };
}

quirks! {
    /// Single reads hold the record at `data.data` instead of `data` (contract section 4, question 1).
    DoubleNesting = "double-nesting",
    /// `button_0..2` are taken and not handed to WhatsApp, which then refuses the message (section 10, question 2).
    ButtonValuesDropped = "button-values-dropped",
    /// Template rows are stored without `message_id` and stay `sent`; `chat_message_id` is null (section 9, question 3).
    TemplateRowsUntracked = "template-rows-untracked",
    /// `POST /templates/sync` does nothing and reports 0 (section 21.2, question 4).
    SyncPlaceholder = "sync-placeholder",
    /// `filter[direction]` answers 500 (section 9, question 5).
    DirectionFilterFaults = "direction-filter-faults",
    /// An empty contacts page reports `count` 1, and `links.self` of contacts is malformed (section 6).
    ContactPageSlips = "contact-page-slips",
}

/// A set of quirks; the default is none, which is what the documentation describes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quirks(u64);

impl Quirks {
    /// No quirk: the documented behaviour.
    pub const NONE: Self = Self(0);

    /// The set with one more.
    #[must_use]
    pub const fn with(self, quirk: Quirk) -> Self {
        Self(self.0 | 1 << quirk as u64)
    }

    /// Whether it is in the set.
    #[must_use]
    pub const fn has(self, quirk: Quirk) -> bool {
        self.0 & (1 << quirk as u64) != 0
    }

    /// Every quirk of the one server version that is known; those that only answer an open question are left out.
    #[must_use]
    pub fn known_server() -> Self {
        [
            Quirk::DoubleNesting,
            Quirk::ButtonValuesDropped,
            Quirk::TemplateRowsUntracked,
            Quirk::SyncPlaceholder,
            Quirk::DirectionFilterFaults,
            Quirk::ContactPageSlips,
        ]
        .into_iter()
        .collect()
    }
}

impl FromIterator<Quirk> for Quirks {
    fn from_iter<I: IntoIterator<Item = Quirk>>(quirks: I) -> Self {
        quirks.into_iter().fold(Self::NONE, Self::with)
    }
}

impl From<Quirk> for Quirks {
    fn from(quirk: Quirk) -> Self {
        Self::NONE.with(quirk)
    }
}

impl fmt::Display for Quirk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Quirk {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().copied().find(|quirk| quirk.name() == text);
        found.ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|quirk| quirk.name()).collect();
            format!("no such quirk; there are: {}", names.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn each_quirk_has_a_name_of_its_own_that_leads_back_to_it() {
        for quirk in Quirk::ALL {
            assert_eq!(quirk.name().parse::<Quirk>().unwrap(), *quirk);
            assert!(!quirk.help().trim().is_empty());
        }
        assert!(
            "often"
                .parse::<Quirk>()
                .unwrap_err()
                .contains("double-nesting")
        );
        assert!(Quirk::ALL.len() <= 64, "a set is 64 bits");
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let set = Quirks::from(Quirk::DoubleNesting).with(Quirk::SyncPlaceholder);
        let held = |quirk: &&Quirk| set.has(**quirk);
        let held: Vec<&Quirk> = Quirk::ALL.iter().filter(held).collect();
        assert_eq!(held, [&Quirk::DoubleNesting, &Quirk::SyncPlaceholder]);
        assert_eq!(Quirks::default(), Quirks::NONE);
    }
}

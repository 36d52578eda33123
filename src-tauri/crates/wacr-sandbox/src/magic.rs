//! Last digits of a phone number that rehearse what can go wrong with a send. They work for every kind of send.

/// Declares the numbers, each with its last four digits and what it does.
macro_rules! magic {
    ($($(#[doc = $doc:literal])+ $variant:ident = $digits:literal,)+) => {
        /// What a number rehearses, by the last four of its digits.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Magic {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Magic {
            /// Every number there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The last four digits.
            pub fn digits(self) -> &'static str {
                match self {
                    $(Self::$variant => $digits,)+
                }
            }

            /// What it does, in a sentence or two.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc,)+).trim_ascii(),)+
                }
            }
        }
    };
}

magic! {
    /// Accepted, delivered and read. So is any number not listed here.
    Accepted = "9000",
    /// WhatsApp refuses, (#131026): not on WhatsApp.
    NotOnWhatsApp = "9001",
    /// The contact opted out, 403 `CONTACT_OPTED_OUT`.
    OptedOut = "9002",
    /// Anything but a template is accepted and fails later, 131047: the 24-hour window is closed.
    WindowClosed = "9003",
    /// The message goes out and the answer is lost.
    AnswerLost = "9004",
    /// 429 once a minute with 3 seconds to wait; the next try gets through.
    SlowDown = "9005",
    /// The plan's conversations are used up, 403 `FEATURE_LIMIT_EXCEEDED`.
    PlanFull = "9006",
    /// The message goes out at once and the answer takes 8 seconds.
    Slow = "9007",
    /// The message goes out and the answer is 500 `INTERNAL_ERROR`.
    LateFault = "9008",
    /// WhatsApp refuses a template or a code, (#132015): the template is paused.
    TemplatePaused = "9009",
    /// A bare 500 before anything is sent.
    EarlyFault = "9010",
    /// The person answers a few seconds after each message, which opens the 24-hour window.
    Answers = "9011",
    /// The person answers STOP a few seconds after the message and has then opted out.
    Stop = "9012",
}

impl Magic {
    /// Reads it off the digits of a number.
    pub fn of(digits: &str) -> Option<Self> {
        let last = digits.get(digits.len().checked_sub(4)?..)?;
        let known = |magic: &&Self| magic.digits() == last;
        Self::ALL.iter().find(known).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_by_its_last_four_digits() {
        for magic in Magic::ALL {
            assert_eq!(
                Magic::of(&format!("1555010{}", magic.digits())),
                Some(*magic)
            );
            assert!(!magic.words().is_empty());
        }
        for other in ["", "901", "15550190011", "15550100142"] {
            assert_eq!(Magic::of(other), None, "{other}");
        }
    }
}

//! Last digits of a phone number that rehearse what can go wrong with a send.

/// What a number rehearses, by the last four of its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Magic {
    /// `9001`: WhatsApp refuses, (#131026): not on WhatsApp.
    NotOnWhatsApp,
    /// `9002`: the contact opted out, 403 `CONTACT_OPTED_OUT`.
    OptedOut,
    /// `9003`: a free text is accepted and fails later, 131047: the 24-hour window is closed. Templates get through.
    WindowClosed,
    /// `9004`: the message goes out and the answer is lost.
    AnswerLost,
    /// `9005`: 429 once a minute, the next try gets through.
    SlowDown,
    /// `9006`: the plan's conversations are used up, 403 `FEATURE_LIMIT_EXCEEDED`.
    PlanFull,
    /// `9007`: the message goes out at once and the answer takes 8 seconds.
    Slow,
    /// `9008`: the message goes out and the answer is 500 `INTERNAL_ERROR`.
    LateFault,
    /// `9009`: WhatsApp refuses, (#132015): the template is paused.
    TemplatePaused,
}

impl Magic {
    /// Reads it off the digits of a number.
    pub fn of(digits: &str) -> Option<Self> {
        let magic = match digits.get(digits.len().checked_sub(4)?..)? {
            "9001" => Self::NotOnWhatsApp,
            "9002" => Self::OptedOut,
            "9003" => Self::WindowClosed,
            "9004" => Self::AnswerLost,
            "9005" => Self::SlowDown,
            "9006" => Self::PlanFull,
            "9007" => Self::Slow,
            "9008" => Self::LateFault,
            "9009" => Self::TemplatePaused,
            _ => return None,
        };
        Some(magic)
    }
}

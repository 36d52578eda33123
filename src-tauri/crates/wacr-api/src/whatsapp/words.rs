//! A code out of words: a stored message keeps WhatsApp's sentence without the number (WhatsApp facts, section 10).

/// Words that a sentence must hold, all of them and in lower case, and the code they stand for. The first row that fits
/// wins, so a row that says more stands before one that says less.
const SENTENCES: &[(&[&str], u32)] = &[
    (&["24 hours have passed"], 131_047),
    (&["re-engagement message"], 131_047),
    (&["healthy ecosystem engagement"], 131_049),
    (&["part of an experiment"], 130_472),
    (&["stopped", "marketing messages"], 131_050),
    (&["opted out of", "marketing"], 131_050),
    (&["pair rate limit"], 131_056),
    (&["spam rate limit"], 131_048),
    (&["business account", "rate limit"], 80_007),
    (&["application request limit"], 4),
    (&["too many api calls"], 4),
    (&["rate limit hit"], 130_429),
    (&["throughput"], 130_429),
    (&["message undeliverable"], 131_026),
    (&["incapable of receiving this message"], 131_026),
    (&["not a valid whatsapp"], 131_026),
    (&["not in allowed list"], 131_030),
    (&["sender and recipient", "same"], 131_021),
    (&["sender", "cannot be", "recipient"], 131_021),
    (
        &["restricted from messaging users in this country"],
        130_497,
    ),
    (&["account has been locked"], 131_031),
    (&["account is locked"], 131_031),
    (&["payment issue"], 131_042),
    (&["eligibility"], 131_042),
    (&["display name approval"], 131_037),
    (&["temporarily blocked for policies"], 368),
    (&["account", "maintenance mode"], 131_057),
    (&["media download error"], 131_052),
    (&["unable to download the media"], 131_052),
    (&["media upload error"], 131_053),
    (&["unable to upload the media"], 131_053),
    (&["unsupported message type"], 131_051),
    (&["template is paused"], 132_015),
    (&["template paused"], 132_015),
    (&["template is disabled"], 132_016),
    (&["template disabled"], 132_016),
    (&["template name does not exist"], 132_001),
    (&["template does not exist"], 132_001),
    (&["number of parameters does not match"], 132_000),
    (&["parameter count mismatch"], 132_000),
    (&["parameter format mismatch"], 132_012),
    (&["parameter format does not match"], 132_012),
    (&["hydrated text too long"], 132_005),
    (&["translated text too long"], 132_005),
    (&["format character policy violated"], 132_007),
    (&["flow is blocked"], 132_068),
    (&["flow is throttled"], 132_069),
    (&["phone number not registered"], 133_010),
    (&["server temporarily unavailable"], 133_004),
    (&["required parameter is missing"], 131_008),
    (&["parameter value is not valid"], 131_009),
    (&["access token has expired"], 190),
    (&["error validating access token"], 190),
    (&["access denied"], 131_005),
    (&["service unavailable"], 131_016),
    (&["something went wrong"], 131_000),
    (&["generic user error"], 135_000),
];

/// The code of a text of WhatsApp: the number in `(#131026) …` where there is one, else what well-known words stand for.
/// None when it says nothing known; better none than a guess.
#[must_use]
pub fn code_of(text: &str) -> Option<u32> {
    super::code_in(text).or_else(|| in_words(text))
}

fn in_words(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    SENTENCES
        .iter()
        .find(|(words, _)| words.iter().all(|word| text.contains(word)))
        .map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{super::entry_of, *};

    #[test]
    fn sentences_of_whatsapp() {
        for (text, code) in [
            ("Message undeliverable", 131_026),
            ("message UNDELIVERABLE.", 131_026),
            (
                "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
                131_047,
            ),
            (
                "More than 24 hours have passed since the recipient last replied",
                131_047,
            ),
            ("Re-engagement message", 131_047),
            (
                "This message was not delivered to maintain healthy ecosystem engagement.",
                131_049,
            ),
            (
                "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
                131_049,
            ),
            ("User's number is part of an experiment", 130_472),
            (
                "User has stopped receiving marketing messages from you",
                131_050,
            ),
            (
                "(Business Account, Consumer Account) pair rate limit hit",
                131_056,
            ),
            ("Spam rate limit hit", 131_048),
            ("WhatsApp Business Account rate limit hit", 80_007),
            ("Rate limit hit", 130_429),
            ("Cloud API message throughput has been reached.", 130_429),
            ("Recipient phone number not in allowed list", 131_030),
            ("Sender and recipient are the same", 131_021),
            ("Business eligibility payment issue", 131_042),
            ("Template is paused", 132_015),
            ("Template is disabled", 132_016),
            ("Template name does not exist in the translation", 132_001),
            (
                "Number of parameters does not match the expected number of params",
                132_000,
            ),
            ("Media download error", 131_052),
            ("Media upload error", 131_053),
            ("Something went wrong", 131_000),
            // A number says more than words.
            ("(#131049) Message undeliverable", 131_049),
        ] {
            assert_eq!(code_of(text), Some(code), "{text:?}");
        }
    }

    #[test]
    fn words_that_say_nothing_known() {
        for text in [
            "",
            "failed",
            "131026",
            "#131026: Message",
            "Nachricht nicht zustellbar",
            "24 messages",
            "Blocked for 24 hours",
            "the template",
        ] {
            assert_eq!(code_of(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_code_is_in_the_table_and_every_row_can_be_reached() {
        for (words, code) in SENTENCES {
            assert!(entry_of(*code).is_some(), "{code}");
            assert!(words.iter().all(|word| *word == word.to_lowercase()));
            assert_eq!(
                in_words(&words.join(" … ")),
                Some(*code),
                "{words:?} is hidden by a row above"
            );
        }
    }
}

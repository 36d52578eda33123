//! A token as it was pasted.

use secrecy::{ExposeSecret, SecretString};

use crate::error::{CommandError, ErrorCode};

/// Takes off what comes along when a token is copied: white space, quotes, `Bearer `.
pub(crate) fn clean(typed: &SecretString) -> Result<SecretString, CommandError> {
    let mut text = typed.expose_secret();
    loop {
        let before = text.len();
        text = text.trim_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '"' | '\'' | '`' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}'
                )
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')
        });
        if let Some((scheme, rest)) = text.split_once(char::is_whitespace)
            && scheme.trim_end_matches(':').eq_ignore_ascii_case("bearer")
        {
            text = rest;
        }
        if text.len() == before {
            break;
        }
    }
    if text.is_empty() {
        return Err(CommandError::new(
            ErrorCode::TokenMissing,
            "no token was given",
        ));
    }
    if wacr_api::is_other_api_key(text) {
        return Err(CommandError::new(
            ErrorCode::OtherApiKey,
            "a key of the vendor's other API",
        ));
    }
    Ok(SecretString::from(text))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn as_pasted() {
        for typed in [
            "wm_abc",
            "  wm_abc\n",
            "\"wm_abc\"",
            "Bearer wm_abc",
            "'bearer  wm_abc' ",
            "“wm_abc”",
            "\u{feff}wm_abc",
        ] {
            assert_eq!(
                clean(&SecretString::from(typed)).unwrap().expose_secret(),
                "wm_abc",
                "{typed:?}"
            );
        }
        for (typed, code) in [
            ("", ErrorCode::TokenMissing),
            (" \n\"\" ", ErrorCode::TokenMissing),
            ("Bearer ", ErrorCode::TokenInvalid),
            ("wacr_live_abc", ErrorCode::OtherApiKey),
            ("Bearer wacr_test_abc", ErrorCode::OtherApiKey),
            ("waht_abc", ErrorCode::OtherApiKey),
        ] {
            match clean(&SecretString::from(typed)) {
                Err(error) => assert_eq!(error.code, code, "{typed:?}"),
                // A lone word is a token to the server, which will not know it.
                Ok(_) => assert_eq!(code, ErrorCode::TokenInvalid, "{typed:?}"),
            }
        }
    }
}

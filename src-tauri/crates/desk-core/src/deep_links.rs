//! Links that open the program: `wacr-desk:contact?phone=+15550100142`, `wacr-desk:connect?server=https://app.wa.cr`.
//!
//! Anybody can write one into a web page, so a link only ever shows something: it looks a person up, or fills the address
//! of Connect. It sends nothing, changes nothing, and whatever else it carries, a token above all, is not read.

use serde::Serialize;
use url::Url;
use wacr_api::BaseUrl;

/// The scheme the installers register.
pub const SCHEME: &str = "wacr-desk";

/// Longer than any number is written; E.164 has 15 digits.
const PHONE: usize = 32;

/// What a link asks to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum DeepLink {
    /// Look this number up in the contacts: `+` and digits, as far as it was written so.
    Contact {
        /// What is searched for.
        phone: String,
    },
    /// Fill the address of Connect, which a person then reads and presses.
    Connect {
        /// An address as accounts are stored with: https, or http to this computer.
        server: String,
    },
}

/// Reads a link; none if it is not one of ours or asks for nothing that may be asked.
#[must_use]
pub fn read(link: &str) -> Option<DeepLink> {
    let url = Url::parse(link.trim()).ok()?;
    if url.scheme() != SCHEME {
        return None;
    }
    // `wacr-desk:contact` and `wacr-desk://contact` are both written.
    let what = match url.host_str() {
        Some(host) => host.to_owned(),
        None => url.path().trim_matches('/').to_owned(),
    };
    let value = |name: &str| {
        url.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    match what.as_str() {
        "contact" => number(&value("phone")?).map(|phone| DeepLink::Contact { phone }),
        "connect" => {
            let server = BaseUrl::parse(&value("server")?).ok()?.to_string();
            Some(DeepLink::Connect { server })
        }
        _ => None,
    }
}

/// Digits of any script with the usual marks between; nothing else may get into the search box.
fn number(written: &str) -> Option<String> {
    // A plus that nobody escaped arrives as a blank.
    let plus = written.starts_with(['+', ' ']);
    let written = written.trim();
    let marks = |c: char| matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '/');
    let fits =
        written.chars().count() <= PHONE && written.chars().all(|c| c.is_numeric() || marks(c));
    let digits: String = written.chars().filter(|c| c.is_numeric()).collect();
    let long_enough = digits.chars().count() >= 4;
    (fits && long_enough).then(|| if plus { format!("+{digits}") } else { digits })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(phone: &str) -> Option<DeepLink> {
        Some(DeepLink::Contact {
            phone: phone.into(),
        })
    }

    fn connect(server: &str) -> Option<DeepLink> {
        Some(DeepLink::Connect {
            server: server.into(),
        })
    }

    #[test]
    fn only_what_may_be_shown_is_read() {
        for (link, read_as) in [
            (
                "wacr-desk:contact?phone=%2B15550100142",
                contact("+15550100142"),
            ),
            (
                "wacr-desk:contact?phone=+1 555 010-0142",
                contact("+15550100142"),
            ),
            (
                "wacr-desk://contact?phone=0155%2050100",
                contact("015550100"),
            ),
            (
                "wacr-desk://contact/?phone=(555)%200100",
                contact("5550100"),
            ),
            ("WACR-DESK:contact?phone=5550100", contact("5550100")),
            (
                "wacr-desk:contact?phone=%D9%A1%D9%A2%D9%A3%D9%A4",
                contact("١٢٣٤"),
            ),
            (
                "wacr-desk:connect?server=app.wa.cr",
                connect("https://app.wa.cr"),
            ),
            (
                "wacr-desk:connect?server=https%3A%2F%2Fdesk.example.com%2Fapi%2Fv2",
                connect("https://desk.example.com"),
            ),
            // A token in a link is not read, wherever it stands.
            (
                "wacr-desk:connect?server=https://app.wa.cr&token=secret",
                connect("https://app.wa.cr"),
            ),
            (
                "wacr-desk:connect?server=https://user:secret@app.wa.cr",
                None,
            ),
            ("wacr-desk:connect?server=http://app.wa.cr", None),
            ("wacr-desk:connect?server=javascript:alert(1)", None),
            ("wacr-desk:connect?token=secret", None),
            ("wacr-desk:contact?phone=type:lead", None),
            ("wacr-desk:contact?phone=<b>12345</b>", None),
            ("wacr-desk:contact?phone=123", None),
            (
                "wacr-desk:contact?phone=1234567890123456789012345678901234567890",
                None,
            ),
            ("wacr-desk:contact", None),
            ("wacr-desk:send?phone=15550100142&template=hello", None),
            ("wacr-desk:", None),
            ("https://app.wa.cr/contact?phone=15550100142", None),
            ("--practice", None),
            ("", None),
        ] {
            assert_eq!(read(link), read_as, "{link}");
        }
    }

    #[test]
    fn no_link_is_read_as_more_than_it_says() {
        use proptest::prelude::*;
        proptest!(|(link in "wacr-desk:(//)?(contact|connect|send)/?\\?(phone|server|token)=\\PC{0,40}")| {
            if let Some(DeepLink::Contact { phone }) = read(&link) {
                prop_assert!(phone.chars().all(|c| c == '+' || c.is_numeric()));
            }
        });
    }
}

//! Where an account's server is, from what a person typed or pasted.

use std::fmt;

use url::{Host, Url};

/// Host, scheme and port of a server; `/api/v2` is added by the client (contract section 1).
///
/// https, or http on this computer only. Written out without a trailing slash: `https://app.wa.cr`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl(Url);

/// Why something is not the address of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// No host, a scheme other than http and https, a user name or password, or no address at all.
    #[error("this is not the address of a server")]
    NotAnAddress,
    /// http to a host that is not this computer: the token would travel in the clear.
    #[error("http is allowed to this computer only")]
    Insecure,
}

impl BaseUrl {
    /// Reads an address as typed: https is assumed, blanks around it and any path (`/`, `/api/v2/contacts`) are dropped.
    ///
    /// # Errors
    /// [`BaseUrlError::Insecure`] for http to any host but 127.0.0.0/8, `::1` and `localhost`;
    /// [`BaseUrlError::NotAnAddress`] for all else that cannot be used.
    pub fn parse(typed: &str) -> Result<Self, BaseUrlError> {
        let typed = typed.trim_matches(is_blank);
        if typed.is_empty() || typed.contains(|c: char| is_blank(c) || c.is_control() || c == '\\')
        {
            return Err(BaseUrlError::NotAnAddress);
        }
        let (scheme, rest) = typed.split_once("://").unwrap_or(("https", typed));
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.is_empty() || authority.contains('@') {
            return Err(BaseUrlError::NotAnAddress);
        }
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "https" && scheme != "http" {
            return Err(BaseUrlError::NotAnAddress);
        }
        let url = Url::parse(&format!("{scheme}://{authority}"))
            .map_err(|_| BaseUrlError::NotAnAddress)?;
        if url.host().is_none() || url.port() == Some(0) {
            return Err(BaseUrlError::NotAnAddress);
        }
        let base = Self(url);
        if scheme == "http" && !base.is_loopback() {
            return Err(BaseUrlError::Insecure);
        }
        Ok(base)
    }

    /// True for 127.0.0.0/8, `::1` and `localhost`.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// The host, without scheme and port; for sentences like "app.wa.cr does not answer".
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// True when the scheme is http, which is so on this computer only.
    pub(crate) fn is_plain_http(&self) -> bool {
        self.0.scheme() == "http"
    }

    /// `/api/v2` and the segments, each percent-encoded. None for a segment that would change the path (empty, dots).
    pub(crate) fn join(&self, segments: &[&str]) -> Option<Url> {
        if segments
            .iter()
            .any(|segment| matches!(*segment, "" | "." | ".."))
        {
            return None;
        }
        let mut url = self.0.clone();
        url.path_segments_mut()
            .ok()?
            .clear()
            .extend(["api", "v2"])
            .extend(segments);
        Some(url)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(typed: &str) -> Result<Self, BaseUrlError> {
        Self::parse(typed)
    }
}

/// White space, and the invisible characters that come along when an address is copied from a web page.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// True for a key of the vendor's other API, which this one does not know (contract section 1).
#[must_use]
pub fn is_other_api_key(token: &str) -> bool {
    let token = token.trim_matches(is_blank);
    ["wacr_live_", "wacr_test_", "waht_"]
        .iter()
        .any(|prefix| token.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_as_people_type_them() {
        for (typed, expected) in [
            ("app.wa.cr", "https://app.wa.cr"),
            ("https://app.wa.cr", "https://app.wa.cr"),
            ("HTTPS://App.WA.cr", "https://app.wa.cr"),
            ("  https://app.wa.cr/  ", "https://app.wa.cr"),
            ("app.wa.cr///", "https://app.wa.cr"),
            ("\u{feff}app.wa.cr\u{200b}\n", "https://app.wa.cr"),
            ("https://app.wa.cr/api/v2", "https://app.wa.cr"),
            (
                "https://app.wa.cr/api/v2/contacts?page=2#top",
                "https://app.wa.cr",
            ),
            ("app.wa.cr/login", "https://app.wa.cr"),
            ("app.wa.cr?x=a@b", "https://app.wa.cr"),
            ("app.wa.cr:443", "https://app.wa.cr"),
            ("app.wa.cr:8443/api/v2/", "https://app.wa.cr:8443"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.1:40123", "http://127.0.0.1:40123"),
            ("http://127.9.8.7", "http://127.9.8.7"),
            ("http://127.1:81", "http://127.0.0.1:81"),
            ("http://[::1]:9", "http://[::1]:9"),
            ("https://10.0.0.5", "https://10.0.0.5"),
            ("https://intranet", "https://intranet"),
            ("bücher.example", "https://xn--bcher-kva.example"),
        ] {
            let base = BaseUrl::parse(typed).unwrap_or_else(|fault| panic!("{typed:?}: {fault}"));
            assert_eq!(base.to_string(), expected, "{typed:?}");
        }
    }

    #[test]
    fn what_is_refused() {
        use BaseUrlError::{Insecure, NotAnAddress};
        for (typed, expected) in [
            ("", NotAnAddress),
            ("   ", NotAnAddress),
            ("/", NotAnAddress),
            ("https://", NotAnAddress),
            ("https:///api/v2", NotAnAddress),
            ("https:app.wa.cr", NotAnAddress),
            ("ftp://app.wa.cr", NotAnAddress),
            ("file:///etc/passwd", NotAnAddress),
            ("javascript:alert(1)", NotAnAddress),
            ("mailto:nadia@example.com", NotAnAddress),
            ("app.wa.cr:port", NotAnAddress),
            ("app.wa.cr:0", NotAnAddress),
            ("app.wa.cr:99999", NotAnAddress),
            ("https://nadia:secret@app.wa.cr", NotAnAddress),
            ("https://app.wa.cr@evil.example", NotAnAddress),
            ("https://@app.wa.cr", NotAnAddress),
            ("https://app.wa.cr\\@evil.example", NotAnAddress),
            ("app wa cr", NotAnAddress),
            ("app.wa\n.cr", NotAnAddress),
            ("http://nadia@localhost", NotAnAddress),
            ("http://app.wa.cr", Insecure),
            ("http://10.0.0.5", Insecure),
            ("http://0.0.0.0", Insecure),
            ("http://128.0.0.1", Insecure),
            ("http://localhost.example", Insecure),
            ("http://notlocalhost", Insecure),
            ("http://[::2]", Insecure),
            ("http://127.0.0.1.example", Insecure),
        ] {
            assert_eq!(BaseUrl::parse(typed), Err(expected), "{typed:?}");
        }
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        let base = BaseUrl::parse("app.wa.cr").unwrap();
        assert_eq!(
            base.join(&["templates", "a/b?c=d#e"]).unwrap().as_str(),
            "https://app.wa.cr/api/v2/templates/a%2Fb%3Fc=d%23e"
        );
        for bad in ["", ".", ".."] {
            assert_eq!(base.join(&["templates", bad]), None, "{bad:?}");
        }
    }

    #[test]
    fn keys_of_the_other_api() {
        for key in ["wacr_live_x", " wacr_test_x", "waht_x"] {
            assert!(is_other_api_key(key), "{key:?}");
        }
        for key in ["", "wm_abc", "xwaht_", "WACR_LIVE_x", "wacr_"] {
            assert!(!is_other_api_key(key), "{key:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_is_safe_and_stays_what_it_is(typed in "(https?|ftp)?(:|://)?[a-zA-Z0-9.@:\\[\\]/\\\\ ?#-]{0,40}") {
            if let Ok(base) = BaseUrl::parse(&typed) {
                prop_assert_eq!(BaseUrl::parse(&base.to_string()), Ok(base.clone()));
                prop_assert!(base.0.scheme() == "https" || base.is_loopback());
                prop_assert!(base.0.username().is_empty() && base.0.password().is_none());
                prop_assert!(!base.host().is_empty());
                prop_assert_eq!(base.0.path(), "/");
                prop_assert_eq!(base.0.query(), None);
            }
        }

        #[test]
        fn nothing_makes_it_panic(typed in any::<String>()) {
            let _ = BaseUrl::parse(&typed);
        }

        #[test]
        fn blanks_slashes_and_the_api_path_change_nothing(
            before in "[ \t\n]{0,3}", slashes in "/{0,3}", api in "(/api/v2(/[a-z]{1,8})?)?", after in "[ \t\n]{0,3}",
        ) {
            let typed = format!("{before}https://app.wa.cr{api}{slashes}{after}");
            prop_assert_eq!(BaseUrl::parse(&typed), BaseUrl::parse("app.wa.cr"));
        }
    }
}

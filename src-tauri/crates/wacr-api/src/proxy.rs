//! Through which proxy the server is reached, if any.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::ConfigError;

/// Whether calls go through a proxy. To this computer itself they never do.
///
/// The server is https, so a proxy only ever sees a tunnel: neither the token nor anything else of a call.
#[derive(Debug, Clone, Default)]
pub enum ProxyChoice {
    /// What the system says: environment, or the settings of Windows and macOS.
    #[default]
    System,
    /// No proxy, whatever the system says.
    None,
    /// This one.
    Through(ProxyServer),
}

/// The address of a proxy, and who one is to it. `Debug` shows the address alone.
#[derive(Clone)]
pub struct ProxyServer {
    /// With user and password.
    address: SecretString,
    shown: String,
}

impl ProxyServer {
    /// Reads `http://proxy.example.com:3128`; http is assumed, https is possible, a user and password in front of the
    /// host are taken along.
    ///
    /// # Errors
    /// [`ConfigError::Proxy`] for another scheme or no address at all.
    pub fn parse(typed: &str) -> Result<Self, ConfigError> {
        let typed = typed.trim();
        let whole = match typed.contains("://") {
            true => typed.to_owned(),
            false => format!("http://{typed}"),
        };
        let url = Url::parse(&whole).map_err(|_| ConfigError::Proxy)?;
        let host = url.host_str().is_some_and(|host| !host.is_empty());
        if !host || !matches!(url.scheme(), "http" | "https") {
            return Err(ConfigError::Proxy);
        }
        Ok(Self::of(url))
    }

    /// The same proxy, with this user and password; they are sent to it and to nobody else.
    #[must_use]
    pub fn credentials(&self, user: &str, password: &SecretString) -> Self {
        let Ok(mut url) = Url::parse(self.address.expose_secret()) else {
            return self.clone();
        };
        // What is in an address is decoded before it is sent, and a percent sign is not encoded of itself.
        let encoded = |text: &str| text.replace('%', "%25");
        // Neither fails for a URL with a host.
        let _ = url.set_username(&encoded(user));
        let _ = url.set_password(Some(&encoded(password.expose_secret())));
        Self::of(url)
    }

    fn of(mut url: Url) -> Self {
        let address = url.to_string().into();
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.set_path("");
        url.set_query(None);
        url.set_fragment(None);
        Self {
            address,
            shown: url.to_string(),
        }
    }

    pub(crate) fn reqwest(&self) -> Result<reqwest::Proxy, ConfigError> {
        reqwest::Proxy::all(self.address.expose_secret()).map_err(|_| ConfigError::Proxy)
    }
}

impl fmt::Debug for ProxyServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn addresses() {
        for (typed, shown) in [
            ("proxy.example.com:3128", "http://proxy.example.com:3128/"),
            (" http://10.0.0.1:8080/ ", "http://10.0.0.1:8080/"),
            ("https://proxy.example.com", "https://proxy.example.com/"),
            (
                "http://anna:canary@proxy.example.com:3128/canary?canary#canary",
                "http://proxy.example.com:3128/",
            ),
        ] {
            let proxy = ProxyServer::parse(typed).unwrap();
            assert_eq!(format!("{proxy:?}"), shown);
            proxy.reqwest().unwrap();
        }
        for typed in [
            "",
            "  ",
            "http://",
            "socks5://proxy.example.com",
            "ftp://a",
            "a b",
        ] {
            assert_eq!(
                ProxyServer::parse(typed).map(|_| ()).unwrap_err(),
                ConfigError::Proxy,
                "{typed:?}"
            );
        }
    }

    #[test]
    fn no_password_is_shown() {
        let proxy = ProxyServer::parse("proxy.example.com:3128")
            .unwrap()
            .credentials("anna", &"canary:@/ %41".to_owned().into());
        let choice = ProxyChoice::Through(proxy);
        assert_eq!(
            format!("{choice:?}"),
            "Through(http://proxy.example.com:3128/)"
        );
    }
}

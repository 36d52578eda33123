//! What a media link answers, looked at before the server and WhatsApp have to fetch it. No call of the API: it goes to
//! whatever host the link names, and carries no token.

use std::time::Duration;

use url::Url;

use crate::{Client, ConfigError, network, proxy::ProxyChoice};

/// A slow host is as good as none, since the fetching has a limit of its own.
const PATIENCE: Duration = Duration::from_secs(12);
/// Redirects followed.
const REDIRECTS: usize = 3;

/// The head of a link's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaHead {
    /// HTTP status.
    pub status: u16,
    /// `image/jpeg`, without parameters, in small letters; none if not told.
    pub content_type: Option<String>,
    /// Size in bytes, if told.
    pub bytes: Option<u64>,
}

/// The way out to media links: the same proxy and certificates as the calls have, and nothing else of them.
#[derive(Clone)]
pub(crate) struct Outside {
    pub user_agent: String,
    pub proxy: ProxyChoice,
    pub certificates: Vec<u8>,
}

impl Outside {
    fn client(&self, link: &Url) -> Result<reqwest::Client, ConfigError> {
        network::choose_crypto();
        let here = link.scheme() == "http";
        let mut builder = reqwest::Client::builder()
            .user_agent(&self.user_agent)
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::limited(REDIRECTS))
            .https_only(!here);
        builder = match &self.proxy {
            _ if here => builder.no_proxy().tls_certs_only([]),
            ProxyChoice::System => builder,
            ProxyChoice::None => builder.no_proxy(),
            ProxyChoice::Through(proxy) => builder.proxy(proxy.reqwest()?),
        };
        let extra = crate::client::certificates(&self.certificates)?;
        if !here && !extra.is_empty() {
            builder = builder.tls_certs_merge(extra);
        }
        builder.build().map_err(|_| ConfigError::Setup)
    }
}

impl Client {
    /// The head of what a media link answers; the body is not read. `None`: nothing answered within 12 s.
    ///
    /// A GET, since hosts of signed links refuse a HEAD.
    pub async fn look_at_media(&self, link: &Url) -> Option<MediaHead> {
        let client = self.outside().client(link).ok()?;
        let answer = client.get(link.clone()).send().await.ok()?;
        let head = |name: reqwest::header::HeaderName| {
            answer
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(|text| text.trim().to_owned())
        };
        Some(MediaHead {
            status: answer.status().as_u16(),
            content_type: head(reqwest::header::CONTENT_TYPE)
                .and_then(|text| {
                    text.split(';')
                        .next()
                        .map(|kind| kind.trim().to_lowercase())
                })
                .filter(|kind| !kind.is_empty()),
            bytes: head(reqwest::header::CONTENT_LENGTH).and_then(|text| text.parse().ok()),
        })
    }
}

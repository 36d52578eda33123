//! What reqwest's errors mean, told truthfully: before the request was handed to a connection, or after.

use std::{error::Error, io, sync::Once};

use crate::{ApiError, ErrorKind, NetworkFault};

/// Chooses ring for TLS, once in a program; reqwest is built without a choice of its own.
pub(crate) fn choose_crypto() {
    static CHOSEN: Once = Once::new();
    CHOSEN.call_once(|| {
        // An error means that the program has chosen already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

/// Turns a failure of the network into an error. `handed_over` says whether the request was given to a connection.
pub(crate) fn failed(error: reqwest::Error, handed_over: bool) -> ApiError {
    // The URL holds filters and searches.
    let error = error.without_url();
    let fault = fault(&error);
    if error.is_connect() || error.is_builder() || !handed_over {
        ApiError::new(
            ErrorKind::NetworkBeforeSend(fault),
            "The server was not reached.",
        )
    } else {
        ApiError::new(
            ErrorKind::NetworkAfterSend(fault),
            "The connection was lost before the answer came.",
        )
    }
}

fn fault(error: &reqwest::Error) -> NetworkFault {
    if error.is_timeout() {
        return NetworkFault::TimedOut;
    }
    let connecting = error.is_connect();
    let mut source: Option<&(dyn Error + 'static)> = error.source();
    while let Some(cause) = source {
        if connecting && is_of_proxy(cause) {
            return NetworkFault::Proxy;
        }
        if cause.is::<rustls::Error>() {
            return NetworkFault::Tls;
        }
        if let Some(error) = cause.downcast_ref::<hyper::Error>()
            && (error.is_incomplete_message() || error.is_canceled() || error.is_closed())
        {
            return NetworkFault::Closed;
        }
        if let Some(error) = cause.downcast_ref::<io::Error>() {
            match error.kind() {
                io::ErrorKind::ConnectionRefused => return NetworkFault::Refused,
                io::ErrorKind::TimedOut => return NetworkFault::TimedOut,
                // While connecting, only a handshake waits for bytes.
                io::ErrorKind::UnexpectedEof if connecting => return NetworkFault::Tls,
                io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
                | io::ErrorKind::NotConnected
                | io::ErrorKind::UnexpectedEof => return NetworkFault::Closed,
                _ => {}
            }
        }
        // When asked for its source, io::Error skips the error it wraps.
        let wrapped = cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        source = wrapped
            .map(|inner| inner as &(dyn Error + 'static))
            .or_else(|| cause.source());
    }
    if error.is_dns() {
        return NetworkFault::HostNotFound;
    }
    NetworkFault::Other
}

/// Whatever goes wrong before the tunnel stands is wrapped in one error, whose type hyper-util does not show.
fn is_of_proxy(cause: &(dyn Error + 'static)) -> bool {
    cause.to_string().starts_with("tunnel error: ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[tokio::test]
    async fn a_name_that_cannot_exist() {
        // A label longer than 63 characters fails in the resolver, without a question to the network.
        let url = format!("http://{}.invalid/?search=canary", "a".repeat(64));
        choose_crypto();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let error = failed(client.get(url).send().await.unwrap_err(), false);
        assert_eq!(
            error.kind,
            ErrorKind::NetworkBeforeSend(NetworkFault::HostNotFound)
        );
        assert!(!format!("{error:?} {}", error.message).contains("canary"));
    }
}

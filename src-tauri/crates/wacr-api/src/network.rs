//! What reqwest's errors mean, told truthfully: before the request was handed to a connection, or after.

use std::{error::Error, io};

use crate::{ApiError, ErrorKind, NetworkFault};

/// Turns a failure of the network into an error. `handed_over` says whether the request's body was given to
/// a connection; without a body only a failed connection proves that nothing was sent.
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
    if error.is_dns() {
        return NetworkFault::HostNotFound;
    }
    if error.is_timeout() {
        return NetworkFault::TimedOut;
    }
    let connecting = error.is_connect();
    let mut source: Option<&(dyn Error + 'static)> = error.source();
    while let Some(cause) = source {
        if cause.is::<rustls::Error>() {
            return NetworkFault::Tls;
        }
        if let Some(error) = cause.downcast_ref::<hyper::Error>()
            && (error.is_incomplete_message() || error.is_canceled() || error.is_closed())
        {
            return NetworkFault::Closed;
        }
        if let Some(error) = cause.downcast_ref::<io::Error>() {
            // io::Error skips the error it wraps when asked for its source.
            if error
                .get_ref()
                .is_some_and(|inner| inner.is::<rustls::Error>())
            {
                return NetworkFault::Tls;
            }
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
        source = cause.source();
    }
    NetworkFault::Other
}

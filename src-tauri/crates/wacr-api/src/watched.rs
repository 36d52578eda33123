//! A call without a body, watched all the same: whether a connection ever took it.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;

/// No body. A connection that takes a call asks first whether a body will come; so a body never asked about is proof that
/// no connection has the call. Only for calls that may be repeated: unlike a body of bytes it cannot hold a call back that
/// is being taken in the very moment it is given up.
pub(crate) struct WatchedNothing {
    pub(crate) handed_over: Arc<AtomicBool>,
}

impl http_body::Body for WatchedNothing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, io::Error>>> {
        self.handed_over.store(true, Ordering::Release);
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.handed_over.store(true, Ordering::Release);
        true
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(0)
    }
}

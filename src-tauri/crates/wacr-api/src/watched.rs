//! What is known of a request's body while it travels: whether a connection ever asked for it, whether all of it was
//! given away, and whether a file in it broke.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;

use crate::multipart::{Broken, Upload};

/// Shared between the connection, which takes the body, and the caller, who waits.
#[derive(Default)]
pub(crate) struct Watch {
    handed_over: AtomicBool,
    whole: AtomicBool,
    broken: OnceLock<Broken>,
}

impl Watch {
    /// Of a call that must not happen twice, without a body to hold back: the worst is assumed.
    pub(crate) fn worst() -> Self {
        Self {
            handed_over: AtomicBool::new(true),
            ..Self::nothing()
        }
    }

    /// Of a call without a body, see [`WatchedNothing`].
    pub(crate) fn nothing() -> Self {
        Self {
            whole: AtomicBool::new(true),
            ..Self::default()
        }
    }

    /// The caller has given up. False when no connection ever asked for the body; from then on none will get it.
    pub(crate) fn give_up(&self) -> bool {
        self.handed_over.swap(true, Ordering::AcqRel)
    }

    /// Whether the last byte was given away.
    pub(crate) fn whole(&self) -> bool {
        self.whole.load(Ordering::Acquire)
    }

    /// Which file could not be read to its end.
    pub(crate) fn broken(&self) -> Option<&Broken> {
        self.broken.get()
    }
}

/// What a body is made of.
pub(crate) enum Content {
    Bytes(Bytes),
    Upload(Upload),
}

/// A body that tells whether a connection ever asked for it. hyper asks only once a connection stands, so a body never
/// asked for is proof that the server cannot have the request. Whoever sets the mark first decides: the connection, which
/// then gets the body, or the caller that gave up, after whom no connection gets it.
pub(crate) struct WatchedBody {
    content: Content,
    watch: Arc<Watch>,
    asked: bool,
}

impl WatchedBody {
    pub(crate) fn new(content: Content, watch: Arc<Watch>) -> Self {
        Self {
            content,
            watch,
            asked: false,
        }
    }

    fn left(&self) -> u64 {
        match &self.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Upload(upload) => upload.left(),
        }
    }
}

impl http_body::Body for WatchedBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, io::Error>>> {
        if !self.asked {
            self.asked = true;
            if self.watch.give_up() {
                return Poll::Ready(Some(Err(io::Error::other("the caller has given up"))));
            }
        }
        let chunk = match &mut self.content {
            Content::Bytes(bytes) if bytes.is_empty() => None,
            Content::Bytes(bytes) => Some(Ok(std::mem::take(bytes))),
            Content::Upload(upload) => std::task::ready!(upload.poll_chunk(context)),
        };
        Poll::Ready(match chunk {
            Some(Ok(chunk)) => {
                if self.left() == 0 {
                    self.watch.whole.store(true, Ordering::Release);
                }
                Some(Ok(http_body::Frame::data(chunk)))
            }
            Some(Err(broken)) => {
                let fault = io::Error::other("a file could not be read to its end");
                let _ = self.watch.broken.set(broken);
                Some(Err(fault))
            }
            None => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.left() == 0
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.left())
    }
}

/// No body. A connection that takes a call asks first whether a body will come; so a body never asked about is proof that
/// no connection has the call. Only for calls that may be repeated: unlike a body of bytes it cannot hold a call back that
/// is being taken in the very moment it is given up.
pub(crate) struct WatchedNothing(pub(crate) Arc<Watch>);

impl http_body::Body for WatchedNothing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, io::Error>>> {
        self.0.give_up();
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.0.give_up();
        true
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(0)
    }
}

#[cfg(test)]
mod tests {
    use http_body::Body as _;

    use super::*;

    #[test]
    fn a_body_goes_to_the_connection_or_to_nobody() {
        let ask = |given_up: bool| {
            let watch = Arc::new(Watch::default());
            if given_up {
                assert!(!watch.give_up(), "nobody had asked");
            }
            let content = Content::Bytes(Bytes::from_static(b"{}"));
            let mut body = WatchedBody::new(content, Arc::clone(&watch));
            let asked =
                Pin::new(&mut body).poll_frame(&mut Context::from_waker(std::task::Waker::noop()));
            assert!(watch.give_up(), "asked for, or given up");
            let got = matches!(asked, Poll::Ready(Some(Ok(_))));
            assert_eq!(watch.whole(), got);
            got
        };
        assert!(ask(false));
        assert!(!ask(true), "it was said that nothing was sent");
    }
}

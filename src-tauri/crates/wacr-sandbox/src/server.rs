//! From a connection to an answer: own accept loop, so that a connection can be dropped, cut or reset.

use std::future::poll_fn;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::header::{ACCEPT, ALLOW, AUTHORIZATION};
use http::{HeaderMap, HeaderName, Request};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::answer::{Outgoing, Said, instead, said, set};
use crate::auth::{self, Token};
use crate::body;
use crate::clock;
use crate::envelope::{Aftermath, Reply};
use crate::fault_kinds::FaultKind;
use crate::faults::Faults;
use crate::log::{Log, LogEntry};
use crate::operations::{Call, Route, route};
use crate::perform::perform;
use crate::rate::{RateLimit, Verdict, WINDOW};
use crate::state::{Change, State};
use crate::store::Store;
use crate::wire::{self, Dropped, LastWords};

/// The largest body read: the 100 MB of a document and some room for the fields around it.
const LARGEST_BODY: usize = 110 * 1024 * 1024;

/// A running server, shared by its connections.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) inner: Mutex<Inner>,
    pub(crate) log_endpoint: bool,
}

/// What calls change.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) state: State,
    pub(crate) tokens: Vec<Token>,
    pub(crate) faults: Faults,
    pub(crate) log: Log,
    /// For the probabilities of faults.
    pub(crate) seed: u64,
    /// Seconds the server's clock is ahead of this machine's.
    pub(crate) ahead: i64,
    /// The data file, if there is one.
    pub(crate) store: Option<Store>,
    /// Why the data file could not be written: from then on no call is carried out.
    pub(crate) unsaved: Option<String>,
}

/// Accepts until the task is dropped, and every connection with it.
pub(crate) async fn accept(server: Arc<Server>, listener: TcpListener) {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, from)) = listener.accept().await else {
            // Out of file handles, most likely: a moment later some are free again.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let server = Arc::clone(&server);
        connections.spawn(async move { server.serve(stream, from).await });
    }
}

impl Server {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        // A poisoned lock means a test panicked while holding it; the rows are still whole.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One connection, from its first call to its end.
    async fn serve(&self, stream: TcpStream, from: SocketAddr) {
        let fault = self.lock().faults.on_accept();
        match fault {
            Some(FaultKind::ResetOnAccept) => return LastWords::Reset.say(stream).await,
            Some(_) => return LastWords::NOTHING.say(stream).await,
            None => {}
        }
        let last: Mutex<Option<LastWords>> = Mutex::new(None);
        let service = service_fn(|request| {
            let last = &last;
            Box::pin(async move {
                self.answer(request, from).await.map_err(|words| {
                    *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
                    Dropped
                })
            })
        });
        let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        // An error here is a caller gone, or a connection this server takes into its own hands.
        let _ = poll_fn(|context| connection.poll_without_shutdown(context)).await;
        let mut stream = connection.into_parts().io.into_inner();
        let words = last.into_inner().unwrap_or_else(PoisonError::into_inner);
        match words {
            Some(words) => words.say(stream).await,
            None => drop(stream.shutdown().await),
        }
    }

    async fn answer(&self, request: Request<Incoming>, from: SocketAddr) -> Said {
        let (parts, incoming) = request.into_parts();
        let path = parts.uri.path().to_owned();
        let query = parts.uri.query().unwrap_or_default();
        let method = parts.method.as_str();
        if self.log_endpoint && path.starts_with("/__sandbox/") {
            let bytes = collect(incoming).await?;
            let mut inner = self.lock();
            let (status, body) = inner.control(method, &path, query, &bytes);
            inner.save();
            return Ok(wire::json(status, body, inner.now()));
        }
        let api_path = path
            .strip_prefix("/api/v2")
            .filter(|path| path.starts_with('/'));
        let mut entry = LogEntry {
            number: 0,
            at_ms: millis(),
            method: method.to_owned(),
            path: parts.uri.to_string(),
            token: None,
            body: None,
            status: None,
        };
        if api_path.is_some_and(|path| self.lock().faults.on_head(method, path)) {
            self.lock().log.push(entry, 0);
            return Err(LastWords::NOTHING);
        }
        let mut bytes = collect(incoming).await?;
        let fault = api_path.and_then(|path| self.lock().faults.on_call(method, path, &bytes));
        if fault == Some(FaultKind::StripBody) {
            bytes = Bytes::new();
        }
        let length = bytes.len();
        let (input, uploads) = body::read(&parts.method, &parts.headers, bytes).await;
        if !input.is_empty() {
            entry.body = Some(Value::Object(input.clone()));
        }
        if let Some(said) = fault.as_ref().and_then(|fault| instead(fault, self.now())) {
            entry.status = status_of(&said);
            self.lock().log.push(entry, length);
            return said;
        }
        let call = Call {
            now: self.now(),
            id: "",
            query,
            input,
            uploads,
        };
        let json = wants_json(&parts.headers);
        let (mut said, aftermath) = {
            let mut inner = self.lock();
            let mut outgoing = inner.run(
                method,
                api_path,
                &parts.headers,
                from.ip(),
                call,
                &mut entry,
            );
            inner.save();
            if let Some(sentence) = &inner.unsaved {
                outgoing.reply = Reply::internal(sentence);
            }
            let skew = match fault {
                Some(FaultKind::ClockSkew(skew)) => skew,
                _ => 0,
            };
            let aftermath = outgoing.reply.aftermath;
            let said = said(outgoing, fault.as_ref(), json, inner.now() + skew);
            if aftermath != Aftermath::Lost {
                entry.status = status_of(&said);
            }
            inner.log.push(entry, length);
            (said, aftermath)
        };
        let wait = match (aftermath, fault) {
            (Aftermath::Lost, _) => {
                said = Err(LastWords::NOTHING);
                0
            }
            (Aftermath::Slowly(wait), _) | (_, Some(FaultKind::Delay(wait))) => wait,
            _ => 0,
        };
        if wait > 0 {
            tokio::time::sleep(Duration::from_millis(wait)).await;
        }
        said
    }

    fn now(&self) -> i64 {
        self.lock().now()
    }
}

impl Inner {
    /// Unix seconds by the server's clock.
    pub(crate) fn now(&self) -> i64 {
        clock::now(self.ahead)
    }

    /// Writes what changed to the data file; without one there is nothing to do.
    pub(crate) fn save(&mut self) {
        let Some(store) = &mut self.store else {
            return self.state.forget_changes();
        };
        let mut changes = self.state.changes();
        changes.push(Change::part("ahead", &self.ahead));
        if let Err(sentence) = store.save(changes) {
            self.unsaved = Some(sentence);
        }
    }

    /// Token, rate limit, scope, then the operation with its validation: the server's order.
    fn run<'a>(
        &mut self,
        method: &str,
        path: Option<&'a str>,
        request: &HeaderMap,
        caller: IpAddr,
        mut call: Call<'a>,
        entry: &mut LogEntry,
    ) -> Outgoing {
        let mut headers = HeaderMap::new();
        if let Some(sentence) = &self.unsaved {
            let reply = Reply::internal(sentence);
            return Outgoing { reply, headers };
        }
        let ahead = self.ahead * 1000;
        let found = match path {
            Some(path) => route(method, path.trim_matches('/')),
            None => Route::Unknown,
        };
        let (operation, id) = match found {
            Route::Found(operation, id) => (operation, id),
            Route::OtherMethods(others) => {
                set(&mut headers, ALLOW, others.join(", "));
                let message = format!(
                    "The {method} method is not supported here. Use: {}.",
                    others.join(", ")
                );
                let reply = Reply::bare(405, &message);
                return Outgoing { reply, headers };
            }
            Route::Unknown => {
                let reply = Reply::bare(404, "The route could not be found.");
                return Outgoing { reply, headers };
            }
        };
        let authorization = request
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let token = match auth::identify(&mut self.tokens, authorization, caller) {
            Ok(token) => token,
            Err((reply, name)) => {
                entry.token = name;
                let reply = operation.dress(reply, self.state.quirks);
                return Outgoing { reply, headers };
            }
        };
        entry.token = Some(token.name);
        call.id = id;
        let reply = limit(
            token,
            self.state.rate_limit,
            call.now,
            millis() + ahead,
            &mut headers,
        )
        .and_then(|()| perform(&mut self.state, token, operation, &call))
        .unwrap_or_else(|refusal| refusal);
        let reply = operation.dress(reply, self.state.quirks);
        Outgoing { reply, headers }
    }
}

/// Counts the call and writes the X-RateLimit headers (contract section 3).
fn limit(
    token: &mut Token,
    limit: RateLimit,
    now: i64,
    millis: i64,
    headers: &mut HeaderMap,
) -> Result<(), Reply> {
    let mut say =
        |name: &'static str, value: String| set(headers, HeaderName::from_static(name), value);
    let limit = match limit {
        RateLimit::PerMinute(limit) if !token.listed() => limit,
        _ => {
            say("x-ratelimit-limit", "unlimited".into());
            say("x-ratelimit-remaining", "unlimited".into());
            say("x-ratelimit-reset", (now + WINDOW).to_string());
            say("x-ratelimit-window", WINDOW.to_string());
            if token.listed() {
                say("x-ratelimit-whitelisted", "true".into());
            }
            return Ok(());
        }
    };
    say("x-ratelimit-limit", limit.to_string());
    match token.window.take(limit, millis) {
        Verdict::Allowed { remaining } => {
            say("x-ratelimit-remaining", remaining.to_string());
            say("x-ratelimit-reset", (now + WINDOW).to_string());
            say("x-ratelimit-window", WINDOW.to_string());
            Ok(())
        }
        Verdict::Refused { retry_after } => {
            say("x-ratelimit-remaining", "0".into());
            say("x-ratelimit-reset", (now + retry_after).to_string());
            Err(Reply::too_many(retry_after))
        }
    }
}

/// The status the caller is told; none when it is told nothing of the kind.
fn status_of(said: &Said) -> Option<u16> {
    match said {
        Ok(response) => Some(response.status().as_u16()),
        Err(_) => None,
    }
}

async fn collect(incoming: Incoming) -> Result<Bytes, LastWords> {
    let whole = Limited::new(incoming, LARGEST_BODY).collect().await;
    whole
        .map(|body| body.to_bytes())
        .map_err(|_| LastWords::NOTHING)
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("/json") || accept.contains("+json"))
}

fn millis() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    since.as_millis() as i64
}

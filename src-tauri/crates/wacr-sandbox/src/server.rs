//! From a connection to an answer: own accept loop, so that a connection can be dropped, dripped or cut.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::header::{ACCEPT, ALLOW, AUTHORIZATION, CONTENT_TYPE, DATE, LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::auth::{self, Token};
use crate::body;
use crate::clock;
use crate::envelope::{Aftermath, Reply};
use crate::faults::{Fault, FaultKind, Faults};
use crate::log::{Log, LogEntry};
use crate::operations::{Call, Route, route};
use crate::perform::perform;
use crate::rate::{RateLimit, Verdict, WINDOW};
use crate::resources::inbound;
use crate::state::State;
use crate::wire::{Body, Dropped, drip, half, page};

/// The largest body read: the 100 MB of a document and some room for the fields around it.
const LARGEST_BODY: usize = 110 * 1024 * 1024;

/// A running server, shared by its connections.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) inner: Mutex<Inner>,
    pub(crate) log_endpoint: bool,
    /// Seconds the server's clock is ahead.
    pub(crate) skew: AtomicI64,
}

/// What calls change.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) state: State,
    pub(crate) tokens: Vec<Token>,
    pub(crate) faults: Faults,
    pub(crate) log: Log,
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
        connections.spawn(async move {
            let service = service_fn(|request| server.answer(request, from));
            let connection = hyper::server::conn::http1::Builder::new();
            // An error here is a caller gone, or a connection this server chose to drop.
            let _ = connection
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

/// An answer on its way out, with the headers the operation's checks produced.
struct Outgoing {
    reply: Reply,
    headers: HeaderMap,
}

impl Server {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        // A poisoned lock means a test panicked while holding it; the rows are still whole.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn answer(
        &self,
        request: Request<Incoming>,
        from: SocketAddr,
    ) -> Result<Response<Body>, Dropped> {
        let (parts, incoming) = request.into_parts();
        let path = parts.uri.path().to_owned();
        if self.log_endpoint && path.starts_with("/__sandbox/") {
            let bytes = collect(incoming).await?;
            return Ok(self.control(parts.method.as_str(), &path, &bytes));
        }
        let api_path = path
            .strip_prefix("/api/v2")
            .filter(|path| path.starts_with('/'));
        let fault = api_path.and_then(|path| self.lock().faults.fire(parts.method.as_str(), path));
        let mut entry = LogEntry {
            at_ms: millis(),
            method: parts.method.to_string(),
            path: parts.uri.to_string(),
            token: None,
            body: None,
            status: None,
        };
        if fault == Some(FaultKind::CloseBeforeRead) {
            self.lock().log.push(entry);
            return Err(Dropped);
        }
        let bytes = collect(incoming).await?;
        let (input, uploads) = body::read(&parts.method, &parts.headers, bytes).await;
        if !input.is_empty() {
            entry.body = Some(Value::Object(input.clone()));
        }
        if let Some(answer) = fault.as_ref().and_then(|fault| instead(fault, self.now())) {
            entry.status = Some(answer.status().as_u16());
            self.lock().log.push(entry);
            return Ok(answer);
        }
        let call = Call {
            now: self.now(),
            id: "",
            query: parts.uri.query().unwrap_or_default(),
            input,
            uploads,
        };
        let outgoing = {
            let mut inner = self.lock();
            let outgoing = inner.run(
                parts.method.as_str(),
                api_path,
                &parts.headers,
                from.ip(),
                call,
                &mut entry,
            );
            let lost = outgoing.reply.aftermath == Aftermath::Lost
                || fault == Some(FaultKind::CloseAfterAccept);
            entry.status = (!lost).then_some(outgoing.reply.status);
            inner.log.push(entry);
            if lost {
                return Err(Dropped);
            }
            outgoing
        };
        self.send(outgoing, fault, wants_json(&parts.headers)).await
    }

    async fn send(
        &self,
        outgoing: Outgoing,
        fault: Option<FaultKind>,
        json: bool,
    ) -> Result<Response<Body>, Dropped> {
        if let Aftermath::Slowly(wait) = outgoing.reply.aftermath {
            tokio::time::sleep(Duration::from_millis(wait)).await;
        }
        if let Some(FaultKind::Delay(wait)) = fault {
            tokio::time::sleep(Duration::from_millis(wait)).await;
        }
        let skew = match fault {
            Some(FaultKind::ClockSkew(skew)) => skew,
            _ => 0,
        };
        let now = self.now() + skew;
        let Outgoing { reply, headers } = outgoing;
        if reply.html || (reply.bare && !json) {
            return Ok(page(reply.status, now));
        }
        let status = reply.status;
        let retry_after = reply.retry_after;
        let mut text = reply.text(now);
        if let Some(FaultKind::HugeBody(bytes)) = fault {
            let padding = "x".repeat(usize::try_from(bytes).unwrap_or(usize::MAX));
            text.pop();
            text.push_str(&format!(",\"padding\":\"{padding}\"}}"));
        }
        let bytes = Bytes::from(text);
        let length = bytes.len();
        let body: Body = match fault {
            Some(FaultKind::HalfBody) => half(bytes),
            Some(FaultKind::Drip(rate)) => drip(bytes, rate),
            _ => Full::new(bytes)
                .map_err(|never| match never {})
                .boxed_unsync(),
        };
        let mut response = Response::new(body);
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        *response.headers_mut() = headers;
        let mut set = |name: HeaderName, value: String| {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        };
        set(CONTENT_TYPE, "application/json".into());
        set(http::header::CONTENT_LENGTH, length.to_string());
        set(DATE, clock::http_date(now));
        if let Some(seconds) = retry_after {
            set(RETRY_AFTER, seconds.to_string());
        }
        Ok(response)
    }

    fn now(&self) -> i64 {
        clock::now(self.skew.load(Ordering::Relaxed))
    }

    /// `/__sandbox/…`: the log, the messages made, and the faults. Not part of the API.
    fn control(&self, method: &str, path: &str, bytes: &Bytes) -> Response<Body> {
        let mut inner = self.lock();
        let (status, body) = match (method, path) {
            ("GET", "/__sandbox/log") => {
                let messages = &inner.state.created;
                (
                    200,
                    json!({ "requests": inner.log.entries(), "messages": messages }),
                )
            }
            ("POST", "/__sandbox/faults") => match serde_json::from_slice::<Vec<Fault>>(bytes) {
                Ok(faults) => {
                    let count = faults.len();
                    inner.faults = Faults::new(faults);
                    (200, json!({ "faults": count }))
                }
                Err(error) => (422, json!({ "message": error.to_string() })),
            },
            ("POST", "/__sandbox/clock") => {
                let body = serde_json::from_slice::<Value>(bytes).unwrap_or_default();
                match body["advance"].as_i64() {
                    Some(seconds) => {
                        self.skew.fetch_add(seconds, Ordering::Relaxed);
                        (200, json!({ "now": clock::iso(self.now()) }))
                    }
                    None => (422, json!({ "message": "advance is needed, in seconds" })),
                }
            }
            ("POST", "/__sandbox/inbound") => {
                let body = serde_json::from_slice::<Value>(bytes).unwrap_or_default();
                match (body["phone"].as_str(), body["text"].as_str()) {
                    (Some(phone), Some(text)) => {
                        let now = self.now();
                        let row = inbound::receive(&mut inner.state, phone, text, now);
                        (200, json!({ "row_id": row }))
                    }
                    _ => (422, json!({ "message": "phone and text are needed" })),
                }
            }
            _ => (
                404,
                json!({ "message": "GET log; POST faults, inbound or clock, under /__sandbox/" }),
            ),
        };
        crate::wire::json(status, &body, self.now())
    }
}

impl Inner {
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
        let reply = limit(token, self.state.rate_limit, call.now, &mut headers)
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
    match token.window.take(limit, millis()) {
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

/// The answer of a fault that keeps the call from being carried out.
fn instead(fault: &FaultKind, now: i64) -> Option<Response<Body>> {
    let answer = match fault {
        FaultKind::Status { code, body } => {
            let own = || {
                let mut reply = Reply::internal("A fault that was asked for");
                reply.status = *code;
                reply.finish(now)
            };
            crate::wire::json(*code, &body.clone().unwrap_or_else(own), now)
        }
        FaultKind::RateLimited(seconds) => {
            let body = Reply::too_many(*seconds).finish(now);
            let mut answer = crate::wire::json(429, &body, now);
            set(answer.headers_mut(), RETRY_AFTER, seconds.to_string());
            answer
        }
        FaultKind::Redirect(address) => {
            let mut answer = page(302, now);
            set(answer.headers_mut(), LOCATION, address.clone());
            answer
        }
        FaultKind::Html(status) => page(*status, now),
        FaultKind::NotFoundHtml => page(404, now),
        _ => return None,
    };
    Some(answer)
}

async fn collect(incoming: Incoming) -> Result<Bytes, Dropped> {
    let whole = Limited::new(incoming, LARGEST_BODY).collect().await;
    whole.map(|body| body.to_bytes()).map_err(|_| Dropped)
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("/json") || accept.contains("+json"))
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: String) {
    if let Ok(value) = HeaderValue::from_str(&value) {
        headers.insert(name, value);
    }
}

fn millis() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    since.as_millis() as i64
}

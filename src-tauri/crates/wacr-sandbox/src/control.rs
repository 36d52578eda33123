//! `/__sandbox/…`: what tests ask of the server itself. Not part of the API; on loopback, as the server is, and only
//! where it was asked for.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::faults::{Fault, Faults};
use crate::log::LogEntry;
use crate::rate::RateLimit;
use crate::resources::inbound;
use crate::server::Inner;
use crate::state::CreatedMessage;

/// What there is, for whoever asks for something else.
const ENDPOINTS: &[&str] = &[
    "GET /__sandbox/log?since=N&messages_since=N: requests numbered above N, and messages really sent after the first N",
    "POST /__sandbox/faults [fault, …]: these faults from now on",
    "POST /__sandbox/rate-limit {\"per_minute\": 30} or {\"per_minute\": \"unlimited\"}",
    "POST /__sandbox/clock {\"ahead_seconds\": N}: how far the server's clock is ahead of this machine's, or {\"advance\": N}: how far it moves on",
    "POST /__sandbox/inbound {\"phone\": \"+…\", \"text\": \"…\"}: a customer writes",
];

/// The answer to `GET /__sandbox/log`.
#[derive(Serialize)]
struct LogPage<'a> {
    requests: Vec<&'a LogEntry>,
    /// The number of the last request, to ask on from.
    last: u64,
    /// How many of the oldest requests are no longer kept.
    gone: u64,
    messages: &'a [CreatedMessage],
    /// How many messages there are in all; none is ever dropped.
    messages_total: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PerMinute {
    per_minute: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clock {
    ahead_seconds: Option<i64>,
    advance: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inbound {
    phone: String,
    text: String,
}

/// Status and JSON of the answer.
type Told = Result<Vec<u8>, (u16, String)>;

impl Inner {
    /// Answers a control call.
    pub(crate) fn control(
        &mut self,
        method: &str,
        path: &str,
        query: &str,
        body: &[u8],
    ) -> (u16, Vec<u8>) {
        let told = match (method, path.trim_start_matches("/__sandbox/")) {
            ("GET", "log") => self.tell_log(query),
            ("POST", "faults") => self.take_faults(body),
            ("POST", "rate-limit") => self.take_rate_limit(body),
            ("POST", "clock") => self.take_clock(body),
            ("POST", "inbound") => self.take_inbound(body),
            _ => {
                let list =
                    json!({ "message": "There is no such endpoint.", "endpoints": ENDPOINTS });
                return (404, list.to_string().into_bytes());
            }
        };
        told.map_or_else(
            |(status, message)| {
                let body = json!({ "message": message, "endpoints": ENDPOINTS });
                (status, body.to_string().into_bytes())
            },
            |body| (200, body),
        )
    }

    fn tell_log(&self, query: &str) -> Told {
        let (mut since, mut messages_since) = (0, 0);
        for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let number = || {
                let wrong = || (422, format!("{key} must be a whole number"));
                value.parse::<u64>().map_err(|_| wrong())
            };
            match key.as_ref() {
                "since" => since = number()?,
                "messages_since" => messages_since = number()?,
                _ => return Err((422, format!("{key} is not known"))),
            }
        }
        let created = &self.state.created;
        let from = usize::try_from(messages_since).unwrap_or(usize::MAX);
        let page = LogPage {
            requests: self.log.since(since),
            last: self.log.last(),
            gone: self.log.gone(),
            messages: created.get(from..).unwrap_or_default(),
            messages_total: created.len(),
        };
        serde_json::to_vec(&page).map_err(|error| (500, error.to_string()))
    }

    fn take_faults(&mut self, body: &[u8]) -> Told {
        let faults = Fault::list(body).map_err(|error| (422, error))?;
        let count = faults.len();
        self.faults = Faults::new(faults, self.seed);
        done(json!({ "faults": count }))
    }

    fn take_rate_limit(&mut self, body: &[u8]) -> Told {
        let PerMinute { per_minute } = read(body)?;
        let number = per_minute
            .as_u64()
            .and_then(|number| u32::try_from(number).ok());
        self.state.rate_limit = match (number, per_minute.as_str()) {
            (Some(number), _) => RateLimit::PerMinute(number),
            (None, Some("unlimited")) => RateLimit::Unlimited,
            _ => {
                return Err((
                    422,
                    "per_minute must be a whole number or \"unlimited\"".into(),
                ));
            }
        };
        done(json!({ "per_minute": per_minute }))
    }

    fn take_clock(&mut self, body: &[u8]) -> Told {
        let Clock {
            ahead_seconds,
            advance,
        } = read(body)?;
        self.ahead = match (ahead_seconds, advance) {
            (Some(ahead), None) => ahead,
            (None, Some(more)) => self.ahead.saturating_add(more),
            _ => return Err((422, "ahead_seconds or advance is needed, in seconds".into())),
        };
        let ahead_seconds = self.ahead;
        done(json!({ "ahead_seconds": ahead_seconds, "now": self.now() }))
    }

    fn take_inbound(&mut self, body: &[u8]) -> Told {
        let Inbound { phone, text } = read(body)?;
        let now = self.now();
        let row = inbound::receive(&mut self.state, &phone, &text, now);
        done(json!({ "row_id": row }))
    }
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, (u16, String)> {
    serde_json::from_slice(body).map_err(|error| (422, error.to_string()))
}

fn done(body: Value) -> Told {
    Ok(body.to_string().into_bytes())
}

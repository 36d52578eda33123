//! The answers of the server: one envelope for success and failure, and the older bare shape (contract section 4).

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::clock;

/// What happens on the wire once the answer is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aftermath {
    /// The answer goes out.
    Answer,
    /// The answer goes out after so many milliseconds.
    Slowly(u64),
    /// The connection is closed and the answer is never seen.
    Lost,
}

/// One answer, success or failure.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Map<String, Value>,
    /// The rows of a page that are JSON text already, in place of `data`.
    pub(crate) rows: Option<String>,
    /// Outside the envelope: no `meta`, and HTML for a caller that does not ask for JSON.
    pub(crate) bare: bool,
    /// JSON without `meta`, for calls outside the envelope.
    pub(crate) plain: bool,
    /// An HTML page whatever the caller asks for, as from a web server in front.
    pub(crate) html: bool,
    /// Seconds; a Retry-After header and `meta.retry_after` on a 429.
    pub(crate) retry_after: Option<i64>,
    pub(crate) aftermath: Aftermath,
}

/// What every operation returns: an answer, or a refusal. Both travel the same way.
pub(crate) type Answer = Result<Reply, Reply>;

impl Reply {
    fn new(status: u16, body: Value) -> Self {
        let body = match body {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        Self {
            status,
            body,
            rows: None,
            bare: false,
            plain: false,
            html: false,
            retry_after: None,
            aftermath: Aftermath::Answer,
        }
    }

    /// A single read: no message; the record is wrapped once more when `nested` (contract section 4).
    pub(crate) fn read(record: Value, nested: bool) -> Self {
        let data = if nested {
            json!({ "data": record })
        } else {
            record
        };
        Self::new(200, json!({ "success": true, "data": data }))
    }

    /// A create of contact, group, source or status: 201.
    pub(crate) fn created(record: Value, message: &str) -> Self {
        Self::new(
            201,
            json!({ "success": true, "data": record, "message": message }),
        )
    }

    /// Updates, sends and account calls: 200 with data and message.
    pub(crate) fn done(data: Value, message: &str) -> Self {
        Self::new(
            200,
            json!({ "success": true, "data": data, "message": message }),
        )
    }

    /// A delete: 200 without data.
    pub(crate) fn deleted(message: &str) -> Self {
        Self::new(200, json!({ "success": true, "message": message }))
    }

    /// A page of a list.
    pub(crate) fn list(rows: Vec<Value>, pagination: Value, links: Value) -> Self {
        let meta = json!({ "pagination": pagination });
        Self::new(
            200,
            json!({ "success": true, "data": rows, "meta": meta, "links": links }),
        )
    }

    /// A page of a list whose rows are JSON text already, commas between them.
    pub(crate) fn list_text(rows: String, pagination: Value, links: Value) -> Self {
        let mut reply = Self::list(Vec::new(), pagination, links);
        reply.body.remove("data");
        reply.rows = Some(rows);
        reply
    }

    /// A refusal in the envelope; `details` null means the key is absent.
    pub(crate) fn error(status: u16, code: &str, message: &str, details: Value) -> Self {
        let mut error = Map::new();
        error.insert("code".into(), code.into());
        error.insert("message".into(), message.into());
        if !details.is_null() {
            error.insert("details".into(), details);
        }
        Self::new(status, json!({ "success": false, "error": error }))
    }

    /// 404 `NOT_FOUND` for a named thing.
    pub(crate) fn not_found(thing: &str) -> Self {
        Self::error(
            404,
            "NOT_FOUND",
            &format!("{thing} not found."),
            Value::Null,
        )
    }

    /// 422 `VALIDATION_ERROR` with its details.
    pub(crate) fn invalid(details: Value) -> Self {
        Self::error(
            422,
            "VALIDATION_ERROR",
            "The given data was invalid.",
            details,
        )
    }

    /// 500 `INTERNAL_ERROR`, with the raw fault text where there is one.
    pub(crate) fn internal(fault: &str) -> Self {
        Self::error(
            500,
            "INTERNAL_ERROR",
            "An internal error occurred.",
            json!({ "error": fault }),
        )
    }

    /// 429 of the token's window, or of whatever else asks the caller to wait.
    pub(crate) fn too_many(seconds: i64) -> Self {
        let message = format!("Too many requests. Try again in {seconds} seconds.");
        let mut reply = Self::error(429, "RATE_LIMIT_EXCEEDED", &message, Value::Null);
        reply.retry_after = Some(seconds);
        reply
    }

    /// The framework's own shape: unknown path, wrong method, uncaught fault.
    pub(crate) fn bare(status: u16, message: &str) -> Self {
        let mut reply = Self::new(status, json!({ "message": message }));
        reply.bare = true;
        reply
    }

    /// The finished body as it goes out.
    pub(crate) fn text(mut self, now: i64) -> String {
        let Some(rows) = self.rows.take() else {
            return self.finish(now).to_string();
        };
        let rest = self.finish(now).to_string();
        format!("{{\"data\":[{rows}],{}", &rest[1..])
    }

    /// A body outside the envelope.
    pub(crate) fn plain(status: u16, body: Value) -> Self {
        Self {
            plain: true,
            ..Self::new(status, body)
        }
    }

    /// 500 of a fault nothing caught.
    pub(crate) fn fault() -> Self {
        Self::bare(500, "Server Error")
    }

    /// 429 of a limit on codes: the wait stands in the details alone (contract section 3).
    pub(crate) fn too_many_codes(seconds: i64) -> Self {
        let message = format!("Too many requests. Try again in {seconds} seconds.");
        let details = json!({ "retry_after": seconds });
        Self::error(429, "RATE_LIMIT_EXCEEDED", &message, details)
    }

    /// An HTML page in place of an answer.
    pub(crate) fn page(status: u16) -> Self {
        Self {
            html: true,
            ..Self::new(status, Value::Null)
        }
    }

    /// The finished body: `meta` is filled in last, so that its time is the time of the answer.
    pub(crate) fn finish(mut self, now: i64) -> Value {
        if !self.bare && !self.plain {
            let meta = self.body.entry("meta").or_insert_with(|| json!({}));
            meta["request_id"] = Uuid::new_v4().to_string().into();
            meta["timestamp"] = clock::iso(now).into();
            if let Some(seconds) = self.retry_after {
                meta["retry_after"] = seconds.into();
            }
        }
        Value::Object(self.body)
    }
}

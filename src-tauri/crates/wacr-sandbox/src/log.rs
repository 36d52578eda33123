//! What was asked of the server, for tests to read. A token is named, never shown.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::Value;

/// Requests kept; the oldest go first.
const MOST: usize = 20_000;

/// One request.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogEntry {
    /// Unix milliseconds of this machine's clock.
    pub at_ms: i64,
    /// HTTP method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The name of the token ("full", "read_only" …), if one was known.
    pub token: Option<&'static str>,
    /// The JSON body, or the fields of a multipart one.
    pub body: Option<Value>,
    /// The HTTP status answered; none when the connection was closed instead.
    pub status: Option<u16>,
}

/// The requests since the start.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<LogEntry>,
}

impl Log {
    pub(crate) fn push(&mut self, entry: LogEntry) {
        if self.entries.len() == MOST {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
    }

    pub(crate) fn entries(&self) -> Vec<LogEntry> {
        self.entries.iter().cloned().collect()
    }
}

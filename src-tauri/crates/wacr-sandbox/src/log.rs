//! What was asked of the server, for tests to read. A token is named, never shown.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::Value;

/// Bytes kept, roughly: some 300,000 calls as a client makes them. The oldest go first.
const MOST_BYTES: usize = 96 * 1024 * 1024;
/// What a body takes as a tree, compared with its text.
const TREE: usize = 4;

/// One request.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogEntry {
    /// Counted from 1 since the start, without gaps.
    pub number: u64,
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
#[derive(Debug)]
pub(crate) struct Log {
    entries: VecDeque<(LogEntry, usize)>,
    bytes: usize,
    most: usize,
    last: u64,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            entries: VecDeque::new(),
            bytes: 0,
            most: MOST_BYTES,
            last: 0,
        }
    }
}

impl Log {
    /// Adds a request; `body` is how many bytes of text its body had.
    pub(crate) fn push(&mut self, mut entry: LogEntry, body: usize) {
        self.last += 1;
        entry.number = self.last;
        let tree = if entry.body.is_some() { body * TREE } else { 0 };
        let size = size_of::<LogEntry>() + entry.method.len() + entry.path.len() + tree;
        self.bytes += size;
        self.entries.push_back((entry, size));
        while self.bytes > self.most && self.entries.len() > 1 {
            let gone = self.entries.pop_front();
            self.bytes -= gone.map_or(0, |(_, size)| size);
        }
    }

    pub(crate) fn entries(&self) -> Vec<LogEntry> {
        self.since(0).into_iter().cloned().collect()
    }

    /// The entries with a greater number, oldest first.
    pub(crate) fn since(&self, number: u64) -> Vec<&LogEntry> {
        let from = self
            .entries
            .partition_point(|(entry, _)| entry.number <= number);
        self.entries.range(from..).map(|(entry, _)| entry).collect()
    }

    /// How many requests there were, those gone included.
    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    /// How many of the oldest are gone.
    pub(crate) fn gone(&self) -> u64 {
        self.last - self.entries.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go_first_and_the_numbers_say_so() {
        let mut log = Log {
            most: 10 * (size_of::<LogEntry>() + 5),
            ..Log::default()
        };
        for _ in 0..25 {
            let entry = LogEntry {
                number: 0,
                at_ms: 0,
                method: "GET".into(),
                path: "/x".into(),
                token: None,
                body: None,
                status: None,
            };
            log.push(entry, 0);
        }
        let numbers = |since: u64| -> Vec<u64> {
            log.since(since).iter().map(|entry| entry.number).collect()
        };
        assert_eq!(numbers(0), (16..=25).collect::<Vec<u64>>());
        assert_eq!(numbers(23), [24, 25]);
        assert_eq!(numbers(25), [0_u64; 0]);
        assert_eq!((log.last(), log.gone()), (25, 15));
    }
}

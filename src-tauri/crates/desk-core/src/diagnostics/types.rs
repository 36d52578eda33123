//! Shapes of what is told when something went wrong.

use serde::{Deserialize, Serialize};

use crate::accounts::AccountId;

/// What broke in the program the last time it ran. Numbers and addresses are masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Crash {
    /// RFC 3339.
    pub at: String,
    /// The version it broke in.
    pub version: String,
    /// What it said.
    pub what: String,
    /// File and line, where they are known.
    pub place: Option<String>,
}

/// A crash, and what is left to look at after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CrashReport {
    /// What broke.
    pub crash: Crash,
    /// Accounts in which something is left to look at; one that cannot be read is not among them.
    pub look: Vec<NeedsALook>,
}

/// What only a person can settle in an account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct NeedsALook {
    /// Which.
    pub account: AccountId,
    /// Sends of which nobody knows whether they went out.
    pub unknown: u32,
    /// Runs that wait for a person: their time passed, or a rule stopped them.
    pub runs: u32,
    /// Jobs that wait for a person: something stopped them.
    pub jobs: u32,
}

/// One call to a server, without what was in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallShape {
    /// RFC 3339.
    pub at: String,
    /// `GET`.
    pub method: String,
    /// `contacts`: no ids, no query.
    pub resource: String,
    /// The status, or what went wrong.
    pub outcome: String,
    /// How long it took, in milliseconds.
    pub ms: u64,
}

/// The program and the computer it runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// The program's version.
    pub version: String,
    /// What it was built from; empty if that was not known.
    pub commit: String,
    /// `linux x86_64`.
    pub system: String,
    /// The webview's version.
    pub webview: String,
}

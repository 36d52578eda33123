//! What the bridge says of jobs.

use serde::{Deserialize, Serialize};

use crate::{contacts::Contact, error::CommandError, lists::List};

/// One of the three lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum ListKind {
    /// Groups.
    Groups,
    /// Sources.
    Sources,
    /// Statuses.
    Statuses,
}

impl From<ListKind> for List {
    fn from(kind: ListKind) -> Self {
        match kind {
            ListKind::Groups => Self::Groups,
            ListKind::Sources => Self::Sources,
            ListKind::Statuses => Self::Statuses,
        }
    }
}

/// An entry of one of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Label {
    /// Which list.
    pub list: ListKind,
    /// Which entry.
    pub id: i64,
}

/// Whom a job is about. Of a merge and of an undo it is known without: then it is not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum JobWho {
    /// Whoever is selected.
    Selection,
    /// These contacts.
    Ids {
        /// Of contacts.
        ids: Vec<i64>,
    },
    /// Whoever has this group, source or status, by the mirror.
    Members {
        /// Which list.
        list: ListKind,
        /// Which entry.
        id: i64,
    },
}

/// Whom the contacts are assigned to from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum AssignedChange {
    /// This number of the account's own list.
    Set {
        /// The number.
        id: i64,
    },
    /// Nobody.
    Clear,
}

/// What is changed of each; what is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct BulkEdit {
    /// Groups they are put into.
    pub add_groups: Vec<i64>,
    /// Groups they are taken out of.
    pub remove_groups: Vec<i64>,
    /// Their status from now on.
    pub status_id: Option<i64>,
    /// Their source from now on.
    pub source_id: Option<i64>,
    /// Their type from now on.
    pub r#type: Option<String>,
    /// Whom they are assigned to from now on.
    pub assigned: Option<AssignedChange>,
}

/// What a job does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum JobChange {
    /// Changes fields and groups.
    Edit {
        /// To what.
        edit: BulkEdit,
        /// Then this group, source or status is deleted: the people of it were moved to another.
        then_delete: Option<Label>,
    },
    /// Deletes the contacts, for good.
    Delete,
    /// Puts the people of one group into another, and deletes the first.
    MergeGroups {
        /// The group that goes.
        from: i64,
        /// The group that stays.
        into: i64,
    },
    /// Sets back what a job changed.
    Undo {
        /// That job.
        job: i64,
    },
}

/// Asks what a job would do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct JobPlanRequest {
    /// To whom.
    pub who: JobWho,
    /// What.
    pub change: JobChange,
}

/// One contact before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct JobPreview {
    /// As it is.
    pub contact: Contact,
    /// As it would be. Of a delete it is as it was.
    pub after: Contact,
}

/// What a job would do. Whom it is about stays as it is here, whatever is selected later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct JobPlan {
    /// Names it in `JobStart`.
    pub id: String,
    /// What was asked for.
    pub change: JobChange,
    /// People it is about.
    pub people: u32,
    /// Of them, those something changes for.
    pub changing: u32,
    /// Those who are so already.
    pub unchanged: u32,
    /// Of an undo: those whom somebody changed since, so that something of them is left as it is.
    pub conflicts: u32,
    /// Calls it takes.
    pub calls: u32,
    /// How long that takes.
    pub seconds: u32,
    /// Calls a minute the account has; none: unlimited.
    pub per_minute: Option<u32>,
    /// The first that change, at most 20.
    pub first: Vec<JobPreview>,
    /// True: the person must type `people` before it starts.
    pub type_count: bool,
    /// A right the token is known to lack for this.
    pub missing_scope: Option<String>,
}

/// Starts a planned job.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct JobStart {
    /// From `JobPlan`.
    pub plan: String,
    /// What the person typed, where `type_count` asks for it.
    pub typed: Option<u32>,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum JobState {
    /// At work, or in line behind another (`started_at` is none then).
    Running,
    /// Held by a person.
    Paused,
    /// All was tried.
    Done,
    /// Ended by a person before all was tried.
    Cancelled,
    /// Held by a refusal that would meet every call: see `stopped_by`. It can be resumed.
    Stopped,
}

/// What a running job waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum JobWait {
    /// The network, or a server that does not answer.
    Offline,
    /// The server's limit of calls.
    RateLimit,
    /// The server answers with a fault of its own.
    Server,
    /// There is no token to call with: the key store is locked, or the token was not kept.
    Token,
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Job {
    /// Counted from 1.
    pub id: i64,
    /// What it does.
    pub change: JobChange,
    /// Where it stands.
    pub state: JobState,
    /// People something is to change for (`JobPlan.changing`); of an undo those left alone too.
    pub people: u32,
    /// Of them: changed.
    pub done: u32,
    /// Refused, in part at least.
    pub failed: u32,
    /// Left alone: so already, gone meanwhile, or changed by somebody since.
    pub skipped: u32,
    /// Calls still to be made.
    pub calls_left: u32,
    /// How long that takes.
    pub seconds_left: u32,
    /// Calls a minute the account has; none: unlimited.
    pub per_minute: Option<u32>,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339; none while it is in line.
    pub started_at: Option<String>,
    /// RFC 3339.
    pub finished_at: Option<String>,
    /// What stopped it.
    pub stopped_by: Option<CommandError>,
    /// The job it sets back.
    pub undo_of: Option<i64>,
    /// The newest job that sets this one back.
    pub undone_by: Option<i64>,
    /// Until when it can be set back, RFC 3339; none: not at all, or not while it is not over.
    pub undo_until: Option<String>,
    /// Of a delete: where the people were written down before.
    pub copy: Option<String>,
    /// What it waits for.
    pub waiting: Option<JobWait>,
}

/// What became of one contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum JobRowState {
    /// Not its turn yet, or not all of it.
    Waiting,
    /// A call about it is under way.
    InFlight,
    /// Changed.
    Done,
    /// Refused: see `error`.
    Failed,
    /// So already, or gone.
    Skipped,
    /// Somebody changed it since: it was left alone.
    Conflict,
}

/// Asks for rows of a job.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct JobRowsRequest {
    /// Which job.
    pub job: i64,
    /// Only those; none: all.
    pub state: Option<JobRowState>,
    /// First row, from 0.
    pub offset: u32,
    /// At most 500 are given.
    pub limit: u32,
}

/// One contact of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct JobRow {
    /// Which contact.
    pub contact: i64,
    /// Its name, the one it had if it is gone.
    pub name: String,
    /// Its number, likewise.
    pub phone: String,
    /// What became of it.
    pub state: JobRowState,
    /// Why not.
    pub error: Option<CommandError>,
}

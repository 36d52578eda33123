//! What changed, told to every window. The UI invalidates its queries by `type` and `account`.

use serde::Serialize;

use crate::{accounts::AccountId, sync::SyncStatus};

/// Who caused a change: a window need not echo its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum Cause {
    /// A command of this window.
    Person,
    /// The mirror.
    Sync,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum AppEvent {
    /// Accounts were added, changed or removed.
    AccountsChanged,
    /// A link asks to be shown: take it.
    LinkOpened,
    /// Contacts changed.
    ContactsChanged {
        /// Whose.
        account: AccountId,
        /// By what.
        cause: Cause,
    },
    /// Groups, sources or statuses changed.
    ListsChanged {
        /// Whose.
        account: AccountId,
    },
    /// Saved views were added, changed or removed.
    ViewsChanged {
        /// Whose.
        account: AccountId,
    },
    /// Templates changed.
    TemplatesChanged {
        /// Whose.
        account: AccountId,
    },
    /// A row of the ledger changed.
    OutboxChanged {
        /// Whose.
        account: AccountId,
        /// The person it is about.
        contact: i64,
    },
    /// Runs changed, or moved on: told at most four times a second.
    CampaignsChanged {
        /// Whose.
        account: AccountId,
    },
    /// The mirror moved.
    SyncChanged {
        /// Whose.
        account: AccountId,
        /// Where it stands.
        status: SyncStatus,
    },
    /// Other people are selected.
    SelectionChanged {
        /// Whose.
        account: AccountId,
    },
    /// Jobs began, went on or ended.
    JobsChanged {
        /// Whose.
        account: AccountId,
    },
}

//! What the bridge says of runs: a template to many people, each a row of the ledger.

use serde::{Deserialize, Serialize};

use super::{Estimate, Funnel, FunnelRules, Pace, PlanRowsRequest, SkipReason, SlotFill};
use crate::{
    outbox::{SendRow, SendState},
    templates::{Template, TemplateProblem},
};
use std::collections::BTreeMap;

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum CampaignState {
    /// Begins by itself at `starts_at`: later, or when the window for taking it back is over.
    Scheduled,
    /// Its time passed while this program could not send: a person decides.
    Missed,
    /// Under way; `waiting` says if it waits for something.
    Running,
    /// Held by a person.
    Paused,
    /// Held by a rule: see `stopped`.
    Stopped,
    /// Nobody is left to send to. Unknown rows may be left to look into.
    Done,
    /// Ended by a person; who was left is cancelled.
    Cancelled,
}

/// The rule that stopped a run. Rows it met wait; nothing was burned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum StopReason {
    /// WhatsApp gave a code that concerns everybody (`wa_<code>.cause` and `.remedy` have the words).
    Whatsapp {
        /// WhatsApp's number.
        code: u32,
        /// Its sentence, as text.
        detail: Option<String>,
    },
    /// The server refuses everybody: token, scope, plan limit.
    Refused {
        /// An `ErrorCode` in snake case.
        key: String,
        /// The server's sentence, as text.
        detail: Option<String>,
    },
    /// So many failures, one after the other.
    FailuresInARow {
        /// How many.
        failures: u32,
    },
    /// Too many failures of late.
    FailureShare {
        /// How many.
        failures: u32,
        /// Of how many.
        of: u32,
    },
    /// Asked again before the start, the template cannot be sent any more.
    TemplateNotSendable {
        /// Why.
        problem: TemplateProblem,
    },
    /// Asked again before the start, the template reads differently.
    TemplateChanged,
    /// Asked again before the start, the template is gone.
    TemplateGone,
}

/// When a run was stopped, and by what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Stopped {
    /// Which rule.
    pub reason: StopReason,
    /// RFC 3339.
    pub at: String,
}

/// When a run stops by itself, beside the codes that always stop it. None: not by that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct StopRules {
    /// After so many failures in a row. People who cannot be reached do not count.
    pub failures_in_a_row: Option<u32>,
    /// When so many of the last 50 failed, in percent, people who cannot be reached among them.
    pub failures_percent: Option<u32>,
}

impl Default for StopRules {
    fn default() -> Self {
        Self {
            failures_in_a_row: Some(10),
            failures_percent: Some(50),
        }
    }
}

/// What a running run waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Waiting {
    /// What.
    pub reason: WaitReason,
    /// Since when, RFC 3339.
    pub since: String,
    /// Until when, RFC 3339, where that is known.
    pub until: Option<String>,
}

/// What a run waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum WaitReason {
    /// The server cannot be reached.
    Offline,
    /// There is no token: the key store is locked, or it must be typed again.
    Token,
    /// WhatsApp asked to go slower.
    SlowDown,
    /// The server's limit of calls.
    RateLimit,
    /// The run's own pace.
    Pace,
    /// The most of an hour.
    PerHour,
    /// The most of a day.
    PerDay,
    /// It is not the time of the day.
    OutOfHours,
    /// Whoever is left was sent something a moment ago.
    PairRate,
}

/// What was settled when the run was started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CampaignSettings {
    /// How each slot was filled.
    pub slots: BTreeMap<String, SlotFill>,
    /// Who was left out.
    pub funnel: FunnelRules,
    /// Pace; may be changed while it runs.
    pub pace: Pace,
    /// When it stops by itself.
    pub stop: StopRules,
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Campaign {
    /// Its id here.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The template as it was at the start.
    pub template: Template,
    /// What was settled at the start.
    pub settings: CampaignSettings,
    /// Who was chosen and who fell out.
    pub funnel: Funnel,
    /// Where it stands.
    pub state: CampaignState,
    /// Only when stopped.
    pub stopped: Option<Stopped>,
    /// What it waits for; only when running.
    pub waiting: Option<Waiting>,
    /// When it begins, RFC 3339; of one that is scheduled or missed.
    pub starts_at: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// When it began to send.
    pub started_at: Option<String>,
    /// When it was done or cancelled.
    pub ended_at: Option<String>,
    /// Counts of its people.
    pub totals: CampaignTotals,
    /// When it will be done; only when running.
    pub estimate: Estimate,
}

/// Each person once: of several tries the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CampaignTotals {
    /// All people, those left out among them.
    pub people: u32,
    /// Not called yet.
    pub planned: u32,
    /// The call is under way.
    pub in_flight: u32,
    /// The server took it. Not the same as delivered.
    pub accepted: u32,
    /// Not sent, for a known reason.
    pub refused: u32,
    /// It may or may not have been sent.
    pub unknown: u32,
    /// Left out.
    pub skipped: u32,
    /// Taken back before the call.
    pub cancelled: u32,
}

/// How many people of a run share a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ReasonCount {
    /// `refused` or `skipped`.
    pub state: SendState,
    /// `Refusal.key`, or a `SkipReason`.
    pub reason: String,
    /// How many.
    pub count: u32,
    /// How many of them may be sent again now.
    pub retry_now: u32,
    /// How many of them may be sent again later.
    pub retry_later: u32,
}

/// A run with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CampaignReport {
    /// The run.
    pub campaign: Campaign,
    /// Most people first.
    pub reasons: Vec<ReasonCount>,
}

/// One person of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Recipient {
    /// Their row of the ledger; `contact` 0: no contact was known.
    pub send: SendRow,
    /// Place in the run, from 1.
    pub position: u32,
    /// Name at the start; the contact may be gone.
    pub name: String,
    /// The number as people write it.
    pub phone_display: String,
    /// Only when skipped.
    pub skip: Option<SkipReason>,
    /// 1, or which try it is.
    pub attempt: u32,
    /// The row this is another try of.
    pub retry_of: Option<i64>,
    /// WhatsApp's id, once accepted.
    pub message_id: Option<String>,
    /// When the call began.
    pub called_at: Option<String>,
    /// Whether it may be sent again; only when refused.
    pub retry: Option<RetryVerdict>,
}

/// Whether a refused row may be sent again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "may", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum RetryVerdict {
    /// As soon as the remedy was taken.
    Now,
    /// Not before this.
    Later {
        /// RFC 3339.
        not_before: String,
    },
    /// It would be refused again.
    No,
}

/// Rows of a run by position.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CampaignRowsRequest {
    /// Which run.
    pub campaign: i64,
    /// Only in these states; none: in all.
    pub states: Vec<SendState>,
    /// Only for these reasons (`ReasonCount.reason`); none: whatever the reason.
    pub reasons: Vec<String>,
    /// Only whose name or number holds this. Empty: all.
    pub text: String,
    /// First row, from 0.
    pub offset: u32,
    /// At most 500 are given.
    pub limit: u32,
}

/// A window of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CampaignRows {
    /// Rows in all.
    pub total: u32,
    /// Those of the window.
    pub rows: Vec<Recipient>,
}

/// Starts a plan, now or later.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct StartCampaign {
    /// `CampaignPlan.id`. A plan starts once.
    pub plan: String,
    /// Its name; empty: the template's.
    pub name: String,
    /// Pace.
    pub pace: Pace,
    /// When it stops by itself.
    pub stop: StopRules,
    /// Seconds in which it can be taken back, 0 to 30, before the first message.
    pub cancel_window: u32,
    /// Begin then, RFC 3339; none: now.
    pub starts_at: Option<String>,
}

/// Begin at another time.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct RescheduleCampaign {
    /// Which run.
    pub campaign: i64,
    /// RFC 3339; none: now.
    pub starts_at: Option<String>,
}

/// Go faster or slower.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct SetPace {
    /// Which run.
    pub campaign: i64,
    /// From now on.
    pub pace: Pace,
}

/// Send refused rows again: as new rows, which say of which row they are another try.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct RetryCampaign {
    /// Which run.
    pub campaign: i64,
    /// Only for these reasons; none: for all that may be sent again now.
    pub reasons: Vec<String>,
    /// Only these rows; none: all.
    pub rows: Vec<i64>,
}

/// A plan's message to a number of one's own, marked as a test.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct TestSend {
    /// Made by the dialog: the same key is never sent twice.
    pub key: String,
    /// `CampaignPlan.id`.
    pub plan: String,
    /// Whose values: `PlanRow.key`.
    pub row: String,
    /// To this number, in any spelling.
    pub phone: String,
}

/// What a report on disk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum ReportFormat {
    /// Text that every program reads.
    Csv,
    /// A workbook.
    Xlsx,
}

/// A report to be written.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ExportCampaign {
    /// As what.
    pub format: ReportFormat,
    /// Of whom; its window is not looked at. Without state, reason and text: every try of everybody.
    pub people: CampaignRowsRequest,
}

/// Messages of a plan to be written.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ExportPlan {
    /// As what.
    pub format: ReportFormat,
    /// Of whom; its window is not looked at.
    pub people: PlanRowsRequest,
}

/// A report on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct SavedReport {
    /// Where it lies.
    pub path: String,
    /// Rows in it.
    pub rows: u32,
}

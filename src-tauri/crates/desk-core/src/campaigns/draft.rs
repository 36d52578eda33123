//! What the bridge says of a run before it starts: to whom, with which values, at which pace.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    error::FieldError,
    outbox::{Rendered, SendState},
    templates::{Template, TemplateProblem},
    views::ViewQuery,
};

/// A run as it stands in the dialog. Planned anew with each change; costs no call.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CampaignDraft {
    /// Which template: its `template_id`.
    pub template: String,
    /// To whom: these plus those minus these, in order.
    pub audience: Vec<AudiencePart>,
    /// How each slot is filled, by its `field`.
    pub slots: BTreeMap<String, SlotFill>,
    /// Who is left out.
    pub funnel: FunnelRules,
    /// Values changed by hand for one person; they win over `slots`.
    pub edits: Vec<PersonEdit>,
    /// People taken out by hand: `PlanRow.key`.
    pub left_out: Vec<String>,
    /// For the finish time.
    pub pace: Pace,
}

/// A set of people that is added, or taken away.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct AudiencePart {
    /// Take these away from what was added before.
    pub minus: bool,
    /// Who.
    pub of: AudienceSource,
}

/// Where people come from.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum AudienceSource {
    /// These contacts.
    Contacts {
        /// Their ids, in the order they are sent to.
        ids: Vec<i64>,
    },
    /// A list on screen.
    Snapshot {
        /// From `ContactSnapshot`.
        id: String,
        /// All of it but these.
        except: Vec<i64>,
    },
    /// A group of the server.
    Group {
        /// Its id.
        id: i64,
    },
    /// A saved view.
    View {
        /// Its id.
        id: i64,
    },
    /// Whoever meets a filter.
    Filter {
        /// The filter.
        query: ViewQuery,
    },
    /// People of an earlier run: all who …
    Run {
        /// Which run.
        id: i64,
        /// Only in these states; none: in all.
        states: Vec<SendState>,
        /// Only for these reasons (`ReasonCount.reason`); none: whatever the reason.
        reasons: Vec<String>,
    },
    /// A pasted list: a number a line; commas, semicolons and tabs may stand between several.
    Numbers {
        /// As pasted.
        text: String,
    },
    /// A table with columns, which slots may be filled from.
    Table {
        /// The text of a CSV file, or cells copied from a spreadsheet.
        text: String,
        /// The column with the number; none: the one that looks like it.
        number: Option<String>,
    },
}

/// How a slot is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct SlotFill {
    /// Where the value comes from.
    pub source: SlotSource,
    /// What is done to it, in order.
    pub formulas: Vec<Formula>,
    /// Used when the value is empty.
    pub fallback: Option<String>,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum SlotSource {
    /// The same for all.
    Fixed {
        /// The words.
        text: String,
    },
    /// A field of the contact.
    Field {
        /// Which.
        field: MergeField,
    },
    /// A column of the table; people who are in no table have none.
    Column {
        /// Its heading, case aside.
        name: String,
    },
}

/// Fields of a contact that can stand in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // the contact's fields; status and source by name
pub enum MergeField {
    Firstname,
    Lastname,
    FullName,
    Company,
    Email,
    Phone,
    City,
    State,
    Zip,
    Address,
    Description,
    Type,
    Status,
    Source,
    CreatedAt,
}

/// A small change to a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum Formula {
    /// `Anna Maria` becomes `Anna`.
    FirstWord,
    /// `ANNA maria` becomes `Anna Maria`.
    TitleCase,
    /// `abc` becomes `ABC`.
    Upper,
    /// A date is written so; what is no date becomes empty.
    Date {
        /// How.
        style: DateStyle,
    },
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum DateStyle {
    /// 2026-03-02
    Iso,
    /// 02/03/2026
    DayMonthYear,
    /// 03/02/2026
    MonthDayYear,
    /// 02.03.2026
    Dotted,
}

/// Who is left out beside those who may never be sent to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct FunnelRules {
    /// Leave out whoever was sent something from here in the last so many days.
    pub messaged_days: Option<u32>,
    /// Send to numbers that are no contact; the server then creates one.
    pub create_unknown: bool,
    /// Leave out people whose message cannot be sent as it is (an empty or unfit value); else they block the start.
    pub leave_out_unfit: bool,
}

/// Values of one person, changed by hand.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PersonEdit {
    /// `PlanRow.key`.
    pub key: String,
    /// By the slot's `field`.
    pub values: BTreeMap<String, String>,
}

/// How fast a run goes, and when. The server's limit holds beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Pace {
    /// Most messages a minute, spread evenly.
    pub per_minute: Option<u32>,
    /// Most messages within any hour.
    pub per_hour: Option<u32>,
    /// Most messages on a day of this computer.
    pub per_day: Option<u32>,
    /// Only at this time of the day.
    pub hours: Option<Hours>,
}

/// A time of the day, by this computer's clock. From later than to: over midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Hours {
    /// `09:00`, the first minute.
    pub from: String,
    /// `18:00`, no longer in it.
    pub to: String,
}

/// Why somebody is left out. In the order of the funnel: the first that holds counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum SkipReason {
    /// Taken out by hand.
    LeftOut,
    /// Asked for no more messages.
    OptedOut,
    /// On the local list, or in the group of those who are never sent to.
    DoNotMessage,
    /// No number, or none that WhatsApp could know.
    NoNumber,
    /// The number was met before, or a twin of it.
    SameNumber,
    /// No contact has this number: the send would create one.
    WouldBeCreated,
    /// Was sent something within the last days.
    MessagedLately,
    /// A value is empty and has no fallback.
    EmptyValue,
    /// The filled text is too long.
    TooLong,
    /// New lines, tabs or more than four spaces in a value.
    BadSpaces,
    /// Another unfit value: no link, or a merge field of the server.
    UnfitValue,
}

/// A run worked out: who gets it, who does not and why. Kept in memory until it is started or newer ones push it out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct CampaignPlan {
    /// Names it in `campaigns_plan_rows` and `campaigns_start`.
    pub id: String,
    /// The template.
    pub template: Template,
    /// The funnel.
    pub funnel: Funnel,
    /// Each slot, in the order they are filled.
    pub slots: Vec<SlotCount>,
    /// Columns of the tables, to fill slots from.
    pub columns: Vec<String>,
    /// What must be mended before it can start.
    pub problems: Vec<PlanProblem>,
    /// How long it will take.
    pub estimate: Estimate,
}

/// From those chosen to those who get it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Funnel {
    /// Each set of the audience.
    pub parts: Vec<AudienceCount>,
    /// People after plus and minus.
    pub chosen: u32,
    /// Who falls out, in order; reasons that nobody has are not listed.
    pub steps: Vec<FunnelStep>,
    /// Who gets it.
    pub going: u32,
    /// Of those: not a contact yet.
    pub creates: u32,
}

/// One step of the funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct FunnelStep {
    /// Why.
    pub reason: SkipReason,
    /// How many.
    pub count: u32,
}

/// A set of the audience, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct AudienceCount {
    /// Taken away.
    pub minus: bool,
    /// `contacts`, `snapshot`, `group`, `view`, `filter`, `run`, `numbers`, `table`.
    pub kind: String,
    /// The name of the group, view or run.
    pub name: Option<String>,
    /// People in it.
    pub count: u32,
}

/// How a slot comes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct SlotCount {
    /// The slot's `field`.
    pub field: String,
    /// People who get the fallback.
    pub fallback: u32,
    /// People for whom it stays empty.
    pub empty: u32,
}

/// What stands in the way of a start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum PlanProblem {
    /// The API cannot send the template.
    TemplateNotSendable {
        /// Why.
        problem: TemplateProblem,
    },
    /// Nobody is left.
    NobodyLeft,
    /// Nothing is said of how this slot is filled.
    SlotNotFilled {
        /// The slot's `field`.
        field: String,
    },
    /// No table has this column.
    NoSuchColumn {
        /// The slot's `field`.
        field: String,
        /// The column.
        column: String,
    },
    /// A table has no column with numbers.
    NoNumberColumn,
    /// The list on screen is gone: choose again.
    SnapshotGone,
    /// People whose message cannot be sent as it is.
    UnfitValues {
        /// How many.
        count: u32,
    },
    /// The time of the day cannot be read.
    BadHours,
}

/// When a run ends, at its pace and the server's limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Estimate {
    /// Messages a minute while it may send; none: no limit is known.
    pub per_minute: Option<u32>,
    /// Seconds from now; none: cannot be said.
    pub seconds: Option<u32>,
}

/// Which people of a plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum PlanShow {
    /// Who gets it.
    Going,
    /// Who gets it, longest text first.
    Longest,
    /// Who gets it with a value that looks odd: all capitals, an address as a name, digits in a name.
    Odd,
    /// Who gets a fallback.
    Fallback {
        /// In this slot.
        field: String,
    },
    /// People whose message cannot be sent as it is, left out or not.
    Unfit,
    /// Who falls out for a reason.
    Skipped {
        /// Which.
        reason: SkipReason,
    },
}

/// Rows of a plan by position.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PlanRowsRequest {
    /// `CampaignPlan.id`.
    pub plan: String,
    /// Which people.
    pub show: PlanShow,
    /// Only those whose name, number or message holds this, case aside. Empty: all.
    pub text: String,
    /// First row, from 0.
    pub offset: u32,
    /// At most 500 are given.
    pub limit: u32,
}

/// A window of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PlanRows {
    /// Rows in all.
    pub total: u32,
    /// Those of the window.
    pub rows: Vec<PlanRow>,
}

/// One person of a plan, with the very text they would read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PlanRow {
    /// Names the person in `edits` and `left_out`, in every plan.
    pub key: String,
    /// The contact; none: not one yet.
    pub contact: Option<i64>,
    /// As stored or pasted.
    pub phone: String,
    /// As people write it.
    pub phone_display: String,
    /// First and last name.
    pub name: String,
    /// Values by slot.
    pub values: BTreeMap<String, String>,
    /// What they read.
    pub rendered: Rendered,
    /// Characters of the body.
    pub length: u32,
    /// Slots that hold the fallback.
    pub fallbacks: Vec<String>,
    /// What cannot be sent.
    pub problems: Vec<FieldError>,
    /// Why they are left out.
    pub skip: Option<SkipReason>,
    /// A value looks odd.
    pub odd: bool,
}

/// What the server says of a plan, asked just before the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PlanCheck {
    /// What is wrong with the template now; none: it can be sent as planned.
    pub template: Option<super::StopReason>,
    /// Conversations left in the plan this month; none: unlimited, or the server does not say.
    pub conversations_left: Option<u32>,
    /// Who gets it.
    pub going: u32,
    /// How long it will take, by the limit the server told now.
    pub estimate: Estimate,
    /// The links of the header.
    pub media: super::MediaCheck,
}

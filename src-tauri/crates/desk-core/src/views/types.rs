//! What the bridge says of views.

use serde::{Deserialize, Serialize};

use crate::contacts::{ContactFilter, ContactSort};

/// What a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ViewQuery {
    /// What is searched for beside the filter.
    pub text: String,
    /// Which contacts.
    pub filter: ContactFilter,
    /// Order.
    pub sort: ContactSort,
    /// From the other end.
    pub reverse: bool,
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct View {
    /// 0: not saved yet.
    pub id: i64,
    /// Its place in the sidebar; of a new one the place after the last.
    pub position: i64,
    /// Its name.
    pub name: String,
    /// As saved.
    pub query: ViewQuery,
    /// As it was left, where that differs.
    pub present: Option<ViewQuery>,
}

/// All views, and where the person is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Views {
    /// The open view; none: all contacts.
    pub current: Option<i64>,
    /// All contacts, as the list of them was left.
    pub all: ViewQuery,
    /// In the order of the sidebar.
    pub views: Vec<View>,
}

/// Where the person is now.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct RememberRequest {
    /// The open view; none: all contacts.
    pub view: Option<i64>,
    /// Its filter and order now.
    pub query: ViewQuery,
}

/// Contacts in a view as saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ViewCount {
    /// Which.
    pub id: i64,
    /// How many.
    pub count: u32,
}

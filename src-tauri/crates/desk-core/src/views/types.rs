//! What the bridge says of views.

use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    contacts::{ContactFilter, ContactSort},
    preferences::Density,
};

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
    /// How the rows look; it belongs to the view and needs no saving.
    pub layout: ViewLayout,
}

/// The columns and the height of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ViewLayout {
    /// In their order; a column that is not among them stands where it stands at first.
    #[serde(deserialize_with = "readable")]
    pub columns: Vec<ViewColumn>,
    /// None: as the preferences say.
    pub density: Option<Density>,
}

/// A column of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct ViewColumn {
    /// Which.
    pub id: ContactColumn,
    /// Seen.
    pub shown: bool,
    /// In pixels; none: as wide as there is room.
    pub width: Option<u16>,
}

/// What a list of contacts can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // speaks for itself
pub enum ContactColumn {
    Name,
    Phone,
    Company,
    Type,
    Status,
    Source,
    Groups,
    Assigned,
    Created,
    Updated,
    Email,
    City,
}

/// Columns as they were stored: one that this version does not know is left out, the others stay.
fn readable<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<ViewColumn>, D::Error> {
    let stored = Vec::<serde_json::Value>::deserialize(from)?;
    Ok(stored
        .into_iter()
        .filter_map(|column| serde_json::from_value(column).ok())
        .collect())
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_an_older_or_newer_version_stored_is_read() {
        let old = r#"{"text":"nad","filter":{"all":[]},"sort":"name","reverse":true}"#;
        let query: ViewQuery = serde_json::from_str(old).unwrap();
        assert_eq!(query.layout, ViewLayout::default());
        assert_eq!(query.sort, ContactSort::Name);

        let newer = r#"{"text":"nad","layout":{"density":"compact","zoom":2,"columns":[
            {"id":"city","shown":true,"width":120},{"id":"birthday","shown":true,"width":null},
            {"id":"name","shown":true,"width":99999},{"id":"phone","shown":false,"width":null}]}}"#;
        let query: ViewQuery = serde_json::from_str(newer).unwrap();
        assert_eq!(query.text, "nad", "a column nobody knows costs no filter");
        assert_eq!(query.layout.density, Some(Density::Compact));
        let ids: Vec<ContactColumn> = query.layout.columns.iter().map(|one| one.id).collect();
        assert_eq!(ids, [ContactColumn::City, ContactColumn::Phone]);
        let again: ViewQuery =
            serde_json::from_str(&serde_json::to_string(&query).unwrap()).unwrap();
        assert_eq!(again, query);
    }
}

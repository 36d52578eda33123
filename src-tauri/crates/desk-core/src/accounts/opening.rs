//! What the list of contacts shows first, given along with the start: it is drawn with the first frame.

use serde::Serialize;

use super::AccountId;
use crate::{
    Desk,
    contacts::{ContactQuery, ContactSnapshot},
    error::CommandError,
    groups::Group,
    selection::Selection,
    sources::Source,
    statuses::Status,
    sync::SyncStatus,
    views::Views,
};

/// The answers the contacts screen would ask for one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Opening {
    /// As `views_list`.
    pub views: Views,
    /// What `snapshot` answers: the view that is open, as it was left.
    pub query: ContactQuery,
    /// As `contacts_search`.
    pub snapshot: ContactSnapshot,
    /// As `groups_list`.
    pub groups: Vec<Group>,
    /// As `sources_list`.
    pub sources: Vec<Source>,
    /// As `statuses_list`.
    pub statuses: Vec<Status>,
    /// As `selection_get`.
    pub selection: Selection,
    /// As `sync_status`.
    pub sync: SyncStatus,
}

impl Desk {
    /// The opening of an account's contacts.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub(crate) async fn opening(&self, account: &AccountId) -> Result<Opening, CommandError> {
        let views = self.views_list(account).await?;
        let query = left(&views);
        let snapshot = self.contacts_search(account, query.clone()).await?;
        Ok(Opening {
            groups: self.groups_list(account).await?,
            sources: self.sources_list(account).await?,
            statuses: self.statuses_list(account).await?,
            selection: self.selection_get(account).await?,
            sync: self.sync_status(account).await?,
            views,
            query,
            snapshot,
        })
    }
}

/// The list a person left: the open view with its changes, and the text it was saved with, since a text is not kept.
fn left(views: &Views) -> ContactQuery {
    let open = views
        .current
        .and_then(|id| views.views.iter().find(|view| view.id == id));
    let query = open.map_or(&views.all, |view| {
        view.present.as_ref().unwrap_or(&view.query)
    });
    ContactQuery {
        text: open
            .map(|view| view.query.text.trim().to_owned())
            .unwrap_or_default(),
        filter: query.filter.clone(),
        sort: query.sort,
        reverse: query.reverse,
        ask_server: false,
    }
}

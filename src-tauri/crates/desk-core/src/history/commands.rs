//! The command on history.

use super::{HistoryEntry, rows};
use crate::{Desk, accounts::AccountId, error::CommandError};

impl Desk {
    /// What happened to a contact as far as this computer saw it, newest first.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn history_list(
        &self,
        account: &AccountId,
        contact: i64,
    ) -> Result<Vec<HistoryEntry>, CommandError> {
        self.account(account)?
            .db()?
            .read(move |c| rows::of(c, contact))
            .await
    }
}

//! Sources of the account (contract section 19).

mod types;

pub use types::*;

use crate::{
    Desk,
    accounts::AccountId,
    error::CommandError,
    lists::{self, List},
};

impl Desk {
    /// All sources by name.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn sources_list(&self, account: &AccountId) -> Result<Vec<Source>, CommandError> {
        let items = self
            .account(account)?
            .db()?
            .read(|c| lists::all(c, List::Sources))
            .await?;
        Ok(items
            .into_iter()
            .map(|item| Source {
                id: item.id,
                name: item.name,
            })
            .collect())
    }
}

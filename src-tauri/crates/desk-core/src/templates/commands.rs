//! The commands on templates.

use super::{Template, rows};
use crate::{Desk, accounts::AccountId, error::CommandError, sync};

impl Desk {
    /// All templates of the mirror by name and language, sendable or not.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn templates_list(&self, account: &AccountId) -> Result<Vec<Template>, CommandError> {
        self.account(account)?.db()?.read(rows::all).await
    }

    /// Asks the server for them again.
    ///
    /// # Errors
    /// Whatever the call fails with.
    pub async fn templates_refresh(
        &self,
        account: &AccountId,
    ) -> Result<Vec<Template>, CommandError> {
        let account = self.account(account)?;
        let client = account.client().await?;
        sync::lists::templates(&account, &client).await?;
        account.db()?.read(rows::all).await
    }
}

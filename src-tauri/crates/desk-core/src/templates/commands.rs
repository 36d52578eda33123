//! The commands on templates.

use super::{Template, rows};
use crate::{
    Desk,
    accounts::AccountId,
    error::{CommandError, ErrorCode},
    sync,
};

impl Desk {
    /// All templates of the mirror by name and language, sendable or not.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn templates_list(&self, account: &AccountId) -> Result<Vec<Template>, CommandError> {
        self.account(account)?.db()?.read(rows::all).await
    }

    /// Has the server ask WhatsApp (contract section 21.2), then lists them again: what the server says it fetched is not
    /// believed. A token without the scope of that (`templates:sync`) gets what the server has.
    ///
    /// # Errors
    /// Whatever a call fails with; the mirror has what the server lists all the same when only WhatsApp could not be asked.
    pub async fn templates_refresh(
        &self,
        account: &AccountId,
    ) -> Result<Vec<Template>, CommandError> {
        let account = self.account(account)?;
        let client = account.client().await?;
        let asked = match client.sync_templates().await {
            Ok(_) => Ok(()),
            Err(error) => match account.refused(error).await {
                error if error.code == ErrorCode::ScopeMissing => Ok(()),
                error => Err(error),
            },
        };
        sync::lists::templates(&account, &client).await?;
        asked?;
        account.db()?.read(rows::all).await
    }
}

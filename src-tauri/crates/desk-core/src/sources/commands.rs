//! The commands on sources.

use super::Source;
use crate::{
    Desk,
    accounts::AccountId,
    error::CommandError,
    lists::{self, Item, List, ListCounts, Wanted},
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
        Ok(items.into_iter().map(source).collect())
    }

    /// How many contacts come from each source.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn sources_counts(&self, account: &AccountId) -> Result<ListCounts, CommandError> {
        self.list_counts(account, List::Sources).await
    }

    /// Creates a source; a name that is taken is refused.
    ///
    /// # Errors
    /// `Invalid` with field `name`: if it is `Taken`, `params.id` is who has it. `ConnectionLost` when it may have been
    /// made all the same; whatever else the call fails with.
    pub async fn sources_create(
        &self,
        account: &AccountId,
        name: String,
    ) -> Result<Source, CommandError> {
        let account = self.account(account)?;
        let item = lists::create(&account, List::Sources, wanted(&name)?).await?;
        Ok(source(item))
    }

    /// Renames a source.
    ///
    /// # Errors
    /// As [`Desk::sources_create`], and `NotFound`, after which the mirror does not have it either.
    pub async fn sources_update(
        &self,
        account: &AccountId,
        id: i64,
        name: String,
    ) -> Result<Source, CommandError> {
        let account = self.account(account)?;
        let item = lists::update(&account, List::Sources, id, wanted(&name)?).await?;
        Ok(source(item))
    }

    /// Deletes a source that no contact uses.
    ///
    /// # Errors
    /// `Conflict` while contacts use it, `params.contacts` of them if the server tells (contract 19.5). `NotFound` when
    /// somebody was quicker: it is gone from the mirror all the same. Whatever else the call fails with.
    pub async fn sources_delete(&self, account: &AccountId, id: i64) -> Result<(), CommandError> {
        lists::remove(&self.account(account)?, List::Sources, id).await
    }
}

fn wanted(name: &str) -> Result<Wanted, CommandError> {
    Ok(Wanted {
        name: lists::checked(name).map_err(|field| CommandError::invalid(vec![field]))?,
        color: None,
    })
}

fn source(item: Item) -> Source {
    Source {
        id: item.id,
        name: item.name,
    }
}

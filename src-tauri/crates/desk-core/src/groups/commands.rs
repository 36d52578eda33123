//! The commands on groups.

use super::Group;
use crate::{
    Desk,
    accounts::AccountId,
    error::{CommandError, ErrorCode, FieldErrorCode},
    lists::{self, Item, List, ListCounts, Wanted},
};

impl Desk {
    /// All groups by name.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn groups_list(&self, account: &AccountId) -> Result<Vec<Group>, CommandError> {
        let items = self
            .account(account)?
            .db()?
            .read(|c| lists::all(c, List::Groups))
            .await?;
        Ok(items.into_iter().map(group).collect())
    }

    /// How many contacts are in each group.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn groups_counts(&self, account: &AccountId) -> Result<ListCounts, CommandError> {
        self.list_counts(account, List::Groups).await
    }

    /// The group of this name, letter case aside: the one there is, here or on the server, else a new one. For a form
    /// that wants a group and does not mind who made it, as after a call whose answer was lost.
    ///
    /// # Errors
    /// `Invalid` with field `name`; whatever the call fails with.
    pub async fn groups_create(
        &self,
        account: &AccountId,
        name: String,
    ) -> Result<Group, CommandError> {
        let made = self.groups_create_new(account, name).await;
        let Err(error) = made else { return made };
        let taken = error.code == ErrorCode::Invalid
            && error
                .fields
                .iter()
                .any(|field| field.code == FieldErrorCode::Taken);
        let id: Option<i64> = error.params.get("id").and_then(|id| id.parse().ok());
        let (true, Some(id)) = (taken, id) else {
            return Err(error);
        };
        let groups = self.groups_list(account).await?;
        groups.into_iter().find(|group| group.id == id).ok_or(error)
    }

    /// Creates a group; a name that is taken is refused.
    ///
    /// # Errors
    /// `Invalid` with field `name`: if it is `Taken`, `params.id` is who has it. `ConnectionLost` when it may have been
    /// made all the same; whatever else the call fails with.
    pub async fn groups_create_new(
        &self,
        account: &AccountId,
        name: String,
    ) -> Result<Group, CommandError> {
        let account = self.account(account)?;
        let item = lists::create(&account, List::Groups, wanted(&name)?).await?;
        Ok(group(item))
    }

    /// Renames a group.
    ///
    /// # Errors
    /// As [`Desk::groups_create_new`], and `NotFound`, after which the mirror does not have it either.
    pub async fn groups_update(
        &self,
        account: &AccountId,
        id: i64,
        name: String,
    ) -> Result<Group, CommandError> {
        let account = self.account(account)?;
        let item = lists::update(&account, List::Groups, id, wanted(&name)?).await?;
        Ok(group(item))
    }

    /// Deletes a group. Its contacts stay, and may keep its id (contract 17.5).
    ///
    /// # Errors
    /// `NotFound` when somebody was quicker: it is gone from the mirror all the same. Whatever else the call fails with.
    pub async fn groups_delete(&self, account: &AccountId, id: i64) -> Result<(), CommandError> {
        lists::remove(&self.account(account)?, List::Groups, id).await
    }
}

fn wanted(name: &str) -> Result<Wanted, CommandError> {
    Ok(Wanted {
        name: lists::checked(name).map_err(|field| CommandError::invalid(vec![field]))?,
        color: None,
    })
}

fn group(item: Item) -> Group {
    Group {
        id: item.id,
        name: item.name,
    }
}

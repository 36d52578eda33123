//! The commands on statuses.

use super::{Status, StatusInput, checked_color};
use crate::{
    Desk,
    accounts::AccountId,
    error::{CommandError, FieldError, FieldErrorCode},
    lists::{self, Item, List, ListCounts, Wanted},
};

impl Desk {
    /// All statuses by name.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn statuses_list(&self, account: &AccountId) -> Result<Vec<Status>, CommandError> {
        let items = self
            .account(account)?
            .db()?
            .read(|c| lists::all(c, List::Statuses))
            .await?;
        Ok(items.into_iter().map(status).collect())
    }

    /// How many contacts are in each status.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn statuses_counts(&self, account: &AccountId) -> Result<ListCounts, CommandError> {
        self.list_counts(account, List::Statuses).await
    }

    /// Creates a status; a name that is taken is refused.
    ///
    /// # Errors
    /// `Invalid` with fields `name`, `color`: if the name is `Taken`, `params.id` is who has it. `ConnectionLost` when it
    /// may have been made all the same; whatever else the call fails with.
    pub async fn statuses_create(
        &self,
        account: &AccountId,
        input: StatusInput,
    ) -> Result<Status, CommandError> {
        let account = self.account(account)?;
        let item = lists::create(&account, List::Statuses, wanted(&input)?).await?;
        Ok(status(item))
    }

    /// Renames and recolours a status: both are sent, since a colour left out would be cleared (contract 20.4).
    ///
    /// # Errors
    /// As [`Desk::statuses_create`], and `NotFound`, after which the mirror does not have it either.
    pub async fn statuses_update(
        &self,
        account: &AccountId,
        id: i64,
        input: StatusInput,
    ) -> Result<Status, CommandError> {
        let account = self.account(account)?;
        let item = lists::update(&account, List::Statuses, id, wanted(&input)?).await?;
        Ok(status(item))
    }

    /// Deletes a status that no contact is in.
    ///
    /// # Errors
    /// `Conflict` while contacts use it, `params.contacts` of them if the server tells (contract 20.5). `NotFound` when
    /// somebody was quicker: it is gone from the mirror all the same. Whatever else the call fails with.
    pub async fn statuses_delete(&self, account: &AccountId, id: i64) -> Result<(), CommandError> {
        lists::remove(&self.account(account)?, List::Statuses, id).await
    }
}

/// Both fields are looked at, so that all errors are told at once.
fn wanted(input: &StatusInput) -> Result<Wanted, CommandError> {
    let color = checked_color(Some(&input.color)).ok_or_else(|| FieldError {
        field: "color".to_owned(),
        code: match input.color.trim() {
            "" => FieldErrorCode::Required,
            _ => FieldErrorCode::NotAColour,
        },
        message: None,
        limit: None,
    });
    match (lists::checked(&input.name), color) {
        (Ok(name), Ok(color)) => Ok(Wanted {
            name,
            color: Some(color),
        }),
        (name, color) => Err(CommandError::invalid(
            name.err().into_iter().chain(color.err()).collect(),
        )),
    }
}

fn status(item: Item) -> Status {
    Status {
        id: item.id,
        name: item.name,
        color: item.color,
    }
}

//! The commands on groups.

use wacr_api::{ErrorKind, ListQuery};

use super::Group;
use crate::{
    Desk,
    accounts::AccountId,
    error::{CommandError, FieldError, FieldErrorCode},
    events::AppEvent,
    lists::{self, Item, List},
    open_account::OpenAccount,
};

/// Most characters of a name (contract 17.2).
const NAME: u32 = 255;

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

    /// Creates a group; the one that has this name already, letter case aside, is given back instead.
    ///
    /// # Errors
    /// `Invalid` with field `name`; whatever the call fails with.
    pub async fn groups_create(
        &self,
        account: &AccountId,
        name: String,
    ) -> Result<Group, CommandError> {
        let account = self.account(account)?;
        let name = name.trim().to_owned();
        if name.is_empty() {
            return Err(refused(FieldErrorCode::Required, None));
        }
        if name.chars().count() > NAME as usize {
            return Err(refused(FieldErrorCode::TooLong, Some(NAME)));
        }
        if let Some(known) = known(&account, &name).await? {
            return Ok(group(known));
        }
        let client = account.client().await?;
        match client.create_group(&name).await {
            Ok(reply) => {
                let item = Item {
                    id: reply.data.id,
                    name: reply.data.name,
                    color: None,
                };
                Ok(group(write_down(&account, item).await?))
            }
            Err(error) => {
                // Taken: made elsewhere, or by a call of ours whose answer was lost. Then it is what was asked for.
                let taken = error.kind == ErrorKind::Invalid && error.fields.contains_key("name");
                if taken {
                    let listed = client
                        .list_groups(&ListQuery::new().search(&name).per_page(100))
                        .await;
                    let same = |group: &wacr_api::Group| {
                        group.name.trim().to_lowercase() == name.to_lowercase()
                    };
                    if let Some(found) = listed
                        .ok()
                        .and_then(|reply| reply.data.rows.into_iter().find(same))
                    {
                        let item = Item {
                            id: found.id,
                            name: found.name,
                            color: None,
                        };
                        return Ok(group(write_down(&account, item).await?));
                    }
                }
                Err(account.refused(error).await)
            }
        }
    }
}

async fn known(account: &OpenAccount, name: &str) -> Result<Option<Item>, CommandError> {
    let name = name.to_owned();
    account
        .db()?
        .read(move |c| lists::named(c, List::Groups, &name))
        .await
}

async fn write_down(account: &OpenAccount, item: Item) -> Result<Item, CommandError> {
    let row = item.clone();
    account
        .db()?
        .write(move |t| lists::add(t, List::Groups, &row))
        .await?;
    account.tell(AppEvent::ListsChanged {
        account: account.id.clone(),
    });
    Ok(item)
}

fn group(item: Item) -> Group {
    Group {
        id: item.id,
        name: item.name,
    }
}

fn refused(code: FieldErrorCode, limit: Option<u32>) -> CommandError {
    CommandError::invalid(vec![FieldError {
        field: "name".to_owned(),
        code,
        message: None,
        limit,
    }])
}

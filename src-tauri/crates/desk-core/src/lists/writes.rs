//! Creating, renaming, recolouring and deleting: the server first, then the mirror, in one place.

use std::sync::Arc;

use wacr_api::{ApiError, Client, ErrorKind};

use super::{Item, List, Wanted, forget, names, remote, write};
use crate::{
    error::{CommandError, ErrorCode},
    events::AppEvent,
    open_account::OpenAccount,
};

/// Makes an entry. `Taken` (with `params.id`) when another has the name, here or, as a 422, on the server: then the
/// mirror has that one too. `ConnectionLost` when it may have been made all the same: a second try then says `Taken`.
pub(crate) async fn create(
    account: &Arc<OpenAccount>,
    list: List,
    wanted: Wanted,
) -> Result<Item, CommandError> {
    if let Some(other) = names::owner(account, list, &wanted.name, None).await? {
        return Err(names::taken(&other));
    }
    let client = account.client().await?;
    match remote::create(&client, list, &wanted).await {
        Ok(item) => written(account, list, item).await,
        Err(error) => {
            let lost = matches!(error.kind, ErrorKind::NetworkAfterSend(_));
            let mut refused = refused(account, &client, list, &wanted.name, None, error).await;
            if lost {
                refused.code = ErrorCode::ConnectionLost;
            }
            Err(refused)
        }
    }
}

/// Changes an entry: name, and of a status name and colour together. `NotFound` when it is gone: then it is gone from
/// the mirror as well.
pub(crate) async fn update(
    account: &Arc<OpenAccount>,
    list: List,
    id: i64,
    wanted: Wanted,
) -> Result<Item, CommandError> {
    if let Some(other) = names::owner(account, list, &wanted.name, Some(id)).await? {
        return Err(names::taken(&other));
    }
    let client = account.client().await?;
    match remote::update(&client, list, id, &wanted).await {
        Ok(item) => written(account, list, item).await,
        Err(error) => {
            if error.kind == ErrorKind::NotFound {
                forgotten(account, list, id).await?;
            }
            Err(refused(account, &client, list, &wanted.name, Some(id), error).await)
        }
    }
}

/// Deletes an entry. `NotFound` when somebody was quicker: it is gone from the mirror then, too. `Conflict` while
/// contacts use it (never of a group), with `params.contacts`, how many, if the server tells.
pub(crate) async fn remove(
    account: &Arc<OpenAccount>,
    list: List,
    id: i64,
) -> Result<(), CommandError> {
    let client = account.client().await?;
    match remote::delete(&client, list, id).await {
        Ok(()) => forgotten(account, list, id).await,
        Err(error) => {
            let kind = error.kind.clone();
            let mut refused = account.refused(error).await;
            match kind {
                ErrorKind::NotFound => forgotten(account, list, id).await?,
                ErrorKind::Conflict => match remote::uses(&client, list, id).await {
                    Ok(contacts) => refused = refused.with("contacts", contacts),
                    Err(error) => tracing::info!(%error, "the contacts in use were not counted"),
                },
                _ => {}
            }
            Err(refused)
        }
    }
}

/// What the bridge says of a refused name. A 422 on it is `Taken` if the server has another entry of that name.
async fn refused(
    account: &Arc<OpenAccount>,
    client: &Client,
    list: List,
    name: &str,
    own: Option<i64>,
    error: ApiError,
) -> CommandError {
    let on_name = error.kind == ErrorKind::Invalid && error.fields.contains_key("name");
    let refused = account.refused(error).await;
    if !on_name {
        return refused;
    }
    let found = remote::search(client, list, name).await;
    let other = found.ok().and_then(|rows| {
        rows.into_iter()
            .find(|item| Some(item.id) != own && names::same(&item.name, name))
    });
    let Some(other) = other else { return refused };
    let mut taken = names::taken(&other);
    // What else was refused stays beside it.
    let others = refused.fields.into_iter();
    taken
        .fields
        .extend(others.filter(|field| field.field != "name"));
    taken.request_id = refused.request_id;
    match written(account, list, other).await {
        Ok(_) => taken,
        Err(error) => error,
    }
}

/// The mirror has it now, and the windows are told.
pub(super) async fn written(
    account: &OpenAccount,
    list: List,
    item: Item,
) -> Result<Item, CommandError> {
    let row = item.clone();
    account.db()?.write(move |t| write(t, list, &row)).await?;
    tell(account);
    Ok(item)
}

async fn forgotten(account: &OpenAccount, list: List, id: i64) -> Result<(), CommandError> {
    account.db()?.write(move |t| forget(t, list, id)).await?;
    tell(account);
    Ok(())
}

fn tell(account: &OpenAccount) {
    account.tell(AppEvent::ListsChanged {
        account: account.id.clone(),
    });
}

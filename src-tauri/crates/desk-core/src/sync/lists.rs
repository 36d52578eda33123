//! Groups, sources, statuses and templates: few rows, read whole.

use std::sync::Arc;

use wacr_api::{ApiError, Client, ErrorKind, Group, ListQuery, Source, Status, Template};

use crate::{
    error::CommandError,
    events::AppEvent,
    lists::{self, Item, List},
    open_account::OpenAccount,
    statuses::checked_color,
    templates,
};

/// Reads all lists. One the token has no scope for stays as it is.
pub(super) async fn all(account: &Arc<OpenAccount>, client: &Client) -> Result<(), CommandError> {
    let mut changed = false;
    let before = account.db()?.read(lists::changes).await?;
    for list in [List::Sources, List::Statuses, List::Groups] {
        let items = match fetch(client, list).await {
            Ok(items) => items,
            Err(error) => {
                pass_over(account, error).await?;
                continue;
            }
        };
        changed |= account
            .db()?
            .write(move |t| match lists::changes(t)? == before {
                true => lists::replace(t, list, &items),
                // A person changed an entry meanwhile, which this answer may not know: the next look takes the list over.
                false => Ok(false),
            })
            .await?;
    }
    if changed {
        // Some lists are in the order of these names.
        account.snapshots.contacts_changed();
        account.tell(AppEvent::ListsChanged {
            account: account.id.clone(),
        });
    }
    match fetch_templates(client).await {
        Ok(found) => store_templates(account, found).await,
        Err(error) => pass_over(account, error).await,
    }
}

/// Reads the templates again.
pub(crate) async fn templates(
    account: &Arc<OpenAccount>,
    client: &Client,
) -> Result<(), CommandError> {
    match fetch_templates(client).await {
        Ok(found) => store_templates(account, found).await,
        Err(error) => Err(account.refused(error).await),
    }
}

/// A missing scope is remembered and no reason to stop.
async fn pass_over(account: &OpenAccount, error: ApiError) -> Result<(), CommandError> {
    let scope = matches!(error.kind, ErrorKind::Scope(_));
    let error = account.refused(error).await;
    if scope { Ok(()) } else { Err(error) }
}

async fn fetch(client: &Client, list: List) -> Result<Vec<Item>, ApiError> {
    let item = |id, name, color| Item { id, name, color };
    Ok(match list {
        List::Groups => {
            let list = client.read_all(ListQuery::<Group>::new()).await?;
            list.rows
                .into_iter()
                .map(|row| item(row.id, row.name, None))
                .collect()
        }
        List::Sources => {
            let list = client.read_all(ListQuery::<Source>::new()).await?;
            list.rows
                .into_iter()
                .map(|row| item(row.id, row.name, None))
                .collect()
        }
        List::Statuses => {
            let list = client.read_all(ListQuery::<Status>::new()).await?;
            list.rows
                .into_iter()
                .map(|row| item(row.id, row.name, checked_color(row.color.as_deref())))
                .collect()
        }
    })
}

async fn fetch_templates(client: &Client) -> Result<Vec<Template>, ApiError> {
    Ok(client.read_all(ListQuery::new()).await?.rows)
}

async fn store_templates(account: &OpenAccount, found: Vec<Template>) -> Result<(), CommandError> {
    let parsed: Vec<_> = found.iter().map(templates::parse).collect();
    if account
        .db()?
        .write(move |t| templates::rows::replace(t, &parsed))
        .await?
    {
        account.tell(AppEvent::TemplatesChanged {
            account: account.id.clone(),
        });
    }
    Ok(())
}

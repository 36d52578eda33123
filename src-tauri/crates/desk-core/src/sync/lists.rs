//! Groups, sources, statuses and templates: few rows, read whole.

use std::sync::Arc;

use wacr_api::{ApiError, Client, ErrorKind, NameSort, TemplateSort};

use super::pages;
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
    let added = account.db()?.read(lists::added).await?;
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
            .write(move |t| match lists::added(t)? == added {
                true => lists::replace(t, list, &items),
                // A person made an entry meanwhile, which this answer may lack: the next look takes the list over.
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
            let rows = pages::all!(client, list_groups, NameSort::Name);
            rows.into_iter()
                .map(|row| item(row.id, row.name, None))
                .collect()
        }
        List::Sources => {
            let rows = pages::all!(client, list_sources, NameSort::Name);
            rows.into_iter()
                .map(|row| item(row.id, row.name, None))
                .collect()
        }
        List::Statuses => {
            let rows = pages::all!(client, list_statuses, NameSort::Name);
            rows.into_iter()
                .map(|row| item(row.id, row.name, checked_color(row.color.as_deref())))
                .collect()
        }
    })
}

async fn fetch_templates(client: &Client) -> Result<Vec<wacr_api::Template>, ApiError> {
    Ok(pages::all!(
        client,
        list_templates,
        TemplateSort::TemplateName
    ))
}

async fn store_templates(
    account: &OpenAccount,
    found: Vec<wacr_api::Template>,
) -> Result<(), CommandError> {
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

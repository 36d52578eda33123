//! The three lists on the wire (contract 17, 19, 20): one call each, whichever list it is.

use wacr_api::{ApiError, Client, Compare, ContactFilter, ListQuery};

use super::{Item, List};
use crate::statuses::checked_color;

/// Most rows of a page.
const PAGE: u32 = 100;

/// An entry as it is to be. Only statuses have a colour, and theirs is always sent (contract 20.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub name: String,
    pub color: Option<String>,
}

impl Wanted {
    fn status(&self) -> wacr_api::StatusInput {
        wacr_api::StatusInput {
            name: self.name.clone(),
            color: self.color.clone(),
        }
    }
}

fn of_group(row: wacr_api::Group) -> Item {
    Item {
        id: row.id,
        name: row.name,
        color: None,
    }
}

fn of_source(row: wacr_api::Source) -> Item {
    Item {
        id: row.id,
        name: row.name,
        color: None,
    }
}

fn of_status(row: wacr_api::Status) -> Item {
    Item {
        color: checked_color(row.color.as_deref()),
        id: row.id,
        name: row.name,
    }
}

pub(super) async fn create(client: &Client, list: List, wanted: &Wanted) -> Result<Item, ApiError> {
    Ok(match list {
        List::Groups => of_group(client.create_group(&wanted.name).await?.data),
        List::Sources => of_source(client.create_source(&wanted.name).await?.data),
        List::Statuses => of_status(client.create_status(&wanted.status()).await?.data),
    })
}

pub(super) async fn update(
    client: &Client,
    list: List,
    id: i64,
    wanted: &Wanted,
) -> Result<Item, ApiError> {
    Ok(match list {
        List::Groups => of_group(client.update_group(id, &wanted.name).await?.data),
        List::Sources => of_source(client.update_source(id, &wanted.name).await?.data),
        List::Statuses => of_status(client.update_status(id, &wanted.status()).await?.data),
    })
}

pub(super) async fn delete(client: &Client, list: List, id: i64) -> Result<(), ApiError> {
    match list {
        List::Groups => client.delete_group(id).await?,
        List::Sources => client.delete_source(id).await?,
        List::Statuses => client.delete_status(id).await?,
    };
    Ok(())
}

/// Entries the server finds by this text.
pub(super) async fn search(client: &Client, list: List, text: &str) -> Result<Vec<Item>, ApiError> {
    macro_rules! rows {
        ($call:ident, $item:expr) => {{
            let query = ListQuery::new().search(text).per_page(PAGE);
            let page = client.$call(&query).await?.data;
            page.rows.into_iter().map($item).collect()
        }};
    }
    Ok(match list {
        List::Groups => rows!(list_groups, of_group),
        List::Sources => rows!(list_sources, of_source),
        List::Statuses => rows!(list_statuses, of_status),
    })
}

/// How many contacts the server has of an entry.
pub(super) async fn uses(client: &Client, list: List, id: i64) -> Result<u32, ApiError> {
    let field = match list {
        List::Groups => ContactFilter::GroupId,
        List::Sources => ContactFilter::SourceId,
        List::Statuses => ContactFilter::StatusId,
    };
    let query = ListQuery::new()
        .filter(field, Compare::Is(id.to_string()))
        .per_page(1);
    Ok(client.list_contacts(&query).await?.data.pagination.total)
}

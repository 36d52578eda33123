//! How each list is walked: what tells its rows apart, and the order in which new rows come last.

use std::{future::Future, hash::Hash};

use super::course::NewRows;
use crate::{
    ApiError, Client, Contact, ContactSort, Group, ListQuery, Message, NameSort, Order, Page,
    Reply, Resource, Source, Status, Template, TemplateSort,
};

/// A list that can be walked whole; see [`Client::walk`].
pub trait Listed: Resource + Send + Sized {
    /// What tells rows apart.
    type Key: Eq + Hash + Send;

    /// This row's.
    fn key(&self) -> Self::Key;

    /// The server's id, which grows with each row that is added.
    fn number(&self) -> Option<i64>;

    /// The list in the order in which rows were added ([`Order::Ascending`]), or with the newest first. None when the
    /// server sorts the newest first whatever is asked for.
    fn by_age(query: ListQuery<Self>, order: Order) -> Option<ListQuery<Self>>;

    /// One page.
    fn page(
        client: &Client,
        query: &ListQuery<Self>,
    ) -> impl Future<Output = Result<Reply<Page<Self>>, ApiError>> + Send;
}

pub(super) fn new_rows<R: Listed>() -> NewRows {
    match R::by_age(ListQuery::default(), Order::Ascending) {
        Some(_) => NewRows::Last,
        None => NewRows::First,
    }
}

impl Listed for Contact {
    type Key = i64;

    fn key(&self) -> i64 {
        self.id
    }

    fn number(&self) -> Option<i64> {
        Some(self.id)
    }

    fn by_age(query: ListQuery<Self>, order: Order) -> Option<ListQuery<Self>> {
        Some(query.sorted([(ContactSort::Id, order)]))
    }

    async fn page(client: &Client, query: &ListQuery<Self>) -> Result<Reply<Page<Self>>, ApiError> {
        client.list_contacts(query).await
    }
}

/// Newest first whatever is asked for: new rows push others to later pages, where they are met again.
impl Listed for Message {
    type Key = i64;

    fn key(&self) -> i64 {
        self.id
    }

    fn number(&self) -> Option<i64> {
        Some(self.id)
    }

    fn by_age(_: ListQuery<Self>, _: Order) -> Option<ListQuery<Self>> {
        None
    }

    async fn page(client: &Client, query: &ListQuery<Self>) -> Result<Reply<Page<Self>>, ApiError> {
        client.list_messages(query).await
    }
}

/// Sorted by time and then by name, since many may be of one second, and rows of equal rank stand in no order.
impl Listed for Template {
    type Key = String;

    fn key(&self) -> String {
        self.template_id.clone()
    }

    fn number(&self) -> Option<i64> {
        self.id
    }

    fn by_age(query: ListQuery<Self>, order: Order) -> Option<ListQuery<Self>> {
        Some(query.sorted([
            (TemplateSort::CreatedAt, order),
            (TemplateSort::TemplateName, order),
            (TemplateSort::UpdatedAt, order),
        ]))
    }

    async fn page(client: &Client, query: &ListQuery<Self>) -> Result<Reply<Page<Self>>, ApiError> {
        client.list_templates(query).await
    }
}

/// Groups, sources and statuses are alike: not sorted by id, but a name is there once.
macro_rules! labels {
    ($($label:ty, $call:ident;)*) => {$(
        impl Listed for $label {
            type Key = i64;

            fn key(&self) -> i64 {
                self.id
            }

            fn number(&self) -> Option<i64> {
                Some(self.id)
            }

            fn by_age(query: ListQuery<Self>, order: Order) -> Option<ListQuery<Self>> {
                Some(query.sorted([(NameSort::CreatedAt, order), (NameSort::Name, order)]))
            }

            async fn page(
                client: &Client,
                query: &ListQuery<Self>,
            ) -> Result<Reply<Page<Self>>, ApiError> {
                client.$call(query).await
            }
        }
    )*};
}

labels! {
    Group, list_groups;
    Source, list_sources;
    Status, list_statuses;
}

//! The walk itself: the course's questions put to the server.

use super::{
    Certainty, Listed, PER_PAGE,
    course::{Ask, Course, PASSES},
    listed::new_rows,
};
use crate::{ApiError, Client, ListQuery, Order};

/// A walk over a whole list, page by page; made by [`Client::walk`].
pub struct Walk<R: Listed> {
    client: Client,
    query: ListQuery<R>,
    course: Course<R::Key>,
    total: Option<u32>,
}

/// A whole list; see [`Client::read_all`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole<R> {
    /// Each row once.
    pub rows: Vec<R>,
    /// Whether a row may be missing.
    pub certainty: Certainty,
}

impl Client {
    /// A walk over all rows of a list while it moves (contract section 6). Of the query its filters, search and includes
    /// count; page, page size and sort are the walk's own.
    ///
    /// Each row is handed out once. When rows went and came between two pages so that one may have been stepped over, the
    /// list is read again, three times at most ([`Walk::passes`]), and only what was not met before is handed out. A list
    /// of up to 100 rows costs one call; a longer one its pages and one call more for each pass.
    #[must_use]
    pub fn walk<R: Listed>(&self, query: ListQuery<R>) -> Walk<R> {
        let filtered = query.is_narrowed();
        Walk {
            client: self.clone(),
            query: query.per_page(PER_PAGE),
            course: Course::new(new_rows::<R>(), filtered, PASSES),
            total: None,
        }
    }

    /// All rows of a list at once: [`Client::walk`] to its end, each row once, in no order worth relying on.
    ///
    /// # Errors
    /// Any [`ApiError`] of the list's call.
    pub async fn read_all<R: Listed>(&self, query: ListQuery<R>) -> Result<Whole<R>, ApiError> {
        let mut walk = self.walk(query);
        let mut rows = Vec::new();
        while let Some(more) = walk.rows().await? {
            rows.extend(more);
        }
        let certainty = walk.certainty().unwrap_or(Certainty::Unsure);
        Ok(Whole { rows, certainty })
    }
}

impl<R: Listed> Walk<R> {
    /// The same walk, reading the list at most so many times; 1 leaves it at what the first reading met.
    #[must_use]
    pub fn passes(mut self, most: u8) -> Self {
        self.course.limit(most);
        self
    }

    /// The next rows that were not met before, at least one and at most a page; none at the end. The newest come first, then
    /// the others from the oldest on; of messages all come newest first.
    ///
    /// # Errors
    /// Any [`ApiError`] of the list's call; called again, it asks for the same page.
    pub async fn rows(&mut self) -> Result<Option<Vec<R>>, ApiError> {
        while let Ok(ask) = self.course.next() {
            let page = R::page(&self.client, &self.asking(ask)).await?.data;
            self.total = Some(page.pagination.total);
            let keys = page.rows.iter().map(|row| (row.key(), row.number()));
            let fresh = self.course.took(&page.pagination, keys);
            let rows: Vec<R> = page
                .rows
                .into_iter()
                .zip(fresh)
                .filter_map(|(row, fresh)| fresh.then_some(row))
                .collect();
            if !rows.is_empty() {
                return Ok(Some(rows));
            }
        }
        Ok(None)
    }

    /// Rows in the list as the last page told, for showing how far the walk is.
    #[must_use]
    pub fn total(&self) -> Option<u32> {
        self.total
    }

    /// What is known at the end; none before it.
    #[must_use]
    pub fn certainty(&self) -> Option<Certainty> {
        self.course.next().err()
    }

    fn asking(&self, ask: Ask) -> ListQuery<R> {
        let (order, number) = match ask {
            Ask::Newest => (Order::Descending, 1),
            Ask::Page(number) => (Order::Ascending, number),
        };
        R::by_age(self.query.clone(), order)
            .unwrap_or_else(|| self.query.clone())
            .page(number)
    }
}

//! What changed since the last look: newest change first, until rows that cannot have changed since.

use std::sync::Arc;

use wacr_api::{Client, following};

use super::contacts::{self, By, Fetched};
use crate::{contacts::Contact, error::CommandError, open_account::OpenAccount, store::meta};

/// The newest change that a complete look has seen. Everything older is in the mirror; changes of the very same second
/// may not be.
const MARK: &str = "changes_mark";

/// Reads the contacts changed last and sets the mark, before the first fill.
pub(super) async fn start(account: &Arc<OpenAccount>, client: &Client) -> Result<(), CommandError> {
    let Fetched { page, asked } = contacts::page(account, client, By::NewestChange, 1).await?;
    contacts::store_with(account, asked, page.rows, |t, rows| {
        set_mark(t, newest(rows))
    })
    .await
}

/// Reads until a row older than the mark. The mark moves only when the end was reached, so a look that was broken off
/// is done again from the start.
pub(super) async fn run(account: &Arc<OpenAccount>, client: &Client) -> Result<(), CommandError> {
    let mark = account.db()?.read(|c| meta::get(c, MARK)).await?;
    let mut next_mark: Option<String> = None;
    let (mut number, mut before) = (1, None);
    loop {
        let Fetched { page, asked } =
            contacts::page(account, client, By::NewestChange, number).await?;
        let times: Vec<Option<String>> = page
            .rows
            .iter()
            .map(|row| row.updated_at.map(crate::time::text))
            .collect();
        if number == 1 {
            next_mark = times.iter().flatten().max().cloned();
        }
        // Rows that were deleted meanwhile moved others to pages read before: those are read again.
        let total = page.pagination.total;
        let shrunk = before.is_some_and(|before| total < before);
        let next = following(&page.pagination, page.rows.len(), number, before);
        before = Some(total);
        let ended = !shrunk && ended(&times, mark.as_deref(), page.pagination.has_more);
        let mark_now = if ended { next_mark.clone() } else { None };
        contacts::store_with(account, asked, page.rows, move |t, _| set_mark(t, mark_now)).await?;
        match next {
            Some(next) if !ended => number = next,
            _ => return Ok(()),
        }
    }
}

/// True when nothing after this page can be news.
fn ended(times: &[Option<String>], mark: Option<&str>, has_more: bool) -> bool {
    if !has_more || times.is_empty() {
        return true;
    }
    let Some(mark) = mark else { return false };
    // Rows without a time say nothing; a page of nothing else ends the look, or it would read the whole list each time.
    times.iter().flatten().any(|time| time.as_str() < mark) || times.iter().all(Option::is_none)
}

fn newest(rows: &[Contact]) -> Option<String> {
    rows.iter().filter_map(|row| row.updated_at.clone()).max()
}

fn set_mark(connection: &rusqlite::Connection, mark: Option<String>) -> rusqlite::Result<()> {
    mark.map_or(Ok(()), |mark| meta::set(connection, MARK, &mark))
}

#[cfg(test)]
mod tests {
    use super::ended;

    #[test]
    fn when_a_look_ends() {
        let times = |all: &[&str]| {
            all.iter()
                .map(|t| (!t.is_empty()).then(|| (*t).to_owned()))
                .collect::<Vec<_>>()
        };
        let mark = Some("2026-03-02T10:00:00Z");
        let newer = times(&["2026-03-02T11:00:00Z", "2026-03-02T10:30:00Z"]);
        let same = times(&["2026-03-02T11:00:00Z", "2026-03-02T10:00:00Z"]);
        let older = times(&["2026-03-02T11:00:00Z", "2026-03-02T09:59:59Z"]);
        assert!(!ended(&newer, mark, true));
        assert!(
            !ended(&same, mark, true),
            "more of that second may be on the next page"
        );
        assert!(ended(&older, mark, true));
        assert!(ended(&newer, mark, false));
        assert!(!ended(&older, None, true));
        assert!(ended(&[], None, true));
        assert!(ended(&times(&["", ""]), mark, true));
        assert!(!ended(&times(&["", "2026-03-02T11:00:00Z"]), mark, true));
    }
}

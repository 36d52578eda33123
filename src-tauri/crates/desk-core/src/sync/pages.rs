//! Reading a list page by page while it moves (contract section 6).

use wacr_api::Pagination;

/// Rows in a page: the most the server gives.
pub(super) const PER_PAGE: u32 = 100;
/// A list that never ends is a fault of the server; this is a million rows.
const MOST: u32 = 10_000;

/// The page to read after `page`, none at the end.
///
/// `before` is the list's total as it was when the page before was read. If it has shrunk since, rows moved to earlier
/// pages and some were stepped over: go back far enough to meet them.
pub(super) fn following(
    page: &Pagination,
    rows: usize,
    number: u32,
    before: Option<u32>,
) -> Option<u32> {
    let lost = before.unwrap_or(page.total).saturating_sub(page.total);
    if lost > 0 {
        return Some(number.saturating_sub(lost.div_ceil(PER_PAGE)).max(1));
    }
    (page.has_more && rows > 0 && number < MOST).then_some(number + 1)
}

/// All rows of a list, by one of the client's calls and a field to sort by.
macro_rules! all {
    ($client:expr, $call:ident, $sort:expr) => {{
        let mut rows = Vec::new();
        let mut number = 1;
        let mut before = None;
        loop {
            let query = wacr_api::ListQuery::new()
                .page(number)
                .per_page($crate::sync::pages::PER_PAGE)
                .sort($sort, wacr_api::Order::Ascending);
            let page = $client.$call(&query).await?.data;
            let next =
                $crate::sync::pages::following(&page.pagination, page.rows.len(), number, before);
            before = Some(page.pagination.total);
            rows.extend(page.rows);
            match next {
                Some(next) => number = next,
                None => break rows,
            }
        }
    }};
}
pub(super) use all;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(total: u32, has_more: bool) -> Pagination {
        Pagination {
            total,
            per_page: 100,
            current_page: 1,
            total_pages: 1,
            has_more,
        }
    }

    #[test]
    fn forward_until_the_end() {
        assert_eq!(following(&at(250, true), 100, 1, None), Some(2));
        assert_eq!(following(&at(250, true), 100, 2, Some(250)), Some(3));
        assert_eq!(following(&at(250, false), 50, 3, Some(250)), None);
        // Grown: new rows have higher ids and come at the end.
        assert_eq!(following(&at(251, true), 100, 2, Some(250)), Some(3));
        // More is promised and nothing comes.
        assert_eq!(following(&at(250, true), 0, 3, Some(250)), None);
    }

    #[test]
    fn back_when_rows_were_deleted_meanwhile() {
        assert_eq!(following(&at(249, true), 100, 2, Some(250)), Some(1));
        assert_eq!(following(&at(900, true), 100, 5, Some(1000)), Some(4));
        assert_eq!(following(&at(899, true), 100, 5, Some(1000)), Some(3));
        // Also when the end was reached.
        assert_eq!(following(&at(199, false), 99, 2, Some(200)), Some(1));
        assert_eq!(following(&at(0, false), 0, 1, Some(500)), Some(1));
    }
}

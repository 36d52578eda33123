//! Reading a whole list page by page while it moves (contract section 6): no gap, no repeat, and an honest word at the
//! end on whether that can be known.

mod course;
mod listed;
mod walk;

pub use course::Certainty;
pub use listed::Listed;
pub use walk::{Walk, Whole};

use crate::Pagination;

/// Rows in a page: the most the server gives.
pub const PER_PAGE: u32 = 100;
/// A list that never ends is a fault of the server; this is a million rows.
pub(crate) const MOST: u32 = 10_000;

/// The page to read after page `number` of a list whose new rows come last; none at the end.
///
/// `rows` is how many rows the page held, `before` the list's total when the page before was read. If it has shrunk
/// since, rows moved to earlier pages and some were stepped over: go back far enough to meet them.
#[must_use]
pub fn following(page: &Pagination, rows: usize, number: u32, before: Option<u32>) -> Option<u32> {
    let lost = before.unwrap_or(page.total).saturating_sub(page.total);
    if lost > 0 {
        let back = lost.div_ceil(size(page));
        return Some(number.saturating_sub(back).max(1));
    }
    (page.has_more && rows > 0 && number < MOST).then_some(number + 1)
}

/// Rows in a page of this list; a server that does not say gives what was asked for.
fn size(page: &Pagination) -> u32 {
    match page.per_page {
        0 => PER_PAGE,
        size => size,
    }
}

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
        // Grown: new rows come at the end.
        assert_eq!(following(&at(251, true), 100, 2, Some(250)), Some(3));
        // More is promised and nothing comes.
        assert_eq!(following(&at(250, true), 0, 3, Some(250)), None);
        // More is promised for ever.
        assert_eq!(following(&at(u32::MAX, true), 100, MOST, None), None);
    }

    #[test]
    fn back_when_rows_were_deleted_meanwhile() {
        assert_eq!(following(&at(249, true), 100, 2, Some(250)), Some(1));
        assert_eq!(following(&at(900, true), 100, 5, Some(1000)), Some(4));
        assert_eq!(following(&at(899, true), 100, 5, Some(1000)), Some(3));
        // Also when the end was reached.
        assert_eq!(following(&at(199, false), 99, 2, Some(200)), Some(1));
        assert_eq!(following(&at(0, false), 0, 1, Some(500)), Some(1));
        // Smaller pages than asked for: the same loss is more pages.
        let small = Pagination {
            per_page: 10,
            ..at(180, true)
        };
        assert_eq!(following(&small, 10, 7, Some(200)), Some(5));
        // The server does not say how large a page is.
        let silent = Pagination {
            per_page: 0,
            ..at(199, true)
        };
        assert_eq!(following(&silent, 100, 2, Some(200)), Some(1));
    }
}

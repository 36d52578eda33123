//! Paging, filters, sorting and search of lists (contract section 6). Fields are typed, since the server
//! ignores unknown ones without a word.

use std::marker::PhantomData;

/// Something that can be listed, and what its list can be filtered and sorted by.
pub trait Resource {
    /// Fields that filter.
    type Filter: Copy + Into<&'static str>;
    /// Fields that sort.
    type Sort: Copy + Into<&'static str>;
}

/// Which rows of a list, in which order, which page.
#[derive(Debug)]
pub struct ListQuery<R> {
    page: u32,
    per_page: Option<u32>,
    sort: Vec<String>,
    filters: Vec<(String, String)>,
    search: Option<String>,
    pub(crate) include: Vec<&'static str>,
    resource: PhantomData<fn() -> R>,
}

/// Direction of a sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Smallest, oldest, A first.
    Ascending,
    /// Largest, newest, Z first.
    Descending,
}

/// What a field is compared with. Dates are server-local date-times, `YYYY-MM-DD` meaning midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compare {
    /// Equals.
    Is(String),
    /// Differs.
    Not(String),
    /// Greater.
    Above(String),
    /// Greater or equal.
    From(String),
    /// Less.
    Below(String),
    /// Less or equal.
    UpTo(String),
    /// Contains.
    Like(String),
    /// Is one of these. Written as a list with commas; when a value holds a comma itself, each value is written on its own
    /// (`filter[field][in][]`), since the server splits at commas. An empty list is no filter on some servers: do not ask.
    In(Vec<String>),
    /// Is none of these; written like [`Compare::In`].
    NotIn(Vec<String>),
    /// Between these, both included. Neither may hold a comma: the server knows no other way to write this.
    Between(String, String),
    /// Has no value.
    Null,
    /// Has a value.
    NotNull,
}

// Derived, it would ask for rows that can be cloned.
impl<R> Clone for ListQuery<R> {
    fn clone(&self) -> Self {
        Self {
            page: self.page,
            per_page: self.per_page,
            sort: self.sort.clone(),
            filters: self.filters.clone(),
            search: self.search.clone(),
            include: self.include.clone(),
            resource: PhantomData,
        }
    }
}

impl<R> Default for ListQuery<R> {
    fn default() -> Self {
        Self {
            page: 1,
            per_page: None,
            sort: Vec::new(),
            filters: Vec::new(),
            search: None,
            include: Vec::new(),
            resource: PhantomData,
        }
    }
}

impl<R: Resource> ListQuery<R> {
    /// The first page of everything, 15 rows, in the server's order.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Which page, from 1; 0 is taken for 1, since the server faults on it.
    #[must_use]
    pub fn page(mut self, page: u32) -> Self {
        self.page = page.max(1);
        self
    }

    /// Rows in a page, 1 to 100; others are brought into that range.
    #[must_use]
    pub fn per_page(mut self, rows: u32) -> Self {
        self.per_page = Some(rows.clamp(1, 100));
        self
    }

    /// Sorts by a field; called again, by a further field among equals.
    #[must_use]
    pub fn sort(mut self, field: R::Sort, order: Order) -> Self {
        let name: &'static str = field.into();
        let minus = if order == Order::Descending { "-" } else { "" };
        self.sort.push(format!("{minus}{name}"));
        self
    }

    /// Sorted by these fields and no other.
    pub(crate) fn sorted<const N: usize>(mut self, by: [(R::Sort, Order); N]) -> Self {
        self.sort.clear();
        by.into_iter()
            .fold(self, |query, (field, order)| query.sort(field, order))
    }

    /// True when not every row of the list is asked for.
    pub(crate) fn is_narrowed(&self) -> bool {
        !self.filters.is_empty() || self.search.is_some()
    }

    /// Only rows whose field compares so; several are joined by AND.
    #[must_use]
    pub fn filter(mut self, field: R::Filter, compare: Compare) -> Self {
        let name: &'static str = field.into();
        if let Compare::In(values) | Compare::NotIn(values) = &compare
            && values.iter().any(|value| value.contains(','))
        {
            let op = if matches!(compare, Compare::In(_)) {
                "in"
            } else {
                "not_in"
            };
            let each = values.iter().cloned();
            self.filters
                .extend(each.map(|value| (format!("filter[{name}][{op}][]"), value)));
            return self;
        }
        let (op, value) = match compare {
            Compare::Is(value) => ("", value),
            Compare::Not(value) => ("[ne]", value),
            Compare::Above(value) => ("[gt]", value),
            Compare::From(value) => ("[gte]", value),
            Compare::Below(value) => ("[lt]", value),
            Compare::UpTo(value) => ("[lte]", value),
            Compare::Like(value) => ("[like]", value),
            Compare::In(values) => ("[in]", values.join(",")),
            Compare::NotIn(values) => ("[not_in]", values.join(",")),
            Compare::Between(from, to) => ("[between]", format!("{from},{to}")),
            Compare::Null => ("[null]", "true".to_owned()),
            // The text "false" counts as true on the server.
            Compare::NotNull => ("[null]", "0".to_owned()),
        };
        self.filters.push((format!("filter[{name}]{op}"), value));
        self
    }

    /// Only rows that contain this text; `%` and `_` are wildcards on the server. Blank searches for nothing.
    #[must_use]
    pub fn search(mut self, text: impl Into<String>) -> Self {
        self.search = Some(text.into()).filter(|text| !text.trim().is_empty());
        self
    }

    /// Names and values, not yet percent-encoded.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = vec![("page".to_owned(), self.page.to_string())];
        pairs.extend(
            self.per_page
                .map(|rows| ("per_page".to_owned(), rows.to_string())),
        );
        if !self.sort.is_empty() {
            pairs.push(("sort".to_owned(), self.sort.join(",")));
        }
        pairs.extend(self.filters.iter().cloned());
        pairs.extend(self.search.clone().map(|text| ("search".to_owned(), text)));
        if !self.include.is_empty() {
            pairs.push(("include".to_owned(), self.include.join(",")));
        }
        pairs
    }
}

/// What lists of groups, sources and statuses can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeFilter {
    /// `created_at`.
    CreatedAt,
}

impl From<TimeFilter> for &'static str {
    fn from(_: TimeFilter) -> Self {
        "created_at"
    }
}

/// What lists of groups, sources and statuses can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameSort {
    /// `name`.
    Name,
    /// `created_at`.
    CreatedAt,
    /// `updated_at`.
    UpdatedAt,
}

impl From<NameSort> for &'static str {
    fn from(sort: NameSort) -> Self {
        match sort {
            NameSort::Name => "name",
            NameSort::CreatedAt => "created_at",
            NameSort::UpdatedAt => "updated_at",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Contact, ContactFilter, ContactSort, Group, Include};

    fn line(pairs: &[(String, String)]) -> String {
        pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("&")
    }

    #[test]
    fn a_full_query() {
        let query = ListQuery::<Contact>::new()
            .page(3)
            .per_page(100)
            .sort(ContactSort::FirstName, Order::Ascending)
            .sort(ContactSort::CreatedAt, Order::Descending)
            .filter(ContactFilter::Type, Compare::Is("lead".into()))
            .filter(ContactFilter::CreatedAt, Compare::From("2026-01-01".into()))
            .filter(
                ContactFilter::CreatedAt,
                Compare::Below("2026-02-01".into()),
            )
            .search("555 01")
            .include(Include::Groups)
            .include(Include::Status);
        assert_eq!(
            line(&query.pairs()),
            "page=3&per_page=100&sort=firstname,-created_at&filter[type]=lead&filter[created_at][gte]=2026-01-01\
             &filter[created_at][lt]=2026-02-01&search=555 01&include=groups,status"
        );
    }

    #[test]
    fn every_comparison() {
        let text = || "5".to_owned();
        for (compare, expected) in [
            (Compare::Is(text()), "filter[status_id]=5"),
            (Compare::Not(text()), "filter[status_id][ne]=5"),
            (Compare::Above(text()), "filter[status_id][gt]=5"),
            (Compare::From(text()), "filter[status_id][gte]=5"),
            (Compare::Below(text()), "filter[status_id][lt]=5"),
            (Compare::UpTo(text()), "filter[status_id][lte]=5"),
            (Compare::Like(text()), "filter[status_id][like]=5"),
            (
                Compare::In(vec![text(), "6".into()]),
                "filter[status_id][in]=5,6",
            ),
            (
                Compare::NotIn(vec![text(), "6".into()]),
                "filter[status_id][not_in]=5,6",
            ),
            (
                Compare::Between(text(), "9".into()),
                "filter[status_id][between]=5,9",
            ),
            (Compare::Null, "filter[status_id][null]=true"),
            (Compare::NotNull, "filter[status_id][null]=0"),
        ] {
            let query = ListQuery::<Contact>::new().filter(ContactFilter::StatusId, compare);
            assert_eq!(line(&query.pairs()), format!("page=1&{expected}"));
        }
    }

    #[test]
    fn a_comma_inside_a_value_of_a_list() {
        let list = |values: [&str; 2]| values.map(str::to_owned).to_vec();
        for (compare, expected) in [
            (Compare::In(list(["a", "b"])), "filter[type][in]=a,b"),
            (
                Compare::In(list(["a,b", "c"])),
                "filter[type][in][]=a,b&filter[type][in][]=c",
            ),
            (
                Compare::NotIn(list(["a", ","])),
                "filter[type][not_in][]=a&filter[type][not_in][]=,",
            ),
            // One value is one value.
            (Compare::Is("a,b".into()), "filter[type]=a,b"),
        ] {
            let query = ListQuery::<Contact>::new().filter(ContactFilter::Type, compare);
            assert_eq!(line(&query.pairs()), format!("page=1&{expected}"));
        }
    }

    #[test]
    fn what_the_server_would_fault_on_is_not_sent() {
        let query = ListQuery::<Group>::new().page(0).per_page(0).search("  ");
        assert_eq!(line(&query.pairs()), "page=1&per_page=1");
        assert_eq!(
            line(&ListQuery::<Group>::new().per_page(500).pairs()),
            "page=1&per_page=100"
        );
    }
}

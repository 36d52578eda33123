//! What a list call may ask for: paging, filters, sorting, search (contract section 6).

use std::cmp::Ordering;

use serde_json::{Value, json};

use crate::clock;
use crate::envelope::Reply;
use crate::filters;
use crate::quirks::Quirks;

/// One value of a row, in the type the database compares it by.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cell<'a> {
    Null,
    Int(i64),
    Time(i64),
    Text(&'a str),
    /// The group ids of a contact: only equality is known.
    Ids(&'a [u64]),
}

impl<'a> Cell<'a> {
    pub(crate) fn text(value: Option<&'a str>) -> Self {
        value.map_or(Self::Null, Self::Text)
    }

    pub(crate) fn int(value: Option<u64>) -> Self {
        value.map_or(Self::Null, |value| Self::Int(value as i64))
    }
}

/// A row of a list.
pub(crate) trait Row {
    fn cell(&self, field: &str) -> Cell<'_>;
}

/// What one list allows; anything else is ignored without an error.
#[derive(Debug)]
pub(crate) struct Rules {
    /// The path under `/api/v2/`, for the links.
    pub(crate) path: &'static str,
    pub(crate) filters: &'static [&'static str],
    pub(crate) sorts: &'static [&'static str],
    pub(crate) search: &'static [&'static str],
    /// Applied before `sort`, which then only breaks ties.
    pub(crate) first: &'static [(&'static str, bool)],
}

#[derive(Debug, Clone)]
struct Filter {
    field: String,
    op: String,
    value: String,
}

/// A parsed query string.
#[derive(Debug, Default, Clone)]
pub(crate) struct Query {
    page: usize,
    per_page: usize,
    /// Field and whether descending.
    sort: Vec<(String, bool)>,
    filters: Vec<Filter>,
    search: Option<String>,
    include: Vec<String>,
    /// `fields` was sent, which faults on anything but contacts.
    pub(crate) fields: bool,
    /// All that decides which rows come in which order, for reuse between the pages of one reading.
    pub(crate) selection: String,
}

impl Query {
    /// Reads a query string. Page numbers and sizes that are no positive number fault with a bare 500.
    pub(crate) fn parse(raw: &str, quirks: Quirks) -> Result<Self, Reply> {
        let mut query = Self {
            page: 1,
            per_page: 15,
            ..Self::default()
        };
        for (key, value) in url::form_urlencoded::parse(raw.as_bytes()) {
            let value = value.trim();
            match key.as_ref() {
                "page" => query.page = positive(value)?,
                "per_page" => query.per_page = positive(value)?.min(100),
                "fields" => query.fields = !value.is_empty(),
                "include" => query.include = split(value),
                _ if value.is_empty() => continue,
                "sort" => query.sort = split(value).into_iter().map(direction).collect(),
                "search" | "q" => query.search = Some(value.to_lowercase()),
                key => query.push_filter(key, value, quirks),
            }
            if !matches!(key.as_ref(), "page" | "per_page" | "include") {
                query.selection += &format!("{key}={value}\n");
            }
        }
        Ok(query)
    }

    fn push_filter(&mut self, key: &str, value: &str, quirks: Quirks) {
        let inside = key
            .strip_prefix("filter[")
            .and_then(|rest| rest.strip_suffix(']'));
        let Some(inside) = inside else {
            return;
        };
        let mut parts = inside.split("][");
        let field = parts.next().unwrap_or_default().to_owned();
        let op = parts.next().unwrap_or_default().to_owned();
        let value = filters::read(&field, &op, value, quirks);
        // `filter[x][in][]=1&filter[x][in][]=2` says the same as `filter[x][in]=1,2`.
        let repeated = parts.next().is_some();
        let same = |filter: &&mut Filter| repeated && filter.field == field && filter.op == op;
        if let Some(filter) = self.filters.iter_mut().find(same) {
            filter.value += &format!(",{value}");
            return;
        }
        self.filters.push(Filter { field, op, value });
    }

    /// Whether `include` names this relation.
    pub(crate) fn includes(&self, name: &str) -> bool {
        self.include.iter().any(|include| include == name)
    }

    /// Whether an order by one of these fields was asked for.
    pub(crate) fn sorts_by(&self, fields: &[&str]) -> bool {
        self.sort
            .iter()
            .any(|(field, _)| fields.contains(&field.as_str()))
    }

    /// Whether a filter on this field was sent.
    pub(crate) fn filters_on(&self, field: &str) -> bool {
        self.filters.iter().any(|filter| filter.field == field)
    }

    /// The rows that match, in the order asked for; without one, in the order given.
    pub(crate) fn select<'a, R: Row>(
        &self,
        rows: impl Iterator<Item = &'a R>,
        rules: &Rules,
    ) -> Vec<&'a R> {
        let mut found: Vec<&R> = rows.filter(|row| self.keeps(*row, rules)).collect();
        let keys = self.keys(rules);
        if !keys.is_empty() {
            found.sort_by(|left, right| compare_rows(*left, *right, &keys));
        }
        found
    }

    /// Whether a row matches the filters and the search.
    pub(crate) fn keeps<R: Row>(&self, row: &R, rules: &Rules) -> bool {
        let mut filters = self.filters.iter();
        filters.all(|filter| !rules.filters.contains(&filter.field.as_str()) || filter.matches(row))
            && self.found(row, rules.search)
    }

    /// Which of two rows comes first; equal when what is sorted by does not tell.
    pub(crate) fn order<R: Row>(&self, left: &R, right: &R, rules: &Rules) -> Ordering {
        compare_rows(left, right, &self.keys(rules))
    }

    /// What is sorted by: field and whether descending.
    fn keys<'a>(&'a self, rules: &'a Rules) -> Vec<(&'a str, bool)> {
        let first = rules.first.iter().map(|(field, down)| (*field, *down));
        let asked = self
            .sort
            .iter()
            .map(|(field, down)| (field.as_str(), *down));
        first
            .chain(asked.filter(|(field, _)| rules.sorts.contains(field)))
            .collect()
    }

    fn found<R: Row>(&self, row: &R, fields: &[&str]) -> bool {
        let Some(search) = &self.search else {
            return true;
        };
        fields.iter().any(|field| match row.cell(field) {
            Cell::Text(text) => contains(text, search),
            _ => false,
        })
    }

    /// The slice of `total` rows this page shows.
    pub(crate) fn range(&self, total: usize) -> std::ops::Range<usize> {
        let start = (self.page - 1).saturating_mul(self.per_page).min(total);
        start..(start + self.per_page).min(total)
    }

    /// `meta.pagination`.
    pub(crate) fn pagination(&self, total: usize, count: usize) -> Value {
        let pages = total.div_ceil(self.per_page).max(1);
        json!({
            "total": total,
            "count": count,
            "per_page": self.per_page,
            "current_page": self.page,
            "total_pages": pages,
            "has_more": self.page < pages,
        })
    }

    /// `links`: absolute, and with the page number alone, so that following them loses filters, sort and size.
    pub(crate) fn links(&self, base: &str, path: &str, total: usize) -> Value {
        let pages = total.div_ceil(self.per_page).max(1);
        let link = |page: usize| format!("{base}/api/v2/{path}?page={page}");
        json!({
            "self": link(self.page),
            "first": link(1),
            "last": link(pages),
            "prev": (self.page > 1).then(|| link(self.page - 1)),
            "next": (self.page < pages).then(|| link(self.page + 1)),
        })
    }
}

impl Filter {
    fn matches<R: Row>(&self, row: &R) -> bool {
        let cell = row.cell(&self.field);
        if let Cell::Ids(ids) = cell {
            // With any operator the filter is not an allowed one, hence ignored.
            return !self.op.is_empty()
                || self.value.parse().is_ok_and(|id: u64| ids.contains(&id));
        }
        if self.op == "null" {
            // `filters::read` has told what false is.
            return matches!(cell, Cell::Null) == (self.value != "0");
        }
        if matches!(cell, Cell::Null) {
            return false;
        }
        let order = |value: &str| compare(cell, value.trim());
        let any = |value: &str| {
            value
                .split(',')
                .any(|value| order(value) == Some(Ordering::Equal))
        };
        match self.op.as_str() {
            "" => order(&self.value) == Some(Ordering::Equal),
            "ne" | "!=" => order(&self.value).is_some_and(Ordering::is_ne),
            "gt" | ">" => order(&self.value).is_some_and(Ordering::is_gt),
            "gte" | ">=" => order(&self.value).is_some_and(Ordering::is_ge),
            "lt" | "<" => order(&self.value).is_some_and(Ordering::is_lt),
            "lte" | "<=" => order(&self.value).is_some_and(Ordering::is_le),
            "like" => match cell {
                Cell::Text(text) => contains(text, &self.value.to_lowercase()),
                Cell::Int(number) => contains(&number.to_string(), &self.value),
                Cell::Time(time) => contains(&clock::iso(time).replace('T', " "), &self.value),
                Cell::Null | Cell::Ids(_) => false,
            },
            "in" => any(&self.value),
            "not_in" => !any(&self.value),
            "between" => self.value.split_once(',').is_some_and(|(low, high)| {
                order(low).is_some_and(Ordering::is_ge) && order(high).is_some_and(Ordering::is_le)
            }),
            _ => true,
        }
    }
}

fn positive(value: &str) -> Result<usize, Reply> {
    match value.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(Reply::bare(500, "Server Error")),
    }
}

fn split(value: &str) -> Vec<String> {
    value
        .split(',')
        .map(|part| part.trim().to_owned())
        .collect()
}

fn direction(field: String) -> (String, bool) {
    match field.strip_prefix('-') {
        Some(field) => (field.to_owned(), true),
        None => (field, false),
    }
}

fn compare(cell: Cell<'_>, value: &str) -> Option<Ordering> {
    match cell {
        Cell::Int(number) => Some(number.cmp(&value.parse().unwrap_or(0))),
        Cell::Time(time) => Some(time.cmp(&clock::parse(value)?)),
        Cell::Text(text) => Some(compare_text(text, value)),
        Cell::Null | Cell::Ids(_) => None,
    }
}

fn compare_rows<R: Row>(left: &R, right: &R, keys: &[(&str, bool)]) -> Ordering {
    for (field, down) in keys {
        let order = match (left.cell(field), right.cell(field)) {
            (Cell::Null, Cell::Null) => Ordering::Equal,
            (Cell::Null, _) => Ordering::Less,
            (_, Cell::Null) => Ordering::Greater,
            (Cell::Text(left), Cell::Text(right)) => compare_text(left, right),
            (Cell::Int(left) | Cell::Time(left), Cell::Int(right) | Cell::Time(right)) => {
                left.cmp(&right)
            }
            _ => Ordering::Equal,
        };
        let order = if *down { order.reverse() } else { order };
        if order.is_ne() {
            return order;
        }
    }
    Ordering::Equal
}

fn compare_text(left: &str, right: &str) -> Ordering {
    let lower = |text: &'_ str| {
        text.chars()
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    if left.is_ascii() && right.is_ascii() {
        let left = left.bytes().map(|byte| byte.to_ascii_lowercase());
        return left.cmp(right.bytes().map(|byte| byte.to_ascii_lowercase()));
    }
    lower(left).cmp(&lower(right))
}

/// SQL's `LIKE '%…%'`, ignoring case: `%` stands for any text and `_` for one character. `pattern` is lower case.
fn contains(text: &str, pattern: &str) -> bool {
    let text = text.to_lowercase();
    if !pattern.contains(['%', '_']) {
        return text.contains(pattern);
    }
    let text: Vec<char> = text.chars().collect();
    let pattern: Vec<char> = format!("%{pattern}%").chars().collect();
    like(&text, &pattern)
}

fn like(text: &[char], pattern: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('%', rest)) => (0..=text.len()).any(|skip| like(&text[skip..], rest)),
        Some(('_', rest)) => !text.is_empty() && like(&text[1..], rest),
        Some((letter, rest)) => text.first() == Some(letter) && like(&text[1..], rest),
    }
}

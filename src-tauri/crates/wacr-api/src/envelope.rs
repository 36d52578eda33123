//! The envelope of a success, with its double nesting, in one place (contract sections 4 and 6).

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{ApiError, ErrorKind, Stranger, lenient, transport::Answer};

/// What a call brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply<T> {
    /// What was asked for.
    pub data: T,
    /// `meta.request_id`, for support.
    pub request_id: Option<String>,
    /// The server's clock when it answered, to the second: `Date` header, else `meta.timestamp`.
    pub server_time: Option<Timestamp>,
    /// This computer's clock when the head of the answer came in.
    pub received_at: Timestamp,
}

impl<T> Reply<T> {
    /// What is known without asking.
    pub(crate) fn not_asked(data: T) -> Self {
        Self {
            data,
            request_id: None,
            server_time: None,
            received_at: Timestamp::now(),
        }
    }

    /// The same reply around something else.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reply<U> {
        Reply {
            data: change(self.data),
            request_id: self.request_id,
            server_time: self.server_time,
            received_at: self.received_at,
        }
    }
}

/// A page of a list. The next one is asked for by number: `links.next` drops filters and sort (contract section 6).
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// Where in the list.
    pub pagination: Pagination,
}

/// Where in a list a page is. Paging is by offset: rows added meanwhile shift pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pagination {
    /// Rows in the whole list.
    pub total: u32,
    /// Rows in a page.
    pub per_page: u32,
    /// This page, from 1.
    pub current_page: u32,
    /// Pages in the list.
    pub total_pages: u32,
    /// Whether there is a next page.
    pub has_more: bool,
}

#[derive(Deserialize)]
struct WirePagination {
    #[serde(deserialize_with = "lenient::count")]
    total: u32,
    #[serde(default, deserialize_with = "lenient::count_or_zero")]
    per_page: u32,
    #[serde(deserialize_with = "lenient::count")]
    current_page: u32,
    #[serde(default, deserialize_with = "lenient::count_or_zero")]
    total_pages: u32,
    #[serde(default, deserialize_with = "lenient::opt_flag")]
    has_more: Option<bool>,
}

impl From<WirePagination> for Pagination {
    fn from(wire: WirePagination) -> Self {
        Self {
            total: wire.total,
            per_page: wire.per_page,
            current_page: wire.current_page,
            total_pages: wire.total_pages,
            has_more: wire
                .has_more
                .unwrap_or(wire.current_page < wire.total_pages),
        }
    }
}

#[derive(Default, Deserialize)]
struct Meta {
    #[serde(default, deserialize_with = "lenient::opt_text")]
    request_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_time")]
    timestamp: Option<Timestamp>,
    #[serde(default)]
    pagination: Option<WirePagination>,
}

/// Only what every success has: enough to tell API v2 from a stranger.
#[derive(Deserialize)]
struct Shape {
    success: bool,
}

#[derive(Deserialize)]
struct Single {
    #[serde(default)]
    data: Value,
    #[serde(default, deserialize_with = "lenient::object")]
    meta: Meta,
}

#[derive(Deserialize)]
struct Many<T> {
    data: Vec<T>,
    #[serde(deserialize_with = "lenient::object")]
    meta: Meta,
}

#[derive(Deserialize)]
struct Whole<T> {
    #[serde(
        bound(deserialize = "T: Deserialize<'de>"),
        deserialize_with = "lenient::list"
    )]
    data: Vec<T>,
    #[serde(default, deserialize_with = "lenient::object")]
    meta: Meta,
}

/// Reads a record, stepping in once where it is nested twice.
pub(crate) fn one<T: DeserializeOwned>(answer: &Answer) -> Result<Reply<T>, ApiError> {
    let single: Single = typed(answer)?;
    let data = serde_path_to_error::deserialize(unnested(single.data))
        .map_err(|fault| undecodable(answer, &format!("data.{}", fault.path())))?;
    Ok(reply(answer, data, single.meta))
}

/// Reads a page of a list.
pub(crate) fn page<T: DeserializeOwned>(answer: &Answer) -> Result<Reply<Page<T>>, ApiError> {
    let mut many: Many<T> = typed(answer)?;
    let pagination = many
        .meta
        .pagination
        .take()
        .ok_or_else(|| undecodable(answer, "meta.pagination"))?;
    Ok(reply(
        answer,
        Page {
            rows: many.data,
            pagination: pagination.into(),
        },
        many.meta,
    ))
}

/// Reads a list that comes whole, without its place: comments (contract section 15).
pub(crate) fn rows<T: DeserializeOwned>(answer: &Answer) -> Result<Reply<Vec<T>>, ApiError> {
    let whole: Whole<T> = typed(answer)?;
    Ok(reply(answer, whole.data, whole.meta))
}

/// Reads a record whose fields are beside `success`: comments. One that is in `data` after all is understood as well.
pub(crate) fn flat<T: DeserializeOwned>(answer: &Answer) -> Result<Reply<T>, ApiError> {
    let Single { data, meta } = typed(answer)?;
    let record = if data.is_object() {
        unnested(data)
    } else {
        typed(answer)?
    };
    let data = serde_path_to_error::deserialize(record)
        .map_err(|fault| undecodable(answer, &fault.path().to_string()))?;
    Ok(reply(answer, data, meta))
}

/// Reads an answer that carries nothing: a delete.
pub(crate) fn nothing(answer: &Answer) -> Result<Reply<()>, ApiError> {
    let single: Single = typed(answer)?;
    Ok(reply(answer, (), single.meta))
}

fn reply<T>(answer: &Answer, data: T, meta: Meta) -> Reply<T> {
    Reply {
        data,
        request_id: meta.request_id,
        server_time: answer.date.or(meta.timestamp),
        received_at: answer.received_at,
    }
}

/// `{"data": {…}}` is `{…}`.
fn unnested(data: Value) -> Value {
    match data {
        Value::Object(mut outer)
            if outer.len() == 1 && outer.get("data").is_some_and(Value::is_object) =>
        {
            outer.remove("data").unwrap_or_default()
        }
        data => data,
    }
}

/// Reads the whole body, and on failure says where it went wrong, but not what stood there.
fn typed<T: DeserializeOwned>(answer: &Answer) -> Result<T, ApiError> {
    envelope(answer, &answer.body)?;
    serde_json::from_slice(&answer.body).map_err(|_| {
        // Keeping the path costs time, so it is worked out only when it is needed.
        let path = serde_path_to_error::deserialize::<_, T>(
            &mut serde_json::Deserializer::from_slice(&answer.body),
        )
        .err()
        .map(|fault| fault.path().to_string());
        undecodable(answer, path.as_deref().unwrap_or("body"))
    })
}

fn envelope(answer: &Answer, body: &Bytes) -> Result<(), ApiError> {
    match serde_json::from_slice::<Shape>(body) {
        Ok(Shape { success: true }) => Ok(()),
        Ok(Shape { success: false }) => Err(undecodable(answer, "success")),
        Err(_) => {
            let stranger = if answer.looks_like_html() {
                Stranger::Html
            } else {
                Stranger::Other
            };
            let mut error = ApiError::new(
                ErrorKind::NotThisApi(stranger),
                "The answer is not one of API v2.",
            );
            error.status = Some(answer.status);
            Err(error)
        }
    }
}

fn undecodable(answer: &Answer, path: &str) -> ApiError {
    let mut error = ApiError::new(
        ErrorKind::Decode,
        format!("The server's answer cannot be read at {path}."),
    );
    error.status = Some(answer.status);
    error
}

#[cfg(test)]
mod tests;

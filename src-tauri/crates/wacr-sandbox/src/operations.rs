//! The table of operations: method, path, scope and the function that answers.

use serde_json::{Map, Value};

use crate::envelope::{Answer, Reply};
use crate::query::Query;
use crate::resources::{
    account, contacts, groups, members, messages, send, sources, statuses, templates,
};
use crate::state::State;

/// A file of a multipart body; what it holds is of no interest, its name and size are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Upload {
    pub(crate) field: String,
    pub(crate) file_name: String,
    pub(crate) bytes: usize,
}

/// A checked call: the token may make it, and its body was read.
#[derive(Debug, Default)]
pub(crate) struct Call<'a> {
    /// Unix seconds by the server's clock.
    pub(crate) now: i64,
    /// The text in place of `{id}`.
    pub(crate) id: &'a str,
    /// The raw query string.
    pub(crate) query: &'a str,
    /// The fields of the body: strings trimmed, blank ones null, as the server's framework does.
    pub(crate) input: Map<String, Value>,
    pub(crate) uploads: Vec<Upload>,
}

impl Call<'_> {
    /// The path id; text that is no positive integer faults (contract, introduction to the endpoints).
    pub(crate) fn id(&self) -> Result<u64, Reply> {
        match self.id.parse() {
            Ok(id) if id > 0 => Ok(id),
            _ => Err(Reply::bare(500, "Server Error")),
        }
    }

    pub(crate) fn query(&self) -> Result<Query, Reply> {
        Query::parse(self.query)
    }
}

/// One operation of the contract.
pub(crate) struct Operation {
    pub(crate) method: &'static str,
    /// Under `/api/v2/`; `{id}` stands for one segment.
    pub(crate) path: &'static str,
    pub(crate) scope: &'static str,
    pub(crate) run: fn(&mut State, &Call<'_>) -> Answer,
}

const fn op(
    method: &'static str,
    path: &'static str,
    scope: &'static str,
    run: fn(&mut State, &Call<'_>) -> Answer,
) -> Operation {
    Operation {
        method,
        path,
        scope,
        run,
    }
}

/// Fixed paths stand before those with an id.
pub(crate) const OPERATIONS: &[Operation] = &[
    op("GET", "account", "account:read", account::get),
    op("GET", "account/usage", "account:read", account::usage),
    op("GET", "account/limits", "account:read", account::limits),
    op("GET", "contacts", "contacts:read", contacts::list),
    op("POST", "contacts", "contacts:write", contacts::create),
    op("GET", "contacts/{id}", "contacts:read", contacts::get),
    op("PATCH", "contacts/{id}", "contacts:write", contacts::update),
    op(
        "DELETE",
        "contacts/{id}",
        "contacts:delete",
        contacts::delete,
    ),
    op("GET", "groups", "groups:read", groups::list),
    op("POST", "groups", "groups:write", groups::create),
    op("GET", "groups/{id}", "groups:read", groups::get),
    op("PATCH", "groups/{id}", "groups:write", groups::update),
    op("DELETE", "groups/{id}", "groups:delete", groups::delete),
    op("POST", "groups/{id}/contacts", "groups:write", members::add),
    op(
        "DELETE",
        "groups/{id}/contacts",
        "groups:write",
        members::remove,
    ),
    op("GET", "sources", "sources:read", sources::list),
    op("POST", "sources", "sources:write", sources::create),
    op("GET", "sources/{id}", "sources:read", sources::get),
    op("PATCH", "sources/{id}", "sources:write", sources::update),
    op("DELETE", "sources/{id}", "sources:write", sources::delete),
    op("GET", "statuses", "statuses:read", statuses::list),
    op("POST", "statuses", "statuses:write", statuses::create),
    op("GET", "statuses/{id}", "statuses:read", statuses::get),
    op("PATCH", "statuses/{id}", "statuses:write", statuses::update),
    op(
        "DELETE",
        "statuses/{id}",
        "statuses:write",
        statuses::delete,
    ),
    op("GET", "templates", "templates:read", templates::list),
    op("POST", "templates/sync", "templates:sync", templates::sync),
    op("GET", "templates/{id}", "templates:read", templates::get),
    op("POST", "messages/template", "messages:send", send::template),
    op("GET", "messages", "messages:read", messages::list),
    op("GET", "messages/{id}", "messages:read", messages::get),
];

/// What a method and a path lead to.
pub(crate) enum Route<'a> {
    Found(&'static Operation, &'a str),
    /// The path is known with these other methods.
    OtherMethods(Vec<&'static str>),
    Unknown,
}

/// Looks a call up; `path` is what follows `/api/v2/`.
pub(crate) fn route<'a>(method: &str, path: &'a str) -> Route<'a> {
    let mut others = Vec::new();
    for operation in OPERATIONS {
        let Some(id) = matches(operation.path, path) else {
            continue;
        };
        if operation.method == method {
            return Route::Found(operation, id);
        }
        others.push(operation.method);
    }
    if others.is_empty() {
        return Route::Unknown;
    }
    Route::OtherMethods(others)
}

fn matches<'a>(pattern: &str, path: &'a str) -> Option<&'a str> {
    let Some((before, after)) = pattern.split_once("{id}") else {
        return (pattern == path).then_some("");
    };
    let id = path.strip_prefix(before)?.strip_suffix(after)?;
    (!id.is_empty() && !id.contains('/')).then_some(id)
}

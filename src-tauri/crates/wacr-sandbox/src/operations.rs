//! The table of operations: method, path, scope and the function that answers.

use serde_json::{Map, Value};

use crate::envelope::{Answer, Reply};
use crate::query::Query;
use crate::quirks::Quirks;
use crate::resources::{
    account, batch, codes, comments, contacts, groups, interactive, media, members, messages, send,
    sources, statuses, templates, text,
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
            _ => Err(Reply::fault()),
        }
    }

    pub(crate) fn query(&self, quirks: Quirks) -> Result<Query, Reply> {
        Query::parse(self.query, quirks)
    }

    /// The body, or where the body of a DELETE was stripped, the list `name[]=` of the query (contract section 16.7).
    pub(crate) fn input_or_query(&self, name: &str) -> Map<String, Value> {
        let mut input = self.input.clone();
        if !input.contains_key(name) {
            let list: Vec<Value> = url::form_urlencoded::parse(self.query.as_bytes())
                .filter(|(key, _)| {
                    key.strip_prefix(name)
                        .is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']'))
                })
                .map(|(_, value)| value.into_owned().into())
                .collect();
            if !list.is_empty() {
                input.insert(name.to_owned(), list.into());
            }
        }
        input
    }
}

/// One operation of the contract.
pub(crate) struct Operation {
    /// `operationId`.
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    /// Under `/api/v2/`; `{id}` stands for one segment.
    pub(crate) path: &'static str,
    /// `None` asks for a valid token only.
    pub(crate) scope: Option<&'static str>,
    /// Answers stand outside the envelope, refusals too.
    pub(crate) outside: bool,
    pub(crate) run: fn(&mut State, &Call<'_>) -> Answer,
}

/// Writes the table: name, method, path, scope, function. Comments have no scope and no envelope.
macro_rules! operations {
    ($($name:literal $method:ident $path:literal $($scope:literal)? => $run:path,)+) => {
        &[$(Operation {
            name: $name,
            method: stringify!($method),
            path: $path,
            scope: operations!(@scope $($scope)?),
            outside: operations!(@scope $($scope)?).is_none(),
            run: $run,
        },)+]
    };
    (@scope $scope:literal) => { Some($scope) };
    (@scope) => { None::<&'static str> };
}

/// Fixed paths stand before those with an id.
#[rustfmt::skip]
pub(crate) const OPERATIONS: &[Operation] = operations! {
    "getAccount" GET "account" "account:read" => account::get,
    "getUsage" GET "account/usage" "account:read" => account::usage,
    "getLimits" GET "account/limits" "account:read" => account::limits,
    "sendOtp" POST "auth/send-otp" "messages:send" => codes::send,
    "resendOtp" POST "auth/resend" "messages:send" => codes::resend,
    "verifyOtp" POST "auth/verify" "messages:send" => codes::verify,
    "getOtpStatus" POST "auth/status" "messages:send" => codes::status,
    "listAuthTemplates" GET "auth/templates" "templates:read" => templates::list_authentication,
    "listComments" GET "comments/{id}" => comments::list,
    "addComment" POST "comments/{id}" => comments::add,
    "batchCreateContacts" POST "contacts/batch" "contacts:write" => batch::create,
    "batchDeleteContacts" DELETE "contacts/batch" "contacts:delete" => batch::delete,
    "listContacts" GET "contacts" "contacts:read" => contacts::list,
    "createContact" POST "contacts" "contacts:write" => contacts::create,
    "getContact" GET "contacts/{id}" "contacts:read" => contacts::get,
    "updateContact" PATCH "contacts/{id}" "contacts:write" => contacts::update,
    "deleteContact" DELETE "contacts/{id}" "contacts:delete" => contacts::delete,
    "listGroups" GET "groups" "groups:read" => groups::list,
    "createGroup" POST "groups" "groups:write" => groups::create,
    "getGroup" GET "groups/{id}" "groups:read" => groups::get,
    "updateGroup" PATCH "groups/{id}" "groups:write" => groups::update,
    "deleteGroup" DELETE "groups/{id}" "groups:delete" => groups::delete,
    "addContactsToGroup" POST "groups/{id}/contacts" "groups:write" => members::add,
    "removeContactsFromGroup" DELETE "groups/{id}/contacts" "groups:write" => members::remove,
    "listSources" GET "sources" "sources:read" => sources::list,
    "createSource" POST "sources" "sources:write" => sources::create,
    "getSource" GET "sources/{id}" "sources:read" => sources::get,
    "updateSource" PATCH "sources/{id}" "sources:write" => sources::update,
    "deleteSource" DELETE "sources/{id}" "sources:write" => sources::delete,
    "listStatuses" GET "statuses" "statuses:read" => statuses::list,
    "createStatus" POST "statuses" "statuses:write" => statuses::create,
    "getStatus" GET "statuses/{id}" "statuses:read" => statuses::get,
    "updateStatus" PATCH "statuses/{id}" "statuses:write" => statuses::update,
    "deleteStatus" DELETE "statuses/{id}" "statuses:write" => statuses::delete,
    "listTemplates" GET "templates" "templates:read" => templates::list,
    "syncTemplates" POST "templates/sync" "templates:sync" => templates::sync,
    "getTemplate" GET "templates/{id}" "templates:read" => templates::get,
    "sendTextMessage" POST "messages/text" "messages:send" => text::send,
    "sendTemplateMessage" POST "messages/template" "messages:send" => send::template,
    "sendMediaMessage" POST "messages/media" "messages:send" => media::send,
    "sendInteractiveMessage" POST "messages/interactive" "messages:send" => interactive::send,
    "listMessages" GET "messages" "messages:read" => messages::list,
    "getMessage" GET "messages/{id}" "messages:read" => messages::get,
};

/// Every operation this server answers to: `operationId`, method, path under `/api/v2` and the scope it asks for.
pub fn operations() -> Vec<(&'static str, &'static str, String, Option<&'static str>)> {
    OPERATIONS
        .iter()
        .map(|one| (one.name, one.method, format!("/{}", one.path), one.scope))
        .collect()
}

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

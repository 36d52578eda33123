//! Contacts (contract sections 7 and 16).

mod batch;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    ApiError, Client, Group, ListQuery, Page, Reply, Resource, Source, Status, lenient,
    quiet::shows_only, retry::OpKind, transport::Call,
};

pub use batch::{
    BatchCreateSummary, BatchCreated, BatchDeleteSummary, BatchDeleted, BatchError, BatchOptions,
    BatchSkipped, StoredContact,
};

/// A contact. Text is text, never markup.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // the wire's names, contract section 16
pub struct Contact {
    #[serde(deserialize_with = "lenient::int")]
    pub id: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub firstname: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub lastname: String,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub company: Option<String>,
    /// `lead`, `customer`, `guest`, or what the server says.
    #[serde(default, deserialize_with = "lenient::text")]
    pub r#type: String,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub email: Option<String>,
    /// As stored: usually `+` and digits.
    #[serde(default, deserialize_with = "lenient::text")]
    pub phone: String,
    #[serde(default, deserialize_with = "lenient::opt_int")]
    pub status_id: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt_int")]
    pub source_id: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub description: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub city: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub state: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub zip: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub address: Option<String>,
    #[serde(default, deserialize_with = "lenient::opt_int")]
    pub country_id: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt_int")]
    pub assigned_id: Option<i64>,
    /// Ids of the groups; may name a group that is gone (contract 17.5).
    #[serde(default, deserialize_with = "lenient::ids")]
    pub group_id: Vec<i64>,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub is_opted_out: bool,
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub created_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub updated_at: Option<Timestamp>,
    /// With [`Include::Groups`], and after a create or update.
    #[serde(default, deserialize_with = "included_groups")]
    pub groups: Option<Vec<Group>>,
    /// With [`Include::Source`].
    #[serde(default, deserialize_with = "lenient::opt_object")]
    pub source: Option<Source>,
    /// With [`Include::Status`].
    #[serde(default, deserialize_with = "lenient::opt_object")]
    pub status: Option<Status>,
}

shows_only!(Contact: id, status_id, source_id, assigned_id, group_id, is_opted_out, created_at, updated_at);

fn included_groups<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<Group>>, D::Error> {
    Option::deserialize(deserializer)
}

/// What a list of contacts can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the wire's names
pub enum ContactFilter {
    Type,
    StatusId,
    SourceId,
    AssignedId,
    CreatedAt,
    /// With [`crate::Compare::Is`] only.
    GroupId,
}

impl From<ContactFilter> for &'static str {
    fn from(filter: ContactFilter) -> Self {
        match filter {
            ContactFilter::Type => "type",
            ContactFilter::StatusId => "status_id",
            ContactFilter::SourceId => "source_id",
            ContactFilter::AssignedId => "assigned_id",
            ContactFilter::CreatedAt => "created_at",
            ContactFilter::GroupId => "group_id",
        }
    }
}

/// What a list of contacts can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the wire's names
pub enum ContactSort {
    Id,
    FirstName,
    LastName,
    CreatedAt,
    UpdatedAt,
}

impl From<ContactSort> for &'static str {
    fn from(sort: ContactSort) -> Self {
        match sort {
            ContactSort::Id => "id",
            ContactSort::FirstName => "firstname",
            ContactSort::LastName => "lastname",
            ContactSort::CreatedAt => "created_at",
            ContactSort::UpdatedAt => "updated_at",
        }
    }
}

/// What comes along with a contact; each costs the server a query per contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the wire's names
pub enum Include {
    Groups,
    Source,
    Status,
}

impl Include {
    fn name(self) -> &'static str {
        match self {
            Self::Groups => "groups",
            Self::Source => "source",
            Self::Status => "status",
        }
    }
}

impl Resource for Contact {
    type Filter = ContactFilter;
    type Sort = ContactSort;
}

impl ListQuery<Contact> {
    /// Brings more along with each contact.
    #[must_use]
    pub fn include(mut self, what: Include) -> Self {
        self.include.push(what.name());
        self
    }
}

/// A contact to be created (contract 16.2). What is none is not sent.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // the wire's names
pub struct NewContact {
    pub firstname: String,
    pub lastname: String,
    /// `+` and digits, else sends will not find the contact (contract section 7).
    pub phone: String,
    /// `lead`, `customer` or `guest`.
    pub r#type: String,
    pub source_id: i64,
    pub status_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_id: Option<i64>,
    /// Written as `groups`, read back as `group_id`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<i64>,
}

shows_only!(NewContact: source_id, status_id, assigned_id, groups);

/// Changes to a contact (contract 16.4): none leaves a field as it is, `Some(None)` clears it.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // the wire's names
pub struct ContactPatch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firstname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lastname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_id: Option<Option<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_id: Option<Option<i64>>,
    /// Replaces all groups; empty clears them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<i64>>,
}

shows_only!(ContactPatch: source_id, status_id, assigned_id, groups);

impl Client {
    /// `GET /contacts`, scope `contacts:read`.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn list_contacts(
        &self,
        query: &ListQuery<Contact>,
    ) -> Result<Reply<Page<Contact>>, ApiError> {
        self.page(Call::get(&["contacts"]).query(query.pairs()))
            .await
    }

    /// `POST /contacts`, scope `contacts:write`.
    ///
    /// # Errors
    /// `Invalid` with fields, also when phone or email is taken; `LimitReached`; any other [`ApiError`].
    pub async fn create_contact(&self, contact: &NewContact) -> Result<Reply<Contact>, ApiError> {
        self.one(Call::post(OpKind::Create, &["contacts"]).json(contact)?)
            .await
    }

    /// `GET /contacts/{id}`, scope `contacts:read`.
    ///
    /// # Errors
    /// `NotFound`; any other [`ApiError`].
    pub async fn get_contact(
        &self,
        id: i64,
        include: &[Include],
    ) -> Result<Reply<Contact>, ApiError> {
        let mut call = Call::get(&["contacts", &id.to_string()]);
        if !include.is_empty() {
            let names: Vec<_> = include.iter().map(|what| what.name()).collect();
            call = call.query(vec![("include".to_owned(), names.join(","))]);
        }
        self.one(call).await
    }

    /// `PATCH /contacts/{id}`, scope `contacts:write`. Only what is set in the patch changes.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` with fields; any other [`ApiError`].
    pub async fn update_contact(
        &self,
        id: i64,
        patch: &ContactPatch,
    ) -> Result<Reply<Contact>, ApiError> {
        self.one(Call::patch(&["contacts", &id.to_string()]).json(patch)?)
            .await
    }

    /// `DELETE /contacts/{id}`, scope `contacts:delete`. For good.
    ///
    /// # Errors
    /// `NotFound`, unless an earlier try of this call may have deleted it; any other [`ApiError`].
    pub async fn delete_contact(&self, id: i64) -> Result<Reply<()>, ApiError> {
        self.done(Call::delete(&["contacts", &id.to_string()]))
            .await
    }
}

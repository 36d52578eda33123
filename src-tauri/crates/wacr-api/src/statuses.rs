//! Statuses: stages of contacts, not WhatsApp status posts (contract section 20).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    ApiError, Client, ListQuery, NameSort, Page, Reply, Resource, TimeFilter, lenient,
    retry::OpKind, transport::Call,
};

/// A stage a contact is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The server's id.
    #[serde(deserialize_with = "lenient::int")]
    pub id: i64,
    /// Unique in the account.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// `#RRGGBB`.
    #[serde(default, deserialize_with = "lenient::opt_text")]
    pub color: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub updated_at: Option<Timestamp>,
}

impl Resource for Status {
    type Filter = TimeFilter;
    type Sort = NameSort;
}

/// A status to be created or changed: always whole, since a colour left out is cleared (contract 20.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusInput {
    /// Up to 255 characters, unique.
    pub name: String,
    /// `#RRGGBB`. Give one always: the store may not accept none (contract 20.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}

impl Client {
    /// `GET /statuses`, scope `statuses:read`.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn list_statuses(
        &self,
        query: &ListQuery<Status>,
    ) -> Result<Reply<Page<Status>>, ApiError> {
        self.page(Call::get(&["statuses"]).query(query.pairs()))
            .await
    }

    /// `POST /statuses`, scope `statuses:write`.
    ///
    /// # Errors
    /// `Invalid` with fields `name`, `color`; any other [`ApiError`].
    pub async fn create_status(&self, status: &StatusInput) -> Result<Reply<Status>, ApiError> {
        self.one(Call::post(OpKind::Create, &["statuses"]).json(status)?)
            .await
    }

    /// `GET /statuses/{id}`, scope `statuses:read`.
    ///
    /// # Errors
    /// `NotFound`; any other [`ApiError`].
    pub async fn get_status(&self, id: i64) -> Result<Reply<Status>, ApiError> {
        self.one(Call::get(&["statuses", &id.to_string()])).await
    }

    /// `PATCH /statuses/{id}`, scope `statuses:write`.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` with fields `name`, `color`; any other [`ApiError`].
    pub async fn update_status(
        &self,
        id: i64,
        status: &StatusInput,
    ) -> Result<Reply<Status>, ApiError> {
        self.one(Call::patch(&["statuses", &id.to_string()]).json(status)?)
            .await
    }

    /// `DELETE /statuses/{id}`, scope `statuses:write`.
    ///
    /// # Errors
    /// `Conflict` while contacts use it; `NotFound`, unless an earlier try of this call may have deleted it;
    /// any other [`ApiError`].
    pub async fn delete_status(&self, id: i64) -> Result<Reply<()>, ApiError> {
        self.done(Call::delete(&["statuses", &id.to_string()]))
            .await
    }
}

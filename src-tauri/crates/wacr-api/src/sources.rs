//! Sources: where contacts come from (contract section 19).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    ApiError, Client, ListQuery, NameSort, Page, Reply, Resource, TimeFilter, lenient,
    retry::OpKind, transport::Call,
};

/// Where a contact comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The server's id.
    #[serde(deserialize_with = "lenient::int")]
    pub id: i64,
    /// Unique in the account.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::opt_time")]
    pub updated_at: Option<Timestamp>,
}

impl Resource for Source {
    type Filter = TimeFilter;
    type Sort = NameSort;
}

impl Client {
    /// `GET /sources`, scope `sources:read`.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn list_sources(
        &self,
        query: &ListQuery<Source>,
    ) -> Result<Reply<Page<Source>>, ApiError> {
        self.page(Call::get(&["sources"]).query(query.pairs()))
            .await
    }

    /// `POST /sources`, scope `sources:write`. The name has up to 255 characters and is unique.
    ///
    /// # Errors
    /// `Invalid` with field `name`, also when it is taken; any other [`ApiError`].
    pub async fn create_source(&self, name: &str) -> Result<Reply<Source>, ApiError> {
        self.one(Call::post(OpKind::Create, &["sources"]).json(&json!({ "name": name }))?)
            .await
    }

    /// `GET /sources/{id}`, scope `sources:read`.
    ///
    /// # Errors
    /// `NotFound`; any other [`ApiError`].
    pub async fn get_source(&self, id: i64) -> Result<Reply<Source>, ApiError> {
        self.one(Call::get(&["sources", &id.to_string()])).await
    }

    /// `PATCH /sources/{id}`, scope `sources:write`: renames it.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` with field `name`; any other [`ApiError`].
    pub async fn update_source(&self, id: i64, name: &str) -> Result<Reply<Source>, ApiError> {
        self.one(Call::patch(&["sources", &id.to_string()]).json(&json!({ "name": name }))?)
            .await
    }

    /// `DELETE /sources/{id}`, scope `sources:write`.
    ///
    /// # Errors
    /// `Conflict` while contacts use it; `NotFound`, unless an earlier try of this call may have deleted it;
    /// any other [`ApiError`].
    pub async fn delete_source(&self, id: i64) -> Result<Reply<()>, ApiError> {
        self.done(Call::delete(&["sources", &id.to_string()])).await
    }
}

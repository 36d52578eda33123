//! Groups and their members (contract section 17).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    ApiError, Client, ListQuery, NameSort, Page, Reply, Resource, TimeFilter, lenient,
    removal::Seen, retry::OpKind, transport::Call,
};

/// A group of contacts. Its members are listed with [`crate::ContactFilter::GroupId`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
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

impl Resource for Group {
    type Filter = TimeFilter;
    type Sort = NameSort;
}

/// Answer to adding members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersAdded {
    /// Which group.
    #[serde(deserialize_with = "lenient::int")]
    pub group_id: i64,
    /// How many were not in it before.
    #[serde(default, deserialize_with = "lenient::count_or_zero")]
    pub contacts_added: u32,
}

/// Answer to removing members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersRemoved {
    /// Which group.
    #[serde(deserialize_with = "lenient::int")]
    pub group_id: i64,
    /// How many were in it before.
    #[serde(default, deserialize_with = "lenient::count_or_zero")]
    pub contacts_removed: u32,
}

impl Client {
    /// `GET /groups`, scope `groups:read`.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn list_groups(
        &self,
        query: &ListQuery<Group>,
    ) -> Result<Reply<Page<Group>>, ApiError> {
        self.page(Call::get(&["groups"]).query(query.pairs())).await
    }

    /// `POST /groups`, scope `groups:write`. The name has up to 255 characters and is unique.
    ///
    /// # Errors
    /// `Invalid` with field `name`, also when it is taken; any other [`ApiError`].
    pub async fn create_group(&self, name: &str) -> Result<Reply<Group>, ApiError> {
        self.one(Call::post(OpKind::Create, &["groups"]).json(&json!({ "name": name }))?)
            .await
    }

    /// `GET /groups/{id}`, scope `groups:read`.
    ///
    /// # Errors
    /// `NotFound`; any other [`ApiError`].
    pub async fn get_group(&self, id: i64) -> Result<Reply<Group>, ApiError> {
        self.one(Call::get(&["groups", &id.to_string()])).await
    }

    /// `PATCH /groups/{id}`, scope `groups:write`: renames it.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` with field `name`; any other [`ApiError`].
    pub async fn update_group(&self, id: i64, name: &str) -> Result<Reply<Group>, ApiError> {
        self.one(Call::patch(&["groups", &id.to_string()]).json(&json!({ "name": name }))?)
            .await
    }

    /// `DELETE /groups/{id}`, scope `groups:delete`. Contacts stay, and may keep its id.
    ///
    /// # Errors
    /// `NotFound`, unless an earlier try of this call may have deleted it; any other [`ApiError`].
    pub async fn delete_group(&self, id: i64) -> Result<Reply<()>, ApiError> {
        self.done(Call::delete(&["groups", &id.to_string()])).await
    }

    /// `POST /groups/{id}/contacts`, scope `groups:write`. Give none twice, up to 100 at a time: one unknown or repeated id
    /// refuses all. Contacts that are in it already are not counted. Without ids nothing is called.
    ///
    /// # Errors
    /// `Invalid` with fields such as `contact_ids.0`; `NotFound`; any other [`ApiError`].
    pub async fn add_contacts_to_group(
        &self,
        id: i64,
        contacts: &[i64],
    ) -> Result<Reply<MembersAdded>, ApiError> {
        if contacts.is_empty() {
            return Ok(Reply::not_asked(MembersAdded {
                group_id: id,
                contacts_added: 0,
            }));
        }
        let call = Call::post(OpKind::SafeWrite, &["groups", &id.to_string(), "contacts"]);
        self.one(call.json(&json!({ "contact_ids": contacts }))?)
            .await
    }

    /// `DELETE /groups/{id}/contacts`, scope `groups:write`. Give up to 100 at a time. Contacts that are not in it are skipped.
    /// The ids are in the body, or in the query where bodies of DELETE do not get through. Without ids nothing is called.
    ///
    /// # Errors
    /// `NotFound` of the group; any other [`ApiError`].
    pub async fn remove_contacts_from_group(
        &self,
        id: i64,
        contacts: &[i64],
    ) -> Result<Reply<MembersRemoved>, ApiError> {
        if contacts.is_empty() {
            return Ok(Reply::not_asked(MembersRemoved {
                group_id: id,
                contacts_removed: 0,
            }));
        }
        let path = ["groups", &id.to_string(), "contacts"];
        self.delete_many(&path, "contact_ids", contacts, |reply: &MembersRemoved| {
            match reply.contacts_removed {
                // None were in it, or none were named.
                0 => Seen::Unclear,
                _ => Seen::Ids,
            }
        })
        .await
    }
}

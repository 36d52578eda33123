//! Many contacts in one call (contract 16.6 and 16.7). No server is known to have a limit; give up to 100 at a time. Nothing
//! is split here, so that an answer is always about exactly what was given.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value, json};

use super::NewContact;
use crate::{
    ApiError, Client, ErrorKind, Reply,
    check::{self, Problem, Rule},
    lenient,
    quiet::shows_only,
    refusal,
    removal::Seen,
    retry::OpKind,
    transport::Call,
};

/// How a batch is gone through. By default both, as the contract advises: one server looks for repeats only when told to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BatchOptions {
    /// A bad row leaves the others alone. False: the first bad row undoes everything, see [`BatchCreated::undone`].
    pub continue_on_error: bool,
    /// A row whose phone is known already is left out and named. False: one server stores it twice.
    pub skip_duplicates: bool,
}

impl Default for BatchOptions {
    fn default() -> Self {
        Self {
            continue_on_error: true,
            skip_duplicates: true,
        }
    }
}

/// What became of a batch.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchCreated {
    /// How many of each.
    #[serde(deserialize_with = "lenient::object")]
    pub summary: BatchCreateSummary,
    /// As stored.
    #[serde(deserialize_with = "lenient::objects")]
    pub created: Vec<StoredContact>,
    /// Left out.
    #[serde(deserialize_with = "lenient::objects")]
    pub skipped: Vec<BatchSkipped>,
    /// Refused.
    #[serde(deserialize_with = "lenient::objects")]
    pub errors: Vec<BatchError>,
}

/// How many of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // the wire's names
pub struct BatchCreateSummary {
    #[serde(deserialize_with = "lenient::count_or_zero")]
    pub total: u32,
    #[serde(deserialize_with = "lenient::count_or_zero")]
    pub created: u32,
    #[serde(deserialize_with = "lenient::count_or_zero")]
    pub skipped: u32,
    #[serde(deserialize_with = "lenient::count_or_zero")]
    pub failed: u32,
}

/// A row as it was stored: fields that were not sent are missing, the groups too. Read the contact for the whole of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // the wire's names, contract 16.6
pub struct StoredContact {
    #[serde(deserialize_with = "lenient::opt_int")]
    pub id: Option<i64>,
    #[serde(deserialize_with = "lenient::text")]
    pub firstname: String,
    #[serde(deserialize_with = "lenient::text")]
    pub lastname: String,
    #[serde(deserialize_with = "lenient::text")]
    pub phone: String,
    #[serde(deserialize_with = "lenient::opt_text")]
    pub email: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub r#type: String,
    #[serde(deserialize_with = "lenient::opt_int")]
    pub source_id: Option<i64>,
    #[serde(deserialize_with = "lenient::opt_int")]
    pub status_id: Option<i64>,
    #[serde(deserialize_with = "lenient::opt_time")]
    pub created_at: Option<Timestamp>,
    #[serde(deserialize_with = "lenient::opt_time")]
    pub updated_at: Option<Timestamp>,
}

shows_only!(StoredContact: id, source_id, status_id, created_at, updated_at);

/// A row that was left out.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchSkipped {
    /// Its place among the contacts given, from 0.
    #[serde(deserialize_with = "index")]
    pub index: Option<usize>,
    /// The server's sentence.
    #[serde(deserialize_with = "lenient::text")]
    pub reason: String,
    /// As it was given, with keys of the server's.
    #[serde(deserialize_with = "lenient::object")]
    pub data: Map<String, Value>,
}

shows_only!(BatchSkipped: index, reason);

/// A row that was refused.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchError {
    /// Its place among the contacts given, from 0.
    #[serde(deserialize_with = "index")]
    pub index: Option<usize>,
    /// Refused fields and the server's sentences on each; under an empty name what it says of the whole row.
    #[serde(rename = "errors", deserialize_with = "sentences")]
    pub fields: BTreeMap<String, Vec<String>>,
    /// As it was given, with keys of the server's.
    #[serde(deserialize_with = "lenient::object")]
    pub data: Map<String, Value>,
}

impl std::fmt::Debug for BatchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Sentences may hold what was sent.
        f.debug_struct("BatchError")
            .field("index", &self.index)
            .field("fields", &self.fields.keys())
            .finish_non_exhaustive()
    }
}

fn index<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<usize>, D::Error> {
    Ok(lenient::opt_int(deserializer)?.and_then(|index| usize::try_from(index).ok()))
}

fn sentences<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    Ok(refusal::sentences(&Value::deserialize(deserializer)?))
}

impl BatchCreated {
    /// What a batch that failed as a whole says of its rows, read from the error of [`Client::batch_create_contacts`].
    /// Nothing of it was kept: its `created` names rows that are no longer there.
    #[must_use]
    pub fn undone(error: &ApiError) -> Option<Self> {
        if error.kind != ErrorKind::Invalid || !error.details.contains_key("summary") {
            return None;
        }
        serde_json::from_value(Value::Object(error.details.clone())).ok()
    }
}

/// What became of a batch of deletes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchDeleted {
    /// How many of each. A total below the number given: the rest was not seen by the server.
    #[serde(deserialize_with = "lenient::object")]
    pub summary: BatchDeleteSummary,
}

/// How many of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // the wire's names
pub struct BatchDeleteSummary {
    #[serde(deserialize_with = "lenient::count_or_zero")]
    pub total: u32,
    #[serde(deserialize_with = "lenient::count_or_zero")]
    pub deleted: u32,
    /// Not there, perhaps since an earlier try deleted them.
    #[serde(deserialize_with = "lenient::count_or_zero")]
    pub failed: u32,
}

impl Client {
    /// `POST /contacts/batch`, scope `contacts:write`. Give up to 100 at a time, checked before: one server checks neither
    /// repeats (but see [`BatchOptions`]) nor sources, statuses and the plan's limit. Never repeated by the client once a byte
    /// of it may have left. Without contacts nothing is called.
    ///
    /// # Errors
    /// `Invalid` without a status for a contact with groups, which this call does not take: add them afterwards with
    /// [`Client::add_contacts_to_group`]. `Invalid` that [`BatchCreated::undone`] reads, when a row was bad and
    /// `continue_on_error` is off; `LimitReached`; any other [`ApiError`].
    pub async fn batch_create_contacts(
        &self,
        contacts: &[NewContact],
        options: BatchOptions,
    ) -> Result<Reply<BatchCreated>, ApiError> {
        if contacts.is_empty() {
            return Ok(Reply::not_asked(BatchCreated::default()));
        }
        let grouped = contacts.iter().enumerate();
        let grouped = grouped.filter(|(_, contact)| !contact.groups.is_empty());
        let problems =
            grouped.map(|(i, _)| Problem::new(format!("contacts.{i}.groups"), Rule::NotAllowed));
        check::refuse(problems.collect())?;
        let call = Call::post(OpKind::Create, &["contacts", "batch"]);
        self.one(call.json(&json!({ "contacts": contacts, "options": options }))?)
            .await
    }

    /// `DELETE /contacts/batch`, scope `contacts:delete`. For good. Give up to 100 at a time. The ids are in the body, or in
    /// the query where bodies of DELETE do not get through. Without ids nothing is called.
    ///
    /// # Errors
    /// Any [`ApiError`]; ids that are not there are no error, but counted as failed.
    pub async fn batch_delete_contacts(
        &self,
        ids: &[i64],
    ) -> Result<Reply<BatchDeleted>, ApiError> {
        if ids.is_empty() {
            return Ok(Reply::not_asked(BatchDeleted::default()));
        }
        self.delete_many(
            &["contacts", "batch"],
            "ids",
            ids,
            |reply: &BatchDeleted| match reply.summary.total {
                0 => Seen::Nothing,
                _ => Seen::Ids,
            },
        )
        .await
    }
}

//! The commands of the pane.

use std::sync::Arc;

use serde_json::Value;
use wacr_api::Client;

use super::{FieldDraft, MemberRequest, drafts};
use crate::{
    Desk,
    accounts::AccountId,
    contacts::{Contact, ContactInput, UpdateContactRequest, commands::stored, wire},
    error::{CommandError, ErrorCode},
    events::Cause,
    history::{self, Origin},
    open_account::OpenAccount,
};

/// Texts may be of these fields.
const FIELDS: [&str; 14] = [
    drafts::NOTE,
    "firstname",
    "lastname",
    "phone",
    "email",
    "company",
    "description",
    "address",
    "city",
    "state",
    "zip",
    "country_id",
    "assigned_id",
    "groups",
];

impl Desk {
    /// Saves what was changed in place. The kept text of those fields is dropped when it is done; the form's draft is
    /// another matter and stays.
    ///
    /// # Errors
    /// As [`Desk::contacts_update`].
    pub async fn detail_update(
        &self,
        account: &AccountId,
        request: UpdateContactRequest,
    ) -> Result<Contact, CommandError> {
        let open = self.account(account)?;
        let id = request.id;
        let fields = differing(&request.base, &request.input);
        let saved = match fields.is_empty() {
            true => stored(&open, id).await?,
            false => {
                history::made_by(Origin::Detail, self.contacts_update(account, request)).await?
            }
        };
        open.db()?
            .write(move |t| {
                fields
                    .iter()
                    .try_for_each(|field| drafts::keep(t, id, field, None))
            })
            .await?;
        Ok(saved)
    }

    /// Puts a contact into one group or takes it out: the others are left alone, whoever changes them meanwhile.
    ///
    /// # Errors
    /// `NotFound` with `params.what` = `group` when the group is gone, else the contact; whatever else the call fails
    /// with.
    pub async fn detail_set_group(
        &self,
        account: &AccountId,
        request: MemberRequest,
    ) -> Result<Contact, CommandError> {
        let account = self.account(account)?;
        let client = account.client().await?;
        set_group(&account, &client, request).await
    }

    /// What is typed in the pane and not saved, but for the note, which comes with the notes.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn detail_drafts(
        &self,
        account: &AccountId,
        contact: i64,
    ) -> Result<Vec<FieldDraft>, CommandError> {
        self.account(account)?
            .db()?
            .read(move |c| drafts::of(c, contact))
            .await
    }

    /// Keeps what is typed into a field of the pane, or the note; none forgets it.
    ///
    /// # Errors
    /// `NotFound` for a field the pane does not have; `AccountUnknown`, `StoreFailed`.
    pub async fn detail_keep_draft(
        &self,
        account: &AccountId,
        contact: i64,
        field: String,
        text: Option<String>,
    ) -> Result<(), CommandError> {
        if !FIELDS.contains(&field.as_str()) {
            return Err(CommandError::new(ErrorCode::NotFound, "no such field"));
        }
        self.account(account)?
            .db()?
            .write(move |t| drafts::keep(t, contact, &field, text.as_deref()))
            .await
    }
}

/// See [`Desk::detail_set_group`]; the calls go through this client's lane.
pub(crate) async fn set_group(
    account: &Arc<OpenAccount>,
    client: &Client,
    request: MemberRequest,
) -> Result<Contact, CommandError> {
    let MemberRequest {
        contact,
        group,
        member,
    } = request;
    let before = stored(account, contact).await?;
    let done = match member {
        true => client
            .add_contacts_to_group(group, &[contact])
            .await
            .map(drop),
        false => client
            .remove_contacts_from_group(group, &[contact])
            .await
            .map(drop),
    };
    if let Err(error) = done {
        let error = account.refused(error).await;
        return Err(match error.code {
            ErrorCode::NotFound => error.with("what", "group"),
            // Of the one id sent: no such contact.
            ErrorCode::Invalid
                if error
                    .fields
                    .iter()
                    .any(|f| f.field.starts_with("contact_ids")) =>
            {
                CommandError::new(ErrorCode::NotFound, error.message).with("what", "contact")
            }
            _ => error,
        });
    }
    // The answer says how many, not how the contact is now.
    let now = match client.get_contact(contact, &[]).await {
        Ok(reply) => wire::from_wire(reply.data),
        Err(error) => {
            tracing::info!(%error, "a contact was not read after its group changed");
            with_group(before, group, member)
        }
    };
    put(account, now).await
}

/// A contact as it is now: mirror, history, windows.
async fn put(account: &Arc<OpenAccount>, contact: Contact) -> Result<Contact, CommandError> {
    let row = contact.clone();
    account.written.note(&[row.id]);
    account
        .db()?
        .write(move |t| history::upsert(t, &row, Origin::Detail))
        .await?;
    account.contacts_changed(Cause::Person);
    Ok(contact)
}

fn with_group(mut contact: Contact, group: i64, member: bool) -> Contact {
    contact.groups.retain(|id| *id != group);
    if member {
        contact.groups.push(group);
    }
    contact
}

/// The fields that are not alike, by name.
fn differing(base: &ContactInput, input: &ContactInput) -> Vec<String> {
    let fields = |input: &ContactInput| match serde_json::to_value(input) {
        Ok(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let base = fields(base);
    fields(input)
        .into_iter()
        .filter(|(field, value)| base.get(field) != Some(value))
        .map(|(field, _)| field)
        .collect()
}

//! Saving an edit: what the server has now is looked at first, and only differences are sent.

use std::sync::Arc;

use wacr_api::{Client, ErrorKind};

use super::{
    Contact, ContactInput, UpdateContactRequest,
    change::{self, Changed, Moves},
    commands::{known, refused, stored, write_down},
    drafts, rows, validate, wire,
};
use crate::{
    Desk,
    accounts::AccountId,
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    events::Cause,
    history::{self, Origin},
    open_account::OpenAccount,
};

impl Desk {
    /// Changes what differs between the form as it was opened and as it is: fields by one call, groups by the calls of
    /// the groups, so that groups a colleague gave stay. What somebody else changed is left alone; where they changed
    /// the very fields changed here, nothing is saved and the question is handed back.
    ///
    /// It costs one call more than the change itself: the contact is read first, since the mirror may be minutes old.
    /// Where only groups change it is not read: their calls overwrite nothing.
    ///
    /// # Errors
    /// `ChangedMeanwhile` with `fields` and `contact`, the server's row, after which the mirror has that row too: save
    /// again with `base` made of it. Else as [`Desk::contacts_create`], and `NotFound`. With `params.saved` the fields
    /// are saved and a group was refused.
    pub async fn contacts_update(
        &self,
        account: &AccountId,
        request: UpdateContactRequest,
    ) -> Result<Contact, CommandError> {
        let account = self.account(account)?;
        let UpdateContactRequest { id, base, input } = request;
        let before = stored(&account, id).await?;
        let touched = change::changed(&base, &input, &before);
        let moves = Moves::between(&base, &input);
        let (clean, mut errors) =
            validate::check(&input, &known(&account).await?, Some(&before.r#type));
        errors.retain(|error| {
            touched.contains(error.field.as_str())
                || (error.field == "groups" && !moves.join.is_empty())
        });
        if !errors.is_empty() {
            return Err(CommandError::invalid(errors));
        }
        if touched.is_empty() && moves.is_empty() {
            account
                .db()?
                .write(move |t| drafts::drop(t, Some(id)))
                .await?;
            return Ok(before);
        }
        let client = account.client().await?;
        let (mut row, mut moves, mut saved) = (before, moves, false);
        if !touched.is_empty() {
            row = as_on_the_server(&account, &client, id).await?;
            // What a colleague changed is theirs, also in the history.
            keep(&account, row.clone(), Origin::Server).await?;
            moves = moves.against(&row.groups);
            let changed = change::changed(&base, &input, &row);
            refuse_conflicts(&base, &changed, &row)?;
            if !changed.is_empty() {
                let patch = change::patch(clean, &changed);
                row = match client.update_contact(id, &patch).await {
                    Ok(reply) => wire::from_wire(reply.data),
                    Err(error) => {
                        let email = patch.email.as_ref().and_then(Option::as_deref);
                        if error.kind == ErrorKind::NotFound {
                            gone(&account, id).await?;
                        }
                        let phone = patch.phone.as_deref();
                        return Err(refused(&account, error, phone, email, Some(id)).await);
                    }
                };
                saved = true;
            }
        }
        match regroup(&account, &client, &input, moves, &mut row).await {
            Ok(()) => write_down(&account, row, Some(id)).await,
            Err(error) if error.code == ErrorCode::NotFound => Err(error),
            Err(error) => {
                keep(&account, row, history::origin()).await?;
                Err(if saved {
                    error.with("saved", "fields")
                } else {
                    error
                })
            }
        }
    }
}

/// The contact now. That it is gone is taken into the mirror; what was typed stays, since the person may want to write
/// them down anew.
async fn as_on_the_server(
    account: &Arc<OpenAccount>,
    client: &Client,
    id: i64,
) -> Result<Contact, CommandError> {
    match client.get_contact(id, &[]).await {
        Ok(reply) => Ok(wire::from_wire(reply.data)),
        Err(error) => {
            if error.kind == ErrorKind::NotFound {
                gone(account, id).await?;
            }
            Err(account.refused(error).await)
        }
    }
}

/// Fails with what both changed; the mirror has the server's row.
fn refuse_conflicts(
    base: &ContactInput,
    changed: &Changed,
    server: &Contact,
) -> Result<(), CommandError> {
    let fields = change::conflicts(base, changed, server);
    if fields.is_empty() {
        return Ok(());
    }
    let mut error = CommandError::new(
        ErrorCode::ChangedMeanwhile,
        "changed on the server since the form was opened",
    );
    error.fields = fields
        .into_iter()
        .map(|field| FieldError {
            field: field.to_owned(),
            code: FieldErrorCode::ChangedMeanwhile,
            message: None,
            limit: None,
        })
        .collect();
    error.contact = Some(Box::new(server.clone()));
    Err(error)
}

/// One call for each group joined or left; `row` has what was done so far.
async fn regroup(
    account: &Arc<OpenAccount>,
    client: &Client,
    input: &ContactInput,
    moves: Moves,
    row: &mut Contact,
) -> Result<(), CommandError> {
    let contact = [row.id];
    for group in moves.join {
        match client.add_contacts_to_group(group, &contact).await {
            Ok(_) => {
                if !row.groups.contains(&group) {
                    row.groups.push(group);
                }
            }
            // 404 is the group's; a contact that is gone is a 422 (contract 17.6).
            Err(error) if error.kind == ErrorKind::NotFound => {
                let at = input.groups.iter().position(|id| *id == group);
                return Err(CommandError::invalid(vec![FieldError {
                    field: at.map_or("groups".to_owned(), |at| format!("groups.{at}")),
                    code: FieldErrorCode::NotInList,
                    message: None,
                    limit: None,
                }]));
            }
            Err(error) if error.fields.keys().any(|f| f.starts_with("contact_ids")) => {
                gone(account, row.id).await?;
                return Err(CommandError::new(
                    ErrorCode::NotFound,
                    "the contact is gone from the server",
                ));
            }
            Err(error) => return Err(account.refused(error).await),
        }
    }
    for group in moves.leave {
        match client.remove_contacts_from_group(group, &contact).await {
            Ok(_) => {}
            // Nobody is in a group that is gone.
            Err(error) if error.kind == ErrorKind::NotFound => {}
            Err(error) => return Err(account.refused(error).await),
        }
        row.groups.retain(|id| *id != group);
    }
    Ok(())
}

/// Takes a row into the mirror, the draft left as it is.
async fn keep(account: &OpenAccount, row: Contact, origin: Origin) -> Result<(), CommandError> {
    let written = account
        .db()?
        .write(move |t| history::upsert(t, &row, origin));
    if written.await? {
        account.contacts_changed(Cause::Person);
    }
    Ok(())
}

async fn gone(account: &OpenAccount, id: i64) -> Result<(), CommandError> {
    account.db()?.write(move |t| rows::remove(t, id)).await?;
    account.contacts_changed(Cause::Person);
    Ok(())
}

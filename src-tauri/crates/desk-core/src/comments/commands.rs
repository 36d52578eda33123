//! The commands on notes. A note is not repeated by the program unless the list shows that it was not written: the API
//! would write it twice.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use wacr_api::{Comment, ErrorKind, NetworkFault, NewComment};

use super::{Note, Notes, rows};
use crate::{
    Desk,
    accounts::AccountId,
    contacts::commands::stored,
    detail::drafts,
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    open_account::OpenAccount,
    time,
};

/// Characters of a note (contract 15.2).
const LIMIT: u32 = 5_000;
/// How far the server's clock may stand behind this computer's when notes are told apart by time alone.
const SKEW: SignedDuration = SignedDuration::from_mins(10);

impl Desk {
    /// Notes as last read, without asking the server.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn comments_list(
        &self,
        account: &AccountId,
        contact: i64,
    ) -> Result<Notes, CommandError> {
        kept(&*self.account(account)?, contact).await
    }

    /// Reads the notes from the server. That there is no conversation is an answer, not an error.
    ///
    /// # Errors
    /// Whatever the call fails with: what was read before stays.
    pub async fn comments_read(
        &self,
        account: &AccountId,
        contact: i64,
    ) -> Result<Notes, CommandError> {
        let account = self.account(account)?;
        read(&account, contact).await?;
        kept(&account, contact).await
    }

    /// Adds a note. The text is kept until it is known to be written.
    ///
    /// # Errors
    /// `Invalid` with field `note`; `NotFound` with `params.what` = `conversation` while nobody has written with the
    /// person; `AlreadySent` while an earlier one is unsure; `ConnectionLost`, `ServerFault` with `params.unsure` when it
    /// may have been written all the same. Whatever else the call fails with.
    pub async fn comments_add(
        &self,
        account: &AccountId,
        contact: i64,
        text: String,
    ) -> Result<Notes, CommandError> {
        let account = self.account(account)?;
        let text = text.trim().to_owned();
        check(&text)?;
        let _one_at_a_time = account.noting.lock().await;
        let phone = stored(&account, contact).await?.phone;
        let client = account.client().await?;
        // On disk before the first byte goes out: a program that ends in between does not write it twice.
        let body = text.clone();
        let free = account.db()?.write(move |t| {
            let newest = rows::newest(t, contact)?;
            drafts::call_note(t, contact, &body, &time::now(), newest)
        });
        if !free.await? {
            return Err(CommandError::new(
                ErrorCode::AlreadySent,
                "an earlier note is not settled",
            ));
        }
        let new = NewComment {
            comment: text.clone(),
            ..NewComment::default()
        };
        match client.add_comment(&phone, &new).await {
            Ok(reply) => {
                let added = reply.data;
                account
                    .db()?
                    .write(move |t| {
                        drafts::note_written(t, contact)?;
                        let Some(id) = added.chat_message_id else {
                            return Ok(());
                        };
                        let note = Note {
                            id,
                            kind: "text".to_owned(),
                            label: added.status_message,
                            text: Some(text),
                            file: added.url,
                            at: Some(time::now()),
                        };
                        rows::put(t, contact, &note)
                    })
                    .await?;
                // Others may have added some; that this fails takes nothing away.
                if let Err(error) = read(&account, contact).await {
                    tracing::info!(%error, "notes were not read after one was added");
                }
                kept(&account, contact).await
            }
            Err(error) => {
                let unsure = error.may_have_happened();
                let lost = matches!(error.kind, ErrorKind::NetworkAfterSend(fault) if fault != NetworkFault::TimedOut);
                let none = error.kind == ErrorKind::NotFound;
                let mut refused = account.refused(error).await;
                if unsure {
                    if lost {
                        refused.code = ErrorCode::ConnectionLost;
                    }
                    return Err(refused.with("unsure", "1"));
                }
                for field in &mut refused.fields {
                    if field.field == "comment" {
                        field.field = drafts::NOTE.to_owned();
                    }
                }
                account
                    .db()?
                    .write(move |t| {
                        drafts::note_not_written(t, contact)?;
                        if none {
                            rows::replace(t, contact, &time::now(), None)?;
                        }
                        Ok(())
                    })
                    .await?;
                Err(match none {
                    true => refused.with("what", "conversation"),
                    false => refused,
                })
            }
        }
    }

    /// Looks whether an unsure note is written. If not, its text is a draft again.
    ///
    /// # Errors
    /// Whatever the call fails with: it stays unsure.
    pub async fn comments_settle(
        &self,
        account: &AccountId,
        contact: i64,
    ) -> Result<Notes, CommandError> {
        let account = self.account(account)?;
        let _one_at_a_time = account.noting.lock().await;
        read(&account, contact).await?;
        account
            .db()?
            .write(move |t| {
                let Some(draft) =
                    drafts::note(t, contact)?.filter(|draft| draft.called_at.is_some())
                else {
                    return Ok(());
                };
                match written(&draft, &rows::of(t, contact)?.notes) {
                    true => drafts::note_written(t, contact),
                    false => drafts::note_not_written(t, contact),
                }
            })
            .await?;
        kept(&account, contact).await
    }
}

async fn kept(account: &OpenAccount, contact: i64) -> Result<Notes, CommandError> {
    account.db()?.read(move |c| rows::of(c, contact)).await
}

async fn read(account: &Arc<OpenAccount>, contact: i64) -> Result<(), CommandError> {
    let phone = stored(account, contact).await?.phone;
    let client = account.client().await?;
    let notes: Option<Vec<Note>> = match client.list_comments(&phone).await {
        Ok(reply) => Some(reply.data.into_iter().map(from_wire).collect()),
        Err(error) if error.kind == ErrorKind::NotFound => None,
        Err(error) => return Err(account.refused(error).await),
    };
    account
        .db()?
        .write(move |t| rows::replace(t, contact, &time::now(), notes.as_deref()))
        .await
}

fn from_wire(comment: Comment) -> Note {
    Note {
        id: comment.id,
        kind: comment.r#type,
        label: comment.status_message,
        text: comment.message,
        file: comment.url,
        at: comment.time_sent.or(comment.created_at).map(time::text),
    }
}

fn check(text: &str) -> Result<(), CommandError> {
    let (code, limit) = match text.chars().count() {
        0 => (FieldErrorCode::Required, None),
        length if length > LIMIT as usize => (FieldErrorCode::TooLong, Some(LIMIT)),
        _ => return Ok(()),
    };
    Err(CommandError::invalid(vec![FieldError {
        field: drafts::NOTE.to_owned(),
        code,
        message: None,
        limit,
    }]))
}

/// Whether the note is among those of the list that were not known before it was sent.
fn written(draft: &drafts::Note, notes: &[Note]) -> bool {
    let since = draft
        .called_at
        .as_ref()
        .and_then(|at| at.parse::<Timestamp>().ok())
        .and_then(|at| at.checked_sub(SKEW).ok())
        .map(time::text);
    notes.iter().any(|note| {
        let is_new = match draft.newest {
            Some(newest) => note.id > newest,
            // The list had never been read.
            None => note.at.is_none() || note.at >= since,
        };
        is_new && note.text.as_deref().map(str::trim) == Some(draft.body.trim())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn note(id: i64, text: &str, at: Option<&str>) -> Note {
        Note {
            id,
            kind: "text".into(),
            label: None,
            text: Some(text.into()),
            file: None,
            at: at.map(Into::into),
        }
    }

    fn sent(newest: Option<i64>) -> drafts::Note {
        drafts::Note {
            body: "Call after five".into(),
            called_at: Some("2026-03-02T10:00:00Z".into()),
            newest,
        }
    }

    #[test]
    fn a_lost_note_is_told_from_an_older_one_of_the_same_text() {
        let table = [
            (Some(7), note(8, "Call after five\n", None), true),
            (Some(7), note(7, "Call after five", None), false),
            (Some(0), note(1, "Call after five", None), true),
            (Some(7), note(8, "Call after six", None), false),
            (
                None,
                note(8, "Call after five", Some("2026-03-02T09:55:00Z")),
                true,
            ),
            (
                None,
                note(8, "Call after five", Some("2026-03-01T10:00:00Z")),
                false,
            ),
            (None, note(8, "Call after five", None), true),
        ];
        for (newest, listed, wanted) in table {
            assert_eq!(
                written(&sent(newest), std::slice::from_ref(&listed)),
                wanted,
                "{newest:?} {listed:?}"
            );
        }
        assert!(!written(&sent(Some(7)), &[]));
    }

    #[test]
    fn a_note_has_text_and_not_too_much() {
        assert!(check("x").is_ok());
        assert!(check(&"ß".repeat(LIMIT as usize)).is_ok());
        let codes = ["", &"x".repeat(LIMIT as usize + 1)]
            .map(|text| check(text).unwrap_err().fields[0].code);
        assert_eq!(codes, [FieldErrorCode::Required, FieldErrorCode::TooLong]);
    }
}

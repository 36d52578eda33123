//! The commands on sends.

use std::sync::Arc;

use jiff::Timestamp;
use wacr_api::{Lane, ListQuery};

use super::{
    Evidence, Preview, Refusal, RefusalClass, ResolveRequest, SendRequest, SendRow, SendState,
    ledger::{self, Finding, Planned},
    look_up::{self, Seen, Wanted},
    render, send,
    states::{self, Step},
};
use crate::{
    Desk,
    accounts::AccountId,
    contacts::commands::stored,
    error::{CommandError, ErrorCode},
    events::AppEvent,
    open_account::OpenAccount,
    templates::{self, Template},
    time,
};

/// Pages of messages a look-up reads at most.
const PAGES: u32 = 20;

impl Desk {
    /// What exactly will be read, and what stands in the way. Sends nothing.
    ///
    /// # Errors
    /// `NotFound` when contact or template is not in the mirror.
    pub async fn outbox_preview(
        &self,
        account: &AccountId,
        request: SendRequest,
    ) -> Result<Preview, CommandError> {
        let account = self.account(account)?;
        let contact = stored(&account, request.contact).await?;
        let template = template(&account, &request.template).await?;
        let filled = render::fill(&template, &request.values);
        let before = account
            .db()?
            .read(move |c| ledger::unknown_before(c, contact.id, &template.template_id))
            .await?;
        Ok(Preview {
            rendered: filled.rendered,
            problems: filled.problems,
            unknown_before: before,
            opted_out: contact.is_opted_out,
        })
    }

    /// Sends. A key that was sent before is not sent again: its row is given back.
    ///
    /// # Errors
    /// Only when nothing was tried: `TemplateNotSendable`, `OptedOut`, `Invalid`, `NotFound`, `TokenNotStored` and the
    /// like; `AlreadySent` while a send of this key is under way, or when the key was of another message.
    pub async fn outbox_send(
        &self,
        account: &AccountId,
        request: SendRequest,
    ) -> Result<SendRow, CommandError> {
        let account = self.account(account)?;
        if request.key.trim().is_empty() {
            return Err(CommandError::new(ErrorCode::Internal, "a send needs a key"));
        }
        let asked = request.clone();
        let known = account.db()?.read(move |c| {
            let Some(row) = ledger::of_key(c, &asked.key)? else {
                return Ok(None);
            };
            let same = ledger::is_of(c, &asked.key, asked.contact, &asked.template, &asked.values)?;
            Ok(Some((row, same)))
        });
        if let Some((row, same)) = known.await? {
            // Its row must not pass for the answer to another message.
            return match same && states::settled(row.state) {
                true => Ok(row),
                false => Err(CommandError::new(
                    ErrorCode::AlreadySent,
                    "this send is under way, or was of another message",
                )),
            };
        }
        let contact = stored(&account, request.contact).await?;
        let template = template(&account, &request.template).await?;
        if let Some(problem) = template.problem {
            let error = CommandError::new(
                ErrorCode::TemplateNotSendable,
                "the API cannot send this template",
            );
            let reason = serde_json::to_value(problem).ok();
            return Err(error.with(
                "reason",
                reason.as_ref().and_then(|r| r.as_str()).unwrap_or_default(),
            ));
        }
        if contact.is_opted_out {
            return Err(CommandError::new(
                ErrorCode::OptedOut,
                "the person opted out",
            ));
        }
        let filled = render::fill(&template, &request.values);
        if !filled.problems.is_empty() {
            return Err(CommandError::invalid(filled.problems));
        }
        let client = account.client().await?;
        let planned = Planned {
            key: request.key,
            contact: contact.id,
            // As it is stored: the server takes a contact for a number only if both agree (contract section 7).
            phone: contact.phone,
            template_id: template.template_id,
            template: template.name,
            language: template.language,
            values: filled.values,
            rendered: filled.rendered,
        };
        send::run(&account, client, planned).await
    }

    /// Sends to one person, newest first.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn outbox_for_contact(
        &self,
        account: &AccountId,
        contact: i64,
    ) -> Result<Vec<SendRow>, CommandError> {
        self.account(account)?
            .db()?
            .read(move |c| ledger::of_contact(c, contact))
            .await
    }

    /// Looks an unknown row up on the server. Found: accepted. Not found: it stays unknown, with the evidence, since
    /// the server may store a message late or not at all (contract section 9).
    ///
    /// # Errors
    /// `NotFound`, `Conflict` when the row is not unknown; whatever the calls fail with.
    pub async fn outbox_look_up(
        &self,
        account: &AccountId,
        id: i64,
    ) -> Result<SendRow, CommandError> {
        let account = self.account(account)?;
        let mut wanted = wanted(&account, id).await?;
        let client = account.client().await?.lane(Lane::Click);
        let mut found = None;
        for page in 1..=PAGES {
            let query = ListQuery::new().page(page).per_page(100);
            let reply = match client.list_messages(&query).await {
                Ok(reply) => reply,
                Err(error) => return Err(account.refused(error).await),
            };
            if let Some(there) = reply.server_time.filter(|_| page == 1) {
                wanted.clock_ahead(reply.received_at.duration_since(there));
            }
            let reply = reply.data;
            match wanted.read(&reply.rows) {
                Seen::Found { message, chat, at } => {
                    found = Some((message, chat, at));
                    break;
                }
                Seen::Further if reply.pagination.has_more => {}
                Seen::Further | Seen::Past => break,
            }
        }
        let finding = match found {
            Some((message, chat_id, at)) => Finding {
                step: Some(Step::Find),
                evidence: Evidence::FoundOnServer {
                    message,
                    sent_at: time::text(at),
                },
                refusal: None,
                chat_id,
                server_message: Some(message),
            },
            None => Finding {
                step: None,
                evidence: Evidence::NotFound {
                    asked_at: time::now(),
                },
                refusal: None,
                chat_id: None,
                server_message: None,
            },
        };
        write_down(&account, id, finding).await
    }

    /// A person's word on an unknown row.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` when the row is not unknown.
    pub async fn outbox_resolve(
        &self,
        account: &AccountId,
        request: ResolveRequest,
    ) -> Result<SendRow, CommandError> {
        let account = self.account(account)?;
        let said_not_sent = || Refusal {
            key: "person_said_not_sent".to_owned(),
            class: RefusalClass::Later,
            detail: None,
            fields: Vec::new(),
        };
        let finding = Finding {
            step: Some(if request.sent {
                Step::PersonSaysSent
            } else {
                Step::PersonSaysNotSent
            }),
            evidence: Evidence::Person {
                sent: request.sent,
                at: time::now(),
            },
            refusal: (!request.sent).then(said_not_sent),
            chat_id: None,
            server_message: None,
        };
        write_down(&account, request.id, finding).await
    }
}

async fn template(account: &OpenAccount, template_id: &str) -> Result<Template, CommandError> {
    let template_id = template_id.to_owned();
    let found = account
        .db()?
        .read(move |c| templates::rows::get(c, &template_id))
        .await?;
    found.ok_or_else(|| CommandError::new(ErrorCode::NotFound, "no such template in the mirror"))
}

fn no_row() -> CommandError {
    CommandError::new(ErrorCode::NotFound, "no such row in the ledger")
}

fn not_unknown() -> CommandError {
    CommandError::new(ErrorCode::Conflict, "the row is not unknown")
}

async fn wanted(account: &OpenAccount, id: i64) -> Result<Wanted, CommandError> {
    let known = account.db()?.read(move |c| {
        Ok((
            ledger::trace(c, id)?,
            ledger::server_messages(c)?,
            ledger::chats(c)?,
        ))
    });
    let (trace, taken, chats) = known.await?;
    let trace = trace.ok_or_else(no_row)?;
    let row = trace.row;
    if row.state != SendState::Unknown {
        return Err(not_unknown());
    }
    let called: Timestamp = instant(&trace.called_at)?;
    let settled = row.settled_at.as_deref().map_or(Ok(called), instant)?;
    let mut wanted = Wanted::new(row.contact, &row.phone, row.rendered, called, settled);
    wanted.taken = taken.into_iter().collect();
    wanted.chats = chats;
    let neighbours = wanted.neighbours();
    let others = account
        .db()?
        .read(move |c| ledger::without_message(c, id, &neighbours))
        .await?;
    let body = render::plain(&wanted.rendered.body);
    let twins = others
        .iter()
        .filter(|(other, _)| look_up::same_text(&other.rendered, &body));
    for (other, in_known_chat) in twins {
        let accepted = other.state == SendState::Accepted;
        if other.contact == wanted.contact {
            wanted.spoken_for += usize::from(accepted);
        } else if !(accepted && *in_known_chat) {
            wanted.rival = true;
        }
    }
    Ok(wanted)
}

fn instant(text: &str) -> Result<Timestamp, CommandError> {
    text.parse()
        .map_err(|_| CommandError::new(ErrorCode::Internal, "a time of the ledger cannot be read"))
}

async fn write_down(
    account: &Arc<OpenAccount>,
    id: i64,
    finding: Finding,
) -> Result<SendRow, CommandError> {
    let written = account.db()?.write(move |t| {
        let moved = ledger::find(t, id, &finding)?;
        Ok((moved, ledger::get(t, id)?))
    });
    let (moved, row) = written.await?;
    let row = row.ok_or_else(no_row)?;
    if !moved {
        return Err(not_unknown());
    }
    account.tell(AppEvent::OutboxChanged {
        account: account.id.clone(),
        contact: row.contact,
    });
    Ok(row)
}

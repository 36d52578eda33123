//! The commands on sends.

use wacr_api::Lane;

use super::{
    Evidence, Preview, Refusal, RefusalClass, ResolveRequest, SendRequest, SendRow,
    ledger::{self, Finding, Planned},
    look_up_call::{self, write_down},
    render, send,
    states::{self, Step},
};
use crate::{
    Desk,
    accounts::AccountId,
    campaigns::do_not_message,
    contacts::commands::stored,
    error::{CommandError, ErrorCode},
    open_account::OpenAccount,
    templates::{self, Template},
    time,
};

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
    /// Only when nothing was tried: `TemplateNotSendable`, `OptedOut`, `DoNotMessage`, `Invalid`, `NotFound`, `TokenNotStored` and the
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
        let (number, groups) = (contact.phone.clone(), contact.groups.clone());
        let blocked = account
            .db()?
            .read(move |c| do_not_message::covers(c, &number, &groups))
            .await?;
        if blocked {
            return Err(CommandError::new(
                ErrorCode::DoNotMessage,
                "on the local list, or in its group",
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
            is_test: false,
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
        let client = account.client().await?.lane(Lane::Click);
        look_up_call::one(&account, &client, id).await
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

pub(crate) async fn template(
    account: &OpenAccount,
    template_id: &str,
) -> Result<Template, CommandError> {
    let template_id = template_id.to_owned();
    let found = account
        .db()?
        .read(move |c| templates::rows::get(c, &template_id))
        .await?;
    found.ok_or_else(|| CommandError::new(ErrorCode::NotFound, "no such template in the mirror"))
}

//! One send, from the ledger to its outcome. Runs to its end whoever waits for it.

use std::sync::Arc;

use wacr_api::{Client, ErrorKind, Lane};

use super::{
    SendRow,
    ledger::{self, Planned},
    message::message,
    outcome,
};
use crate::{
    contacts::{rows, twins},
    error::{CommandError, ErrorCode},
    events::{AppEvent, Cause},
    open_account::OpenAccount,
};

/// Plans, calls and settles. The row is durable before the call, and its outcome after; if the window goes away
/// meanwhile the call is still recorded.
pub(crate) async fn run(
    account: &Arc<OpenAccount>,
    client: Client,
    planned: Planned,
) -> Result<SendRow, CommandError> {
    let closing = || CommandError::new(ErrorCode::Internal, "the account is closing");
    let permit = account.send_permit().await.ok_or_else(closing)?;
    let account = account.clone();
    // Not one of the account's background tasks: those are aborted, this never is.
    let task = tokio::spawn(async move {
        let settled = call(&account, client, planned).await;
        drop(permit);
        settled
    });
    task.await
        .map_err(|e| CommandError::new(ErrorCode::Internal, e.to_string()))?
}

async fn call(
    account: &OpenAccount,
    client: Client,
    planned: Planned,
) -> Result<SendRow, CommandError> {
    let db = account.db()?;
    let changed = || {
        account.tell(AppEvent::OutboxChanged {
            account: account.id.clone(),
            contact: planned.contact,
        })
    };
    let row = planned.clone();
    let already = || CommandError::new(ErrorCode::AlreadySent, "this send is in the ledger");
    let id = db
        .write(move |t| ledger::plan(t, &row))
        .await?
        .ok_or_else(already)?;
    changed();
    account.runs.pair_turn(&twins::person(&planned.phone)).await;
    if !db.write(move |t| ledger::call(t, id)).await? {
        return Err(already());
    }
    changed();
    let send = message(
        &account.media_folder(),
        &planned.phone,
        &planned.template,
        &planned.language,
        planned.contact,
        &planned.values,
    );
    let answer = client.lane(Lane::Click).send_template_message(&send).await;
    let opted_out = answer
        .as_ref()
        .err()
        .is_some_and(|error| error.kind == ErrorKind::OptedOut);
    if let Err(error) = &answer {
        // A missing scope is remembered.
        account.refused(error.clone()).await;
    }
    let outcome = outcome::of(&send, answer);
    let contact = planned.contact;
    let row = db
        .write(move |t| {
            ledger::settle(t, id, &outcome)?;
            if opted_out {
                rows::opted_out(t, contact)?;
            }
            ledger::get(t, id)
        })
        .await?;
    if opted_out {
        account.contacts_changed(Cause::Sync);
    }
    changed();
    row.ok_or_else(|| CommandError::new(ErrorCode::Internal, "a row of the ledger is gone"))
}

//! One message of a run, from its turn to its outcome. Runs to its end whoever goes away.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;
use wacr_api::{Client, ErrorKind, Lane, Turn};

use super::{
    Stopped,
    rows::Stored,
    scribe::{End, Note, Scribe},
    stop::{self, Fate},
    unknown,
};
use crate::{
    events::Cause,
    open_account::OpenAccount,
    outbox::{
        RefusalClass, SendState,
        ledger::{Outcome, runs::Next},
        message::message,
        outcome,
    },
    time,
};

/// How often an outcome is tried to be written down: a full disk may have room again.
const TRIES: u32 = 30;

/// All that one message needs.
pub(super) struct Job {
    pub account: Arc<OpenAccount>,
    pub scribe: Scribe,
    pub client: Client,
    pub turn: Turn,
    /// One of the calls that may be under way at once.
    pub slot: OwnedSemaphorePermit,
    /// Held until the outcome is written down.
    pub permit: OwnedSemaphorePermit,
    pub run: Arc<Stored>,
    pub row: Next,
}

pub(super) async fn send(job: Job) {
    let Job {
        account,
        scribe,
        client,
        turn,
        slot,
        permit,
        run,
        row,
    } = job;
    let begun = scribe.write(Note::Call(row.id)).await;
    if !matches!(begun, Ok(true)) {
        if let Err(error) = &begun {
            tracing::error!(account = %account.id.0, %error, "a run cannot write its ledger");
        }
        let broken = begun.is_err();
        account.runs.lock().not_made(run.id, &row, broken);
        // Its run does not run any more, or the disk is full: the runner looks.
        account.runs.changed(&account);
        return;
    }
    let message = message(
        &account.media_folder(),
        &row.phone,
        &run.template.name,
        &run.template.language,
        row.contact,
        &row.values,
    );
    let client = client.lane(Lane::Send).without_retry().with_turn(turn);
    let answer = client.send_template_message(&message).await;
    // The next call may begin while this one is written down.
    drop(slot);
    account.runs.ring.notify_one();
    let opted_out = matches!(&answer, Err(error) if error.kind == ErrorKind::OptedOut);
    if let Err(error) = &answer {
        // A missing scope is remembered.
        account.refused(error.clone()).await;
    }
    let (fate, then) = stop::judge(answer.as_ref().map(|_| ()), row.taken_back);
    let outcome = outcome::of(&message, answer);
    let outcome = (fate == Fate::Settle).then_some(outcome);
    let mark = outcome.as_ref().map(|outcome| {
        let (state, class) = seen(outcome);
        stop::mark(state, class)
    });
    let rule = {
        let mut inner = account.runs.lock();
        inner.ended(run.id, &row, mark, then, &run.settings.stop)
    };
    let stops = rule.is_some();
    let end = End {
        row: row.id,
        outcome,
        opted_out: Some(row.contact).filter(|contact| opted_out && *contact != 0),
        stop: rule.map(|reason| {
            let stopped = Stopped {
                reason,
                at: time::now(),
            };
            (run.id, stopped)
        }),
    };
    write_down(&account, &scribe, end).await;
    if let Some(live) = account.runs.lock().lives.get_mut(&run.id) {
        live.busy.remove(&row.id);
    }
    drop(permit);
    if opted_out {
        account.contacts_changed(Cause::Sync);
    }
    if stops {
        account.runs.changed(&account);
        unknown::after_end(&account, run.id);
    } else {
        account.runs.ring.notify_one();
        account.runs.tell(&account);
    }
}

fn seen(outcome: &Outcome) -> (SendState, Option<RefusalClass>) {
    match outcome {
        Outcome::Accepted { .. } => (SendState::Accepted, None),
        Outcome::Refused { refusal, .. } => (SendState::Refused, Some(refusal.class)),
        Outcome::Unknown { .. } => (SendState::Unknown, None),
    }
}

/// What cannot be written down stays in flight in the ledger, and is unknown at the next start.
async fn write_down(account: &OpenAccount, scribe: &Scribe, end: End) {
    for attempt in 1..=TRIES {
        match scribe.write(Note::End(Box::new(end.clone()))).await {
            Ok(_) => return,
            Err(error) => {
                tracing::error!(account = %account.id.0, %error, attempt, "an outcome could not be written down");
            }
        }
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
}

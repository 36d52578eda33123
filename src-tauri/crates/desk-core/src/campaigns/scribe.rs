//! Writing down what runs do: whatever waits goes into one transaction, so that many rows are durable with one wait for
//! the disk.

use tokio::sync::{mpsc, oneshot};

use super::{Stopped, rows};
use crate::{
    contacts::rows as contacts,
    error::{CommandError, ErrorCode},
    open_account::OpenAccount,
    outbox::ledger::{self, Outcome, runs},
};
use std::sync::Arc;

/// Most of one transaction.
const MOST: usize = 256;

/// What is to be written down.
#[derive(Debug, Clone)]
pub(super) enum Note {
    /// The row's call is about to be made.
    Call(i64),
    /// Its call came to an end.
    End(Box<End>),
}

/// How a call came to an end.
#[derive(Debug, Clone)]
pub(super) struct End {
    pub row: i64,
    /// None: it is taken back.
    pub outcome: Option<Outcome>,
    /// This contact opted out, as the answer told.
    pub opted_out: Option<i64>,
    /// This run stops.
    pub stop: Option<(i64, Stopped)>,
}

type Answer = oneshot::Sender<Result<bool, CommandError>>;

/// A handle to the one who writes; it ends when all handles are gone.
#[derive(Clone)]
pub(super) struct Scribe(mpsc::UnboundedSender<(Note, Answer)>);

impl Scribe {
    /// Not one of the account's background tasks: those are aborted, this writes down what is under way.
    pub(super) fn start(account: Arc<OpenAccount>) -> Self {
        let (notes, mut queue) = mpsc::unbounded_channel::<(Note, Answer)>();
        tokio::spawn(async move {
            while let Some(first) = queue.recv().await {
                let mut batch = vec![first];
                while batch.len() < MOST
                    && let Ok(next) = queue.try_recv()
                {
                    batch.push(next);
                }
                let (notes, answers): (Vec<Note>, Vec<Answer>) = batch.into_iter().unzip();
                let written = write(&account, notes).await;
                for (place, answer) in answers.into_iter().enumerate() {
                    // Whoever asked may have gone away; it is written down all the same.
                    let _ = answer.send(match &written {
                        Ok(done) => Ok(done.get(place).copied().unwrap_or_default()),
                        Err(error) => Err(error.clone()),
                    });
                }
            }
        });
        Self(notes)
    }

    /// Writes a note down; durable when this returns. Of a call: whether it may be made.
    pub(super) async fn write(&self, note: Note) -> Result<bool, CommandError> {
        let (answer, written) = oneshot::channel();
        let gone = || CommandError::new(ErrorCode::Internal, "the account is closing");
        self.0.send((note, answer)).map_err(|_| gone())?;
        written.await.map_err(|_| gone())?
    }
}

async fn write(account: &OpenAccount, notes: Vec<Note>) -> Result<Vec<bool>, CommandError> {
    account
        .db()?
        .write(move |t| {
            notes
                .iter()
                .map(|note| match note {
                    Note::Call(row) => runs::call(t, *row),
                    Note::End(end) => {
                        match &end.outcome {
                            Some(outcome) => ledger::settle(t, end.row, outcome)?,
                            None => runs::take_back(t, end.row)?,
                        }
                        if let Some(contact) = end.opted_out {
                            contacts::opted_out(t, contact)?;
                        }
                        if let Some((campaign, stopped)) = &end.stop {
                            rows::stop(t, *campaign, stopped)?;
                        }
                        Ok(true)
                    }
                })
                .collect()
        })
        .await
}

//! Asking the server for unknown sends: the pages of messages are read once for all of them.

use std::sync::Arc;

use jiff::Timestamp;
use wacr_api::{Client, ListQuery};

use super::{
    Evidence, SendRow, SendState,
    ledger::{self, Finding},
    look_up::{self, Seen, Wanted},
    render,
    states::Step,
};
use crate::{
    error::{CommandError, ErrorCode},
    events::AppEvent,
    open_account::OpenAccount,
    time,
};

/// Pages of messages that are read at most for one row, a person waiting.
const PAGES: u32 = 20;
/// The same for the rows of a run, in the background: 20,000 messages.
const RUN_PAGES: u32 = 200;

/// Looks one row up. Found: accepted. Not found: it stays unknown, with the evidence.
pub(crate) async fn one(
    account: &Arc<OpenAccount>,
    client: &Client,
    id: i64,
) -> Result<SendRow, CommandError> {
    let rows = all(account, client, &[id], PAGES).await?;
    rows.into_iter().next().ok_or_else(no_row)
}

/// Looks rows of a run up. Rows that are not unknown any more are left out.
pub(crate) async fn of_run(
    account: &Arc<OpenAccount>,
    client: &Client,
    ids: &[i64],
) -> Result<Vec<SendRow>, CommandError> {
    all(account, client, ids, RUN_PAGES).await
}

async fn all(
    account: &Arc<OpenAccount>,
    client: &Client,
    ids: &[i64],
    pages: u32,
) -> Result<Vec<SendRow>, CommandError> {
    let mut open: Vec<(i64, Wanted)> = Vec::with_capacity(ids.len());
    for id in ids {
        match wanted(account, *id).await {
            Ok(wanted) => open.push((*id, wanted)),
            // Settled meanwhile by a person.
            Err(error) if ids.len() > 1 && error.code == ErrorCode::Conflict => {}
            Err(error) => return Err(error),
        }
    }
    let mut rows = Vec::with_capacity(open.len());
    let mut past: Vec<i64> = Vec::new();
    let mut page = 1;
    while !open.is_empty() && page <= pages {
        let query = ListQuery::new().page(page).per_page(100);
        let reply = match client.list_messages(&query).await {
            Ok(reply) => reply,
            Err(error) => return Err(account.refused(error).await),
        };
        if let Some(there) = reply.server_time.filter(|_| page == 1) {
            let ahead = reply.received_at.duration_since(there);
            open.iter_mut()
                .for_each(|(_, wanted)| wanted.clock_ahead(ahead));
        }
        let reply = reply.data;
        let mut taken = Vec::new();
        let mut further = Vec::with_capacity(open.len());
        for (id, mut wanted) in open {
            // A message is the proof of one send only.
            wanted.taken.extend(&taken);
            match wanted.read(&reply.rows) {
                Seen::Found { message, chat, at } => {
                    taken.push(message);
                    rows.push(write_down(account, id, found(message, chat, at)).await?);
                }
                Seen::Further if reply.pagination.has_more => further.push((id, wanted)),
                Seen::Further | Seen::Past => past.push(id),
            }
        }
        for (_, wanted) in &mut further {
            wanted.taken.extend(&taken);
        }
        open = further;
        page += 1;
    }
    past.extend(open.into_iter().map(|(id, _)| id));
    for id in past {
        rows.push(write_down(account, id, not_found()).await?);
    }
    Ok(rows)
}

fn found(message: i64, chat_id: Option<i64>, at: Timestamp) -> Finding {
    Finding {
        step: Some(Step::Find),
        evidence: Evidence::FoundOnServer {
            message,
            sent_at: time::text(at),
        },
        refusal: None,
        chat_id,
        server_message: Some(message),
    }
}

fn not_found() -> Finding {
    Finding {
        step: None,
        evidence: Evidence::NotFound {
            asked_at: time::now(),
        },
        refusal: None,
        chat_id: None,
        server_message: None,
    }
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

/// Writes down what was found out about an unknown row.
pub(super) async fn write_down(
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

//! Unknown rows of runs are looked up by themselves: when a run ends, and when the program opens. What is not found stays
//! a question; nothing is ever sent again on a guess.

use std::{sync::Arc, time::Duration};

use wacr_api::Lane;

use crate::{
    error::CommandError,
    open_account::OpenAccount,
    outbox::{ledger::runs, look_up_call},
};

/// The server may store a message late: it is asked twice.
const WAITS: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(60)];
/// So often a row is asked for without a person.
const MOST: u32 = 4;
/// Rows that are looked for together.
const TOGETHER: usize = 200;

/// A run came to its end.
pub(super) fn after_end(account: &Arc<OpenAccount>, campaign: i64) {
    let work = account.clone();
    account.spawn(async move {
        for wait in WAITS {
            tokio::time::sleep(wait).await;
            match look(&work, campaign).await {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) => {
                    tracing::info!(account = %work.id.0, %error, "unknown rows wait to be looked up");
                }
            }
        }
    });
}

/// The program opened: what was under way when it ended is unknown.
pub(super) async fn after_start(account: &Arc<OpenAccount>) {
    let Ok(db) = account.db() else { return };
    for campaign in db.read(runs::with_unknown).await.unwrap_or_default() {
        after_end(account, campaign);
    }
}

/// Looks the unknown rows of a run up; how many are left to ask for.
async fn look(account: &Arc<OpenAccount>, campaign: i64) -> Result<usize, CommandError> {
    let open = account
        .db()?
        .read(move |c| runs::unknown(c, campaign))
        .await?;
    let ids: Vec<i64> = open
        .iter()
        .filter(|(_, asked)| *asked < MOST)
        .map(|(id, _)| *id)
        .collect();
    if ids.is_empty() {
        return Ok(0);
    }
    let client = account.client().await?.lane(Lane::Background);
    for some in ids.chunks(TOGETHER) {
        look_up_call::of_run(account, &client, some).await?;
    }
    account.runs.tell(account);
    let left = account
        .db()?
        .read(move |c| runs::unknown(c, campaign))
        .await?;
    Ok(left.len())
}

//! See `desk_core::history`.

use desk_core::{accounts::AccountId, error::CommandError, history::HistoryEntry};

use super::Core;

/// What happened to a contact, newest first.
#[tauri::command]
pub async fn history_list(
    core: Core<'_>,
    account: AccountId,
    contact: i64,
) -> Result<Vec<HistoryEntry>, CommandError> {
    core.desk()?.history_list(&account, contact).await
}

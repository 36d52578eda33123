//! See `desk_core::comments`.

use desk_core::{accounts::AccountId, comments::Notes, error::CommandError};

use super::Core;

/// Notes as last read.
#[tauri::command]
pub async fn comments_list(
    core: Core<'_>,
    account: AccountId,
    contact: i64,
) -> Result<Notes, CommandError> {
    core.desk()?.comments_list(&account, contact).await
}

/// Reads the notes from the server.
#[tauri::command]
pub async fn comments_read(
    core: Core<'_>,
    account: AccountId,
    contact: i64,
) -> Result<Notes, CommandError> {
    core.desk()?.comments_read(&account, contact).await
}

/// Adds a note.
#[tauri::command]
pub async fn comments_add(
    core: Core<'_>,
    account: AccountId,
    contact: i64,
    text: String,
) -> Result<Notes, CommandError> {
    core.desk()?.comments_add(&account, contact, text).await
}

/// Looks whether a note whose answer was lost is written.
#[tauri::command]
pub async fn comments_settle(
    core: Core<'_>,
    account: AccountId,
    contact: i64,
) -> Result<Notes, CommandError> {
    core.desk()?.comments_settle(&account, contact).await
}

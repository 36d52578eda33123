//! See `desk_core::sync`.

use desk_core::{accounts::AccountId, error::CommandError, sync::SyncStatus};

use super::Core;

/// Where the mirror stands.
#[tauri::command]
pub async fn sync_status(core: Core<'_>, account: AccountId) -> Result<SyncStatus, CommandError> {
    core.sync_status(&account).await
}

/// Looks for changes now.
#[tauri::command]
pub async fn sync_now(core: Core<'_>, account: AccountId) -> Result<(), CommandError> {
    core.sync_now(&account).await
}

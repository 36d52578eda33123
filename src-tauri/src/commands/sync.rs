//! See `desk_core::sync`.

use desk_core::{accounts::AccountId, error::CommandError, sync::SyncStatus};

use super::Core;

/// Where the mirror stands.
#[tauri::command]
pub async fn sync_status(core: Core<'_>, account: AccountId) -> Result<SyncStatus, CommandError> {
    core.desk()?.sync_status(&account).await
}

/// Looks for changes now.
#[tauri::command]
pub async fn sync_now(core: Core<'_>, account: AccountId) -> Result<(), CommandError> {
    core.desk()?.sync_now(&account).await
}

//! See `desk_core::templates`.

use desk_core::{accounts::AccountId, error::CommandError, templates::Template};

use super::Core;

/// All templates of the mirror, sendable or not.
#[tauri::command]
pub async fn templates_list(
    core: Core<'_>,
    account: AccountId,
) -> Result<Vec<Template>, CommandError> {
    core.desk()?.templates_list(&account).await
}

/// Asks the server for them again.
#[tauri::command]
pub async fn templates_refresh(
    core: Core<'_>,
    account: AccountId,
) -> Result<Vec<Template>, CommandError> {
    core.desk()?.templates_refresh(&account).await
}

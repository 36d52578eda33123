//! See `desk_core::sources`.

use desk_core::{accounts::AccountId, error::CommandError, sources::Source};

use super::Core;

/// All sources, by name.
#[tauri::command]
pub async fn sources_list(core: Core<'_>, account: AccountId) -> Result<Vec<Source>, CommandError> {
    core.desk()?.sources_list(&account).await
}

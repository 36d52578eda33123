//! See `desk_core::sources`.

use desk_core::{accounts::AccountId, error::CommandError, lists::ListCounts, sources::Source};

use super::Core;

/// All sources, by name.
#[tauri::command]
pub async fn sources_list(core: Core<'_>, account: AccountId) -> Result<Vec<Source>, CommandError> {
    core.desk()?.sources_list(&account).await
}

/// How many contacts come from each source, by the mirror.
#[tauri::command]
pub async fn sources_counts(
    core: Core<'_>,
    account: AccountId,
) -> Result<ListCounts, CommandError> {
    core.desk()?.sources_counts(&account).await
}

/// Creates a source; a name that is taken is refused.
#[tauri::command]
pub async fn sources_create(
    core: Core<'_>,
    account: AccountId,
    name: String,
) -> Result<Source, CommandError> {
    core.desk()?.sources_create(&account, name).await
}

/// Renames it.
#[tauri::command]
pub async fn sources_update(
    core: Core<'_>,
    account: AccountId,
    id: i64,
    name: String,
) -> Result<Source, CommandError> {
    core.desk()?.sources_update(&account, id, name).await
}

/// Deletes it, unless contacts use it.
#[tauri::command]
pub async fn sources_delete(
    core: Core<'_>,
    account: AccountId,
    id: i64,
) -> Result<(), CommandError> {
    core.desk()?.sources_delete(&account, id).await
}

//! See `desk_core::groups`.

use desk_core::{accounts::AccountId, error::CommandError, groups::Group, lists::ListCounts};

use super::Core;

/// All groups, by name.
#[tauri::command]
pub async fn groups_list(core: Core<'_>, account: AccountId) -> Result<Vec<Group>, CommandError> {
    core.desk()?.groups_list(&account).await
}

/// The group of this name: the one there is, or a new one.
#[tauri::command]
pub async fn groups_create(
    core: Core<'_>,
    account: AccountId,
    name: String,
) -> Result<Group, CommandError> {
    core.desk()?.groups_create(&account, name).await
}

/// How many contacts are in each group, by the mirror.
#[tauri::command]
pub async fn groups_counts(core: Core<'_>, account: AccountId) -> Result<ListCounts, CommandError> {
    core.desk()?.groups_counts(&account).await
}

/// Creates a group; a name that is taken is refused.
#[tauri::command]
pub async fn groups_create_new(
    core: Core<'_>,
    account: AccountId,
    name: String,
) -> Result<Group, CommandError> {
    core.desk()?.groups_create_new(&account, name).await
}

/// Renames it.
#[tauri::command]
pub async fn groups_update(
    core: Core<'_>,
    account: AccountId,
    id: i64,
    name: String,
) -> Result<Group, CommandError> {
    core.desk()?.groups_update(&account, id, name).await
}

/// Deletes it; its contacts stay.
#[tauri::command]
pub async fn groups_delete(
    core: Core<'_>,
    account: AccountId,
    id: i64,
) -> Result<(), CommandError> {
    core.desk()?.groups_delete(&account, id).await
}

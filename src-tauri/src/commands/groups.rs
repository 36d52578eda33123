//! See `desk_core::groups`.

use desk_core::{accounts::AccountId, error::CommandError, groups::Group};

use super::Core;

/// All groups, by name.
#[tauri::command]
pub async fn groups_list(core: Core<'_>, account: AccountId) -> Result<Vec<Group>, CommandError> {
    core.desk()?.groups_list(&account).await
}

/// Creates a group, or gives the one that has this name.
#[tauri::command]
pub async fn groups_create(
    core: Core<'_>,
    account: AccountId,
    name: String,
) -> Result<Group, CommandError> {
    core.desk()?.groups_create(&account, name).await
}

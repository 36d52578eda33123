//! See `desk_core::statuses`.

use desk_core::{
    accounts::AccountId,
    error::CommandError,
    lists::ListCounts,
    statuses::{Status, StatusInput},
};

use super::Core;

/// All statuses, in the server's order.
#[tauri::command]
pub async fn statuses_list(
    core: Core<'_>,
    account: AccountId,
) -> Result<Vec<Status>, CommandError> {
    core.desk()?.statuses_list(&account).await
}

/// How many contacts are in each status, by the mirror.
#[tauri::command]
pub async fn statuses_counts(
    core: Core<'_>,
    account: AccountId,
) -> Result<ListCounts, CommandError> {
    core.desk()?.statuses_counts(&account).await
}

/// Creates a status; a name that is taken is refused.
#[tauri::command]
pub async fn statuses_create(
    core: Core<'_>,
    account: AccountId,
    input: StatusInput,
) -> Result<Status, CommandError> {
    core.desk()?.statuses_create(&account, input).await
}

/// Renames and recolours it.
#[tauri::command]
pub async fn statuses_update(
    core: Core<'_>,
    account: AccountId,
    id: i64,
    input: StatusInput,
) -> Result<Status, CommandError> {
    core.desk()?.statuses_update(&account, id, input).await
}

/// Deletes it, unless contacts use it.
#[tauri::command]
pub async fn statuses_delete(
    core: Core<'_>,
    account: AccountId,
    id: i64,
) -> Result<(), CommandError> {
    core.desk()?.statuses_delete(&account, id).await
}

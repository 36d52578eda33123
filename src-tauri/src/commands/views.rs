//! See `desk_core::views`.

use desk_core::{
    accounts::AccountId,
    error::CommandError,
    views::{RememberRequest, View, ViewCount, Views},
};

use super::Core;

/// All views, and where the person was.
#[tauri::command]
pub async fn views_list(core: Core<'_>, account: AccountId) -> Result<Views, CommandError> {
    core.desk()?.views_list(&account).await
}

/// Contacts in each view.
#[tauri::command]
pub async fn views_counts(
    core: Core<'_>,
    account: AccountId,
) -> Result<Vec<ViewCount>, CommandError> {
    core.desk()?.views_counts(&account).await
}

/// Saves a view.
#[tauri::command]
pub async fn views_put(
    core: Core<'_>,
    account: AccountId,
    view: View,
) -> Result<View, CommandError> {
    core.desk()?.views_put(&account, view).await
}

/// Deletes a view and gives it back.
#[tauri::command]
pub async fn views_delete(
    core: Core<'_>,
    account: AccountId,
    id: i64,
) -> Result<View, CommandError> {
    core.desk()?.views_delete(&account, id).await
}

/// Keeps where the person is.
#[tauri::command]
pub async fn views_remember(
    core: Core<'_>,
    account: AccountId,
    request: RememberRequest,
) -> Result<(), CommandError> {
    core.desk()?.views_remember(&account, request).await
}

//! See `desk_core::selection`.

use desk_core::{
    accounts::AccountId,
    contacts::{ContactSnapshot, WindowRequest},
    error::CommandError,
    selection::{GroupShare, SelectedWithin, Selection, SelectionChange, SelectionPart},
};

use super::Core;

/// How many are selected.
#[tauri::command]
pub async fn selection_get(core: Core<'_>, account: AccountId) -> Result<Selection, CommandError> {
    core.desk()?.selection_get(&account).await
}

/// Selects, or takes out.
#[tauri::command]
pub async fn selection_change(
    core: Core<'_>,
    account: AccountId,
    change: SelectionChange,
) -> Result<Selection, CommandError> {
    core.desk()?.selection_change(&account, change).await
}

/// Selects nobody.
#[tauri::command]
pub async fn selection_clear(
    core: Core<'_>,
    account: AccountId,
) -> Result<Selection, CommandError> {
    core.desk()?.selection_clear(&account).await
}

/// Which of these rows are selected.
#[tauri::command]
pub async fn selection_window(
    core: Core<'_>,
    account: AccountId,
    request: WindowRequest,
) -> Result<Vec<i64>, CommandError> {
    core.desk()?.selection_window(&account, request).await
}

/// How much of a list is selected.
#[tauri::command]
pub async fn selection_within(
    core: Core<'_>,
    account: AccountId,
    snapshot: String,
) -> Result<SelectedWithin, CommandError> {
    core.desk()?.selection_within(&account, snapshot).await
}

/// The selected, or those left out, as a list.
#[tauri::command]
pub async fn selection_list(
    core: Core<'_>,
    account: AccountId,
    which: SelectionPart,
) -> Result<ContactSnapshot, CommandError> {
    core.desk()?.selection_list(&account, which).await
}

/// How many of the selected, or of one contact, are in each group.
#[tauri::command]
pub async fn selection_groups(
    core: Core<'_>,
    account: AccountId,
    of: Option<i64>,
) -> Result<Vec<GroupShare>, CommandError> {
    core.desk()?.selection_groups(&account, of).await
}

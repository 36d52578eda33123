//! See `desk_core::lists`.

use desk_core::{
    accounts::AccountId,
    error::CommandError,
    lists::{List, ListTotal},
};

use super::Core;

/// How many contacts the server counts of an entry of groups, sources or statuses.
#[tauri::command]
pub async fn lists_total(
    core: Core<'_>,
    account: AccountId,
    list: List,
    id: i64,
) -> Result<ListTotal, CommandError> {
    core.desk()?.lists_total(&account, list, id).await
}

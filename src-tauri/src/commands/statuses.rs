//! See `desk_core::statuses`.

use desk_core::{accounts::AccountId, error::CommandError, statuses::Status};

use super::Core;

/// All statuses, in the server's order.
#[tauri::command]
pub async fn statuses_list(
    core: Core<'_>,
    account: AccountId,
) -> Result<Vec<Status>, CommandError> {
    core.desk()?.statuses_list(&account).await
}

//! See `desk_core::accounts`.

use desk_core::{
    accounts::{
        Accent, Account, AccountId, Checked, ConnectRequest, ReplaceTokenRequest, StartState,
    },
    error::CommandError,
};

use super::Core;
use crate::{preferences::Stored, start::Start};

/// All accounts, in the order they were added.
#[tauri::command]
pub async fn accounts_list(core: Core<'_>) -> Result<Vec<Account>, CommandError> {
    core.desk()?.accounts_list().await
}

/// Tries address and token; stores nothing.
#[tauri::command]
pub async fn accounts_check(
    core: Core<'_>,
    request: ConnectRequest,
) -> Result<Checked, CommandError> {
    core.desk()?.accounts_check(request).await
}

/// Tries, stores, makes it the active account.
#[tauri::command]
pub async fn accounts_connect(
    core: Core<'_>,
    request: ConnectRequest,
) -> Result<Account, CommandError> {
    core.desk()?.accounts_connect(request).await
}

/// Starts the practice account and makes it the active one.
#[tauri::command]
pub async fn accounts_practice(core: Core<'_>) -> Result<Account, CommandError> {
    core.desk()?.accounts_practice().await
}

/// Makes it the active account.
#[tauri::command]
pub async fn accounts_switch(core: Core<'_>, account: AccountId) -> Result<Account, CommandError> {
    core.desk()?.accounts_switch(account).await
}

/// Gives it a name.
#[tauri::command]
pub async fn accounts_rename(
    core: Core<'_>,
    account: AccountId,
    name: String,
) -> Result<Account, CommandError> {
    core.desk()?.accounts_rename(account, name).await
}

/// Gives it a colour.
#[tauri::command]
pub async fn accounts_set_accent(
    core: Core<'_>,
    account: AccountId,
    accent: Accent,
) -> Result<Account, CommandError> {
    core.desk()?.accounts_set_accent(account, accent).await
}

/// Tries the new token before the old is forgotten.
#[tauri::command]
pub async fn accounts_replace_token(
    core: Core<'_>,
    account: AccountId,
    request: ReplaceTokenRequest,
) -> Result<Account, CommandError> {
    core.desk()?.accounts_replace_token(account, request).await
}

/// Forgets its token, deletes its local data; gives the active account afterwards.
#[tauri::command]
pub async fn accounts_remove(
    core: Core<'_>,
    account: AccountId,
) -> Result<Option<AccountId>, CommandError> {
    core.desk()?.accounts_remove(account).await
}

/// What the program opens with. `--practice` counts once: a reload of the window stays where it is.
#[tauri::command]
pub async fn accounts_start(
    core: Core<'_>,
    start: tauri::State<'_, Start>,
    preferences: tauri::State<'_, Stored>,
) -> Result<StartState, CommandError> {
    if start.take_practice() {
        core.desk()?.accounts_practice().await?;
    }
    core.desk()?
        .accounts_start(preferences.read(), preferences.damaged())
        .await
}

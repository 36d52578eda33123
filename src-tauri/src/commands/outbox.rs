//! See `desk_core::outbox`.

use desk_core::{
    accounts::AccountId,
    error::CommandError,
    outbox::{Preview, ResolveRequest, SendRequest, SendRow},
};

use super::Core;

/// What exactly will be read. Sends nothing.
#[tauri::command]
pub async fn outbox_preview(
    core: Core<'_>,
    account: AccountId,
    request: SendRequest,
) -> Result<Preview, CommandError> {
    core.desk()?.outbox_preview(&account, request).await
}

/// Sends; gives the settled row, fails only if nothing was tried.
#[tauri::command]
pub async fn outbox_send(
    core: Core<'_>,
    account: AccountId,
    request: SendRequest,
) -> Result<SendRow, CommandError> {
    core.desk()?.outbox_send(&account, request).await
}

/// Sends to one person, newest first.
#[tauri::command]
pub async fn outbox_for_contact(
    core: Core<'_>,
    account: AccountId,
    contact: i64,
) -> Result<Vec<SendRow>, CommandError> {
    core.desk()?.outbox_for_contact(&account, contact).await
}

/// Looks an unknown row up on the server.
#[tauri::command]
pub async fn outbox_look_up(
    core: Core<'_>,
    account: AccountId,
    id: i64,
) -> Result<SendRow, CommandError> {
    core.desk()?.outbox_look_up(&account, id).await
}

/// A person's word on an unknown row.
#[tauri::command]
pub async fn outbox_resolve(
    core: Core<'_>,
    account: AccountId,
    request: ResolveRequest,
) -> Result<SendRow, CommandError> {
    core.desk()?.outbox_resolve(&account, request).await
}

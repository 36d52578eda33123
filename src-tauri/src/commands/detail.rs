//! See `desk_core::detail`.

use desk_core::{
    accounts::AccountId,
    contacts::{Contact, UpdateContactRequest},
    detail::{FieldDraft, MemberRequest},
    error::CommandError,
};

use super::Core;

/// Saves what was changed in place.
#[tauri::command]
pub async fn detail_update(
    core: Core<'_>,
    account: AccountId,
    request: UpdateContactRequest,
) -> Result<Contact, CommandError> {
    core.desk()?.detail_update(&account, request).await
}

/// Puts a contact into a group or takes it out.
#[tauri::command]
pub async fn detail_set_group(
    core: Core<'_>,
    account: AccountId,
    request: MemberRequest,
) -> Result<Contact, CommandError> {
    core.desk()?.detail_set_group(&account, request).await
}

/// What is typed in the pane and not saved.
#[tauri::command]
pub async fn detail_drafts(
    core: Core<'_>,
    account: AccountId,
    contact: i64,
) -> Result<Vec<FieldDraft>, CommandError> {
    core.desk()?.detail_drafts(&account, contact).await
}

/// Keeps what is typed into a field of the pane.
#[tauri::command]
pub async fn detail_keep_draft(
    core: Core<'_>,
    account: AccountId,
    contact: i64,
    field: String,
    text: Option<String>,
) -> Result<(), CommandError> {
    core.desk()?
        .detail_keep_draft(&account, contact, field, text)
        .await
}

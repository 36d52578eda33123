//! See `desk_core::contacts`.

use desk_core::{
    accounts::AccountId,
    contacts::{
        Contact, ContactDraft, ContactInput, ContactQuery, ContactSnapshot, UpdateContactRequest,
        WindowRequest,
    },
    error::CommandError,
};

use super::Core;

/// Makes a list that stays as it is.
#[tauri::command]
pub async fn contacts_search(
    core: Core<'_>,
    account: AccountId,
    query: ContactQuery,
) -> Result<ContactSnapshot, CommandError> {
    core.desk()?.contacts_search(&account, query).await
}

/// Rows of a list by position.
#[tauri::command]
pub async fn contacts_window(
    core: Core<'_>,
    account: AccountId,
    request: WindowRequest,
) -> Result<Vec<Contact>, CommandError> {
    core.desk()?.contacts_window(&account, request).await
}

/// One contact of the mirror.
#[tauri::command]
pub async fn contacts_get(
    core: Core<'_>,
    account: AccountId,
    id: i64,
) -> Result<Contact, CommandError> {
    core.desk()?.contacts_get(&account, id).await
}

/// Writes down a person: server first, then mirror.
#[tauri::command]
pub async fn contacts_create(
    core: Core<'_>,
    account: AccountId,
    input: ContactInput,
) -> Result<Contact, CommandError> {
    core.desk()?.contacts_create(&account, input).await
}

/// Sends only what changed.
#[tauri::command]
pub async fn contacts_update(
    core: Core<'_>,
    account: AccountId,
    request: UpdateContactRequest,
) -> Result<Contact, CommandError> {
    core.desk()?.contacts_update(&account, request).await
}

/// Deletes for good.
#[tauri::command]
pub async fn contacts_delete(
    core: Core<'_>,
    account: AccountId,
    id: i64,
) -> Result<(), CommandError> {
    core.desk()?.contacts_delete(&account, id).await
}

/// The text kept for a form.
#[tauri::command]
pub async fn contacts_draft(
    core: Core<'_>,
    account: AccountId,
    contact: Option<i64>,
) -> Result<Option<ContactDraft>, CommandError> {
    core.desk()?.contacts_draft(&account, contact).await
}

/// Keeps a form's text.
#[tauri::command]
pub async fn contacts_save_draft(
    core: Core<'_>,
    account: AccountId,
    draft: ContactDraft,
) -> Result<(), CommandError> {
    core.desk()?.contacts_save_draft(&account, draft).await
}

/// Forgets a form's text.
#[tauri::command]
pub async fn contacts_drop_draft(
    core: Core<'_>,
    account: AccountId,
    contact: Option<i64>,
) -> Result<(), CommandError> {
    core.desk()?.contacts_drop_draft(&account, contact).await
}

//! See `desk_core::contacts`.

use desk_core::{
    accounts::AccountId,
    contacts::{
        CompareRequest, Contact, ContactDraft, ContactFilter, ContactInput, ContactQuery,
        ContactSnapshot, CountsRequest, FilterCounts, FindRequest, ListChange, TypedFilter,
        UpdateContactRequest, WindowRequest,
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

/// The next row whose name begins with the letters.
#[tauri::command]
pub async fn contacts_find(
    core: Core<'_>,
    account: AccountId,
    request: FindRequest,
) -> Result<Option<u32>, CommandError> {
    core.desk()?.contacts_find(&account, request).await
}

/// What a newer list would change.
#[tauri::command]
pub async fn contacts_compare(
    core: Core<'_>,
    account: AccountId,
    request: CompareRequest,
) -> Result<ListChange, CommandError> {
    core.desk()?.contacts_compare(&account, request).await
}

/// Contacts of each value of a field.
#[tauri::command]
pub async fn contacts_counts(
    core: Core<'_>,
    account: AccountId,
    request: CountsRequest,
) -> Result<FilterCounts, CommandError> {
    core.desk()?.contacts_counts(&account, request).await
}

/// Reads a filter as typed.
#[tauri::command]
pub async fn contacts_read_filter(
    core: Core<'_>,
    account: AccountId,
    line: String,
) -> Result<TypedFilter, CommandError> {
    core.desk()?.contacts_read_filter(&account, line).await
}

/// A filter as one types it.
#[tauri::command]
pub async fn contacts_write_filter(
    core: Core<'_>,
    account: AccountId,
    filter: ContactFilter,
    text: String,
) -> Result<String, CommandError> {
    core.desk()?
        .contacts_write_filter(&account, filter, text)
        .await
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

//! See `desk_core::links`.

use desk_core::{accounts::AccountId, error::CommandError, links::LinkKind};

use super::Core;
use crate::opener;

/// Opens a link of a contact outside of the program.
#[tauri::command]
pub async fn links_open(
    core: Core<'_>,
    account: AccountId,
    contact: i64,
    kind: LinkKind,
) -> Result<(), CommandError> {
    let url = core.desk()?.links_for(&account, contact, kind).await?;
    opener::open(url.as_str())
}

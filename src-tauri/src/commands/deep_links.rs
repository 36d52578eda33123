//! See `desk_core::deep_links`.

use desk_core::{deep_links::DeepLink, error::CommandError};

use crate::start::Start;

/// What a link asked to be shown, once; none if nobody pressed one.
#[tauri::command]
pub async fn deep_links_take(
    start: tauri::State<'_, Start>,
) -> Result<Option<DeepLink>, CommandError> {
    Ok(start.take_link())
}

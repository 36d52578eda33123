//! See `crate::preferences`.

use desk_core::{error::CommandError, preferences::Preferences};

use crate::preferences::Stored;

/// Keeps small settings of this computer.
#[tauri::command]
pub async fn preferences_set(
    stored: tauri::State<'_, Stored>,
    preferences: Preferences,
) -> Result<(), CommandError> {
    stored.write(&preferences)
}

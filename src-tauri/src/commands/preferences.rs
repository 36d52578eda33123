//! See `crate::preferences`.

use desk_core::{error::CommandError, preferences::Preferences};
use tauri::AppHandle;

use super::Core;
use crate::{logs::Logs, preferences::Stored, window};

/// Keeps small settings of this computer; they hold from now on.
#[tauri::command]
pub async fn preferences_set(
    app: AppHandle,
    core: Core<'_>,
    stored: tauri::State<'_, Stored>,
    logs: tauri::State<'_, Logs>,
    preferences: Preferences,
) -> Result<(), CommandError> {
    let before = stored.read();
    if let Ok(desk) = core.desk() {
        desk.preferences_heed(&preferences);
    }
    logs.detailed(preferences.detailed_log);
    if before.text_size != preferences.text_size {
        window::zoom(&app, preferences.text_size.zoom());
    }
    stored.write(&preferences)
}

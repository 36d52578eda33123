//! What lies on this computer: where, how much, and away with it.

use desk_core::{
    data::{self, DataPlace},
    error::CommandError,
};
use tauri::{AppHandle, Manager};

use super::Core;
use crate::{folders::Folders, logs::Logs, opener, preferences::Stored, window};

/// Where everything lies.
#[tauri::command]
pub async fn data_place(folders: tauri::State<'_, Folders>) -> Result<DataPlace, CommandError> {
    data::place(&folders.data).await
}

/// Shows the folder in the system's file manager.
#[tauri::command]
pub async fn data_open_folder(folders: tauri::State<'_, Folders>) -> Result<(), CommandError> {
    opener::open_folder(&folders.data)
}

/// Removes every account with its token and data, the settings, the log and what the webview kept.
#[tauri::command]
pub async fn data_delete_all(
    app: AppHandle,
    core: Core<'_>,
    stored: tauri::State<'_, Stored>,
    logs: tauri::State<'_, Logs>,
) -> Result<(), CommandError> {
    let desk = core.desk()?;
    desk.accounts_remove_all().await?;
    stored.clear()?;
    desk.preferences_heed(&stored.read());
    logs.detailed(false);
    logs.clear();
    if let Some(window) = app.get_webview_window(window::MAIN)
        && let Err(error) = window.clear_all_browsing_data()
    {
        tracing::warn!(%error, "what the webview kept was not deleted");
    }
    window::zoom(&app, stored.read().text_size.zoom());
    Ok(())
}

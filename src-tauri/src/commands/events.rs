//! See `crate::events`.

use desk_core::{error::CommandError, events::AppEvent};
use tauri::ipc::Channel;

use crate::events::Subscribers;

/// Tells this window what changes from now on; the channel ends with the page that made it.
#[tauri::command]
pub async fn events_subscribe(
    subscribers: tauri::State<'_, Subscribers>,
    channel: Channel<AppEvent>,
) -> Result<(), CommandError> {
    subscribers.add(channel);
    Ok(())
}

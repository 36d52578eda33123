//! See `desk_core::diagnostics` and `crate::logs`.

use desk_core::{
    diagnostics::{self, CrashReport, Machine},
    error::CommandError,
};
use tauri::AppHandle;

use super::Core;
use crate::{core::COMMIT, logs::Logs, preferences::Stored};

/// What a person can hand to somebody who helps: versions, settings, the last calls by shape, the end of the log.
#[tauri::command]
pub async fn diagnostics_read(
    app: AppHandle,
    core: Core<'_>,
    stored: tauri::State<'_, Stored>,
    logs: tauri::State<'_, Logs>,
) -> Result<String, CommandError> {
    let machine = Machine {
        version: app.package_info().version.to_string(),
        commit: COMMIT.to_owned(),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        webview: tauri::webview_version().unwrap_or_else(|_| "unknown".to_owned()),
    };
    // A core that did not open is when this is needed most.
    let accounts = match core.desk() {
        Ok(desk) => desk.diagnostics_accounts().await,
        Err(_) => Vec::new(),
    };
    Ok(diagnostics::report(
        &machine,
        &stored.read(),
        &stored.network(),
        &accounts,
        &logs.calls(),
        &logs.lines(),
    ))
}

/// What broke the last time, and what is left to look at; none once it was seen.
#[tauri::command]
pub async fn diagnostics_crash(
    core: Core<'_>,
    logs: tauri::State<'_, Logs>,
) -> Result<Option<CrashReport>, CommandError> {
    let Some(crash) = logs.crash() else {
        return Ok(None);
    };
    let look = core.desk()?.diagnostics_needs_a_look().await;
    Ok(Some(CrashReport { crash, look }))
}

/// The person has seen it.
#[tauri::command]
pub async fn diagnostics_crash_seen(logs: tauri::State<'_, Logs>) -> Result<(), CommandError> {
    logs.crash_seen();
    Ok(())
}

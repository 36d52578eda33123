//! See `desk_core::network`.

use desk_core::{
    error::{CommandError, ErrorCode},
    network::{NetworkSettings, ProxyRequest},
};
use tauri::ipc::{InvokeBody, Request};

use super::{Core, header};
use crate::preferences::Stored;

/// The way to the servers.
#[tauri::command]
pub async fn network_get(
    stored: tauri::State<'_, Stored>,
) -> Result<NetworkSettings, CommandError> {
    Ok(stored.network())
}

/// Sets the proxy; every account's calls go by it from now on.
#[tauri::command]
pub async fn network_set_proxy(
    core: Core<'_>,
    stored: tauri::State<'_, Stored>,
    request: ProxyRequest,
) -> Result<NetworkSettings, CommandError> {
    kept(&stored, core.desk()?.network_set_proxy(request).await?)
}

/// Trusts the certificates of a file besides the system's. The file is the body; its name stands in a header, in per cent.
#[tauri::command]
pub async fn network_put_certificate(
    core: Core<'_>,
    stored: tauri::State<'_, Stored>,
    request: Request<'_>,
) -> Result<NetworkSettings, CommandError> {
    let name = header(&request, "name")?;
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(CommandError::new(ErrorCode::Internal, "no file"));
    };
    let settings = core.desk()?.network_put_certificate(&name, bytes.clone());
    kept(&stored, settings.await?)
}

/// Trusts the system's certificates alone.
#[tauri::command]
pub async fn network_drop_certificate(
    core: Core<'_>,
    stored: tauri::State<'_, Stored>,
) -> Result<NetworkSettings, CommandError> {
    kept(&stored, core.desk()?.network_drop_certificate().await?)
}

fn kept(stored: &Stored, settings: NetworkSettings) -> Result<NetworkSettings, CommandError> {
    stored.keep_network(&settings)?;
    Ok(settings)
}

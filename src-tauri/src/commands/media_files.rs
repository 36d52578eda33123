//! See `desk_core::media_files`.

use desk_core::{
    accounts::AccountId,
    error::{CommandError, ErrorCode},
    media_files::MediaFile,
    templates::HeaderKind,
};
use serde::{Deserialize, de::IntoDeserializer};
use tauri::ipc::{InvokeBody, Request};

use super::{Core, header};

/// Keeps a file for a template's header. The file is the body; what it is for stands in headers, the name in per cent.
#[tauri::command]
pub async fn media_files_put(
    core: Core<'_>,
    request: Request<'_>,
) -> Result<MediaFile, CommandError> {
    let wrong = |what: &str| CommandError::new(ErrorCode::Internal, format!("no {what}"));
    let account = AccountId(header(&request, "account")?);
    let name = header(&request, "name")?;
    let kind = header(&request, "kind")?;
    let kind: Result<HeaderKind, serde::de::value::Error> =
        HeaderKind::deserialize(kind.into_deserializer());
    let kind = kind.map_err(|_| wrong("known kind"))?;
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(wrong("file"));
    };
    core.desk()?
        .media_files_put(&account, kind, &name, bytes.clone())
        .await
}

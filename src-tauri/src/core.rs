//! Opens the core once. If that fails the window opens all the same, and every command says why.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use desk_core::{
    Desk, DeskConfig,
    error::{CommandError, ErrorCode},
    network::NetworkSettings,
    preferences::Preferences,
    private_files,
};
use desk_vault::SystemStore;

use crate::{
    at_work::AtWork,
    events::Subscribers,
    instance::{self, FolderLock},
    practice::Practice,
};

/// What this was built from; empty outside of a clone.
pub const COMMIT: &str = env!("WACR_DESK_COMMIT");

/// The core, or why there is none; holds the data folder while the program runs.
pub struct Opened {
    core: Result<Arc<Desk>, CommandError>,
    _lock: Option<FolderLock>,
}

impl Opened {
    /// Opens the core in the folder that was taken.
    pub async fn open(
        folder: PathBuf,
        lock: Result<FolderLock, CommandError>,
        network: NetworkSettings,
        service: String,
        version: String,
        pages: Subscribers,
        at_work: AtWork,
    ) -> Self {
        let lock = match lock {
            Ok(lock) => lock,
            Err(error) => {
                return Self {
                    core: Err(error.with("path", folder.display())),
                    _lock: None,
                };
            }
        };
        let core = Desk::open(DeskConfig {
            data_dir: folder,
            vault: Arc::new(SystemStore::new(&service)),
            practice: Arc::new(Practice::default()),
            events: Arc::new(move |event| {
                at_work.heard(&event);
                pages.tell(&event);
            }),
            version,
            commit: COMMIT.to_owned(),
            network,
        })
        .await;
        Self {
            core,
            _lock: Some(lock),
        }
    }

    /// What the page will ask for first is read by then; nobody waits for it here.
    pub fn prepare(&self, preferences: Preferences) {
        let Ok(desk) = self.core.clone() else { return };
        desk.preferences_heed(&preferences);
        tauri::async_runtime::spawn(async move { desk.accounts_prepare(&preferences).await });
    }

    /// The core, or why it did not open.
    pub fn desk(&self) -> Result<&Arc<Desk>, CommandError> {
        self.core.as_ref().map_err(Clone::clone)
    }
}

/// Takes the folder, so that no other program works in it. Nobody else may look into it: beside the databases it holds
/// the settings.
pub fn take(folder: &Path) -> Result<FolderLock, CommandError> {
    private_files::folder(folder)
        .and_then(|()| instance::lock(folder))
        .map_err(|error| {
            let code = match error.kind() {
                io::ErrorKind::WouldBlock => ErrorCode::AlreadyRunning,
                _ => ErrorCode::StoreFailed,
            };
            CommandError::new(code, error.to_string())
        })
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_data_folder_is_the_owners_alone() {
        let folder = std::env::temp_dir().join(format!("wacr-desk-data-{}", std::process::id()));
        let _lock = take(&folder).unwrap();
        let mode = std::fs::metadata(&folder).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

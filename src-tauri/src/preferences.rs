//! Small settings in tauri-plugin-store's one file. Its save is a plain write, so it writes beside the file, which then
//! takes the file's place: a crash leaves the old settings or the new ones, never half of them.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use desk_core::{
    error::{CommandError, ErrorCode},
    network::NetworkSettings,
    preferences::Preferences,
    private_files,
};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreExt};

use crate::window::Shapes;

const FILE: &str = "settings.json";
/// What the store writes.
const NEW: &str = "settings.new.json";
/// What could not be read is kept for who wants to look.
const DAMAGED: &str = "settings.damaged.json";

const PREFERENCES: &str = "preferences";
const NETWORK: &str = "network";
const WINDOWS: &str = "windows";

/// The settings file.
pub struct Stored {
    store: Arc<Store<Wry>>,
    folder: PathBuf,
    damaged: bool,
}

impl Stored {
    /// Opens the settings in the data folder. What cannot be read is put aside, and the settings begin anew.
    pub fn open(app: &AppHandle, folder: PathBuf) -> Result<Self, tauri_plugin_store::Error> {
        let damaged = prepare(&folder);
        let store = app
            .store_builder(folder.join(NEW))
            .disable_auto_save()
            .build()?;
        let mut stored = Self {
            store,
            folder,
            damaged,
        };
        stored.damaged |= stored.strange::<Preferences>(PREFERENCES)
            || stored.strange::<NetworkSettings>(NETWORK);
        Ok(stored)
    }

    /// True if settings of before could not be read and defaults stand in for them.
    pub fn damaged(&self) -> bool {
        self.damaged
    }

    /// The settings, defaults where there are none.
    pub fn read(&self) -> Preferences {
        self.get(PREFERENCES).unwrap_or_default()
    }

    /// Keeps the settings.
    pub fn write(&self, preferences: &Preferences) -> Result<(), CommandError> {
        self.set(PREFERENCES, preferences)
    }

    /// The way to the servers.
    pub fn network(&self) -> NetworkSettings {
        self.get(NETWORK).unwrap_or_default()
    }

    /// Keeps the way to the servers.
    pub fn keep_network(&self, network: &NetworkSettings) -> Result<(), CommandError> {
        self.set(NETWORK, network)
    }

    /// Where the window was, by layout of the screens.
    pub fn windows(&self) -> Shapes {
        self.get(WINDOWS).unwrap_or_default()
    }

    /// Keeps where the window was.
    pub fn keep_windows(&self, shapes: &Shapes) -> Result<(), CommandError> {
        self.set(WINDOWS, shapes)
    }

    /// Forgets all of it.
    pub fn clear(&self) -> Result<(), CommandError> {
        self.store.clear();
        self.save()?;
        private_files::remove(&self.folder.join(DAMAGED)).map_err(|error| self.failed(&error))
    }

    fn get<T: for<'de> Deserialize<'de>>(&self, key: &str) -> Option<T> {
        let value = self.store.get(key)?;
        serde_json::from_value(value).ok()
    }

    /// True if there is something under the key that is not what should be.
    fn strange<T: for<'de> Deserialize<'de>>(&self, key: &str) -> bool {
        self.store.get(key).is_some() && self.get::<T>(key).is_none()
    }

    fn set<T: Serialize>(&self, key: &str, value: &T) -> Result<(), CommandError> {
        let value = serde_json::to_value(value)
            .map_err(|error| CommandError::new(ErrorCode::Internal, error.to_string()))?;
        self.store.set(key, value);
        self.save()
    }

    fn save(&self) -> Result<(), CommandError> {
        self.store.save().map_err(|error| self.failed(&error))?;
        settle(&self.folder).map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &dyn std::fmt::Display) -> CommandError {
        let path = self.folder.join(FILE);
        CommandError::new(ErrorCode::StoreFailed, error.to_string()).with("path", path.display())
    }
}

/// Puts what the store reads in its place; true if it could not be read and was put aside.
fn prepare(folder: &Path) -> bool {
    // Left by a crash before it took its place.
    let new = folder.join(NEW);
    let _ = private_files::remove(&new);
    let file = folder.join(FILE);
    match fs::read(&file) {
        Ok(text) if is_settings(&text) => {
            // A copy that fails is as settings that are not there: they are not damaged, and stay where they are.
            let _ = fs::write(&new, text);
            false
        }
        Ok(_) => {
            let _ = fs::rename(&file, folder.join(DAMAGED));
            true
        }
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

/// What was written takes the file's place.
fn settle(folder: &Path) -> io::Result<()> {
    private_files::settle(&folder.join(NEW), &folder.join(FILE))
}

fn is_settings(text: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(text).is_ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn settings_that_cannot_be_read_are_put_aside_and_said_to_be() {
        for (text, damaged) in [
            (r#"{"preferences":{"theme":"dark"}}"#, false),
            ("", true),
            (r#"{"preferences":{"the"#, true),
            ("[]", true),
        ] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(FILE), text).unwrap();
            fs::write(folder.path().join(NEW), "half of").unwrap();
            assert_eq!(prepare(folder.path()), damaged, "{text}");
            let left = |name: &str| fs::read_to_string(folder.path().join(name)).ok();
            let kept = Some(text.to_owned());
            if damaged {
                assert_eq!((left(FILE), left(NEW), left(DAMAGED)), (None, None, kept));
            } else {
                assert_eq!(
                    (left(FILE), left(NEW), left(DAMAGED)),
                    (kept.clone(), kept, None)
                );
            }
        }
        assert!(!prepare(tempfile::tempdir().unwrap().path()));
    }

    #[test]
    fn what_is_written_takes_the_place_of_what_was() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "{}").unwrap();
        assert!(!prepare(folder.path()));
        fs::write(folder.path().join(NEW), r#"{"a":1}"#).unwrap();
        settle(folder.path()).unwrap();
        assert_eq!(
            fs::read_to_string(folder.path().join(FILE)).unwrap(),
            r#"{"a":1}"#
        );
        assert!(!folder.path().join(NEW).exists());
    }
}

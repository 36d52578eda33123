//! Small settings in tauri-plugin-store's one file. Its save is a plain write, so nothing lies here that a crash may
//! not take: looks, the screen that was open, the window's size.

use std::{path::PathBuf, sync::Arc};

use desk_core::{
    error::{CommandError, ErrorCode},
    preferences::Preferences,
};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreExt};

const PREFERENCES: &str = "preferences";
const WINDOW: &str = "window";

/// Size of the window in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WindowShape {
    /// Width without the frame.
    pub width: f64,
    /// Height without the frame.
    pub height: f64,
    /// Filled the screen.
    pub maximized: bool,
}

/// The settings file.
pub struct Stored(Arc<Store<Wry>>);

impl Stored {
    /// Opens `settings.json` in the data folder; one that cannot be read counts as empty.
    pub fn open(app: &AppHandle, folder: PathBuf) -> Result<Self, tauri_plugin_store::Error> {
        app.store_builder(folder.join("settings.json"))
            .disable_auto_save()
            .build()
            .map(Self)
    }

    /// The settings, defaults where there are none.
    pub fn read(&self) -> Preferences {
        self.get(PREFERENCES).unwrap_or_default()
    }

    /// Keeps the settings.
    pub fn write(&self, preferences: &Preferences) -> Result<(), CommandError> {
        self.set(PREFERENCES, preferences)
    }

    /// The window's last size.
    pub fn window(&self) -> Option<WindowShape> {
        self.get(WINDOW)
    }

    /// Keeps the window's size.
    pub fn keep_window(&self, shape: WindowShape) -> Result<(), CommandError> {
        self.set(WINDOW, &shape)
    }

    fn get<T: for<'de> Deserialize<'de>>(&self, key: &str) -> Option<T> {
        self.0
            .get(key)
            .and_then(|value| serde_json::from_value(value).ok())
    }

    fn set<T: Serialize>(&self, key: &str, value: &T) -> Result<(), CommandError> {
        let value = serde_json::to_value(value)
            .map_err(|error| CommandError::new(ErrorCode::Internal, error.to_string()))?;
        self.0.set(key, value);
        self.0
            .save()
            .map_err(|error| CommandError::new(ErrorCode::StoreFailed, error.to_string()))
    }
}

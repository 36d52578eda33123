//! Small settings of this computer (tauri-plugin-store holds them).

use serde::{Deserialize, Serialize};

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // speaks for itself
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// Height of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // speaks for itself
pub enum Density {
    Compact,
    #[default]
    Normal,
    Relaxed,
}

/// All of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// More contrast.
    pub contrast: bool,
    /// Height of rows.
    pub density: Density,
    /// The path of the screen that was open: `/contacts`.
    pub screen: Option<String>,
}

//! Small settings of this computer (tauri-plugin-store holds them).

use serde::{Deserialize, Serialize};

use crate::campaigns::StopRules;

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

/// Size of all text, and what goes with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // speaks for itself
pub enum TextSize {
    Small,
    #[default]
    Normal,
    Large,
    Largest,
}

impl TextSize {
    /// How much larger the window draws everything.
    #[must_use]
    pub fn zoom(self) -> f64 {
        match self {
            Self::Small => 0.9,
            Self::Normal => 1.0,
            Self::Large => 1.15,
            Self::Largest => 1.3,
        }
    }
}

/// How runs go when nothing else is said, and what none of them may go beyond.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Sending {
    /// No run makes more messages a minute, whatever its own pace; none: the server's limit alone.
    pub ceiling: Option<u32>,
    /// Seconds in which a start can be taken back.
    pub cancel_window: u32,
    /// When a new run stops by itself.
    pub stop: StopRules,
}

impl Default for Sending {
    fn default() -> Self {
        Self {
            ceiling: None,
            cancel_window: 10,
            stop: StopRules::default(),
        }
    }
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
    /// Size of all text.
    pub text_size: TextSize,
    /// The path of the screen that was open: `/contacts`.
    pub screen: Option<String>,
    /// The country of numbers typed without one, ISO 3166: `DE`; none: the one most of an account's numbers are of.
    pub country: Option<String>,
    /// How runs go.
    pub sending: Sending,
    /// Every call and every small thing is logged too.
    pub detailed_log: bool,
}

//! See `types` for the shapes that cross the bridge.

mod types;

use std::sync::atomic::{AtomicU32, Ordering};

pub use types::*;

use crate::{Desk, campaigns::Pace};

/// What the work in the background must know of the settings.
#[derive(Debug, Default)]
pub(crate) struct Heeded {
    /// Messages a minute; 0: no ceiling.
    ceiling: AtomicU32,
}

impl Heeded {
    /// A run's own pace, under the ceiling.
    pub(crate) fn pace(&self, own: &Pace) -> Pace {
        let ceiling = self.ceiling.load(Ordering::Relaxed);
        under(own, ceiling)
    }
}

fn under(own: &Pace, ceiling: u32) -> Pace {
    let mut pace = own.clone();
    if ceiling > 0 {
        let asked = own.per_minute.filter(|most| *most > 0);
        pace.per_minute = Some(asked.map_or(ceiling, |most| most.min(ceiling)));
    }
    pace
}

impl Desk {
    /// Heeds the settings from now on, runs under way included.
    pub fn preferences_heed(&self, preferences: &Preferences) {
        let ceiling = preferences.sending.ceiling.unwrap_or_default();
        self.shared.heeded.ceiling.store(ceiling, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_run_goes_beyond_the_ceiling_and_none_is_sped_by_it() {
        for (own, ceiling, expected) in [
            (None, 0, None),
            (Some(40), 0, Some(40)),
            (None, 30, Some(30)),
            (Some(0), 30, Some(30)),
            (Some(40), 30, Some(30)),
            (Some(20), 30, Some(20)),
        ] {
            let pace = Pace {
                per_minute: own,
                per_hour: Some(500),
                ..Pace::default()
            };
            let held = under(&pace, ceiling);
            assert_eq!(held.per_minute, expected, "{own:?} under {ceiling}");
            assert_eq!(held.per_hour, Some(500));
        }
    }

    #[test]
    fn settings_of_an_older_version_are_read_with_todays_defaults() {
        let old = r#"{"theme":"dark","contrast":true,"density":"compact","screen":"/groups"}"#;
        let read: Preferences = serde_json::from_str(old).unwrap_or_default();
        assert_eq!(read.theme, Theme::Dark);
        assert_eq!(read.text_size, TextSize::Normal);
        assert_eq!(read.sending.cancel_window, 10);
    }
}

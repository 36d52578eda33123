//! How the program was called.

use std::sync::atomic::{AtomicBool, Ordering};

/// Exit code for an option that is not known.
const USAGE: i32 = 2;

/// What was asked for on the command line.
#[derive(Debug, Default)]
pub struct Start {
    practice: AtomicBool,
}

/// What to do with the command line.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// Open the window; true: straight into the practice account.
    Open(bool),
    /// Print this and end with the code.
    Print(String, i32),
}

/// Reads the command line. `--version` and `--help` open no window.
pub fn read(arguments: impl Iterator<Item = String>) -> Asked {
    let mut practice = false;
    for argument in arguments {
        match argument.as_str() {
            "--practice" => practice = true,
            "--version" | "-V" => {
                return Asked::Print(format!("wacr-desk {}", env!("CARGO_PKG_VERSION")), 0);
            }
            "--help" | "-h" => {
                return Asked::Print(
                    "wacr-desk [--practice] [--version]\n\n  --practice  open straight into the practice account\n\nWACR_DESK_HOME  puts all local data under one folder".into(),
                    0,
                );
            }
            // macOS gives programs opened from the Finder a process number.
            other if other.starts_with("-psn_") => {}
            other => {
                return Asked::Print(
                    format!("wacr-desk does not know `{other}`; see --help"),
                    USAGE,
                );
            }
        }
    }
    Asked::Open(practice)
}

impl Start {
    /// From `Asked::Open`.
    pub fn new(practice: bool) -> Self {
        Self {
            practice: AtomicBool::new(practice),
        }
    }

    /// True the first time, if `--practice` was given.
    pub fn take_practice(&self) -> bool {
        self.practice.swap(false, Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(arguments: &[&str]) -> Asked {
        read(arguments.iter().map(ToString::to_string))
    }

    #[test]
    fn opens_the_window_unless_asked_to_print() {
        assert_eq!(asked(&[]), Asked::Open(false));
        assert_eq!(asked(&["--practice"]), Asked::Open(true));
        assert_eq!(asked(&["-psn_0_12345"]), Asked::Open(false));
        assert!(
            matches!(asked(&["--version"]), Asked::Print(text, 0) if text.ends_with(env!("CARGO_PKG_VERSION")))
        );
        assert!(
            matches!(asked(&["--practise"]), Asked::Print(text, USAGE) if text.contains("--practise"))
        );
    }

    #[test]
    fn practice_counts_once() {
        let start = Start::new(true);
        assert!(start.take_practice());
        assert!(!start.take_practice());
    }
}

//! How the program was called.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use desk_core::deep_links::{self, DeepLink};

/// Exit code for an option that is not known.
const USAGE: i32 = 2;

/// What was asked for on the command line.
#[derive(Debug, Default)]
pub struct Start {
    practice: AtomicBool,
    link: Mutex<Option<DeepLink>>,
}

/// What to do with the command line.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// Open the window.
    Open {
        /// Straight into the practice account.
        practice: bool,
        /// What a link asks to be shown.
        link: Option<DeepLink>,
    },
    /// Print this and end with the code.
    Print(String, i32),
}

/// Reads the command line. `--version` and `--help` open no window.
pub fn read(arguments: impl Iterator<Item = String>) -> Asked {
    let mut practice = false;
    let mut link = None;
    for argument in arguments {
        match argument.as_str() {
            "--practice" => practice = true,
            "--version" | "-V" => {
                return Asked::Print(format!("wacr-desk {}", env!("CARGO_PKG_VERSION")), 0);
            }
            "--help" | "-h" => {
                return Asked::Print(
                    "wacr-desk [--practice] [--version] [LINK]\n\n  --practice  open straight into the practice account\n  LINK        wacr-desk:contact?phone=… or wacr-desk:connect?server=…\n\nWACR_DESK_HOME  puts all local data under one folder".into(),
                    0,
                );
            }
            // macOS gives programs opened from the Finder a process number.
            other if other.starts_with("-psn_") => {}
            // One that cannot be read opens the window all the same.
            other if is_link(other) => link = deep_links::read(other),
            other => {
                return Asked::Print(
                    format!("wacr-desk does not know `{other}`; see --help"),
                    USAGE,
                );
            }
        }
    }
    Asked::Open { practice, link }
}

/// True if a program was called with a link of ours, whatever it says.
fn is_link(argument: &str) -> bool {
    argument
        .split_once(':')
        .is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case(deep_links::SCHEME))
}

/// The last link among the arguments of a second start.
pub fn link_of(arguments: &[String]) -> Option<DeepLink> {
    arguments.iter().rev().find_map(|one| deep_links::read(one))
}

impl Start {
    /// From `Asked::Open`.
    pub fn new(practice: bool, link: Option<DeepLink>) -> Self {
        Self {
            practice: AtomicBool::new(practice),
            link: Mutex::new(link),
        }
    }

    /// Keeps a link until the page takes it; a later one takes its place.
    pub fn put_link(&self, link: DeepLink) {
        *self.link.lock().unwrap_or_else(PoisonError::into_inner) = Some(link);
    }

    /// The link that waits, once.
    pub fn take_link(&self) -> Option<DeepLink> {
        self.link
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
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
        let open = |practice, link| Asked::Open { practice, link };
        assert_eq!(asked(&[]), open(false, None));
        assert_eq!(asked(&["--practice"]), open(true, None));
        assert_eq!(asked(&["-psn_0_12345"]), open(false, None));
        let phone = "+15550100142".to_owned();
        assert_eq!(
            asked(&["wacr-desk:contact?phone=%2B15550100142"]),
            open(false, Some(DeepLink::Contact { phone }))
        );
        assert_eq!(asked(&["WACR-DESK:send?to=all"]), open(false, None));
        assert!(
            matches!(asked(&["--version"]), Asked::Print(text, 0) if text.ends_with(env!("CARGO_PKG_VERSION")))
        );
        assert!(
            matches!(asked(&["--practise"]), Asked::Print(text, USAGE) if text.contains("--practise"))
        );
    }

    #[test]
    fn practice_counts_once() {
        let start = Start::new(true, None);
        assert!(start.take_practice());
        assert!(!start.take_practice());
    }

    #[test]
    fn a_link_is_taken_once_and_the_last_one_counts() {
        let link = |phone: &str| DeepLink::Contact {
            phone: phone.into(),
        };
        let start = Start::new(false, Some(link("1111")));
        start.put_link(link("2222"));
        assert_eq!(start.take_link(), Some(link("2222")));
        assert_eq!(start.take_link(), None);
        let second = ["wacr-desk", "wacr-desk:contact?phone=3333", "--practice"];
        let second: Vec<String> = second.iter().map(ToString::to_string).collect();
        assert_eq!(link_of(&second), Some(link("3333")));
        assert_eq!(link_of(&second[..1]), None);
    }
}

//! Installs what is missing, or says what to install.

mod linux;
mod node;
mod other_systems;
mod tauri_driver;

pub use linux::{apt_get as apt, debian};

use crate::console::{Done, Failure, Steps};

/// What a command is going to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Build the program and open it.
    Run,
    /// Also drive it in a display of its own.
    Drive,
}

impl Purpose {
    /// How many steps [`install`] takes.
    pub fn steps(self) -> usize {
        if self == Self::Drive { 3 } else { 2 }
    }
}

/// Installs what this purpose needs.
pub fn install(steps: &mut Steps, purpose: Purpose) -> Result<(), Failure> {
    steps.step("System packages", || system(purpose))?;
    steps.step("Node packages", node::install)?;
    if purpose == Purpose::Drive {
        steps.step("tauri-driver", tauri_driver::install)?;
    }
    Ok(())
}

/// `cargo xtask setup`.
pub fn setup() -> bool {
    let mut steps = Steps::new(Purpose::Run.steps());
    install(&mut steps, Purpose::Run).is_ok()
}

fn system(purpose: Purpose) -> Result<Done, Failure> {
    match std::env::consts::OS {
        "linux" => linux::install(purpose),
        "macos" => other_systems::check_macos(purpose),
        "windows" => other_systems::check_windows(purpose),
        other => Err(Failure::new(
            format!("no way to build this program on {other} is known"),
            "use Linux, macOS or Windows",
        )),
    }
}

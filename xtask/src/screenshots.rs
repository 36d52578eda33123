//! `cargo xtask screenshots`: the pictures in docs/screenshots, taken from the real window.

use std::fs;

use crate::console::{Failure, Steps};
use crate::setup::{self, Purpose};
use crate::{place, start, ui};

/// Takes them all anew.
pub fn screenshots() -> bool {
    take().is_ok()
}

fn take() -> Result<(), Failure> {
    let mut steps = Steps::new(Purpose::Drive.steps() + 4);
    setup::install(&mut steps, Purpose::Drive)?;
    steps.step("UI", ui::build)?;
    steps.step("Program", || {
        start::build(&[
            "--package",
            "wacr-desk",
            "--package",
            "wacr-sandbox",
            "--package",
            "window-tests",
        ])
    })?;
    let folder = place::root().join("docs/screenshots");
    for theme in ["light", "dark"] {
        steps.step(&format!("Pictures, {theme}"), || {
            let folder = folder.join(theme);
            if folder.exists() {
                fs::remove_dir_all(&folder).map_err(|error| {
                    Failure::new(error.to_string(), "see that docs/ can be written")
                })?;
            }
            start::pictures(theme, &folder)
        })?;
    }
    println!("\nLook at each of them: {}", folder.display());
    Ok(())
}

//! `cargo xtask start`: the program on the practice account, in a window; or, where there is no display, its pictures.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::console::{Done, Failure, Steps};
use crate::setup::{self, Purpose};
use crate::{place, run, ui};

/// Installs, builds, opens.
pub fn start(arguments: &[String], walk: bool) -> bool {
    let done = if walk || !has_display() {
        walk_through(arguments)
    } else {
        open(arguments)
    };
    done.is_ok()
}

fn open(arguments: &[String]) -> Result<(), Failure> {
    let mut steps = Steps::new(Purpose::Run.steps() + 3);
    setup::install(&mut steps, Purpose::Run)?;
    steps.step("UI", ui::build)?;
    steps.step("Program", || build(&["--package", "wacr-desk"]))?;
    steps.step(
        "The window is open; this command ends when you close it",
        || {
            let mut program = run::program(
                &place::built("wacr-desk").to_string_lossy(),
                &["--practice"],
            );
            program.args(arguments);
            match program.status() {
                Ok(status) if status.success() => Ok(Done::Ok("closed".into())),
                Ok(status) => Err(Failure::new(
                    format!("the program ended with {status}"),
                    "read what it printed above",
                )),
                Err(error) => Err(Failure::new(
                    error.to_string(),
                    "build again: cargo xtask start",
                )),
            }
        },
    )?;
    Ok(())
}

fn walk_through(arguments: &[String]) -> Result<(), Failure> {
    println!(
        "No display (DISPLAY and WAYLAND_DISPLAY are not set): the main job is walked through on a display of its own,"
    );
    println!("and each step leaves a picture.");
    if !arguments.is_empty() {
        println!(
            "(not passed on, since nobody sees the window: {})",
            arguments.join(" ")
        );
    }
    let mut steps = Steps::new(Purpose::Drive.steps() + 4);
    setup::install(&mut steps, Purpose::Drive)?;
    steps.step("UI", ui::build)?;
    steps.step("Program", || {
        build(&[
            "--package",
            "wacr-desk",
            "--package",
            "wacr-sandbox",
            "--package",
            "window-tests",
        ])
    })?;
    let folder = new_folder()?;
    for theme in ["light", "dark"] {
        steps.step(&format!("The main job, {theme}"), || {
            pictures(theme, &folder.join(theme))
        })?;
    }
    println!("\nPictures of each step: {}", folder.display());
    Ok(())
}

/// Builds with the assets embedded, in the one profile every tier uses.
pub fn build(packages: &[&str]) -> Result<Done, Failure> {
    let mut cargo = run::cargo(
        &[
            &["build", "--features", "wacr-desk/custom-protocol"],
            packages,
        ]
        .concat(),
    );
    run::openly(&mut cargo, "build", "mend what rustc names")?;
    Ok(Done::ok())
}

/// Walks through the main job and leaves numbered pictures in `folder`.
pub fn pictures(theme: &str, folder: &std::path::Path) -> Result<Done, Failure> {
    let mut walk = run::program(
        &place::built("walk").to_string_lossy(),
        &["--theme", theme, "--out"],
    );
    walk.arg(folder).env("TAURI_DRIVER", place::tauri_driver());
    let ran = run::quietly(&mut walk, &format!("walk-{theme}"))?
        .or_fail("look at the picture it names; then mend the screen or the walk")?;
    Ok(Done::Ok(format!(
        "{} pictures",
        ran.output
            .lines()
            .filter(|line| line.ends_with(".png"))
            .count()
    )))
}

fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// target/walk/1, or the next number that is free.
fn new_folder() -> Result<PathBuf, Failure> {
    let base = place::target().join("walk");
    let free = (1..)
        .map(|number| base.join(number.to_string()))
        .find(|folder| !folder.exists())
        .unwrap_or(base);
    fs::create_dir_all(&free)
        .map_err(|error| Failure::new(error.to_string(), "see that target/ can be written"))?;
    Ok(free)
}

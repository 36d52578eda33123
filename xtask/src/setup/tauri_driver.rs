//! tauri-driver, in the version the tests were written with, below target/.

use crate::console::{Done, Failure};
use crate::{fingerprint, place, run};

const VERSION: &str = "2.1.0";

/// Installs it if it is not there in this version.
pub fn install() -> Result<Done, Failure> {
    let folder = place::target().join("tools");
    let note = folder.join("tauri-driver.version");
    if place::tauri_driver().exists() && fingerprint::matches(&note, VERSION) {
        return Ok(Done::Already(VERSION.into()));
    }
    let mut cargo = run::cargo(&[
        "install",
        "tauri-driver",
        "--version",
        VERSION,
        "--locked",
        "--root",
    ]);
    cargo.arg(&folder);
    run::quietly(&mut cargo, "tauri-driver")?
        .or_fail("see that crates.io can be reached, then try again")?;
    fingerprint::note(&note, VERSION)
        .map_err(|error| Failure::new(error.to_string(), "see that target/ can be written"))?;
    Ok(Done::Ok(VERSION.into()))
}

//! Builds the UI into ui/dist, which the program embeds.

use std::path::PathBuf;

use crate::console::{Done, Failure};
use crate::{fingerprint, place, run};

/// Builds it if a source changed since the last time.
pub fn build() -> Result<Done, Failure> {
    let root = place::root();
    let sources: Vec<PathBuf> = [
        "ui/index.html",
        "ui/src",
        "ui/public",
        "vite.config.ts",
        "tsconfig.json",
        "package-lock.json",
    ]
    .iter()
    .map(|path| root.join(path))
    .collect();
    let trouble = |error: std::io::Error| {
        Failure::new(
            error.to_string(),
            "see that the work tree can be read and written",
        )
    };
    let wanted = fingerprint::of(&[], &sources).map_err(trouble)?;
    let note = place::notes().join("ui.note");
    if root.join("ui/dist/index.html").exists() && fingerprint::matches(&note, &wanted) {
        return Ok(Done::Already("no source changed".into()));
    }
    run::quietly(
        &mut run::program("npm", &["run", "--silent", "build"]),
        "ui-build",
    )?
    .or_fail("mend what vite names")?;
    fingerprint::note(&note, &wanted).map_err(trouble)?;
    Ok(Done::ok())
}

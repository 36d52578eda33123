//! `cargo xtask bundle`: the installers of this system, gathered in target/installers.

use std::fs;
use std::path::{Path, PathBuf};

use crate::console::{Done, Failure, Steps};
use crate::setup::{self, Purpose};
use crate::{place, run};

/// What an installed .deb may take on the disk, in bytes.
const MOST_INSTALLED: u64 = 20_000_000;

/// How many steps [`make`] takes.
pub const STEPS: usize = 2 + cfg!(target_os = "linux") as usize;

/// What is made on a system, and the ends of the files' names.
pub struct Kinds {
    /// Fail the command if they fail.
    must: &'static [&'static str],
    /// Needs a helper that is downloaded: said and passed over where that cannot be had.
    may: &'static [&'static str],
    ends: &'static [&'static str],
}

/// Of a system by its name.
pub fn kinds(system: &str) -> Kinds {
    match system {
        "windows" => Kinds {
            must: &["nsis", "msi"],
            may: &[],
            ends: &[".exe", ".msi"],
        },
        "macos" => Kinds {
            must: &["app", "dmg"],
            may: &[],
            ends: &[".dmg"],
        },
        _ => Kinds {
            must: &["deb", "rpm"],
            may: &["appimage"],
            ends: &[".deb", ".rpm", ".AppImage"],
        },
    }
}

/// Builds the release program and packs it.
pub fn bundle() -> bool {
    let kinds = kinds(std::env::consts::OS);
    let mut steps = Steps::new(Purpose::Run.steps() + STEPS);
    let done = setup::install(&mut steps, Purpose::Run).and_then(|()| make(&mut steps, &kinds));
    println!("\nIn {}:", steps.elapsed());
    done.is_ok()
}

/// Makes those that must be there, and those that may be.
pub fn make(steps: &mut Steps, kinds: &Kinds) -> Result<(), Failure> {
    let started = std::time::SystemTime::now();
    steps.step(&format!("Installers: {}", kinds.must.join(", ")), || {
        tauri(kinds.must)?.or_fail("read what the bundler says above")?;
        Ok(Done::ok())
    })?;
    for kind in kinds.may {
        steps.step(&format!("Installer: {kind}"), || {
            Ok(if tauri(&[kind])?.ok {
                Done::ok()
            } else {
                Done::Skipped("its helper could not be downloaded; the others are made".into())
            })
        })?;
    }
    steps.step("Gathered in target/installers", || {
        gather(kinds.ends, started)
    })?;
    Ok(())
}

/// The Tauri CLI of package-lock.json.
fn tauri(kinds: &[&str]) -> Result<run::Ran, Failure> {
    let bundles = kinds.join(",");
    let script = place::root().join("node_modules/@tauri-apps/cli/tauri.js");
    let script = script.to_string_lossy();
    let mut command = run::program(
        "node",
        &[&script, "build", "--ci", "--bundles", bundles.as_str()],
    );
    run::quietly(&mut command, &format!("bundle-{}", kinds.join("-")))
}

/// Copies what was made since `started` beside one another and tells its sizes.
fn gather(ends: &[&str], started: std::time::SystemTime) -> Result<Done, Failure> {
    let trouble =
        |error: std::io::Error| Failure::new(error.to_string(), "see that target/ can be written");
    let from = place::target().join("release/bundle");
    let to = place::target().join("installers");
    let _ = fs::remove_dir_all(&to);
    fs::create_dir_all(&to).map_err(trouble)?;
    let mut told = Vec::new();
    for file in files(&from).map_err(trouble)? {
        let name = file
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().replace(' ', "-"));
        let meta = file.metadata().map_err(trouble)?;
        let is_new = meta.modified().map_err(trouble)? >= started;
        if is_new && ends.iter().any(|end| name.ends_with(end)) {
            fs::copy(&file, to.join(&name)).map_err(trouble)?;
            told.push(format!("{name} {}", megabytes(meta.len())));
        }
    }
    if told.is_empty() {
        return Err(Failure::new(
            format!("no installer was made in {}", from.display()),
            "read target/xtask/bundle-*.log",
        ));
    }
    if let Some(size) = installed() {
        told.push(format!("installed {}", megabytes(size)));
        if size >= MOST_INSTALLED {
            return Err(Failure::new(
                told.join(", "),
                "an installed program stays under 20 MB: see what grew",
            ));
        }
    }
    Ok(Done::Ok(told.join(", ")))
}

/// The .deb that was made last, if one was.
pub fn deb() -> Option<PathBuf> {
    files(&place::target().join("installers"))
        .ok()?
        .into_iter()
        .find(|file| file.extension().is_some_and(|end| end == "deb"))
}

/// What the .deb says it takes on the disk, in bytes.
fn installed() -> Option<u64> {
    let deb = deb()?;
    let said = run::answer(
        "dpkg-deb",
        &["-f", &deb.to_string_lossy(), "Installed-Size"],
    )?;
    Some(said.trim().parse::<u64>().ok()? * 1024)
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // A .app is a folder; the .dmg beside it holds it.
        if path.is_dir() && path.extension().is_none() {
            found.extend(files(&path)?);
        } else if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_has_its_installers() {
        for (system, end) in [("linux", ".deb"), ("windows", ".msi"), ("macos", ".dmg")] {
            assert!(kinds(system).ends.contains(&end), "{system}");
        }
    }

    #[test]
    fn sizes_are_read_by_people() {
        assert_eq!(megabytes(19_960_000), "19.9 MB");
        assert_eq!(megabytes(40_000), "0.0 MB");
    }
}

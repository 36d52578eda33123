//! `cargo xtask test --installed`: the .deb is installed as a person would, started as its desktop entry says, does the main
//! job, and is removed without a trace outside of the user's data.

use std::fs;
use std::path::{Path, PathBuf};

use crate::console::{self, Done, Failure, Steps};
use crate::setup::{self, Purpose};
use crate::{bundle, place, run, test, ui};

const TEST: &str = "the_installed_program_does_the_main_job_on_the_practice_account";

/// What the package manager says of the package.
struct Package {
    name: String,
    /// All it put on the disk.
    files: Vec<PathBuf>,
    /// What the desktop starts.
    program: PathBuf,
}

/// Installs, drives, removes. Passed over, and said so, where apt cannot be asked. What was installed is removed also when the program did not do its job.
pub fn test_installed() -> bool {
    let to_make = match bundle::deb() {
        Some(_) => 0,
        None => bundle::STEPS,
    };
    let mut steps = Steps::new(Purpose::Drive.steps() + to_make + 6);
    let as_root = run::answer("id", &["-u"]).as_deref() == Some("0");
    if run::answer("apt-get", &["--version"]).is_none() || !(as_root || console::can_ask()) {
        println!(
            "Passed over: what is installed with apt needs Debian or a child of it, and root or sudo."
        );
        return true;
    }
    let done = go(&mut steps);
    println!("\nIn {}:", steps.elapsed());
    done.is_ok()
}

fn go(steps: &mut Steps) -> Result<(), Failure> {
    setup::install(steps, Purpose::Drive)?;
    let deb = match bundle::deb() {
        Some(deb) => deb,
        None => {
            bundle::make(steps, &bundle::kinds(std::env::consts::OS))?;
            bundle::deb().ok_or_else(|| {
                Failure::new(
                    "no .deb was made",
                    "this test is for Debian and its children",
                )
            })?
        }
    };
    steps.step("UI", ui::build)?;
    steps.step("What drives it", build)?;
    let mut package = None;
    steps.step("Installed with apt", || {
        let installed = install(&deb)?;
        let told = format!(
            "{}, {} files",
            installed.name,
            installed.files.iter().filter(|file| file.is_file()).count()
        );
        package = Some(installed);
        Ok(Done::Ok(told))
    })?;
    let Some(package) = package else {
        return Ok(());
    };
    let driven = drive(steps, &package);
    let removed = steps
        .step("Removed without a trace", || remove(&package))
        .map(|_| ());
    driven.and(removed)
}

fn drive(steps: &mut Steps, package: &Package) -> Result<(), Failure> {
    let program = &package.program;
    steps.step("The desktop entry's command", || {
        let said = run::answer(&program.to_string_lossy(), &["--version"]);
        said.map(Done::Ok).ok_or_else(|| {
            Failure::new(
                format!("{} does not start", program.display()),
                "start it by hand and read what it says",
            )
        })
    })?;
    steps.step("The main job on the practice account", || {
        let mut cargo = run::cargo(&[
            "test",
            "--workspace",
            "--features",
            test::FEATURES,
            "--test",
            "window",
            "--",
            "--ignored",
            TEST,
        ]);
        cargo
            .env("TAURI_DRIVER", place::tauri_driver())
            .env("WACR_DESK_PROGRAM", program);
        let ran = run::quietly(&mut cargo, "installed")?.or_fail("look at the picture it names")?;
        match ran.output.contains("1 passed") {
            true => Ok(Done::ok()),
            false => Err(Failure::new(ran.last_lines(), "see that the test is there")),
        }
    })?;
    Ok(())
}

/// The same build as `cargo xtask test`, so that nothing is built twice.
fn build() -> Result<Done, Failure> {
    let arguments = [
        "build",
        "--workspace",
        "--all-targets",
        "--features",
        test::FEATURES,
    ];
    run::openly(
        &mut run::cargo(&arguments),
        "build",
        "mend what rustc names",
    )?;
    Ok(Done::ok())
}

fn install(deb: &Path) -> Result<Package, Failure> {
    let file = deb.to_string_lossy();
    let name = run::answer("dpkg-deb", &["-f", &file, "Package"])
        .ok_or_else(|| Failure::new(format!("{file} is no package"), "make it again"))?;
    setup::apt(&["install", "--yes", "--reinstall", &file])?;
    let files: Vec<PathBuf> = run::answer("dpkg", &["-L", &name])
        .unwrap_or_default()
        .lines()
        .map(PathBuf::from)
        .collect();
    let desktop_entry = files
        .iter()
        .find(|file| file.extension().is_some_and(|end| end == "desktop"))
        .cloned()
        .ok_or_else(|| Failure::new("it has no desktop entry", "see tauri.conf.json"))?;
    Ok(Package {
        program: command(&desktop_entry)?,
        name,
        files,
    })
}

/// What the desktop starts, as the whole path.
fn command(entry: &Path) -> Result<PathBuf, Failure> {
    let bad = |why: String| Failure::new(why, "see icons/wacr-desk.desktop");
    let text = fs::read_to_string(entry).map_err(|e| bad(format!("{}: {e}", entry.display())))?;
    let exec = exec(&text).ok_or_else(|| bad("no Exec in the desktop entry".into()))?;
    run::answer("sh", &["-c", &format!("command -v '{exec}'")])
        .map(PathBuf::from)
        .ok_or_else(|| bad(format!("`{exec}` is not on the PATH")))
}

/// The program of a desktop entry, without its arguments.
fn exec(entry: &str) -> Option<&str> {
    let line = entry.lines().find_map(|line| line.strip_prefix("Exec="))?;
    line.split_whitespace()
        .next()
        .map(|word| word.trim_matches('"'))
}

fn remove(package: &Package) -> Result<Done, Failure> {
    // A folder that others use too is no trace.
    let own: Vec<&PathBuf> = package
        .files
        .iter()
        .filter(|path| path.is_file() || path.to_string_lossy().contains(&package.name))
        .collect();
    setup::apt(&["purge", "--yes", &package.name])?;
    let mut left: Vec<String> = own
        .iter()
        .filter(|path| path.symlink_metadata().is_ok())
        .map(|path| path.display().to_string())
        .collect();
    left.extend(named_after(&package.name));
    if let Some(program) = package.program.file_name() {
        left.extend(named_after(&program.to_string_lossy()));
    }
    match left.is_empty() {
        true => Ok(Done::Ok(format!("{} files are gone", own.len()))),
        false => Err(Failure::new(
            left.join("\n"),
            "see what the package leaves behind",
        )),
    }
}

/// Whatever in the system's folders bears its name or names it.
fn named_after(name: &str) -> Vec<String> {
    let script = format!(
        "find /usr /etc /opt /var/lib /var/cache -xdev -iname '*{name}*' -not -path '/var/lib/apt/*' -not -path '/var/cache/apt/*' 2>/dev/null; \
         grep -ls '{name}' /usr/share/applications/*.cache /var/lib/dpkg/status 2>/dev/null; true"
    );
    run::answer("sh", &["-c", &script])
        .unwrap_or_default()
        .lines()
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_of_a_desktop_entry_is_read() {
        let entry = "[Desktop Entry]\nName=WA.cr Desk\nExec=wacr-desk %u\nIcon=wacr-desk\n";
        assert_eq!(exec(entry), Some("wacr-desk"));
        assert_eq!(
            exec("Exec=\"/usr/bin/wacr-desk\" %u"),
            Some("/usr/bin/wacr-desk")
        );
        assert_eq!(exec("[Desktop Entry]\n"), None);
    }
}

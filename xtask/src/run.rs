//! Runs a program: quietly with its words in a log, or before the eyes of the person who waits.

use std::fs::{self, File};
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::console::Failure;
use crate::place;
use crate::plain::plain;

/// How many of its last lines a failed program is quoted with; the log has them all.
const QUOTED_LINES: usize = 120;

/// What a program left behind.
#[derive(Debug)]
pub struct Ran {
    /// Whether it ended well.
    pub ok: bool,
    /// All it said.
    pub output: String,
    log: PathBuf,
}

impl Ran {
    /// Turns a bad end into a failure that quotes the program's last lines.
    pub fn or_fail(self, remedy: &str) -> Result<Self, Failure> {
        if self.ok {
            Ok(self)
        } else {
            Err(Failure::new(self.last_lines(), remedy))
        }
    }

    /// What it said last, and where all of it lies.
    pub fn last_lines(&self) -> String {
        let lines: Vec<&str> = self.output.lines().collect();
        let start = lines.len().saturating_sub(QUOTED_LINES);
        format!(
            "{}\n(all of it: {})",
            lines[start..].join("\n"),
            self.log.display()
        )
    }
}

/// A program with arguments, started in the root of the work tree.
pub fn program(name: &str, arguments: &[&str]) -> Command {
    // On Windows npm is a script that only its shell can start.
    let mut command = if cfg!(windows) && name == "npm" {
        let mut shell = Command::new("cmd");
        shell.args(["/c", "npm"]);
        shell
    } else {
        Command::new(name)
    };
    command.args(arguments).current_dir(place::root());
    command
}

/// cargo, as it was called itself.
pub fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    program(&cargo, arguments)
}

/// Runs it quietly; its words go to a log called `log`.
pub fn quietly(command: &mut Command, log: &str) -> Result<Ran, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let trouble = |error: io::Error| {
        Failure::new(
            format!("{name}: {error}"),
            format!("see that `{name}` is installed and on the PATH"),
        )
    };
    let path = place::notes().join(format!("{log}.log"));
    fs::create_dir_all(place::notes()).map_err(trouble)?;
    let file = File::create(&path).map_err(trouble)?;
    let copy = file.try_clone().map_err(trouble)?;
    let status = command
        .env("NO_COLOR", "1")
        .env("CARGO_TERM_COLOR", "never")
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(copy)
        .status()
        .map_err(trouble)?;
    let output = plain(&String::from_utf8_lossy(&fs::read(&path).map_err(trouble)?));
    Ok(Ran {
        ok: status.success(),
        output,
        log: path,
    })
}

/// Runs it before the eyes of the person who waits; quietly where nobody looks.
pub fn openly(command: &mut Command, log: &str, remedy: &str) -> Result<(), Failure> {
    if !io::stdout().is_terminal() {
        return quietly(command, log)?.or_fail(remedy).map(|_| ());
    }
    let name = command.get_program().to_string_lossy().into_owned();
    println!();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(format!("{name}: {status}"), remedy)),
        Err(error) => Err(Failure::new(
            format!("{name}: {error}"),
            format!("see that `{name}` is installed and on the PATH"),
        )),
    }
}

/// What a program prints, if it can be started and ends well.
pub fn answer(name: &str, arguments: &[&str]) -> Option<String> {
    let output = program(name, arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

//! `cargo xtask bench`: the shipped program against a blank one, and the figures written into docs/performance.md.

mod machine;
mod report;

use std::fs;
use std::path::{Path, PathBuf};

use crate::console::{Done, Failure, Steps};
use crate::setup::{self, Purpose};
use crate::{place, run, ui};

/// What is measured, and how long.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Contacts in the mirror; may be given several times
    #[arg(long, default_values_t = [100_000, 200_000])]
    contacts: Vec<usize>,
    /// Rounds of each comparison
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// Only this: start, memory, keys, query, scroll, fill, sends; docs/performance.md stays as it is
    #[arg(long)]
    only: Option<String>,
}

/// Builds, measures, writes down.
pub fn bench(options: &Options) -> bool {
    let mut steps = Steps::new(Purpose::Drive.steps() + 3 + parts(options).len());
    measure(&mut steps, options).is_ok()
}

fn measure(steps: &mut Steps, options: &Options) -> Result<(), Failure> {
    setup::install(steps, Purpose::Drive)?;
    steps.step("UI", ui::build)?;
    steps.step("Programs, as they are shipped", build)?;
    fs::create_dir_all(folder()).map_err(trouble)?;
    let mut files = Vec::new();
    for part in parts(options) {
        let file = folder().join(part.file);
        steps.step(&part.title, || {
            run_speed(part.contacts, part.only, options.rounds, &file)
        })?;
        files.push((part.title, file));
    }
    steps.step("docs/performance.md", || {
        let machine = machine::describe();
        let sections = report::read(&files)?;
        println!("\n{}", report::table(&sections));
        if options.only.is_some() {
            return Ok(Done::Skipped("not everything was measured".into()));
        }
        report::write(
            &place::root().join("docs/performance.md"),
            &machine,
            &sections,
        )?;
        Ok(Done::ok())
    })?;
    Ok(())
}

/// What one process measures.
struct Part<'a> {
    title: String,
    file: String,
    contacts: usize,
    only: Option<&'a str>,
}

/// Sends are measured once: how many contacts there are is nothing to them.
fn parts(options: &Options) -> Vec<Part<'_>> {
    let only = options.only.as_deref();
    let sized = options.contacts.iter().map(|&contacts| Part {
        title: format!("{} contacts", report::thousands(contacts)),
        file: format!("{contacts}.json"),
        contacts,
        only,
    });
    let sends = Part {
        title: "Sends".into(),
        file: "sends.json".into(),
        contacts: 0,
        only: Some("sends"),
    };
    match only {
        None => sized.chain([sends]).collect(),
        Some("sends") => vec![sends],
        Some(_) => sized.collect(),
    }
}

/// The profile of the release, since nothing else is what people have.
fn build() -> Result<Done, Failure> {
    let mut cargo = run::cargo(&[
        "build",
        "--release",
        "--features",
        "wacr-desk/custom-protocol",
        "--package",
        "wacr-desk",
        "--package",
        "wacr-sandbox",
        "--package",
        "blank-window",
        "--package",
        "speed",
    ]);
    run::openly(&mut cargo, "build-release", "mend what rustc names")?;
    Ok(Done::ok())
}

fn run_speed(
    contacts: usize,
    only: Option<&str>,
    rounds: usize,
    file: &Path,
) -> Result<Done, Failure> {
    let released = |name: &str| place::target().join("release").join(name);
    let mut speed = run::program(
        &released("speed").to_string_lossy(),
        &[
            "run",
            "--contacts",
            &contacts.to_string(),
            "--rounds",
            &rounds.to_string(),
        ],
    );
    speed
        .arg("--blank")
        .arg(released("blank-window"))
        .arg("--out")
        .arg(file)
        .env("TAURI_DRIVER", place::tauri_driver());
    if let Some(only) = only {
        speed.args(["--only", only]);
    }
    run::quietly(&mut speed, &format!("bench-{contacts}"))?.or_fail(
        "look at the picture it names, if it names one; then mend the program or the bench",
    )?;
    Ok(Done::ok())
}

fn folder() -> PathBuf {
    place::target().join("bench")
}

fn trouble(error: std::io::Error) -> Failure {
    Failure::new(
        error.to_string(),
        "see that target/ and docs/ can be written",
    )
}

//! `cargo xtask soak`: many runs, killed and disturbed, against the server's own log.

use crate::console::{Done, Failure, Steps};
use crate::{place, run};

/// How much.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How many runs
    #[arg(long, default_value_t = 200)]
    runs: u64,
    /// People in each
    #[arg(long, default_value_t = 1000)]
    people: usize,
    /// Share of all calls that are disturbed, in per cent
    #[arg(long, default_value_t = 5.0)]
    faults: f64,
    /// The first run's seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Runs at a time
    #[arg(long, default_value_t = 4)]
    jobs: usize,
}

/// Builds and soaks; fails if anybody was sent to twice, or lost, or called what they are not.
pub fn soak(options: &Options) -> bool {
    let mut steps = Steps::new(2);
    steps.step("Programs, as they are shipped", build).is_ok()
        && steps.step("Soak", || soaked(options)).is_ok()
}

fn build() -> Result<Done, Failure> {
    let mut cargo = run::cargo(&[
        "build",
        "--release",
        "--package",
        "desk-core",
        "--bin",
        "desk-run",
        "--package",
        "soak",
        "--bin",
        "soak",
    ]);
    run::openly(&mut cargo, "build-soak", "mend what rustc names")?;
    Ok(Done::ok())
}

fn soaked(options: &Options) -> Result<Done, Failure> {
    let released = |name: &str| {
        let path = place::target().join("release").join(name);
        path.to_string_lossy().into_owned()
    };
    let report = place::target()
        .join("soak.json")
        .to_string_lossy()
        .into_owned();
    let mut soak = run::program(
        &released("soak"),
        &[
            "--runs",
            &options.runs.to_string(),
            "--people",
            &options.people.to_string(),
            "--faults",
            &options.faults.to_string(),
            "--seed",
            &options.seed.to_string(),
            "--jobs",
            &options.jobs.to_string(),
            "--desk-run",
            &released("desk-run"),
            "--out",
            &report,
        ],
    );
    println!();
    match soak.status() {
        Ok(status) if status.success() => Ok(Done::Ok(report)),
        Ok(status) => Err(Failure::new(
            format!("soak: {status}"),
            format!("read the runs that are called WRONG in {report}"),
        )),
        Err(error) => Err(Failure::new(error.to_string(), "build it anew")),
    }
}

//! `cargo xtask soak`: many runs, each killed with -9 at random moments and disturbed on the wire, and after each the
//! ledger held against the log of the server: nobody sent to twice, nobody lost, every unknown truly unknown.

mod faults;
mod report;
mod run;
mod verdict;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::Parser;
use tokio::{sync::Semaphore, task::JoinSet};

use crate::{report::Report, run::Plan};

/// What to do.
#[derive(Debug, Clone, Parser)]
struct Options {
    /// How many runs
    #[arg(long, default_value_t = 200)]
    runs: u64,
    /// People in each
    #[arg(long, default_value_t = 1000)]
    people: usize,
    /// Share of all calls that are disturbed, in per cent
    #[arg(long, default_value_t = 5.0)]
    faults: f64,
    /// The first run's seed; the next has the next. It sets the luck of the faults and the moments of the kills
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Runs at a time: most of a run is waiting
    #[arg(long, default_value_t = 12)]
    jobs: usize,
    /// The program that makes one run
    #[arg(long)]
    desk_run: PathBuf,
    /// Where the report goes, as JSON
    #[arg(long)]
    out: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    match soak(&options).await {
        Ok(report) => {
            println!("{report}");
            if report.clean() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

async fn soak(options: &Options) -> Result<Report, String> {
    let mut report = Report::default();
    let room = Arc::new(Semaphore::new(options.jobs.max(1)));
    let mut runs = JoinSet::new();
    for seed in options.seed..options.seed + options.runs {
        let room = room.clone();
        let plan = Plan {
            seed,
            people: options.people,
            faults: options.faults / 100.0,
            desk_run: options.desk_run.clone(),
        };
        runs.spawn(async move {
            let _place = room.acquire().await;
            (seed, run::run(&plan).await)
        });
    }
    while let Some(ended) = runs.join_next().await {
        let (seed, outcome) = ended.map_err(|error| error.to_string())?;
        println!("{}", report.take(seed, outcome));
        // After each, so that a soak that is broken off has told what it found.
        let text = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?;
        std::fs::write(&options.out, text).map_err(|error| error.to_string())?;
    }
    Ok(report)
}

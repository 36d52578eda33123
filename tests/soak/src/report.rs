//! What a soak found, for people and as JSON.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::run::Outcome;

/// All runs so far.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// By seed.
    runs: BTreeMap<u64, Outcome>,
    /// Those that could not be judged, by seed.
    broken: BTreeMap<u64, String>,
}

impl Report {
    /// Takes a run in; gives a line about it.
    pub fn take(&mut self, seed: u64, outcome: Result<Outcome, String>) -> String {
        match outcome {
            Ok(run) => {
                let line = format!(
                    "seed {seed}: killed {}, accepted {}, refused {}, unknown {}, {:.0} s{}",
                    run.kills,
                    run.accepted,
                    run.refused,
                    run.unknown,
                    run.seconds,
                    if run.verdict.clean() {
                        String::new()
                    } else {
                        format!(" WRONG {:?}", run.verdict)
                    }
                );
                self.runs.insert(seed, run);
                line
            }
            Err(error) => {
                let line = format!("seed {seed}: BROKEN {error}");
                self.broken.insert(seed, error);
                line
            }
        }
    }

    /// True if nothing is wrong, and something was run.
    pub fn clean(&self) -> bool {
        !self.runs.is_empty()
            && self.broken.is_empty()
            && self.runs.values().all(|run| run.verdict.clean())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sum = |of: fn(&Outcome) -> usize| -> usize { self.runs.values().map(of).sum() };
        writeln!(
            f,
            "{} runs, killed {} times, {} messages went out: {} accepted, {} refused, {} unknown",
            self.runs.len(),
            self.runs.values().map(|run| run.kills).sum::<u32>(),
            sum(|run| run.sent),
            sum(|run| run.accepted),
            sum(|run| run.refused),
            sum(|run| run.unknown),
        )?;
        for (name, count) in [
            ("sent twice", sum(|run| run.verdict.twice.len())),
            ("lost", sum(|run| run.verdict.lost.len())),
            (
                "called accepted, not sent",
                sum(|run| run.verdict.invented.len()),
            ),
            ("called refused, sent", sum(|run| run.verdict.denied.len())),
            (
                "called unknown, shown as sent",
                sum(|run| run.verdict.shown.len()),
            ),
            ("runs that could not be judged", self.broken.len()),
        ] {
            writeln!(f, "  {name}: {count}")?;
        }
        write!(f, "{}", if self.clean() { "Clean." } else { "NOT clean." })
    }
}

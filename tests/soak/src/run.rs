//! One run: begun, killed, begun again, let go to its end, and judged.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use rand::{Rng, SeedableRng, rngs::StdRng};
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, ChildStdout, Command},
    time::{sleep, timeout},
};
use wacr_sandbox::{Options, RateLimit, Sandbox};

use crate::{
    faults,
    verdict::{Ledger, Verdict, judge},
};

/// Most kills of one run.
const KILLS: u32 = 5;
/// A run that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(1200);

/// One run.
pub struct Plan {
    /// Where and when it is disturbed and killed.
    pub seed: u64,
    /// To how many.
    pub people: usize,
    /// Share of all calls that are disturbed, from 0 to 1.
    pub faults: f64,
    /// The program that makes it.
    pub desk_run: PathBuf,
}

/// How it ended.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// Times it was killed.
    pub kills: u32,
    /// Messages that went out.
    pub sent: usize,
    /// Of the ledger.
    pub accepted: usize,
    /// Of the ledger.
    pub refused: usize,
    /// Of the ledger.
    pub unknown: usize,
    /// From the first start to the last end.
    pub seconds: f64,
    /// What is wrong.
    pub verdict: Verdict,
}

/// What the program says at its end.
#[derive(Deserialize)]
struct Told {
    numbers: Ledger,
}

pub async fn run(plan: &Plan) -> Result<Outcome, String> {
    let at = Instant::now();
    let mut random = StdRng::seed_from_u64(plan.seed);
    let folder = tempfile::tempdir().map_err(told)?;
    let people: BTreeSet<String> = (0..plan.people)
        .map(|n| format!("+1555020{n:04}"))
        .collect();
    let numbers = folder.path().join("numbers.txt");
    let lines: Vec<&str> = people.iter().map(String::as_str).collect();
    std::fs::write(&numbers, lines.join("\n")).map_err(told)?;
    let sandbox = wacr_sandbox::start(Options {
        contacts: 40,
        seed: plan.seed,
        plan_contacts: Some(u32::MAX),
        plan_conversations: Some(u32::MAX),
        rate_limit: RateLimit::Unlimited,
        ..Options::default()
    })
    .await
    .map_err(told)?;
    let start = || start(plan, &sandbox, folder.path(), &numbers);

    // The account is there and the run is written down: what comes before is the concern of other tests.
    let (mut child, mut out) = start()?;
    begun(&mut out).await?;
    sandbox.set_faults(faults::everywhere(plan.faults));
    let kills = random.random_range(1..=KILLS);
    for nth in 0..kills {
        if nth > 0 {
            (child, out) = start()?;
        }
        // From its very start on, reading what is there among it; about as long as a fifth of a run takes.
        let wait = random.random_range(0..plan.people.max(1) as u64 * 3);
        sleep(Duration::from_millis(wait)).await;
        child.kill().await.map_err(told)?;
    }
    drop(out);
    let ledger = timeout(LONGEST, to_the_end(&start))
        .await
        .map_err(|_| format!("it did not end within {} s", LONGEST.as_secs()))??;

    let mut sent: BTreeMap<String, usize> = BTreeMap::new();
    for message in sandbox.messages_created() {
        *sent.entry(format!("+{}", message.phone)).or_default() += 1;
    }
    Ok(Outcome {
        kills,
        sent: sent.values().sum(),
        accepted: ledger.accepted.len(),
        refused: ledger.refused.len(),
        unknown: ledger.unknown.len(),
        seconds: at.elapsed().as_secs_f64(),
        verdict: judge(&people, &ledger, &sent),
    })
}

/// Starts it until it comes to its end: a start itself may be disturbed.
async fn to_the_end(start: &impl Fn() -> Result<(Child, Lines), String>) -> Result<Ledger, String> {
    loop {
        let (mut child, mut out) = start()?;
        let mut last = String::new();
        while let Some(line) = out.next_line().await.map_err(told)? {
            last = line;
        }
        if child.wait().await.map_err(told)?.success() {
            let told: Told = serde_json::from_str(&last).map_err(told)?;
            return Ok(told.numbers);
        }
        eprintln!("started again after: {last}");
    }
}

type Lines = tokio::io::Lines<BufReader<ChildStdout>>;

fn start(
    plan: &Plan,
    sandbox: &Sandbox,
    folder: &Path,
    numbers: &Path,
) -> Result<(Child, Lines), String> {
    let mut child = Command::new(&plan.desk_run)
        .arg("--data")
        .arg(folder.join("data"))
        .args(["--server", &sandbox.base_url()])
        .args(["--template", "welcome_reader", "--numbers"])
        .arg(numbers)
        .env("WACR_TOKEN", sandbox.token())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("{}: {error}", plan.desk_run.display()))?;
    let out = child.stdout.take().ok_or("the program has no output")?;
    Ok((child, BufReader::new(out).lines()))
}

async fn begun(out: &mut Lines) -> Result<(), String> {
    match out.next_line().await.map_err(told)? {
        Some(line) if line == "begun" => Ok(()),
        other => Err(format!("it said {other:?} in place of `begun`")),
    }
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

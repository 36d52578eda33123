//! What a person sees: numbered steps with times, and for a step that failed its name and its remedy.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Why a step failed, and what to do about it.
#[derive(Debug)]
pub struct Failure {
    /// What happened.
    pub what: String,
    /// What to do next.
    pub remedy: String,
}

impl Failure {
    /// A failure with its remedy.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

/// What a step has to say when it went well.
#[derive(Debug)]
pub enum Done {
    /// It was done now.
    Ok(String),
    /// There was nothing to do.
    Already(String),
    /// It cannot be done here, for this reason.
    Skipped(String),
}

impl Done {
    /// Done now, nothing to add.
    pub fn ok() -> Self {
        Self::Ok(String::new())
    }
}

/// The steps of one command, in order.
#[derive(Debug)]
pub struct Steps {
    total: usize,
    current: usize,
    started: Instant,
}

impl Steps {
    /// A command of this many steps.
    pub fn new(total: usize) -> Self {
        Self {
            total,
            current: 0,
            started: Instant::now(),
        }
    }

    /// Runs one step and tells how it went.
    pub fn step(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<Done, Failure>,
    ) -> Result<Done, Failure> {
        self.current += 1;
        let label = format!("{}/{} {name}", self.current, self.total);
        print!("{label} … ");
        // A pipe shows what is going on only if it is told at once; a closed one is no reason to stop.
        let _ = io::stdout().flush();
        let started = Instant::now();
        let done = work();
        let time = clock(started.elapsed());
        match &done {
            Ok(Done::Ok(note)) => println!("ok {time}{}", remark(note)),
            Ok(Done::Already(note)) => println!("nothing to do {time}{}", remark(note)),
            Ok(Done::Skipped(why)) => println!("skipped: {why}"),
            Err(failure) => println!(
                "FAILED {time}\n{}\n  What to do: {}",
                indent(&failure.what),
                failure.remedy
            ),
        }
        done
    }

    /// How long all steps took so far.
    pub fn elapsed(&self) -> String {
        clock(self.started.elapsed())
    }
}

/// Whether a person can be asked: never where a machine runs this.
pub fn can_ask() -> bool {
    std::env::var_os("CI").is_none() && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks a question; anything but a clear yes is a no.
pub fn ask(question: &str) -> bool {
    print!("\n  {question} [y/N] ");
    let _ = io::stdout().flush();
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).is_ok() && matches!(answer.trim(), "y" | "Y" | "yes")
}

fn clock(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 100.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

fn remark(note: &str) -> String {
    if note.is_empty() {
        String::new()
    } else {
        format!(" ({note})")
    }
}

fn indent(text: &str) -> String {
    text.lines()
        .map(|line| format!("  {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

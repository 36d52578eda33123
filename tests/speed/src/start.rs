//! From the start of the process to the first thing painted, and the memory of all processes then: the program and the
//! blank one by turns.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use window_tests::{Failure, Outcome, Page, World};

use crate::figure::{Figure, median, spread};
use crate::memory;
use crate::program::settle;

struct Opened {
    milliseconds: f64,
    /// Of these, until its page began to load.
    before_page: f64,
    megabytes: f64,
    processes: String,
}

pub async fn compare(world: &mut World, blank: &Path, rounds: usize) -> Outcome<Vec<Figure>> {
    let program = world.paths.program.clone();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The first round warms the system's file cache and is not counted.
    for round in 0..=rounds {
        let our = opened(world, &program, "contacts").await?;
        let their = opened(world, blank, "painted").await?;
        if round > 0 {
            ours.push(our);
            theirs.push(their);
        }
    }
    let all = |of: &[Opened], read: fn(&Opened) -> f64| of.iter().map(read).collect::<Vec<_>>();
    let figure = |name, what, unit: &str, limit, read: fn(&Opened) -> f64| {
        let (our, their) = (all(&ours, read), all(&theirs, read));
        Figure {
            name,
            what,
            value: median(&our) / median(&their),
            unit: "×",
            limit: Some(limit),
            detail: format!(
                "{:.0} {unit} ({}) to {:.0} {unit} ({})",
                median(&our),
                spread(&our),
                median(&their),
                spread(&their)
            ),
        }
    };
    let mut memory = figure(
        "memory",
        "Memory of all processes, to a blank program's",
        "MB",
        1.3,
        |one| one.megabytes,
    );
    if let (Some(our), Some(their)) = (ours.last(), theirs.last()) {
        memory.detail += &format!("; {}; blank: {}", our.processes, their.processes);
    }
    let mut start = figure(
        "start",
        "Start to first contacts painted, to a blank program's",
        "ms",
        2.0,
        |one| one.milliseconds,
    );
    let before = |of: &[Opened]| median(&all(of, |one| one.before_page));
    start.detail += &format!(
        "; until the page begins {:.0} ms to {:.0} ms",
        before(&ours),
        before(&theirs)
    );
    Ok(vec![start, memory])
}

async fn opened(world: &mut World, program: &Path, name: &str) -> Outcome<Opened> {
    let page = world.open_quietly(program).await?;
    let painted = mark(&page, name).await?;
    let pids = world.pids_of(program);
    let [pid] = pids[..] else {
        return Err(Failure::new(format!("{} processes, not one", pids.len())));
    };
    let started = started(pid)?;
    let began = page
        .run("return performance.timeOrigin", Vec::new())
        .await?;
    let before_page = began.as_f64().unwrap_or(started) - started;
    if std::env::var_os("TRACE").is_some() {
        eprintln!("{}", timeline(&page).await?);
    }
    settle().await;
    let processes = memory::of_tree(pid)?;
    let kilobytes: u64 = processes.iter().map(|(_, size)| size).sum();
    world.close_program(page, program).await?;
    Ok(Opened {
        milliseconds: painted - started,
        before_page,
        megabytes: kilobytes as f64 / 1024.0,
        processes: processes
            .iter()
            .map(|(name, size)| format!("{name} {}", size / 1024))
            .collect::<Vec<_>>()
            .join(", "),
    })
}

/// What the page fetched until now, with when and how long in milliseconds: calls of the core are among it.
async fn timeline(page: &Page) -> Outcome<String> {
    let script = "return performance.getEntries().map((one) => `${one.startTime.toFixed(0)} +${one.duration.toFixed(0)} ${one.entryType} ${one.name}`).join('\\n');";
    let told = page.run(script, Vec::new()).await?;
    Ok(told.as_str().unwrap_or_default().to_owned())
}

/// When the page left this mark, in milliseconds since 1970; waits for it.
pub async fn mark(page: &Page, name: &str) -> Outcome<f64> {
    let script = format!(
        "const [mark] = performance.getEntriesByName('{name}', 'mark');
         return mark ? performance.timeOrigin + mark.startTime : null;"
    );
    let found = page
        .until(async || Ok(page.run(&script, Vec::new()).await?.as_f64()))
        .await?;
    match found {
        Some(at) => Ok(at),
        None => page.fail(&format!("no mark `{name}`")).await,
    }
}

/// When a process started, in milliseconds since 1970. The system counts it in hundredths of a second.
fn started(pid: i32) -> Outcome<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let ticks: f64 = stat
        .rsplit_once(')')
        .and_then(|(_, rest)| rest.split_whitespace().nth(19)?.parse().ok())
        .ok_or_else(|| Failure::new("the system does not tell when a process started"))?;
    let boot = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    let up = Duration::new(boot.tv_sec as u64, boot.tv_nsec as u32);
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let since_boot = ticks / rustix::param::clock_ticks_per_second() as f64;
    Ok((now.as_secs_f64() - up.as_secs_f64() + since_boot) * 1000.0)
}

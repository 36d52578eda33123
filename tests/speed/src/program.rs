//! What is asked for on the command line, and the order of it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::figure::Figure;
use crate::{core_query, fill, scroll, sends, start, typing};
use window_tests::{Outcome, Page, Sandbox, Setup, World, job};

#[derive(Parser)]
#[command(about = "Measures the program against a blank one")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure with so many contacts
    Run(Run),
    /// One first fill, or the same pages fetched and nothing else; prints the seconds
    #[command(hide = true)]
    Fill(fill::Fill),
    /// One run, or the same messages sent and nothing else; prints the seconds
    #[command(hide = true)]
    Sends(sends::Sends),
}

#[derive(clap::Args)]
struct Run {
    /// Contacts in the mirror
    #[arg(long, default_value_t = 100_000)]
    contacts: usize,
    /// Rounds of each comparison
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// Only this: start, memory, keys, query, scroll, fill, sends
    #[arg(long)]
    only: Option<String>,
    /// The blank program
    #[arg(long)]
    blank: PathBuf,
    /// Where the figures go
    #[arg(long)]
    out: PathBuf,
}

impl Run {
    fn wants(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == name)
    }
}

/// Measures.
#[tokio::main]
pub async fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run(run) => measure(&run).await,
        Command::Fill(fill) => fill::once(&fill).await,
        Command::Sends(sends) => sends::once(&sends).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(run: &Run) -> Outcome {
    // Not asked for unless it is all that is asked for: it is the same with any number of contacts.
    let figures = match run.only.as_deref() {
        Some("sends") => sends::compare(run.rounds).await?,
        _ => with_contacts(run).await?,
    };
    let told = serde_json::to_string_pretty(&serde_json::json!({
        "contacts": run.contacts,
        "rounds": run.rounds,
        "figures": figures,
    }))?;
    std::fs::write(&run.out, told)?;
    for figure in &figures {
        println!("{}", figure.line());
    }
    Ok(())
}

async fn with_contacts(run: &Run) -> Outcome<Vec<Figure>> {
    let contacts = run.contacts.to_string();
    let sandbox = Sandbox::start(&["--contacts", &contacts, "--rate-limit", "unlimited"]).await?;
    let mut figures: Vec<Figure> = Vec::new();
    if run.wants("fill") {
        figures.extend(fill::compare(&sandbox, run.contacts, run.rounds.div_ceil(2)).await?);
    }
    if ["start", "memory", "keys", "query", "scroll"]
        .iter()
        .any(|name| run.wants(name))
    {
        figures.extend(in_the_window(run, &sandbox).await?);
    }
    Ok(figures)
}

async fn in_the_window(run: &Run, sandbox: &Sandbox) -> Outcome<Vec<Figure>> {
    let mut figures = Vec::new();
    let mut world = World::new(Setup::default()).await?;
    let program = world.paths.program.clone();
    let page = world.open_quietly(&program).await?;
    filled(&page, sandbox, run.contacts).await?;
    world.close(page).await?;
    if run.wants("start") || run.wants("memory") {
        figures.extend(start::compare(&mut world, &run.blank, run.rounds).await?);
    }
    if run.wants("keys") || run.wants("scroll") {
        let page = world.open_quietly(&run.blank).await?;
        let blank = typing::measure_blank(&page).await?;
        world.close_program(page, &run.blank).await?;
        let page = world.open_quietly(&program).await?;
        start::mark(&page, "contacts").await?;
        settle().await;
        if run.wants("keys") {
            figures.push(typing::measure(&page, &blank).await?);
        }
        if run.wants("scroll") {
            figures.extend(scroll::measure(&page, run.contacts).await?);
        }
        world.close(page).await?;
    }
    if run.wants("query") {
        figures.extend(core_query::measure(&world.desk_home().join("data")).await?);
    }
    Ok(figures)
}

/// Connects, and waits until the first fill is over.
async fn filled(page: &Page, sandbox: &Sandbox, contacts: usize) -> Outcome {
    job::type_connection(page, &sandbox.base_url, &sandbox.token).await?;
    page.click(&job::button("Connect")).await?;
    // 500 contacts a second are little.
    for _ in 0..60 + contacts / 500 {
        if page.text().await?.contains("Synced") {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
    page.fail("the first fill did not end").await
}

/// What a program does after its start is over: the core reads the words for its search.
pub(crate) async fn settle() {
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

//! The first fill of an empty mirror, and a bare loop that fetches the same pages: each in a process of its own, by turns,
//! against one practice server without a limit.

use std::time::{Duration, Instant};

use clap::ValueEnum;
use desk_core::accounts::ConnectRequest;
use desk_core::sync::SyncState;
use tokio::process::Command;
use window_tests::{Failure, Outcome, Sandbox};

use crate::desk::{self, bare_client, told};
use crate::figure::{Figure, median};

/// Rows of a page.
const PAGE: usize = 100;

#[derive(clap::Args)]
pub struct Fill {
    #[arg(long)]
    how: How,
    #[arg(long)]
    server: String,
    #[arg(long)]
    token: String,
    #[arg(long)]
    pages: usize,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum How {
    /// As the program does.
    Core,
    /// Fetched, and thrown away.
    Bare,
}

pub async fn compare(sandbox: &Sandbox, contacts: usize, rounds: usize) -> Outcome<Vec<Figure>> {
    let pages = contacts.div_ceil(PAGE);
    let (mut core, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        core.push(child("core", sandbox, pages).await?);
        bare.push(child("bare", sandbox, pages).await?);
    }
    Ok(vec![Figure {
        name: "fill",
        what: "First fill without a limit, to bare fetching",
        value: median(&core) / median(&bare),
        unit: "×",
        limit: Some(1.3),
        detail: format!(
            "{:.1} s to {:.1} s for {pages} pages",
            median(&core),
            median(&bare)
        ),
    }])
}

async fn child(how: &str, sandbox: &Sandbox, pages: usize) -> Outcome<f64> {
    let output = Command::new(std::env::current_exe()?)
        .args(["fill", "--how", how, "--server", &sandbox.base_url])
        .args(["--token", &sandbox.token, "--pages", &pages.to_string()])
        .output()
        .await?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim()
        .parse()
        .map_err(|_| Failure::new(format!("{text}{}", String::from_utf8_lossy(&output.stderr))))
}

/// One of them, told on the standard output in seconds.
pub async fn once(fill: &Fill) -> Outcome {
    let took = match fill.how {
        How::Core => core(fill).await?,
        How::Bare => bare(fill).await?,
    };
    println!("{}", took.as_secs_f64());
    Ok(())
}

async fn core(fill: &Fill) -> Outcome<Duration> {
    let folder = desk::folder("fill")?;
    let desk = desk::open(folder.path()).await?;
    let at = Instant::now();
    let request = ConnectRequest {
        server: fill.server.clone(),
        token: fill.token.clone().into(),
        session_only: false,
    };
    let id = desk.accounts_connect(request).await.map_err(told)?.id;
    while !matches!(
        desk.sync_status(&id).await.map_err(told)?.state,
        SyncState::Synced { .. }
    ) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let took = at.elapsed();
    desk.shutdown().await;
    Ok(took)
}

async fn bare(fill: &Fill) -> Outcome<Duration> {
    let client = bare_client()?;
    let at = Instant::now();
    for page in 1..=fill.pages {
        let url = format!(
            "{}/api/v2/contacts?page={page}&per_page={PAGE}&sort=id",
            fill.server
        );
        let answer = client.get(url).bearer_auth(&fill.token).send().await?;
        answer.error_for_status()?.bytes().await?;
    }
    Ok(at.elapsed())
}

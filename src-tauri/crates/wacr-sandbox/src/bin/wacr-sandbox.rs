//! The practice server as a program: prints one JSON line and serves until its standard input closes.

use std::io::Write;
use std::path::PathBuf;

use clap::Parser;
use serde_json::json;
use tokio::io::AsyncReadExt;
use wacr_sandbox::{Fault, Options, Quirk, RateLimit};

/// Plays the WA.cr APP's API v2 on loopback.
#[derive(Debug, Parser)]
#[command(version, after_long_help = quirks())]
struct Arguments {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Seeded contacts.
    #[arg(long, default_value_t = 1_200)]
    contacts: usize,
    /// Calls a minute for each token, or "unlimited".
    #[arg(long, default_value = "60", value_parser = rate_limit)]
    rate_limit: RateLimit,
    /// The same seed gives the same shop.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The plan's limit of contacts, or "unlimited".
    #[arg(long, value_parser = plan_limit)]
    plan_contacts: Option<u32>,
    /// Conversations left this month, or "unlimited".
    #[arg(long, value_parser = plan_limit)]
    plan_conversations: Option<u32>,
    /// A JSON file with a list of faults.
    #[arg(long)]
    faults: Option<PathBuf>,
    /// Seconds the server's clock is ahead of this machine's.
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    clock_skew_seconds: i64,
    /// The full token; random when left out.
    #[arg(long)]
    token: Option<String>,
    /// Behaviour that differs from the documented one; may be given several times. They are listed below.
    #[arg(long = "quirk", value_name = "NAME")]
    quirks: Vec<Quirk>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let faults: Vec<Fault> = match &arguments.faults {
        Some(path) => serde_json::from_slice(&std::fs::read(path)?)?,
        None => Vec::new(),
    };
    let sandbox = wacr_sandbox::start(Options {
        port: arguments.port,
        contacts: arguments.contacts,
        seed: arguments.seed,
        rate_limit: arguments.rate_limit,
        plan_contacts: arguments.plan_contacts,
        plan_conversations: arguments.plan_conversations,
        token: arguments.token,
        faults,
        log_endpoint: true,
        clock_skew_seconds: arguments.clock_skew_seconds,
        quirks: arguments.quirks.into_iter().collect(),
        ..Options::default()
    })
    .await?;
    let line = json!({
        "base_url": sandbox.base_url(),
        "token": sandbox.token(),
        "tokens": sandbox.tokens(),
    });
    let mut out = std::io::stdout();
    writeln!(out, "{line}")?;
    out.flush()?;
    tokio::select! {
        () = input_closed() => {}
        () = asked_to_end() => {}
    }
    sandbox.stop().await;
    // A read of the standard input may still be waiting, and nothing is left to save.
    std::process::exit(0);
}

/// What `--help` says of the quirks.
fn quirks() -> String {
    let lines = Quirk::ALL
        .iter()
        .map(|quirk| format!("  {}\n      {}\n", quirk.name(), quirk.help().trim()));
    format!("Quirks, all off by default:\n{}", lines.collect::<String>())
}

async fn input_closed() {
    let mut input = tokio::io::stdin();
    let mut some = [0_u8; 1024];
    while matches!(input.read(&mut some).await, Ok(read) if read > 0) {}
}

#[cfg(unix)]
async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            terminate.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn asked_to_end() {
    let _ = tokio::signal::ctrl_c().await;
}

fn rate_limit(text: &str) -> Result<RateLimit, String> {
    match plan_limit(text)? {
        u32::MAX => Ok(RateLimit::Unlimited),
        limit => Ok(RateLimit::PerMinute(limit)),
    }
}

fn plan_limit(text: &str) -> Result<u32, String> {
    if text == "unlimited" {
        return Ok(u32::MAX);
    }
    text.parse()
        .map_err(|_| "a number or \"unlimited\"".to_owned())
}

//! The practice server as a program: prints one JSON line and serves until its standard input closes
//! or it is told to stop. What keeps it from starting is said in a sentence, with exit code 2.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use serde_json::json;
use tokio::io::AsyncReadExt;
use wacr_sandbox::{Fault, FaultKind, Options, Quirk, RateLimit};

/// Plays the WA.cr APP's API v2 on loopback.
#[derive(Debug, Parser)]
#[command(version, after_long_help = lists())]
struct Arguments {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Seeded contacts; 1200 when left out.
    #[arg(long)]
    contacts: Option<usize>,
    /// Calls a minute for each token, or "unlimited".
    #[arg(long, default_value = "60", value_parser = rate_limit)]
    rate_limit: RateLimit,
    /// The same seed gives the same shop, and the same luck to faults with a probability; 1 when left out.
    #[arg(long)]
    seed: Option<u64>,
    /// A file the account is kept in, made and seeded if it is not there. In memory when left out.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The plan's limit of contacts, or "unlimited".
    #[arg(long, value_parser = plan_limit)]
    plan_contacts: Option<u32>,
    /// Conversations left this month, or "unlimited".
    #[arg(long, value_parser = plan_limit)]
    plan_conversations: Option<u32>,
    /// A JSON file with a list of faults; the kinds are listed by --help.
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

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&format!("The server cannot start: {error}.")),
    };
    match runtime.block_on(serve(arguments)) {
        // A read of the standard input may still be waiting, and everything is saved.
        Ok(()) => std::process::exit(0),
        Err(sentence) => refuse(&sentence),
    }
}

/// Serves until told to stop. `Err` is a sentence for whoever started the program.
async fn serve(arguments: Arguments) -> Result<(), String> {
    let faults = match &arguments.faults {
        Some(path) => read_faults(path)?,
        None => Vec::new(),
    };
    let options = Options::default();
    let data = arguments.data.clone();
    let seeding = arguments.contacts.is_some() || arguments.seed.is_some();
    let sandbox = wacr_sandbox::start(Options {
        port: arguments.port,
        contacts: arguments.contacts.unwrap_or(options.contacts),
        seed: arguments.seed.unwrap_or(options.seed),
        rate_limit: arguments.rate_limit,
        plan_contacts: arguments.plan_contacts,
        plan_conversations: arguments.plan_conversations,
        token: arguments.token,
        faults,
        log_endpoint: true,
        clock_skew_seconds: arguments.clock_skew_seconds,
        quirks: arguments.quirks.into_iter().collect(),
        data: arguments.data,
    })
    .await
    .map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => format!("Port {} is taken.", arguments.port),
        ErrorKind::PermissionDenied => format!("Port {} may not be used: {error}.", arguments.port),
        _ => error.to_string(),
    })?;
    if let (Some(path), true, true) = (data, sandbox.restored(), seeding) {
        let path = path.display();
        eprintln!("The data file {path} holds an account, so --contacts and --seed are ignored.");
    }
    // Before the line, since whoever reads it may tell us to stop at once.
    let told = asked_to_end().map_err(|error| format!("Signals cannot be heard: {error}."))?;
    let line = json!({
        "base_url": sandbox.base_url(),
        "token": sandbox.token(),
        "tokens": sandbox.tokens(),
    });
    let mut out = std::io::stdout();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(|error| format!("The line with the address cannot be written: {error}."))?;
    tokio::select! {
        () = input_closed() => {}
        () = told => {}
    }
    sandbox.stop().await;
    Ok(())
}

/// Says what is wrong; the exit code is that of wrong arguments.
fn refuse(sentence: &str) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::from(2)
}

fn read_faults(path: &Path) -> Result<Vec<Fault>, String> {
    let shown = path.display();
    let bytes = std::fs::read(path)
        .map_err(|error| format!("The fault file {shown} cannot be read: {error}."))?;
    Fault::list(&bytes)
        .map_err(|why| format!("The fault file {shown} is not as it should be: {why}."))
}

/// What `--help` says of quirks and faults.
fn lists() -> String {
    let quirks = Quirk::ALL
        .iter()
        .map(|quirk| format!("  {}\n      {}\n", quirk.name(), quirk.help().trim()));
    let faults = FaultKind::HELP
        .iter()
        .map(|(example, help)| format!("  {example}\n      {}\n", help.trim()));
    format!(
        "Quirks, all off by default:\n{}\n\
         Faults. The file is a JSON list of objects. Each has a \"kind\", written as below, and may have \"method\",\n\
         \"path\" (a beginning, or a pattern with *), \"contains\" (text of the body), \"nth\" (the first call it fires on),\n\
         \"count\" (how often) and \"probability\" (0 to 1, repeatable by --seed). Kinds:\n{}",
        quirks.collect::<String>(),
        faults.collect::<String>()
    )
}

async fn input_closed() {
    let mut input = tokio::io::stdin();
    let mut some = [0_u8; 1024];
    while matches!(input.read(&mut some).await, Ok(read) if read > 0) {}
}

/// Listens for being told to stop, from now on; the answer waits for it.
#[cfg(unix)]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Listens for Ctrl-C, from now on; the answer waits for it.
#[cfg(windows)]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    let mut ctrl_c = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        ctrl_c.recv().await;
    })
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

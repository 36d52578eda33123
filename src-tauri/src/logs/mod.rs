//! The log: a file that is turned over before it grows, masked line by line; the last calls to servers, for diagnostics;
//! and what broke the program, for its next start.

mod calls;
mod crash;
mod file;
mod line;
mod mask;

use std::path::Path;

use desk_core::diagnostics::{CallShape, Crash};
use tracing_subscriber::{
    EnvFilter, Layer, Registry, filter::LevelFilter, fmt, layer::SubscriberExt, reload,
    util::SubscriberInitExt,
};

use calls::Calls;
use crash::Crashes;
use file::LogFile;
use line::MaskedLine;

/// Sets what is written to the standard error, as `wacr_api=debug`.
const FILTER: &str = "WACR_DESK_LOG";
/// Last lines of the log in a report.
const LINES: usize = 60;

/// What was logged, and how much is.
pub struct Logs {
    calls: Calls,
    crashes: Crashes,
    file: Option<LogFile>,
    level: reload::Handle<LevelFilter, Registry>,
}

impl Logs {
    /// Begins to log to `folder`; where that cannot be, to the standard error alone. Call it once.
    pub fn start(folder: &Path, version: &str) -> Self {
        let file = LogFile::open(folder);
        let calls = Calls::default();
        let (level, handle) = reload::Layer::new(level(false));
        let opened = file.as_ref().ok().cloned();
        let to_file = opened.clone().map(|file| {
            fmt::layer()
                .event_format(MaskedLine)
                .with_ansi(false)
                .with_writer(file)
        });
        let to_terminal = fmt::layer()
            .event_format(MaskedLine)
            .with_writer(std::io::stderr)
            .with_filter(EnvFilter::from_env(FILTER));
        let begun = tracing_subscriber::registry()
            .with(to_file.with_filter(level))
            .with(to_terminal)
            .with(calls.layer())
            .try_init();
        if let Err(error) = begun {
            eprintln!("WA.cr Desk cannot log: {error}");
        }
        if let Err(error) = file {
            tracing::warn!(%error, "no log is kept");
        }
        tracing::info!(version, "started");
        let crashes = Crashes::new(folder, version);
        crashes.watch();
        Self {
            calls,
            crashes,
            file: opened,
            level: handle,
        }
    }

    /// Whether every call and every small thing is logged too.
    pub fn detailed(&self, detailed: bool) {
        // It fails only when nothing is logged any more.
        let _ = self.level.reload(level(detailed));
    }

    /// The last calls, oldest first.
    pub fn calls(&self) -> Vec<CallShape> {
        self.calls.all()
    }

    /// The last lines of the log, oldest first.
    pub fn lines(&self) -> Vec<String> {
        self.file
            .as_ref()
            .map_or_else(Vec::new, |file| file.last(LINES))
    }

    /// What broke the program before this start, until it was seen.
    pub fn crash(&self) -> Option<Crash> {
        self.crashes.last()
    }

    /// The person has seen it.
    pub fn crash_seen(&self) {
        self.crashes.forget();
    }

    /// Empties the log and forgets what broke.
    pub fn clear(&self) {
        self.crashes.forget();
        self.calls.clear();
        if let Some(file) = &self.file {
            file.clear();
        }
    }
}

fn level(detailed: bool) -> LevelFilter {
    match detailed {
        true => LevelFilter::DEBUG,
        false => LevelFilter::INFO,
    }
}

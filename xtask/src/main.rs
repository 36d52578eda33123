//! Every command a developer types. Each installs what it needs and is missing, says what it does and how long it took,
//! and does nothing a second time that is done already.

mod bench;
mod bindings;
mod bundle;
mod console;
mod count;
mod fingerprint;
mod installed;
mod place;
mod plain;
mod run;
mod screenshots;
mod setup;
mod soak;
mod start;
mod test;
mod ui;
mod wine;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "Start, test and show WA.cr Desk")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build, and open the program on the practice account
    Start {
        /// Passed on to the program, as in `cargo xtask start -- --version`
        #[arg(last = true)]
        arguments: Vec<String>,
        /// Walk through the main job without a window on your screen, even if there is a display
        #[arg(long)]
        walk: bool,
    },
    /// Install what is missing and run every check and test there is
    Test {
        /// Install the .deb (made if there is none), drive the installed program, remove it; nothing else
        #[arg(long)]
        installed: bool,
        /// Run the tests of the crates without a window as Windows programs, under Wine; nothing else
        #[arg(long, conflicts_with = "installed")]
        wine: bool,
    },
    /// Write the TypeScript types of the bridge anew from Rust
    Bindings {
        /// Change nothing; fail if the committed types differ
        #[arg(long)]
        check: bool,
    },
    /// Install what a build needs, and no more
    Setup,
    /// Make the installers of this system, in target/installers
    Bundle,
    /// Take the pictures in docs/screenshots anew, light and dark
    Screenshots,
    /// Measure the shipped program against a blank one and write docs/performance.md
    Bench(bench::Options),
    /// Send many runs that are killed and disturbed, and hold the ledger against the server's log
    Soak {
        /// The soak's own, as in `cargo xtask soak -- --runs 5`; `-- --help` lists them
        #[arg(last = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Start { arguments, walk } => start::start(&arguments, walk),
        Command::Test { installed, wine } => match (installed, wine) {
            (true, _) => installed::test_installed(),
            (_, true) => wine::test_wine(),
            _ => test::test(),
        },
        Command::Bindings { check } => bindings::bindings(check),
        Command::Setup => setup::setup(),
        Command::Bundle => bundle::bundle(),
        Command::Screenshots => screenshots::screenshots(),
        Command::Bench(options) => bench::bench(&options),
        Command::Soak { arguments } => soak::soak(&arguments),
    };
    if done {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

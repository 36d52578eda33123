//! What is asked for on the command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use window_tests::{Theme, walk::walk};

#[derive(Parser)]
struct Arguments {
    /// The colours the system asks for
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    theme: Colours,
    /// How wide the window is, in pixels
    #[arg(long, default_value_t = 1280)]
    width: u32,
    /// How high it is
    #[arg(long, default_value_t = 800)]
    height: u32,
    /// The folder the pictures go to
    #[arg(long)]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Colours {
    Light,
    Dark,
}

/// Walks.
#[tokio::main]
pub async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let theme = match arguments.theme {
        Colours::Light => Theme::Light,
        Colours::Dark => Theme::Dark,
    };
    match walk(theme, (arguments.width, arguments.height), &arguments.out).await {
        Ok(pictures) => {
            for picture in pictures {
                println!("{}", picture.display());
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

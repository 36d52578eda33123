//! Where the programs under test and their tools lie. Each can be named by an environment variable.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

/// The programs a window test needs.
#[derive(Debug, Clone)]
pub struct Paths {
    /// The program under test; `WACR_DESK_PROGRAM` or `wacr-desk` beside the test.
    pub program: PathBuf,
    /// The practice server; `WACR_SANDBOX_PROGRAM` or `wacr-sandbox` beside the test.
    pub sandbox: PathBuf,
    /// `TAURI_DRIVER` or `target/tools/bin/tauri-driver`.
    pub tauri_driver: PathBuf,
    /// axe-core's script, from `npm ci`.
    pub axe: PathBuf,
    /// Where a failed test leaves its picture.
    pub failures: PathBuf,
}

impl Paths {
    /// Finds them all.
    ///
    /// # Errors
    /// Names what is missing and the command that brings it.
    pub fn find() -> Outcome<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .canonicalize()?;
        let here = env::current_exe()?;
        // A test lies in target/debug/deps, the walk in target/debug.
        let built = here
            .parent()
            .map(|folder| {
                if folder.ends_with("deps") {
                    folder.parent().unwrap_or(folder)
                } else {
                    folder
                }
            })
            .ok_or_else(|| Failure::new("this program has no folder"))?;
        let suffix = env::consts::EXE_SUFFIX;
        let pick =
            |variable: &str, default: PathBuf| env::var_os(variable).map_or(default, PathBuf::from);
        let paths = Self {
            program: pick(
                "WACR_DESK_PROGRAM",
                built.join(format!("wacr-desk{suffix}")),
            ),
            sandbox: pick(
                "WACR_SANDBOX_PROGRAM",
                built.join(format!("wacr-sandbox{suffix}")),
            ),
            tauri_driver: pick(
                "TAURI_DRIVER",
                root.join("target/tools/bin")
                    .join(format!("tauri-driver{suffix}")),
            ),
            axe: root.join("node_modules/axe-core/axe.min.js"),
            failures: root.join("target/window-tests"),
        };
        for path in [
            &paths.program,
            &paths.sandbox,
            &paths.tauri_driver,
            &paths.axe,
        ] {
            if !path.exists() {
                return Err(Failure::new(format!(
                    "{} is missing: `cargo xtask test` builds and installs what the window tests need",
                    path.display()
                )));
            }
        }
        Ok(paths)
    }
}

//! Where things lie.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the work tree.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Where these commands keep logs and notes of what is done already.
pub fn notes() -> PathBuf {
    target().join("xtask")
}

/// A program that cargo built.
pub fn built(name: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// tauri-driver, in a version of the project's own.
pub fn tauri_driver() -> PathBuf {
    target()
        .join("tools/bin")
        .join(format!("tauri-driver{}", env::consts::EXE_SUFFIX))
}

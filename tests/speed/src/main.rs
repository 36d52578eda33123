//! Measures the program as it is shipped, in a real window, with a mirror of many contacts, and beside it a blank
//! Tauri program built from the same versions. Prints one JSON object; `cargo xtask bench` builds, calls and reads it.

#[cfg(target_os = "linux")]
mod core_query;
#[cfg(target_os = "linux")]
mod desk;
#[cfg(target_os = "linux")]
mod figure;
#[cfg(target_os = "linux")]
mod fill;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(target_os = "linux")]
mod program;
#[cfg(target_os = "linux")]
mod scroll;
#[cfg(target_os = "linux")]
mod sends;
#[cfg(target_os = "linux")]
mod start;
#[cfg(target_os = "linux")]
mod typing;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    program::main()
}

/// The window is driven on Linux only.
#[cfg(not(target_os = "linux"))]
fn main() -> std::process::ExitCode {
    eprintln!("This measures on Linux only.");
    std::process::ExitCode::FAILURE
}

//! Walks through the main job in a real window and leaves a picture of each step.

#[cfg(target_os = "linux")]
mod program;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    program::main()
}

/// The window is driven on Linux only.
#[cfg(not(target_os = "linux"))]
fn main() -> std::process::ExitCode {
    eprintln!("This walks on Linux only.");
    std::process::ExitCode::FAILURE
}

//! The program's entry: see `wacr_desk_lib::run`.

// No console window beside ours on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    use_plain_buffers();
    wacr_desk_lib::run()
}

/// Some drivers show blank windows with WebKitGTK's DMABUF renderer.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn use_plain_buffers() {
    const NAME: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(NAME).is_none() {
        // SAFETY: the first line of `main`: no other thread runs yet that could read the environment.
        unsafe { std::env::set_var(NAME, "1") };
    }
}

//! One program per data folder: two would each take the other's sends for interrupted ones.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::Path,
};

use desk_core::{deep_links::DeepLink, events::AppEvent};
use tauri::{AppHandle, Manager, Runtime, plugin::TauriPlugin};

use crate::{
    events::Subscribers,
    start::{self, Start},
    window,
};

/// Held while the program runs; the system lets go of it even after kill -9.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

/// Takes the folder, or says that another program has it.
pub fn lock(folder: &Path) -> io::Result<FolderLock> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(FolderLock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(io::Error::new(
            io::ErrorKind::WouldBlock,
            format!(
                "another WA.cr Desk is using {}: close it first",
                folder.display()
            ),
        )),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// A second start shows the window of the first and ends.
pub fn show_the_first<R: Runtime>() -> TauriPlugin<R> {
    tauri_plugin_single_instance::init(|app, arguments, _folder| {
        if let Some(link) = start::link_of(&arguments) {
            open_link(app, link);
        }
        show(app);
    })
}

/// A link that is opened comes as an event here, whether the program runs or is started by it.
#[cfg(target_os = "macos")]
pub fn hear(app: &AppHandle, event: &tauri::RunEvent) {
    let tauri::RunEvent::Opened { urls } = event else {
        return;
    };
    let read = |url: &tauri::Url| desk_core::deep_links::read(url.as_str());
    if let Some(link) = urls.iter().rev().find_map(read) {
        open_link(app, link);
        show(app);
    }
}

/// The other systems hand links over as arguments.
#[cfg(not(target_os = "macos"))]
pub fn hear(_: &AppHandle, _: &tauri::RunEvent) {}

/// Keeps what a link asks for and tells the page; nothing is done by it without a person.
pub fn open_link<R: Runtime>(app: &AppHandle<R>, link: DeepLink) {
    app.state::<Start>().put_link(link);
    app.state::<Subscribers>().tell(&AppEvent::LinkOpened);
}

/// Brings the window to the front.
pub fn show<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(window::MAIN) {
        // Nothing to do about a window manager that refuses.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_folder_serves_one_program_at_a_time() {
        let folder = std::env::temp_dir().join(format!("wacr-desk-lock-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let first = lock(&folder).unwrap();
        assert_eq!(lock(&folder).unwrap_err().kind(), io::ErrorKind::WouldBlock);
        drop(first);
        lock(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

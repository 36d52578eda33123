//! The program: wires `desk-core` to a window. The only Rust that knows Tauri.

#[cfg(test)]
mod acl;
mod at_work;
mod commands;
mod core;
mod events;
mod folders;
mod instance;
mod logs;
mod opener;
mod practice;
mod preferences;
mod start;
mod window;

use std::{ffi::OsString, process::ExitCode};

use tauri::{App, Manager, RunEvent};

use crate::{
    at_work::AtWork,
    core::Opened,
    events::Subscribers,
    folders::Folders,
    logs::Logs,
    preferences::Stored,
    start::{Asked, Start},
};

/// Puts all local data under one folder.
const HOME: &str = "WACR_DESK_HOME";

/// Runs the program until its window is closed.
pub fn run() -> ExitCode {
    let (practice, link) = match start::read(std::env::args().skip(1)) {
        Asked::Open { practice, link } => (practice, link),
        Asked::Print(text, 0) => {
            println!("{text}");
            return ExitCode::SUCCESS;
        }
        Asked::Print(text, _) => {
            eprintln!("{text}");
            return ExitCode::from(2);
        }
    };
    let home = std::env::var_os(HOME);
    let mut builder = tauri::Builder::default();
    // A program with a folder of its own runs beside others.
    if home.is_none() {
        builder = builder.plugin(instance::show_the_first());
    }
    let app = builder
        .plugin(tauri_plugin_store::Builder::new().build())
        .manage(Start::new(practice, link))
        .invoke_handler(commands!())
        .setup(|app| set_up(app, home))
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            app.run(|app, event| match event {
                RunEvent::Exit => {
                    if let Ok(desk) = app.state::<Opened>().desk() {
                        tauri::async_runtime::block_on(desk.shutdown());
                    }
                }
                event => instance::hear(app, &event),
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("WA.cr Desk could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

fn set_up(app: &App, home: Option<OsString>) -> Result<(), Box<dyn std::error::Error>> {
    let folders = Folders::new(home, &app.path().app_local_data_dir()?);
    let logs = Logs::start(&folders.logs, &app.package_info().version.to_string());
    let subscribers = Subscribers::default();
    let at_work = AtWork::default();
    let lock = core::take(&folders.data);
    let stored = Stored::open(app.handle(), folders.data.clone())?;
    let preferences = stored.read();
    // Beside the window, which takes the system longer. No call of its page comes through before this ends.
    let opening = Opened::open(
        folders.data.clone(),
        lock,
        stored.network(),
        app.config().identifier.clone(),
        app.package_info().version.to_string(),
        subscribers.clone(),
        at_work.clone(),
    );
    let kept = preferences.clone();
    let opening = tauri::async_runtime::spawn(async move {
        let opened = opening.await;
        opened.prepare(kept);
        opened
    });
    logs.detailed(preferences.detailed_log);
    app.manage(subscribers);
    app.manage(logs);
    app.manage(stored);
    window::open(app, &folders)?;
    window::zoom(app.handle(), preferences.text_size.zoom());
    app.manage(folders);
    app.manage(tauri::async_runtime::block_on(opening)?);
    at_work.follow(app.handle().clone());
    Ok(())
}

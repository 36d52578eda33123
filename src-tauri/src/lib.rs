//! The program: wires `desk-core` to a window. The only Rust that knows Tauri.

#[cfg(test)]
mod acl;
mod commands;
mod events;
mod folders;
mod practice;
mod preferences;
mod start;
mod window;

use std::{process::ExitCode, sync::Arc};

use desk_core::{Desk, DeskConfig};
use desk_vault::SystemStore;
use tauri::{App, Manager, RunEvent};

use crate::{
    events::Subscribers,
    folders::Folders,
    practice::Practice,
    preferences::Stored,
    start::{Asked, Start},
};

/// Runs the program until its window is closed.
pub fn run() -> ExitCode {
    let practice = match start::read(std::env::args().skip(1)) {
        Asked::Open(practice) => practice,
        Asked::Print(text, 0) => {
            println!("{text}");
            return ExitCode::SUCCESS;
        }
        Asked::Print(text, _) => {
            eprintln!("{text}");
            return ExitCode::from(2);
        }
    };
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("WACR_DESK_LOG"))
        .with_writer(std::io::stderr)
        .init();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_store::Builder::new().build())
        .manage(Start::new(practice))
        .invoke_handler(commands!())
        .setup(|app| set_up(app).map_err(Into::into))
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    tauri::async_runtime::block_on(app.state::<Arc<Desk>>().shutdown());
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("WA.cr Desk could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

fn set_up(app: &App) -> Result<(), Box<dyn std::error::Error>> {
    let folders = Folders::new(
        std::env::var_os("WACR_DESK_HOME"),
        &app.path().app_local_data_dir()?,
    );
    std::fs::create_dir_all(&folders.data)?;
    let subscribers = Subscribers::default();
    let listeners = subscribers.clone();
    let desk = tauri::async_runtime::block_on(Desk::open(DeskConfig {
        data_dir: folders.data.clone(),
        vault: Arc::new(SystemStore::new(app.config().identifier.clone())),
        practice: Arc::new(Practice::default()),
        events: Arc::new(move |event| listeners.tell(&event)),
        version: app.package_info().version.to_string(),
    }))?;
    app.manage(desk);
    app.manage(subscribers);
    app.manage(Stored::open(app.handle(), folders.data.clone())?);
    window::open(app, &folders)?;
    Ok(())
}

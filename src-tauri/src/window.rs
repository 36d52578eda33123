//! The one window: it shows our own pages and nothing else.

use tauri::{
    App, AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    webview::NewWindowResponse,
};

use crate::{
    core::Opened,
    folders::Folders,
    preferences::{Stored, WindowShape},
};

/// Its label, as `capabilities/main.json` names it.
pub const MAIN: &str = "main";

const SMALLEST: (f64, f64) = (860.0, 560.0);
const FIRST: WindowShape = WindowShape {
    width: 1280.0,
    height: 800.0,
    maximized: false,
};

/// Opens the window as it was left.
pub fn open(app: &App, folders: &Folders) -> tauri::Result<WebviewWindow> {
    let shape = app.state::<Stored>().window().unwrap_or(FIRST);
    let mut builder = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("WA.cr Desk")
        .inner_size(shape.width, shape.height)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .maximized(shape.maximized)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    if let Some(folder) = &folders.webview {
        builder = builder.data_directory(folder.clone());
    }
    let window = builder.build()?;
    let app = app.handle().clone();
    window.on_window_event(move |event| match event {
        WindowEvent::CloseRequested { .. } => keep_shape(&app),
        // Somebody may have changed things while the person was elsewhere.
        WindowEvent::Focused(true) => {
            if let Ok(desk) = app.state::<Opened>().desk() {
                desk.window_focused();
            }
        }
        _ => {}
    });
    Ok(window)
}

/// Only our own pages: anything else a link or a script may ask for is refused.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Windows serves the pages over http://tauri.localhost; the development server is on loopback.
        "http" | "https" => {
            url.host_str() == Some("tauri.localhost")
                || (cfg!(dev) && url.host_str() == Some("localhost") && url.port() == Some(1420))
        }
        _ => false,
    }
}

fn keep_shape(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    let (Ok(size), Ok(scale), Ok(maximized)) = (
        window.inner_size(),
        window.scale_factor(),
        window.is_maximized(),
    ) else {
        return;
    };
    let stored = app.state::<Stored>();
    let logical = size.to_logical::<f64>(scale);
    // A maximised window keeps the size it goes back to.
    let last = stored.window().unwrap_or(FIRST);
    let shape = if maximized {
        WindowShape { maximized, ..last }
    } else {
        WindowShape {
            width: logical.width,
            height: logical.height,
            maximized,
        }
    };
    if let Err(error) = stored.keep_window(shape) {
        tracing::warn!(%error, "the window's size was not kept");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_our_own_pages_are_shown() {
        for (url, ours) in [
            ("tauri://localhost/", true),
            ("tauri://localhost/index.html#/contacts", true),
            ("http://tauri.localhost/", true),
            ("tauri://elsewhere/", false),
            ("https://app.wa.cr/", false),
            ("http://127.0.0.1:8080/", false),
            ("https://tauri.localhost.example.com/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,hello", false),
            ("javascript:alert(1)", false),
        ] {
            assert_eq!(is_ours(&url.parse().unwrap()), ours, "{url}");
        }
    }
}

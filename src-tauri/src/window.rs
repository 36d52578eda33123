//! The one window: it shows our own pages and nothing else.

use serde::{Deserialize, Serialize};
use tauri::{
    App, AppHandle, LogicalPosition, LogicalSize, Manager, Monitor, Url, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder, WindowEvent, webview::NewWindowResponse,
};

use crate::{core::Opened, folders::Folders, preferences::Stored};

/// Its label, as `capabilities/main.json` names it.
pub const MAIN: &str = "main";

const SMALLEST: (f64, f64) = (860.0, 560.0);
/// Layouts remembered: desk, laptop, meeting rooms.
const LAYOUTS: usize = 8;

/// Where the window was, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Width without the frame.
    width: f64,
    /// Height without the frame.
    height: f64,
    /// Left and top of the frame; none where the system does not tell.
    at: Option<(f64, f64)>,
    /// Filled the screen.
    maximized: bool,
}

const FIRST: Shape = Shape {
    width: 1280.0,
    height: 800.0,
    at: None,
    maximized: false,
};

/// The window's place by layout of the screens, last used first: what is right at the desk is not on the train.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Shapes(Vec<(String, Shape)>);

impl Shapes {
    /// Where it was on these screens; on new ones its last size, wherever the system puts it.
    fn find(&self, layout: &str) -> Shape {
        let known = self.0.iter().find(|(of, _)| of == layout);
        known.map_or_else(
            || {
                let last = self.0.first();
                last.map_or(FIRST, |(_, shape)| Shape { at: None, ..*shape })
            },
            |(_, shape)| *shape,
        )
    }

    fn put(&mut self, layout: String, shape: Shape) {
        self.0.retain(|(of, _)| *of != layout);
        self.0.insert(0, (layout, shape));
        self.0.truncate(LAYOUTS);
    }
}

/// Opens the window as it was left.
pub fn open(app: &App, folders: &Folders) -> tauri::Result<WebviewWindow> {
    let layout = layout(&app.available_monitors().unwrap_or_default());
    let shape = app.state::<Stored>().windows().find(&layout);
    let mut builder = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("WA.cr Desk")
        .inner_size(shape.width, shape.height)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .maximized(shape.maximized)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    if let Some((left, top)) = shape.at {
        builder = builder.position(left, top);
    }
    if let Some(folder) = &folders.webview {
        builder = builder.data_directory(folder.clone());
    }
    let window = builder.build()?;
    let app = app.handle().clone();
    window.on_window_event(move |event| match event {
        WindowEvent::CloseRequested { .. } => keep_shape(&app),
        // Somebody may have changed things while the person was elsewhere.
        WindowEvent::Focused(true) => {
            // It may have the focus before the core is there.
            if let Some(Ok(desk)) = app
                .try_state::<Opened>()
                .as_ref()
                .map(|opened| opened.desk())
            {
                desk.window_focused();
            }
        }
        _ => {}
    });
    Ok(window)
}

/// Draws everything larger or smaller.
pub fn zoom(app: &AppHandle, factor: f64) {
    if let Some(Err(error)) = app
        .get_webview_window(MAIN)
        .map(|window| window.set_zoom(factor))
    {
        tracing::warn!(%error, "the text's size was not set");
    }
}

/// Names a layout of screens: their sizes, places and scales.
fn layout(screens: &[Monitor]) -> String {
    let mut names: Vec<String> = screens
        .iter()
        .map(|screen| {
            let (at, size) = (screen.position(), screen.size());
            format!(
                "{}x{}+{}+{}@{}",
                size.width,
                size.height,
                at.x,
                at.y,
                screen.scale_factor()
            )
        })
        .collect();
    names.sort();
    names.join(" ")
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
    let layout = layout(&window.available_monitors().unwrap_or_default());
    let stored = app.state::<Stored>();
    let mut shapes = stored.windows();
    let size: LogicalSize<f64> = size.to_logical(scale);
    let at = window
        .outer_position()
        .ok()
        .map(|at| at.to_logical(scale))
        .map(|at: LogicalPosition<f64>| (at.x, at.y));
    let shape = if maximized {
        // A maximised window keeps the place it goes back to.
        Shape {
            maximized,
            ..shapes.find(&layout)
        }
    } else {
        Shape {
            width: size.width,
            height: size.height,
            at,
            maximized,
        }
    };
    shapes.put(layout, shape);
    if let Err(error) = stored.keep_windows(&shapes) {
        tracing::warn!(%error, "the window's place was not kept");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn each_layout_has_its_place_and_a_new_one_the_last_size() {
        let shape = |width: f64, left: f64| Shape {
            width,
            at: Some((left, 0.0)),
            ..FIRST
        };
        let mut shapes = Shapes::default();
        assert_eq!(shapes.find("desk"), FIRST);
        shapes.put("desk".into(), shape(1600.0, 1920.0));
        shapes.put("laptop".into(), shape(1000.0, 10.0));
        assert_eq!(shapes.find("desk"), shape(1600.0, 1920.0));
        assert_eq!(shapes.find("laptop"), shape(1000.0, 10.0));
        let at = None;
        assert_eq!(
            shapes.find("train"),
            Shape {
                at,
                ..shape(1000.0, 0.0)
            }
        );
        for number in 0..20 {
            shapes.put(format!("room {number}"), FIRST);
        }
        assert_eq!(shapes.0.len(), LAYOUTS);
        assert_eq!(shapes.0[0].0, "room 19");
    }

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

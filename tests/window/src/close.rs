//! Closes a window as a window manager does when a person presses its cross.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, Window};
use x11rb::rust_connection::RustConnection;

use crate::failure::{Failure, Outcome};

/// Asks every window on this display that can be asked to close.
pub(crate) fn ask_windows_to_close(display: &str) -> Outcome {
    let (connection, screen) = RustConnection::connect(Some(display))?;
    let root = connection
        .setup()
        .roots
        .get(screen)
        .ok_or_else(|| Failure::new("the display has no screen"))?
        .root;
    let atom = |name: &str| -> Outcome<u32> {
        Ok(connection
            .intern_atom(false, name.as_bytes())?
            .reply()?
            .atom)
    };
    let protocols = atom("WM_PROTOCOLS")?;
    let delete = atom("WM_DELETE_WINDOW")?;
    let mut asked = 0;
    for window in connection.query_tree(root)?.reply()?.children {
        if !is_shown(&connection, window)? || !takes(&connection, window, protocols, delete)? {
            continue;
        }
        let message = ClientMessageEvent::new(
            32,
            window,
            protocols,
            [delete, x11rb::CURRENT_TIME, 0, 0, 0],
        );
        connection.send_event(false, window, EventMask::NO_EVENT, message)?;
        asked += 1;
    }
    connection.flush()?;
    if asked == 0 {
        Err(Failure::new("there is no window to close"))
    } else {
        Ok(())
    }
}

fn is_shown(connection: &RustConnection, window: Window) -> Outcome<bool> {
    use x11rb::protocol::xproto::MapState;
    Ok(connection.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE)
}

fn takes(
    connection: &RustConnection,
    window: Window,
    protocols: u32,
    delete: u32,
) -> Outcome<bool> {
    let list = connection
        .get_property(false, window, protocols, AtomEnum::ATOM, 0, 32)?
        .reply()?;
    Ok(list
        .value32()
        .is_some_and(|mut atoms| atoms.any(|atom| atom == delete)))
}

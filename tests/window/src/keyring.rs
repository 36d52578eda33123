//! The computer's keyring: the real gnome-keyring on the test's own bus, with files in the test's own home.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::time::sleep;

use crate::bus::Bus;
use crate::failure::{Failure, Outcome};
use crate::home::Home;
use crate::process::Group;

/// What the program finds where a keyring should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyringState {
    /// A keyring that is open.
    Unlocked,
    /// A keyring with a password that nobody has typed.
    Locked,
    /// No service at all.
    Missing,
}

/// Not empty: gnome-keyring stores in the clear under an empty password.
const PASSWORD: &[u8] = b"a window test's keyring";

/// A running gnome-keyring-daemon.
#[derive(Debug)]
pub(crate) struct Keyring {
    _daemon: Group,
}

impl Keyring {
    /// Brings the keyring into this state; `None` where there is to be none.
    pub(crate) async fn start(
        home: &Home,
        bus: &Bus,
        state: KeyringState,
    ) -> Outcome<Option<Self>> {
        match state {
            KeyringState::Missing => Ok(None),
            KeyringState::Unlocked => Ok(Some(Self::daemon(home, bus, true).await?)),
            KeyringState::Locked => {
                // Once open, so that a collection with a password lies on the disk.
                drop(Self::daemon(home, bus, true).await?);
                Ok(Some(Self::daemon(home, bus, false).await?))
            }
        }
    }

    async fn daemon(home: &Home, bus: &Bus, unlock: bool) -> Outcome<Self> {
        wait_for_name(home, bus, false).await?;
        let mut command = home.command(Path::new("gnome-keyring-daemon"), "keyring.log")?;
        command
            .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
            .args(["--foreground", "--components=secrets"])
            .stdin(Stdio::piped());
        if unlock {
            command.arg("--unlock");
        }
        let mut daemon = Group::spawn(&mut command)?;
        let mut pipe = daemon
            .child()
            .stdin
            .take()
            .ok_or_else(|| Failure::new("gnome-keyring-daemon has no input"))?;
        if unlock {
            pipe.write_all(PASSWORD).await?;
        }
        drop(pipe);
        wait_for_name(home, bus, true).await?;
        Ok(Self { _daemon: daemon })
    }
}

/// Waits until the secret service is, or is not, on the bus.
async fn wait_for_name(home: &Home, bus: &Bus, wanted: bool) -> Outcome {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let output = home
            .command(Path::new("dbus-send"), "keyring.log")?
            .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
            .args([
                "--session",
                "--print-reply=literal",
                "--dest=org.freedesktop.DBus",
                "/org/freedesktop/DBus",
            ])
            .args([
                "org.freedesktop.DBus.NameHasOwner",
                "string:org.freedesktop.secrets",
            ])
            .stdout(Stdio::piped())
            .output()
            .await?;
        if String::from_utf8_lossy(&output.stdout).contains(if wanted {
            "boolean true"
        } else {
            "boolean false"
        }) {
            return Ok(());
        }
        if Instant::now() > until {
            let verb = if wanted { "come onto" } else { "leave" };
            return Err(Failure::new(format!(
                "the keyring did not {verb} the bus within 20 s: {}",
                home.log("keyring.log")
            )));
        }
        sleep(Duration::from_millis(50)).await;
    }
}

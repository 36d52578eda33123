//! A display of its own for one test: no window manager, no other window.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::time::timeout;

use crate::failure::{Failure, Outcome};
use crate::home::Home;
use crate::process::Group;

/// A running Xvfb.
#[derive(Debug)]
pub(crate) struct Display {
    _server: Group,
    /// As `DISPLAY` wants it, such as `:42`.
    pub(crate) name: String,
}

impl Display {
    /// Starts Xvfb on a display number that it finds free itself.
    pub(crate) async fn start(home: &Home, (width, height): (u32, u32)) -> Outcome<Self> {
        let mut command = home.command(Path::new("Xvfb"), "xvfb.log")?;
        command
            .args([
                "-displayfd",
                "1",
                "-nolisten",
                "tcp",
                "-noreset",
                "-screen",
                "0",
            ])
            .arg(format!("{width}x{height}x24"))
            .stdout(Stdio::piped());
        let mut server = Group::spawn(&mut command)?;
        let pipe = server
            .child()
            .stdout
            .take()
            .ok_or_else(|| Failure::new("Xvfb has no output"))?;
        let mut line = String::new();
        timeout(
            Duration::from_secs(20),
            BufReader::new(pipe).read_line(&mut line),
        )
        .await
        .map_err(|_| Failure::new("Xvfb named no display within 20 s"))??;
        let number: u32 = line
            .trim()
            .parse()
            .map_err(|_| Failure::new(format!("Xvfb did not start: {}", home.log("xvfb.log"))))?;
        Ok(Self {
            _server: server,
            name: format!(":{number}"),
        })
    }
}

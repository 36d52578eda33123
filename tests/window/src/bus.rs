//! A private D-Bus: what the program finds on it is what the test put there.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::time::timeout;

use crate::failure::{Failure, Outcome};
use crate::home::Home;
use crate::process::Group;

/// No folder of services: the bus starts nothing by itself (no portal, no second keyring, no password dialog).
const CONFIG: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A running dbus-daemon.
#[derive(Debug)]
pub(crate) struct Bus {
    _daemon: Group,
    /// As `DBUS_SESSION_BUS_ADDRESS` wants it.
    pub(crate) address: String,
}

impl Bus {
    pub(crate) async fn start(home: &Home) -> Outcome<Self> {
        let config = home.root().join("bus.conf");
        fs::write(&config, CONFIG)?;
        let mut command = home.command(Path::new("dbus-daemon"), "bus.log")?;
        command
            .arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--nopidfile", "--nosyslog", "--print-address=1"])
            .stdout(Stdio::piped());
        let mut daemon = Group::spawn(&mut command)?;
        let pipe = daemon
            .child()
            .stdout
            .take()
            .ok_or_else(|| Failure::new("dbus-daemon has no output"))?;
        let mut address = String::new();
        timeout(
            Duration::from_secs(20),
            BufReader::new(pipe).read_line(&mut address),
        )
        .await
        .map_err(|_| Failure::new("dbus-daemon named no address within 20 s"))??;
        if address.trim().is_empty() {
            return Err(Failure::new(format!(
                "dbus-daemon did not start: {}",
                home.log("bus.log")
            )));
        }
        Ok(Self {
            _daemon: daemon,
            address: address.trim().to_owned(),
        })
    }
}

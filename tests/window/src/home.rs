//! A home folder that belongs to one test: nothing of this machine's user is read or written.

use std::ffi::OsString;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::Command;

use crate::failure::Outcome;

/// HOME, the XDG folders and `WACR_DESK_HOME` of one test, below one folder that goes when the test ends.
#[derive(Debug)]
pub(crate) struct Home {
    root: TempDir,
}

impl Home {
    pub(crate) fn new() -> Outcome<Self> {
        // Short: a Unix socket's path holds 107 bytes.
        let root = tempfile::Builder::new().prefix("wacr").tempdir_in("/tmp")?;
        for folder in [
            "home", "config", "data", "cache", "state", "run", "desk", "logs", "bin",
        ] {
            let path = root.path().join(folder);
            fs::create_dir(&path)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o700))?;
        }
        // Whatever the program has the system open is written down, and nothing is opened.
        let opener = root.path().join("bin/xdg-open");
        let opened = root.path().join("logs/opened");
        fs::write(
            &opener,
            format!(
                "#!/bin/sh\nprintf '%s\\n' \"$*\" >> '{}'\n",
                opened.display()
            ),
        )?;
        fs::set_permissions(&opener, fs::Permissions::from_mode(0o700))?;
        Ok(Self { root })
    }

    /// Its own programs first, then those of the machine.
    fn path(&self) -> OsString {
        let mut path = self.root.path().join("bin").into_os_string();
        path.push(":");
        path.push(
            std::env::var_os("PATH").unwrap_or_else(|| "/usr/local/bin:/usr/bin:/bin".into()),
        );
        path
    }

    /// Everything a test wrote lies below this.
    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// What `WACR_DESK_HOME` says.
    pub(crate) fn desk(&self) -> PathBuf {
        self.root.path().join("desk")
    }

    /// A command that sees this home and nothing of the real one. What it prints goes to a log of its own name.
    pub(crate) fn command(&self, program: &Path, log: &str) -> Outcome<Command> {
        let file = File::options()
            .create(true)
            .append(true)
            .open(self.root.path().join("logs").join(log))?;
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", self.path())
            .env("LANG", "C.UTF-8")
            .env("HOME", self.root.path().join("home"))
            .env("XDG_CONFIG_HOME", self.root.path().join("config"))
            .env("XDG_DATA_HOME", self.root.path().join("data"))
            .env("XDG_CACHE_HOME", self.root.path().join("cache"))
            .env("XDG_STATE_HOME", self.root.path().join("state"))
            .env("XDG_RUNTIME_DIR", self.root.path().join("run"))
            .env("WACR_DESK_HOME", self.desk())
            .current_dir(self.root.path().join("home"))
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file);
        Ok(command)
    }

    /// What was logged under this name.
    pub(crate) fn log(&self, name: &str) -> String {
        fs::read(self.root.path().join("logs").join(name))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }
}

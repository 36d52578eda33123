//! Child processes that never outlive the test that started them.

use std::fs;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::failure::{Failure, Outcome};

/// A child in a process group of its own. Dropping it ends the whole group with SIGKILL: tauri-driver survives SIGTERM,
/// and what it started would survive it.
#[derive(Debug)]
pub(crate) struct Group {
    child: Child,
    pid: Pid,
}

impl Group {
    /// Starts `command` in its own group.
    pub(crate) fn spawn(command: &mut Command) -> Outcome<Self> {
        let name = command
            .as_std()
            .get_program()
            .to_string_lossy()
            .into_owned();
        let child = command
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| Failure::new(format!("{name} did not start: {error}")))?;
        let pid = child
            .id()
            .and_then(|id| Pid::from_raw(id.cast_signed()))
            .ok_or_else(|| Failure::new(format!("{name} ended at once")))?;
        Ok(Self { child, pid })
    }

    /// The child itself, for its pipes.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Ends the whole group at once and waits for the child.
    pub(crate) async fn kill(&mut self) {
        // Refused only if the group is gone already, which is what is wanted.
        let _ = kill_process_group(self.pid, Signal::KILL);
        let _ = self.child.wait().await;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let _ = kill_process_group(self.pid, Signal::KILL);
    }
}

/// The pids whose environment names `home` and whose program is `program`: the program under test, wherever the driver
/// put it in the process tree.
pub(crate) fn pids_of(program: &Path, home: &Path) -> Vec<i32> {
    let wanted = format!("WACR_DESK_HOME={}", home.display());
    processes()
        .filter(|pid| fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == program))
        .filter(|pid| {
            fs::read(format!("/proc/{pid}/environ")).is_ok_and(|environ| {
                environ
                    .split(|byte| *byte == 0)
                    .any(|entry| entry == wanted.as_bytes())
            })
        })
        .collect()
}

/// Every process there is now.
pub(crate) fn processes() -> impl Iterator<Item = i32> {
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
}

/// Ends a process as a crash would: nothing of it runs any more.
pub(crate) fn kill_hard(pid: i32) -> Outcome {
    let pid = Pid::from_raw(pid).ok_or_else(|| Failure::new("no such process"))?;
    Ok(kill_process(pid, Signal::KILL)?)
}

/// What a program that runs to its end left behind.
#[derive(Debug)]
pub struct Exit {
    /// Its exit status.
    pub status: ExitStatus,
    /// What it printed.
    pub stdout: String,
    /// What it complained about.
    pub stderr: String,
}

/// Runs `program` to its end with exactly these variables, and with no display.
///
/// # Errors
/// If it does not start, or is still running after 20 s.
pub async fn run_program(
    program: &Path,
    args: &[&str],
    variables: &[(&str, &str)],
) -> Outcome<Exit> {
    let run = Command::new(program)
        .args(args)
        .env_clear()
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let output = timeout(Duration::from_secs(20), run).await.map_err(|_| {
        Failure::new(format!(
            "{} {args:?} was still running after 20 s",
            program.display()
        ))
    })??;
    Ok(Exit {
        status: output.status,
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// reqwest wants a provider of cryptography even where all it speaks is plain http on loopback.
pub(crate) fn install_crypto() {
    // A second call in the same process finds one installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

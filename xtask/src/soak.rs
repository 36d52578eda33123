//! `cargo xtask soak`: many runs, killed and disturbed, against the server's own log.

use crate::console::{Done, Failure, Steps};
use crate::{place, run};

/// Builds and soaks; fails if anybody was sent to twice, or lost, or called what they are not. The arguments are the
/// soak's own.
pub fn soak(arguments: &[String]) -> bool {
    let mut steps = Steps::new(2);
    steps.step("Programs, as they are shipped", build).is_ok()
        && steps.step("Soak", || soaked(arguments)).is_ok()
}

fn build() -> Result<Done, Failure> {
    let mut cargo = run::cargo(&[
        "build",
        "--release",
        "--package",
        "desk-core",
        "--bin",
        "desk-run",
        "--package",
        "soak",
        "--bin",
        "soak",
    ]);
    run::openly(&mut cargo, "build-soak", "mend what rustc names")?;
    Ok(Done::ok())
}

fn soaked(arguments: &[String]) -> Result<Done, Failure> {
    let released = place::target().join("release");
    let report = place::target().join("soak.json");
    let mut soak = run::program(&released.join("soak").to_string_lossy(), &[]);
    soak.arg("--desk-run")
        .arg(released.join("desk-run"))
        .arg("--out")
        .arg(&report)
        .args(arguments);
    println!();
    match soak.status() {
        Ok(status) if status.success() => Ok(Done::Ok(report.display().to_string())),
        Ok(status) => Err(Failure::new(
            format!("soak: {status}"),
            format!(
                "read the runs that are called WRONG in {}",
                report.display()
            ),
        )),
        Err(error) => Err(Failure::new(error.to_string(), "build it anew")),
    }
}

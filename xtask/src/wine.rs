//! `cargo xtask test --wine`: the tests of the crates without a window, built for Windows, under Wine. It finds what compiles
//! for Windows and does not work there; what Wine does not have, it cannot find.

use std::process::Command;

use crate::console::{Done, Failure, Steps};
use crate::count::{self, Count};
use crate::{place, run, setup};

const TARGET: &str = "x86_64-pc-windows-gnu";
const PACKAGES: &[&str] = &["gcc-mingw-w64-x86-64", "wine", "wine64"];
/// Each with a step of its own, so that one that hangs does not hide the others.
const CRATES: &[&str] = &["desk-vault", "wacr-api", "wacr-sandbox", "desk-core"];

/// Builds and runs them, the later ones too when an earlier one fails.
pub fn test_wine() -> bool {
    let mut steps = Steps::new(2 + CRATES.len());
    let ready = steps
        .step("System packages", || setup::debian(PACKAGES))
        .and_then(|_| steps.step("Rust for Windows", standard_library));
    let mut sum = Count::default();
    if ready.is_err() {
        sum = Count::FAILED;
    } else {
        for name in CRATES {
            // The step tells how it went; its number is kept here.
            let mut counted = Count::FAILED;
            let _ = steps.step(name, || {
                let ran = run::quietly(&mut tests_of(name), &format!("wine-{name}"))?;
                counted = count::cargo_test(&ran.output).with_end(ran.ok);
                ran.or_fail("see which test fails, and whether Wine has what it needs")
                    .map(|_| Done::Ok(counted.line()))
            });
            sum = sum.plus(counted);
        }
    }
    println!("\nIn {}:", steps.elapsed());
    println!("{}", sum.line());
    sum.failed == 0
}

fn tests_of(name: &str) -> Command {
    let mut cargo = run::cargo(&[
        "test",
        "--no-fail-fast",
        "--target",
        TARGET,
        "--package",
        name,
        "--lib",
        "--tests",
    ]);
    cargo
        .env(
            "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER",
            "x86_64-w64-mingw32-gcc",
        )
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine")
        .env("WINEPREFIX", place::target().join("wine"))
        .env("WINEDEBUG", "-all")
        // No questions about a browser or .NET, which the tests do not need.
        .env("WINEDLLOVERRIDES", "mscoree,mshtml=");
    cargo
}

/// Of the toolchain, unless cargo builds it itself (`CARGO_UNSTABLE_BUILD_STD`).
fn standard_library() -> Result<Done, Failure> {
    if std::env::var_os("CARGO_UNSTABLE_BUILD_STD").is_some() {
        return Ok(Done::Already("cargo builds it".into()));
    }
    let there = run::answer("rustc", &["--print", "target-libdir", "--target", TARGET])
        .is_some_and(|folder| std::path::Path::new(&folder).exists());
    if there {
        return Ok(Done::Already("it is there".into()));
    }
    let mut rustup = run::program("rustup", &["target", "add", TARGET]);
    run::quietly(&mut rustup, "rustup")?
        .or_fail(&format!("type: rustup target add {TARGET}"))
        .map(|_| Done::ok())
}

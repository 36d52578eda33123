//! `cargo xtask test`: every check and every tier of tests, and one line that adds them up.

use std::fs;

use crate::bindings;
use crate::console::{Done, Failure, Steps};
use crate::count::{self, Count};
use crate::setup::{self, Purpose};
use crate::{place, run, ui};

/// One set of features for every step, so that nothing is built twice: assets embedded, types exported.
pub const FEATURES: &str = "wacr-desk/custom-protocol,desk-core/ts";
const CHECKS: usize = 12;
/// The tests in the real window drive WebKitGTK.
const DRIVES: bool = cfg!(target_os = "linux");

/// Runs them all, the later ones too when an earlier one fails.
pub fn test() -> bool {
    let purpose = if DRIVES { Purpose::Drive } else { Purpose::Run };
    let mut steps = Steps::new(purpose.steps() + CHECKS);
    let count = if setup::install(&mut steps, purpose).is_ok() {
        checks(&mut steps)
    } else {
        Count::FAILED
    };
    println!("\nIn {}:", steps.elapsed());
    println!("{}", count.line());
    count.failed == 0
}

fn checks(steps: &mut Steps) -> Count {
    let mut sum = Count::default();
    let mut check = |name: &str, work: fn() -> Result<Done, Failure>| {
        let done = steps.step(name, work);
        sum = sum.plus(match done {
            Ok(Done::Skipped(_)) => Count::SKIPPED,
            Ok(_) => Count::PASSED,
            Err(_) => Count::FAILED,
        });
        done.is_ok()
    };
    check("Format of Rust", || {
        cargo(&["fmt", "--all", "--check"], "type: cargo fmt --all")
    });
    check("Format and lint of TypeScript", || {
        npm("lint", "type: npm run format, and mend what is left")
    });
    check("Types of TypeScript", || {
        npm("typecheck", "mend what tsc names")
    });
    let ui_is_built = check("UI", ui::build);
    let mut built = false;
    if ui_is_built {
        check("Lint of Rust", lint);
        built = check("Program and tests of Rust", build);
        check("Documentation of Rust", documentation);
    }
    check("Licences, bans and sources of crates", cargo_deny);
    let mut tier =
        |name: &str, work: &dyn Fn() -> Result<(Count, Result<Done, Failure>), Failure>| {
            let mut counted = Count::FAILED;
            // The step tells how it went; its number is kept here.
            let _ = steps.step(name, || {
                let (count, done) = work()?;
                counted = count;
                done
            });
            sum = sum.plus(counted);
        };
    tier("Tests of TypeScript", &vitest);
    if built {
        tier("Tests of Rust", &|| {
            bindings::fresh_folder()?;
            cargo_tests(
                &[],
                "rust-tests",
                "run one test: cargo test --package <package> <name>",
            )
        });
        tier("Types of the bridge are up to date", &|| {
            let done = bindings::check();
            Ok((
                if done.is_ok() {
                    Count::PASSED
                } else {
                    Count::FAILED
                },
                done,
            ))
        });
        tier("Tests in the real window", &|| {
            if !DRIVES {
                let why = "they drive WebKitGTK, so they run on Linux";
                return Ok((Count::SKIPPED, Ok(Done::Skipped(why.into()))));
            }
            cargo_tests(
                &["--test", "window"],
                "window-tests",
                "look at the picture the test names; run one test as docs/testing.md says",
            )
        });
    } else {
        println!(
            "  (not run, since the program did not build: tests of Rust, types of the bridge, tests in the real window)"
        );
    }
    sum
}

fn cargo(arguments: &[&str], remedy: &str) -> Result<Done, Failure> {
    run::quietly(&mut run::cargo(arguments), arguments[0])?.or_fail(remedy)?;
    Ok(Done::ok())
}

fn npm(script: &str, remedy: &str) -> Result<Done, Failure> {
    run::quietly(
        &mut run::program("npm", &["run", "--silent", script]),
        &format!("npm-{script}"),
    )?
    .or_fail(remedy)?;
    Ok(Done::ok())
}

fn lint() -> Result<Done, Failure> {
    // The window tests are no part of a plain `cargo test`, so `--all-targets` leaves them out.
    for targets in [&["--all-targets"][..], &["--test", "window"]] {
        let arguments = [
            &["clippy", "--workspace", "--features", FEATURES],
            targets,
            &["--", "--deny", "warnings"],
        ]
        .concat();
        cargo(&arguments, "mend what clippy names")?;
    }
    Ok(Done::ok())
}

fn build() -> Result<Done, Failure> {
    let arguments = [
        "build",
        "--workspace",
        "--all-targets",
        "--features",
        FEATURES,
    ];
    run::openly(
        &mut run::cargo(&arguments),
        "build",
        "mend what rustc names",
    )?;
    Ok(Done::ok())
}

fn documentation() -> Result<Done, Failure> {
    let mut command = run::cargo(&["doc", "--workspace", "--no-deps", "--features", FEATURES]);
    command.env("RUSTDOCFLAGS", "--deny warnings");
    run::quietly(&mut command, "doc")?.or_fail("mend what rustdoc names")?;
    Ok(Done::ok())
}

fn cargo_deny() -> Result<Done, Failure> {
    if run::answer("cargo-deny", &["--version"]).is_none() {
        return Ok(Done::Skipped(
            "cargo-deny is not installed (cargo install cargo-deny --locked)".into(),
        ));
    }
    cargo(
        &["deny", "--offline", "check", "bans", "licenses", "sources"],
        "mend deny.toml or the dependency it names",
    )
}

fn vitest() -> Result<(Count, Result<Done, Failure>), Failure> {
    let report = place::notes().join("vitest.json");
    // Read only what this run writes.
    let _ = fs::remove_file(&report);
    let mut npm = run::program(
        "npm",
        &[
            "run",
            "--silent",
            "test",
            "--",
            "--reporter=default",
            "--reporter=json",
        ],
    );
    npm.arg(format!("--outputFile.json={}", report.display()));
    let ran = run::quietly(&mut npm, "vitest")?;
    let counted = fs::read_to_string(&report)
        .ok()
        .and_then(|text| count::vitest(&text))
        .unwrap_or_default();
    Ok(told(
        counted,
        ran,
        "run one file: npm test -- <part of its name>",
    ))
}

fn cargo_tests(
    targets: &[&str],
    log: &str,
    remedy: &str,
) -> Result<(Count, Result<Done, Failure>), Failure> {
    let mut command = run::cargo(
        &[
            &[
                "test",
                "--workspace",
                "--no-fail-fast",
                "--features",
                FEATURES,
            ],
            targets,
        ]
        .concat(),
    );
    command
        .env("TAURI_DRIVER", place::tauri_driver())
        .env(bindings::FOLDER_VARIABLE, bindings::folder());
    let ran = run::quietly(&mut command, log)?;
    let counted = count::cargo_test(&ran.output);
    Ok(told(counted, ran, remedy))
}

fn told(counted: Count, ran: run::Ran, remedy: &str) -> (Count, Result<Done, Failure>) {
    let counted = counted.with_end(ran.ok);
    (
        counted,
        ran.or_fail(remedy).map(|_| Done::Ok(counted.line())),
    )
}

//! `cargo xtask test --wine`: the tests of the crates without a window, built for Windows, under Wine. It finds what compiles
//! for Windows and does not work there; what Wine does not have, it cannot find.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::console::{Done, Failure, Steps};
use crate::count::{self, Count};
use crate::{place, run, setup};

const TARGET: &str = "x86_64-pc-windows-gnu";
const PACKAGES: &[&str] = &["gcc-mingw-w64-x86-64", "wine", "wine64"];
/// Each with a step of its own, so that one that hangs does not hide the others.
const CRATES: &[&str] = &["desk-vault", "wacr-api", "wacr-sandbox", "desk-core"];
/// Wine 8 refuses a chain engine with roots of its own, which is how Windows trusts a certificate of an office; so no
/// client is made in these.
const LACKING: &[&str] = &[
    "a_proxy_that_fails",
    "a_proxy_that_hangs",
    "a_proxy_that_is_not_there",
    "a_tunnel_that_breaks",
    "a_send_goes_through_and_the_proxy_sees_a_tunnel",
    "a_user_and_password_inside_the_address",
    "this_computer_is_never_asked_for_through_a_proxy",
    "whom_the_client_trusts_behind_a_proxy",
    "a_certificate_given_extra_is_trusted_and_no_other",
    "a_send_over_http2",
    "a_send_whose_stream_or_connection_is_given_up_is_unknown_and_not_repeated",
    "a_stream_refused_before_its_body_was_read",
    "another_name_or_a_time_that_is_past",
];

/// Builds and runs them, the later ones too when an earlier one fails.
pub fn test_wine() -> bool {
    let mut steps = Steps::new(3 + CRATES.len());
    let ready = steps
        .step("System packages", || setup::debian(PACKAGES))
        .and_then(|_| steps.step("Rust for Windows", standard_library))
        .and_then(|_| steps.step("What Wine lacks", random_numbers));
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
    println!(
        "Not run, since Wine cannot: {} tests of certificates.",
        LACKING.len()
    );
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
        "--",
    ]);
    for test in LACKING {
        cargo.args(["--skip", test]);
    }
    cargo
        .env(
            "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER",
            "x86_64-w64-mingw32-gcc",
        )
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine")
        .env("WINEPREFIX", place::target().join("wine"))
        .env(
            "WINEPATH",
            format!("Z:{}", lacking().display()).replace('/', "\\"),
        )
        .env("WINEDEBUG", "-all")
        // No questions about a browser or .NET, which the tests do not need.
        .env("WINEDLLOVERRIDES", "mscoree,mshtml=");
    cargo
}

/// The one call of a library that Rust's standard library needs and Debian's Wine does not have.
const RANDOM: &str = "#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
    return SystemFunction036(data, (ULONG)length);
}
";

/// Where it lies for Wine to find.
fn lacking() -> PathBuf {
    place::target().join("wine-lacks")
}

fn random_numbers() -> Result<Done, Failure> {
    let trouble =
        |error: std::io::Error| Failure::new(error.to_string(), "see that target/ can be written");
    fs::create_dir_all(lacking()).map_err(trouble)?;
    let source = lacking().join("random.c");
    fs::write(&source, RANDOM).map_err(trouble)?;
    let mut compiler = run::program("x86_64-w64-mingw32-gcc", &["-shared", "-O1", "-o"]);
    compiler
        .arg(lacking().join("bcryptprimitives.dll"))
        .arg(&source)
        .arg("-ladvapi32");
    run::quietly(&mut compiler, "wine-lacks")?
        .or_fail("see what the compiler says")
        .map(|_| Done::ok())
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

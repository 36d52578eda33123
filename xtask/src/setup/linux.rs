//! Debian's packages; on other distributions a check that the libraries are there.

use std::fs;

use crate::console::{self, Done, Failure};
use crate::run;
use crate::setup::Purpose;

/// What the program is built with and opens its window with.
const TO_RUN: &[&str] = &[
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "libayatana-appindicator3-dev",
];
/// What drives it: a display, WebKit's driver, a bus, a keyring, and fonts for every script in the practice account.
const TO_DRIVE: &[&str] = &[
    "webkit2gtk-driver",
    "xvfb",
    "dbus-daemon",
    "dbus-bin",
    "gnome-keyring",
    "fonts-noto-core",
    "fonts-noto-cjk",
];

/// Installs what is missing, or says how.
pub fn install(purpose: Purpose) -> Result<Done, Failure> {
    if !is_debian(&fs::read_to_string("/etc/os-release").unwrap_or_default()) {
        return check_libraries(purpose);
    }
    install_packages(&wanted(purpose))
}

/// Debian's packages by name.
pub fn debian(names: &[&str]) -> Result<Done, Failure> {
    if is_debian(&fs::read_to_string("/etc/os-release").unwrap_or_default()) {
        return install_packages(names);
    }
    Err(Failure::new(
        "this is not Debian",
        format!("install what Debian calls: {}", names.join(" ")),
    ))
}

fn install_packages(wanted: &[&str]) -> Result<Done, Failure> {
    let missing: Vec<&str> = wanted
        .iter()
        .copied()
        .filter(|package| !is_installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(Done::Already(format!(
            "{} packages are there",
            wanted.len()
        )));
    }
    let names = missing.join(" ");
    let line =
        format!("sudo apt-get update && sudo apt-get install --no-install-recommends {names}");
    let as_root = run::answer("id", &["-u"]).as_deref() == Some("0");
    if !as_root {
        let question = format!("{names}\n  are missing. Install them with sudo?");
        if !console::can_ask() || !console::ask(&question) {
            return Err(Failure::new(
                format!("missing: {names}"),
                format!("type: {line}"),
            ));
        }
    }
    for arguments in [
        &["update"][..],
        &[
            &["install", "--yes", "--no-install-recommends"],
            &missing[..],
        ]
        .concat(),
    ] {
        apt(as_root, arguments, &line)?;
    }
    Ok(Done::Ok(format!("installed {names}")))
}

fn wanted(purpose: Purpose) -> Vec<&'static str> {
    let mut wanted = TO_RUN.to_vec();
    if purpose == Purpose::Drive {
        wanted.extend(TO_DRIVE);
    }
    wanted
}

/// apt-get as root, or through sudo.
pub fn apt_get(arguments: &[&str]) -> Result<(), Failure> {
    let as_root = run::answer("id", &["-u"]).as_deref() == Some("0");
    apt(
        as_root,
        arguments,
        &format!("sudo apt-get {}", arguments.join(" ")),
    )
}

fn apt(as_root: bool, arguments: &[&str], line: &str) -> Result<(), Failure> {
    let quiet = ["--quiet", "--option", "Dpkg::Use-Pty=0"];
    let remedy = format!("see why, then type: {line}");
    if as_root {
        let mut command = run::program("apt-get", &[&quiet[..], arguments].concat());
        command.env("DEBIAN_FRONTEND", "noninteractive");
        run::quietly(&mut command, "apt")?
            .or_fail(&remedy)
            .map(|_| ())
    } else {
        // Openly: sudo may ask for a password.
        run::openly(
            &mut run::program(
                "sudo",
                &[
                    &["DEBIAN_FRONTEND=noninteractive", "apt-get"],
                    &quiet[..],
                    arguments,
                ]
                .concat(),
            ),
            "apt",
            &remedy,
        )
    }
}

fn is_installed(package: &str) -> bool {
    run::answer(
        "dpkg-query",
        &["--show", "--showformat=${db:Status-Abbrev}", package],
    )
    .is_some_and(|status| status.starts_with("ii"))
}

/// Debian, and what calls itself like it.
fn is_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| {
            line.strip_prefix("ID=")
                .or_else(|| line.strip_prefix("ID_LIKE="))
        })
        .flat_map(|value| value.trim_matches('"').split_whitespace())
        .any(|name| matches!(name, "debian" | "ubuntu"))
}

fn check_libraries(purpose: Purpose) -> Result<Done, Failure> {
    let libraries = ["webkit2gtk-4.1", "librsvg-2.0"];
    let programs: &[&str] = if purpose == Purpose::Drive {
        &[
            "WebKitWebDriver",
            "Xvfb",
            "dbus-daemon",
            "dbus-send",
            "gnome-keyring-daemon",
        ]
    } else {
        &[]
    };
    let no_library = |name: &&str| run::answer("pkg-config", &["--exists", name]).is_none();
    let no_program =
        |name: &&str| run::answer("sh", &["-c", &format!("command -v {name}")]).is_none();
    let missing: Vec<&str> = libraries
        .iter()
        .copied()
        .filter(no_library)
        .chain(programs.iter().copied().filter(no_program))
        .collect();
    if missing.is_empty() {
        return Ok(Done::Already(
            "not Debian, but what is needed is there".into(),
        ));
    }
    Err(Failure::new(
        format!(
            "this is not Debian, and pkg-config or the PATH does not know: {}",
            missing.join(" ")
        ),
        format!(
            "install with your distribution's tool what Debian calls: {} (https://tauri.app/start/prerequisites/ names the packages of other distributions)",
            wanted(purpose).join(" ")
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_its_children_are_known() {
        assert!(is_debian(
            "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n"
        ));
        assert!(is_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian("ID=fedora\nVERSION_ID=42\n"));
        assert!(!is_debian(""));
    }
}

//! macOS and Windows: what Tauri needs there is the vendor's to install; it is looked for, and named if missing.

use crate::console::{Done, Failure};
use crate::run;
use crate::setup::Purpose;

/// The registry keys under which WebView2 notes its version, per machine and per user.
const WEBVIEW2_KEYS: [&str; 3] = [
    r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
    r"HKLM\SOFTWARE\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
    r"HKCU\Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
];

/// The Xcode command line tools.
pub fn check_macos(purpose: Purpose) -> Result<Done, Failure> {
    if run::answer("xcode-select", &["-p"]).is_none() {
        return Err(Failure::new(
            "the Xcode command line tools are missing",
            "type: xcode-select --install",
        ));
    }
    no_driving(purpose, "macOS has no WebDriver for a WKWebView")
}

/// Microsoft's C++ build tools and WebView2.
pub fn check_windows(purpose: Purpose) -> Result<Done, Failure> {
    if !has_cpp_tools() {
        return Err(Failure::new(
            "Microsoft's C++ build tools are missing",
            r#"type: winget install Microsoft.VisualStudio.2022.BuildTools --override "--wait --passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended""#,
        ));
    }
    if !WEBVIEW2_KEYS
        .iter()
        .any(|key| run::answer("reg", &["query", key, "/v", "pv"]).is_some())
    {
        return Err(Failure::new(
            "the WebView2 runtime is missing",
            "type: winget install Microsoft.EdgeWebView2Runtime",
        ));
    }
    no_driving(purpose, "the window tests drive WebKitGTK")
}

fn has_cpp_tools() -> bool {
    let vswhere = std::env::var("ProgramFiles(x86)")
        .unwrap_or_else(|_| r"C:\Program Files (x86)".into())
        + r"\Microsoft Visual Studio\Installer\vswhere.exe";
    let query = [
        "-latest",
        "-products",
        "*",
        "-requires",
        "Microsoft.VisualStudio.Component.VC.Tools.x86.x64",
        "-property",
        "installationPath",
    ];
    run::answer(&vswhere, &query).is_some_and(|path| !path.is_empty())
        || run::answer("where", &["link.exe"]).is_some()
}

fn no_driving(purpose: Purpose, why: &str) -> Result<Done, Failure> {
    if purpose == Purpose::Drive {
        return Err(Failure::new(
            why,
            "run this command on Linux; `cargo xtask start` works here",
        ));
    }
    Ok(Done::Already(String::new()))
}

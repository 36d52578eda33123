//! What the figures were measured on.

use std::fs;

use crate::run;

/// One line: processor, cores, memory, system, webview, commit and day.
pub fn describe() -> String {
    let line = |path: &str, key: &str| {
        let text = fs::read_to_string(path).unwrap_or_default();
        text.lines()
            .find_map(|line| line.strip_prefix(key))
            .map(|rest| {
                rest.trim_start_matches([':', '=', ' ', '\t'])
                    .trim()
                    .trim_matches('"')
                    .to_owned()
            })
            .unwrap_or_else(|| "unknown".into())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = line("/proc/meminfo", "MemTotal")
        .split(' ')
        .next()
        .and_then(|kilobytes| kilobytes.parse::<u64>().ok())
        .map_or_else(|| "?".into(), |kilobytes| (kilobytes >> 20).to_string());
    let asked = |name: &str, arguments: &[&str]| {
        run::answer(name, arguments).unwrap_or_else(|| "unknown".into())
    };
    let changed = !asked("git", &["status", "--porcelain", "--untracked-files=no"]).is_empty();
    format!(
        "{}, {cores} cores, {memory} GB, {}, WebKitGTK {}, no graphics card; commit {}{}, {}",
        line("/proc/cpuinfo", "model name"),
        line("/etc/os-release", "PRETTY_NAME"),
        asked("pkg-config", &["--modversion", "webkit2gtk-4.1"]),
        asked("git", &["rev-parse", "--short=10", "HEAD"]),
        if changed { " with changes" } else { "" },
        asked("date", &["-u", "+%Y-%m-%d"]),
    )
}

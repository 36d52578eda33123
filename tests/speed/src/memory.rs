//! Memory of a process and all it started: each page counted once, shared ones by their share (PSS).

use std::collections::HashMap;
use std::fs;

use window_tests::{Failure, Outcome};

/// Kilobytes of each process of the tree, with its name.
pub fn of_tree(root: i32) -> Outcome<Vec<(String, u64)>> {
    let mut children: HashMap<i32, Vec<i32>> = HashMap::new();
    for entry in fs::read_dir("/proc")?.flatten() {
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        if let Some(parent) = parent(pid) {
            children.entry(parent).or_default().push(pid);
        }
    }
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(pid) = open.pop() {
        open.extend(children.get(&pid).into_iter().flatten());
        let name = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
        // One that ended meanwhile holds nothing.
        if let Ok(rollup) = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")) {
            found.push((name.trim().to_owned(), pss(&rollup)?));
        }
    }
    Ok(found)
}

/// From `/proc/<pid>/stat`, whose second field may hold anything in its parentheses.
fn parent(pid: i32) -> Option<i32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?
        .1
        .split_whitespace()
        .nth(1)?
        .parse()
        .ok()
}

fn pss(rollup: &str) -> Outcome<u64> {
    rollup
        .lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| Failure::new("the system tells no PSS"))
}

//! Node and the packages of package-lock.json.

use crate::console::{Done, Failure};
use crate::{fingerprint, place, run};

/// What vite needs.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Checks Node and runs `npm ci` if what is installed is not what package-lock.json says.
pub fn install() -> Result<Done, Failure> {
    let remedy = "install Node.js 20.19 or newer with npm: https://nodejs.org/en/download";
    let version = run::answer("node", &["--version"])
        .ok_or_else(|| Failure::new("`node` is not on the PATH", remedy))?;
    if parse(&version).is_none_or(|version| version < OLDEST_NODE) {
        return Err(Failure::new(
            format!("Node is {version}, and 20.19 is the oldest that will do"),
            remedy,
        ));
    }
    let root = place::root();
    let trouble = |error: std::io::Error| {
        Failure::new(
            error.to_string(),
            "see that the work tree can be read and written",
        )
    };
    let wanted = fingerprint::of(
        &[&version],
        &[root.join("package.json"), root.join("package-lock.json")],
    )
    .map_err(trouble)?;
    // Inside node_modules: whoever deletes the folder deletes the note.
    let note = root.join("node_modules/.xtask");
    if fingerprint::matches(&note, &wanted) {
        return Ok(Done::Already(format!("Node {version}")));
    }
    let mut npm = run::program("npm", &["ci", "--no-audit", "--no-fund"]);
    run::quietly(&mut npm, "npm-ci")?.or_fail("see that the npm registry can be reached; if npm itself is missing: it comes with Node.js from nodejs.org")?;
    fingerprint::note(&note, &wanted).map_err(trouble)?;
    Ok(Done::Ok(format!("Node {version}")))
}

fn parse(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert_eq!(parse("v20.19.4"), Some((20, 19)));
        assert!(parse("v20.9.0") < Some(OLDEST_NODE));
        assert!(parse("v22.0.0") > Some(OLDEST_NODE));
        assert_eq!(parse("20"), None);
    }
}

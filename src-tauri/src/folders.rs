//! Where local data lies. `WACR_DESK_HOME` puts all of it under one folder.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// Beside the databases, so that one folder is all there is.
const LOGS: &str = "logs";

/// The folders of one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Databases and settings.
    pub data: PathBuf,
    /// The log, and what broke.
    pub logs: PathBuf,
    /// What the webview keeps for itself; none: the system's place.
    pub webview: Option<PathBuf>,
}

impl Folders {
    /// `home` is `WACR_DESK_HOME`, `system` the platform's place for this program's data.
    pub fn new(home: Option<OsString>, system: &Path) -> Self {
        match home.filter(|home| !home.is_empty()) {
            Some(home) => {
                let home = PathBuf::from(home);
                Self {
                    data: home.join("data"),
                    logs: home.join("data").join(LOGS),
                    webview: Some(home.join("webview")),
                }
            }
            None => Self {
                data: system.to_path_buf(),
                logs: system.join(LOGS),
                webview: None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_variable_moves_everything() {
        let moved = Folders::new(Some("/tmp/x".into()), Path::new("/system"));
        assert_eq!(moved.data, Path::new("/tmp/x/data"));
        assert_eq!(moved.logs, Path::new("/tmp/x/data/logs"));
        assert_eq!(moved.webview.as_deref(), Some(Path::new("/tmp/x/webview")));
    }

    #[test]
    fn an_empty_variable_counts_as_none() {
        let system = Folders::new(Some("".into()), Path::new("/system"));
        assert_eq!(system, Folders::new(None, Path::new("/system")));
        assert_eq!(system.data, Path::new("/system"));
    }
}

//! A panic is logged, and kept for the next start. In the program as it is shipped it ends everything
//! (docs/decisions/0030).

use std::{
    fs,
    panic::{self, PanicHookInfo},
    path::{Path, PathBuf},
    sync::Arc,
};

use desk_core::{diagnostics::Crash, private_files};

use super::mask::mask;

const NAME: &str = "crash.json";

/// What broke before this start.
pub struct Crashes {
    path: PathBuf,
    version: String,
    /// Read at the start, so that one of this session is not told in it.
    last: std::sync::Mutex<Option<Crash>>,
}

impl Crashes {
    pub fn new(folder: &Path, version: &str) -> Self {
        let path = folder.join(NAME);
        let last = fs::read(&path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self {
            path,
            version: version.to_owned(),
            last: std::sync::Mutex::new(last),
        }
    }

    /// Notes every panic from now on.
    pub fn watch(&self) {
        let before = panic::take_hook();
        let (path, version) = (Arc::new(self.path.clone()), self.version.clone());
        panic::set_hook(Box::new(move |info| {
            let crash = read(info, &version);
            // First, since what broke may be the log itself.
            keep(&path, &crash);
            tracing::error!(what = crash.what, place = crash.place, "a panic");
            before(info);
        }));
    }

    pub fn last(&self) -> Option<Crash> {
        self.lock().clone()
    }

    pub fn forget(&self) {
        if self.lock().take().is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Crash>> {
        self.last
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn read(info: &PanicHookInfo<'_>, version: &str) -> Crash {
    let payload = info.payload();
    let what = payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned());
    Crash {
        at: desk_core::now(),
        version: version.to_owned(),
        what: mask(&what.unwrap_or_default()),
        place: info
            .location()
            .map(|place| format!("{}:{}", place.file(), place.line())),
    }
}

/// Nothing can be done about a disk that is full now.
fn keep(path: &Path, crash: &Crash) {
    let Ok(text) = serde_json::to_vec(crash) else {
        return;
    };
    let _ = private_files::replace(path, &text);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_crash_is_told_at_the_next_start_until_it_was_seen() {
        let folder = tempfile::tempdir().unwrap();
        let first = Crashes::new(folder.path(), "1.0.0");
        assert_eq!(first.last(), None);
        let crash = Crash {
            at: "2026-11-27T10:00:00Z".into(),
            version: "1.0.0".into(),
            what: "index out of range".into(),
            place: Some("a.rs:1".into()),
        };
        keep(&folder.path().join(NAME), &crash);
        // Not in the session it happened in.
        assert_eq!(first.last(), None);
        let second = Crashes::new(folder.path(), "1.0.1");
        assert_eq!(second.last(), Some(crash));
        second.forget();
        assert_eq!(second.last(), None);
        assert_eq!(Crashes::new(folder.path(), "1.0.1").last(), None);
    }

    #[test]
    fn a_panic_is_noted_where_it_happened_and_names_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let hook = panic::take_hook();
        Crashes::new(folder.path(), "1.0.0").watch();
        let thread = std::thread::spawn(|| panic!("no row for +15550100142"));
        assert!(thread.join().is_err());
        panic::set_hook(hook);
        let crash = Crashes::new(folder.path(), "1.0.1").last().unwrap();
        assert_eq!(crash.what, "no row for +•••42");
        assert_eq!(crash.version, "1.0.0");
        assert!(crash.place.unwrap().contains("crash.rs:"));
    }

    #[test]
    fn a_note_that_cannot_be_read_is_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), "{").unwrap();
        assert_eq!(Crashes::new(folder.path(), "1").last(), None);
    }
}

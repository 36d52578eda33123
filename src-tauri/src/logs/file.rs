//! The file: turned over at a size, with two older ones kept, readable by its owner alone.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use desk_core::private_files;
use file_rotate::{ContentLimit, FileRotate, compression::Compression, suffix::AppendCount};
use tracing_subscriber::fmt::MakeWriter;

const NAME: &str = "wacr-desk.log";
/// All files together hold three times as much.
const LARGEST: usize = 1_048_576;
const OLDER: usize = 2;

/// The log, shared by all threads.
#[derive(Clone)]
pub struct LogFile {
    path: PathBuf,
    turning: Arc<Mutex<FileRotate<AppendCount>>>,
}

impl LogFile {
    /// Opens it, or says why not. A folder that cannot be written to is found here, not at the first line.
    pub fn open(folder: &Path) -> io::Result<Self> {
        private_files::folder(folder)?;
        let path = folder.join(NAME);
        let mut options = private_files::options();
        options.read(true).create(true).append(true);
        options.open(&path)?;
        Ok(Self {
            turning: Arc::new(Mutex::new(FileRotate::new(
                &path,
                AppendCount::new(OLDER),
                ContentLimit::BytesSurpassed(LARGEST),
                Compression::None,
                Some(options),
            ))),
            path,
        })
    }

    /// The last lines, oldest first.
    pub fn last(&self, lines: usize) -> Vec<String> {
        let text = fs::read_to_string(&self.path).unwrap_or_default();
        let all: Vec<&str> = text.lines().collect();
        let from = all.len().saturating_sub(lines);
        all[from..].iter().map(ToString::to_string).collect()
    }

    /// Empties it, and removes the older ones.
    pub fn clear(&self) {
        let mut turning = self.lock();
        for older in 1..=OLDER {
            let _ = fs::remove_file(self.path.with_extension(format!("log.{older}")));
        }
        // It is open for appending, so what comes next is at the beginning.
        if let Err(error) = fs::OpenOptions::new()
            .write(true)
            .truncate(true)
            .open(&self.path)
        {
            let _ = writeln!(turning, "the log was not emptied: {error}");
        }
    }

    fn lock(&self) -> MutexGuard<'_, FileRotate<AppendCount>> {
        self.turning.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One line at a time.
pub struct Line<'a>(MutexGuard<'a, FileRotate<AppendCount>>);

impl Write for Line<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<'a> MakeWriter<'a> for LogFile {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line(self.lock())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_log_does_not_grow_beyond_its_cap_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("logs");
        let log = LogFile::open(&place).unwrap();
        let line = [b"x".repeat(999), b"\n".to_vec()].concat();
        for _ in 0..5_000 {
            log.make_writer().write_all(&line).unwrap();
        }
        log.make_writer().write_all(b"the last\n").unwrap();
        assert_eq!(log.last(1), ["the last"]);
        assert_eq!(log.last(3).len(), 3);
        let files: Vec<_> = fs::read_dir(&place).unwrap().map(Result::unwrap).collect();
        assert_eq!(files.len(), 1 + OLDER);
        for file in files {
            let about = file.metadata().unwrap();
            assert!(about.len() <= (LARGEST + line.len()) as u64);
            #[cfg(unix)]
            assert_eq!(
                std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o777,
                0o600
            );
        }
        log.clear();
        assert_eq!(fs::read_dir(&place).unwrap().count(), 1);
        log.make_writer().write_all(b"anew\n").unwrap();
        assert_eq!(fs::read_to_string(place.join(NAME)).unwrap(), "anew\n");
    }
}

//! Folders and files for their owner's eyes only, and the order in which they reach the disk: the one place that knows
//! how the systems differ in both.
//!
//! On Linux and macOS a folder is made 0700 and a file 0600. On Windows they inherit the rights of the person's profile,
//! in which all of them lie: nobody else but an administrator may read there.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write},
    path::Path,
};

/// Makes the folder, and those above it that are missing; fine if it is there.
///
/// # Errors
/// The system's: no right to, or a file in the way.
pub fn folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// How a file is opened that is its owner's alone if it is made by it. The caller says what for.
#[must_use]
pub fn options() -> OpenOptions {
    #[allow(unused_mut, reason = "nothing is added on Windows")]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the file, empty; fine if it is there, and then it stays as it is.
pub(crate) fn make(path: &Path) -> io::Result<()> {
    options().create(true).append(true).open(path).map(drop)
}

/// On the disk with its name, which is the folder's to keep; on Windows the file's own flush does both.
pub(crate) fn sync(file: &File, folder: &Path) -> io::Result<()> {
    file.sync_all()?;
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Writes a file whole or not at all: a crash leaves the one before, or this.
///
/// # Errors
/// The system's. The file is then as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut options = options();
    let mut file = options.write(true).create(true).truncate(true).open(&new)?;
    file.write_all(bytes)?;
    drop(file);
    settle(&new, path)
}

/// What somebody else wrote beside a file takes its place, once it is on the disk and its owner's alone.
///
/// # Errors
/// The system's. The file is then as it was.
pub fn settle(new: &Path, path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(new, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    OpenOptions::new().write(true).open(new)?.sync_all()?;
    fs::rename(new, path)
}

/// Removes the file; fine if there is none.
///
/// # Errors
/// The system's.
pub fn remove(path: &Path) -> io::Result<()> {
    none_is_fine(fs::remove_file(path))
}

/// Removes the folder with what is in it; fine if there is none.
pub(crate) fn remove_folder(folder: &Path) -> io::Result<()> {
    none_is_fine(fs::remove_dir_all(folder))
}

fn none_is_fine(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_is_replaced_is_whole_and_nothing_lies_beside_it() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a.pem");
        for bytes in ["the first, which is longer", "the second"] {
            replace(&path, bytes.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), bytes);
        }
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
        // A folder in the way: what was there stays.
        fs::create_dir(place.path().join("a.new")).unwrap();
        replace(&path, b"the third").unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), "the second");
    }

    #[test]
    fn a_file_made_again_keeps_what_it_holds() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a.db");
        make(&path).unwrap();
        fs::write(&path, "kept").unwrap();
        make(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "kept");
    }

    #[test]
    fn what_is_not_there_is_removed_already() {
        let place = tempfile::tempdir().unwrap();
        remove(&place.path().join("none")).unwrap();
        remove_folder(&place.path().join("none")).unwrap();
        remove(place.path()).unwrap_err();
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let place = tempfile::tempdir().unwrap();
        let inner = place.path().join("a/b");
        folder(&inner).unwrap();
        folder(&inner).unwrap();
        assert_eq!(mode(&inner), 0o700);
        assert_eq!(mode(&place.path().join("a")), 0o700);
        let at = |name: &str| inner.join(name);
        make(&at("made")).unwrap();
        replace(&at("replaced"), b"x").unwrap();
        fs::write(at("new"), "x").unwrap();
        fs::set_permissions(at("new"), fs::Permissions::from_mode(0o644)).unwrap();
        settle(&at("new"), &at("settled")).unwrap();
        for name in ["made", "replaced", "settled"] {
            assert_eq!(mode(&at(name)), 0o600, "{name}");
        }
    }
}

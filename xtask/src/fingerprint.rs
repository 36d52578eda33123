//! Tells whether something was done already: a note of what it was done with.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// A number for these texts, files and folders; another number if a byte of them is another.
pub fn of(texts: &[&str], paths: &[PathBuf]) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    texts.hash(&mut hasher);
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files)?;
    }
    files.sort();
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether the note at `path` says this.
pub fn matches(path: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(path).is_ok_and(|noted| noted.trim() == fingerprint)
}

/// Notes it.
pub fn note(path: &Path, fingerprint: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, fingerprint)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_path_buf());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn another_byte_another_number() {
        let folder = std::env::temp_dir().join(format!("xtask-fingerprint-{}", std::process::id()));
        fs::create_dir_all(folder.join("inner")).unwrap();
        fs::write(folder.join("inner/a"), "one").unwrap();
        let before = of(&["x"], std::slice::from_ref(&folder)).unwrap();
        assert_eq!(before, of(&["x"], std::slice::from_ref(&folder)).unwrap());
        assert_ne!(before, of(&["y"], std::slice::from_ref(&folder)).unwrap());
        fs::write(folder.join("inner/a"), "two").unwrap();
        assert_ne!(before, of(&["x"], std::slice::from_ref(&folder)).unwrap());
        fs::remove_dir_all(folder).unwrap();
    }
}

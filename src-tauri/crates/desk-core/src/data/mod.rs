//! What lies on this computer.

mod types;

use std::{fs, io, path::Path};

pub use types::*;

use crate::{desk::blocking, error::CommandError, store::failure};

/// The data folder, and how much is in it.
///
/// # Errors
/// `StoreFailed`.
pub async fn place(folder: &Path) -> Result<DataPlace, CommandError> {
    let folder = folder.to_owned();
    blocking(move || {
        let bytes = size(&folder).map_err(|e| failure(&folder, &e))?;
        Ok(DataPlace {
            folder: folder.display().to_string(),
            bytes,
        })
    })
    .await
}

fn size(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // Gone meanwhile: a journal of a database comes and goes.
        let Ok(about) = entry.metadata() else {
            continue;
        };
        bytes += match about.is_dir() {
            true => size(&entry.path())?,
            false => about.len(),
        };
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_size_is_of_all_that_lies_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(size(folder.path()).unwrap(), 0);
        fs::write(folder.path().join("a"), "12345").unwrap();
        fs::create_dir_all(folder.path().join("b/c")).unwrap();
        fs::write(folder.path().join("b/c/d"), "123").unwrap();
        assert_eq!(size(folder.path()).unwrap(), 8);
    }
}

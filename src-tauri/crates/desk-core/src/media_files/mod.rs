//! Files from this computer for the headers of templates. What a person chose is copied to the account's folder: a run
//! that waits, or is tried again, sends what was chosen, wherever the original went.

mod kind;
mod place;
mod types;

use std::{
    io::{self, Write},
    path::Path,
};

use uuid::Uuid;

pub(crate) use place::Place;
pub use types::*;

use crate::{
    Desk,
    accounts::AccountId,
    desk::blocking,
    error::{CommandError, FieldError},
    private_files,
    store::failure,
    templates::HeaderKind,
};

impl Desk {
    /// Keeps a file for a header of that kind; the answer's `value` stands in the header's slot in place of a link.
    ///
    /// # Errors
    /// `Invalid` with the field `file`: `Required` (empty), `WrongFile`, `TooLarge` (with `limit` in megabytes);
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn media_files_put(
        &self,
        account: &AccountId,
        header: HeaderKind,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<MediaFile, CommandError> {
        let account = self.account(account)?;
        if let Err((code, limit)) = kind::judge(header, name, &bytes) {
            return Err(CommandError::invalid(vec![FieldError {
                field: "file".to_owned(),
                code,
                message: None,
                limit,
            }]));
        }
        let place = Place::new(Uuid::new_v4(), name);
        let size = bytes.len() as u64;
        let path = place.path(&account.media_folder());
        let shown = path.clone();
        blocking(move || write(&path, &bytes).map_err(|e| failure(&shown, &e))).await?;
        Ok(MediaFile {
            value: place.value(),
            name: place.name().to_owned(),
            bytes: size,
        })
    }
}

/// On disk with its name before it is told of; for its owner's eyes only.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    private_files::folder(folder)?;
    let mut options = private_files::options();
    let mut file = options.create_new(true).write(true).open(path)?;
    file.write_all(bytes)?;
    private_files::sync(&file, folder)
}

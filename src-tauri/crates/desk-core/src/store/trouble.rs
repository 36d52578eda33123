//! What is wrong with a file of ours, as far as a person can do something about it.

use std::io;

use rusqlite::ErrorCode as Sqlite;

use super::migrate::OpenError;
use crate::error::CommandError;

/// What the sentence is chosen by: `params.why`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It is no database any more.
    Damaged,
    /// No room is left on the disk.
    Full,
    /// A later version of this program has written it.
    Newer,
    /// The system does not let us read or write there.
    Denied,
}

impl Trouble {
    fn word(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Full => "full",
            Self::Newer => "newer",
            Self::Denied => "denied",
        }
    }
}

/// Adds it to the error, if it is known.
pub(super) fn told(error: CommandError, trouble: Option<Trouble>) -> CommandError {
    match trouble {
        Some(trouble) => error.with("why", trouble.word()),
        None => error,
    }
}

pub(super) fn of_opening(error: &OpenError) -> Option<Trouble> {
    match error {
        OpenError::Sqlite(error) => of(error),
        OpenError::Io(error) => of_file(error),
        OpenError::Newer { .. } => Some(Trouble::Newer),
    }
}

pub(super) fn of(error: &rusqlite::Error) -> Option<Trouble> {
    match error.sqlite_error_code()? {
        Sqlite::DatabaseCorrupt | Sqlite::NotADatabase => Some(Trouble::Damaged),
        Sqlite::DiskFull => Some(Trouble::Full),
        Sqlite::ReadOnly | Sqlite::CannotOpen | Sqlite::PermissionDenied => Some(Trouble::Denied),
        _ => None,
    }
}

fn of_file(error: &io::Error) -> Option<Trouble> {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some(Trouble::Full),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Some(Trouble::Denied)
        }
        _ => None,
    }
}

//! Migrations on `user_version`: each step once, in order, in one transaction; a copy of the file is kept first.

use std::{io, path::Path};

use rusqlite::Connection;

#[derive(Debug, thiserror::Error)]
pub(super) enum OpenError {
    #[error("{0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error(
        "made by a newer version of this program (format {found}, this one knows up to {known})"
    )]
    Newer { found: usize, known: usize },
}

/// Brings the database up to `migrations.len()`.
pub(super) fn run(
    connection: &mut Connection,
    path: &Path,
    migrations: &[&str],
) -> Result<(), OpenError> {
    let found =
        connection.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))? as usize;
    let known = migrations.len();
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        keep_copy(connection, path, found)?;
    }
    let transaction = connection.transaction()?;
    for migration in &migrations[found..] {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known as u32)?;
    Ok(transaction.commit()?)
}

/// `account.db` of format 1 is kept as `account.db.1`; a copy of that format from before is replaced.
fn keep_copy(connection: &Connection, path: &Path, version: usize) -> Result<(), OpenError> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{version}"));
    let copy = Path::new(&name);
    match std::fs::remove_file(copy) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e.into()),
        _ => {}
    }
    // VACUUM INTO takes an empty file as it is, with its rights.
    crate::private_files::make(copy)?;
    connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    // On the disk before the original is touched.
    Ok(std::fs::File::options()
        .write(true)
        .open(copy)?
        .sync_all()?)
}

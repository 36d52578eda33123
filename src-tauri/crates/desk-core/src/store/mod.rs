//! SQLite: one file per account and one for the list of accounts, each with a thread for writing and one for reading.
//!
//! WAL lets the reader work while the writer does; `synchronous = FULL` makes every commit durable, which the ledger
//! lives on (docs/architecture.md, "The ledger") and which a first fill of 100,000 rows in pages of 100 does not notice.

mod changes;
mod migrate;
mod schema;
mod trouble;
mod worker;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{
    error::{CommandError, ErrorCode},
    private_files,
};
use worker::Worker;

pub(crate) use changes::Changes;
pub(crate) use schema::{ACCOUNT, DESK};

/// A database: cheap to share behind an `Arc`.
pub(crate) struct Db {
    path: PathBuf,
    writer: Worker,
    reader: Worker,
    changes: Arc<Changes>,
}

impl Db {
    /// Opens or makes the file, bringing it up to the newest version of `migrations`.
    /// Folder 0700, file 0600. Blocks: call it off the async threads.
    pub(crate) fn open(
        path: &Path,
        migrations: &'static [&'static str],
    ) -> Result<Self, CommandError> {
        let failed = |e: migrate::OpenError| {
            let why = trouble::of_opening(&e);
            trouble::told(failure(path, &e), why)
        };
        prepare(path).map_err(|e| failed(e.into()))?;
        let mut writer = connect(path).map_err(|e| failed(e.into()))?;
        migrate::run(&mut writer, path, migrations).map_err(failed)?;
        let reader = connect(path).map_err(|e| failed(e.into()))?;
        reader
            .pragma_update(None, "query_only", true)
            .map_err(|e| failed(e.into()))?;
        let changes = Arc::<Changes>::default();
        changes.watch(&writer).map_err(|e| failed(e.into()))?;
        Ok(Self {
            changes,
            path: path.to_owned(),
            writer: Worker::start(writer).map_err(|e| failed(e.into()))?,
            reader: Worker::start(reader).map_err(|e| failed(e.into()))?,
        })
    }

    /// Runs `work` in one transaction; what it returned is durable when this returns.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T, CommandError>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
    {
        let changes = self.changes.clone();
        let job = move |connection: &mut Connection| {
            let done = transaction(connection, work);
            changes.settle();
            done
        };
        self.answer(self.writer.run(job).await)
    }

    /// Runs `work` on the reading connection, which sees everything committed.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T, CommandError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        self.answer(self.reader.run(move |connection| work(connection)).await)
    }

    /// Notes which contacts are written from now on.
    pub(crate) async fn listen(&self) -> Result<Arc<Changes>, CommandError> {
        let changes = self.changes.clone();
        // On the writing thread, so between two transactions.
        let listening = self.writer.run(move |_| {
            changes.listen();
            Ok(())
        });
        self.answer(listening.await)?;
        Ok(self.changes.clone())
    }

    /// Writes the file anew without what was deleted from it.
    pub(crate) async fn compact(&self) -> Result<(), CommandError> {
        let job = |connection: &mut Connection| {
            connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")
        };
        self.answer(self.writer.run(job).await)
    }

    /// A reading connection of one's own, for what would keep the others waiting. Blocks.
    pub(crate) fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
        connect(path)
    }

    /// Where the file is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Ends both threads and closes the file; later calls fail. Blocks until running work is done.
    pub(crate) fn close(&self) {
        self.reader.stop();
        self.writer.stop();
    }

    fn answer<T>(&self, result: Option<rusqlite::Result<T>>) -> Result<T, CommandError> {
        match result {
            Some(Ok(value)) => Ok(value),
            Some(Err(e)) => Err(trouble::told(failure(&self.path, &e), trouble::of(&e))),
            None => Err(failure(&self.path, &"the database is closed")),
        }
    }
}

fn transaction<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let value = work(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

/// The folder and an empty file, so that SQLite and its -wal and -shm take their rights over.
fn prepare(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        private_files::folder(folder)?;
    }
    private_files::make(path)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

pub(crate) fn failure(path: &Path, error: &dyn std::fmt::Display) -> CommandError {
    CommandError::new(ErrorCode::StoreFailed, error.to_string()).with("path", path.display())
}

/// A small value kept beside the tables.
pub(crate) mod meta {
    use rusqlite::{Connection, OptionalExtension, params};

    pub(crate) fn get(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
        connection
            .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()
    }

    /// A number; none when absent or not a number.
    pub(crate) fn number(connection: &Connection, key: &str) -> rusqlite::Result<Option<i64>> {
        Ok(get(connection, key)?.and_then(|text| text.parse().ok()))
    }

    pub(crate) fn set(
        connection: &Connection,
        key: &str,
        value: &dyn ToString,
    ) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
            )?
            .execute(params![key, value.to_string()])?;
        Ok(())
    }

    pub(crate) fn remove(connection: &Connection, key: &str) -> rusqlite::Result<()> {
        connection
            .prepare_cached("DELETE FROM meta WHERE key = ?1")?
            .execute([key])?;
        Ok(())
    }
}

#[cfg(test)]
mod every_version;
#[cfg(test)]
mod tests;

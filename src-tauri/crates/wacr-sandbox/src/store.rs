//! The data file: the whole state as rows of SQLite, written through with every call and read whole at the start.
//!
//! One transaction a call, committed before the answer goes out. The log of writes with `synchronous = NORMAL` survives
//! the end of the process at any moment, `kill -9` included; that of the machine may cost the last calls, never the
//! file's wholeness. What is not kept: the request log, the counters of the rate limit, faults.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, params};

use crate::state::{Change, Key};

/// Marks a file of this program: "WaCr".
const APPLICATION: i64 = 0x5761_4372;
/// The form of the rows; grows when an older program could not read them.
const VERSION: i64 = 1;

/// An open data file. Nobody else can open it meanwhile.
#[derive(Debug)]
pub(crate) struct Store {
    path: PathBuf,
    connection: Connection,
    /// The small parts as last written.
    parts: HashMap<Key, String>,
}

/// A row read at the start.
pub(crate) type Row = (String, Key, String);

impl Store {
    /// Opens a file or makes it. Answers with its rows, in the order of their kinds and keys; a new file has none. `Err`
    /// is a sentence.
    pub(crate) fn open(path: &Path) -> Result<(Self, Vec<Row>), String> {
        let say = |error: rusqlite::Error| explain(path, &error);
        let connection = Connection::open(path).map_err(say)?;
        let ask = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
        // Held until the end of the process, so that two servers do not write one file.
        connection
            .pragma_update(None, "locking_mode", "EXCLUSIVE")
            .map_err(say)?;
        let tables = ask("SELECT count(*) FROM sqlite_master").map_err(say)?;
        let application = ask("PRAGMA application_id").map_err(say)?;
        let new = tables == 0 && application == 0;
        if !new && application != APPLICATION {
            return Err(refused(path, "was not made by this program"));
        }
        let version = ask("PRAGMA user_version").map_err(say)?;
        if version > VERSION {
            return Err(refused(path, "was made by a newer version of this program"));
        }
        connection
            .pragma_update(None, "journal_mode", "WAL")
            .and_then(|()| connection.pragma_update(None, "synchronous", "NORMAL"))
            .map_err(say)?;
        let mut rows = Vec::new();
        if !new {
            let sound = connection
                .query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))
                .map_err(say)?;
            if sound != "ok" {
                return Err(refused(path, "is damaged"));
            }
            rows = read(&connection).map_err(say)?;
        }
        let parts = rows
            .iter()
            .filter(|(kind, ..)| kind == "part")
            .map(|(_, key, json)| (key.clone(), json.clone()))
            .collect();
        let store = Self {
            path: path.to_owned(),
            connection,
            parts,
        };
        Ok((store, rows))
    }

    /// Writes what changed, all of it or nothing. `Err` is a sentence.
    pub(crate) fn save(&mut self, changes: Vec<Change>) -> Result<(), String> {
        let parts = &self.parts;
        let fresh = |change: &Change| {
            change.kind != "part" || parts.get(&change.key) != change.json.as_ref()
        };
        let changes: Vec<Change> = changes.into_iter().filter(fresh).collect();
        if changes.is_empty() {
            return Ok(());
        }
        let written = write(&mut self.connection, &changes);
        written.map_err(|error| {
            format!(
                "The data file {} cannot be written: {error}.",
                self.path.display()
            )
        })?;
        for change in changes {
            if let ("part", Some(json)) = (change.kind, change.json) {
                self.parts.insert(change.key, json);
            }
        }
        Ok(())
    }
}

/// A sentence for a file that is no data file, or none any more.
pub(crate) fn refused(path: &Path, why: &str) -> String {
    format!(
        "The data file {} {why}; it is left as it is.",
        path.display()
    )
}

fn explain(path: &Path, error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => refused(path, "was not made by this program"),
        Some(ErrorCode::DatabaseCorrupt) => refused(path, "is damaged"),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            refused(path, "is in use by another practice server")
        }
        _ => format!(
            "The data file {} cannot be opened: {error}.",
            path.display()
        ),
    }
}

fn read(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    let mut statement =
        connection.prepare("SELECT kind, key, json FROM rows ORDER BY kind, key")?;
    let rows = statement.query_map([], |row| {
        let key = match row.get_ref(1)? {
            ValueRef::Integer(number) => Key::Number(number as u64),
            other => Key::Text(other.as_str()?.to_owned()),
        };
        Ok((row.get(0)?, key, row.get(2)?))
    })?;
    rows.collect()
}

fn write(connection: &mut Connection, changes: &[Change]) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    if transaction.query_row("PRAGMA application_id", [], |row| row.get::<_, i64>(0))? == 0 {
        // With the first rows, so that a file holds a whole shop or nothing.
        transaction.execute_batch(&format!(
            "CREATE TABLE rows (kind TEXT NOT NULL, key NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, key))
                 WITHOUT ROWID;
             PRAGMA application_id = {APPLICATION};
             PRAGMA user_version = {VERSION};"
        ))?;
    }
    {
        let mut put = transaction.prepare_cached("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)")?;
        let mut remove =
            transaction.prepare_cached("DELETE FROM rows WHERE kind = ? AND key = ?")?;
        for change in changes {
            let key: &dyn rusqlite::ToSql = match &change.key {
                Key::Number(number) => &(*number as i64),
                Key::Text(text) => text,
            };
            match &change.json {
                Some(json) => put.execute(params![change.kind, key, json])?,
                None => remove.execute(params![change.kind, key])?,
            };
        }
    }
    transaction.commit()
}

//! Every version a file may have is brought up to the newest, with rows in every table, and a copy of it kept before.
//! A step that is added is tested with no change here.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// As if one more step had been added: so the list of accounts, which has one step, is migrated too.
const TOMORROW: &str = "CREATE TABLE of_tomorrow (id INTEGER PRIMARY KEY) STRICT;";

/// Rows of every table: as text, by table.
type Rows = BTreeMap<String, (Vec<String>, BTreeSet<Vec<String>>)>;

fn plus_tomorrow(steps: &[&'static str]) -> &'static [&'static str] {
    let mut all = steps.to_vec();
    all.push(TOMORROW);
    Box::leak(all.into_boxed_slice())
}

fn list(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// Tables of rows: not the indexes for search, nor what SQLite keeps for itself.
fn tables(connection: &Connection) -> Vec<String> {
    list(
        connection,
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'
         ORDER BY name",
    )
}

/// Name, type and whether it is left to SQLite.
fn columns(connection: &Connection, table: &str) -> Vec<(String, String)> {
    connection
        .prepare("SELECT name, type FROM pragma_table_info(?1)")
        .unwrap()
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap()
}

/// A value this column takes: the first one its CHECK allows, JSON where JSON is kept, else its own name and a number.
fn value(sql: &str, table: &str, column: &str, kind: &str, n: usize) -> String {
    let check = format!("CHECK ({column} IN");
    if let Some(at) = sql.find(&check) {
        let allowed = sql[at..].split('\'').nth(1).unwrap();
        return format!("'{allowed}'");
    }
    match (table, column, kind) {
        ("contact", "groups", _) => "'[12,13]'".into(),
        ("contact", "firstname", _) => "'Nadia'".into(),
        ("contact", "digits", _) => format!("'44770090014{n}'"),
        (_, _, "TEXT") => format!("'{column} é {n}'"),
        (_, _, "INTEGER" | "REAL" | "ANY") => n.to_string(),
        (_, _, "BLOB") => format!("x'0{n}ff'"),
        other => panic!("no value for {other:?}"),
    }
}

/// Two rows in every table, three in `contact`.
fn fill(connection: &Connection) {
    connection
        .pragma_update(None, "foreign_keys", false)
        .unwrap();
    let mut all = tables(connection);
    // Its triggers write to others.
    all.sort_by_key(|table| table != "contact");
    for table in all {
        let sql: String = connection
            .query_row(
                "SELECT sql FROM sqlite_master WHERE name = ?1",
                [&table],
                |r| r.get(0),
            )
            .unwrap();
        let columns = columns(connection, &table);
        for n in 1..=2 {
            let (names, values): (Vec<_>, Vec<_>) = columns
                .iter()
                .map(|(name, kind)| (format!("\"{name}\""), value(&sql, &table, name, kind, n)))
                .unzip();
            let insert = format!(
                "INSERT OR IGNORE INTO {table} ({}) VALUES ({})",
                names.join(", "),
                values.join(", ")
            );
            connection.execute(&insert, []).expect(&insert);
        }
        let count: i64 = connection
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                row.get(0)
            })
            .unwrap();
        // A table that holds one thing can hold one row.
        let wanted = if sql.contains("CHECK (one = 1)") {
            1
        } else {
            2
        };
        assert!(count >= wanted, "{table} has {count} rows");
    }
}

fn dump(connection: &Connection) -> Rows {
    let of = |table: String| {
        let names: Vec<String> = columns(connection, &table)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        let rows = rows_of(connection, &table, &names);
        (table, (names, rows))
    };
    tables(connection).into_iter().map(of).collect()
}

fn rows_of(connection: &Connection, table: &str, names: &[String]) -> BTreeSet<Vec<String>> {
    let quoted: Vec<_> = names
        .iter()
        .map(|name| format!("quote(\"{name}\")"))
        .collect();
    let sql = format!("SELECT {} FROM {table}", quoted.join(", "));
    connection
        .prepare(&sql)
        .unwrap_or_else(|error| panic!("{table} lost a column: {error}"))
        .query_map([], |row| (0..names.len()).map(|at| row.get(at)).collect())
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap()
}

fn schema(connection: &Connection) -> Vec<String> {
    list(
        connection,
        "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY 1",
    )
}

/// Sound as a file, and each index for search says what its rows say.
fn assert_sound(connection: &Connection) {
    assert_eq!(list(connection, "PRAGMA integrity_check"), ["ok"]);
    let indexes = list(
        connection,
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'",
    );
    for index in indexes {
        connection
            .execute(
                &format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"),
                [],
            )
            .unwrap_or_else(|error| panic!("{index}: {error}"));
    }
}

fn every_version(steps: &'static [&'static str]) {
    let newest = plus_tomorrow(steps);
    for version in 1..newest.len() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.db");
        let mut old = connect(&path).unwrap();
        migrate::run(&mut old, &path, &newest[..version]).unwrap();
        fill(&old);
        let before = dump(&old);
        assert_sound(&old);
        drop(old);

        Db::open(&path, newest).unwrap().close();
        let now = connect(&path).unwrap();
        for (table, (names, rows)) in &before {
            let kept = rows_of(&now, table, names);
            assert!(
                kept.is_superset(rows),
                "version {version}, {table}: {rows:?} became {kept:?}"
            );
        }
        assert_sound(&now);
        let fresh = folder.path().join("fresh.db");
        let mut fresh_one = connect(&fresh).unwrap();
        migrate::run(&mut fresh_one, &fresh, newest).unwrap();
        assert_eq!(schema(&now), schema(&fresh_one), "version {version}");
        if tables(&now).iter().any(|table| table == "contact") {
            let found = |sql: &str| now.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
            assert_eq!(
                found("SELECT count(*) FROM contact_words WHERE contact_words MATCH 'nad*'"),
                2
            );
            assert_eq!(
                found("SELECT count(*) FROM contact_parts WHERE contact_parts MATCH 'adi'"),
                2
            );
            assert_eq!(
                found("SELECT count(*) FROM contact_numbers WHERE contact_numbers MATCH '0900142'"),
                1
            );
            assert!(found("SELECT count(*) FROM contact_group WHERE contact = 1") >= 2);
        }

        // The copy is the file as it was, and a program of that version opens it.
        let copy = folder.path().join(format!("one.db.{version}"));
        let old_program: &'static [&'static str] =
            Box::leak(newest[..version].to_vec().into_boxed_slice());
        Db::open(&copy, old_program).unwrap().close();
        let copy = connect(&copy).unwrap();
        assert_eq!(dump(&copy), before, "version {version}");
        assert_sound(&copy);
    }
}

#[test]
fn of_an_account() {
    every_version(ACCOUNT);
}

#[test]
fn of_the_list_of_accounts() {
    every_version(DESK);
}

/// A migration that fails on the way leaves the file at its version, whole.
#[test]
fn a_step_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.db");
    let mut old = connect(&path).unwrap();
    migrate::run(&mut old, &path, &ACCOUNT[..1]).unwrap();
    fill(&old);
    let (rows, before) = (dump(&old), schema(&old));
    drop(old);
    let broken: &'static [&'static str] = Box::leak(
        [
            &ACCOUNT[..2],
            &["CREATE TABLE half (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);"],
        ]
        .concat()
        .into_boxed_slice(),
    );
    assert!(Db::open(&path, broken).is_err());
    let now = connect(&path).unwrap();
    assert_eq!(schema(&now), before);
    assert_eq!(dump(&now), rows);
    drop(now);
    // Where no copy can be kept, nothing is begun.
    let copy = folder.path().join("one.db.1");
    std::fs::remove_file(&copy).unwrap();
    std::fs::create_dir(&copy).unwrap();
    assert!(Db::open(&path, ACCOUNT).is_err());
    assert_eq!(schema(&connect(&path).unwrap()), before);
    std::fs::remove_dir(&copy).unwrap();
    Db::open(&path, ACCOUNT).unwrap().close();
}

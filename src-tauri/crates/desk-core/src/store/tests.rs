#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

const ONE: &[&str] =
    &["CREATE TABLE t (a INTEGER) STRICT; CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);"];
const TWO: &[&str] = &[
    ONE[0],
    "ALTER TABLE t ADD COLUMN b INTEGER NOT NULL DEFAULT 7;",
];

fn db(folder: &Path, migrations: &'static [&'static str]) -> Result<Db, CommandError> {
    Db::open(&folder.join("accounts/x/account.db"), migrations)
}

#[tokio::test]
async fn an_older_file_is_migrated_and_a_copy_kept() {
    let folder = tempfile::tempdir().unwrap();
    let old = db(folder.path(), ONE).unwrap();
    old.write(|t| t.execute("INSERT INTO t VALUES (1)", []))
        .await
        .unwrap();
    old.close();

    let new = db(folder.path(), TWO).unwrap();
    let sum = |c: &Connection| c.query_row("SELECT a + b FROM t", [], |r| r.get::<_, i64>(0));
    assert_eq!(new.read(sum).await.unwrap(), 8);
    new.close();

    let copy = Connection::open(folder.path().join("accounts/x/account.db.1")).unwrap();
    assert_eq!(
        copy.query_row("SELECT count(*) FROM t", [], |r| r.get::<_, i64>(0))
            .unwrap(),
        1
    );
    assert!(copy.prepare("SELECT b FROM t").is_err());
}

#[tokio::test]
async fn a_newer_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    db(folder.path(), TWO).unwrap().close();
    let error = db(folder.path(), ONE).err().unwrap();
    assert_eq!(error.code, ErrorCode::StoreFailed);
    assert!(error.message.contains("newer version"), "{}", error.message);
    assert!(error.params["path"].ends_with("account.db"));
    db(folder.path(), TWO).unwrap();
}

#[tokio::test]
async fn a_failed_write_leaves_nothing_behind_and_a_closed_database_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let db = db(folder.path(), ONE).unwrap();
    let failed = db
        .write(|t| {
            t.execute("INSERT INTO t VALUES (1)", [])?;
            t.execute("INSERT INTO nowhere VALUES (1)", [])
        })
        .await;
    assert_eq!(failed.unwrap_err().code, ErrorCode::StoreFailed);
    let count = |c: &Connection| c.query_row("SELECT count(*) FROM t", [], |r| r.get::<_, i64>(0));
    assert_eq!(db.read(count).await.unwrap(), 0);
    assert!(
        db.read(|c| c.execute("INSERT INTO t VALUES (1)", []))
            .await
            .is_err(),
        "the reader must not write"
    );
    db.close();
    assert_eq!(
        db.read(count).await.unwrap_err().code,
        ErrorCode::StoreFailed
    );
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let db = db(folder.path(), ACCOUNT).unwrap();
    db.write(|t| meta::set(t, "a", &1)).await.unwrap();
    let account = folder.path().join("accounts/x");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&account), 0o700);
    for entry in std::fs::read_dir(&account).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[tokio::test]
async fn meta_holds_numbers_and_forgets() {
    let folder = tempfile::tempdir().unwrap();
    let db = db(folder.path(), ACCOUNT).unwrap();
    db.write(|t| meta::set(t, "page", &12)).await.unwrap();
    assert_eq!(
        db.read(|c| meta::number(c, "page")).await.unwrap(),
        Some(12)
    );
    db.write(|t| meta::remove(t, "page")).await.unwrap();
    assert_eq!(db.read(|c| meta::get(c, "page")).await.unwrap(), None);
}

#[tokio::test]
async fn contacts_of_the_first_version_can_be_filtered_by_group() {
    let folder = tempfile::tempdir().unwrap();
    let old = db(folder.path(), &ACCOUNT[..1]).unwrap();
    old.write(|t| {
        t.execute_batch(
            "INSERT INTO contact (id, firstname, lastname, type, phone, groups, is_opted_out, digits, tail, name_key)
                VALUES (1, 'A', '', 'lead', '', '[12,13,13]', 0, '', '', 'a'), (2, 'B', '', 'lead', '', '[]', 0, '', '', 'b');
            INSERT INTO draft VALUES (0, '{}');",
        )
    })
    .await
    .unwrap();
    old.close();

    let new = db(folder.path(), ACCOUNT).unwrap();
    let groups = |c: &Connection| {
        c.prepare("SELECT group_id FROM contact_group WHERE contact = 1")?
            .query_map([], |row| row.get::<_, i64>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()
    };
    assert_eq!(new.read(groups).await.unwrap(), [12, 13]);
    new.write(|t| t.execute("UPDATE contact SET groups = '[14]' WHERE id = 1", []))
        .await
        .unwrap();
    assert_eq!(new.read(groups).await.unwrap(), [14]);
    let kept =
        |c: &Connection| c.query_row("SELECT count(*) FROM draft", [], |r| r.get::<_, i64>(0));
    assert_eq!(new.read(kept).await.unwrap(), 1);
    new.close();
    let copy = folder.path().join("accounts/x/account.db.1");
    let copy = Connection::open(copy).unwrap();
    assert_eq!(kept(&copy).unwrap(), 1);
    assert!(copy.prepare("SELECT * FROM view").is_err());
}

#[tokio::test]
async fn a_damaged_file_is_told_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let made = db(folder.path(), ACCOUNT).unwrap();
    made.write(|t| meta::set(t, "a", &1)).await.unwrap();
    made.close();
    let path = folder.path().join("accounts/x/account.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let whole = bytes.clone();
    bytes[..64].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    let error = db(folder.path(), ACCOUNT).err().unwrap();
    assert_eq!(error.code, ErrorCode::StoreFailed);
    assert_eq!(error.params["why"], "damaged");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);

    // Damaged further in: it opens, and what cannot be read is told; the rest stays.
    let mut bytes = whole;
    let page = bytes.len() / 2 / 4096 * 4096;
    bytes[page..].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    let opened = match db(folder.path(), ACCOUNT) {
        Err(error) => Err(error),
        Ok(open) => {
            let read = |c: &Connection| {
                c.query_row("PRAGMA integrity_check(1)", [], |row| {
                    row.get::<_, String>(0)
                })?;
                c.query_row("SELECT count(*) FROM view", [], |row| row.get::<_, i64>(0))?;
                c.query_row("SELECT count(*) FROM contact_words", [], |row| {
                    row.get::<_, i64>(0)
                })
            };
            let read = open.read(read).await;
            open.close();
            read
        }
    };
    assert_eq!(opened.unwrap_err().params["why"], "damaged");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[tokio::test]
async fn a_newer_file_and_a_folder_that_is_closed_are_told() {
    let folder = tempfile::tempdir().unwrap();
    db(folder.path(), TWO).unwrap().close();
    assert_eq!(db(folder.path(), ONE).err().unwrap().params["why"], "newer");
    // A folder where the file should be.
    let path = folder.path().join("other");
    std::fs::create_dir_all(path.join("accounts/x/account.db")).unwrap();
    assert_eq!(db(&path, ONE).err().unwrap().code, ErrorCode::StoreFailed);
}

#[tokio::test]
async fn a_full_disk_is_told_and_what_was_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    let db = db(folder.path(), ACCOUNT).unwrap();
    db.write(|t| meta::set(t, "a", &1)).await.unwrap();
    let limit = |pages: u32| {
        move |t: &Transaction<'_>| {
            t.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| {
                row.get::<_, i64>(0)
            })
        }
    };
    // SQLite never goes below what there is: the very next page is refused.
    db.write(limit(1)).await.unwrap();
    let much = "x".repeat(50_000);
    let error = db
        .write(move |t| meta::set(t, "much", &much))
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::StoreFailed);
    assert_eq!(error.params["why"], "full");
    assert!(error.params["path"].ends_with("account.db"));
    assert_eq!(db.read(|c| meta::number(c, "a")).await.unwrap(), Some(1));
    assert_eq!(db.read(|c| meta::get(c, "much")).await.unwrap(), None);
    // Room again.
    db.write(limit(1_000_000)).await.unwrap();
    db.write(|t| meta::set(t, "much", &"x".repeat(50_000)))
        .await
        .unwrap();
}

#[tokio::test]
async fn sends_of_the_second_version_are_kept_and_belong_to_no_run() {
    let folder = tempfile::tempdir().unwrap();
    let old = db(folder.path(), &ACCOUNT[..2]).unwrap();
    old.write(|t| {
        t.execute_batch(
            "INSERT INTO ledger (key, contact, phone, template_id, template, language, slot_values, rendered, state,
                created_at, called_at)
             VALUES ('a', 501, '+1 (555) 010-0142', '88', 'order_ready', 'en_US', '{}', '{}', 'accepted',
                '2026-03-02T10:00:00Z', '2026-03-02T10:00:01Z');",
        )
    })
    .await
    .unwrap();
    old.close();

    let new = db(folder.path(), ACCOUNT).unwrap();
    let row = |c: &Connection| {
        c.query_row(
            "SELECT person, campaign, attempt, is_test, superseded FROM ledger",
            [],
            |r| {
                Ok((
                    r.get::<_, String>(0)?,
                    r.get::<_, Option<i64>>(1)?,
                    (
                        r.get::<_, i64>(2)?,
                        r.get::<_, i64>(3)?,
                        r.get::<_, i64>(4)?,
                    ),
                ))
            },
        )
    };
    assert_eq!(
        new.read(row).await.unwrap(),
        ("15550100142".to_owned(), None, (1, 0, 0))
    );
    let runs =
        |c: &Connection| c.query_row("SELECT count(*) FROM campaign", [], |r| r.get::<_, i64>(0));
    assert_eq!(new.read(runs).await.unwrap(), 0);
}

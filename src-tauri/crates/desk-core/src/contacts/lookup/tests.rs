#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::Arc;

use proptest::{prelude::*, test_runner::TestCaseResult};
use tempfile::TempDir;

use super::*;
use crate::{
    contacts::{Contact, ContactSort, query, snapshots::Order},
    store::Db,
};

/// A mirror on disk, with what is written told.
struct Mirror {
    _folder: TempDir,
    db: Db,
    runtime: tokio::runtime::Runtime,
}

impl Mirror {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("account.db"), store::ACCOUNT).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        Self {
            _folder: folder,
            db,
            runtime,
        }
    }

    fn write(&self, contacts: Vec<Contact>) {
        let written = self
            .db
            .write(move |t| rows::upsert_all(t, &contacts).map(|_| ()));
        self.runtime.block_on(written).unwrap();
    }

    fn remove(&self, id: i64) {
        let removed = self.db.write(move |t| rows::remove(t, id));
        self.runtime.block_on(removed).unwrap();
    }

    fn lookup(&self) -> Arc<Lookup> {
        let changes = self.runtime.block_on(self.db.listen()).unwrap();
        let mut connection = Db::open_reader(self.db.path()).unwrap();
        Arc::new(Lookup::read(&mut connection, changes).unwrap().unwrap())
    }

    /// The ids with the lookup and without.
    fn both(&self, lookup: &Arc<Lookup>, text: &str) -> (Vec<i64>, Vec<i64>) {
        let (lookup, wanted) = (lookup.clone(), query::read(text));
        let found = self.db.read(move |c| {
            let order = Order::read(c, ContactSort::Updated, false)?;
            Ok((
                search::find(c, &wanted, &order, None, Some(&lookup))?,
                search::find(c, &wanted, &order, None, None)?,
            ))
        });
        self.runtime.block_on(found).unwrap()
    }

    fn agree(&self, lookup: &Arc<Lookup>, texts: &[String]) -> TestCaseResult {
        for text in texts {
            let (fast, slow) = self.both(lookup, text);
            prop_assert_eq!(fast, slow, "{}", text);
        }
        Ok(())
    }
}

fn contact(id: i64, words: &[String], digits: &str) -> Contact {
    let word = |at: usize| words.get(at).cloned();
    Contact {
        id,
        firstname: word(0).unwrap_or_default(),
        lastname: word(1).unwrap_or_default(),
        company: word(2),
        r#type: "lead".into(),
        email: word(3).map(|word| format!("{word}@example.com")),
        phone: format!("+{digits}"),
        status_id: None,
        source_id: None,
        description: word(4),
        city: word(5),
        state: None,
        zip: None,
        address: None,
        country_id: None,
        assigned_id: None,
        groups: Vec::new(),
        is_opted_out: false,
        created_at: None,
        updated_at: None,
        phone_display: String::new(),
    }
}

/// Few letters and digits, so that much is alike; some that the index splits, folds or drops.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[abé]{1,4}",
        1 => "[ab]{1,2}['@.-][ab]{1,2}",
        1 => "[01]{1,4}",
        1 => "(नाम|محمد|Ⓐ|🙂|ß|ǅ|a\u{301}b|12a)",
    ]
}

fn number() -> impl Strategy<Value = String> {
    "[01]{7,10}"
}

fn people() -> impl Strategy<Value = Vec<Contact>> {
    let one = (1..40_i64, prop::collection::vec(word(), 0..6), number());
    prop::collection::vec(
        one.prop_map(|(id, words, digits)| contact(id, &words, &digits)),
        0..30,
    )
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::collection::vec(word(), 1..4).prop_map(|words| words.join(" ")),
        1 => "[01]{3,8}",
        1 => "\\+?(00)?[01]{3,4} [01]{2,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_the_text_index_finds_is_found(
        before in people(),
        after in people(),
        gone in prop::collection::vec(1..40_i64, 0..5),
        texts in prop::collection::vec(typed(), 1..12),
    ) {
        let mirror = Mirror::new();
        mirror.write(before);
        let lookup = mirror.lookup();
        mirror.agree(&lookup, &texts)?;
        mirror.write(after);
        mirror.agree(&lookup, &texts)?;
        for id in gone {
            mirror.remove(id);
        }
        mirror.agree(&lookup, &texts)?;
        // Made anew: the same once more.
        mirror.agree(&mirror.lookup(), &texts)?;
    }
}

#[test]
fn a_write_that_was_under_way_is_seen_when_it_is_done() {
    let mirror = Mirror::new();
    mirror.write(vec![contact(1, &["ada".into()], "4479001")]);
    let lookup = mirror.lookup();
    let (inside, wait) = std::sync::mpsc::channel();
    let (go, gone) = std::sync::mpsc::channel::<()>();
    let writing = mirror.db.write(move |t| {
        rows::upsert(t, &contact(1, &["bea".into()], "4479001"))?;
        inside.send(()).unwrap();
        gone.recv().unwrap();
        Ok(())
    });
    mirror.runtime.block_on(async {
        let writing = std::pin::pin!(writing);
        let meanwhile = async {
            tokio::task::yield_now().await;
            wait.recv().unwrap();
            let find = |text: &'static str| {
                let (lookup, wanted) = (lookup.clone(), query::read(text));
                mirror.db.read(move |c| {
                    let order = Order::read(c, ContactSort::Updated, false)?;
                    search::find(c, &wanted, &order, None, Some(&lookup))
                })
            };
            assert_eq!(find("ada").await.unwrap(), [1], "not done yet");
            assert_eq!(find("bea").await.unwrap(), [0_i64; 0]);
            go.send(()).unwrap();
        };
        let (written, ()) = tokio::join!(writing, meanwhile);
        written.unwrap();
    });
    assert_eq!(mirror.both(&lookup, "bea"), (vec![1], vec![1]));
    assert!(mirror.both(&lookup, "ada").0.is_empty());
    assert_eq!(lookup.age(), 1);
}

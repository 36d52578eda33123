#![allow(clippy::unwrap_used, clippy::expect_used)]

use jiff::{civil::date, tz::TimeZone};
use proptest::prelude::*;
use rusqlite::Connection;

use super::{mask, sql::Today, *};
use crate::{
    contacts::{Contact, ContactSort, query, rows, search, snapshots::Order, wire},
    store,
};

fn names() -> Names {
    let list = |names: &[(i64, &str)]| {
        let all = names.iter().map(|(id, name)| (*id, (*name).to_owned()));
        all.collect::<Vec<_>>()
    };
    Names {
        types: vec![
            "lead".into(),
            "customer".into(),
            "guest".into(),
            "Old friend".into(),
        ],
        statuses: list(&[
            (1, "New"),
            (2, "Very \"hot\", now"),
            (3, "new"),
            (4, "Łódź"),
        ]),
        sources: list(&[
            (1, "Trade fair"),
            (2, "none"),
            (3, "#4"),
            (4, "Twice"),
            (5, "Twice"),
        ]),
        groups: list(&[
            (12, "VIP"),
            (13, "كبار العملاء"),
            (14, "a\\b"),
            (15, ""),
            (16, "(x) or y"),
        ]),
    }
}

fn one(not: bool, test: FilterTest) -> Vec<Condition> {
    vec![Condition { not, test }]
}

fn group(id: i64) -> FilterTest {
    FilterTest::Group {
        values: vec![Some(id)],
    }
}

fn lead() -> FilterTest {
    FilterTest::Type {
        values: vec!["lead".into()],
    }
}

fn within(days: u32) -> FilterTest {
    FilterTest::Created {
        when: CreatedWhen::Within { days },
    }
}

#[test]
fn a_line_is_conditions_and_text() {
    let day = |day: &str| day.to_owned();
    let table: Vec<(&str, Vec<Vec<Condition>>, &str)> = vec![
        ("", vec![], ""),
        ("nadia  verh", vec![], "nadia verh"),
        ("+44 (0)7700 900142", vec![], "+44 (0)7700 900142"),
        ("(07700) 900-142", vec![], "(07700) 900-142"),
        (
            "http://example.com foo:bar",
            vec![],
            "http://example.com foo:bar",
        ),
        (
            "\"free words\" \"type:lead\"",
            vec![],
            "free words type:lead",
        ),
        (
            "type:lead -group:VIP created:>7d \"free words\"",
            vec![
                one(false, lead()),
                one(true, group(12)),
                one(false, within(7)),
            ],
            "free words",
        ),
        (
            "TYPE:Lead nadia group:vip",
            vec![one(false, lead()), one(false, group(12))],
            "nadia",
        ),
        (
            "status:New,#3,none",
            vec![one(
                false,
                FilterTest::Status {
                    values: vec![Some(1), Some(3), None],
                },
            )],
            "",
        ),
        (
            "source:\"trade FAIR\",\"none\"",
            vec![one(
                false,
                FilterTest::Source {
                    values: vec![Some(1), Some(2)],
                },
            )],
            "",
        ),
        ("group:كبار", vec![], ""),
        ("group:\"كبار العملاء\"", vec![one(false, group(13))], ""),
        ("created:<30d", vec![one(true, within(30))], ""),
        ("-created:<30d", vec![one(false, within(30))], ""),
        (
            "created:>2026-01-31 created:<2026-02-28",
            vec![
                one(
                    false,
                    FilterTest::Created {
                        when: CreatedWhen::After {
                            day: day("2026-01-31"),
                        },
                    },
                ),
                one(
                    false,
                    FilterTest::Created {
                        when: CreatedWhen::Before {
                            day: day("2026-02-28"),
                        },
                    },
                ),
            ],
            "",
        ),
        (
            "has:email -is:opted-out assigned:21,none",
            vec![
                one(false, FilterTest::Email),
                one(true, FilterTest::OptedOut),
                one(
                    false,
                    FilterTest::Assigned {
                        values: vec![Some(21), None],
                    },
                ),
            ],
            "",
        ),
        (
            "(type:lead or -group:VIP) ravi",
            vec![vec![
                Condition {
                    not: false,
                    test: lead(),
                },
                Condition {
                    not: true,
                    test: group(12),
                },
            ]],
            "ravi",
        ),
    ];
    for (line, all, text) in table {
        let typed = read(line, &names());
        assert_eq!(typed.filter, ContactFilter { all }, "{line}");
        assert_eq!(typed.text, text, "{line}");
    }
}

#[test]
fn errors_have_their_place() {
    use FilterErrorCode::*;
    let table = [
        ("status:", 0, 7, NoValue),
        ("😀 status:Nwe", 10, 13, UnknownName),
        ("type:lead,boss x", 10, 14, UnknownName),
        ("source:Twice", 7, 12, UnknownName),
        ("created:>soon", 8, 13, NotATime),
        ("created:2026-01-31", 8, 18, NotATime),
        ("created:>2026-02-31", 8, 19, NotATime),
        ("group:\"VIP", 6, 10, NotClosed),
        ("(type:lead", 0, 10, NotClosed),
        ("(type:lead or ravi)", 14, 18, NotACondition),
        ("has:phone", 4, 9, UnknownName),
    ];
    for (line, start, end, code) in table {
        let typed = read(line, &names());
        let [error] = &typed.errors[..] else {
            panic!("{line}: {:?}", typed.errors);
        };
        assert_eq!(
            (error.start, error.end, error.code),
            (start, end, code),
            "{line}"
        );
        let letters: Vec<u16> = line.encode_utf16().collect();
        let there = &letters[start as usize..end as usize];
        assert_eq!(String::from_utf16(there).unwrap(), error.value, "{line}");
    }
}

#[test]
fn names_that_mean_two_things_are_written_as_ids() {
    let filter = |test| ContactFilter {
        all: vec![one(false, test)],
    };
    let values = vec![Some(1), Some(2), Some(3), Some(4), Some(99), None];
    let line = print(&filter(FilterTest::Source { values }), "", &names());
    assert_eq!(line, "source:\"Trade fair\",\"none\",\"#4\",#4,#99,none");
}

fn test_strategy() -> impl Strategy<Value = FilterTest> {
    let ids = |known: Vec<Option<i64>>| prop::collection::vec(prop::sample::select(known), 1..4);
    let some = |all: &[i64]| {
        let mut all: Vec<Option<i64>> = all.iter().copied().map(Some).collect();
        all.push(None);
        all
    };
    prop_oneof![
        prop::collection::vec(prop::sample::select(names().types), 1..3)
            .prop_map(|values| FilterTest::Type { values }),
        ids(some(&[1, 2, 3, 4, 77])).prop_map(|values| FilterTest::Status { values }),
        ids(some(&[1, 2, 3, 4, 5, 77])).prop_map(|values| FilterTest::Source { values }),
        ids(some(&[12, 13, 14, 15, 16, 77])).prop_map(|values| FilterTest::Group { values }),
        ids(some(&[1, 21])).prop_map(|values| FilterTest::Assigned { values }),
        (0u32..4000).prop_map(within),
        (2000i16..2100, 1i8..13, 1i8..29, any::<bool>()).prop_map(|(year, month, day, after)| {
            let day = date(year, month, day).to_string();
            FilterTest::Created {
                when: if after {
                    CreatedWhen::After { day }
                } else {
                    CreatedWhen::Before { day }
                },
            }
        }),
        Just(FilterTest::Email),
        Just(FilterTest::OptedOut),
    ]
}

proptest! {
    #[test]
    fn what_was_printed_reads_as_the_same(
        all in prop::collection::vec(
            prop::collection::vec(
                (any::<bool>(), test_strategy()).prop_map(|(not, test)| Condition { not, test }),
                1..4,
            ),
            0..5,
        ),
        text in "[ -~é]{0,12}|(-?(type|has|is):\"? ?)?\\PC{0,20}|\\( ?type:x .{0,5}",
    ) {
        let filter = ContactFilter { all };
        let line = print(&filter, &text, &names());
        let typed = read(&line, &names());
        prop_assert_eq!(&typed.errors, &Vec::new(), "{}", line);
        prop_assert_eq!(typed.filter, filter, "{}", line);
        let words: Vec<&str> = text.split_whitespace().collect();
        prop_assert_eq!(typed.text, words.join(" "), "{}", line);
    }

    #[test]
    fn any_line_is_read(line in "(\\PC|[(),:\"\\\\ -]){0,60}") {
        let typed = read(&line, &names());
        for error in typed.errors {
            prop_assert!(error.start <= error.end);
        }
    }
}

// ── Against the mirror ──────────────────────────────────────────────────────

fn contact(id: i64) -> Contact {
    let wire = serde_json::json!({ "id": id, "firstname": format!("P{id}"), "phone": format!("+4477009001{id:02}") });
    Contact {
        r#type: "lead".into(),
        updated_at: Some(format!("2026-01-{id:02}T00:00:00Z")),
        ..wire::from_wire(serde_json::from_value(wire).unwrap())
    }
}

fn empty() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(&store::ACCOUNT.concat()).unwrap();
    connection
}

fn shop() -> Connection {
    let connection = empty();
    let mut all: Vec<Contact> = (1..=6).map(contact).collect();
    all[0].groups = vec![12, 13];
    all[1].groups = vec![13];
    all[1].r#type = "customer".into();
    all[2].status_id = Some(1);
    all[2].email = Some("p3@example.com".into());
    all[3].status_id = Some(2);
    all[3].is_opted_out = true;
    all[3].email = Some(String::new());
    all[4].assigned_id = Some(21);
    all[4].created_at = Some("2026-01-19T22:59:59Z".into());
    all[5].source_id = Some(4);
    all[5].created_at = Some("2026-01-19T23:00:00Z".into());
    for contact in &all {
        rows::upsert(&connection, contact).unwrap();
    }
    connection
}

/// 27 January in a zone one hour east.
fn today() -> Today {
    Today {
        day: date(2026, 1, 27),
        zone: TimeZone::fixed(jiff::tz::offset(1)),
    }
}

fn meeting(connection: &Connection, line: &str) -> Vec<i64> {
    let order = Order::read(connection, ContactSort::Name, false).unwrap();
    let typed = read(line, &names());
    assert_eq!(typed.errors, [], "{line}");
    let within = mask::of(connection, &order, &typed.filter, &today()).unwrap();
    if typed.text.is_empty() {
        return within.map_or_else(|| order.ids.to_vec(), |within| order.within(&within));
    }
    search::find(
        connection,
        &query::read(&typed.text),
        &order,
        within.as_ref(),
    )
    .unwrap()
}

#[test]
fn who_meets_a_filter() {
    let shop = shop();
    let table: &[(&str, &[i64])] = &[
        ("", &[1, 2, 3, 4, 5, 6]),
        ("type:lead", &[1, 3, 4, 5, 6]),
        ("-type:lead", &[2]),
        ("type:guest", &[]),
        ("group:VIP", &[1]),
        ("-group:VIP", &[2, 3, 4, 5, 6]),
        ("group:#13,VIP", &[1, 2]),
        ("group:none", &[3, 4, 5, 6]),
        ("group:none,VIP", &[1, 3, 4, 5, 6]),
        ("-group:none,VIP", &[2]),
        ("status:#1,#2", &[3, 4]),
        ("status:none,#2", &[1, 2, 4, 5, 6]),
        ("-status:#1", &[1, 2, 4, 5, 6]),
        ("has:email", &[3]),
        ("-has:email", &[1, 2, 4, 5, 6]),
        ("is:opted-out", &[4]),
        ("assigned:21", &[5]),
        ("-assigned:none", &[5]),
        ("created:>7d", &[6]),
        ("created:>8d", &[5, 6]),
        ("created:<7d", &[1, 2, 3, 4, 5]),
        ("created:>2026-01-19", &[6]),
        ("created:<2026-01-20", &[5]),
        ("created:<2026-01-19", &[]),
        ("created:>4000000000d", &[5, 6]),
        ("type:lead status:#1", &[3]),
        ("(status:#1 or group:VIP)", &[1, 3]),
        ("(status:#1 or group:VIP) -has:email", &[1]),
        ("(-type:lead or is:opted-out) -group:VIP", &[2, 4]),
        ("type:lead 90010", &[1, 3, 4, 5, 6]),
        ("-group:VIP p", &[2, 3, 4, 5, 6]),
        ("has:email p3", &[3]),
        ("has:email p4", &[]),
    ];
    for (line, expected) in table {
        assert_eq!(meeting(&shop, line), *expected, "{line}");
    }
}

#[test]
fn groups_are_as_the_contact_is_now() {
    let shop = shop();
    let mut one = rows::get(&shop, 1).unwrap().unwrap();
    one.groups = vec![13, 14, 14];
    assert!(rows::upsert(&shop, &one).unwrap());
    assert_eq!(meeting(&shop, "group:VIP"), [] as [i64; 0]);
    assert_eq!(meeting(&shop, "group:#14"), [1]);
    rows::remove(&shop, 1).unwrap();
    let left: i64 = shop
        .query_row(
            "SELECT count(*) FROM contact_group WHERE contact = 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(left, 0);
}

#[test]
fn each_value_is_counted_under_the_other_conditions() {
    let shop = shop();
    let order = Order::read(&shop, ContactSort::Updated, false).unwrap();
    let counted = |line: &str, field| {
        let filter = read(line, &names()).filter;
        let within = mask::of(&shop, &order, &filter, &today()).unwrap();
        let within = within.unwrap_or_else(|| order.set_of(order.ids.to_vec()));
        let counts = counts::of(&shop, &order, &within, field, &today()).unwrap();
        let values = counts.values.into_iter().map(|one| (one.value, one.count));
        (counts.total, values.collect::<Vec<_>>())
    };
    use FilterValue::{Id, None, Text};
    assert_eq!(
        counted("", FilterField::Type),
        (
            6,
            vec![(Text("lead".into()), 5), (Text("customer".into()), 1)]
        )
    );
    assert_eq!(
        counted("type:lead", FilterField::Group),
        (5, vec![(None, 4), (Id(12), 1), (Id(13), 1)])
    );
    assert_eq!(
        counted("type:lead", FilterField::Status),
        (5, vec![(None, 3), (Id(1), 1), (Id(2), 1)])
    );
    assert_eq!(
        counted("status:#1", FilterField::Email),
        (1, vec![(None, 1)])
    );
    assert_eq!(
        counted("status:#1", FilterField::OptedOut),
        (1, vec![(None, 0)])
    );
    assert_eq!(
        counted("", FilterField::Created).1,
        [
            (Id(0), 0),
            (Id(7), 1),
            (Id(30), 2),
            (Id(90), 2),
            (Id(365), 2)
        ]
    );
}

#[test]
fn every_test_reads_an_index_alone() {
    let shop = shop();
    for line in [
        "type:lead",
        "status:#1,none",
        "source:#1,none",
        "assigned:1,none",
        "group:#1,none",
        "created:>7d",
        "created:<2026-01-01",
        "has:email",
        "is:opted-out",
    ] {
        for condition in read(line, &names()).filter.all.concat() {
            for ids in super::sql::compile(&condition.test, &today()) {
                let plan: String = shop
                    .query_row(
                        &format!("EXPLAIN QUERY PLAN {}", ids.sql),
                        rusqlite::params_from_iter(&ids.values),
                        |row| row.get("detail"),
                    )
                    .unwrap();
                let alone = plan.contains("COVERING INDEX") || plan.contains("PRIMARY KEY");
                assert!(alone || plan == "SCAN contact_group", "{line}: {plan}");
            }
        }
    }
}

#[test]
fn columns_in_order() {
    let shop = shop();
    shop.execute_batch(
        "INSERT INTO list_item VALUES ('statuses', 1, 'zeta', NULL), ('statuses', 2, 'Éta', NULL);
        UPDATE contact SET company = 'éclair' WHERE id = 2; UPDATE contact SET company = 'Dune' WHERE id = 5;
        UPDATE contact SET company = 'Eclair' WHERE id = 3; UPDATE contact SET company = ' ' WHERE id = 1;",
    )
    .unwrap();
    let order = |sort, reverse| Order::read(&shop, sort, reverse).unwrap().ids.to_vec();
    assert_eq!(order(ContactSort::Company, false), [5, 3, 2, 6, 4, 1]);
    assert_eq!(order(ContactSort::Company, true), [3, 2, 5, 6, 4, 1]);
    assert_eq!(order(ContactSort::Status, false), [4, 3, 6, 5, 2, 1]);
    assert_eq!(order(ContactSort::Type, false), [2, 6, 5, 4, 3, 1]);
    assert_eq!(order(ContactSort::Created, false)[..2], [6, 5]);
    assert_eq!(order(ContactSort::Updated, true)[..2], [1, 2]);
    assert_eq!(order(ContactSort::Name, true)[..2], [6, 5]);
    assert_eq!(order(ContactSort::Source, false)[5], 1);
    shop.execute_batch(
        "INSERT INTO list_item VALUES ('groups', 12, 'Vip', NULL), ('groups', 13, 'Árbol', NULL);
        UPDATE contact SET digits = '' WHERE id = 4; UPDATE contact SET assigned_id = 3 WHERE id = 2;
        UPDATE contact SET city = 'łódź' WHERE id = 3; UPDATE contact SET city = 'Aachen' WHERE id = 5;
        UPDATE contact SET groups = '[99,13]' WHERE id = 6; UPDATE contact SET groups = '[99]' WHERE id = 5;",
    )
    .unwrap();
    // The first group that is known counts; those in none, or in one that is gone, are last either way.
    assert_eq!(order(ContactSort::Groups, false), [6, 2, 1, 5, 4, 3]);
    assert_eq!(order(ContactSort::Groups, true), [1, 6, 2, 5, 4, 3]);
    assert_eq!(order(ContactSort::Phone, false), [1, 2, 3, 5, 6, 4]);
    assert_eq!(order(ContactSort::Phone, true), [6, 5, 3, 2, 1, 4]);
    assert_eq!(order(ContactSort::Assigned, false), [2, 5, 6, 4, 3, 1]);
    assert_eq!(order(ContactSort::Assigned, true)[..2], [5, 2]);
    assert_eq!(order(ContactSort::Email, false)[0], 3);
    assert_eq!(order(ContactSort::City, false)[..2], [5, 3]);
    assert_eq!(order(ContactSort::City, true)[..2], [3, 5]);
}

/// A measurement, not a test: `cargo test --release -p desk-core --lib -- --ignored --nocapture filter_speed`.
#[test]
#[ignore = "a measurement of 100,000 contacts"]
fn filter_speed() {
    let mut shop = empty();
    let at = std::time::Instant::now();
    let transaction = shop.transaction().unwrap();
    let first = contact(1);
    for id in 1..=100_000_i64 {
        let mut contact = first.clone();
        contact.id = id;
        contact.phone = format!("+4477{:08}", (id * 7_919) % 100_000_000);
        contact.company = Some(format!("Company {}", id % 5_000));
        contact.r#type = ["lead", "customer", "guest"][(id % 7 % 3) as usize].into();
        contact.status_id = Some(id % 6 + 1);
        contact.source_id = Some(id % 5 + 1);
        contact.assigned_id = (id % 3 == 0).then_some(id % 20);
        contact.groups = (0..id % 4).map(|n| 11 + (id + n) % 12).collect();
        contact.email = (id % 3 != 0).then(|| format!("person{id}@example.com"));
        contact.created_at = Some(format!(
            "20{:02}-{:02}-11T10:00:00Z",
            16 + id % 10,
            id % 12 + 1
        ));
        contact.updated_at = Some(format!("2026-01-11T{:02}:{:02}:00Z", id % 24, id % 60));
        rows::upsert(&transaction, &contact).unwrap();
    }
    transaction.commit().unwrap();
    println!("100,000 rows written in {:?}", at.elapsed());
    let timed = |what: String, times: usize, run: &mut dyn FnMut() -> usize| {
        let mut all: Vec<_> = (0..times)
            .map(|_| {
                let at = std::time::Instant::now();
                let found = run();
                (at.elapsed(), found)
            })
            .collect();
        all.sort();
        println!(
            "{what:>44}: {:>6} found, median {:?}, worst {:?}",
            all[0].1,
            all[times / 2].0,
            all[times - 1].0
        );
    };
    for sort in [
        ContactSort::Updated,
        ContactSort::Created,
        ContactSort::Name,
        ContactSort::Company,
        ContactSort::Type,
        ContactSort::Status,
        ContactSort::Source,
    ] {
        timed(format!("order by {sort:?}"), 10, &mut || {
            Order::read(&shop, sort, false).unwrap().ids.len()
        });
    }
    let find = |order: &Order, line: &str| {
        let typed = read(line, &names());
        let within = mask::of(&shop, order, &typed.filter, &Today::now()).unwrap();
        match (typed.text.is_empty(), within) {
            (true, Some(within)) => order.within(&within).len(),
            (_, within) => search::find(&shop, &query::read(&typed.text), order, within.as_ref())
                .unwrap()
                .len(),
        }
    };
    for line in [
        "type:lead",
        "-type:lead",
        "status:#1,#2,#3,#4,#5",
        "group:#12",
        "group:none",
        "has:email",
        "created:<2020-01-01",
        "type:lead -group:#12 created:>2020-01-01",
        "(type:lead or group:#13) has:email",
    ] {
        timed(format!("first time {line}"), 30, &mut || {
            // As when contacts have just changed: the order is there, nothing of the filter.
            let order = Order::new(
                Order::read(&shop, ContactSort::Updated, false)
                    .unwrap()
                    .ids
                    .to_vec(),
            );
            let at = std::time::Instant::now();
            let found = find(&order, line);
            assert!(at.elapsed().as_secs() < 5);
            found
        });
        let order = Order::read(&shop, ContactSort::Updated, false).unwrap();
        find(&order, line);
        timed(format!("again {line}"), 100, &mut || find(&order, line));
        timed(format!("typing p77 with {line}"), 100, &mut || {
            find(&order, &format!("{line} p77"))
        });
    }
    let order = Order::read(&shop, ContactSort::Updated, false).unwrap();
    let all = order.set_of(order.ids.to_vec());
    for field in [
        FilterField::Type,
        FilterField::Status,
        FilterField::Group,
        FilterField::Assigned,
        FilterField::Created,
        FilterField::Email,
    ] {
        timed(format!("counts of {field:?}"), 30, &mut || {
            counts::of(&shop, &order, &all, field, &Today::now())
                .unwrap()
                .values
                .len()
        });
    }
}

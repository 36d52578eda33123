#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::{
    contacts::{Contact, ContactSort, query, rows},
    store,
};

fn contact(id: i64, firstname: &str, lastname: &str, phone: &str) -> Contact {
    Contact {
        id,
        firstname: firstname.into(),
        lastname: lastname.into(),
        company: None,
        r#type: "lead".into(),
        email: None,
        phone: phone.into(),
        status_id: None,
        source_id: None,
        description: None,
        city: None,
        state: None,
        zip: None,
        address: None,
        country_id: None,
        assigned_id: None,
        groups: Vec::new(),
        is_opted_out: false,
        created_at: None,
        updated_at: Some(format!("2026-01-{id:02}T00:00:00Z")),
        phone_display: String::new(),
    }
}

fn shop() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(&store::ACCOUNT.concat()).unwrap();
    let mut all = vec![
        contact(1, "Nadia", "Verhoeven", "+447700900142"),
        contact(2, "Tomas", "Lindqvist", "+15550100177"),
        contact(3, "Élodie", "O'Brien", "+33612345678"),
        contact(4, "Ravi", "Nadar", "+919876543210"),
        contact(5, "محمد", "علي", "+971501234567"),
        contact(6, "नादिया", "शर्मा", "+919811122233"),
        contact(7, "Old", "Twin", "447700900142"),
    ];
    all[1].company = Some("Nadelstreif & Söhne".into());
    all[2].email = Some("elodie@verhoeven.example".into());
    all[3].description = Some("Lives at 142 Harbour Road".into());
    all[3].city = Some("Łódź".into());
    for contact in &all {
        assert!(rows::upsert(&connection, contact).unwrap());
    }
    connection
}

fn search(connection: &Connection, text: &str) -> Vec<i64> {
    let order = Order::read(connection, ContactSort::Updated, false).unwrap();
    find(connection, &query::read(text), &order, None, None).unwrap()
}

#[test]
fn two_letters_in_the_middle_of_names_that_are_not_in_the_order_of_their_ids() {
    let shop = shop();
    for (id, first) in (20..).zip(["黄", "陈", "赵", "王", "林", "李", "张", "刘", "何"]) {
        let name = format!("{first}大明");
        rows::upsert(&shop, &contact(id, &name, "", "+8613800000020")).unwrap();
    }
    let newest_first: Vec<i64> = (20..29).rev().collect();
    assert_eq!(search(&shop, "大 明"), newest_first);
}

#[test]
fn a_number_in_any_spelling() {
    let shop = shop();
    for spelling in [
        "+44 7700 900142",
        "+447700900142",
        "447700900142",
        "0044 7700 900 142",
        "07700 900142",
        "7700900142",
        "+44 (0)7700 900142",
        "(07700) 900-142",
        "900142",
        "0142",
        "٠١٤٢",
        "०१४२",
        "+٤٤ ٧٧٠٠ ٩٠٠١٤٢",
        "77009",
    ] {
        let found = search(&shop, spelling);
        assert_eq!(found[..2.min(found.len())], [7, 1], "{spelling}");
    }
    assert!(search(&shop, "+44 7700 900143").is_empty());
}

#[test]
fn words_in_any_spelling() {
    let shop = shop();
    for (text, expected) in [
        ("nadia", &[1][..]),
        ("NADIA verh", &[1]),
        ("verh nad", &[1]),
        // The name before the email.
        ("verhoeven", &[1, 3]),
        ("elodie", &[3]),
        ("éLO", &[3]),
        ("e\u{301}lo", &[3]),
        ("o'brien", &[3]),
        ("brien", &[3]),
        ("sohne", &[2]),
        ("elodie@ver", &[3]),
        ("lodz", &[]),
        ("Łódź", &[4]),
        ("محم", &[5]),
        ("नादि", &[6]),
        // Names by newest change, then the company.
        ("nad", &[4, 1, 2]),
        ("nobody", &[]),
        ("nadia \"", &[1]),
        ("nadia 0142", &[1]),
        ("harbour 142", &[4]),
        ("- *", &[]),
    ] {
        assert_eq!(search(&shop, text), expected, "{text}");
    }
}

#[test]
fn any_part_of_a_name_after_those_that_begin_so() {
    let shop = shop();
    let mut more = vec![
        contact(11, "Pavel", "Novák", "+420601000011"),
        contact(12, "Avelina", "Costa", "+351910000012"),
        contact(13, "小明", "王", "+8613800000013"),
        contact(14, "さくら", "山田", "+819000000014"),
        contact(15, "민수", "김", "+821000000015"),
        contact(16, "Nguyễn", "Thị Hồng", "+84900000016"),
        contact(17, "", "", "+84900000017"),
    ];
    more[1].email = Some("costa@travelling.example".into());
    more[3].company = Some("株式会社 東京出版".into());
    for contact in &more {
        assert!(rows::upsert(&shop, contact).unwrap());
    }
    for (text, expected) in [
        // The beginning of a name before the middle of one; of those by newest change.
        ("avel", &[12, 11][..]),
        ("AVÉL", &[12, 11]),
        ("ovak", &[11]),
        ("avel ovak", &[11]),
        ("ovak pav", &[11]),
        ("pa ovak", &[11]),
        ("avel ovak nobody", &[]),
        ("ave 0011", &[11]),
        // An email by how its words begin.
        ("travell", &[12]),
        ("ravelling", &[]),
        ("elstreif", &[2]),
        ("éodie", &[]),
        ("lodie", &[3]),
        ("'bri", &[3]),
        ("王", &[13]),
        ("小明", &[13]),
        ("明", &[13]),
        ("王 小明", &[13]),
        ("田", &[14]),
        ("くら", &[14]),
        ("東京出", &[14]),
        ("京出版", &[14]),
        ("수", &[15]),
        ("민수", &[15]),
        ("guyen", &[16]),
        ("GUYỄN", &[16]),
        ("hong", &[16]),
        // Hindi and Arabic, in the middle.
        ("दिया", &[6]),
        ("حمد", &[5]),
        // Two letters of these scripts are beginnings only.
        ("av", &[12]),
        ("\"\" \" OR", &[]),
    ] {
        assert_eq!(search(&shop, text), expected, "{text}");
    }
    let mut pavel = rows::get(&shop, 11).unwrap().unwrap();
    pavel.firstname = "Jan".into();
    assert!(rows::upsert(&shop, &pavel).unwrap());
    assert_eq!(search(&shop, "avel"), [12], "found by what it is now");
    assert!(rows::remove(&shop, 12).unwrap());
    assert!(search(&shop, "avel").is_empty());
}

#[test]
fn one_persons_number_in_both_spellings_of_three_countries() {
    let shop = shop();
    for (id, phone) in [
        (21, "+5511987654321"),
        (22, "+551187654322"),
        (23, "+5215512345678"),
        (24, "+525512345679"),
        (25, "+5491123456789"),
        (26, "+541123456780"),
    ] {
        rows::upsert(&shop, &contact(id, "Ana", "Silva", phone)).unwrap();
    }
    for (text, expected) in [
        ("+55 11 8765-4321", 21),
        ("(11) 8765-4321", 21),
        ("011 8765 4321", 21),
        ("11 98765-4321", 21),
        ("+55 (11) 98765-4322", 22),
        ("11 98765-4322", 22),
        ("+52 55 1234 5678", 23),
        ("0052 55 1234 5678", 23),
        ("55 1234 5678", 23),
        ("+52 1 55 1234 5679", 24),
        ("+54 11 2345-6789", 25),
        ("011 15 2345-6789", 25),
        ("+54 9 11 2345-6780", 26),
        ("+54 (011) 15 2345-6780", 26),
        ("٥٥١١٨٧٦٥٤٣٢١", 21),
    ] {
        assert_eq!(search(&shop, text), [expected], "{text}");
    }
}

#[test]
fn the_number_itself_comes_before_what_holds_it() {
    let shop = shop();
    rows::upsert(&shop, &contact(8, "Short", "Number", "+900142")).unwrap();
    // Exact, then those that end so.
    assert_eq!(search(&shop, "900142"), [8, 7, 1]);
    // Four digits at the end of a number before the same in a note.
    assert_eq!(search(&shop, "142"), [8, 7, 1, 4]);
}

#[test]
fn a_changed_contact_is_found_by_what_it_is_now() {
    let shop = shop();
    let mut nadia = rows::get(&shop, 1).unwrap().unwrap();
    nadia.firstname = "Maria".into();
    nadia.phone = "+447700900999".into();
    assert!(rows::upsert(&shop, &nadia).unwrap());
    assert!(search(&shop, "nadia").is_empty());
    assert_eq!(search(&shop, "maria"), [1]);
    assert_eq!(search(&shop, "0142"), [7]);
    assert_eq!(search(&shop, "0999"), [1]);

    assert!(rows::remove(&shop, 1).unwrap());
    assert!(search(&shop, "maria").is_empty());
    assert!(
        !rows::upsert(&shop, &nadia).unwrap(),
        "a page read before the deletion must not bring it back"
    );
    shop.execute_batch(
        "INSERT INTO contact_words (contact_words, rank) VALUES ('integrity-check', 1);
        INSERT INTO contact_numbers (contact_numbers, rank) VALUES ('integrity-check', 1);
        INSERT INTO contact_parts (contact_parts, rank) VALUES ('integrity-check', 1);",
    )
    .unwrap();
}

#[test]
fn a_page_read_before_a_change_does_not_undo_it() {
    let shop = shop();
    let stale = rows::get(&shop, 1).unwrap().unwrap();
    let mut fresh = stale.clone();
    fresh.city = Some("Ghent".into());
    fresh.updated_at = Some("2026-02-01T00:00:00Z".into());
    assert!(rows::upsert(&shop, &fresh).unwrap());
    assert!(
        !rows::upsert(&shop, &fresh).unwrap(),
        "the same again is no change"
    );
    assert!(!rows::upsert(&shop, &stale).unwrap());
    assert_eq!(
        rows::get(&shop, 1).unwrap().unwrap().city.as_deref(),
        Some("Ghent")
    );
}

#[test]
fn order_by_name_ignores_case_and_accents() {
    let shop = shop();
    let order = Order::read(&shop, ContactSort::Name, false).unwrap();
    assert_eq!(order.ids[..5], [3, 1, 7, 4, 2]);
}

/// A measurement, not a test: `cargo test --release -p desk-core --lib -- --ignored --nocapture search_speed`.
#[test]
#[ignore = "a measurement of 100,000 contacts"]
fn search_speed() {
    const FIRST: [&str; 12] = [
        "Nadia", "Tomas", "Élodie", "Ravi", "Aino", "Kwame", "Mia", "Peter", "Noor", "Lars",
        "Iris", "Chau",
    ];
    const LAST: [&str; 9] = [
        "Verhoeven",
        "Lindqvist",
        "O'Brien",
        "Nadar",
        "Mbeki",
        "Grant",
        "Sato",
        "Nguyen",
        "Smith",
    ];
    let mut shop = Connection::open_in_memory().unwrap();
    shop.execute_batch(&store::ACCOUNT.concat()).unwrap();
    let filling = std::time::Instant::now();
    let transaction = shop.transaction().unwrap();
    for id in 1..=100_000_i64 {
        let n = id as usize;
        let phone = format!("+4477{:08}", (id * 7_919) % 100_000_000);
        let mut contact = contact(
            1,
            FIRST[n % 12],
            &format!("{}{}", LAST[n % 9], n / 97),
            &phone,
        );
        contact.id = id;
        contact.company = Some(format!("Company {}", n % 5_000));
        contact.email = Some(format!("person{n}@example.com"));
        contact.city = Some("Springfield".into());
        rows::upsert(&transaction, &contact).unwrap();
    }
    transaction.commit().unwrap();
    println!("100,000 rows written in {:?}", filling.elapsed());
    let at = std::time::Instant::now();
    let order = Order::read(&shop, ContactSort::Updated, false).unwrap();
    println!("the order read in {:?}", at.elapsed());
    let texts = [
        "n",
        "na",
        "nad",
        "nadia",
        "nadia v",
        "nadia verhoeven12",
        "elo",
        "company 12",
        "person77",
        "spring",
        "0142",
        "900142",
        "+44 77",
        "07700 9",
        "447",
        "o'brien3",
        "example",
        "zzz",
        "avel",
        "indq",
        "adia",
        "erso",
        "com",
        "ada erho",
        "n indq",
        "ringf",
        "明",
        "小明",
    ];
    for text in texts {
        let mut times: Vec<_> = (0..50)
            .map(|_| {
                let at = std::time::Instant::now();
                let found = find(&shop, &query::read(text), &order, None, None)
                    .unwrap()
                    .len();
                (at.elapsed(), found)
            })
            .collect();
        times.sort();
        println!(
            "{text:>20}: {:>6} found, median {:?}, worst {:?}",
            times[0].1, times[25].0, times[49].0
        );
    }
}

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use FieldErrorCode::{NotANumber, NotAPhone, NotAnEmail, NotInList, Required, TooLong};

fn good() -> ContactInput {
    ContactInput {
        firstname: " Nadia ".into(),
        lastname: "Verhoeven".into(),
        phone: "+1 (555) 010-0142".into(),
        r#type: "lead".into(),
        source_id: Some(4),
        status_id: Some(7),
        email: "nadia@example.com".into(),
        groups: vec![12, 13, 12],
        country_id: " 233 ".into(),
        ..ContactInput::default()
    }
}

fn known() -> KnownIds {
    KnownIds {
        sources: [4].into(),
        statuses: [7].into(),
        groups: [12, 13].into(),
    }
}

fn errors(input: &ContactInput, known: &KnownIds, kept_type: Option<&str>) -> Vec<FieldError> {
    check(input, known, kept_type).1
}

fn refused(change: impl FnOnce(&mut ContactInput)) -> Vec<(String, FieldErrorCode, Option<u32>)> {
    let mut input = good();
    change(&mut input);
    errors(&input, &known(), None)
        .into_iter()
        .map(|e| (e.field, e.code, e.limit))
        .collect()
}

#[test]
fn a_good_form_comes_out_clean() {
    let (clean, errors) = check(&good(), &known(), None);
    assert_eq!(errors, []);
    assert_eq!(clean.firstname, "Nadia");
    assert_eq!(clean.phone, "+15550100142");
    assert_eq!(clean.country_id, Some(233));
    assert_eq!(clean.groups, [12, 13]);
    assert_eq!(clean.company, None);
}

#[test]
fn every_rule_on_its_own() {
    type Change = fn(&mut ContactInput);
    let table: &[(&str, Change, FieldErrorCode, Option<u32>)] = &[
        ("firstname", |i| i.firstname = "  ".into(), Required, None),
        (
            "firstname",
            |i| i.firstname = "é".repeat(192),
            TooLong,
            Some(191),
        ),
        ("lastname", |i| i.lastname.clear(), Required, None),
        (
            "lastname",
            |i| i.lastname = "x".repeat(192),
            TooLong,
            Some(191),
        ),
        ("phone", |i| i.phone.clear(), Required, None),
        ("phone", |i| i.phone = "ask her".into(), NotAPhone, None),
        (
            "phone",
            |i| i.phone = "+12345678901234567890".into(),
            TooLong,
            Some(20),
        ),
        ("type", |i| i.r#type.clear(), Required, None),
        ("type", |i| i.r#type = "partner".into(), NotInList, None),
        ("source_id", |i| i.source_id = None, Required, None),
        ("source_id", |i| i.source_id = Some(5), NotInList, None),
        ("status_id", |i| i.status_id = None, Required, None),
        ("status_id", |i| i.status_id = Some(4), NotInList, None),
        ("email", |i| i.email = "nadia".into(), NotAnEmail, None),
        (
            "email",
            |i| i.email = "nadia@example".into(),
            NotAnEmail,
            None,
        ),
        (
            "email",
            |i| i.email = "na dia@example.com".into(),
            NotAnEmail,
            None,
        ),
        (
            "email",
            |i| i.email = "nadia@example..com".into(),
            NotAnEmail,
            None,
        ),
        (
            "email",
            |i| i.email = format!("n@{}.com", "x".repeat(190)),
            TooLong,
            Some(191),
        ),
        (
            "company",
            |i| i.company = "x".repeat(192),
            TooLong,
            Some(191),
        ),
        ("city", |i| i.city = "x".repeat(101), TooLong, Some(100)),
        ("state", |i| i.state = "x".repeat(101), TooLong, Some(100)),
        ("zip", |i| i.zip = "x".repeat(16), TooLong, Some(15)),
        (
            "address",
            |i| i.address = "x".repeat(501),
            TooLong,
            Some(500),
        ),
        (
            "country_id",
            |i| i.country_id = "0".into(),
            NotANumber,
            None,
        ),
        (
            "country_id",
            |i| i.country_id = "-4".into(),
            NotANumber,
            None,
        ),
        (
            "country_id",
            |i| i.country_id = "1.5".into(),
            NotANumber,
            None,
        ),
        (
            "assigned_id",
            |i| i.assigned_id = "Mia".into(),
            NotANumber,
            None,
        ),
        (
            "assigned_id",
            |i| i.assigned_id = "99999999999999999999".into(),
            NotANumber,
            None,
        ),
        ("groups", |i| i.groups = vec![12, 99], NotInList, None),
    ];
    for (field, change, code, limit) in table {
        assert_eq!(
            refused(change),
            [((*field).to_owned(), *code, *limit)],
            "{field}"
        );
    }
}

#[test]
fn the_longest_allowed_values_pass() {
    assert!(
        refused(|i| {
            i.firstname = "é".repeat(191);
            i.lastname = "x".repeat(191);
            i.company = "x".repeat(191);
            i.city = "x".repeat(100);
            i.state = "x".repeat(100);
            i.zip = "x".repeat(15);
            i.address = "x".repeat(500);
            i.phone = "1234567890123456789".into();
        })
        .is_empty()
    );
}

#[test]
fn everything_wrong_is_said_at_once() {
    let errors = errors(&ContactInput::default(), &KnownIds::default(), None);
    let fields: Vec<&str> = errors.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "firstname",
            "lastname",
            "phone",
            "type",
            "source_id",
            "status_id"
        ]
    );
}

#[test]
fn lists_that_are_not_filled_refuse_nothing() {
    assert_eq!(errors(&good(), &KnownIds::default(), None), []);
}

#[test]
fn an_edit_may_keep_a_type_this_program_does_not_know() {
    let input = ContactInput {
        r#type: "partner".into(),
        ..good()
    };
    assert_eq!(errors(&input, &known(), Some("partner")), []);
    assert_eq!(errors(&input, &known(), Some("lead"))[0].code, NotInList);
}

#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use FieldErrorCode::{BadSpaces, MergeField, NotALink, Required, TooLong};

fn slot(field: &str, number: u8, kind: SlotKind) -> Slot {
    Slot {
        field: field.into(),
        number,
        kind,
        before: String::new(),
        after: String::new(),
        sample: None,
    }
}

fn template(body: &str, slots: Vec<Slot>) -> Template {
    Template {
        template_id: "1".into(),
        name: "order_ready".into(),
        language: "en_US".into(),
        category: "UTILITY".into(),
        status: "APPROVED".into(),
        header: HeaderKind::None,
        header_text: None,
        body: body.into(),
        footer: Some("Reply STOP".into()),
        buttons: Vec::new(),
        slots,
        problem: None,
    }
}

fn two() -> Template {
    let slots = vec![
        slot("field_1", 1, SlotKind::Text),
        slot("field_2", 2, SlotKind::Text),
    ];
    template("Hi {{1}}, your order {{2}} is ready. Bye {{1}}!", slots)
}

fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect()
}

fn problems(template: &Template, pairs: &[(&str, &str)]) -> Vec<(String, FieldErrorCode)> {
    fill(template, &values(pairs))
        .problems
        .into_iter()
        .map(|e| (e.field, e.code))
        .collect()
}

#[test]
fn every_place_of_a_slot_is_filled() {
    let filled = fill(
        &two(),
        &values(&[
            ("field_1", " Nadia "),
            ("field_2", "A  1029"),
            ("stranger", "x"),
        ]),
    );
    assert_eq!(
        plain(&filled.rendered.body),
        "Hi Nadia, your order A 1029 is ready. Bye Nadia!"
    );
    assert_eq!(filled.problems, []);
    assert_eq!(
        filled.values,
        values(&[("field_1", "Nadia"), ("field_2", "A 1029")])
    );
    let slots: Vec<_> = filled
        .rendered
        .body
        .iter()
        .map(|p| p.slot.as_deref())
        .collect();
    assert_eq!(
        slots,
        [
            None,
            Some("field_1"),
            None,
            Some("field_2"),
            None,
            Some("field_1"),
            None
        ]
    );
}

#[test]
fn what_stands_in_the_way() {
    let named = |field: &str, code| vec![(field.to_owned(), code)];
    assert_eq!(
        problems(&two(), &[("field_1", "x"), ("field_2", "  ")]),
        named("field_2", Required)
    );
    assert_eq!(
        problems(&two(), &[("field_1", "a\nb"), ("field_2", "x")]),
        named("field_1", BadSpaces)
    );
    assert_eq!(
        problems(&two(), &[("field_1", "a\tb"), ("field_2", "x")]),
        named("field_1", BadSpaces)
    );
    assert_eq!(
        problems(&two(), &[("field_1", "a     b"), ("field_2", "x")]),
        named("field_1", BadSpaces)
    );
    assert_eq!(
        problems(&two(), &[("field_1", "a    b"), ("field_2", "x")]),
        []
    );
    assert_eq!(
        problems(&two(), &[("field_1", "{lead_status}"), ("field_2", "x")]),
        named("field_1", MergeField)
    );
    assert_eq!(
        problems(&two(), &[]),
        [
            ("field_1".to_owned(), Required),
            ("field_2".to_owned(), Required)
        ]
    );
}

#[test]
fn filled_text_has_a_length() {
    let fits = "x".repeat(1024);
    let one = template("{{1}}", vec![slot("field_1", 1, SlotKind::Text)]);
    assert_eq!(problems(&one, &[("field_1", &fits)]), []);
    assert_eq!(
        problems(&one, &[("field_1", &format!("{fits}x"))]),
        [("body".to_owned(), TooLong)]
    );

    let mut header = template("Hello", vec![slot("header_field_1", 0, SlotKind::Text)]);
    header.header = HeaderKind::Text;
    header.header_text = Some("For {{1}}".into());
    let shown = fill(&header, &values(&[("header_field_1", "Nadia")])).rendered;
    assert_eq!(plain(&shown.header_text), "For Nadia");
    assert_eq!(
        problems(&header, &[("header_field_1", &"é".repeat(56))]),
        []
    );
    assert_eq!(
        problems(&header, &[("header_field_1", &"é".repeat(57))]),
        [("header_field_1".to_owned(), TooLong)]
    );
}

#[test]
fn media_needs_a_link() {
    let mut image = template(
        "Look",
        vec![slot("header_image_url", 0, SlotKind::MediaLink)],
    );
    image.header = HeaderKind::Image;
    for good in [
        "https://media.example.com/a.jpg",
        "http://127.0.0.1:4000/a.jpg",
        "http://localhost/a",
        "http://[::1]/a",
    ] {
        assert_eq!(
            problems(&image, &[("header_image_url", good)]),
            [],
            "{good}"
        );
        let shown = fill(&image, &values(&[("header_image_url", good)])).rendered;
        assert_eq!(shown.header_link.as_deref(), Some(good));
    }
    for bad in [
        "http://media.example.com/a.jpg",
        "a.jpg",
        "file:///a.jpg",
        "javascript:alert(1)",
        "https:// a",
        "https://",
    ] {
        assert_eq!(
            problems(&image, &[("header_image_url", bad)]),
            [("header_image_url".to_owned(), NotALink)],
            "{bad}"
        );
    }
    assert_eq!(
        problems(&image, &[]),
        [("header_image_url".to_owned(), Required)]
    );
    assert_eq!(fill(&image, &BTreeMap::new()).rendered.header_link, None);
}

#[test]
fn values_are_finished_text() {
    // A value that looks like a slot is not filled again.
    let filled = fill(&two(), &values(&[("field_1", "{{2}}"), ("field_2", "x")]));
    assert_eq!(
        plain(&filled.rendered.body),
        "Hi {{2}}, your order x is ready. Bye {{2}}!"
    );
}

proptest! {
    #[test]
    fn any_text_and_value_is_shown(body in "\\PC{0,60}", value in "\\PC{0,40}") {
        let template = template(&body, vec![slot("field_1", 1, SlotKind::Text)]);
        let filled = fill(&template, &values(&[("field_1", &value)]));
        prop_assert!(plain(&filled.rendered.body).chars().count() <= 60 * 40 + 60);
        if !body.contains("{{") {
            prop_assert_eq!(plain(&filled.rendered.body), body);
        }
    }
}

#![allow(clippy::unwrap_used, clippy::expect_used)]

use serde_json::{Value, json};

use super::*;

/// The sample of the contract, section 21.1, with changes.
fn wire(changes: Value) -> wacr_api::Template {
    let mut sample = json!({
        "id": 88,
        "template_id": "1184402973355512",
        "template_name": "order_ready",
        "name": "order_ready",
        "language": "en_US",
        "category": "UTILITY",
        "status": "APPROVED",
        "header_data_format": "IMAGE",
        "header_data_text": null,
        "header_params_count": 0,
        "header_file_url": "https://media.example.com/sample/order_ready.jpg",
        "header_variable_value": "[\"https://media.example.com/sample/order_ready.jpg\"]",
        "body_data": "Hi {{1}}, your order {{2}} is ready for collection.",
        "body_params_count": 2,
        "body_variable_value": "[[\"Nadia\",\"A-1029\"]]",
        "footer_data": "Reply STOP to opt out",
        "footer_params_count": 0,
        "buttons_data": "[{\"type\":\"QUICK_REPLY\",\"text\":\"On my way\"}]",
        "components": [],
    });
    sample
        .as_object_mut()
        .unwrap()
        .extend(changes.as_object().unwrap().clone());
    serde_json::from_value(sample).unwrap()
}

fn problem_of(changes: Value) -> Option<TemplateProblem> {
    parse(&wire(changes)).problem
}

#[test]
fn the_sample_of_the_contract() {
    let template = parse(&wire(json!({})));
    assert_eq!(template.problem, None);
    assert_eq!(template.header, HeaderKind::Image);
    assert_eq!(template.footer.as_deref(), Some("Reply STOP to opt out"));
    assert_eq!(
        template.buttons,
        [TemplateButton {
            kind: "QUICK_REPLY".into(),
            text: "On my way".into()
        }]
    );
    let slots: Vec<_> = template
        .slots
        .iter()
        .map(|s| {
            (
                s.field.as_str(),
                s.number,
                s.kind,
                s.before.as_str(),
                s.after.as_str(),
                s.sample.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        slots,
        [
            (
                "header_image_url",
                0,
                SlotKind::MediaLink,
                "",
                "",
                Some("https://media.example.com/sample/order_ready.jpg")
            ),
            (
                "field_1",
                1,
                SlotKind::Text,
                "Hi",
                ", your order",
                Some("Nadia")
            ),
            (
                "field_2",
                2,
                SlotKind::Text,
                ", your order",
                "is ready for collection.",
                Some("A-1029")
            ),
        ]
    );
}

#[test]
fn headers() {
    for (format, text, kind, field) in [
        (json!(null), json!(null), HeaderKind::None, None),
        (json!("NONE"), json!(null), HeaderKind::None, None),
        (json!("text"), json!("Hello"), HeaderKind::Text, None),
        (
            json!("VIDEO"),
            json!(null),
            HeaderKind::Video,
            Some("header_video_url"),
        ),
        (
            json!("DOCUMENT"),
            json!(null),
            HeaderKind::Document,
            Some("header_document_url"),
        ),
    ] {
        let template = parse(&wire(
            json!({ "header_data_format": format, "header_data_text": text }),
        ));
        assert_eq!(template.header, kind);
        assert_eq!(template.problem, None, "{kind:?}");
        let header = template
            .slots
            .iter()
            .find(|slot| slot.number == 0)
            .map(|slot| slot.field.as_str());
        assert_eq!(header, field);
    }
    let text = parse(&wire(json!({
        "header_data_format": "TEXT", "header_data_text": "For {{1}} only", "header_params_count": 1,
        "header_variable_value": "[\"Nadia\"]"
    })));
    assert_eq!(text.problem, None);
    let slot = &text.slots[0];
    assert_eq!(
        (
            slot.field.as_str(),
            slot.before.as_str(),
            slot.after.as_str()
        ),
        ("header_field_1", "For", "only")
    );
    assert_eq!(slot.sample.as_deref(), Some("Nadia"));
}

#[test]
fn what_cannot_be_sent_and_why() {
    use TemplateProblem::*;
    let body = |text: &str, count: u32| json!({ "body_data": text, "body_params_count": count });
    let eleven: String = (1..=11).map(|n| format!("a {{{{{n}}}}} ")).collect();
    let buttons = |value: Value| json!({ "buttons_data": value.to_string() });
    let table = [
        (json!({ "status": "PENDING" }), Pending),
        (json!({ "status": "IN_APPEAL" }), Pending),
        (json!({ "status": "rejected" }), Rejected),
        (json!({ "status": "PAUSED" }), Paused),
        (json!({ "status": "DISABLED" }), Disabled),
        (json!({ "status": "ARCHIVED" }), NotApproved),
        (json!({ "status": "" }), NotApproved),
        (json!({ "category": "AUTHENTICATION" }), Authentication),
        (json!({ "header_data_format": "LOCATION" }), LocationHeader),
        (json!({ "header_data_format": "GIF" }), UnknownHeader),
        (
            json!({ "body_data": null, "body_params_count": 0 }),
            Carousel,
        ),
        (json!({ "buttons_data": "[{" }), Carousel),
        (body("Hi {{first_name}}, come!", 1), NamedSlots),
        (body(&eleven, 11), TooManySlots),
        (body("Hi {{1}} and {{11}}", 2), TooManySlots),
        // Repeated, left out, or counted otherwise by the server: nobody knows which value goes where.
        (body("Hi {{1}}, bye {{1}}!", 2), SlotCountDiffers),
        (body("Hi {{2}}!", 1), SlotCountDiffers),
        (body("Hi {{1}}!", 2), SlotCountDiffers),
        (
            json!({ "header_data_format": "TEXT", "header_data_text": "For {{1}}", "header_params_count": 0 }),
            SlotCountDiffers,
        ),
        (
            buttons(json!([{ "type": "COPY_CODE", "text": "Copy" }])),
            CopyCode,
        ),
        (
            buttons(json!([{ "type": "OTP", "text": "Copy" }])),
            Authentication,
        ),
        (
            buttons(
                json!([{ "type": "URL", "text": "Track", "url": "https://shop.example.com/o/{{1}}" }]),
            ),
            ButtonVariable,
        ),
    ];
    for (changes, problem) in table {
        assert_eq!(problem_of(changes.clone()), Some(problem), "{changes}");
    }
}

#[test]
fn what_can_be_sent() {
    let buttons = json!([
        { "type": "PHONE_NUMBER", "text": "Call", "phone_number": "+1555" },
        { "type": "URL", "text": "Shop", "url": "https://shop.example.com" },
        { "type": "FLOW", "text": "Book", "flow_id": "7" },
    ]);
    for changes in [
        json!({ "buttons_data": null }),
        json!({ "buttons_data": buttons.to_string() }),
        json!({ "body_data": "No slots at all.", "body_params_count": 0 }),
        json!({ "body_data": "{{2}} then {{1}}", "body_params_count": 2 }),
        json!({ "category": "MARKETING", "footer_data": null }),
    ] {
        assert_eq!(problem_of(changes.clone()), None, "{changes}");
    }
}

#![allow(clippy::unwrap_used, clippy::expect_used)]

use serde_json::json;

use super::*;
use crate::{
    outbox::Piece,
    templates::{HeaderKind, TemplateButton},
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn rendered() -> Rendered {
    let words = |text: &str| Piece {
        text: text.into(),
        slot: None,
    };
    Rendered {
        header: HeaderKind::Text,
        header_text: vec![words("Books & more")],
        header_link: None,
        body: vec![
            words("Hi "),
            words("Nadia"),
            words(",\nyour order is <ready>."),
        ],
        footer: Some("Reply STOP".into()),
        buttons: vec![TemplateButton {
            kind: "QUICK_REPLY".into(),
            text: "On my way".into(),
        }],
    }
}

fn wanted() -> Wanted {
    Wanted::new(
        501,
        "+15550100142",
        rendered(),
        at("2026-03-02T10:00:00Z"),
        at("2026-03-02T10:00:30Z"),
    )
}

const STORED: &str = "<p><strong>Books &amp; more</strong></p><p>Hi Nadia,<br>your order is &lt;ready&gt;.</p><p><small>Reply STOP</small></p>";

fn row(id: i64, sent_at: &str, text: &str) -> Message {
    serde_json::from_value(json!({
        "id": id, "interaction_id": 377, "sender_id": "15550100999", "type": "text", "message": text,
        "status": "sent", "sent_at": sent_at
    }))
    .unwrap()
}

#[test]
fn the_same_text_in_every_dress() {
    for stored in [
        STORED,
        "Hi Nadia, your order is <ready>.",
        "Hi Nadia,\nyour order is &lt;ready&gt;.\n\nReply STOP",
        "Books &#38; more\nHi Nadia,&nbsp;your order is &#x3c;ready&gt;.",
        "<p>Books &amp; more</p>Hi Nadia, your order is &lt;ready>.<p>Reply STOP</p><button>On my way</button>",
    ] {
        assert!(same_text(&rendered(), stored), "{stored}");
    }
    for other in [
        "",
        "Hi Nadia",
        "Hi Tomas, your order is <ready>.",
        "x Hi Nadia, your order is <ready>.",
        "Books & more",
    ] {
        assert!(!same_text(&rendered(), other), "{other}");
    }
}

#[test]
fn found_by_text_and_time() {
    let found = Seen::Found {
        message: 9,
        chat: Some(377),
        at: at("2026-03-02T10:00:01Z"),
    };
    assert_eq!(
        wanted().read(&[row(9, "2026-03-02T10:00:01Z", STORED)]),
        found
    );
    // Clocks differ by up to two minutes.
    for (time, meets) in [
        ("2026-03-02T09:57:59Z", false),
        ("2026-03-02T09:58:00Z", true),
        ("2026-03-02T10:02:30Z", true),
        ("2026-03-02T10:02:31Z", false),
    ] {
        let seen = wanted().read(&[row(9, time, STORED)]);
        assert_eq!(matches!(seen, Seen::Found { .. }), meets, "{time}");
    }
}

#[test]
fn not_what_the_person_wrote_nor_what_went_to_somebody_else() {
    let mut incoming = row(9, "2026-03-02T10:00:01Z", STORED);
    incoming.sender_id = Some("15550100142".into());
    assert_eq!(wanted().read(&[incoming]), Seen::Further);

    let mut taken = wanted();
    taken.taken.insert(9);
    assert_eq!(
        taken.read(&[row(9, "2026-03-02T10:00:01Z", STORED)]),
        Seen::Further
    );

    let mut other = wanted();
    other.chats.insert(377, 502);
    assert_eq!(
        other.read(&[row(9, "2026-03-02T10:00:01Z", STORED)]),
        Seen::Further
    );
}

#[test]
fn a_conversation_of_nobody_known_proves_only_what_can_be_nobody_elses() {
    let two = [
        row(9, "2026-03-02T10:00:01Z", STORED),
        row(8, "2026-03-02T10:00:00Z", STORED),
    ];
    assert_eq!(wanted().read(&two), Seen::Further);

    let mut rival = wanted();
    rival.rival = true;
    assert_eq!(rival.read(&two[..1]), Seen::Further);

    // The person's own conversation settles it, known from a send or from what they wrote.
    let mut known = wanted();
    known.rival = true;
    known.chats.insert(377, 501);
    assert!(matches!(known.read(&two), Seen::Found { message: 9, .. }));
    let mut wrote = row(10, "2026-03-02T10:01:00Z", "Thanks");
    wrote.sender_id = Some("15550100142".into());
    let mut rival = wanted();
    rival.rival = true;
    assert!(matches!(
        rival.read(&[wrote, two[0].clone()]),
        Seen::Found { message: 9, .. }
    ));
}

#[test]
fn a_message_of_another_send_to_the_same_person_proves_nothing() {
    let two = [
        row(9, "2026-03-02T10:00:01Z", STORED),
        row(8, "2026-03-02T10:00:00Z", STORED),
    ];
    let mut twin = wanted();
    twin.spoken_for = 1;
    assert_eq!(twin.read(&two[..1]), Seen::Further);
    twin.chats.insert(377, 501);
    assert_eq!(twin.read(&two[..1]), Seen::Further);
    assert!(matches!(twin.read(&two), Seen::Found { .. }));
}

#[test]
fn what_was_stored_long_after_the_call_is_another_message() {
    // Found in flight at the next start, two days later.
    let called = at("2026-03-02T10:00:00Z");
    let mut wanted = Wanted::new(
        501,
        "+15550100142",
        rendered(),
        called,
        at("2026-03-04T08:00:00Z"),
    );
    let meets = |wanted: &mut Wanted, time| {
        matches!(wanted.read(&[row(9, time, STORED)]), Seen::Found { .. })
    };
    assert!(meets(&mut wanted, "2026-03-02T10:09:00Z"));
    assert!(!meets(&mut wanted, "2026-03-03T10:00:00Z"));
}

#[test]
fn the_servers_clock_counts() {
    let hour = SignedDuration::from_hours(1);
    for (ahead, time) in [
        (hour, "2026-03-02T09:00:05Z"),
        (-hour, "2026-03-02T11:00:05Z"),
    ] {
        let mut wanted = wanted();
        let stored = [row(9, time, STORED)];
        assert!(
            !matches!(wanted.read(&stored), Seen::Found { .. }),
            "{time}"
        );
        wanted.clock_ahead(ahead);
        assert!(matches!(wanted.read(&stored), Seen::Found { .. }), "{time}");
    }
}

#[test]
fn looks_back_no_further_than_it_must() {
    let newer = row(20, "2026-03-02T11:00:00Z", "Something else");
    let older = row(5, "2026-03-02T09:00:00Z", "Something old");
    assert_eq!(wanted().read(std::slice::from_ref(&newer)), Seen::Further);
    assert_eq!(wanted().read(&[newer, older]), Seen::Past);
    assert_eq!(wanted().read(&[]), Seen::Past);
}

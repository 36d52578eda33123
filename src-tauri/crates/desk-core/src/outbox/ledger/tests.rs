#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::{outbox::RefusalClass, templates::HeaderKind};

fn ledger() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection
        .execute_batch(&crate::store::ACCOUNT.concat())
        .unwrap();
    connection
}

fn planned(key: &str) -> Planned {
    Planned {
        key: key.into(),
        contact: 501,
        phone: "+15550100142".into(),
        template_id: "88".into(),
        template: "order_ready".into(),
        language: "en_US".into(),
        values: BTreeMap::new(),
        rendered: Rendered {
            header: HeaderKind::None,
            header_text: Vec::new(),
            header_link: None,
            body: Vec::new(),
            footer: None,
            buttons: Vec::new(),
        },
        is_test: false,
    }
}

fn refusal() -> Refusal {
    Refusal {
        key: "wa_131026".into(),
        class: RefusalClass::Person,
        detail: None,
        fields: Vec::new(),
    }
}

fn state(connection: &Connection, id: i64) -> SendState {
    get(connection, id).unwrap().unwrap().state
}

#[test]
fn a_key_is_planned_once_and_called_once() {
    let c = ledger();
    let id = plan(&c, &planned("a")).unwrap().unwrap();
    assert_eq!(plan(&c, &planned("a")).unwrap(), None);
    assert_eq!(state(&c, id), SendState::Planned);
    assert!(call(&c, id).unwrap());
    assert!(!call(&c, id).unwrap());
    assert_eq!(state(&c, id), SendState::InFlight);
    assert_eq!(of_key(&c, "a").unwrap().unwrap().id, id);
}

#[test]
fn outcomes() {
    let c = ledger();
    let accepted = |server_message| Outcome::Accepted {
        message_id: Some("wamid.1".into()),
        chat_id: Some(377),
        server_message,
        request_id: Some("r1".into()),
    };
    let refused = Outcome::Refused {
        refusal: refusal(),
        request_id: None,
    };
    for (key, outcome, end, delivery) in [
        (
            "a",
            accepted(None),
            SendState::Accepted,
            Some(Delivery::NotReported),
        ),
        (
            "b",
            accepted(Some(9)),
            SendState::Accepted,
            Some(Delivery::Sent),
        ),
        ("c", refused, SendState::Refused, None),
        (
            "d",
            Outcome::Unknown { request_id: None },
            SendState::Unknown,
            None,
        ),
    ] {
        let id = plan(&c, &planned(key)).unwrap().unwrap();
        call(&c, id).unwrap();
        settle(&c, id, &outcome).unwrap();
        let row = get(&c, id).unwrap().unwrap();
        assert_eq!((row.state, row.delivery), (end, delivery));
        assert!(row.settled_at.is_some());
        assert_eq!(row.refusal.is_some(), end == SendState::Refused);
        // What is settled stays so.
        settle(&c, id, &accepted(None)).unwrap();
        assert_eq!(state(&c, id), end);
    }
    assert_eq!(server_messages(&c).unwrap(), [9]);
    assert_eq!(chats(&c).unwrap(), [(377, 501)].into());
    assert_eq!(of_contact(&c, 501).unwrap().len(), 4);
    assert_eq!(
        unknown_before(&c, 501, "88").unwrap().unwrap().state,
        SendState::Unknown
    );
    assert_eq!(unknown_before(&c, 502, "88").unwrap(), None);
}

#[test]
fn after_a_crash_a_call_under_way_is_unknown_and_one_never_made_is_not() {
    let c = ledger();
    let never = plan(&c, &planned("a")).unwrap().unwrap();
    let under_way = plan(&c, &planned("b")).unwrap().unwrap();
    call(&c, under_way).unwrap();
    assert_eq!(mark_interrupted(&c).unwrap(), 2);
    assert_eq!(state(&c, never), SendState::Cancelled);
    assert_eq!(state(&c, under_way), SendState::Unknown);
    assert_eq!(mark_interrupted(&c).unwrap(), 0);
}

#[test]
fn only_an_unknown_row_takes_findings() {
    let c = ledger();
    let finding = |step, evidence| Finding {
        step,
        evidence,
        refusal: None,
        chat_id: Some(377),
        server_message: Some(9),
    };
    let not_found = || Evidence::NotFound {
        asked_at: time::now(),
    };
    let id = plan(&c, &planned("a")).unwrap().unwrap();
    assert!(!find(&c, id, &finding(None, not_found())).unwrap());
    call(&c, id).unwrap();
    settle(&c, id, &Outcome::Unknown { request_id: None }).unwrap();

    assert!(
        find(
            &c,
            id,
            &Finding {
                server_message: None,
                ..finding(None, not_found())
            }
        )
        .unwrap()
    );
    assert_eq!(state(&c, id), SendState::Unknown);
    let found = Evidence::FoundOnServer {
        message: 9,
        sent_at: time::now(),
    };
    assert!(find(&c, id, &finding(Some(Step::Find), found)).unwrap());
    let row = get(&c, id).unwrap().unwrap();
    assert_eq!(
        (row.state, row.delivery, row.evidence.len()),
        (SendState::Accepted, Some(Delivery::NotReported), 2)
    );
    assert_eq!(server_messages(&c).unwrap(), [9]);
    assert!(!find(&c, id, &finding(Some(Step::PersonSaysNotSent), not_found())).unwrap());
    assert_eq!(state(&c, id), SendState::Accepted);
}

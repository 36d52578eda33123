use super::*;
use crate::NetworkFault;

const SHOP: &str = "15550100999";

fn row(id: i64, conversation: i64, sender: &str) -> Message {
    serde_json::from_value(serde_json::json!({
        "id": id, "interaction_id": conversation, "sender_id": sender, "message_id": format!("wamid.{id}")
    }))
    .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_number_however_it_is_written() {
    for text in [
        "15550100999",
        "+15550100999",
        " +1 (555) 010-0999 ",
        "1.555.010.0999",
    ] {
        assert_eq!(own(text).as_deref(), Some(SHOP), "{text:?}");
    }
    assert_eq!(own("US.15550100999x").as_deref(), Some("US.15550100999x"));
    assert_eq!(own(" "), None);
    assert_eq!(own("+"), None);
}

#[test]
fn the_business_is_the_one_in_several_conversations() {
    let (anna, ben) = ("15550100142", "15550100143");
    for (rows, expected) in [
        (
            vec![row(1, 7, anna), row(2, 7, SHOP), row(3, 8, SHOP)],
            Some(SHOP),
        ),
        // Written in two ways, and many rows of a customer.
        (
            vec![
                row(1, 7, anna),
                row(2, 7, anna),
                row(3, 7, "+15550100999"),
                row(4, 8, SHOP),
            ],
            Some(SHOP),
        ),
        // One conversation: either could be the business.
        (vec![row(1, 7, anna), row(2, 7, SHOP)], None),
        // Two senders in several: nobody can tell.
        (
            vec![
                row(1, 7, anna),
                row(2, 8, anna),
                row(3, 7, SHOP),
                row(4, 8, SHOP),
            ],
            None,
        ),
        (vec![row(1, 7, anna), row(2, 8, ben)], None),
        (vec![row(1, 7, ""), row(2, 8, "")], None),
        (vec![], None),
    ] {
        assert_eq!(business_number(&rows).as_deref(), expected, "{rows:?}");
    }
}

#[test]
fn the_sender_of_an_own_send() {
    let rows = [row(1, 7, "15550100142"), row(2, 7, SHOP)];
    let receipt = |stored, id: Option<&str>| SendReceipt {
        chat_message_id: stored,
        message_id: id.map(str::to_owned),
        ..SendReceipt::default()
    };
    assert_eq!(
        sender_of(&receipt(Some(2), None), &rows).as_deref(),
        Some(SHOP)
    );
    assert_eq!(
        sender_of(&receipt(None, Some("wamid.2")), &rows).as_deref(),
        Some(SHOP)
    );
    assert_eq!(sender_of(&receipt(None, None), &rows), None);
    let mut unnamed = rows;
    unnamed[1].message_id = None;
    assert_eq!(
        sender_of(&receipt(None, None), &unnamed),
        None,
        "none is not none"
    );
}

#[test]
fn the_direction_of_a_row() {
    assert_eq!(
        row(1, 7, SHOP).direction("+15550100999"),
        Direction::Outbound
    );
    assert_eq!(row(1, 7, "15550100142").direction(SHOP), Direction::Inbound);
    assert_eq!(row(1, 7, "").direction(""), Direction::Inbound);
    assert_eq!(row(1, 7, "hidden").direction(SHOP), Direction::Inbound);
}

#[test]
fn a_filter_that_is_passed_over_shows() {
    use Direction::{Inbound, Outbound};
    let anna = "15550100142";
    for (rows, asked, number, mixed) in [
        (
            vec![row(1, 7, anna), row(2, 8, "15550100143")],
            Inbound,
            None,
            false,
        ),
        (
            vec![row(1, 7, anna), row(2, 8, "15550100143")],
            Outbound,
            None,
            true,
        ),
        (vec![row(1, 7, anna), row(2, 7, SHOP)], Inbound, None, true),
        (
            vec![row(1, 7, SHOP), row(2, 8, SHOP)],
            Outbound,
            None,
            false,
        ),
        (vec![row(1, 7, SHOP)], Inbound, Some(SHOP), true),
        (vec![row(1, 7, SHOP)], Outbound, Some(SHOP), false),
        (vec![row(1, 7, anna)], Outbound, Some(SHOP), true),
        (vec![], Outbound, Some(SHOP), false),
    ] {
        assert_eq!(
            is_mixed(&rows, asked, number),
            mixed,
            "{rows:?} {asked:?} {number:?}"
        );
    }
}

#[test]
fn what_a_failed_try_of_the_filter_means() {
    let error = |kind, status| {
        let mut error = ApiError::new(kind, "");
        error.status = status;
        error
    };
    for (error, expected) in [
        (error(ErrorKind::Server, Some(500)), Trial::Refused),
        (error(ErrorKind::Invalid, Some(422)), Trial::Refused),
        (error(ErrorKind::Server, Some(503)), Trial::Passing),
        (error(ErrorKind::RateLimited, Some(429)), Trial::Passing),
        (
            error(ErrorKind::NetworkAfterSend(NetworkFault::Closed), None),
            Trial::Passing,
        ),
        (error(ErrorKind::TokenInvalid, Some(401)), Trial::Final),
        (error(ErrorKind::Scope(None), Some(403)), Trial::Final),
    ] {
        assert_eq!(trial(&error), expected, "{error}");
    }
}

//! Who is selected, by commands.

use desk_core::{
    contacts::{ContactQuery, WindowRequest},
    error::ErrorCode,
    events::AppEvent,
    selection::{Picked, SelectedWithin, SelectionChange, SelectionOp, SelectionPart},
};

use crate::{
    common::{House, connected, shop},
    jobs::support::{change, mirror, other, select, select_all, truth},
};

fn window(snapshot: &str, offset: u32, limit: u32) -> WindowRequest {
    WindowRequest {
        snapshot: snapshot.into(),
        offset,
        limit,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_minus_some_survives_a_search_a_deletion_and_a_restart() {
    let house = House::new();
    let sandbox = shop(300).await;
    let (desk, id) = connected(&house, &sandbox).await;
    assert_eq!(desk.selection_get(&id).await.unwrap().total, 0);
    let (list, all) = select_all(&desk, &id).await;
    assert_eq!((all.total, all.left_out), (300, 0));
    let told = AppEvent::SelectionChanged {
        account: id.clone(),
    };
    assert!(house.events.lock().unwrap().contains(&told));

    // Three by hand.
    let rows = desk
        .contacts_window(&id, window(&list, 10, 3))
        .await
        .unwrap();
    let three: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let minus = select(&desk, &id, SelectionOp::Toggle, &three).await;
    assert_eq!((minus.total, minus.left_out), (297, 3));
    let shown = desk
        .selection_window(&id, window(&list, 8, 10))
        .await
        .unwrap();
    assert_eq!(shown.len(), 7);
    assert!(shown.iter().all(|id| !three.contains(id)));
    let within = |selected, total| SelectedWithin { selected, total };
    assert_eq!(
        desk.selection_within(&id, list.clone()).await.unwrap(),
        within(297, 300)
    );
    let part = desk
        .selection_list(&id, SelectionPart::LeftOut)
        .await
        .unwrap();
    assert_eq!(part.total, 3);
    let names: Vec<String> = desk
        .contacts_window(&id, window(&part.id, 0, 10))
        .await
        .unwrap()
        .iter()
        .map(|row| row.firstname.to_lowercase())
        .collect();
    assert!(names.is_sorted(), "{names:?}");
    let part = desk
        .selection_list(&id, SelectionPart::Selected)
        .await
        .unwrap();
    assert_eq!(part.total, 297);

    // Another search does not touch it.
    let query = ContactQuery {
        text: "a".into(),
        ..ContactQuery::default()
    };
    let found = desk.contacts_search(&id, query).await.unwrap();
    let part = desk.selection_within(&id, found.id.clone()).await.unwrap();
    assert!(part.total > 5 && part.total < 300 && part.selected + 3 >= part.total);

    // A range, both ends included, from either end.
    let range = Picked::Range {
        snapshot: list.clone(),
        first: 99,
        last: 90,
    };
    let less = change(&desk, &id, SelectionOp::Remove, range.clone()).await;
    assert_eq!((less.total, less.left_out), (287, 13));
    let beyond = Picked::Range {
        snapshot: list.clone(),
        first: 298,
        last: 9_000,
    };
    assert_eq!(
        change(&desk, &id, SelectionOp::Remove, beyond).await.total,
        285
    );

    // One of them is deleted here.
    let gone = rows[0].id;
    desk.contacts_delete(&id, gone).await.unwrap();
    let left = desk.selection_get(&id).await.unwrap();
    assert_eq!((left.total, left.left_out), (285, 14));
    let another = desk
        .contacts_window(&id, window(&list, 0, 1))
        .await
        .unwrap()[0]
        .id;
    desk.contacts_delete(&id, another).await.unwrap();
    let left = desk.selection_get(&id).await.unwrap();
    assert_eq!((left.total, left.left_out), (284, 14));
    // The list on screen is older: who is gone is not selected by it.
    let back = change(&desk, &id, SelectionOp::Add, Picked::All { snapshot: list }).await;
    assert_eq!((back.total, back.left_out), (298, 0));
    let minus = select(&desk, &id, SelectionOp::Remove, &three).await;
    assert_eq!((minus.total, minus.left_out), (296, 2));

    desk.shutdown().await;
    let desk = house.open().await;
    let kept = desk.selection_get(&id).await.unwrap();
    assert_eq!((kept.total, kept.left_out), (296, 2));
    assert!(kept.revision >= minus.revision);
    assert_eq!(desk.selection_clear(&id).await.unwrap().total, 0);
    desk.shutdown().await;
    let desk = house.open().await;
    assert_eq!(desk.selection_get(&id).await.unwrap().total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_selected_is_refused() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let (list, _) = select_all(&desk, &id).await;
    // Of no contact.
    let nobody = select(&desk, &id, SelectionOp::Set, &[999_999_999, -4]).await;
    assert_eq!(nobody.total, 0);
    for (op, picked, code) in [
        (
            SelectionOp::Add,
            Picked::All {
                snapshot: "gone".into(),
            },
            ErrorCode::SnapshotGone,
        ),
        (
            SelectionOp::Toggle,
            Picked::All { snapshot: list },
            ErrorCode::Invalid,
        ),
    ] {
        let change = SelectionChange { op, picked };
        let refused = desk.selection_change(&id, change).await.unwrap_err();
        assert_eq!(refused.code, code);
    }
    let gone = desk.selection_within(&id, "gone".into()).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::SnapshotGone);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_has_none_some_or_all_of_them() {
    let house = House::new();
    let sandbox = shop(400).await;
    let people: Vec<i64> = truth(&sandbox).await.into_keys().collect();
    // 13: all; 14: the first ten; 15: none.
    let client = other(&sandbox);
    for chunk in people.chunks(100) {
        client.add_contacts_to_group(13, chunk).await.unwrap();
        client.remove_contacts_from_group(14, chunk).await.unwrap();
        client.remove_contacts_from_group(15, chunk).await.unwrap();
    }
    client
        .add_contacts_to_group(14, &people[..10])
        .await
        .unwrap();
    let (desk, id) = connected(&house, &sandbox).await;
    for count in [400, 50] {
        select(&desk, &id, SelectionOp::Set, &people[..count]).await;
        let shares = desk.selection_groups(&id, None).await.unwrap();
        let of = |group: i64| {
            shares
                .iter()
                .find(|one| one.group == group)
                .unwrap()
                .members
        };
        assert_eq!((of(13), of(14), of(15)), (count as u32, 10, 0));
        assert_eq!(shares.len(), desk.groups_list(&id).await.unwrap().len());
    }
    let mine = mirror(&desk, &id).await[&people[3]].groups.clone();
    let shares = desk.selection_groups(&id, Some(people[3])).await.unwrap();
    for share in shares {
        assert_eq!(share.members == 1, mine.contains(&share.group));
    }
}

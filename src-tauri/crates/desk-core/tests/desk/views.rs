//! Filters and saved views: against a real server over a socket, and over a restart.

use crate::common::{House, connected, form, shop};
use desk_core::{
    Desk,
    accounts::AccountId,
    contacts::{
        CompareRequest, Condition, ContactFilter, ContactInput, ContactQuery, ContactSort,
        CountsRequest, FilterField, FilterTest, FilterValue, FindRequest, ListChange,
        WindowRequest,
    },
    error::{ErrorCode, FieldErrorCode},
    events::AppEvent,
    preferences::{Density, Preferences},
    views::{ContactColumn, RememberRequest, View, ViewColumn, ViewLayout, ViewQuery},
};

fn of_group(id: i64) -> ContactFilter {
    ContactFilter {
        all: vec![vec![Condition {
            not: false,
            test: FilterTest::Group {
                values: vec![Some(id)],
            },
        }]],
    }
}

fn new_view(name: &str, query: ViewQuery) -> View {
    View {
        id: 0,
        position: 0,
        name: name.into(),
        query,
        present: None,
    }
}

async fn names(desk: &Desk, id: &AccountId, query: ContactQuery) -> Vec<String> {
    let snapshot = desk.contacts_search(id, query).await.unwrap();
    let request = WindowRequest {
        snapshot: snapshot.id,
        offset: 0,
        limit: 500,
    };
    let rows = desk.contacts_window(id, request).await.unwrap();
    assert_eq!(rows.len(), snapshot.total as usize);
    rows.into_iter().map(|row| row.firstname).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_of_a_group_follows_the_group_and_outlives_the_program() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let group = desk.groups_create(&id, "Night owls".into()).await.unwrap();
    for (name, phone) in [("Zora", "+44 7700 904 711"), ("Abel", "+44 7700 904 712")] {
        let input = ContactInput {
            firstname: name.into(),
            groups: vec![group.id],
            ..form(&desk, &id, phone).await
        };
        desk.contacts_create(&id, input).await.unwrap();
    }
    let typed = desk
        .contacts_read_filter(&id, "group:\"night owls\" -has:email".into())
        .await
        .unwrap();
    assert_eq!(typed.errors, []);
    let line = desk
        .contacts_write_filter(&id, typed.filter.clone(), "iris".into())
        .await
        .unwrap();
    assert_eq!(line, "group:\"Night owls\" -has:email iris");

    let query = ViewQuery {
        filter: typed.filter.clone(),
        sort: ContactSort::Name,
        ..ViewQuery::default()
    };
    let view = desk
        .views_put(&id, new_view("  Owls   by name ", query.clone()))
        .await
        .unwrap();
    assert_eq!(view.name, "Owls by name");
    assert!(
        house
            .events
            .lock()
            .unwrap()
            .contains(&AppEvent::ViewsChanged {
                account: id.clone()
            })
    );
    let count = desk.views_counts(&id).await.unwrap()[0].count;
    assert_eq!(count, 2);
    let ask = ContactQuery {
        filter: typed.filter,
        sort: ContactSort::Name,
        ..ContactQuery::default()
    };
    assert_eq!(names(&desk, &id, ask.clone()).await, ["Abel", "Zora"]);
    let backwards = ContactQuery {
        reverse: true,
        ..ask.clone()
    };
    assert_eq!(names(&desk, &id, backwards).await, ["Zora", "Abel"]);
    let counts = desk
        .contacts_counts(
            &id,
            CountsRequest {
                text: "zora".into(),
                filter: ContactFilter::default(),
                field: FilterField::Group,
            },
        )
        .await
        .unwrap();
    assert_eq!(counts.total, 1);
    assert_eq!(counts.values[0].value, FilterValue::Id(group.id));

    // Another person in it: the count follows, a list on screen does not.
    let snapshot = desk.contacts_search(&id, ask.clone()).await.unwrap();
    let before = snapshot.id.clone();
    let input = ContactInput {
        firstname: "Mona".into(),
        groups: vec![group.id],
        ..form(&desk, &id, "+44 7700 904 713").await
    };
    desk.contacts_create(&id, input).await.unwrap();
    assert_eq!(desk.views_counts(&id).await.unwrap()[0].count, 3);
    let request = WindowRequest {
        snapshot: snapshot.id,
        offset: 0,
        limit: 500,
    };
    assert_eq!(desk.contacts_window(&id, request).await.unwrap().len(), 2);

    // A newer list says what it would change, and where a name stands in it.
    let after = desk.contacts_search(&id, ask.clone()).await.unwrap().id;
    let lists = CompareRequest {
        before,
        after: after.clone(),
    };
    let change = desk.contacts_compare(&id, lists).await.unwrap();
    let come = ListChange {
        new: 1,
        ..ListChange::default()
    };
    assert_eq!(change, come);
    let find = async |snapshot: &str, text: &str, from| {
        let request = FindRequest {
            snapshot: snapshot.into(),
            text: text.into(),
            from,
        };
        desk.contacts_find(&id, request).await
    };
    assert_eq!(find(&after, "mon", 0).await.unwrap(), Some(1));
    assert_eq!(find(&after, "ABE", 2).await.unwrap(), Some(0));
    assert_eq!(find(&after, "nobody", 0).await.unwrap(), None);
    let gone = find("a list that was forgotten", "a", 0).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::SnapshotGone);

    let present = ViewQuery {
        reverse: true,
        layout: ViewLayout {
            columns: vec![ViewColumn {
                id: ContactColumn::City,
                shown: true,
                width: Some(120),
            }],
            density: Some(Density::Compact),
        },
        ..query.clone()
    };
    desk.views_remember(
        &id,
        RememberRequest {
            view: Some(view.id),
            query: present.clone(),
        },
    )
    .await
    .unwrap();
    desk.shutdown().await;

    let desk = house.open().await;
    let views = desk.views_list(&id).await.unwrap();
    assert_eq!(views.current, Some(view.id));
    assert_eq!(views.views[0].query, query);
    assert_eq!(views.views[0].present, Some(present));
    assert_eq!(names(&desk, &id, ask).await, ["Abel", "Mona", "Zora"]);

    // Deleted, and wanted back where it was.
    let gone = desk.views_delete(&id, view.id).await.unwrap();
    let views = desk.views_list(&id).await.unwrap();
    assert!(views.views.is_empty());
    assert_eq!(views.current, None, "its view is gone");
    assert_eq!(desk.views_put(&id, gone.clone()).await.unwrap(), gone);
    assert_eq!(desk.views_list(&id).await.unwrap().views, [gone]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_needs_a_name_of_its_own() {
    let house = House::new();
    let sandbox = shop(1).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let query = ViewQuery {
        filter: of_group(1),
        ..ViewQuery::default()
    };
    let one = desk
        .views_put(&id, new_view("Schools", query.clone()))
        .await
        .unwrap();
    let long = "x".repeat(61);
    for (name, code) in [
        ("  ", FieldErrorCode::Required),
        ("schools", FieldErrorCode::Taken),
        (long.as_str(), FieldErrorCode::TooLong),
    ] {
        let refused = desk.views_put(&id, new_view(name, query.clone())).await;
        assert_eq!(refused.unwrap_err().fields[0].code, code, "{name}");
    }
    let renamed = View {
        name: "SCHOOLS".into(),
        ..one
    };
    assert_eq!(desk.views_put(&id, renamed.clone()).await.unwrap(), renamed);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_opens_with_the_list_as_it_was_left() {
    let house = House::new();
    let sandbox = shop(130).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let opening = async |screen: Option<&str>| {
        let preferences = Preferences {
            screen: screen.map(str::to_owned),
            ..Preferences::default()
        };
        desk.accounts_start(preferences, false)
            .await
            .unwrap()
            .opening
    };
    let all = opening(None).await.unwrap();
    assert_eq!(all.query, ContactQuery::default());
    assert_eq!((all.snapshot.total, all.snapshot.rows.len()), (130, 100));
    assert_eq!(all.groups, desk.groups_list(&id).await.unwrap());
    assert_eq!(all.sources, desk.sources_list(&id).await.unwrap());
    assert_eq!(all.statuses, desk.statuses_list(&id).await.unwrap());

    let saved = ViewQuery {
        text: "a".into(),
        filter: ContactFilter {
            all: vec![vec![Condition {
                not: false,
                test: FilterTest::Type {
                    values: vec!["lead".into()],
                },
            }]],
        },
        ..ViewQuery::default()
    };
    let view = desk
        .views_put(&id, new_view("Leads", saved.clone()))
        .await
        .unwrap();
    let now = ViewQuery {
        sort: ContactSort::Name,
        reverse: true,
        ..saved.clone()
    };
    let left = RememberRequest {
        view: Some(view.id),
        query: now.clone(),
    };
    desk.views_remember(&id, left).await.unwrap();
    let opened = opening(Some("/contacts")).await.unwrap();
    let query = ContactQuery {
        text: saved.text,
        filter: now.filter,
        sort: now.sort,
        reverse: now.reverse,
        ask_server: false,
    };
    assert_eq!(opened.query, query);
    assert_eq!(opened.views, desk.views_list(&id).await.unwrap());
    assert!(opened.snapshot.total > 0 && opened.snapshot.total < 130);
    let shown: Vec<_> = opened
        .snapshot
        .rows
        .into_iter()
        .map(|row| row.firstname)
        .collect();
    assert_eq!(shown, names(&desk, &id, query).await);

    // Another screen draws no contacts.
    assert_eq!(opening(Some("/templates")).await, None);
}

//! Contacts.

use wacr_api::{
    Compare, Contact, ContactFilter, ContactPatch, ContactSort, ErrorKind, Include, ListQuery,
    NewContact, Order,
};
use wacr_sandbox::{Options, Quirk, Quirks};

use crate::{client, new_contact, options, sandbox};

#[tokio::test]
async fn contacts_page_by_page() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let mut ids = Vec::new();
    let mut total = 0;
    for number in 1.. {
        let query = ListQuery::<Contact>::new()
            .page(number)
            .per_page(50)
            .sort(ContactSort::Id, Order::Ascending);
        let page = client.list_contacts(&query).await.unwrap().data;
        assert_eq!(page.pagination.current_page, number);
        total = page.pagination.total;
        ids.extend(page.rows.iter().map(|contact| contact.id));
        if !page.pagination.has_more {
            break;
        }
    }
    assert_eq!(ids.len(), total as usize);
    assert!(ids.len() >= 130);
    assert!(ids.is_sorted_by(|a, b| a < b), "no row twice, in order");
}

#[tokio::test]
async fn filters_sort_and_search_arrive() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let created = client
        .create_contact(&new_contact(&client, "+15550109876").await)
        .await
        .unwrap()
        .data;
    let found = |query: ListQuery<Contact>| {
        let client = client.clone();
        async move {
            client
                .list_contacts(&query.per_page(100))
                .await
                .unwrap()
                .data
        }
    };
    let by_phone = found(ListQuery::new().search("+1555010987")).await;
    assert_eq!(
        by_phone
            .rows
            .iter()
            .map(|contact| contact.id)
            .collect::<Vec<_>>(),
        [created.id]
    );
    let customers =
        found(ListQuery::new().filter(ContactFilter::Type, Compare::Is("customer".into()))).await;
    assert!(!customers.rows.is_empty());
    assert!(
        customers
            .rows
            .iter()
            .all(|contact| contact.r#type == "customer")
    );
    let newest = found(ListQuery::new().sort(ContactSort::UpdatedAt, Order::Descending)).await;
    assert!(
        newest
            .rows
            .is_sorted_by(|a, b| a.updated_at >= b.updated_at)
    );
    let status = created.status_id.unwrap().to_string();
    let with =
        found(ListQuery::new().filter(ContactFilter::StatusId, Compare::Is(status.clone()))).await;
    let without =
        found(ListQuery::new().filter(ContactFilter::StatusId, Compare::Not(status))).await;
    let all = found(ListQuery::new()).await;
    assert_eq!(
        with.pagination.total + without.pagination.total,
        all.pagination.total
    );
    assert!(with.pagination.total > 0 && without.pagination.total > 0);
}

#[tokio::test]
async fn a_contacts_life() {
    for double_nesting in [true, false] {
        let quirks = match double_nesting {
            true => Quirks::from(Quirk::DoubleNesting),
            false => Quirks::NONE,
        };
        let sandbox = wacr_sandbox::start(Options {
            quirks,
            ..options()
        })
        .await
        .unwrap();
        let client = client(&sandbox);
        let group = client.create_group("Wire group").await.unwrap().data;
        let new = NewContact {
            email: Some("iris@example.com".into()),
            company: Some("Blue & Söhne \"2\"".into()),
            groups: vec![group.id],
            ..new_contact(&client, "+15550109876").await
        };
        let created = client.create_contact(&new).await.unwrap().data;
        assert_eq!(created.company, new.company);
        assert_eq!(created.group_id, [group.id]);

        let everything = [Include::Groups, Include::Source, Include::Status];
        let read = client
            .get_contact(created.id, &everything)
            .await
            .unwrap()
            .data;
        assert_eq!(read.groups.as_ref().unwrap()[0].name, "Wire group");
        assert_eq!(read.source.as_ref().unwrap().id, new.source_id);
        assert_eq!(read.status.as_ref().unwrap().id, new.status_id);
        let plain = client.get_contact(created.id, &[]).await.unwrap().data;
        assert_eq!(
            (plain.groups, plain.source, plain.status),
            (None, None, None)
        );

        let patch = ContactPatch {
            lastname: Some("Okafor".into()),
            email: Some(None),
            groups: Some(vec![]),
            ..ContactPatch::default()
        };
        let updated = client
            .update_contact(created.id, &patch)
            .await
            .unwrap()
            .data;
        assert_eq!(
            (updated.lastname.as_str(), updated.email.as_deref()),
            ("Okafor", None)
        );
        assert_eq!(updated.company, new.company, "what is not named stays");
        assert_eq!(updated.group_id, [0i64; 0]);

        client.delete_contact(created.id).await.unwrap();
        assert_eq!(
            client.get_contact(created.id, &[]).await.unwrap_err().kind,
            ErrorKind::NotFound
        );
        assert_eq!(
            client.delete_contact(created.id).await.unwrap_err().kind,
            ErrorKind::NotFound
        );
    }
}

#[tokio::test]
async fn refused_input_names_its_fields() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let taken = client
        .list_contacts(&ListQuery::new())
        .await
        .unwrap()
        .data
        .rows[0]
        .phone
        .clone();
    let bad = NewContact {
        source_id: 999_999,
        email: Some("not an address".into()),
        ..new_contact(&client, &taken).await
    };
    let error = client.create_contact(&bad).await.unwrap_err();
    assert_eq!(
        (error.kind.clone(), error.status),
        (ErrorKind::Invalid, Some(422))
    );
    assert_eq!(
        error.fields.keys().collect::<Vec<_>>(),
        ["email", "phone", "source_id"]
    );
    assert!(error.fields.values().all(|sentences| !sentences.is_empty()));

    let full = wacr_sandbox::start(Options {
        plan_contacts: Some(130),
        ..options()
    })
    .await
    .unwrap();
    let client = crate::client(&full);
    let error = client
        .create_contact(&new_contact(&client, "+15550109876").await)
        .await
        .unwrap_err();
    let ErrorKind::LimitReached {
        feature, maximum, ..
    } = &error.kind
    else {
        panic!("{error}")
    };
    assert_eq!(
        (feature.as_deref(), *maximum),
        (Some("contacts"), Some(130))
    );
}

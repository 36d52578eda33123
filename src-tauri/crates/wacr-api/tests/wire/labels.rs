//! Groups, sources and statuses.

use wacr_api::{
    Compare, Contact, ContactFilter, ErrorKind, Group, ListQuery, NameSort, Order, Source, Status,
    StatusInput,
};

use crate::{client, sandbox};

#[tokio::test]
async fn groups_and_their_members() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let group = client.create_group("Wire group").await.unwrap().data;
    let error = client.create_group("Wire group").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Invalid);
    assert!(error.fields.contains_key("name"));
    assert_eq!(
        client
            .update_group(group.id, "Wire readers")
            .await
            .unwrap()
            .data
            .name,
        "Wire readers"
    );
    assert_eq!(
        client.get_group(group.id).await.unwrap().data.name,
        "Wire readers"
    );

    let contacts: Vec<_> = client
        .list_contacts(&ListQuery::new().per_page(3))
        .await
        .unwrap()
        .data
        .rows;
    let ids: Vec<_> = contacts.iter().map(|contact| contact.id).collect();
    assert_eq!(
        client
            .add_contacts_to_group(group.id, &ids[..2])
            .await
            .unwrap()
            .data
            .contacts_added,
        2
    );
    assert_eq!(
        client
            .add_contacts_to_group(group.id, &ids)
            .await
            .unwrap()
            .data
            .contacts_added,
        1
    );
    let error = client
        .add_contacts_to_group(group.id, &[ids[0], 999_999])
        .await
        .unwrap_err();
    assert_eq!(error.fields.keys().collect::<Vec<_>>(), ["contact_ids.1"]);
    let members = ListQuery::<Contact>::new()
        .filter(ContactFilter::GroupId, Compare::Is(group.id.to_string()));
    assert_eq!(
        client
            .list_contacts(&members)
            .await
            .unwrap()
            .data
            .pagination
            .total,
        3
    );
    let removed = client
        .remove_contacts_from_group(group.id, &[ids[0], 999_999])
        .await
        .unwrap()
        .data;
    assert_eq!((removed.group_id, removed.contacts_removed), (group.id, 1));
    assert_eq!(
        client
            .list_contacts(&members)
            .await
            .unwrap()
            .data
            .pagination
            .total,
        2
    );

    let sorted = ListQuery::<Group>::new()
        .sort(NameSort::Name, Order::Descending)
        .per_page(100);
    let names: Vec<_> = client
        .list_groups(&sorted)
        .await
        .unwrap()
        .data
        .rows
        .into_iter()
        .map(|g| g.name)
        .collect();
    assert!(names.contains(&"Wire readers".to_owned()));
    assert!(names.is_sorted_by(|a, b| a >= b), "{names:?}");
    client.delete_group(group.id).await.unwrap();
    assert_eq!(
        client.get_group(group.id).await.unwrap_err().kind,
        ErrorKind::NotFound
    );
}

#[tokio::test]
async fn sources_and_statuses() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let source = client.create_source("Trade fair 2").await.unwrap().data;
    assert_eq!(
        client
            .update_source(source.id, "Book fair 2")
            .await
            .unwrap()
            .data
            .name,
        "Book fair 2"
    );
    assert_eq!(
        client.get_source(source.id).await.unwrap().data.name,
        "Book fair 2"
    );
    client.delete_source(source.id).await.unwrap();
    assert_eq!(
        client.get_source(source.id).await.unwrap_err().kind,
        ErrorKind::NotFound
    );

    let input = |name: &str, color: &str| StatusInput {
        name: name.into(),
        color: Some(color.into()),
    };
    let status = client
        .create_status(&input("Wire waiting", "#9C27B0"))
        .await
        .unwrap()
        .data;
    let status = client
        .update_status(status.id, &input("Wire waiting", "#00AA55"))
        .await
        .unwrap()
        .data;
    assert_eq!(
        client
            .get_status(status.id)
            .await
            .unwrap()
            .data
            .color
            .as_deref(),
        Some("#00AA55")
    );
    let error = client
        .create_status(&input("Wire waiting", "green"))
        .await
        .unwrap_err();
    assert_eq!(error.fields.keys().collect::<Vec<_>>(), ["color", "name"]);
    client.delete_status(status.id).await.unwrap();

    let contact = client
        .list_contacts(&ListQuery::new().per_page(1))
        .await
        .unwrap()
        .data
        .rows
        .remove(0);
    let error = client
        .delete_source(contact.source_id.unwrap())
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Conflict);
    let error = client
        .delete_status(contact.status_id.unwrap())
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Conflict);
    assert!(
        client
            .list_sources(&ListQuery::<Source>::new())
            .await
            .unwrap()
            .data
            .pagination
            .total
            > 0
    );
    assert!(
        client
            .list_statuses(&ListQuery::<Status>::new())
            .await
            .unwrap()
            .data
            .pagination
            .total
            > 0
    );
}

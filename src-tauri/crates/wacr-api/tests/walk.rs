//! Whole lists, read while they move, against the practice server.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::collections::BTreeSet;

use support::{client, serve};
use wacr_api::{
    BaseUrl, Certainty, Client, ClientConfig, Compare, Contact, ContactFilter, ErrorKind, Group,
    ListQuery, Listed, Message, NewContact, Source, Status, Template,
};
use wacr_sandbox::{Options, RateLimit, Sandbox};

async fn sandbox(contacts: usize) -> (Sandbox, Client) {
    let sandbox = wacr_sandbox::start(Options {
        contacts,
        rate_limit: RateLimit::Unlimited,
        ..Options::default()
    })
    .await
    .unwrap();
    let base = BaseUrl::parse(&sandbox.base_url()).unwrap();
    let config = ClientConfig::new(base, sandbox.token().to_owned().into(), "walk-tests/1");
    (sandbox, Client::new(config).unwrap())
}

#[tokio::test]
async fn contacts_that_come_and_go_between_pages() {
    let (_sandbox, client) = sandbox(450).await;
    let mut walk = client.walk(ListQuery::<Contact>::new());
    let newest = walk.rows().await.unwrap().unwrap();
    assert_eq!((newest.len(), walk.total()), (100, Some(450)));
    assert_eq!(walk.certainty(), None, "there is more");
    let oldest = walk.rows().await.unwrap().unwrap();
    let (first, second) = (&oldest[0], &oldest[1]);

    // One goes and one comes: the total stays, and a row moves to a page that was read already.
    client.delete_contact(first.id).await.unwrap();
    let new = NewContact {
        firstname: "Iris".into(),
        lastname: "Mbeki".into(),
        phone: "+15550177001".into(),
        r#type: "lead".into(),
        source_id: first.source_id.unwrap(),
        status_id: first.status_id.unwrap(),
        ..NewContact::default()
    };
    let added = client.create_contact(&new).await.unwrap().data.id;

    let mut ids: Vec<i64> = newest.iter().chain(&oldest).map(|row| row.id).collect();
    while let Some(rows) = walk.rows().await.unwrap() {
        assert!((1..=100).contains(&rows.len()));
        ids.extend(rows.iter().map(|row| row.id));
    }
    assert_eq!(walk.certainty(), Some(Certainty::Certain));
    let met: BTreeSet<i64> = ids.iter().copied().collect();
    assert_eq!(met.len(), ids.len(), "each once");
    assert_eq!(met.len(), 451, "all that were there, and the new one");
    assert!(met.contains(&second.id) && met.contains(&added));
    assert!(walk.rows().await.unwrap().is_none(), "it stays at its end");
}

async fn all<R: Listed>(client: &Client) -> usize {
    let whole = client.read_all(ListQuery::<R>::new()).await.unwrap();
    assert_eq!(whole.certainty, Certainty::Certain);
    let keys: std::collections::HashSet<R::Key> = whole.rows.iter().map(R::key).collect();
    assert_eq!(keys.len(), whole.rows.len(), "each once");
    whole.rows.len()
}

#[tokio::test]
async fn every_list_can_be_walked() {
    let (_sandbox, client) = sandbox(30).await;
    for number in 0..105 {
        client
            .create_group(&format!("Group {number}"))
            .await
            .unwrap();
    }
    assert_eq!(all::<Contact>(&client).await, 30);
    assert!(all::<Group>(&client).await >= 105);
    for rows in [
        all::<Source>(&client).await,
        all::<Status>(&client).await,
        all::<Template>(&client).await,
    ] {
        assert!(rows > 0);
    }
    let page = client.list_messages(&ListQuery::new()).await.unwrap().data;
    assert_eq!(
        all::<Message>(&client).await,
        page.pagination.total as usize
    );
}

#[tokio::test]
async fn a_filtered_list() {
    let (_sandbox, client) = sandbox(400).await;
    let mut query =
        ListQuery::<Contact>::new().filter(ContactFilter::Type, Compare::Is("lead".into()));
    let whole = client.read_all(query.clone()).await.unwrap();
    assert!(whole.rows.iter().all(|row| row.r#type == "lead"));
    query = query.per_page(1);
    let total = client
        .list_contacts(&query)
        .await
        .unwrap()
        .data
        .pagination
        .total;
    assert_eq!(whole.rows.len(), total as usize);
    let known = if total > 100 {
        Certainty::Likely
    } else {
        Certainty::Certain
    };
    assert_eq!(whole.certainty, known);
}

#[tokio::test]
async fn a_walk_that_fails_goes_on_where_it_was() {
    // Two pages; the third call finds a fault.
    let server = serve(|number, mut connection| async move {
        let request = connection.request().await.unwrap();
        if number == 3 {
            connection.answer(500, "connection: close\r\n", "").await;
            return;
        }
        let ids: Vec<i64> = match request.contains("sort=-id") {
            true => (51..=150).rev().collect(),
            false if request.contains("page=2&") => (101..=150).collect(),
            false => (1..=100).collect(),
        };
        let more = !request.contains("page=2&");
        let rows: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":{id}}}"#)).collect();
        let page = format!(
            r#"{{"success":true,"data":[{}],"meta":{{"pagination":{{"total":150,"per_page":100,"current_page":1,"total_pages":2,"has_more":{more}}}}},"links":{{"next":"http://198.51.100.7/evil"}}}}"#,
            rows.join(",")
        );
        connection.answer(200, "connection: close\r\n", &page).await;
    })
    .await;
    let mut walk = client(server.address)
        .without_retry()
        .walk(ListQuery::<Contact>::new());
    assert_eq!(walk.rows().await.unwrap().unwrap().len(), 100);
    assert_eq!(walk.rows().await.unwrap().unwrap().len(), 50);
    let error = walk.rows().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Server);
    assert_eq!(walk.certainty(), None);
    // The last page holds nothing that was not among the newest.
    assert!(walk.rows().await.unwrap().is_none());
    assert_eq!(walk.certainty(), Some(Certainty::Certain));
    let asked: Vec<String> = server
        .seen
        .requests()
        .iter()
        .map(|request| request.split(' ').nth(1).unwrap().to_owned())
        .collect();
    assert_eq!(
        asked,
        [
            "/api/v2/contacts?page=1&per_page=100&sort=-id",
            "/api/v2/contacts?page=1&per_page=100&sort=id",
            "/api/v2/contacts?page=2&per_page=100&sort=id",
            "/api/v2/contacts?page=2&per_page=100&sort=id",
        ]
    );
}

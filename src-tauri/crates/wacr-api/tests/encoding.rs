//! Filters and searches reach the server as they were meant, whatever is in them. Over raw sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use support::{RawServer, client, serve};
use url::Url;
use wacr_api::{Client, Compare, Contact, ContactFilter, ListQuery};

async fn server() -> RawServer {
    serve(|_, mut connection| async move {
        while connection.request().await.is_some() {
            let page = r#"{"success":true,"data":[],"meta":{"pagination":{"total":0,"current_page":1,"total_pages":1}}}"#;
            connection.answer(200, "", page).await;
        }
    })
    .await
}

/// The request target of the last call, as it went over the wire.
async fn target(server: &RawServer, client: &Client, query: ListQuery<Contact>) -> String {
    client.list_contacts(&query).await.unwrap();
    let request = server.seen.requests().pop().unwrap();
    request.split(' ').nth(1).unwrap().to_owned()
}

/// Values, and how they must look on the wire.
const VALUES: &[(&str, &str)] = &[
    ("lead", "lead"),
    ("a&b", "a%26b"),
    ("a=b", "a%3Db"),
    ("+15550100142", "%2B15550100142"),
    ("100%", "100%25"),
    ("%2B", "%252B"),
    ("a#b", "a%23b"),
    ("a?b/c", "a%3Fb%2Fc"),
    ("two  spaces", "two++spaces"),
    ("tab\tline\r\nend", "tab%09line%0D%0Aend"),
    ("Zoë Ünal", "Zo%C3%AB+%C3%9Cnal"),
    ("مرحبا", "%D9%85%D8%B1%D8%AD%D8%A8%D8%A7"),
    ("山田", "%E5%B1%B1%E7%94%B0"),
    ("👩‍👧", "%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7"),
    ("[in]", "%5Bin%5D"),
    ("a;b", "a%3Bb"),
    ("a,b", "a%2Cb"),
    ("\"quoted\" 'too' \\", "%22quoted%22+%27too%27+%5C"),
    ("a HTTP/1.1", "a+HTTP%2F1.1"),
    ("\0", "%00"),
];

#[tokio::test]
async fn hard_values_in_filters_and_searches() {
    let server = server().await;
    let client = client(server.address);
    for (value, encoded) in VALUES {
        let query = ListQuery::new()
            .filter(ContactFilter::Type, Compare::Is((*value).to_owned()))
            .search(*value);
        let target = target(&server, &client, query).await;
        let expected =
            format!("/api/v2/contacts?page=1&filter%5Btype%5D={encoded}&search={encoded}");
        assert_eq!(target, expected, "{value:?}");
        let url = Url::parse(&format!("http://x{target}")).unwrap();
        let read: Vec<String> = url
            .query_pairs()
            .filter(|(name, _)| matches!(name.as_ref(), "filter[type]" | "search"))
            .map(|(_, value)| value.into_owned())
            .collect();
        assert_eq!(read, [*value, *value], "read back");
    }
    assert_eq!(server.seen.requests().len(), VALUES.len());
}

#[tokio::test]
async fn lists_of_values() {
    let server = server().await;
    let client = client(server.address);
    let list = |values: &[&str]| values.iter().map(|&value| value.to_owned()).collect();
    for (compare, encoded) in [
        (
            Compare::In(list(&["1", "2"])),
            "filter%5Btype%5D%5Bin%5D=1%2C2",
        ),
        (
            Compare::In(list(&["a,b", "c&d"])),
            "filter%5Btype%5D%5Bin%5D%5B%5D=a%2Cb&filter%5Btype%5D%5Bin%5D%5B%5D=c%26d",
        ),
        (
            Compare::Between("2026-01-01".into(), "2026-02-01".into()),
            "filter%5Btype%5D%5Bbetween%5D=2026-01-01%2C2026-02-01",
        ),
        (Compare::NotNull, "filter%5Btype%5D%5Bnull%5D=0"),
    ] {
        let query = ListQuery::new().filter(ContactFilter::Type, compare);
        let target = target(&server, &client, query).await;
        assert_eq!(target, format!("/api/v2/contacts?page=1&{encoded}"));
    }
}

//! Every operation against the practice server, which is written from the contract alone.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::{collections::BTreeMap, time::Duration};

use wacr_api::{
    BaseUrl, Client, ClientConfig, Compare, Contact, ContactFilter, ContactPatch, ContactSort,
    ErrorKind, Group, Include, ListQuery, Message, MessageFilter, NameSort, NetworkFault,
    NewContact, Order, Source, Status, StatusInput, Stranger, Template, TemplateFilter,
    TemplateSend, TemplateSort,
};
use wacr_sandbox::{Fault, FaultKind, Options, Quirks, RateLimit, Sandbox};

fn options() -> Options {
    Options {
        contacts: 130,
        rate_limit: RateLimit::Unlimited,
        ..Options::default()
    }
}

async fn sandbox() -> Sandbox {
    wacr_sandbox::start(options()).await.unwrap()
}

fn client(sandbox: &Sandbox) -> Client {
    client_with(sandbox, sandbox.token())
}

fn client_with(sandbox: &Sandbox, token: &str) -> Client {
    let base = BaseUrl::parse(&sandbox.base_url()).unwrap();
    Client::new(ClientConfig::new(
        base,
        token.to_owned().into(),
        "wire-tests/1",
    ))
    .unwrap()
}

async fn new_contact(client: &Client, phone: &str) -> NewContact {
    NewContact {
        firstname: "Iris".into(),
        lastname: "Mbeki".into(),
        phone: phone.into(),
        r#type: "lead".into(),
        source_id: client
            .list_sources(&ListQuery::new())
            .await
            .unwrap()
            .data
            .rows[0]
            .id,
        status_id: client
            .list_statuses(&ListQuery::new())
            .await
            .unwrap()
            .data
            .rows[0]
            .id,
        ..NewContact::default()
    }
}

#[tokio::test]
async fn the_account() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let account = client.get_account().await.unwrap();
    assert!(!account.data.name.is_empty());
    assert!(!account.data.subscription.unwrap().plan_name.is_empty());
    assert!(account.request_id.is_some());
    let off = account
        .server_time
        .unwrap()
        .duration_since(account.received_at);
    assert!(off.abs() < jiff::SignedDuration::from_secs(5), "{off}");
    let usage = client.get_usage().await.unwrap().data;
    assert!(usage.contacts.unwrap().current.unwrap() >= 130);
    let limits = client.get_limits().await.unwrap().data;
    assert!(limits.limits.contains_key("api_calls_per_minute"));
    assert!(limits.features.contains_key("whatsapp_templates"));
    assert_eq!(client.budget().snapshot().limit, None, "unlimited");
    assert_eq!(client.budget().snapshot().used, 3);
}

#[tokio::test]
async fn the_servers_clock_is_told_even_when_it_is_wrong() {
    let sandbox = wacr_sandbox::start(Options {
        clock_skew_seconds: -600,
        ..options()
    })
    .await
    .unwrap();
    let reply = client(&sandbox).get_account().await.unwrap();
    let off = reply
        .server_time
        .unwrap()
        .duration_since(reply.received_at)
        .as_secs();
    assert!((-605..=-595).contains(&off), "{off}");
}

#[tokio::test]
async fn tokens_that_may_not() {
    let sandbox = sandbox().await;
    let tokens = sandbox.tokens();
    for (token, expected) in [
        ("wm_nobody", ErrorKind::TokenInvalid),
        (&tokens.expired, ErrorKind::TokenExpired),
        (&tokens.revoked, ErrorKind::TokenRevoked),
        (&tokens.not_allowed, ErrorKind::AddressNotAllowed),
        (
            &tokens.no_account,
            ErrorKind::Scope(Some("account:read".into())),
        ),
    ] {
        let error = client_with(&sandbox, token)
            .get_account()
            .await
            .unwrap_err();
        assert_eq!(error.kind, expected);
    }
    let read_only = client_with(&sandbox, &tokens.read_only);
    let error = read_only.create_group("No").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Scope(Some("groups:write".into())));
    assert!(read_only.list_groups(&ListQuery::new()).await.is_ok());
}

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
        let quirks = Quirks {
            double_nesting,
            ..Quirks::default()
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
    let client = self::client(&full);
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

#[tokio::test]
async fn templates() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let query = ListQuery::<Template>::new()
        .per_page(100)
        .sort(TemplateSort::TemplateName, Order::Ascending);
    let all = client.list_templates(&query).await.unwrap().data.rows;
    assert!(all.is_sorted_by(|a, b| a.template_name <= b.template_name));
    let mut buttons = 0;
    for template in &all {
        buttons += template
            .buttons()
            .expect("every button list of the shop can be read")
            .len();
        let body_values = template.body_samples().len();
        assert!(
            body_values <= template.body_params_count as usize,
            "{}",
            template.template_name
        );
    }
    assert!(buttons > 0);
    assert!(
        all.iter()
            .any(|template| !template.body_samples().is_empty())
    );
    assert!(
        all.iter()
            .any(|template| !template.header_samples().is_empty())
    );

    let one = client.get_template(&all[0].template_id).await.unwrap().data;
    assert_eq!(one, all[0]);
    let internal = all[0].id.unwrap().to_string();
    assert_eq!(
        client.get_template(&internal).await.unwrap_err().kind,
        ErrorKind::NotFound
    );
    let pending = query.filter(TemplateFilter::Status, Compare::Is("PENDING".into()));
    let pending = client.list_templates(&pending).await.unwrap().data.rows;
    assert!(!pending.is_empty() && pending.len() < all.len());
    assert!(pending.iter().all(|template| template.status == "PENDING"));
    client.sync_templates().await.unwrap();
}

/// A template without a header, filled.
async fn order(client: &Client, phone: &str) -> TemplateSend {
    let query = ListQuery::<Template>::new()
        .per_page(100)
        .filter(TemplateFilter::Status, Compare::Is("APPROVED".into()))
        .filter(TemplateFilter::Category, Compare::Is("MARKETING".into()));
    let templates = client.list_templates(&query).await.unwrap().data.rows;
    let template = templates
        .into_iter()
        .find(|template| {
            template
                .header_data_format
                .as_deref()
                .is_none_or(|format| format == "NONE")
                && (1..=9).contains(&template.body_params_count)
                && template
                    .buttons()
                    .is_some_and(|buttons| buttons.iter().all(|b| b.url.is_none()))
        })
        .expect("the shop has a plain template");
    let values: BTreeMap<_, _> = (1..=template.body_params_count)
        .map(|n| (format!("field_{n}"), format!("value {n}")))
        .collect();
    TemplateSend {
        phone: phone.into(),
        template_name: template.template_name,
        language: template.language,
        contact_id: None,
        values,
    }
}

#[tokio::test]
async fn a_template_is_sent_once_and_found_again() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let order = order(&client, "+15550109876").await;
    let receipt = client.send_template_message(&order).await.unwrap().data;
    assert_eq!(receipt.phone, "15550109876");
    assert_eq!(receipt.status, "sent");
    assert!(receipt.sent_at.is_some() && receipt.contact_id.is_some());
    let created = sandbox.messages_created();
    assert_eq!(created.len(), 1);
    assert!(created[0].text.contains("value 1"), "{}", created[0].text);

    let chat = receipt.chat_id.unwrap();
    let query = ListQuery::<Message>::new()
        .filter(MessageFilter::InteractionId, Compare::Is(chat.to_string()));
    let row = client
        .list_messages(&query)
        .await
        .unwrap()
        .data
        .rows
        .remove(0);
    assert_eq!(row.interaction_id, Some(chat));
    assert!(row.message.as_deref().unwrap().contains("value 1"));
    let read = client.get_message(row.id).await.unwrap().data;
    assert_eq!((read.id, read.sent_at), (row.id, row.sent_at));
    assert_eq!(
        client
            .get_message(i64::from(u32::MAX))
            .await
            .unwrap_err()
            .kind,
        ErrorKind::NotFound
    );

    let direction =
        ListQuery::<Message>::new().filter(MessageFilter::Direction, Compare::Is("inbound".into()));
    let error = client
        .without_retry()
        .list_messages(&direction)
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Server);
}

#[tokio::test]
async fn what_is_missing_in_a_send_is_named() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let order = order(&client, "+15550109876").await;
    let empty = TemplateSend {
        values: BTreeMap::new(),
        ..order.clone()
    };
    let error = client.send_template_message(&empty).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Invalid);
    assert!(!error.fields["template_fields"].is_empty());
    let unknown = TemplateSend {
        template_name: "no_such_template".into(),
        ..order.clone()
    };
    assert_eq!(
        client
            .send_template_message(&unknown)
            .await
            .unwrap_err()
            .kind,
        ErrorKind::NotFound
    );
    let other = client
        .list_contacts(&ListQuery::new().per_page(1))
        .await
        .unwrap()
        .data
        .rows[0]
        .id;
    let mismatched = TemplateSend {
        contact_id: Some(other),
        ..order
    };
    assert_eq!(
        client
            .send_template_message(&mismatched)
            .await
            .unwrap_err()
            .kind,
        ErrorKind::NotFound
    );
    assert_eq!(sandbox.messages_created(), []);
}

#[tokio::test]
async fn numbers_that_rehearse_what_goes_wrong() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let limit = ErrorKind::LimitReached {
        feature: None,
        current: None,
        maximum: None,
    };
    for (phone, expected, unknown, created) in [
        (
            "+15550109001",
            ErrorKind::WhatsappRefused {
                code: Some(131_026),
            },
            false,
            0,
        ),
        ("+15550109002", ErrorKind::OptedOut, false, 0),
        (
            "+15550109004",
            ErrorKind::NetworkAfterSend(NetworkFault::Closed),
            true,
            1,
        ),
        ("+15550109006", limit, false, 0),
        ("+15550109008", ErrorKind::Server, true, 1),
        (
            "+15550109009",
            ErrorKind::WhatsappRefused {
                code: Some(132_015),
            },
            false,
            0,
        ),
    ] {
        let order = order(&client, phone).await;
        let before = sandbox.messages_created().len();
        let error = client.send_template_message(&order).await.unwrap_err();
        assert_eq!(error.kind, expected, "{phone}");
        assert_eq!(error.may_have_happened(), unknown, "{phone}");
        assert_eq!(
            sandbox.messages_created().len() - before,
            created,
            "{phone}"
        );
        let calls = sandbox
            .log()
            .into_iter()
            .filter(|entry| entry.path.ends_with("/messages/template"));
        let to_phone = calls.filter(|entry| {
            entry
                .body
                .as_ref()
                .is_some_and(|body| body["phone"] == phone)
        });
        assert_eq!(to_phone.count(), 1, "{phone}: one call, whatever happened");
    }
}

#[tokio::test]
async fn an_answer_that_takes_too_long_leaves_a_send_unknown() {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    let order = order(&client, "+15550109007").await;
    let error = client
        .within(Duration::from_millis(500))
        .send_template_message(&order)
        .await
        .unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::NetworkAfterSend(NetworkFault::TimedOut)
    );
    assert!(error.may_have_happened());
}

#[tokio::test]
async fn somebody_else_answers() {
    let sandbox = sandbox().await;
    let client = client(&sandbox).without_retry();
    for (kind, expected) in [
        (FaultKind::Html(200), ErrorKind::NotThisApi(Stranger::Html)),
        (
            FaultKind::NotFoundHtml,
            ErrorKind::NotThisApi(Stranger::NoSuchPath),
        ),
        (FaultKind::Html(502), ErrorKind::Server),
        (
            FaultKind::Redirect("https://login.example/in".into()),
            ErrorKind::NotThisApi(Stranger::Redirect {
                host: Some("login.example".into()),
            }),
        ),
        (
            FaultKind::HalfBody,
            ErrorKind::NetworkAfterSend(NetworkFault::Closed),
        ),
        (FaultKind::HugeBody(20_000_000), ErrorKind::Decode),
    ] {
        let fault = Fault {
            method: None,
            path: None,
            nth: None,
            count: None,
            probability: None,
            kind,
        };
        sandbox.set_faults(vec![fault.clone()]);
        let error = client.get_account().await.unwrap_err();
        assert_eq!(error.kind, expected, "{fault:?}");
    }
}

#[tokio::test]
async fn the_limit_is_learnt_and_kept_to() {
    let limited = Options {
        rate_limit: RateLimit::PerMinute(5),
        ..options()
    };
    let sandbox = wacr_sandbox::start(limited).await.unwrap();
    let client = client(&sandbox).within(Duration::from_secs(5));
    for _ in 0..5 {
        client.get_account().await.unwrap();
    }
    let snapshot = client.budget().snapshot();
    assert_eq!((snapshot.used, snapshot.limit), (5, Some(5)));
    let error = client.get_account().await.unwrap_err();
    assert_eq!(
        (error.kind.clone(), error.status),
        (ErrorKind::RateLimited, None)
    );
    assert!(error.retry_after.unwrap() > Duration::from_secs(50));
    assert_eq!(sandbox.log().len(), 5, "the sixth was not even asked");

    // Another program with the same token does not know, and is told.
    let other = self::client(&sandbox).within(Duration::from_secs(5));
    let error = other.get_account().await.unwrap_err();
    assert_eq!(
        (error.kind.clone(), error.status),
        (ErrorKind::RateLimited, Some(429))
    );
    assert!((50..=60).contains(&error.retry_after.unwrap().as_secs()));
}

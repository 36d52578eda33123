//! Templates, sends and messages.

use std::{collections::BTreeMap, time::Duration};

use wacr_api::{
    Client, Compare, ErrorKind, ListQuery, Message, MessageFilter, NetworkFault, Order, Template,
    TemplateFilter, TemplateSend, TemplateSort,
};

use crate::{client, sandbox};

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
        values,
        ..TemplateSend::default()
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

//! Names, texts and numbers of many scripts go to the server and come back as they were.

use wacr_api::{
    BatchOptions, Compare, Contact, ContactPatch, ListQuery, Message, MessageFilter, NewComment,
    NewContact, StatusInput, TextSend,
};

use crate::{client, new_contact, plain};

const NAMES: &[(&str, &str)] = &[
    ("Nadia", "Verhoeven"),
    ("José", "Ñuñez Íñiguez"),
    ("Oluwaseun", "Adébáyọ̀"),
    ("فاطمة الزهراء", "بن علي"),
    ("דוד", "בן־גוריון"),
    ("अनन्या", "कृष्णमूर्ति"),
    ("தமிழ்ச்செல்வி", "இராமசாமி"),
    ("สมชาย", "ใจดี"),
    ("诗涵", "欧阳"),
    ("健太", "佐藤"),
    ("민서", "김"),
    ("Зоя", "Мирошниченко"),
    ("Μαρία", "Παπαδοπούλου"),
    ("გიორგი", "ბერიძე"),
    ("Արամ", "Խաչատրյան"),
    ("Thị Minh Châu", "Nguyễn"),
    ("W\u{200d}o\u{301}", "a\u{202e}b\u{202c}c"),
    ("👩🏽‍💻", "🇧🇷"),
    ("O'Brien & \"Co\"", "<b>%_\\</b>"),
    ("1e9", "null"),
];

/// Numbers as people write them are for the screens; these are what is stored: `+` and digits, of many lengths.
const PHONES: &[&str] = &[
    "+15550107101",
    "+447700900982",
    "+33639981234",
    "+4917139200981",
    "+353209123456",
    "+46701740698",
    "+212600000981",
    "+966555551981",
    "+919876509812",
    "+8613800009812",
    "+819000009812",
    "+84900009812",
    "+380500009812",
    "+34600000981",
    "+821000009812",
    "+306900009812",
    "+5511900000981",
    "+5215500000981",
    "+5491100000981",
    "+290981234",
];

#[tokio::test]
async fn contacts_of_every_script_come_back_as_they_were() {
    let sandbox = plain().await;
    let client = client(&sandbox);
    for ((first, last), phone) in NAMES.iter().zip(PHONES) {
        let company = format!("{last} & {first}");
        let new = NewContact {
            firstname: (*first).into(),
            lastname: (*last).into(),
            company: Some(company.clone()),
            description: Some(format!("{first}\n{last}\t\u{2028}end")),
            city: Some((*last).into()),
            ..new_contact(&client, phone).await
        };
        let made = client.create_contact(&new).await.unwrap().data;
        let read = client.get_contact(made.id, &[]).await.unwrap().data;
        for contact in [&made, &read] {
            assert_eq!(
                (contact.firstname.as_str(), contact.lastname.as_str()),
                (*first, *last)
            );
            assert_eq!(contact.phone, *phone);
            assert_eq!(contact.company.as_deref(), Some(company.as_str()));
            assert_eq!(contact.city.as_deref(), Some(*last));
            assert_eq!(contact.description, new.description);
        }
        // Whatever stands in the search, it is encoded so that it arrives; `%` and `_` stand for anything, as is known.
        let found = client
            .list_contacts(&ListQuery::<Contact>::new().search(*last).per_page(100))
            .await
            .unwrap()
            .data;
        assert!(found.rows.iter().any(|row| row.id == made.id), "{last}");
        let by_phone = ListQuery::<Contact>::new().search(*phone);
        let found = client.list_contacts(&by_phone).await.unwrap().data;
        assert_eq!(
            found.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
            [made.id],
            "{phone}"
        );
        let patch = ContactPatch {
            firstname: Some((*last).into()),
            lastname: Some((*first).into()),
            ..ContactPatch::default()
        };
        let turned = client.update_contact(made.id, &patch).await.unwrap().data;
        assert_eq!(
            (turned.firstname.as_str(), turned.lastname.as_str()),
            (*last, *first)
        );
    }
}

#[tokio::test]
async fn a_batch_of_every_script_is_stored_as_it_was() {
    let sandbox = plain().await;
    let client = client(&sandbox);
    let mut rows = Vec::new();
    for ((first, last), phone) in NAMES.iter().zip(PHONES) {
        rows.push(NewContact {
            firstname: (*first).into(),
            lastname: (*last).into(),
            ..new_contact(&client, phone).await
        });
    }
    let stored = client
        .batch_create_contacts(&rows, BatchOptions::default())
        .await
        .unwrap()
        .data;
    assert_eq!(stored.summary.created as usize, rows.len());
    for (stored, row) in stored.created.iter().zip(&rows) {
        assert_eq!(
            (&stored.firstname, &stored.lastname, &stored.phone),
            (&row.firstname, &row.lastname, &row.phone)
        );
    }
}

#[tokio::test]
async fn labels_notes_and_messages_of_every_script_come_back_as_they_were() {
    let sandbox = plain().await;
    let client = client(&sandbox);
    for (at, (first, last)) in NAMES.iter().enumerate() {
        let name = format!("{first} {last}");
        let group = client.create_group(&name).await.unwrap().data;
        assert_eq!(client.get_group(group.id).await.unwrap().data.name, name);
        let source = client.create_source(&name).await.unwrap().data;
        assert_eq!(client.get_source(source.id).await.unwrap().data.name, name);
        let status = StatusInput {
            name: name.clone(),
            color: Some("#9C27B0".into()),
        };
        let status = client.create_status(&status).await.unwrap().data;
        assert_eq!(client.get_status(status.id).await.unwrap().data.name, name);

        let text = TextSend {
            phone: "+15550100142".into(),
            message: format!("{at}: {name}"),
            contact_id: None,
        };
        let receipt = client.send_text_message(&text).await.unwrap().data;
        let row = client
            .get_message(receipt.chat_message_id.unwrap())
            .await
            .unwrap()
            .data;
        assert_eq!(row.message.as_deref(), Some(text.message.as_str()));
        let chat = receipt.chat_id.unwrap().to_string();
        let in_chat = ListQuery::<Message>::new()
            .filter(MessageFilter::InteractionId, Compare::Is(chat))
            .search(*last);
        assert!(
            client
                .list_messages(&in_chat)
                .await
                .unwrap()
                .data
                .rows
                .iter()
                .any(|found| found.id == row.id),
            "{last}"
        );

        let note = NewComment {
            comment: name.clone(),
            ..NewComment::default()
        };
        client.add_comment("+1 555 010 0142", &note).await.unwrap();
        let notes = client.list_comments("15550100142").await.unwrap().data;
        assert_eq!(notes[0].message.as_deref(), Some(name.as_str()));
    }
}

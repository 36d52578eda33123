//! A tour of all 43 operations against the practice server: with the documented behaviour, with every quirk by itself,
//! and with all quirks of the server version that is known.

use std::collections::BTreeMap;

use wacr_api::{
    ApiError, BatchOptions, Choices, Client, Compare, ContactPatch, ErrorKind, InteractiveSend,
    ListQuery, ListRow, ListSection, MediaSend, MediaSource, MediaType, Message, MessageFilter,
    NewComment, OtpQuery, OtpResend, OtpSend, OtpVerify, StatusInput, Stranger, TemplateSend,
    TextSend,
};
use wacr_sandbox::{Options, Quirk, Quirks, Sandbox};

use crate::{client, options};

/// Nadia wrote within the last day, so that everything may be sent to her.
const NADIA: &str = "+15550100142";

/// What each operation brought.
type Tour = BTreeMap<&'static str, Result<(), ErrorKind>>;

struct Guide<'a> {
    client: &'a Client,
    tour: Tour,
}

impl Guide<'_> {
    /// Writes down how it went and hands on what it brought.
    fn saw<T>(
        &mut self,
        operation: &'static str,
        result: Result<wacr_api::Reply<T>, ApiError>,
    ) -> Option<T> {
        let kept = match &result {
            Ok(_) => Ok(()),
            Err(error) => Err(error.kind.clone()),
        };
        assert!(
            self.tour.insert(operation, kept).is_none(),
            "{operation} twice"
        );
        result.ok().map(|reply| reply.data)
    }

    async fn account(&mut self) {
        let client = self.client;
        let account = self.saw("getAccount", client.get_account().await);
        assert!(account.is_none_or(|account| !account.name.is_empty()));
        self.saw("getUsage", client.get_usage().await);
        self.saw("getLimits", client.get_limits().await);
    }

    async fn labels(&mut self) {
        let client = self.client;
        self.saw("listGroups", client.list_groups(&ListQuery::new()).await);
        let group = self.saw("createGroup", client.create_group("Tour").await);
        let id = group.map_or(0, |group| group.id);
        self.saw("getGroup", client.get_group(id).await);
        let renamed = self.saw("updateGroup", client.update_group(id, "Grand tour").await);
        assert!(renamed.is_none_or(|group| group.name == "Grand tour"));
        self.saw("deleteGroup", client.delete_group(id).await);

        self.saw("listSources", client.list_sources(&ListQuery::new()).await);
        let id = self
            .saw("createSource", client.create_source("Tour").await)
            .map_or(0, |source| source.id);
        self.saw("getSource", client.get_source(id).await);
        self.saw("updateSource", client.update_source(id, "Grand tour").await);
        self.saw("deleteSource", client.delete_source(id).await);

        let stage = |name: &str| StatusInput {
            name: name.into(),
            color: Some("#00AA55".into()),
        };
        self.saw(
            "listStatuses",
            client.list_statuses(&ListQuery::new()).await,
        );
        let id = self
            .saw("createStatus", client.create_status(&stage("Tour")).await)
            .map_or(0, |status| status.id);
        self.saw("getStatus", client.get_status(id).await);
        let changed = self.saw(
            "updateStatus",
            client.update_status(id, &stage("Grand tour")).await,
        );
        assert!(changed.is_none_or(|status| status.color.as_deref() == Some("#00AA55")));
        self.saw("deleteStatus", client.delete_status(id).await);
    }

    async fn contacts(&mut self) {
        let client = self.client;
        self.saw(
            "listContacts",
            client.list_contacts(&ListQuery::new().per_page(100)).await,
        );
        let new = wacr_api::NewContact {
            source_id: 4,
            status_id: 7,
            ..crate::iris("+15550107201")
        };
        let contact = self.saw("createContact", client.create_contact(&new).await);
        let id = contact.map_or(0, |contact| contact.id);
        let read = self.saw(
            "getContact",
            client.get_contact(id, &[wacr_api::Include::Groups]).await,
        );
        assert!(read.is_none_or(|contact| contact.phone == "+15550107201"));
        let patch = ContactPatch {
            company: Some(Some("Tour".into())),
            ..ContactPatch::default()
        };
        let changed = self.saw("updateContact", client.update_contact(id, &patch).await);
        assert!(changed.is_none_or(|contact| contact.company.as_deref() == Some("Tour")));
        let added = self.saw(
            "addContactsToGroup",
            client.add_contacts_to_group(12, &[id]).await,
        );
        assert!(added.is_none_or(|added| added.contacts_added == 1));
        let removed = self.saw(
            "removeContactsFromGroup",
            client.remove_contacts_from_group(12, &[id]).await,
        );
        assert!(removed.is_none_or(|removed| removed.contacts_removed == 1));
        self.saw("deleteContact", client.delete_contact(id).await);

        let many: Vec<_> = ["+15550107202", "+15550107203", "+15550107202"]
            .iter()
            .map(|phone| wacr_api::NewContact {
                source_id: 4,
                status_id: 7,
                ..crate::iris(phone)
            })
            .collect();
        let batch = self.saw(
            "batchCreateContacts",
            client
                .batch_create_contacts(&many, BatchOptions::default())
                .await,
        );
        let batch = batch.unwrap_or_default();
        let ids: Vec<i64> = batch
            .created
            .iter()
            .filter_map(|row| row.id)
            .chain([999_999])
            .collect();
        assert!(
            [0, 2].contains(&batch.created.len()),
            "the third is the first again"
        );
        let deleted = self.saw(
            "batchDeleteContacts",
            client.batch_delete_contacts(&ids).await,
        );
        assert!(deleted.is_none_or(|deleted| deleted.summary.deleted as usize + 1 == ids.len()));
    }

    async fn templates(&mut self) {
        let client = self.client;
        let list = self.saw(
            "listTemplates",
            client.list_templates(&ListQuery::new().per_page(100)).await,
        );
        let id = list.map_or("1".into(), |page| page.rows[0].template_id.clone());
        let one = self.saw("getTemplate", client.get_template(&id).await);
        assert!(one.is_none_or(|template| template.template_id == id));
        self.saw("syncTemplates", client.sync_templates().await);
        self.saw(
            "listAuthTemplates",
            client.list_auth_templates(&ListQuery::new()).await,
        );
    }

    async fn codes(&mut self) {
        let client = self.client;
        let purpose = Some("tour".to_owned());
        let send = OtpSend {
            phone: NADIA.into(),
            template_name: "login_code".into(),
            language: Some("en_US".into()),
            code: "481516".to_owned().into(),
            purpose: purpose.clone(),
            ..OtpSend::default()
        };
        let sent = self.saw("sendOtp", client.send_otp(&send).await);
        let state = self.saw(
            "getOtpStatus",
            client
                .get_otp_status(&OtpQuery {
                    phone: NADIA.into(),
                    purpose: purpose.clone(),
                })
                .await,
        );
        assert_eq!(
            state.is_some_and(|state| state.has_active_otp),
            sent.is_some()
        );
        let verify = OtpVerify {
            phone: NADIA.into(),
            code: "481516".to_owned().into(),
            purpose: purpose.clone(),
        };
        self.saw("verifyOtp", client.verify_otp(&verify).await);
        let again = OtpResend {
            phone: NADIA.into(),
            template_name: "login_code".into(),
            language: Some("en_US".into()),
            purpose,
            ..OtpResend::default()
        };
        self.saw("resendOtp", client.resend_otp(&again).await);
    }

    async fn messages(&mut self) {
        let client = self.client;
        let text = TextSend {
            phone: NADIA.into(),
            message: "Hello @{contact_first_name}".into(),
            contact_id: None,
        };
        let receipt = self.saw("sendTextMessage", client.send_text_message(&text).await);
        let template = TemplateSend {
            phone: NADIA.into(),
            template_name: "welcome_reader".into(),
            language: "en_GB".into(),
            values: [("field_1".to_owned(), "Nadia".to_owned())].into(),
            ..TemplateSend::default()
        };
        self.saw(
            "sendTemplateMessage",
            client.send_template_message(&template).await,
        );
        let media = MediaSend {
            phone: NADIA.into(),
            contact_id: None,
            media_type: MediaType::Document,
            source: MediaSource::Url("https://media.example.com/catalogue.pdf".into()),
            caption: Some("Catalogue".into()),
            filename: Some("catalogue.pdf".into()),
        };
        self.saw("sendMediaMessage", client.send_media_message(&media).await);
        let list = InteractiveSend {
            phone: NADIA.into(),
            contact_id: None,
            body_text: "When?".into(),
            header_text: None,
            footer_text: Some("Blue Harbour Books".into()),
            choices: Choices::List {
                button_text: "See slots".into(),
                sections: vec![ListSection {
                    title: "Tomorrow".into(),
                    rows: vec![ListRow {
                        id: "t10".into(),
                        title: "10:00".into(),
                        description: None,
                    }],
                }],
            },
        };
        self.saw(
            "sendInteractiveMessage",
            client.send_interactive_message(&list).await,
        );
        let chat = receipt.and_then(|receipt| receipt.chat_id).unwrap_or(377);
        let query = ListQuery::<Message>::new()
            .filter(MessageFilter::InteractionId, Compare::Is(chat.to_string()));
        let page = self.saw("listMessages", client.list_messages(&query).await);
        let id = page.map_or(1, |page| page.rows[0].id);
        self.saw("getMessage", client.get_message(id).await);

        let note = NewComment {
            comment: "Prefers to be called after five.".into(),
            ..NewComment::default()
        };
        let added = self.saw("addComment", client.add_comment(NADIA, &note).await);
        let notes = self.saw("listComments", client.list_comments(NADIA).await);
        let first = notes
            .and_then(|notes| notes.into_iter().next())
            .and_then(|note| note.message);
        assert_eq!(first.is_some(), added.is_some());
    }
}

async fn tour(sandbox: &Sandbox) -> Tour {
    let client = client(sandbox).without_retry();
    let mut guide = Guide {
        client: &client,
        tour: Tour::new(),
    };
    guide.account().await;
    guide.labels().await;
    guide.contacts().await;
    guide.templates().await;
    guide.codes().await;
    guide.messages().await;
    guide.tour
}

async fn with(quirks: Quirks) -> Sandbox {
    wacr_sandbox::start(Options {
        quirks,
        ..options()
    })
    .await
    .unwrap()
}

/// What a quirk makes of the operations it bears on. All others go as without it.
fn trouble(quirk: Quirk, operation: &str) -> Option<ErrorKind> {
    const SENDS: &[&str] = &[
        "sendTextMessage",
        "sendTemplateMessage",
        "sendMediaMessage",
        "sendInteractiveMessage",
    ];
    const CODES: &[&str] = &["sendOtp", "resendOtp"];
    const COMMENTS: &[&str] = &["listComments", "addComment"];
    let of =
        |groups: &[&[&str]], kind: ErrorKind| groups.concat().contains(&operation).then_some(kind);
    match quirk {
        Quirk::SubscriptionLapsed => Some(ErrorKind::Forbidden),
        Quirk::SyncRefused => of(
            &[&["syncTemplates"]],
            ErrorKind::WhatsappRefused { code: Some(190) },
        ),
        Quirk::WhatsAppNotConnected => of(
            &[SENDS, CODES, &["syncTemplates"]],
            ErrorKind::WhatsappNotConfigured,
        ),
        Quirk::PlanWithoutTemplates => of(
            &[&["sendTemplateMessage"], CODES],
            ErrorKind::FeatureNotAvailable,
        ),
        Quirk::PlanWithoutTemplatesFaults => {
            of(&[&["sendTemplateMessage"], CODES], ErrorKind::Server)
        }
        Quirk::CommentsAbsent => of(&[COMMENTS], ErrorKind::NotThisApi(Stranger::NoSuchPath)),
        Quirk::CommentsNoStorage => of(&[COMMENTS], ErrorKind::Server),
        _ => None,
    }
}

#[tokio::test]
async fn all_43_operations_as_documented() {
    let sandbox = with(Quirks::NONE).await;
    let tour = tour(&sandbox).await;
    assert_eq!(tour.len(), 43);
    let failed: Vec<_> = tour.iter().filter(|(_, result)| result.is_err()).collect();
    assert!(failed.is_empty(), "{failed:?}");
}

#[tokio::test]
async fn all_43_operations_with_each_quirk() {
    for quirk in Quirk::ALL {
        let sandbox = with(Quirks::from(*quirk)).await;
        for (operation, result) in tour(&sandbox).await {
            let expected = trouble(*quirk, operation);
            // Without a code there is nothing to verify.
            let follows = operation == "verifyOtp"
                && trouble(*quirk, "sendOtp").is_some()
                && expected.is_none();
            match expected {
                _ if follows => assert_eq!(result, Err(ErrorKind::Invalid), "{quirk}: {operation}"),
                Some(kind) => assert_eq!(result, Err(kind), "{quirk}: {operation}"),
                None => assert_eq!(result, Ok(()), "{quirk}: {operation}"),
            }
        }
    }
}

#[tokio::test]
async fn all_43_operations_on_the_server_version_that_is_known() {
    let sandbox = with(Quirks::known_server()).await;
    for (operation, result) in tour(&sandbox).await {
        match trouble(Quirk::CommentsAbsent, operation) {
            Some(kind) => assert_eq!(result, Err(kind), "{operation}"),
            None => assert_eq!(result, Ok(()), "{operation}"),
        }
    }
}

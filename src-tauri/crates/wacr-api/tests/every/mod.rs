//! All operations as calls of one shape, so that a test can go through them.
#![allow(dead_code)] // each test file uses its part

use std::{future::Future, pin::Pin};

use wacr_api::{
    ApiError, BatchOptions, Choices, Client, ContactPatch, InteractiveSend, ListQuery, MediaSend,
    MediaSource, MediaType, NewComment, NewContact, OtpQuery, OtpResend, OtpSend, OtpVerify, Reply,
    ReplyButton, StatusInput, TextSend,
};

type Calling = Pin<Box<dyn Future<Output = Result<(), ApiError>> + Send>>;

/// One operation, called in a way the server would take.
pub struct Operation {
    /// `operationId` of the contract.
    pub id: &'static str,
    /// Two calls are two messages.
    pub sends: bool,
    pub call: fn(Client) -> Calling,
}

macro_rules! operations {
    ($($id:literal $sends:literal |$client:ident| $call:expr;)+) => {
        static OPERATIONS: &[Operation] = &[$(Operation {
            id: $id,
            sends: $sends,
            call: |$client| Box::pin(async move { done($call.await) }),
        },)+];
    };
}

fn done<T>(result: Result<Reply<T>, ApiError>) -> Result<(), ApiError> {
    result.map(drop)
}

pub fn operations() -> &'static [Operation] {
    OPERATIONS
}

const PHONE: &str = "+15550100142";

operations! {
    "getAccount" false |client| client.get_account();
    "getUsage" false |client| client.get_usage();
    "getLimits" false |client| client.get_limits();
    "sendOtp" true |client| client.send_otp(&OtpSend {
        phone: PHONE.into(),
        template_name: "login_code".into(),
        language: Some("en_US".into()),
        code: "481516".to_owned().into(),
        ..OtpSend::default()
    });
    "resendOtp" true |client| client.resend_otp(&OtpResend {
        phone: PHONE.into(),
        template_name: "login_code".into(),
        language: Some("en_US".into()),
        ..OtpResend::default()
    });
    "verifyOtp" false |client| client.verify_otp(&OtpVerify {
        phone: PHONE.into(),
        code: "481516".to_owned().into(),
        purpose: None,
    });
    "getOtpStatus" false |client| client.get_otp_status(&OtpQuery { phone: PHONE.into(), purpose: None });
    "listAuthTemplates" false |client| client.list_auth_templates(&ListQuery::new());
    "listComments" false |client| client.list_comments(PHONE);
    "addComment" false |client| client.add_comment(PHONE, &NewComment {
        comment: "Prefers to be called after five.".into(),
        ..NewComment::default()
    });
    "listContacts" false |client| client.list_contacts(&ListQuery::new());
    "createContact" false |client| client.create_contact(&iris());
    "getContact" false |client| client.get_contact(510, &[]);
    "updateContact" false |client| client.update_contact(510, &ContactPatch {
        company: Some(None),
        ..ContactPatch::default()
    });
    "deleteContact" false |client| client.delete_contact(511);
    "batchCreateContacts" false |client| client.batch_create_contacts(&[iris()], BatchOptions::default());
    "batchDeleteContacts" false |client| client.batch_delete_contacts(&[512]);
    "listGroups" false |client| client.list_groups(&ListQuery::new());
    "createGroup" false |client| client.create_group("Every operation");
    "getGroup" false |client| client.get_group(12);
    "updateGroup" false |client| client.update_group(13, "Repeat readers");
    "deleteGroup" false |client| client.delete_group(20);
    "addContactsToGroup" false |client| client.add_contacts_to_group(12, &[510]);
    "removeContactsFromGroup" false |client| client.remove_contacts_from_group(12, &[510]);
    "sendTextMessage" true |client| client.send_text_message(&TextSend {
        phone: PHONE.into(),
        message: "We are open until six.".into(),
        contact_id: None,
    });
    "sendTemplateMessage" true |client| client.send_template_message(&crate::support::send());
    "sendMediaMessage" true |client| client.send_media_message(&MediaSend {
        phone: PHONE.into(),
        contact_id: None,
        media_type: MediaType::Document,
        source: MediaSource::Url("https://media.example.com/catalogue.pdf".into()),
        caption: Some("Spring catalogue".into()),
        filename: Some("catalogue.pdf".into()),
    });
    "sendInteractiveMessage" true |client| client.send_interactive_message(&InteractiveSend {
        phone: PHONE.into(),
        contact_id: None,
        body_text: "Shall we keep your order for tomorrow?".into(),
        header_text: None,
        footer_text: None,
        choices: Choices::Buttons(vec![ReplyButton { id: "keep".into(), title: "Yes, keep it".into() }]),
    });
    "listMessages" false |client| client.list_messages(&ListQuery::new());
    "getMessage" false |client| client.get_message(90_001);
    "listSources" false |client| client.list_sources(&ListQuery::new());
    "createSource" false |client| client.create_source("Every operation");
    "getSource" false |client| client.get_source(4);
    "updateSource" false |client| client.update_source(5, "Web page");
    "deleteSource" false |client| client.delete_source(99);
    "listStatuses" false |client| client.list_statuses(&ListQuery::new());
    "createStatus" false |client| client.create_status(&stage());
    "getStatus" false |client| client.get_status(7);
    "updateStatus" false |client| client.update_status(7, &stage());
    "deleteStatus" false |client| client.delete_status(99);
    "listTemplates" false |client| client.list_templates(&ListQuery::new());
    "syncTemplates" false |client| client.sync_templates();
    "getTemplate" false |client| client.get_template("1184402973355512");
}

fn iris() -> NewContact {
    NewContact {
        firstname: "Iris".into(),
        lastname: "Mbeki".into(),
        phone: "+15550100150".into(),
        r#type: "lead".into(),
        source_id: 4,
        status_id: 7,
        ..NewContact::default()
    }
}

fn stage() -> StatusInput {
    StatusInput {
        name: "Every operation".into(),
        color: Some("#9C27B0".into()),
    }
}

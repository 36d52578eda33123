//! Edits of a contact that others edit too: against a real server over a socket.

use std::sync::Arc;

use crate::common::{House, connected, fields, form, shop};
use desk_core::{
    Desk,
    accounts::AccountId,
    contacts::{Contact, ContactDraft, ContactInput, UpdateContactRequest},
    error::{CommandError, ErrorCode, FieldErrorCode},
};
use serde_json::{Value, json};
use wacr_api::{BaseUrl, Client, ClientConfig, ContactPatch};
use wacr_sandbox::{Fault, FaultKind, Sandbox};

/// A person written down here, the form as it was opened, and a colleague at another desk.
struct Case {
    _house: House,
    sandbox: Sandbox,
    desk: Arc<Desk>,
    id: AccountId,
    made: Contact,
    base: ContactInput,
    colleague: Client,
    groups: Vec<i64>,
}

impl Case {
    async fn new() -> Self {
        let house = House::new();
        let sandbox = shop(5).await;
        let (desk, id) = connected(&house, &sandbox).await;
        let mut groups = Vec::new();
        for name in ["Night owls", "Early birds", "Mine"] {
            groups.push(desk.groups_create(&id, name.into()).await.unwrap().id);
        }
        let base = ContactInput {
            company: "Blue Harbour".into(),
            groups: vec![groups[0]],
            ..form(&desk, &id, "+15550104711").await
        };
        let made = desk.contacts_create(&id, base.clone()).await.unwrap();
        let address = BaseUrl::parse(&sandbox.base_url()).unwrap();
        let colleague = Client::new(ClientConfig::new(
            address,
            sandbox.token().to_owned().into(),
            "colleague",
        ))
        .unwrap();
        Self {
            _house: house,
            sandbox,
            desk,
            id,
            made,
            base,
            colleague,
            groups,
        }
    }

    async fn save(
        &self,
        base: &ContactInput,
        input: &ContactInput,
    ) -> Result<Contact, CommandError> {
        let request = UpdateContactRequest {
            id: self.made.id,
            base: base.clone(),
            input: input.clone(),
        };
        self.desk.contacts_update(&self.id, request).await
    }

    /// The colleague changes the contact; this computer does not hear of it.
    async fn elsewhere(&self, patch: ContactPatch) {
        self.colleague
            .update_contact(self.made.id, &patch)
            .await
            .unwrap();
    }

    async fn on_the_server(&self) -> wacr_api::Contact {
        self.colleague
            .get_contact(self.made.id, &[])
            .await
            .unwrap()
            .data
    }

    fn sent(&self, method: &str, path: &str) -> Vec<Value> {
        let log = self.sandbox.log().into_iter();
        log.filter(|entry| {
            entry.method == method && entry.path.trim_start_matches("/api/v2").starts_with(path)
        })
        .map(|entry| entry.body.unwrap_or_default())
        .collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_both_changed_is_asked_and_what_only_the_other_changed_stays() {
    let case = Case::new().await;
    case.elsewhere(ContactPatch {
        company: Some(Some("Red Harbour".into())),
        city: Some(Some("Ghent".into())),
        ..ContactPatch::default()
    })
    .await;
    let patched = case.sent("PATCH", "/contacts").len();

    // Another field: no question, and theirs stays.
    let zip = ContactInput {
        zip: "9000".into(),
        ..case.base.clone()
    };
    let saved = case.save(&case.base, &zip).await.unwrap();
    assert_eq!(saved.company.as_deref(), Some("Red Harbour"));
    assert_eq!(saved.city.as_deref(), Some("Ghent"));
    assert_eq!(
        case.sent("PATCH", "/contacts")[patched..],
        [json!({ "zip": "9000" })]
    );

    // The same field: nothing is sent, and both values are there to choose from.
    let green = ContactInput {
        company: "Green Harbour".into(),
        description: "Likes tea".into(),
        ..case.base.clone()
    };
    let error = case.save(&case.base, &green).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ChangedMeanwhile);
    assert_eq!(fields(&error), ["company"]);
    assert_eq!(error.fields[0].code, FieldErrorCode::ChangedMeanwhile);
    let theirs = *error.contact.unwrap();
    assert_eq!(theirs.company.as_deref(), Some("Red Harbour"));
    assert_eq!(case.sent("PATCH", "/contacts").len(), patched + 1);
    assert_eq!(
        case.desk.contacts_get(&case.id, theirs.id).await.unwrap(),
        theirs,
        "the mirror has what the server has"
    );

    // Chosen: mine, on top of theirs.
    let base = ContactInput {
        company: "Red Harbour".into(),
        city: "Ghent".into(),
        zip: "9000".into(),
        ..case.base.clone()
    };
    let chosen = ContactInput {
        company: "Green Harbour".into(),
        description: "Likes tea".into(),
        ..base.clone()
    };
    case.save(&base, &chosen).await.unwrap();
    assert_eq!(
        case.sent("PATCH", "/contacts")[patched + 1..],
        [json!({ "company": "Green Harbour", "description": "Likes tea" })]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_change_made_twice_is_no_question() {
    let case = Case::new().await;
    case.elsewhere(ContactPatch {
        company: Some(Some("Red Harbour".into())),
        ..ContactPatch::default()
    })
    .await;
    let patched = case.sent("PATCH", "/contacts").len();
    let red = ContactInput {
        company: "Red Harbour ".into(),
        ..case.base.clone()
    };
    let saved = case.save(&case.base, &red).await.unwrap();
    assert_eq!(saved.company.as_deref(), Some("Red Harbour"));
    assert_eq!(case.sent("PATCH", "/contacts").len(), patched);
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_a_colleague_gave_stay() {
    let case = Case::new().await;
    let [first, second, third] = case.groups[..] else {
        unreachable!()
    };
    case.colleague
        .add_contacts_to_group(second, &[case.made.id])
        .await
        .unwrap();
    let reads = case
        .sent("GET", &format!("/contacts/{}", case.made.id))
        .len();

    let moved = ContactInput {
        groups: vec![third],
        ..case.base.clone()
    };
    let saved = case.save(&case.base, &moved).await.unwrap();
    assert!(!saved.groups.contains(&first) && saved.groups.contains(&third));
    let mut theirs = case.on_the_server().await.group_id;
    theirs.sort_unstable();
    assert_eq!(theirs, [second, third]);
    assert!(
        case.sent("PATCH", "/contacts").is_empty(),
        "a PATCH would replace all groups"
    );
    assert_eq!(
        case.sent("GET", &format!("/contacts/{}", case.made.id))
            .len(),
        reads + 1,
        "only this test read it: group calls overwrite nothing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_is_gone_lands_on_the_groups_and_the_rest_is_saved() {
    let case = Case::new().await;
    case.colleague.delete_group(case.groups[2]).await.unwrap();
    let input = ContactInput {
        company: "Green Harbour".into(),
        groups: vec![case.groups[0], case.groups[2]],
        ..case.base.clone()
    };
    let error = case.save(&case.base, &input).await.unwrap_err();
    assert_eq!(
        (error.code, fields(&error)),
        (ErrorCode::Invalid, vec!["groups.1"])
    );
    assert_eq!(error.params["saved"], "fields");
    let here = case
        .desk
        .contacts_get(&case.id, case.made.id)
        .await
        .unwrap();
    assert_eq!(here.company.as_deref(), Some("Green Harbour"));

    // Without it, the second try has nothing left to do, and says so by succeeding.
    let patched = case.sent("PATCH", "/contacts").len();
    let input = ContactInput {
        groups: vec![case.groups[0]],
        ..input
    };
    case.save(&case.base, &input).await.unwrap();
    assert_eq!(case.sent("PATCH", "/contacts").len(), patched);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_that_is_gone_is_gone_here_too() {
    let case = Case::new().await;
    case.colleague.delete_contact(case.made.id).await.unwrap();
    let joined = ContactInput {
        groups: case.groups.clone(),
        ..case.base.clone()
    };
    let error = case.save(&case.base, &joined).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound, "{error}");
    let here = case.desk.contacts_get(&case.id, case.made.id).await;
    assert_eq!(here.unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_fails_saves_nothing_and_keeps_the_draft() {
    let case = Case::new().await;
    let input = ContactInput {
        company: "Green Harbour".into(),
        ..case.base.clone()
    };
    let draft = ContactDraft {
        contact: Some(case.made.id),
        input: input.clone(),
        base: Some(case.base.clone()),
    };
    case.desk
        .contacts_save_draft(&case.id, draft.clone())
        .await
        .unwrap();
    let fail = |code| FaultKind::Status { code, body: None };
    case.sandbox
        .set_faults(vec![Fault::on("GET", "/contacts", fail(500))]);
    let error = case.save(&case.base, &input).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::ServerFault);
    assert!(case.sent("PATCH", "/contacts").is_empty());
    let kept = case
        .desk
        .contacts_draft(&case.id, Some(case.made.id))
        .await
        .unwrap();
    assert_eq!(kept, Some(draft), "with the form as it was opened");
}

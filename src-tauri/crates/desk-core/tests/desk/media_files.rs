//! Files of this computer in the header: what is kept, what arrives, and what happens when the file is gone.

use std::collections::BTreeMap;

use crate::common::{House, connected, person, shop, until};
use desk_core::{
    Desk,
    accounts::AccountId,
    campaigns::{
        AudiencePart, AudienceSource, CampaignDraft, CampaignState, FunnelRules, MediaProblem,
        Pace, SlotFill, SlotSource, StartCampaign, StopRules,
    },
    error::FieldErrorCode,
    outbox::{SendRequest, SendState},
    templates::{HeaderKind, SlotKind, Template},
};

const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

async fn catalogue(desk: &Desk, id: &AccountId) -> Template {
    let all = desk.templates_list(id).await.unwrap();
    all.into_iter()
        .find(|t| t.name == "spring_catalogue" && t.language == "en_GB")
        .unwrap()
}

/// Every place filled: the header with this, the rest with a word.
fn values(template: &Template, header: &str) -> BTreeMap<String, String> {
    let fill = |kind: SlotKind| match kind {
        SlotKind::MediaLink => header.to_owned(),
        SlotKind::Text => "soon".to_owned(),
    };
    let slots = template.slots.iter();
    slots
        .map(|slot| (slot.field.clone(), fill(slot.kind)))
        .collect()
}

async fn put(desk: &Desk, id: &AccountId, name: &str) -> String {
    desk.media_files_put(id, HeaderKind::Image, name, JPEG.to_vec())
        .await
        .unwrap()
        .value
}

/// The folders of kept files.
fn kept(house: &House, id: &AccountId) -> Vec<std::path::PathBuf> {
    let folder = house.path().join("accounts").join(&id.0).join("media");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chosen_file_arrives_under_its_name_wherever_the_original_went() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let template = catalogue(&desk, &id).await;
    let made = desk
        .contacts_create(&id, crate::common::form(&desk, &id, "+15550104711").await)
        .await
        .unwrap();
    let value = put(&desk, &id, "Frühling 目录.jpg").await;
    let request = SendRequest {
        key: "key-1".into(),
        contact: person(&desk, &id, &made.phone).await.id,
        template: template.template_id.clone(),
        values: values(&template, &value),
    };
    let preview = desk.outbox_preview(&id, request.clone()).await.unwrap();
    assert_eq!(preview.problems, []);
    let row = desk.outbox_send(&id, request).await.unwrap();
    assert_eq!(row.state, SendState::Accepted);
    assert_eq!(row.rendered.header_link.as_deref(), Some(value.as_str()));
    let arrived = sandbox.messages_created();
    assert_eq!(arrived.len(), 1);
    assert_eq!(arrived[0].media.as_deref(), Some("Frühling 目录.jpg"));
    let call = sandbox
        .log()
        .into_iter()
        .rfind(|entry| entry.path.ends_with("/messages/template"))
        .unwrap();
    let fields = call.body.unwrap();
    assert_eq!(fields["field_1"], "soon");
    assert_eq!(
        fields.get("header_image_url"),
        None,
        "the file goes, not where it lies"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_file_is_refused_with_its_reason_and_nothing_is_kept() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    for (name, bytes, code) in [
        ("a.pdf", b"%PDF-1.7".to_vec(), FieldErrorCode::WrongFile),
        ("a.png", JPEG.to_vec(), FieldErrorCode::WrongFile),
        ("a.jpg", Vec::new(), FieldErrorCode::Required),
        (
            "a.jpg",
            [JPEG, &vec![0; 5 << 20]].concat(),
            FieldErrorCode::TooLarge,
        ),
    ] {
        let refused = desk
            .media_files_put(&id, HeaderKind::Image, name, bytes)
            .await
            .unwrap_err();
        assert_eq!(refused.fields[0].code, code, "{name}");
    }
    assert_eq!(kept(&house, &id), [] as [std::path::PathBuf; 0]);
}

async fn plan(desk: &Desk, id: &AccountId, header: &str) -> desk_core::campaigns::CampaignPlan {
    let template = catalogue(desk, id).await;
    let fill = |text: String| SlotFill {
        source: SlotSource::Fixed { text },
        formulas: Vec::new(),
        fallback: None,
    };
    let draft = CampaignDraft {
        template: template.template_id.clone(),
        audience: vec![AudiencePart {
            minus: false,
            of: AudienceSource::Numbers {
                text: (0..5).map(|n| format!("+1555020000{n}\n")).collect(),
            },
        }],
        slots: values(&template, header)
            .into_iter()
            .map(|(field, text)| (field, fill(text)))
            .collect(),
        funnel: FunnelRules {
            create_unknown: true,
            ..FunnelRules::default()
        },
        edits: Vec::new(),
        left_out: Vec::new(),
        pace: Pace::default(),
    };
    let plan = desk.campaigns_plan(id, draft).await.unwrap();
    assert_eq!(plan.problems, []);
    plan
}

async fn run_to_its_end(
    desk: &Desk,
    id: &AccountId,
    plan: String,
) -> desk_core::campaigns::Campaign {
    let start = StartCampaign {
        plan,
        name: "Spring".into(),
        pace: Pace::default(),
        stop: StopRules::default(),
        cancel_window: 0,
        starts_at: None,
    };
    let run = desk.campaigns_start(id, start).await.unwrap().id;
    let get = async || desk.campaigns_get(id, run).await.unwrap().campaign;
    until("the run is over or stopped", || async {
        matches!(
            get().await.state,
            CampaignState::Done | CampaignState::Stopped
        )
    })
    .await;
    get().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_sends_its_file_to_each_and_says_before_the_start_when_it_is_gone() {
    let house = House::new();
    let sandbox = shop(40).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let value = put(&desk, &id, "cover.jpg").await;
    let first = plan(&desk, &id, &value).await;
    let media = desk
        .campaigns_check(&id, first.id.clone())
        .await
        .unwrap()
        .media;
    assert_eq!((media.links, media.looked_at, media.bad.len()), (1, 1, 0));
    let done = run_to_its_end(&desk, &id, first.id).await;
    assert_eq!(done.totals.accepted, 5);
    let media: Vec<_> = sandbox
        .messages_created()
        .into_iter()
        .map(|message| message.media)
        .collect();
    assert_eq!(media, vec![Some("cover.jpg".to_owned()); 5]);

    // Somebody tidied the folder.
    let second = plan(&desk, &id, &value).await;
    for folder in kept(&house, &id) {
        std::fs::remove_dir_all(folder).unwrap();
    }
    let media = desk
        .campaigns_check(&id, second.id.clone())
        .await
        .unwrap()
        .media;
    assert_eq!(media.bad[0].link, "cover.jpg");
    assert_eq!(media.bad[0].problem, MediaProblem::FileGone);
    // Started all the same, nothing leaves this computer.
    let ended = run_to_its_end(&desk, &id, second.id).await;
    assert_eq!(ended.totals.accepted, 0);
    assert_eq!(ended.totals.unknown, 0, "it is known that nothing was sent");
    assert_eq!(sandbox.messages_created().len(), 5);
}

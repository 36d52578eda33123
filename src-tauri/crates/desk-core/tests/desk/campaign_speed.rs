//! How fast runs are. Minutes long, and figures of a quiet machine: `cargo test --release --package desk-core
//! --test desk campaign_speed -- --ignored --nocapture --test-threads 1`.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use crate::common::{House, connected, shop_with, until};
use desk_core::{
    Desk,
    accounts::AccountId,
    campaigns::{
        AudiencePart, AudienceSource, CampaignDraft, CampaignState, FunnelRules, MergeField, Pace,
        SlotFill, SlotSource, StartCampaign, StopRules,
    },
};
use wacr_api::{BaseUrl, Client, ClientConfig, TemplateSend};
use wacr_sandbox::{Options, RateLimit, Sandbox};

const SEND: &str = "/messages/template";

/// A shop whose plan has room for all.
async fn roomy() -> Sandbox {
    shop_with(Options {
        contacts: 40,
        plan_contacts: Some(u32::MAX),
        plan_conversations: Some(u32::MAX),
        ..Options::default()
    })
    .await
}

fn number(n: usize) -> String {
    format!("+1555{n:07}")
}

async fn begin(desk: &Desk, id: &AccountId, people: usize) -> i64 {
    let all = desk.templates_list(id).await.unwrap();
    let welcome = all
        .into_iter()
        .find(|t| t.name == "welcome_reader" && t.language == "en_GB")
        .unwrap();
    let fill = SlotFill {
        source: SlotSource::Field {
            field: MergeField::Phone,
        },
        formulas: Vec::new(),
        fallback: None,
    };
    let numbers: Vec<String> = (0..people)
        .map(|n| number(20_000 + n % 9_000 + n / 9_000 * 10_000))
        .collect();
    let draft = CampaignDraft {
        slots: BTreeMap::from([(welcome.slots[0].field.clone(), fill)]),
        template: welcome.template_id,
        audience: vec![AudiencePart {
            minus: false,
            of: AudienceSource::Numbers {
                text: numbers.join("\n"),
            },
        }],
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
    let start = StartCampaign {
        plan: plan.id,
        name: String::new(),
        pace: Pace::default(),
        stop: StopRules::default(),
        cancel_window: 0,
        starts_at: None,
    };
    desk.campaigns_start(id, start).await.unwrap().id
}

fn calls(sandbox: &Sandbox) -> Vec<(i64, Option<u16>)> {
    let log = sandbox.log();
    log.iter()
        .filter(|entry| entry.path.ends_with(SEND))
        .map(|entry| (entry.at_ms, entry.status))
        .collect()
}

/// A bare loop of eight.
async fn bare(sandbox: &Sandbox, people: usize) -> f64 {
    let base = BaseUrl::parse(&sandbox.base_url()).unwrap();
    let client = Client::new(ClientConfig::new(base, sandbox.token().into(), "bare/1")).unwrap();
    let start = Instant::now();
    let tasks: Vec<_> = (0..8)
        .map(|worker| {
            let client = client.clone();
            tokio::spawn(async move {
                for n in (worker..people).step_by(8) {
                    let send = TemplateSend {
                        phone: number(1_000_000 + n),
                        template_name: "welcome_reader".into(),
                        language: "en_GB".into(),
                        values: [("field_1".to_owned(), "Nadia".to_owned())].into(),
                        ..TemplateSend::default()
                    };
                    client.send_template_message(&send).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    people as f64 / start.elapsed().as_secs_f64()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn without_a_limit_at_least_half_of_a_bare_loop() {
    const PEOPLE: usize = 2_000;
    let house = House::new();
    let sandbox = roomy().await;
    let (desk, id): (Arc<Desk>, _) = connected(&house, &sandbox).await;
    let bare = bare(&sandbox, PEOPLE).await;
    let before = calls(&sandbox).len();
    let planned = Instant::now();
    let run = begin(&desk, &id, PEOPLE).await;
    let planned = planned.elapsed();
    until("all were sent", || async {
        desk.campaigns_get(&id, run).await.unwrap().campaign.state == CampaignState::Done
    })
    .await;
    let at: Vec<i64> = calls(&sandbox)[before..]
        .iter()
        .map(|(at, _)| *at)
        .collect();
    assert_eq!(at.len(), PEOPLE);
    let seconds = (at.iter().max().unwrap() - at.iter().min().unwrap()) as f64 / 1_000.0;
    let rate = PEOPLE as f64 / seconds;
    println!(
        "bare {bare:.0}/s, run {rate:.0}/s: {:.2}; plan and start {planned:?}",
        rate / bare
    );
    assert!(rate >= bare / 2.0);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement of three minutes"]
async fn with_a_limit_nearly_all_of_it_and_no_429() {
    const LIMIT: u32 = 300;
    let house = House::new();
    let sandbox = roomy().await;
    let (desk, id): (Arc<Desk>, _) = connected(&house, &sandbox).await;
    sandbox.set_rate_limit(RateLimit::PerMinute(LIMIT));
    begin(&desk, &id, 3 * LIMIT as usize).await;
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(190) && calls(&sandbox).len() < 3 * LIMIT as usize {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let calls = calls(&sandbox);
    let first = calls[0].0;
    let refused = calls
        .iter()
        .filter(|(_, status)| *status == Some(429))
        .count();
    for minute in 0..3 {
        let within = |at: i64| (at - first) / 60_000 == minute;
        println!(
            "minute {minute}: {}",
            calls.iter().filter(|(at, _)| within(*at)).count()
        );
    }
    let seconds = (calls[calls.len() - 1].0 - first) as f64 / 1_000.0;
    println!("{} calls in {seconds:.1} s, {refused} refused", calls.len());
    assert_eq!(refused, 0);
}

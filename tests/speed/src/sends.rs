//! A run of a template: at a limit, against what the limit allows; and without one, against a bare loop with as many calls at
//! once that writes nothing down. Each without a limit in a process of its own, by turns.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use desk_core::Desk;
use desk_core::accounts::{AccountId, ConnectRequest};
use desk_core::campaigns::{
    AudiencePart, AudienceSource, CampaignDraft, CampaignState, FunnelRules, MergeField, Pace,
    SlotFill, SlotSource, StartCampaign, StopRules,
};
use desk_core::sync::SyncState;
use serde_json::{Value, json};
use tokio::process::Command;
use window_tests::{Failure, Outcome, Sandbox};

use crate::desk::{self, bare_client, told};
use crate::figure::{Figure, median};

const TEMPLATE: &str = "welcome_reader";
const LANGUAGE: &str = "en_GB";
/// Calls at once, as the runner makes them.
const AT_ONCE: usize = 8;
/// People of a run without a limit.
const PEOPLE: usize = 3_000;
/// Calls a minute of the run at a limit, and the whole minutes it is looked at.
const LIMIT: usize = 600;
const MINUTES: usize = 3;
const MINUTE_MS: i64 = 60_000;

#[derive(clap::Args)]
pub struct Sends {
    #[arg(long)]
    how: How,
    #[arg(long)]
    server: String,
    #[arg(long)]
    token: String,
    #[arg(long)]
    people: usize,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum How {
    /// As the program does.
    Core,
    /// Sent, and nothing written down.
    Bare,
}

pub async fn compare(rounds: usize) -> Outcome<Vec<Figure>> {
    Ok(vec![without_a_limit(rounds).await?, at_a_limit().await?])
}

async fn sandbox(limit: &str) -> Outcome<Sandbox> {
    let room = [
        "--plan-contacts",
        "unlimited",
        "--plan-conversations",
        "unlimited",
    ];
    let few = ["--contacts", "40", "--rate-limit", limit];
    Sandbox::start(&[few, room].concat()).await
}

async fn without_a_limit(rounds: usize) -> Outcome<Figure> {
    let (mut core, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        core.push(child("core").await?);
        bare.push(child("bare").await?);
    }
    let rate = |seconds: &[f64]| PEOPLE as f64 / median(seconds);
    Ok(Figure {
        name: "sends",
        what: "Sends without a limit, every row durable: time to a bare loop's",
        value: median(&core) / median(&bare),
        unit: "×",
        limit: Some(2.0),
        detail: format!(
            "{:.0} a second to {:.0}, {PEOPLE} people, {AT_ONCE} at once",
            rate(&core),
            rate(&bare)
        ),
    })
}

/// By the server's own log, from the first send on.
async fn at_a_limit() -> Outcome<Figure> {
    let sandbox = sandbox(&LIMIT.to_string()).await?;
    let sends = Sends {
        how: How::Core,
        server: sandbox.base_url.clone(),
        token: sandbox.token.clone(),
        people: LIMIT * MINUTES + LIMIT / 10,
    };
    core(&sends).await?;
    let calls = sandbox.calls().await?;
    let at = |call: &Value| call["at_ms"].as_i64().unwrap_or_default();
    let is_send = |call: &&Value| {
        call["path"]
            .as_str()
            .is_some_and(|path| path.ends_with("/messages/template"))
    };
    let begun = calls
        .iter()
        .filter(is_send)
        .map(at)
        .min()
        .unwrap_or_default();
    let until = begun + MINUTE_MS * MINUTES as i64;
    let accepted = |call: &&Value| at(call) < until && call["status"] == 200;
    let sent = calls.iter().filter(is_send).filter(accepted).count();
    let refused = |from: i64| {
        let late = calls.iter().filter(|call| at(call) >= from);
        late.filter(|call| call["status"] == 429).count()
    };
    let rate = sent as f64 / MINUTES as f64;
    Ok(Figure {
        name: "sends",
        what: "Sends at a limit, the limit to what goes out a minute",
        value: LIMIT as f64 / rate,
        unit: "×",
        limit: Some(1.0 / 0.99),
        detail: format!(
            "{rate:.1} of {LIMIT} a minute over {MINUTES} minutes; refused for speed: {}, after the first minute {}",
            refused(0),
            refused(begun + MINUTE_MS)
        ),
    })
}

/// Against a server of its own: the people of an earlier round would be contacts that the core fetches meanwhile.
async fn child(how: &str) -> Outcome<f64> {
    let sandbox = sandbox("unlimited").await?;
    let output = Command::new(std::env::current_exe()?)
        .args(["sends", "--how", how, "--server", &sandbox.base_url])
        .args(["--token", &sandbox.token])
        .args(["--people", &PEOPLE.to_string()])
        .output()
        .await?;
    let made = sandbox.messages().await?.len();
    if made != PEOPLE {
        return Err(Failure::new(format!("{made} messages went out")));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim()
        .parse()
        .map_err(|_| Failure::new(format!("{text}{}", String::from_utf8_lossy(&output.stderr))))
}

/// One of them, told on the standard output in seconds.
pub async fn once(sends: &Sends) -> Outcome {
    let took = match sends.how {
        How::Core => core(sends).await?,
        How::Bare => bare(sends).await?,
    };
    println!("{}", took.as_secs_f64());
    Ok(())
}

fn number(n: usize) -> String {
    // None of a template's rehearsals ends in a 3.
    format!("+1555{n:06}3")
}

/// From the start of the run to its end.
async fn core(sends: &Sends) -> Outcome<Duration> {
    let folder = desk::folder("sends")?;
    let desk = desk::open(folder.path()).await?;
    let request = ConnectRequest {
        server: sends.server.clone(),
        token: sends.token.clone().into(),
        session_only: false,
    };
    let id = desk.accounts_connect(request).await.map_err(told)?.id;
    while !matches!(
        desk.sync_status(&id).await.map_err(told)?.state,
        SyncState::Synced { .. }
    ) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let plan = desk.campaigns_plan(&id, draft(&desk, &id, sends).await?);
    let plan = plan.await.map_err(told)?;
    let start = StartCampaign {
        plan: plan.id,
        name: "speed".into(),
        pace: Pace::default(),
        stop: StopRules::default(),
        cancel_window: 0,
        starts_at: None,
    };
    let at = Instant::now();
    let run = desk.campaigns_start(&id, start).await.map_err(told)?.id;
    let took = loop {
        let now = desk.campaigns_get(&id, run).await.map_err(told)?.campaign;
        match now.state {
            CampaignState::Done if now.totals.accepted as usize == sends.people => {
                break at.elapsed();
            }
            CampaignState::Done | CampaignState::Stopped => {
                return Err(Failure::new(format!("{now:?}")));
            }
            _ => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    };
    desk.shutdown().await;
    Ok(took)
}

async fn draft(desk: &Desk, id: &AccountId, sends: &Sends) -> Outcome<CampaignDraft> {
    let all = desk.templates_refresh(id).await.map_err(told)?;
    let template = all
        .into_iter()
        .find(|one| one.name == TEMPLATE && one.language == LANGUAGE)
        .ok_or_else(|| Failure::new("the server has no such template"))?;
    let own = SlotFill {
        source: SlotSource::Field {
            field: MergeField::Phone,
        },
        formulas: Vec::new(),
        fallback: None,
    };
    let numbers = (0..sends.people).map(number);
    Ok(CampaignDraft {
        slots: template
            .slots
            .iter()
            .map(|slot| (slot.field.clone(), own.clone()))
            .collect(),
        template: template.template_id,
        audience: vec![AudiencePart {
            minus: false,
            of: AudienceSource::Numbers {
                text: numbers.collect::<Vec<_>>().join("\n"),
            },
        }],
        funnel: FunnelRules {
            create_unknown: true,
            ..FunnelRules::default()
        },
        edits: Vec::new(),
        left_out: Vec::new(),
        pace: Pace::default(),
    })
}

async fn bare(sends: &Sends) -> Outcome<Duration> {
    let client = bare_client()?;
    let next = Arc::new(AtomicUsize::new(0));
    let end = sends.people;
    let at = Instant::now();
    let loops = (0..AT_ONCE).map(|_| {
        let (client, next) = (client.clone(), Arc::clone(&next));
        let url = format!("{}/api/v2/messages/template", sends.server);
        let token = sends.token.clone();
        tokio::spawn(async move {
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= end {
                    return Ok::<(), reqwest::Error>(());
                }
                let body = json!({
                    "phone": number(n),
                    "template_name": TEMPLATE,
                    "language": LANGUAGE,
                    "field_1": number(n),
                });
                let answer = client
                    .post(&url)
                    .bearer_auth(&token)
                    .json(&body)
                    .send()
                    .await?;
                answer.error_for_status()?.bytes().await?;
            }
        })
    });
    for one in loops.collect::<Vec<_>>() {
        one.await??;
    }
    Ok(at.elapsed())
}

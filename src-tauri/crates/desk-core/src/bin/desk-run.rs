//! One run of a template, without a window: begins it or goes on with it, and prints its report. Made to be killed at any
//! moment and started again on the same folder; tests and soaks do.
//!
//! ```text
//! WACR_TOKEN=… desk-run --data FOLDER --server ADDRESS --template NAME --numbers FILE [--per-minute N]
//! ```
//!
//! Every slot is filled with the person's number, so that each message says something else. Prints `begun` when the run
//! is written down, and as its last line the report as JSON.

use std::{
    collections::BTreeMap, io::Write, path::PathBuf, pin::Pin, process::ExitCode, sync::Arc,
    time::Duration,
};

use desk_core::{
    Desk, DeskConfig, PracticeHost, PracticeServer,
    accounts::{AccountId, ConnectRequest},
    campaigns::{
        AudiencePart, AudienceSource, Campaign, CampaignDraft, CampaignRowsRequest, CampaignState,
        FunnelRules, MergeField, Pace, RescheduleCampaign, SlotFill, SlotSource, StartCampaign,
        StopRules,
    },
    error::CommandError,
    outbox::SendState,
    preferences::Preferences,
};
use desk_vault::{Answer, SecretStore};
use secrecy::{ExposeSecret, SecretString};

/// Rows read at a time.
const WINDOW: u32 = 500;
/// How long unknown rows may take to be looked up after the end.
const LOOK_UP: Duration = Duration::from_secs(90);

/// A key store that holds the token of this process.
struct Fixed(SecretString);

impl SecretStore for Fixed {
    fn set<'a>(&'a self, _: &'a str, _: SecretString) -> Answer<'a, ()> {
        Box::pin(async { Ok(()) })
    }
    fn get<'a>(&'a self, _: &'a str) -> Answer<'a, Option<SecretString>> {
        Box::pin(async { Ok(Some(self.0.expose_secret().into())) })
    }
    fn remove<'a>(&'a self, _: &'a str) -> Answer<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}

struct NoPractice;

impl PracticeHost for NoPractice {
    fn start(&self) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send + '_>> {
        Box::pin(async { Err("there is none here".to_owned()) })
    }
}

struct Wanted {
    data: PathBuf,
    server: String,
    template: String,
    numbers: PathBuf,
    per_minute: Option<u32>,
}

fn read(mut args: impl Iterator<Item = String>) -> Option<Wanted> {
    let mut given = BTreeMap::new();
    while let Some(name) = args.next() {
        given.insert(name, args.next()?);
    }
    Some(Wanted {
        data: given.remove("--data")?.into(),
        server: given.remove("--server")?,
        template: given.remove("--template")?,
        numbers: given.remove("--numbers")?.into(),
        per_minute: given
            .remove("--per-minute")
            .and_then(|text| text.parse().ok()),
    })
}

#[tokio::main]
async fn main() -> ExitCode {
    let (Some(wanted), Ok(token)) = (read(std::env::args().skip(1)), std::env::var("WACR_TOKEN"))
    else {
        say(
            "WACR_TOKEN=… desk-run --data FOLDER --server ADDRESS --template NAME --numbers FILE [--per-minute N]",
        );
        return ExitCode::from(2);
    };
    match run(wanted, token.into()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

async fn run(wanted: Wanted, token: SecretString) -> Result<(), CommandError> {
    let desk = Desk::open(DeskConfig {
        data_dir: wanted.data.clone(),
        vault: Arc::new(Fixed(token.clone())),
        practice: Arc::new(NoPractice),
        events: Arc::new(|_| {}),
        version: env!("CARGO_PKG_VERSION").into(),
        commit: String::new(),
        network: desk_core::network::NetworkSettings::default(),
    })
    .await?;
    let active = desk
        .accounts_start(Preferences::default(), false)
        .await?
        .active;
    let account = match active {
        Some(account) => account,
        None => {
            let request = ConnectRequest {
                server: wanted.server.clone(),
                token,
                session_only: false,
            };
            desk.accounts_connect(request).await?.id
        }
    };
    let begun = desk.campaigns_list(&account).await?.pop();
    let id = match begun {
        Some(run) => run.id,
        None => begin(&desk, &account, &wanted).await?,
    };
    say("begun");
    let done = follow(&desk, &account, id).await?;
    let report = report(&desk, &account, &done).await?;
    say(&report.to_string());
    desk.shutdown().await;
    Ok(())
}

async fn begin(desk: &Desk, account: &AccountId, wanted: &Wanted) -> Result<i64, CommandError> {
    let templates = desk.templates_refresh(account).await?;
    let template = templates
        .into_iter()
        .find(|template| template.name == wanted.template && template.problem.is_none());
    let internal = |text: &str| CommandError::new(desk_core::error::ErrorCode::Internal, text);
    let template = template.ok_or_else(|| internal("no such template that can be sent"))?;
    let numbers =
        std::fs::read_to_string(&wanted.numbers).map_err(|error| internal(&error.to_string()))?;
    let number = SlotFill {
        source: SlotSource::Field {
            field: MergeField::Phone,
        },
        formulas: Vec::new(),
        fallback: None,
    };
    let pace = Pace {
        per_minute: wanted.per_minute,
        ..Pace::default()
    };
    let slots = template.slots.iter();
    let draft = CampaignDraft {
        slots: slots
            .map(|slot| (slot.field.clone(), number.clone()))
            .collect(),
        template: template.template_id,
        audience: vec![AudiencePart {
            minus: false,
            of: AudienceSource::Numbers { text: numbers },
        }],
        funnel: FunnelRules {
            create_unknown: true,
            ..FunnelRules::default()
        },
        edits: Vec::new(),
        left_out: Vec::new(),
        pace: pace.clone(),
    };
    let plan = desk.campaigns_plan(account, draft).await?;
    let start = StartCampaign {
        plan: plan.id,
        name: "desk-run".into(),
        pace,
        // Faults are what it is for.
        stop: StopRules {
            failures_in_a_row: None,
            failures_percent: None,
        },
        cancel_window: 0,
        starts_at: None,
    };
    Ok(desk.campaigns_start(account, start).await?.id)
}

/// Lets it go on whatever stopped it, until everybody was sent to and what is unknown was looked up.
async fn follow(desk: &Desk, account: &AccountId, id: i64) -> Result<Campaign, CommandError> {
    let mut left = LOOK_UP;
    loop {
        let run = desk.campaigns_get(account, id).await?.campaign;
        match run.state {
            CampaignState::Done => {
                let unknown = rows(desk, account, id, SendState::Unknown).await?;
                // Asked for twice since the end: what is still unknown stays so.
                let asked = unknown.iter().all(|row| row.send.evidence.len() >= 2);
                if asked || left.is_zero() {
                    return Ok(run);
                }
                left = left.saturating_sub(Duration::from_millis(50));
            }
            CampaignState::Missed => {
                let now = RescheduleCampaign {
                    campaign: id,
                    starts_at: None,
                };
                desk.campaigns_reschedule(account, now).await?;
            }
            CampaignState::Paused | CampaignState::Stopped => {
                desk.campaigns_resume(account, id).await?;
            }
            CampaignState::Scheduled | CampaignState::Running | CampaignState::Cancelled => {}
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn rows(
    desk: &Desk,
    account: &AccountId,
    id: i64,
    state: SendState,
) -> Result<Vec<desk_core::campaigns::Recipient>, CommandError> {
    let mut all = Vec::new();
    loop {
        let request = CampaignRowsRequest {
            campaign: id,
            states: vec![state],
            reasons: Vec::new(),
            text: String::new(),
            offset: u32::try_from(all.len()).unwrap_or(u32::MAX),
            limit: WINDOW,
        };
        let window = desk.campaigns_rows(account, request).await?;
        let last = window.rows.len() < WINDOW as usize;
        all.extend(window.rows);
        if last {
            return Ok(all);
        }
    }
}

/// Totals, and the numbers in each state.
async fn report(
    desk: &Desk,
    account: &AccountId,
    run: &Campaign,
) -> Result<serde_json::Value, CommandError> {
    let mut numbers = serde_json::Map::new();
    for (name, state) in [
        ("accepted", SendState::Accepted),
        ("refused", SendState::Refused),
        ("unknown", SendState::Unknown),
        ("planned", SendState::Planned),
        ("in_flight", SendState::InFlight),
    ] {
        let found = rows(desk, account, run.id, state).await?;
        let phones: Vec<String> = found.into_iter().map(|row| row.send.phone).collect();
        numbers.insert(name.to_owned(), phones.into());
    }
    Ok(serde_json::json!({ "totals": run.totals, "numbers": numbers }))
}

/// A line for whoever started this.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // Whoever started this may have gone away.
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

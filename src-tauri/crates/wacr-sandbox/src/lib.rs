//! A practice server that answers as the WA.cr APP's API v2 does, on loopback and from memory.
//!
//! It is written from the contract alone and shares no code with the client, so that a slip of one is not a slip of
//! both. The program uses it for the practice account, tests and benches use it as the other side of the wire.
//!
//! Numbers that end in certain digits rehearse what can go wrong (see [`magic`]); [`Fault`]s break the wire itself.

mod auth;
mod body;
mod clock;
mod codes;
mod envelope;
mod faults;
mod filters;
mod log;
pub mod magic;
mod merge;
mod operations;
mod page;
mod perform;
mod query;
mod quirks;
mod rate;
mod render;
mod resources;
mod rows;
mod seed;
mod selection;
mod server;
mod state;
mod template;
mod validation;
mod wire;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use auth::Tokens;
pub use faults::{Fault, FaultKind};
pub use log::LogEntry;
pub use operations::operations;
pub use quirks::{Quirk, Quirks};
pub use rate::RateLimit;
pub use state::CreatedMessage;

use faults::Faults;
use log::Log;
use server::{Inner, Server};
use state::{Quota, State};

/// The contacts a Growth plan holds.
const PLAN_CONTACTS: u32 = 5_000;
/// The conversations a Growth plan holds in a month, and how many are used when the server starts.
const PLAN_CONVERSATIONS: u32 = 1_000;
const USED_CONVERSATIONS: u32 = 412;

/// How a practice server is set up. The default is the practice account of the program.
#[derive(Debug, Clone)]
pub struct Options {
    /// 0 takes a free port.
    pub port: u16,
    /// Seeded contacts.
    pub contacts: usize,
    /// The same seed gives the same shop, times aside.
    pub seed: u64,
    /// For every token of the account.
    pub rate_limit: RateLimit,
    /// The plan's limit of contacts: the plan's own 5,000 (or none for a larger seed) when left out; `u32::MAX` is
    /// unlimited.
    pub plan_contacts: Option<u32>,
    /// Conversations left this month: the plan's own 1,000 with 412 used when left out, else counted from 0;
    /// `u32::MAX` is unlimited.
    pub plan_conversations: Option<u32>,
    /// The full token; random when left out.
    pub token: Option<String>,
    /// Faults from the start.
    pub faults: Vec<Fault>,
    /// Serve `GET /__sandbox/log` and `POST /__sandbox/{faults,inbound,clock}`.
    pub log_endpoint: bool,
    /// Seconds the server's clock is ahead of this machine's.
    pub clock_skew_seconds: i64,
    /// What differs from the documented behaviour; nothing by default.
    pub quirks: Quirks,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            contacts: 1_200,
            seed: 1,
            rate_limit: RateLimit::PerMinute(60),
            plan_contacts: None,
            plan_conversations: None,
            token: None,
            faults: Vec::new(),
            log_endpoint: false,
            clock_skew_seconds: 0,
            quirks: Quirks::NONE,
        }
    }
}

/// A running practice server. Dropping it ends it, open connections included.
#[derive(Debug)]
pub struct Sandbox {
    base_url: String,
    token: String,
    tokens: Tokens,
    server: Arc<Server>,
    task: JoinHandle<()>,
}

/// Seeds a shop and serves it on 127.0.0.1. Fails when the port is taken.
pub async fn start(options: Options) -> std::io::Result<Sandbox> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let listener = TcpListener::bind(address).await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let now = clock::now(options.clock_skew_seconds);
    let mut state = State::new(base_url.clone(), options.quirks, options.rate_limit, now);
    seed::fill(&mut state, options.contacts, options.seed, now);
    let unlimited = |limit: u32| (limit != u32::MAX).then_some(limit);
    state.contact_limit = match options.plan_contacts {
        Some(limit) => unlimited(limit),
        None => (options.contacts < PLAN_CONTACTS as usize).then_some(PLAN_CONTACTS),
    };
    state.conversations = match options.plan_conversations {
        Some(limit) => Quota {
            used: 0,
            limit: unlimited(limit),
        },
        None => Quota {
            used: USED_CONVERSATIONS,
            limit: Some(PLAN_CONVERSATIONS),
        },
    };
    let (token, tokens, table) = auth::tokens(options.token);
    let server = Arc::new(Server {
        inner: Mutex::new(Inner {
            state,
            tokens: table,
            faults: Faults::new(options.faults),
            log: Log::default(),
        }),
        log_endpoint: options.log_endpoint,
        skew: AtomicI64::new(options.clock_skew_seconds),
    });
    let task = tokio::spawn(server::accept(Arc::clone(&server), listener));
    Ok(Sandbox {
        base_url,
        token,
        tokens,
        server,
        task,
    })
}

impl Sandbox {
    /// `http://127.0.0.1:<port>`, without `/api/v2`.
    pub fn base_url(&self) -> String {
        self.base_url.clone()
    }

    /// The token that may do everything.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The tokens that may not.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// Every request so far, oldest first.
    pub fn log(&self) -> Vec<LogEntry> {
        self.server.lock().log.entries()
    }

    /// Every message that really went to WhatsApp since the start, whatever the caller was told.
    pub fn messages_created(&self) -> Vec<CreatedMessage> {
        self.server.lock().state.created.clone()
    }

    /// Replaces the faults.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        self.server.lock().faults = Faults::new(faults);
    }

    /// Changes the limit of every token from now on, as an admin may in the web application.
    pub fn set_rate_limit(&self, limit: RateLimit) {
        self.server.lock().state.rate_limit = limit;
    }

    /// Moves the server's clock on, so that messages are delivered and codes run out without waiting. The windows of the
    /// rate limit go by this machine's clock.
    pub fn advance(&self, seconds: i64) {
        self.server.skew.fetch_add(seconds, Ordering::Relaxed);
    }

    /// A customer writes: the digits of their number, with or without `+`, and what they say.
    pub fn receive(&self, phone: &str, text: &str) {
        let now = clock::now(self.server.skew.load(Ordering::Relaxed));
        resources::inbound::receive(&mut self.server.lock().state, phone, text, now);
    }

    /// Ends the server and waits until its port is free.
    pub async fn stop(mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.task.abort();
    }
}

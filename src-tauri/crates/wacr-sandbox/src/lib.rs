//! A practice server that answers as the WA.cr APP's API v2 does, on loopback, from memory or from a data file.
//!
//! It is written from the contract alone and shares no code with the client, so that a slip of one is not a slip of
//! both. The program uses it for the practice account, tests and benches use it as the other side of the wire.
//!
//! Numbers that end in certain digits rehearse what can go wrong (see [`magic`]); [`Fault`]s break the wire itself.

mod answer;
mod auth;
mod body;
mod clock;
mod codes;
mod control;
mod envelope;
mod fault_kinds;
mod faults;
mod filters;
mod kept;
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
mod store;
mod template;
mod validation;
mod wire;

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use auth::Tokens;
pub use fault_kinds::FaultKind;
pub use faults::Fault;
pub use log::LogEntry;
pub use operations::operations;
pub use quirks::{Quirk, Quirks};
pub use rate::RateLimit;
pub use state::CreatedMessage;

use faults::Faults;
use log::Log;
use server::{Inner, Server};
use state::{Change, Key, Quota, State};
use store::Store;

/// The contacts a Growth plan holds.
const PLAN_CONTACTS: u32 = 5_000;
/// The conversations a Growth plan holds in a month, and how many are used when the server starts.
const PLAN_CONVERSATIONS: u32 = 1_000;
const USED_CONVERSATIONS: u32 = 412;

/// How a practice server is set up. The default is the practice account of the program.
#[derive(Clone)]
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
    /// Serve `/__sandbox/…`: the log, and calls that change faults, rate limit and clock.
    pub log_endpoint: bool,
    /// Seconds the server's clock is ahead of this machine's.
    pub clock_skew_seconds: i64,
    /// What differs from the documented behaviour; nothing by default.
    pub quirks: Quirks,
    /// A file the account is kept in. With a file that holds one, `contacts` and `seed` seed nothing, tokens and the
    /// clock are those of the file; a `token` or a skew given here replaces them. In memory when left out.
    pub data: Option<PathBuf>,
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
            data: None,
        }
    }
}

/// A running practice server. Dropping it ends it, open connections included.
pub struct Sandbox {
    base_url: String,
    token: String,
    tokens: Tokens,
    restored: bool,
    server: Arc<Server>,
    task: JoinHandle<()>,
}

/// Seeds a shop, or takes up that of the data file, and serves it on 127.0.0.1. Fails when the port is taken, or with a
/// sentence about the data file.
pub async fn start(options: Options) -> io::Result<Sandbox> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let listener = TcpListener::bind(address).await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let opened = match &options.data {
        Some(path) => Some(Store::open(path).map_err(io::Error::other)?),
        None => None,
    };
    let (store, rows) = opened.unzip();
    let rows = rows.unwrap_or_default();
    let restored = !rows.is_empty();
    let now = clock::now(options.clock_skew_seconds);
    let mut state = State::new(base_url.clone(), options.quirks, options.rate_limit, now);
    let mut ahead = options.clock_skew_seconds;
    let mut kept_tokens = None;
    state.conversations.used = match options.plan_conversations {
        Some(_) => 0,
        None => USED_CONVERSATIONS,
    };
    for (kind, key, json) in rows {
        let taken = match &key {
            Key::Text(name) if kind == "part" && name == "ahead" => read(&json, &mut ahead),
            Key::Text(name) if kind == "part" && name == "tokens" => read(&json, &mut kept_tokens),
            _ => state.restore(&kind, key, &json),
        };
        taken.map_err(|why| {
            let path = options.data.clone().unwrap_or_default();
            io::Error::other(store::refused(&path, &format!("is damaged ({why})")))
        })?;
    }
    if options.clock_skew_seconds != 0 {
        ahead = options.clock_skew_seconds;
    }
    if restored {
        state.forget_changes();
        seed::templates(&mut state);
    } else {
        seed::fill(&mut state, options.contacts, options.seed, now);
    }
    let unlimited = |limit: u32| (limit != u32::MAX).then_some(limit);
    state.contact_limit = match options.plan_contacts {
        Some(limit) => unlimited(limit),
        None => (state.contact_count() <= PLAN_CONTACTS as usize).then_some(PLAN_CONTACTS),
    };
    state.conversations = Quota {
        limit: unlimited(options.plan_conversations.unwrap_or(PLAN_CONVERSATIONS)),
        ..state.conversations
    };
    let (token, tokens, table) = auth::tokens(options.token, kept_tokens);
    let mut inner = Inner {
        state,
        tokens: table,
        faults: Faults::new(options.faults, options.seed),
        log: Log::default(),
        seed: options.seed,
        ahead,
        store,
        unsaved: None,
    };
    if let Some(store) = &mut inner.store {
        let part = Change::part("tokens", &(&token, &tokens));
        let mut changes = inner.state.changes();
        changes.extend([part, Change::part("ahead", &ahead)]);
        store.save(changes).map_err(io::Error::other)?;
    }
    inner.save();
    let server = Arc::new(Server {
        inner: Mutex::new(inner),
        log_endpoint: options.log_endpoint,
    });
    let task = tokio::spawn(server::accept(Arc::clone(&server), listener));
    Ok(Sandbox {
        base_url,
        token,
        tokens,
        restored,
        server,
        task,
    })
}

/// Reads a part of the data file that is no part of the state.
fn read<T: serde::de::DeserializeOwned>(json: &str, into: &mut T) -> Result<(), String> {
    *into = serde_json::from_str(json).map_err(|error| error.to_string())?;
    Ok(())
}

impl fmt::Debug for Options {
    /// Says nothing of the token.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Options")
            .field("port", &self.port)
            .field("contacts", &self.contacts)
            .field("seed", &self.seed)
            .field("rate_limit", &self.rate_limit)
            .field("quirks", &self.quirks)
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Sandbox {
    /// Says nothing of tokens and rows.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sandbox")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
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

    /// Whether the account came from the data file, and nothing was seeded.
    pub fn restored(&self) -> bool {
        self.restored
    }

    /// Every request so far, oldest first; after very many, the oldest are gone.
    pub fn log(&self) -> Vec<LogEntry> {
        self.server.lock().log.entries()
    }

    /// Every message that really went to WhatsApp since the first start, whatever the caller was told.
    pub fn messages_created(&self) -> Vec<CreatedMessage> {
        self.server.lock().state.created.to_vec()
    }

    /// Replaces the faults.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        let mut inner = self.server.lock();
        inner.faults = Faults::new(faults, inner.seed);
    }

    /// Changes the limit of every token from now on, as an admin may in the web application.
    pub fn set_rate_limit(&self, limit: RateLimit) {
        self.server.lock().state.rate_limit = limit;
    }

    /// Sets how many seconds the server's clock is ahead of this machine's, so that hours can pass in a test.
    pub fn set_clock(&self, ahead_seconds: i64) {
        let mut inner = self.server.lock();
        inner.ahead = ahead_seconds;
        inner.save();
    }

    /// Moves the server's clock on, so that messages are delivered and codes run out without waiting.
    pub fn advance(&self, seconds: i64) {
        let mut inner = self.server.lock();
        inner.ahead += seconds;
        inner.save();
    }

    /// A customer writes: the digits of their number, with or without `+`, and what they say.
    pub fn receive(&self, phone: &str, text: &str) {
        let mut inner = self.server.lock();
        let now = inner.now();
        resources::inbound::receive(&mut inner.state, phone, text, now);
        inner.save();
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

//! The client: budget, tries and retries around each call.

use std::{fmt, sync::Arc, time::Duration};

use reqwest::header::HeaderValue;
use rustls::pki_types::{CertificateDer, pem::PemObject};
use secrecy::ExposeSecret;
use serde::de::DeserializeOwned;
use tokio::time::Instant;

use crate::{
    ApiError, BaseUrl, ClientConfig, ConfigError, ErrorKind, Lane, Page, ProxyChoice, RateBudget,
    Reply, Timeouts,
    direction::DirectionFilter,
    envelope,
    media_link::Outside,
    network, refusal,
    removal::DeleteBodies,
    retry::{self, OpKind, Retry},
    transport::{Answer, Call},
    turn::Kept,
};

/// Below what most servers and routers keep an idle connection.
const PATIENT: Duration = Duration::from_secs(30);
/// Below what any does.
const FRESH: Duration = Duration::from_secs(1);

/// A client of one account. Cheap to clone; all clones share the connections and the rate budget.
///
/// Operations are methods, one module per resource. [`Client::lane`], [`Client::within`] and
/// [`Client::without_retry`] give a handle with other manners; a fresh client is in [`Lane::Click`].
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
    lane: Lane,
    within: Option<Duration>,
    retry: bool,
    turn: Kept,
}

struct Inner {
    base: BaseUrl,
    /// Marked sensitive, so that it is not shown in debug prints.
    authorization: HeaderValue,
    /// For calls that may be repeated.
    patient: reqwest::Client,
    /// For calls that must not happen twice. A call on a connection kept open may meet a server that is just closing it,
    /// and nobody can tell whether it was read; so connections are kept for a moment only, shorter than any server does.
    fresh: reqwest::Client,
    budget: RateBudget,
    timeouts: Timeouts,
    delete_bodies: DeleteBodies,
    direction: DirectionFilter,
    outside: Outside,
}

impl Client {
    /// A client for the account of this token.
    ///
    /// # Errors
    /// [`ConfigError::Token`] when the token cannot stand in a header; [`ConfigError::Proxy`] and
    /// [`ConfigError::Certificates`] when those cannot be read; [`ConfigError::Setup`] when TLS cannot be set up.
    pub fn new(config: ClientConfig) -> Result<Self, ConfigError> {
        if config.token.expose_secret().is_empty() {
            return Err(ConfigError::Token);
        }
        let mut authorization =
            HeaderValue::from_str(&format!("Bearer {}", config.token.expose_secret()))
                .map_err(|_| ConfigError::Token)?;
        authorization.set_sensitive(true);
        let build =
            |builder: reqwest::ClientBuilder| builder.build().map_err(|_| ConfigError::Setup);
        let inner = Inner {
            patient: build(builder(&config)?.pool_idle_timeout(PATIENT))?,
            fresh: build(builder(&config)?.pool_idle_timeout(FRESH))?,
            base: config.base,
            authorization,
            budget: RateBudget::new(),
            timeouts: config.timeouts,
            delete_bodies: DeleteBodies::default(),
            direction: DirectionFilter::default(),
            outside: Outside {
                user_agent: config.user_agent,
                proxy: config.proxy,
                certificates: config.extra_certificates,
            },
        };
        Ok(Self {
            inner: Arc::new(inner),
            lane: Lane::Click,
            within: None,
            retry: true,
            turn: Kept::default(),
        })
    }

    /// The same client, its calls in this lane of the budget.
    #[must_use]
    pub fn lane(&self, lane: Lane) -> Self {
        Self {
            lane,
            ..self.clone()
        }
    }

    /// The same client, each call limited to this long, waiting for its turn and retries included. A turn that would come
    /// too late is not waited for: the call fails at once as [`ErrorKind::RateLimited`].
    #[must_use]
    pub fn within(&self, limit: Duration) -> Self {
        Self {
            within: Some(limit),
            ..self.clone()
        }
    }

    /// The same client, each call tried once.
    #[must_use]
    pub fn without_retry(&self) -> Self {
        Self {
            retry: false,
            ..self.clone()
        }
    }

    pub(crate) fn outside(&self) -> &Outside {
        &self.inner.outside
    }

    pub(crate) fn in_lane(&self) -> Lane {
        self.lane
    }

    pub(crate) fn keep(&mut self, turn: Kept) {
        self.turn = turn;
    }

    /// The account's server.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        &self.inner.base
    }

    /// The token's rate budget.
    #[must_use]
    pub fn budget(&self) -> &RateBudget {
        &self.inner.budget
    }

    /// What was learnt of bodies of DELETE on the way to this server.
    pub(crate) fn delete_bodies(&self) -> &DeleteBodies {
        &self.inner.delete_bodies
    }

    /// The same client for the rest of a call that has taken so long already.
    pub(crate) fn with_less_time(&self, taken: Duration) -> Self {
        Self {
            within: self.within.map(|limit| limit.saturating_sub(taken)),
            ..self.clone()
        }
    }

    pub(crate) fn direction_filter(&self) -> &DirectionFilter {
        &self.inner.direction
    }

    /// A call that brings a record.
    pub(crate) async fn one<T: DeserializeOwned>(&self, call: Call) -> Result<Reply<T>, ApiError> {
        envelope::one(&self.run(&call).await.map_err(|gave_up| gave_up.error)?)
    }

    /// A call whose success is success even when it brings no record.
    pub(crate) async fn one_or_default<T: DeserializeOwned + Default>(
        &self,
        call: Call,
    ) -> Result<Reply<T>, ApiError> {
        let reply: Reply<Option<T>> = self.one(call).await?;
        Ok(reply.map(Option::unwrap_or_default))
    }

    /// A call that brings all rows of a list at once, outside of the envelope.
    pub(crate) async fn rows<T: DeserializeOwned>(
        &self,
        call: Call,
    ) -> Result<Reply<Vec<T>>, ApiError> {
        envelope::rows(&self.run(&call).await.map_err(|gave_up| gave_up.error)?)
    }

    /// A call that brings a record outside of the envelope.
    pub(crate) async fn flat<T: DeserializeOwned>(&self, call: Call) -> Result<Reply<T>, ApiError> {
        envelope::flat(&self.run(&call).await.map_err(|gave_up| gave_up.error)?)
    }

    /// A call that brings a page of a list.
    pub(crate) async fn page<T: DeserializeOwned>(
        &self,
        call: Call,
    ) -> Result<Reply<Page<T>>, ApiError> {
        envelope::page(&self.run(&call).await.map_err(|gave_up| gave_up.error)?)
    }

    /// A call that brings nothing: a delete. A 404 is success when an earlier try may have done it.
    pub(crate) async fn done(&self, call: Call) -> Result<Reply<()>, ApiError> {
        match self.run(&call).await {
            Ok(answer) => envelope::nothing(&answer),
            Err(gave_up)
                if gave_up.error.kind == ErrorKind::NotFound && gave_up.perhaps_done_before =>
            {
                Ok(Reply {
                    data: (),
                    request_id: gave_up.error.request_id.clone(),
                    server_time: None,
                    received_at: jiff::Timestamp::now(),
                })
            }
            Err(gave_up) => Err(gave_up.error),
        }
    }

    /// Tries until there is an answer, the rule says no, or time is up.
    async fn run(&self, call: &Call) -> Result<Answer, GaveUp> {
        let deadline = self.within.map(|limit| Instant::now() + limit);
        let mut perhaps_done_before = false;
        let mut attempt = 0;
        loop {
            attempt += 1;
            let started = Instant::now();
            let Missed { error, final_word } = match self.attempt(call, deadline).await {
                Ok(answer) => {
                    tracing::debug!(method = %call.method, resource = call.resource(), status = answer.status, ms = started.elapsed().as_millis() as u64, "answered");
                    return Ok(answer);
                }
                Err(missed) => missed,
            };
            tracing::debug!(method = %call.method, resource = call.resource(), attempt, %error, ms = started.elapsed().as_millis() as u64, "failed");
            let wait = match retry::decide(call.op, &error.kind, attempt) {
                Retry::After(wait) if self.retry && !final_word => wait,
                _ => {
                    return Err(GaveUp {
                        error,
                        perhaps_done_before,
                    });
                }
            };
            // After a 429 the budget holds everybody back until the server's time: nothing to sleep here.
            let held_back = error.kind == ErrorKind::RateLimited;
            let wait = if held_back {
                error.retry_after.unwrap_or_default()
            } else {
                retry::with_jitter(wait)
            };
            if deadline.is_some_and(|deadline| Instant::now() + wait >= deadline) {
                return Err(GaveUp {
                    error,
                    perhaps_done_before,
                });
            }
            perhaps_done_before |= error.may_have_happened();
            if !held_back {
                tokio::time::sleep(wait).await;
            }
        }
    }

    async fn attempt(&self, call: &Call, deadline: Option<Instant>) -> Result<Answer, Missed> {
        let inner = &*self.inner;
        let ticket = match self.turn.take() {
            Some(ticket) => ticket,
            None => inner
                .budget
                .turn(self.lane, deadline)
                .await
                .map_err(|wait| {
                    let mut error = ApiError::new(
                        ErrorKind::RateLimited,
                        "The rate limit leaves no call in time.",
                    );
                    error.retry_after = Some(wait);
                    Missed {
                        error,
                        final_word: true,
                    }
                })?,
        };
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let usual = if call.media {
            inner.timeouts.media
        } else {
            inner.timeouts.total
        };
        let limit = left.map_or(usual, |left| left.min(usual));
        let http = match call.op {
            OpKind::Create | OpKind::Send => &inner.fresh,
            OpKind::Read | OpKind::SafeWrite => &inner.patient,
        };
        let head = match call
            .send(http, &inner.base, &inner.authorization, limit)
            .await
        {
            Ok(head) => head,
            Err(error) => {
                if !matches!(error.kind, ErrorKind::NetworkAfterSend(_)) {
                    ticket.not_used();
                }
                return Err(error.into());
            }
        };
        ticket.answered(head.headers());
        let answer = head.read().await?;
        if (200..300).contains(&answer.status) {
            return Ok(answer);
        }
        let mut error = refusal::read(&answer);
        if error.kind == ErrorKind::RateLimited {
            if refusal::is_of_one_number(&answer, &error) {
                return Err(Missed {
                    error,
                    final_word: true,
                });
            }
            let wait = inner.budget.stop(error.retry_after);
            error.retry_after = Some(wait);
        }
        Err(error.into())
    }
}

/// Why a call failed for good.
struct GaveUp {
    error: ApiError,
    /// An earlier try of the same call may have taken effect.
    perhaps_done_before: bool,
}

/// Why a try failed.
struct Missed {
    error: ApiError,
    /// Whatever the rule says, another try now makes no sense.
    final_word: bool,
}

impl From<ApiError> for Missed {
    fn from(error: ApiError) -> Self {
        Self {
            error,
            final_word: false,
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.inner.base)
            .field("lane", &self.lane)
            .finish_non_exhaustive()
    }
}

/// What both HTTP clients have in common.
fn builder(config: &ClientConfig) -> Result<reqwest::ClientBuilder, ConfigError> {
    network::choose_crypto();
    let mut builder = reqwest::Client::builder()
        .user_agent(&config.user_agent)
        .connect_timeout(config.timeouts.connect)
        .redirect(reqwest::redirect::Policy::none())
        // The rule in `retry` is the only one.
        .retry(reqwest::retry::never())
        .https_only(!config.base.is_plain_http());
    builder = match &config.proxy {
        // What is on this computer is never asked for through a proxy.
        _ if config.base.is_loopback() => builder.no_proxy(),
        ProxyChoice::System => builder,
        ProxyChoice::None => builder.no_proxy(),
        ProxyChoice::Through(proxy) => builder.proxy(proxy.reqwest()?),
    };
    let extra = certificates(&config.extra_certificates)?;
    if config.base.is_plain_http() {
        // There is no TLS to trust anybody in; a system without certificates is no reason to fail.
        builder = builder.tls_certs_only([]);
    } else if !extra.is_empty() {
        builder = builder.tls_certs_merge(extra);
    }
    Ok(builder)
}

/// How many certificates a PEM file holds, all of which can be used.
///
/// # Errors
/// [`ConfigError::Certificates`] when it holds none, or one that cannot be read.
pub fn count_certificates(pem: &[u8]) -> Result<u32, ConfigError> {
    network::choose_crypto();
    match certificates(pem)?.len() {
        0 => Err(ConfigError::Certificates),
        count => u32::try_from(count).map_err(|_| ConfigError::Certificates),
    }
}

/// The certificates of a PEM file. Each is looked at here, since a bad one would be passed over later.
pub(crate) fn certificates(pem: &[u8]) -> Result<Vec<reqwest::Certificate>, ConfigError> {
    let bad = ConfigError::Certificates;
    let found: Vec<CertificateDer<'_>> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|_| bad)?;
    if found.is_empty() && !pem.is_empty() {
        return Err(bad);
    }
    let mut roots = rustls::RootCertStore::empty();
    found
        .into_iter()
        .map(|der| {
            roots.add(der.clone()).map_err(|_| bad)?;
            reqwest::Certificate::from_der(&der).map_err(|_| bad)
        })
        .collect()
}

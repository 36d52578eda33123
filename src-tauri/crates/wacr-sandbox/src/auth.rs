//! Tokens: who calls, whether they may call at all, and what they may do (contract section 2).

use std::net::{IpAddr, Ipv4Addr};

use rand::{Rng, distr::Alphanumeric};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::envelope::Reply;
use crate::rate::Window;

/// Every token of a practice server besides the full one, for rehearsing what goes wrong.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tokens {
    /// May read everything and change nothing.
    pub read_only: String,
    /// May do everything but `account:read`.
    pub no_account: String,
    /// May do nothing but comments, which ask for no scope.
    pub no_scopes: String,
    /// Past its expiry: 401 `TOKEN_EXPIRED`.
    pub expired: String,
    /// Switched off: 401 `TOKEN_REVOKED`.
    pub revoked: String,
    /// Bound to another address: 403 `IP_NOT_WHITELISTED`.
    pub not_allowed: String,
    /// Bound to this machine's address: everything is allowed and the rate limit is skipped.
    pub listed: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scopes {
    All,
    ReadOnly,
    NoAccount,
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Active,
    Expired,
    Revoked,
}

/// One token with its counter.
#[derive(Debug)]
pub(crate) struct Token {
    /// The name it has in the log; the token itself is never logged.
    pub(crate) name: &'static str,
    secret: String,
    scopes: Scopes,
    standing: Standing,
    addresses: Vec<IpAddr>,
    pub(crate) window: Window,
}

impl Token {
    fn new(name: &'static str, secret: &str, scopes: Scopes) -> Self {
        Self {
            name,
            secret: secret.into(),
            scopes,
            standing: Standing::Active,
            addresses: Vec::new(),
            window: Window::default(),
        }
    }

    /// A call from a listed address skips the rate limit.
    pub(crate) fn listed(&self) -> bool {
        !self.addresses.is_empty()
    }

    /// Refuses with the missing scope in the message text, the only place it can be learned from.
    /// `None` asks for a valid token only.
    pub(crate) fn require(&self, scope: Option<&str>) -> Result<(), Reply> {
        let Some(scope) = scope else {
            return Ok(());
        };
        let allowed = match self.scopes {
            Scopes::All => true,
            Scopes::ReadOnly => scope.ends_with(":read"),
            Scopes::NoAccount => scope != "account:read",
            Scopes::Nothing => false,
        };
        if allowed {
            return Ok(());
        }
        let message = format!("This token lacks a required permission: {scope}");
        Err(Reply::error(
            403,
            "INSUFFICIENT_SCOPE",
            &message,
            Value::Null,
        ))
    }
}

/// Makes the tokens of one server, or takes up those it had; `full` is random unless given.
pub(crate) fn tokens(
    full: Option<String>,
    kept: Option<(String, Tokens)>,
) -> (String, Tokens, Vec<Token>) {
    let (kept_full, named) = kept.unzip();
    let full = full.or(kept_full).unwrap_or_else(random_token);
    let named = named.unwrap_or_else(|| Tokens {
        read_only: random_token(),
        no_account: random_token(),
        no_scopes: random_token(),
        expired: random_token(),
        revoked: random_token(),
        not_allowed: random_token(),
        listed: random_token(),
    });
    let table = vec![
        Token::new("full", &full, Scopes::All),
        Token::new("read_only", &named.read_only, Scopes::ReadOnly),
        Token::new("no_account", &named.no_account, Scopes::NoAccount),
        Token::new("no_scopes", &named.no_scopes, Scopes::Nothing),
        Token {
            standing: Standing::Expired,
            ..Token::new("expired", &named.expired, Scopes::All)
        },
        Token {
            standing: Standing::Revoked,
            ..Token::new("revoked", &named.revoked, Scopes::All)
        },
        Token {
            // TEST-NET-3: an address nobody calls from.
            addresses: vec![IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7))],
            ..Token::new("not_allowed", &named.not_allowed, Scopes::All)
        },
        Token {
            addresses: vec![IpAddr::V4(Ipv4Addr::LOCALHOST)],
            ..Token::new("listed", &named.listed, Scopes::All)
        },
    ];
    (full, named, table)
}

/// Finds the token of an Authorization header; `Err` carries the refusal and, for the log, the token's name.
pub(crate) fn identify<'a>(
    tokens: &'a mut [Token],
    authorization: Option<&str>,
    caller: IpAddr,
) -> Result<&'a mut Token, (Reply, Option<&'static str>)> {
    let secret = authorization
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(str::trim)
        .filter(|secret| !secret.is_empty());
    let Some(secret) = secret else {
        let reply = unauthorised("AUTHENTICATION_REQUIRED", "An API token is required.");
        return Err((reply, None));
    };
    let Some(token) = tokens.iter_mut().find(|token| token.secret == secret) else {
        let reply = unauthorised("INVALID_TOKEN", "The API token is not known.");
        return Err((reply, None));
    };
    let refusal = match token.standing {
        Standing::Expired => unauthorised("TOKEN_EXPIRED", "The API token has expired."),
        Standing::Revoked => unauthorised("TOKEN_REVOKED", "The API token was revoked."),
        Standing::Active if token.listed() && !token.addresses.contains(&caller) => Reply::error(
            403,
            "IP_NOT_WHITELISTED",
            "This address may not use the token.",
            Value::Null,
        ),
        Standing::Active => return Ok(token),
    };
    Err((refusal, Some(token.name)))
}

fn unauthorised(code: &str, message: &str) -> Reply {
    Reply::error(401, code, message, Value::Null)
}

fn random_token() -> String {
    let letters = rand::rng().sample_iter(Alphanumeric).take(60);
    format!("wm_{}", letters.map(char::from).collect::<String>())
}

//! Trying an address and a token: `GET /account`, within 2 seconds.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;
use wacr_api::{BaseUrl, BaseUrlError, Client, ErrorKind, Reply};

use super::{Checked, ConnectRequest, token};
use crate::{
    desk::Shared,
    error::{CommandError, ErrorCode},
    wire_error,
};

/// The person is waiting with the dialog open.
const LIMIT: Duration = Duration::from_secs(2);
/// A clock further off than this is told to the person, in seconds.
const CLOCK: i64 = 120;

/// A token that works, and what it told.
pub(super) struct Probe {
    pub client: Client,
    pub token: SecretString,
    pub checked: Checked,
    pub remote_id: Option<i64>,
}

/// Reads and tries what was typed.
pub(super) async fn try_typed(
    request: &ConnectRequest,
    shared: &Shared,
) -> Result<Probe, CommandError> {
    let base = BaseUrl::parse(&request.server).map_err(|e| address_error(&e))?;
    try_token(&base.to_string(), &request.token, shared).await
}

/// Tries a token on a server as it is stored.
pub(super) async fn try_token(
    server: &str,
    typed: &SecretString,
    shared: &Shared,
) -> Result<Probe, CommandError> {
    let token = token::clean(typed)?;
    let client = shared.client(server, token.clone()).await?;
    let mut checked = Checked {
        server: server.to_owned(),
        name: None,
        plan: None,
        missing_scopes: Vec::new(),
        clock_ahead: None,
    };
    let mut remote_id = None;
    match client.within(LIMIT).without_retry().get_account().await {
        Ok(reply) => {
            checked.clock_ahead = clock_ahead(&reply);
            checked.name = Some(reply.data.name).filter(|name| !name.trim().is_empty());
            checked.plan = reply
                .data
                .subscription
                .map(|plan| plan.plan_name)
                .filter(|name| !name.is_empty());
            remote_id = Some(reply.data.id);
        }
        Err(error) => match &error.kind {
            // The token works, only not for this call.
            ErrorKind::Scope(scope) => {
                checked
                    .missing_scopes
                    .push(scope.clone().unwrap_or_else(|| "account:read".to_owned()));
            }
            _ => return Err(wire_error::command_error(&error)),
        },
    }
    Ok(Probe {
        client,
        token,
        checked,
        remote_id,
    })
}

fn clock_ahead<T>(reply: &Reply<T>) -> Option<i32> {
    off_by(reply.received_at, reply.server_time?)
}

fn off_by(here: Timestamp, there: Timestamp) -> Option<i32> {
    let ahead = here.as_second() - there.as_second();
    (ahead.abs() > CLOCK)
        .then(|| i32::try_from(ahead).unwrap_or(if ahead > 0 { i32::MAX } else { i32::MIN }))
}

/// What the bridge says of an address.
pub(crate) fn address_error(error: &BaseUrlError) -> CommandError {
    let code = match error {
        BaseUrlError::NotAnAddress => ErrorCode::AddressInvalid,
        BaseUrlError::Insecure => ErrorCode::AddressInsecure,
    };
    CommandError::new(code, error.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn two_minutes_are_borne() {
        let here = Timestamp::from_second(1_800_000_000).unwrap();
        let there = |seconds: i64| Timestamp::from_second(1_800_000_000 + seconds).unwrap();
        assert_eq!(off_by(here, there(0)), None);
        assert_eq!(off_by(here, there(120)), None);
        assert_eq!(off_by(here, there(-120)), None);
        assert_eq!(off_by(here, there(-121)), Some(121));
        assert_eq!(off_by(here, there(3600)), Some(-3600));
        assert_eq!(off_by(here, Timestamp::UNIX_EPOCH), Some(1_800_000_000));
    }
}

//! DELETE with a list of ids in the body, and what is done where somebody in between strips such bodies: the ids go into
//! the query, which the server reads too (contract 16.7). Deleting and removing twice is the same as once.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU8, Ordering},
};

use serde::de::DeserializeOwned;

use crate::{ApiError, Client, ErrorKind, Reply, transport::Call};

/// What an answer tells of the ids that were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// The server had them.
    Ids,
    /// The server had none, though some were given.
    Nothing,
    /// Nothing was done, with or without ids.
    Unclear,
}

/// What a client has learnt of bodies of DELETE on the way to its server.
#[derive(Default)]
pub(crate) struct DeleteBodies(AtomicU8);

impl DeleteBodies {
    const ARRIVE: u8 = 1;
    const STRIPPED: u8 = 2;

    fn learn(&self, what: u8) {
        self.0.store(what, Ordering::Relaxed);
    }

    fn known(&self) -> u8 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Client {
    /// Deletes what the ids name. `seen` reads an answer. The ids must not be empty.
    pub(crate) async fn delete_many<T: DeserializeOwned>(
        &self,
        path: &[&str],
        name: &str,
        ids: &[i64],
        seen: impl Fn(&T) -> Seen,
    ) -> Result<Reply<T>, ApiError> {
        let bodies = self.delete_bodies();
        if bodies.known() != DeleteBodies::STRIPPED {
            let body = BTreeMap::from([(name, ids)]);
            let first = self.one::<T>(Call::delete(path).json(&body)?).await;
            let arrived = match &first {
                Ok(reply) => match seen(&reply.data) {
                    Seen::Ids => {
                        bodies.learn(DeleteBodies::ARRIVE);
                        true
                    }
                    Seen::Nothing => false,
                    Seen::Unclear => bodies.known() == DeleteBodies::ARRIVE,
                },
                Err(error) => !asks_for(error, name),
            };
            if arrived {
                return first;
            }
        }
        let pairs = ids.iter().map(|id| (format!("{name}[]"), id.to_string()));
        let reply = self
            .one::<T>(Call::delete(path).query(pairs.collect()))
            .await?;
        if seen(&reply.data) == Seen::Ids {
            bodies.learn(DeleteBodies::STRIPPED);
        }
        Ok(reply)
    }
}

/// The list itself is refused, not one of its ids: `ids`, not `ids.0`.
fn asks_for(error: &ApiError, name: &str) -> bool {
    error.kind == ErrorKind::Invalid && error.status.is_some() && error.fields.contains_key(name)
}

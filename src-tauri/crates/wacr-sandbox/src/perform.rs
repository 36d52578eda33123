//! What happens around every operation: the shop's own standing before it, and the shape of refusals after it.

use serde_json::{Map, Value, json};

use crate::auth::Token;
use crate::envelope::{Answer, Reply};
use crate::operations::{Call, Operation};
use crate::quirks::{Quirk, Quirks};
use crate::resources::inbound;
use crate::state::State;

/// What a web server in front lets through when it caps uploads.
const UPLOAD_CAP: usize = 8 * 1024 * 1024;

/// The shop's standing, the scope, what people wrote meanwhile, then the operation.
pub(crate) fn perform(
    state: &mut State,
    token: &Token,
    operation: &Operation,
    call: &Call<'_>,
) -> Answer {
    let uploaded: usize = call.uploads.iter().map(|upload| upload.bytes).sum();
    if state.quirks.has(Quirk::UploadCap) && uploaded > UPLOAD_CAP {
        return Err(Reply::page(413));
    }
    if state.quirks.has(Quirk::SubscriptionLapsed) {
        let message = "The subscription of this account has ended.";
        return Err(Reply::error(
            403,
            "SUBSCRIPTION_INACTIVE",
            message,
            Value::Null,
        ));
    }
    token.require(operation.scope)?;
    inbound::arrive(state, call.now);
    (operation.run)(state, call)
}

impl Operation {
    /// A refusal as the caller of this operation gets it.
    pub(crate) fn dress(&self, mut reply: Reply, quirks: Quirks) -> Reply {
        let Some(Value::Object(error)) = reply.body.get_mut("error") else {
            return reply;
        };
        let other = match reply.status {
            401 if quirks.has(Quirk::Unauthorized401) => Some(401),
            401 if quirks.has(Quirk::Unauthorized403) => Some(403),
            _ => None,
        };
        if let Some(status) = other {
            reply.status = status;
            error.insert("code".into(), "UNAUTHORIZED".into());
        }
        if quirks.has(Quirk::EmptyDetails) && !error.contains_key("details") {
            error.insert("details".into(), json!([]));
        }
        if self.outside {
            let mut body = Map::new();
            body.insert("success".into(), false.into());
            body.insert("message".into(), error["message"].clone());
            if reply.status == 422
                && let Some(errors) = error.remove("details")
            {
                body.insert("errors".into(), errors);
            }
            reply.body = body;
            reply.plain = true;
        }
        reply
    }
}

//! One-time codes for the account's customers (contract section 14).

use serde_json::{Value, json};

use super::delivery::{self, Accepted, To, digits};
use crate::clock::{self, iso};
use crate::codes::{Limited, MOST_ATTEMPTS, OneTimeCode, count};
use crate::envelope::{Answer, Reply};
use crate::magic::Magic;
use crate::operations::Call;
use crate::quirks::Quirk;
use crate::render::render;
use crate::state::State;
use crate::template::Template;
use crate::validation::Checker;

/// What a code is for when the caller does not say.
const PURPOSE: &str = "authentication";
/// Characters of a purpose that can be verified.
const LONGEST_PURPOSE: usize = 50;
/// Characters of a code, for WhatsApp.
const LONGEST_CODE: usize = 15;
const CATEGORY: &str = "AUTHENTICATION";

/// What a valid call asks for.
struct Order {
    digits: String,
    contact_id: Option<u64>,
    template_name: String,
    language: String,
    code: String,
    minutes: u64,
    purpose: String,
    /// Body values after the code and the minutes.
    more: Vec<String>,
}

/// The caller's own code.
pub(crate) fn send(state: &mut State, call: &Call<'_>) -> Answer {
    let mut body = Checker::new(&call.input);
    let code = body.required("code", 0);
    let contact_id = body.integer("contact_id", false).flatten();
    // Any length is taken here, so that a long purpose can never be verified.
    let purpose = body.optional("purpose", 0);
    let more = texts(&mut body, call.input.get("additional_params"));
    let phone = body.phone("phone", 20);
    let order = order(body, phone, purpose)?;
    let order = Order {
        contact_id,
        code,
        more,
        ..order
    };
    deliver(state, call, order, "Verification code sent successfully")
}

/// A code nobody is told but the customer; three in five minutes.
pub(crate) fn resend(state: &mut State, call: &Call<'_>) -> Answer {
    let mut body = Checker::new(&call.input);
    let phone = body.required("phone", 0);
    let purpose = body.optional("purpose", LONGEST_PURPOSE);
    let order = order(body, phone, purpose)?;
    count(&mut state.tries, Limited::Resend, &order.digits, call.now)
        .map_err(Reply::too_many_codes)?;
    let code = format!("{:06}", rand::random_range(0..1_000_000));
    let order = Order { code, ..order };
    deliver(state, call, order, "Verification code resent successfully")
}

/// A right code is used up; a wrong one costs one of five tries; ten calls a minute.
pub(crate) fn verify(state: &mut State, call: &Call<'_>) -> Answer {
    let mut body = Checker::new(&call.input);
    let digits = digits(&body.required("phone", 0));
    let given = body.required("code", 0);
    let purpose = body.optional("purpose", LONGEST_PURPOSE);
    body.finish()?;
    let purpose = purpose.unwrap_or_else(|| PURPOSE.into());
    count(&mut state.tries, Limited::Verify, &digits, call.now).map_err(Reply::too_many_codes)?;
    let hides_expired = state.quirks.has(Quirk::OtpExpiredNotFound);
    let at = state
        .codes
        .iter()
        .position(|code| code.digits == digits && code.purpose == purpose);
    let Some((at, code)) = at.and_then(|at| Some((at, state.codes.get_mut(at)?))) else {
        return Err(wrong("OTP_NOT_FOUND", "No code is waiting.", &json!({})));
    };
    if code.expires_at <= call.now {
        let expired = json!({ "expired_at": iso(code.expires_at) });
        return Err(match hides_expired {
            true => wrong("OTP_NOT_FOUND", "No code is waiting.", &json!({})),
            false => wrong("OTP_EXPIRED", "The code has expired.", &expired),
        });
    }
    if code.attempts >= MOST_ATTEMPTS {
        let message = "Too many wrong tries.";
        return Err(wrong("MAX_ATTEMPTS_EXCEEDED", message, &json!({})));
    }
    if code.code != given {
        code.attempts += 1;
        let left = json!({ "attempts_remaining": MOST_ATTEMPTS - code.attempts });
        return Err(wrong("INVALID_CODE", "The code is wrong.", &left));
    }
    state.codes.remove(at);
    let data = json!({ "phone": digits, "purpose": purpose, "verified_at": iso(call.now) });
    Ok(Reply::done(data, "OTP verified successfully"))
}

/// Uses nothing up; no code is no error.
pub(crate) fn status(state: &mut State, call: &Call<'_>) -> Answer {
    let mut body = Checker::new(&call.input);
    let digits = digits(&body.required("phone", 0));
    let purpose = body.optional("purpose", LONGEST_PURPOSE);
    body.finish()?;
    let purpose = purpose.unwrap_or_else(|| PURPOSE.into());
    let fits = |code: &&OneTimeCode| {
        code.digits == digits && code.purpose == purpose && code.expires_at > call.now
    };
    let Some(code) = state.codes.iter().find(fits) else {
        let data = json!({ "has_active_otp": false, "message": "No active OTP found" });
        return Ok(Reply::done(data, "OTP status checked"));
    };
    let left = (code.expires_at - call.now) as f64 - clock::fraction();
    let data = json!({
        "has_active_otp": true,
        "expires_at": iso(code.expires_at),
        "expires_in_seconds": left,
        "is_expired": false,
        "verification_attempts": code.attempts,
        "max_attempts": MOST_ATTEMPTS,
        "attempts_remaining": MOST_ATTEMPTS.saturating_sub(code.attempts),
        "created_at": iso(code.created_at),
    });
    Ok(Reply::done(data, "OTP status retrieved successfully"))
}

/// The fields both sends have.
fn order(mut body: Checker<'_>, phone: String, purpose: Option<String>) -> Result<Order, Reply> {
    let template_name = body.required("template_name", 0);
    let language = body.optional("language", 10);
    let minutes = body.integer("expiry_minutes", false).flatten();
    if minutes.is_some_and(|minutes| !(1..=60).contains(&minutes)) {
        let sentence = "The expiry minutes field must be between 1 and 60.";
        body.fail("expiry_minutes", sentence);
    }
    body.finish()?;
    Ok(Order {
        digits: digits(&phone),
        contact_id: None,
        template_name,
        language: language.unwrap_or_else(|| "en".into()),
        code: String::new(),
        minutes: minutes.unwrap_or(10),
        purpose: purpose.unwrap_or_else(|| PURPOSE.into()),
        more: Vec::new(),
    })
}

fn texts(body: &mut Checker<'_>, value: Option<&Value>) -> Vec<String> {
    let field = "additional_params";
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return Vec::new();
    };
    let Some(list) = value.as_array() else {
        body.fail(field, "The additional params field must be an array.");
        return Vec::new();
    };
    let mut found = Vec::with_capacity(list.len());
    for (at, value) in list.iter().enumerate() {
        match value.as_str() {
            Some(text) => found.push(text.to_owned()),
            None => {
                let field = format!("{field}.{at}");
                body.fail(&field, &format!("The {field} field must be a string."));
            }
        }
    }
    found
}

/// No message row is stored; the witness of what went out is the list of created messages.
fn deliver(state: &mut State, call: &Call<'_>, order: Order, message: &str) -> Answer {
    delivery::require_templates(state)?;
    let template = template(state, &order)?;
    let to = To {
        digits: &order.digits,
        contact_id: order.contact_id,
        plain: state.quirks.has(Quirk::OtpPlainNumbers),
        ..To::default()
    };
    let opened = delivery::open(state, &to, call.now)?;
    delivery::unreachable(&order.digits, opened.magic)?;
    let values: Vec<String> = [order.code.clone(), order.minutes.to_string()]
        .into_iter()
        .chain(order.more)
        .collect();
    let reason = match () {
        () if opened.magic == Some(Magic::TemplatePaused) => "(#132015) Template is paused",
        () if order.code.chars().count() > LONGEST_CODE => "(#131009) Parameter value is not valid",
        () if template.body_params() > values.len() => {
            "(#132000) Number of parameters does not match the expected number of params"
        }
        () => "",
    };
    if !reason.is_empty() {
        return Err(delivery::refused(reason));
    }
    let accepted = Accepted {
        digits: &order.digits,
        opened: &opened,
        what: "code",
        row: None,
        tracked: false,
        text: render(&template, None, None, &values).body,
        template: Some((template.name, template.language)),
        media: None,
        code: Some(&order.code),
    };
    let stored = delivery::store(state, accepted, call.now);
    let expires_at = call.now + i64::try_from(order.minutes * 60).unwrap_or(i64::MAX);
    let data = json!({
        "message_id": stored.wamid,
        "contact_id": opened.contact.id,
        "phone": order.digits,
        "template_name": template.name,
        "language": template.language,
        "code_sent": true,
        "expiry_minutes": order.minutes,
        "expires_at": iso(expires_at),
        "status": "sent",
        "sent_at": iso(call.now),
    });
    let replaced =
        |code: &OneTimeCode| code.digits == order.digits && code.purpose == order.purpose;
    state.codes.retain(|code| !replaced(code));
    state.codes.push(OneTimeCode {
        digits: order.digits,
        purpose: order.purpose,
        code: order.code,
        created_at: call.now,
        expires_at,
        attempts: 0,
    });
    delivery::answer(data, message, opened.magic)
}

/// The approved template of exactly that name and language; 404 when there is none, 422 when it carries no codes.
fn template(state: &State, order: &Order) -> Result<Template, Reply> {
    let fits = |row: &&Template| {
        row.name == order.template_name
            && row.language == order.language
            && row.status == "APPROVED"
    };
    let Some(template) = state.templates.iter().find(fits) else {
        return Err(Reply::error(
            404,
            "RESOURCE_NOT_FOUND",
            "The template was not found or is not approved.",
            json!({ "template_name": order.template_name, "language": order.language }),
        ));
    };
    if template.category != CATEGORY {
        return Err(Reply::invalid(json!({
            "actual_category": template.category,
            "required_category": CATEGORY,
        })));
    }
    Ok(template.clone())
}

/// 422 `VALIDATION_ERROR` with the reason in its details.
fn wrong(code: &str, message: &str, more: &Value) -> Reply {
    let mut details = json!({ "error_code": code, "success": false, "message": message });
    for (name, value) in more.as_object().into_iter().flatten() {
        details[name] = value.clone();
    }
    Reply::error(422, "VALIDATION_ERROR", message, details)
}

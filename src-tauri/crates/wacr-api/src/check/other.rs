//! Texts, one-time codes and notes.

use secrecy::ExposeSecret;

use super::{
    Problem, Rule,
    rules::{self, optional, phone, required},
};
use crate::{NewComment, OtpQuery, OtpResend, OtpSend, OtpVerify, TextSend};

/// A text message (contract 18.1): phone 10 to 20 characters, text 1 to 4096.
#[must_use]
pub fn text(send: &TextSend) -> Vec<Problem> {
    let mut problems = Vec::new();
    phone(&send.phone, 10, &mut problems);
    required("message", &send.message, 4096, &mut problems);
    problems
}

/// A one-time code (contract 14.1): code up to 15 characters, valid for 1 to 60 minutes.
#[must_use]
pub fn otp_send(send: &OtpSend) -> Vec<Problem> {
    let mut problems = Vec::new();
    phone(&send.phone, 10, &mut problems);
    required(
        "template_name",
        &send.template_name,
        usize::MAX,
        &mut problems,
    );
    required("code", send.code.expose_secret(), 15, &mut problems);
    optional("language", send.language.as_deref(), 10, &mut problems);
    minutes(send.expiry_minutes, &mut problems);
    purpose(send.purpose.as_deref(), &mut problems);
    problems
}

/// Another code in place of the last one (contract 14.2).
#[must_use]
pub fn otp_resend(send: &OtpResend) -> Vec<Problem> {
    let mut problems = Vec::new();
    phone(&send.phone, 10, &mut problems);
    required(
        "template_name",
        &send.template_name,
        usize::MAX,
        &mut problems,
    );
    optional("language", send.language.as_deref(), 10, &mut problems);
    minutes(send.expiry_minutes, &mut problems);
    purpose(send.purpose.as_deref(), &mut problems);
    problems
}

/// A code somebody typed (contract 14.3). A blank one would use up a try.
#[must_use]
pub fn otp_verify(verify: &OtpVerify) -> Vec<Problem> {
    let mut problems = Vec::new();
    phone(&verify.phone, 0, &mut problems);
    required(
        "code",
        verify.code.expose_secret(),
        usize::MAX,
        &mut problems,
    );
    purpose(verify.purpose.as_deref(), &mut problems);
    problems
}

/// Whether there is a code (contract 14.4).
#[must_use]
pub fn otp_query(query: &OtpQuery) -> Vec<Problem> {
    let mut problems = Vec::new();
    phone(&query.phone, 0, &mut problems);
    purpose(query.purpose.as_deref(), &mut problems);
    problems
}

/// A note (contract 15.2): 5000 characters, its label 255.
#[must_use]
pub fn new_comment(comment: &NewComment) -> Vec<Problem> {
    let mut problems = Vec::new();
    required("comment", &comment.comment, 5000, &mut problems);
    for (field, text) in [
        ("status_message", &comment.status_message),
        ("message_id", &comment.message_id),
        ("ref_message_id", &comment.ref_message_id),
    ] {
        optional(field, text.as_deref(), 255, &mut problems);
    }
    if let Some(address) = &comment.media_url {
        rules::url("media_url", address, &mut problems);
    }
    problems
}

fn minutes(minutes: Option<u32>, problems: &mut Vec<Problem>) {
    if minutes.is_some_and(|minutes| !(1..=60).contains(&minutes)) {
        problems.push(Problem::new(
            "expiry_minutes",
            Rule::OutOfRange { min: 1, max: 60 },
        ));
    }
}

fn purpose(purpose: Option<&str>, problems: &mut Vec<Problem>) {
    optional("purpose", purpose, 50, problems);
}

//! What is wrong with a send, known before it is made: the server faults with a bare 500 on some of it (contract 18.1),
//! and every refused call uses up the rate limit. Pure, except that files are asked for their size when they are sent.
//!
//! Nothing is refused that the contract allows (contract sections 11, 14, 15 and 18; WhatsApp facts sections 8 and 9).

mod interactive;
mod media;
mod other;
mod rules;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::{ApiError, ErrorKind};

pub use interactive::interactive;
pub(crate) use media::extension_of;
pub use media::{file, media, template};
pub use other::{new_comment, otp_query, otp_resend, otp_send, otp_verify, text};
pub(crate) use rules::mobile;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The wire's field, nested ones with dots as the server writes them: `sections.0.rows.1.title`.
    pub field: String,
    /// Against which rule.
    pub rule: Rule,
}

impl Problem {
    pub(crate) fn new(field: impl Into<String>, rule: Rule) -> Self {
        Self {
            field: field.into(),
            rule,
        }
    }
}

/// The rules, closed, so that each can be told in any language. `Display` is English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Required and absent, or blank.
    Missing,
    /// Not of the shape the field has: a phone number, an address of the web.
    Malformed,
    /// Fewer characters than this.
    TooShort {
        /// The fewest there may be.
        min: usize,
    },
    /// More characters than this.
    TooLong {
        /// The most there may be.
        max: usize,
    },
    /// Fewer items than this.
    TooFew {
        /// The fewest there may be.
        min: usize,
    },
    /// More items than this.
    TooMany {
        /// The most there may be.
        max: usize,
    },
    /// A number outside of these, both included.
    OutOfRange {
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
    },
    /// The same as another one that it must differ from.
    Repeated,
    /// May not be there at all, or is of a kind that is not taken.
    NotAllowed,
    /// A file larger than this.
    TooLarge {
        /// The largest it may be.
        max_bytes: u64,
    },
    /// A file that is not there, is no file, cannot be read, or changed while it was sent.
    Unreadable,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("Must be filled in."),
            Self::Malformed => f.write_str("Is not of the right shape."),
            Self::TooShort { min } => write!(f, "Must have at least {min} characters."),
            Self::TooLong { max } => write!(f, "May have at most {max} characters."),
            Self::TooFew { min } => write!(f, "There must be at least {min}."),
            Self::TooMany { max } => write!(f, "There may be at most {max}."),
            Self::OutOfRange { min, max } => write!(f, "Must be between {min} and {max}."),
            Self::Repeated => f.write_str("Is there twice."),
            Self::NotAllowed => f.write_str("Is not allowed here."),
            Self::TooLarge { max_bytes } => write!(f, "May have at most {max_bytes} bytes."),
            Self::Unreadable => f.write_str("The file cannot be read."),
        }
    }
}

/// Refuses a call with problems: `Invalid` without a status, since nobody was asked.
pub(crate) fn refuse(problems: Vec<Problem>) -> Result<(), ApiError> {
    if problems.is_empty() {
        return Ok(());
    }
    let mut error = ApiError::new(ErrorKind::Invalid, "The request was not sent.");
    for Problem { field, rule } in problems {
        error
            .fields
            .entry(field)
            .or_default()
            .push(rule.to_string());
    }
    Err(error)
}

/// The refusal for one problem.
pub(crate) fn refused_for(problem: Problem) -> ApiError {
    let sentence = problem.rule.to_string();
    let mut error = ApiError::new(ErrorKind::Invalid, "The request was not sent.");
    error.fields.insert(problem.field, vec![sentence]);
    error
}

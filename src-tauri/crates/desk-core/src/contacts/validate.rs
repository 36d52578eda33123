//! The rules of the contact form (contract sections 7 and 16.2): all that is wrong at once, before any call.

use std::collections::HashSet;

use super::{
    ContactInput,
    phone::{self, NotAPhone},
};
use crate::error::{FieldError, FieldErrorCode};

/// Ids that exist; an empty list is not filled yet and refuses nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownIds {
    pub sources: HashSet<i64>,
    pub statuses: HashSet<i64>,
    pub groups: HashSet<i64>,
}

/// A form that passed: trimmed, blanks gone, numbers read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct CleanContact {
    pub firstname: String,
    pub lastname: String,
    pub phone: String,
    pub r#type: String,
    pub source_id: Option<i64>,
    pub status_id: Option<i64>,
    pub email: Option<String>,
    pub company: Option<String>,
    pub description: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub zip: Option<String>,
    pub address: Option<String>,
    pub country_id: Option<i64>,
    pub assigned_id: Option<i64>,
    pub groups: Vec<i64>,
}

/// The types the server takes.
pub(crate) const TYPES: [&str; 3] = ["lead", "customer", "guest"];

/// Checks a whole form: what it says, and what is wrong with it. `kept_type`: the type of the contact being edited,
/// allowed whatever it is.
pub(crate) fn check(
    input: &ContactInput,
    known: &KnownIds,
    kept_type: Option<&str>,
) -> (CleanContact, Vec<FieldError>) {
    let mut check = Check { errors: Vec::new() };
    let clean = CleanContact {
        firstname: check.required("firstname", &input.firstname, 191),
        lastname: check.required("lastname", &input.lastname, 191),
        phone: check.phone(&input.phone),
        r#type: check.kind(&input.r#type, kept_type),
        source_id: check.one_of("source_id", input.source_id, &known.sources),
        status_id: check.one_of("status_id", input.status_id, &known.statuses),
        email: check.email(&input.email),
        company: check.optional("company", &input.company, 191),
        // The server sets no limit; this is the width of the store's text column.
        description: check.optional("description", &input.description, 65_535),
        city: check.optional("city", &input.city, 100),
        state: check.optional("state", &input.state, 100),
        zip: check.optional("zip", &input.zip, 15),
        address: check.optional("address", &input.address, 500),
        country_id: check.number("country_id", &input.country_id),
        assigned_id: check.number("assigned_id", &input.assigned_id),
        groups: check.groups(&input.groups, &known.groups),
    };
    (clean, check.errors)
}

struct Check {
    errors: Vec<FieldError>,
}

impl Check {
    fn refuse(&mut self, field: &str, code: FieldErrorCode, limit: Option<u32>) {
        self.errors.push(FieldError {
            field: field.to_owned(),
            code,
            message: None,
            limit,
        });
    }

    fn required(&mut self, field: &str, text: &str, limit: u32) -> String {
        match self.optional(field, text, limit) {
            Some(text) => text,
            None => {
                self.refuse(field, FieldErrorCode::Required, None);
                String::new()
            }
        }
    }

    fn optional(&mut self, field: &str, text: &str, limit: u32) -> Option<String> {
        let text = text.trim();
        if text.chars().count() > limit as usize {
            self.refuse(field, FieldErrorCode::TooLong, Some(limit));
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn phone(&mut self, text: &str) -> String {
        if text.trim().is_empty() {
            self.refuse("phone", FieldErrorCode::Required, None);
            return String::new();
        }
        match phone::normalise(text) {
            Ok(stored) => return stored,
            Err(NotAPhone::Unreadable) => self.refuse("phone", FieldErrorCode::NotAPhone, None),
            Err(NotAPhone::TooLong) => self.refuse("phone", FieldErrorCode::TooLong, Some(20)),
        }
        String::new()
    }

    fn kind(&mut self, text: &str, kept: Option<&str>) -> String {
        if text.is_empty() {
            self.refuse("type", FieldErrorCode::Required, None);
        } else if !TYPES.contains(&text) && kept != Some(text) {
            self.refuse("type", FieldErrorCode::NotInList, None);
        }
        text.to_owned()
    }

    fn one_of(&mut self, field: &str, id: Option<i64>, known: &HashSet<i64>) -> Option<i64> {
        match id {
            None => self.refuse(field, FieldErrorCode::Required, None),
            Some(id) if !known.is_empty() && !known.contains(&id) => {
                self.refuse(field, FieldErrorCode::NotInList, None);
            }
            Some(_) => {}
        }
        id
    }

    fn email(&mut self, text: &str) -> Option<String> {
        let email = self.optional("email", text, 191)?;
        if !looks_like_an_email(&email) {
            self.refuse("email", FieldErrorCode::NotAnEmail, None);
        }
        Some(email)
    }

    fn number(&mut self, field: &str, text: &str) -> Option<i64> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let ascii: Option<String> = text.chars().map(phone::digit).collect();
        let number = ascii
            .and_then(|digits| digits.parse::<i64>().ok())
            .filter(|n| *n > 0);
        if number.is_none() {
            self.refuse(field, FieldErrorCode::NotANumber, None);
        }
        number
    }

    fn groups(&mut self, ids: &[i64], known: &HashSet<i64>) -> Vec<i64> {
        let mut once: Vec<i64> = Vec::with_capacity(ids.len());
        for id in ids {
            if !once.contains(id) {
                once.push(*id);
            }
        }
        if !known.is_empty() && once.iter().any(|id| !known.contains(id)) {
            self.refuse("groups", FieldErrorCode::NotInList, None);
        }
        once
    }
}

/// One `@`, something before it, a host with a dot after it, no spaces: the server has the last word.
fn looks_like_an_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    let bad = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '@' | ',' | ';' | '<' | '>' | '(' | ')')
    };
    !local.is_empty()
        && local.chars().count() <= 64
        && !text.contains("..")
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains(bad)
        && !host.contains(bad)
        && host.split('.').count() > 1
        && host
            .split('.')
            .all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'))
}

#[cfg(test)]
mod tests;

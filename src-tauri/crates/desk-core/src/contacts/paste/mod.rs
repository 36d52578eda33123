//! A pasted vCard, signature or line of text, read into the fields of the form. Everything is a proposal: the person
//! says what is taken.

mod labels;
mod name;
mod place;
mod scan;
mod text;
mod vcard;

use serde::{Deserialize, Serialize};

use crate::Desk;

/// Longest text that is read: a signature with its mail above it.
const LONGEST: usize = 20_000;

/// What was pasted, and the country numbers without a code are of.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PasteRequest {
    /// As pasted.
    pub text: String,
    /// ISO code of the country chosen in the form.
    pub region: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Pasted {
    /// In the order of the form; empty: nothing was found.
    pub values: Vec<PastedValue>,
    /// People besides the first, who alone is read.
    pub others: u32,
}

/// What was found for a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PastedValue {
    /// Which.
    pub field: PastedField,
    /// The likeliest first; several numbers and emails are for the person to choose from.
    pub choices: Vec<PastedChoice>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PastedChoice {
    /// As it would be taken.
    pub value: String,
    /// What stood beside a number.
    pub kind: Option<PastedKind>,
}

/// Fields a paste can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // the fields of the form
pub enum PastedField {
    Firstname,
    Lastname,
    Phone,
    Email,
    Company,
    Description,
    Address,
    City,
    State,
    Zip,
}

/// What a number was said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // say it themselves
pub enum PastedKind {
    Mobile,
    Work,
    Home,
    Fax,
}

impl Desk {
    /// Reads what was pasted. Nothing is kept and nothing is asked.
    #[must_use]
    pub fn contacts_read_pasted(request: &PasteRequest) -> Pasted {
        read(&request.text, request.region.as_deref())
    }
}

pub(crate) fn read(text: &str, region: Option<&str>) -> Pasted {
    let text: String = text.chars().take(LONGEST).collect();
    vcard::read(&text, region).unwrap_or_else(|| text::read(&text, region))
}

/// Values as they are found; what is found twice is kept once.
#[derive(Debug, Default)]
struct Found {
    values: Vec<(PastedField, PastedChoice)>,
}

impl Found {
    fn add(&mut self, field: PastedField, value: &str) {
        self.put(field, value, None);
    }

    fn put(&mut self, field: PastedField, value: &str, kind: Option<PastedKind>) {
        let value = value.trim();
        let known = self
            .values
            .iter()
            .any(|(at, choice)| *at == field && choice.value.eq_ignore_ascii_case(value));
        if !value.is_empty() && !known {
            let value = value.to_owned();
            self.values.push((field, PastedChoice { value, kind }));
        }
    }

    fn has(&self, field: PastedField) -> bool {
        self.values.iter().any(|(at, _)| *at == field)
    }

    fn first(&self, field: PastedField) -> Option<&str> {
        let found = self.values.iter().find(|(at, _)| *at == field);
        found.map(|(_, choice)| choice.value.as_str())
    }

    /// Only numbers and emails leave a choice; of the rest the first is the best.
    fn done(self, others: u32) -> Pasted {
        let mut values: Vec<PastedValue> = Vec::new();
        for (field, choice) in self.values {
            let several = matches!(field, PastedField::Phone | PastedField::Email);
            match values.iter_mut().find(|value| value.field == field) {
                Some(value) if several => value.choices.push(choice),
                Some(_) => {}
                None => values.push(PastedValue {
                    field,
                    choices: vec![choice],
                }),
            }
        }
        values.sort_by_key(|value| value.field);
        for value in &mut values {
            // A mobile first: that is where WhatsApp is. A fax last.
            value.choices.sort_by_key(|choice| match choice.kind {
                Some(PastedKind::Mobile) => 0,
                Some(PastedKind::Fax) => 2,
                _ => 1,
            });
        }
        Pasted { values, others }
    }
}

#[cfg(test)]
mod tests;

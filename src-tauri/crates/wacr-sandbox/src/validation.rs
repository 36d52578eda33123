//! Checks of a body, collected per field the way the server's framework words them (contract section 4).

use serde_json::{Map, Value, json};

use crate::envelope::Reply;

/// A field of a body: not given at all, given as null, or given with a value.
pub(crate) type Given<T> = Option<Option<T>>;

/// Collects what is wrong with a body.
pub(crate) struct Checker<'a> {
    input: &'a Map<String, Value>,
    /// An update: a required field may be left out, but not sent blank.
    partial: bool,
    errors: Map<String, Value>,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(input: &'a Map<String, Value>) -> Self {
        Self {
            input,
            partial: false,
            errors: Map::new(),
        }
    }

    /// For updates, where fields left out stay as they are.
    pub(crate) fn partial(input: &'a Map<String, Value>) -> Self {
        Self {
            partial: true,
            ..Self::new(input)
        }
    }

    /// Adds a sentence to a field.
    pub(crate) fn fail(&mut self, field: &str, sentence: &str) {
        let list = self.errors.entry(field).or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.push(sentence.into());
        }
    }

    /// 422 with everything found, if anything was.
    pub(crate) fn finish(self) -> Result<(), Reply> {
        if self.errors.is_empty() {
            return Ok(());
        }
        Err(Reply::invalid(Value::Object(self.errors)))
    }

    /// Text of at most `max` characters; 0 is no limit.
    pub(crate) fn text(&mut self, field: &str, required: bool, max: usize) -> Given<String> {
        let value = self.given(field, required)?;
        let Some(value) = value else {
            return Some(None);
        };
        let Some(text) = value.as_str() else {
            self.fail(
                field,
                &format!("The {} field must be a string.", words(field)),
            );
            return None;
        };
        if max > 0 && text.chars().count() > max {
            let sentence = format!(
                "The {} field must not be greater than {max} characters.",
                words(field)
            );
            self.fail(field, &sentence);
        }
        Some(Some(text.to_owned()))
    }

    /// A whole number, written as a number or as digits.
    pub(crate) fn integer(&mut self, field: &str, required: bool) -> Given<u64> {
        let value = self.given(field, required)?;
        let Some(value) = value else {
            return Some(None);
        };
        let number = whole(value);
        if number.is_none() {
            self.fail(
                field,
                &format!("The {} field must be an integer.", words(field)),
            );
        }
        number.map(Some)
    }

    /// `#RRGGBB`.
    pub(crate) fn color(&mut self, field: &str) -> Given<String> {
        let color = self.text(field, false, 0);
        if let Some(Some(color)) = &color {
            let digits = color.strip_prefix('#').unwrap_or_default();
            if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                self.fail(field, "The color must be a hex value such as #9C27B0.");
            }
        }
        color
    }

    /// An array of whole numbers.
    pub(crate) fn ids(&mut self, field: &str) -> Given<Vec<u64>> {
        let value = self.given(field, false)?;
        let Some(value) = value else {
            return Some(None);
        };
        let Some(list) = value.as_array() else {
            self.fail(
                field,
                &format!("The {} field must be an array.", words(field)),
            );
            return None;
        };
        let mut ids = Vec::with_capacity(list.len());
        for (at, value) in list.iter().enumerate() {
            match whole(value) {
                Some(id) => ids.push(id),
                None => {
                    let field = format!("{field}.{at}");
                    self.fail(&field, &format!("The {field} field must be an integer."));
                }
            }
        }
        Some(Some(ids))
    }

    /// An array of at least one whole number.
    pub(crate) fn required_ids(&mut self, field: &str) -> Vec<u64> {
        let empty = self.input.get(field).is_none_or(|value| match value {
            Value::Array(list) => list.is_empty(),
            other => other.is_null(),
        });
        if empty {
            self.fail(field, &format!("The {} field is required.", words(field)));
            return Vec::new();
        }
        self.ids(field).flatten().unwrap_or_default()
    }

    fn given(&mut self, field: &str, required: bool) -> Option<Option<&'a Value>> {
        let value = self.input.get(field).filter(|value| !value.is_null());
        if value.is_some() {
            return Some(value);
        }
        let sent = self.input.contains_key(field);
        if required && (sent || !self.partial) {
            self.fail(field, &format!("The {} field is required.", words(field)));
        }
        sent.then_some(None)
    }
}

/// An address with something before and a dotted name after its one `@`.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let dotted = domain.split('.').filter(|part| !part.is_empty()).count() >= 2;
    let tidy = !domain.starts_with('.') && !domain.ends_with('.') && !domain.contains('@');
    !local.is_empty() && dotted && tidy && !text.contains(char::is_whitespace)
}

/// Trims strings and turns blank ones into null, at any depth.
pub(crate) fn tidy(value: Value) -> Value {
    match value {
        Value::String(text) => match text.trim() {
            "" => Value::Null,
            trimmed => trimmed.into(),
        },
        Value::Array(list) => list.into_iter().map(tidy).collect(),
        Value::Object(map) => map
            .into_iter()
            .map(|(key, value)| (key, tidy(value)))
            .collect(),
        other => other,
    }
}

fn whole(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn words(field: &str) -> String {
    field.replace('_', " ")
}

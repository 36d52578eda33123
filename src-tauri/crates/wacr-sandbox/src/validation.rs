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

    /// A phone number as the sends take it: so many characters; digits, `+`, `-`, spaces and parentheses.
    pub(crate) fn phone(&mut self, field: &str, most: usize) -> String {
        const FEWEST: usize = 10;
        let phone = self.text(field, true, most).flatten().unwrap_or_default();
        if !phone.is_empty() && phone.chars().count() < FEWEST {
            self.fail(
                field,
                &format!("The {field} field must be at least {FEWEST} characters."),
            );
        }
        let allowed = |letter: char| letter.is_ascii_digit() || "+-() ".contains(letter);
        if !phone.chars().all(allowed) {
            self.fail(field, &format!("The {field} field format is invalid."));
        }
        phone
    }

    /// Text that must be there, at most `max` characters; empty when it was refused.
    pub(crate) fn required(&mut self, field: &str, max: usize) -> String {
        self.text(field, true, max).flatten().unwrap_or_default()
    }

    /// Text that may be there.
    pub(crate) fn optional(&mut self, field: &str, max: usize) -> Option<String> {
        self.text(field, false, max).flatten()
    }

    /// The address of something on the web.
    pub(crate) fn address(&mut self, field: &str) -> Option<String> {
        let address = self.optional(field, 0);
        if address.as_deref().is_some_and(|text| !is_web_address(text)) {
            self.fail(
                field,
                &format!("The {} field must be a valid URL.", words(field)),
            );
        }
        address
    }

    /// One of these words.
    pub(crate) fn one_of(&mut self, field: &str, known: &[&str]) -> String {
        let word = self.required(field, 0);
        if !word.is_empty() && !known.contains(&word.as_str()) {
            self.fail(field, &format!("The selected {} is invalid.", words(field)));
        }
        word
    }

    /// An array of between `fewest` and `most` objects, each checked by `each` under a dotted name.
    pub(crate) fn objects(
        &mut self,
        field: &str,
        fewest: usize,
        most: usize,
        mut each: impl FnMut(&mut Checker<'_>),
    ) {
        let Some(Some(value)) = self.given(field, true) else {
            return;
        };
        let Some(list) = value.as_array() else {
            self.fail(
                field,
                &format!("The {} field must be an array.", words(field)),
            );
            return;
        };
        if list.len() < fewest || list.len() > most {
            let sentence = format!(
                "The {} field must have between {fewest} and {most} items.",
                words(field)
            );
            self.fail(field, &sentence);
        }
        for (at, value) in list.iter().enumerate() {
            let Some(fields) = value.as_object() else {
                let name = format!("{field}.{at}");
                self.fail(&name, &format!("The {name} field must be an array."));
                continue;
            };
            let mut inner = Checker::new(fields);
            each(&mut inner);
            for (name, sentences) in inner.errors {
                self.errors
                    .insert(format!("{field}.{at}.{name}"), sentences);
            }
        }
    }

    /// What is wrong so far: field to sentences.
    pub(crate) fn into_errors(self) -> Map<String, Value> {
        self.errors
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

/// An http or https address with a host.
pub(crate) fn is_web_address(text: &str) -> bool {
    url::Url::parse(text)
        .is_ok_and(|url| ["http", "https"].contains(&url.scheme()) && url.has_host())
}

/// Yes or no as forms and JSON write it; `None` for anything else.
pub(crate) fn yes_or_no(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(yes) => Some(*yes),
        Value::Number(number) => number
            .as_u64()
            .filter(|number| *number < 2)
            .map(|one| one == 1),
        Value::String(text) => match text.as_str() {
            "1" | "true" => Some(true),
            "0" | "false" => Some(false),
            _ => None,
        },
        _ => None,
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

//! What a test looks for: a role and an accessible name, perhaps inside something.

use std::fmt;

use serde_json::{Value, json};

/// A description of something on screen.
#[derive(Debug, Clone)]
pub struct Query {
    role: &'static str,
    name: Option<String>,
    exact: bool,
    within: Option<Box<Query>>,
    at: Option<usize>,
}

/// Everything visible that has this role.
#[must_use]
pub fn role(role: &'static str) -> Query {
    Query {
        role,
        name: None,
        exact: true,
        within: None,
        at: None,
    }
}

impl Query {
    /// Of these, what is called exactly so.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self.exact = true;
        self
    }

    /// Of these, what has this in its name.
    #[must_use]
    pub fn containing(mut self, part: impl Into<String>) -> Self {
        self.name = Some(part.into());
        self.exact = false;
        self
    }

    /// Of these, what lies inside `outer`.
    #[must_use]
    pub fn within(mut self, outer: Query) -> Self {
        self.within = Some(Box::new(outer));
        self
    }

    /// Of these, the one at this place, counted from 0.
    #[must_use]
    pub fn at(mut self, place: usize) -> Self {
        self.at = Some(place);
        self
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({
            "role": self.role,
            "name": self.name,
            "exact": self.exact,
            "within": self.within.as_ref().map(|outer| outer.to_json()),
            "at": self.at,
        })
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.role)?;
        if let Some(name) = &self.name {
            write!(
                f,
                " {}`{name}`",
                if self.exact { "" } else { "containing " }
            )?;
        }
        if let Some(place) = self.at {
            write!(f, " number {}", place + 1)?;
        }
        match &self.within {
            Some(outer) => write!(f, " in {outer}"),
            None => Ok(()),
        }
    }
}

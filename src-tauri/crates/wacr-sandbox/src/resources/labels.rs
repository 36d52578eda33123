//! What groups, sources and statuses have in common: a unique name, and one way of listing and reading.

use serde_json::Value;

use crate::envelope::{Answer, Reply};
use crate::operations::Call;
use crate::query::Rules;
use crate::quirks::Quirk;
use crate::rows::{Contact, Label};
use crate::state::State;
use crate::validation::Checker;

/// One of the three.
pub(super) struct Kind {
    /// "Group", for messages.
    pub(super) noun: &'static str,
    pub(super) rules: Rules,
    pub(super) rows: fn(&mut State) -> &mut Vec<Label>,
    /// Whether a contact uses the row, which keeps it from being deleted.
    pub(super) in_use: Option<fn(&Contact, u64) -> bool>,
    /// Takes a deleted row out of the contacts that name it.
    pub(super) forget: fn(&mut State, u64),
}

/// The filters, sorts and search shared by the three lists.
pub(super) const fn rules(path: &'static str) -> Rules {
    Rules {
        path,
        filters: &["created_at"],
        sorts: &["name", "created_at", "updated_at"],
        search: &["name"],
        first: &[],
    }
}

impl Kind {
    pub(super) fn list(&self, state: &mut State, call: &Call<'_>) -> Answer {
        let query = call.query(state.quirks)?;
        if query.fields && state.quirks.has(Quirk::FieldsFault) {
            return Err(Reply::internal("Unknown column in the list of fields"));
        }
        let base = state.base_url.clone();
        let found = query.select((self.rows)(state).iter(), &self.rules);
        let rows: Vec<Value> = found[query.range(found.len())]
            .iter()
            .map(|row| row.json())
            .collect();
        let pagination = query.pagination(found.len(), rows.len());
        let links = query.links(&base, self.rules.path, found.len());
        Ok(Reply::list(rows, pagination, links))
    }

    /// `color` is `None` for kinds without one.
    pub(super) fn create(&self, state: &mut State, call: &Call<'_>, colored: bool) -> Answer {
        let (name, color) = self.check(state, call, None, colored)?;
        let id = state.next_label();
        let label = Label {
            id,
            name,
            color,
            created_at: call.now,
            updated_at: call.now,
        };
        let json = label.json();
        (self.rows)(state).push(label);
        Ok(Reply::created(
            json,
            &format!("{} created successfully", self.noun),
        ))
    }

    pub(super) fn get(&self, state: &mut State, call: &Call<'_>) -> Answer {
        let id = call.id()?;
        let nested = state.quirks.has(Quirk::DoubleNesting);
        let row = (self.rows)(state).iter().find(|row| row.id == id);
        row.map(|row| Reply::read(row.json(), nested))
            .ok_or_else(|| Reply::not_found(self.noun))
    }

    pub(super) fn update(&self, state: &mut State, call: &Call<'_>, colored: bool) -> Answer {
        let id = call.id()?;
        self.require(state, id)?;
        let (name, color) = self.check(state, call, Some(id), colored)?;
        let row = (self.rows)(state).iter_mut().find(|row| row.id == id);
        let row = row.ok_or_else(|| Reply::not_found(self.noun))?;
        if row.name != name || row.color != color {
            row.name = name;
            row.color = color;
            row.updated_at = call.now;
        }
        let message = format!("{} updated successfully", self.noun);
        Ok(Reply::done(row.json(), &message))
    }

    pub(super) fn delete(&self, state: &mut State, call: &Call<'_>) -> Answer {
        let id = call.id()?;
        self.require(state, id)?;
        let used = self.in_use.map_or(0, |uses| {
            state.contacts().filter(|contact| uses(contact, id)).count()
        });
        if used > 0 {
            let message = format!(
                "{} is used by {used} contacts and cannot be deleted.",
                self.noun
            );
            return Err(Reply::error(
                409,
                "RESOURCE_CONFLICT",
                &message,
                Value::Null,
            ));
        }
        (self.rows)(state).retain(|row| row.id != id);
        if !state.quirks.has(Quirk::DeadGroupIds) {
            (self.forget)(state, id);
        }
        Ok(Reply::deleted(&format!(
            "{} deleted successfully",
            self.noun
        )))
    }

    /// 404 unless the row is there.
    pub(super) fn require(&self, state: &mut State, id: u64) -> Result<(), Reply> {
        let known = (self.rows)(state).iter().any(|row| row.id == id);
        known
            .then_some(())
            .ok_or_else(|| Reply::not_found(self.noun))
    }

    /// The name, and the colour written: a missing one is written as null.
    fn check(
        &self,
        state: &mut State,
        call: &Call<'_>,
        except: Option<u64>,
        colored: bool,
    ) -> Result<(String, Option<Option<String>>), Reply> {
        let mut checker = Checker::new(&call.input);
        let name = checker
            .text("name", true, 255)
            .flatten()
            .unwrap_or_default();
        let taken = |row: &Label| Some(row.id) != except && row.name == name;
        if (self.rows)(state).iter().any(taken) {
            checker.fail("name", "The name has already been taken.");
        }
        let color = colored.then(|| checker.color("color").flatten());
        checker.finish()?;
        Ok((name, color))
    }
}

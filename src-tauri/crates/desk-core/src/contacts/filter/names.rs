//! The names a typed filter may say, and which ids they mean.

use rusqlite::Connection;

use super::FilterField;
use crate::lists::{self, List};

/// Types every account has; a server may invent more.
const TYPES: [&str; 3] = ["lead", "customer", "guest"];

/// Names of the account.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub types: Vec<String>,
    pub statuses: Vec<(i64, String)>,
    pub sources: Vec<(i64, String)>,
    pub groups: Vec<(i64, String)>,
}

impl Names {
    pub(crate) fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let list = |list| -> rusqlite::Result<Vec<(i64, String)>> {
            let items = lists::all(connection, list)?;
            Ok(items.into_iter().map(|item| (item.id, item.name)).collect())
        };
        // Jumps from type to type along the index, of which there are three or so.
        let mut types: Vec<String> = connection
            .prepare_cached(
                "WITH RECURSIVE one (type) AS (
                    SELECT min(type) FROM contact
                    UNION ALL
                    SELECT (SELECT min(type) FROM contact WHERE type > one.type) FROM one WHERE one.type IS NOT NULL
                ) SELECT type FROM one WHERE type <> ''",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for known in TYPES {
            if !types.iter().any(|one| one == known) {
                types.push(known.to_owned());
            }
        }
        Ok(Self {
            types,
            statuses: list(List::Statuses)?,
            sources: list(List::Sources)?,
            groups: list(List::Groups)?,
        })
    }

    /// The type of that name.
    pub(crate) fn r#type(&self, name: &str) -> Option<String> {
        let exact = self.types.iter().find(|one| *one == name);
        let wanted = name.to_lowercase();
        exact
            .or_else(|| self.types.iter().find(|one| one.to_lowercase() == wanted))
            .cloned()
    }

    /// The id of that name: written so, else the only one that differs in letter case.
    pub(crate) fn id(&self, field: FilterField, name: &str) -> Option<i64> {
        let all = self.of(field);
        let only = |mut found: Vec<i64>| (found.len() == 1).then(|| found.remove(0));
        let like = |same: &dyn Fn(&str) -> bool| {
            let found = all.iter().filter(|(_, one)| same(one));
            found.map(|(id, _)| *id).collect::<Vec<_>>()
        };
        let exact = like(&|one| one == name);
        if !exact.is_empty() {
            return only(exact);
        }
        let wanted = name.trim().to_lowercase();
        only(like(&|one| one.trim().to_lowercase() == wanted))
    }

    /// The name that means this id and no other.
    pub(crate) fn name(&self, field: FilterField, id: i64) -> Option<&str> {
        let (_, name) = self.of(field).iter().find(|(known, _)| *known == id)?;
        (!name.is_empty() && self.id(field, name) == Some(id)).then_some(name)
    }

    fn of(&self, field: FilterField) -> &[(i64, String)] {
        match field {
            FilterField::Status => &self.statuses,
            FilterField::Source => &self.sources,
            FilterField::Group => &self.groups,
            _ => &[],
        }
    }
}

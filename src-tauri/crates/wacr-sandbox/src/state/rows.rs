//! The state as rows of the data file, and back.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::State;
use crate::rows::Label;

/// What a row of the data file is called within its kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Number(u64),
    Text(String),
}

/// A row to write, or with no JSON to remove.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) kind: &'static str,
    pub(crate) key: Key,
    pub(crate) json: Option<String>,
}

impl Change {
    fn put(kind: &'static str, key: Key, row: &impl Serialize) -> Self {
        let json = Some(serde_json::to_string(row).unwrap_or_default());
        Self { kind, key, json }
    }

    /// A small part of the state that is one row as a whole.
    pub(crate) fn part(name: &str, part: &impl Serialize) -> Self {
        Self::put("part", Key::Text(name.to_owned()), part)
    }
}

impl State {
    /// The rows that changed since this was last asked, and all small parts, changed or not.
    pub(crate) fn changes(&mut self) -> Vec<Change> {
        // Every field is named, so that whoever adds one decides whether it is kept.
        let Self {
            base_url: _,
            quirks: _,
            rate_limit: _,
            contact_limit: _,
            conversations,
            started_at,
            contacts,
            changed_contacts,
            by_phone: _,
            by_email: _,
            selections: _,
            groups,
            sources,
            statuses,
            // No call changes them: those of the seed, at the times of the first start.
            templates: _,
            messages,
            chats,
            created,
            slowed,
            codes,
            tries,
            awaited,
            next_contact,
            next_label,
        } = self;
        let mut changes = Vec::new();
        for id in std::mem::take(changed_contacts) {
            changes.push(Change {
                kind: "contact",
                key: Key::Number(id),
                json: contacts.get(&id).map(|kept| kept.text().to_owned()),
            });
        }
        for row in messages.take_new() {
            changes.push(Change::put("message", Key::Number(row.id), row));
        }
        // Counted here, since what leaves no row has no id.
        let first = created.len() - created.take_new().len();
        for (at, row) in created.iter().enumerate().skip(first) {
            changes.push(Change::put("created", Key::Number(at as u64), row));
        }
        for name in chats.take_changed() {
            if let Some(chat) = chats.get(&name) {
                changes.push(Change::put("chat", Key::Text(name), chat));
            }
        }
        changes.extend([
            Change::part("conversations_used", &conversations.used),
            Change::part("started_at", started_at),
            Change::part("groups", groups),
            Change::part("sources", sources),
            Change::part("statuses", statuses),
            Change::part("slowed", slowed),
            Change::part("codes", codes),
            Change::part("tries", tries),
            Change::part("awaited", awaited),
            Change::part("next_contact", next_contact),
            Change::part("next_label", next_label),
        ]);
        changes
    }

    /// Forgets which rows changed: there is no file to write them to.
    pub(crate) fn forget_changes(&mut self) {
        self.changed_contacts.clear();
        self.messages.take_new();
        self.created.take_new();
        self.chats.take_changed();
    }

    /// Takes up a row of the data file. Rows of one kind come in the order of their keys. `Err` says what is no row.
    pub(crate) fn restore(&mut self, kind: &str, key: Key, json: &str) -> Result<(), String> {
        match (kind, key) {
            ("contact", Key::Number(_)) => self.put_contact(read(json)?),
            ("message", Key::Number(_)) => self.messages.push(read(json)?),
            ("created", Key::Number(_)) => self.created.push(read(json)?),
            ("chat", Key::Text(digits)) => self.chats.insert(digits, read(json)?),
            ("part", Key::Text(name)) => self.restore_part(&name, json)?,
            (kind, _) => return Err(format!("rows of the kind \"{kind}\" are not known")),
        }
        Ok(())
    }

    fn restore_part(&mut self, name: &str, json: &str) -> Result<(), String> {
        match name {
            "conversations_used" => self.conversations.used = read(json)?,
            "started_at" => self.started_at = read(json)?,
            "groups" => self.groups = read(json)?,
            "sources" => self.sources = read(json)?,
            "statuses" => {
                // The JSON does not tell a colour that is null from a row without one.
                let colored = |row: Label| Label {
                    color: Some(row.color.flatten()),
                    ..row
                };
                self.statuses = read::<Vec<Label>>(json)?.into_iter().map(colored).collect();
            }
            "slowed" => self.slowed = read(json)?,
            "codes" => self.codes = read(json)?,
            "tries" => self.tries = read(json)?,
            "awaited" => self.awaited = read(json)?,
            "next_contact" => self.next_contact = read(json)?,
            "next_label" => self.next_label = read(json)?,
            // Read by the one who opened the file.
            "tokens" | "ahead" => drop(read::<Value>(json)?),
            name => return Err(format!("a part called \"{name}\" is not known")),
        }
        Ok(())
    }
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

//! The rows of the account and their JSON.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::clock::{iso, iso_form};
use crate::query::{Cell, Row};
use crate::state::BUSINESS_NUMBER;

/// A contact as stored; its serde form is the contact object without includes (contract section 16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contact {
    pub(crate) id: u64,
    pub(crate) firstname: String,
    pub(crate) lastname: String,
    pub(crate) company: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) status_id: u64,
    pub(crate) source_id: u64,
    pub(crate) description: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) zip: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) country_id: Option<u64>,
    pub(crate) assigned_id: Option<u64>,
    #[serde(rename = "group_id")]
    pub(crate) group_ids: Vec<u64>,
    #[serde(rename = "is_opted_out")]
    pub(crate) opted_out: bool,
    #[serde(with = "iso_form")]
    pub(crate) created_at: i64,
    #[serde(with = "iso_form")]
    pub(crate) updated_at: i64,
}

impl Contact {
    /// The contact object without includes (contract section 16).
    pub(crate) fn json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl Row for Contact {
    fn cell(&self, field: &str) -> Cell<'_> {
        match field {
            "id" => Cell::Int(self.id as i64),
            "firstname" => Cell::Text(&self.firstname),
            "lastname" => Cell::Text(&self.lastname),
            "company" => Cell::text(self.company.as_deref()),
            "email" => Cell::text(self.email.as_deref()),
            "phone" => Cell::text(self.phone.as_deref()),
            "type" => Cell::Text(&self.kind),
            "status_id" => Cell::Int(self.status_id as i64),
            "source_id" => Cell::Int(self.source_id as i64),
            "assigned_id" => Cell::int(self.assigned_id),
            "group_id" => Cell::Ids(&self.group_ids),
            "created_at" => Cell::Time(self.created_at),
            "updated_at" => Cell::Time(self.updated_at),
            _ => Cell::Null,
        }
    }
}

/// A group, a source or a status: a name, and for statuses a colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Label {
    pub(crate) id: u64,
    pub(crate) name: String,
    /// `None` where the resource has no colour at all.
    pub(crate) color: Option<Option<String>>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

impl Label {
    pub(crate) fn json(&self) -> Value {
        let mut row = Map::new();
        row.insert("id".into(), self.id.into());
        row.insert("name".into(), self.name.clone().into());
        if let Some(color) = &self.color {
            row.insert("color".into(), color.clone().into());
        }
        row.insert("created_at".into(), iso(self.created_at).into());
        row.insert("updated_at".into(), iso(self.updated_at).into());
        Value::Object(row)
    }
}

impl Row for Label {
    fn cell(&self, field: &str) -> Cell<'_> {
        match field {
            "name" => Cell::Text(&self.name),
            "created_at" => Cell::Time(self.created_at),
            "updated_at" => Cell::Time(self.updated_at),
            _ => Cell::Null,
        }
    }
}

/// What becomes of an outgoing message after it was accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Fate {
    /// Stays as first stored: incoming rows, notes, and rows without a `message_id`.
    #[default]
    Stays,
    Delivered,
    Read,
    /// Read, while the event of the delivery never arrives.
    ReadAtOnce,
    /// Fails with this sentence of WhatsApp's.
    Fails(String),
}

/// Seconds from acceptance to `delivered` (or `failed`), and to `read`.
const DELIVERY: i64 = 3;
const READING: i64 = 12;

/// A row of the conversation history.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) id: u64,
    pub(crate) chat_id: u64,
    pub(crate) sender: String,
    /// `text`, `image`, `video`, `audio`, `document`, `interactive`.
    pub(crate) kind: String,
    pub(crate) text: String,
    /// The address of a medium, or the name it is stored under.
    pub(crate) url: Option<String>,
    pub(crate) wamid: Option<String>,
    /// WhatsApp's id of the message this one is about.
    pub(crate) about: Option<String>,
    pub(crate) sent_at: i64,
    pub(crate) is_read: bool,
    pub(crate) staff_id: Option<u64>,
    pub(crate) fate: Fate,
    /// The label of an internal note; `None` for what the customer wrote or reads.
    pub(crate) note: Option<String>,
}

impl Default for Message {
    fn default() -> Self {
        Self {
            id: 0,
            chat_id: 0,
            sender: String::new(),
            kind: "text".into(),
            text: String::new(),
            url: None,
            wamid: None,
            about: None,
            sent_at: 0,
            is_read: false,
            staff_id: None,
            fate: Fate::Stays,
            note: None,
        }
    }
}

impl Message {
    /// The state WhatsApp's events have brought the row to by `now`.
    pub(crate) fn status(&self, now: i64) -> &'static str {
        let age = now - self.sent_at;
        match self.fate {
            Fate::Stays => "sent",
            _ if age < DELIVERY => "sent",
            Fate::Fails(_) => "failed",
            Fate::Read | Fate::ReadAtOnce if age >= READING => "read",
            Fate::ReadAtOnce => "sent",
            Fate::Read | Fate::Delivered => "delivered",
        }
    }

    /// A row of the list.
    pub(crate) fn json(&self, now: i64) -> Value {
        json!({
            "id": self.id,
            "interaction_id": self.chat_id,
            "sender_id": self.sender,
            "type": self.kind,
            "message": (self.kind == "text" || !self.text.is_empty()).then_some(&self.text),
            "status": self.status(now),
            "message_id": self.wamid,
            "sent_at": iso(self.sent_at),
            "is_read": self.is_read,
        })
    }

    /// The single read, with the reason of a failure.
    pub(crate) fn json_in_full(&self, now: i64) -> Value {
        let mut row = self.json(now);
        let reason = match &self.fate {
            Fate::Fails(reason) if self.status(now) == "failed" => Some(reason),
            _ => self.note.as_ref(),
        };
        row["status_message"] = reason.cloned().into();
        row["ref_message_id"] = self.about.clone().into();
        row["url"] = self.url.clone().into();
        row["staff_id"] = self.staff_id.into();
        row
    }
}

impl Row for MessageAt<'_> {
    fn cell(&self, field: &str) -> Cell<'_> {
        match field {
            "id" => Cell::Int(self.message.id as i64),
            "interaction_id" => Cell::Int(self.message.chat_id as i64),
            "type" => Cell::Text(&self.message.kind),
            "status" => Cell::Text(self.message.status(self.now)),
            "direction" if self.message.sender == BUSINESS_NUMBER => Cell::Text("outbound"),
            "direction" => Cell::Text("inbound"),
            "message" => Cell::Text(&self.message.text),
            "created_at" | "updated_at" => Cell::Time(self.message.sent_at),
            _ => Cell::Null,
        }
    }
}

/// A message seen at a moment, since its status depends on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MessageAt<'a> {
    pub(crate) message: &'a Message,
    pub(crate) now: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_moves_on_as_its_fate_has_it() {
        let at = |fate: Fate, age: i64| {
            let message = Message {
                sent_at: 1_000,
                fate,
                ..Message::default()
            };
            message.status(1_000 + age)
        };
        assert_eq!(at(Fate::Read, 0), "sent");
        assert_eq!(at(Fate::Read, 3), "delivered");
        assert_eq!(at(Fate::Read, 12), "read");
        assert_eq!(at(Fate::Delivered, 99), "delivered");
        assert_eq!(at(Fate::ReadAtOnce, 11), "sent");
        assert_eq!(at(Fate::ReadAtOnce, 12), "read");
        assert_eq!(at(Fate::Fails("window closed".into()), 2), "sent");
        assert_eq!(at(Fate::Fails("window closed".into()), 3), "failed");
        assert_eq!(at(Fate::Stays, 99), "sent");
    }
}

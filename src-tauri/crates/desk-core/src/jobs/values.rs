//! The fields a job sets with one call a contact, before and after. Pure.

use serde::{Deserialize, Deserializer, Serialize};
use wacr_api::ContactPatch;

use super::{AssignedChange, BulkEdit};
use crate::contacts::Contact;

/// Values of some fields; what is absent is not meant. An inner none is an empty field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Values {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub status_id: Option<Option<i64>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub source_id: Option<Option<i64>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub assigned_id: Option<Option<i64>>,
}

/// Null is a value of its own.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<i64>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// A contact's present values of all four.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fields {
    pub r#type: String,
    pub status_id: Option<i64>,
    pub source_id: Option<i64>,
    pub assigned_id: Option<i64>,
}

impl From<&Contact> for Fields {
    fn from(contact: &Contact) -> Self {
        Self {
            r#type: contact.r#type.clone(),
            status_id: contact.status_id,
            source_id: contact.source_id,
            assigned_id: contact.assigned_id,
        }
    }
}

/// What setting values back comes to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Back {
    /// What is to be set.
    pub set: Values,
    /// A value is neither what the job set nor what it was before, or cannot be emptied: it is left alone.
    pub conflict: bool,
}

impl Values {
    /// What an edit sets.
    pub(super) fn wanted(edit: &BulkEdit) -> Self {
        Self {
            r#type: edit.r#type.clone(),
            status_id: edit.status_id.map(Some),
            source_id: edit.source_id.map(Some),
            assigned_id: edit.assigned.map(|assigned| match assigned {
                AssignedChange::Set { id } => Some(id),
                AssignedChange::Clear => None,
            }),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Those of these values a contact does not have.
    pub(super) fn differing(&self, now: &Fields) -> Self {
        Self {
            r#type: self.r#type.clone().filter(|value| *value != now.r#type),
            status_id: self.status_id.filter(|value| *value != now.status_id),
            source_id: self.source_id.filter(|value| *value != now.source_id),
            assigned_id: self.assigned_id.filter(|value| *value != now.assigned_id),
        }
    }

    /// A contact's present values of these fields.
    pub(super) fn now(&self, now: &Fields) -> Self {
        Self {
            r#type: self.r#type.as_ref().map(|_| now.r#type.clone()),
            status_id: self.status_id.map(|_| now.status_id),
            source_id: self.source_id.map(|_| now.source_id),
            assigned_id: self.assigned_id.map(|_| now.assigned_id),
        }
    }

    /// Sets these values back to `before`, where a contact still has them.
    pub(super) fn back(&self, before: &Self, now: &Fields) -> Back {
        let mut back = Back::default();
        let mut one = |set: Option<Option<i64>>,
                       before: Option<Option<i64>>,
                       now: Option<i64>,
                       may_be_empty: bool| {
            let (set, before) = set.zip(before)?;
            if now == before {
                return None;
            }
            if now != set || (before.is_none() && !may_be_empty) {
                back.conflict = true;
                return None;
            }
            Some(before)
        };
        let status_id = one(self.status_id, before.status_id, now.status_id, false);
        let source_id = one(self.source_id, before.source_id, now.source_id, false);
        let assigned_id = one(self.assigned_id, before.assigned_id, now.assigned_id, true);
        let r#type = self.r#type.as_ref().zip(before.r#type.as_ref());
        let r#type = r#type.and_then(|(set, before)| {
            if now.r#type == *before {
                return None;
            }
            if now.r#type != *set {
                back.conflict = true;
                return None;
            }
            Some(before.clone())
        });
        back.set = Self {
            r#type,
            status_id,
            source_id,
            assigned_id,
        };
        back
    }

    /// What is sent.
    pub(super) fn patch(&self) -> ContactPatch {
        ContactPatch {
            r#type: self.r#type.clone(),
            status_id: self.status_id.flatten(),
            source_id: self.source_id.flatten(),
            assigned_id: self.assigned_id,
            ..ContactPatch::default()
        }
    }

    /// The contact as it would be.
    pub(super) fn put(&self, contact: &mut Contact) {
        if let Some(value) = &self.r#type {
            contact.r#type.clone_from(value);
        }
        contact.status_id = self.status_id.unwrap_or(contact.status_id);
        contact.source_id = self.source_id.unwrap_or(contact.source_id);
        contact.assigned_id = self.assigned_id.unwrap_or(contact.assigned_id);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn now(status: Option<i64>, assigned: Option<i64>) -> Fields {
        Fields {
            r#type: "lead".into(),
            status_id: status,
            source_id: Some(4),
            assigned_id: assigned,
        }
    }

    fn values(json: serde_json::Value) -> Values {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn an_edit_sets_what_differs() {
        let edit = BulkEdit {
            status_id: Some(7),
            r#type: Some("lead".into()),
            assigned: Some(AssignedChange::Clear),
            ..BulkEdit::default()
        };
        let wanted = Values::wanted(&edit);
        let set = wanted.differing(&now(Some(8), Some(21)));
        assert_eq!(set, values(json!({ "status_id": 7, "assigned_id": null })));
        assert_eq!(
            set.now(&now(Some(8), Some(21))),
            values(json!({ "status_id": 8, "assigned_id": 21 }))
        );
        assert!(wanted.differing(&now(Some(7), None)).is_empty());
        assert_eq!(
            serde_json::to_value(set.patch()).unwrap(),
            json!({ "status_id": 7, "assigned_id": null })
        );
    }

    #[test]
    fn null_survives_the_journal() {
        let set = values(json!({ "assigned_id": null }));
        assert_eq!(set.assigned_id, Some(None));
        assert_eq!(
            serde_json::to_value(&set).unwrap(),
            json!({ "assigned_id": null })
        );
    }

    #[test]
    fn setting_back() {
        let set = values(json!({ "status_id": 7, "assigned_id": 21 }));
        let before = values(json!({ "status_id": 8, "assigned_id": null }));
        for (status, assigned, back, conflict) in [
            (
                Some(7),
                Some(21),
                json!({ "status_id": 8, "assigned_id": null }),
                false,
            ),
            // Set back by somebody already.
            (Some(8), Some(21), json!({ "assigned_id": null }), false),
            (Some(8), None, json!({}), false),
            // Changed by somebody since.
            (Some(9), Some(21), json!({ "assigned_id": null }), true),
            (None, Some(22), json!({}), true),
        ] {
            let found = set.back(&before, &now(status, assigned));
            assert_eq!(found.set, values(back), "{status:?} {assigned:?}");
            assert_eq!(found.conflict, conflict, "{status:?} {assigned:?}");
        }
        // A status cannot be emptied (contract 16.2).
        let before = values(json!({ "status_id": null }));
        let found = values(json!({ "status_id": 7 })).back(&before, &now(Some(7), None));
        assert!(found.conflict && found.set.is_empty());
    }
}

//! What differs between two states of a contact.

use std::collections::BTreeSet;

use super::Change;
use crate::contacts::Contact;

/// The fields that differ, in the order of the form; ids as digits.
pub(crate) fn between(before: &Contact, after: &Contact) -> Vec<Change> {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let opt = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let id = |id: Option<i64>| id.map(|id| id.to_string());
    let pair = |of: &dyn Fn(&Contact) -> Option<String>| (of(before), of(after));
    let fields = [
        ("firstname", pair(&|c| text(&c.firstname))),
        ("lastname", pair(&|c| text(&c.lastname))),
        ("phone", pair(&|c| text(&c.phone))),
        ("type", pair(&|c| text(&c.r#type))),
        ("source_id", pair(&|c| id(c.source_id))),
        ("status_id", pair(&|c| id(c.status_id))),
        ("email", pair(&|c| opt(&c.email))),
        ("company", pair(&|c| opt(&c.company))),
        ("description", pair(&|c| opt(&c.description))),
        ("address", pair(&|c| opt(&c.address))),
        ("city", pair(&|c| opt(&c.city))),
        ("state", pair(&|c| opt(&c.state))),
        ("zip", pair(&|c| opt(&c.zip))),
        ("country_id", pair(&|c| id(c.country_id))),
        ("assigned_id", pair(&|c| id(c.assigned_id))),
        (
            "is_opted_out",
            pair(&|c| c.is_opted_out.then(|| "1".to_owned())),
        ),
    ];
    let mut changes: Vec<Change> = fields
        .into_iter()
        .filter(|(_, (from, to))| from != to)
        .map(|(field, (from, to))| Change::new(field, from, to))
        .collect();
    let ids = |contact: &Contact| contact.groups.iter().copied().collect::<BTreeSet<i64>>();
    let (old, new) = (ids(before), ids(after));
    let group = |from: Option<&i64>, to: Option<&i64>| {
        Change::new(
            "groups",
            from.map(ToString::to_string),
            to.map(ToString::to_string),
        )
    };
    changes.extend(old.difference(&new).map(|id| group(Some(id), None)));
    changes.extend(new.difference(&old).map(|id| group(None, Some(id))));
    changes
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn person() -> Contact {
        let wire = json!({
            "id": 501, "firstname": "Nadia", "phone": "+15550100142", "type": "lead", "status_id": 7,
            "group_id": [12, 13],
        });
        crate::contacts::wire::from_wire(serde_json::from_value(wire).unwrap())
    }

    fn change(field: &str, from: Option<&str>, to: Option<&str>) -> Change {
        Change::new(field, from.map(Into::into), to.map(Into::into))
    }

    #[test]
    fn each_field_from_what_to_what() {
        type Edit = fn(&mut Contact);
        let table: [(Edit, Vec<Change>); 9] = [
            (|_| {}, vec![]),
            (
                |c| c.updated_at = Some("2026-03-02T10:00:00Z".into()),
                vec![],
            ),
            (|c| c.email = Some(String::new()), vec![]),
            (
                |c| c.email = Some("n@example.com".into()),
                vec![change("email", None, Some("n@example.com"))],
            ),
            (
                |c| c.status_id = None,
                vec![change("status_id", Some("7"), None)],
            ),
            (
                |c| c.is_opted_out = true,
                vec![change("is_opted_out", None, Some("1"))],
            ),
            (|c| c.groups = vec![13, 12], vec![]),
            (
                |c| c.groups = vec![13, 14],
                vec![
                    change("groups", Some("12"), None),
                    change("groups", None, Some("14")),
                ],
            ),
            (
                |c| {
                    c.lastname = "Verhoeven".into();
                    c.r#type = "customer".into();
                },
                vec![
                    change("lastname", None, Some("Verhoeven")),
                    change("type", Some("lead"), Some("customer")),
                ],
            ),
        ];
        for (edit, wanted) in table {
            let mut after = person();
            edit(&mut after);
            assert_eq!(between(&person(), &after), wanted);
        }
    }
}

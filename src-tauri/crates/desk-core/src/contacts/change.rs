//! What an edit really changes: only that is checked and sent (contract 16.4), so that a contact with an odd old value
//! can still be edited, and what a colleague changed meanwhile stays.

use std::collections::BTreeSet;

use wacr_api::ContactPatch;

use super::{Contact, ContactInput, validate::CleanContact};
use crate::phones;

/// The wire's names of the fields that differ.
pub(crate) type Changed = BTreeSet<&'static str>;

/// The fields that are sent as they are; groups have calls of their own.
const FIELDS: [&str; 15] = [
    "firstname",
    "lastname",
    "phone",
    "type",
    "source_id",
    "status_id",
    "email",
    "company",
    "description",
    "city",
    "state",
    "zip",
    "address",
    "country_id",
    "assigned_id",
];

/// A contact as its form shows it.
pub(crate) fn input_of(contact: &Contact) -> ContactInput {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let number = |value: Option<i64>| value.map(|id| id.to_string()).unwrap_or_default();
    ContactInput {
        firstname: contact.firstname.clone(),
        lastname: contact.lastname.clone(),
        phone: contact.phone.clone(),
        r#type: contact.r#type.clone(),
        source_id: contact.source_id,
        status_id: contact.status_id,
        email: text(&contact.email),
        company: text(&contact.company),
        description: text(&contact.description),
        city: text(&contact.city),
        state: text(&contact.state),
        zip: text(&contact.zip),
        address: text(&contact.address),
        country_id: number(contact.country_id),
        assigned_id: number(contact.assigned_id),
        groups: contact.groups.clone(),
    }
}

/// What a form says in a field, blanks at its ends aside. Ids that are chosen from lists read as numbers.
fn said(input: &ContactInput, field: &str) -> String {
    let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let text = match field {
        "firstname" => &input.firstname,
        "lastname" => &input.lastname,
        "phone" => &input.phone,
        "type" => &input.r#type,
        "source_id" => return id(input.source_id),
        "status_id" => return id(input.status_id),
        "email" => &input.email,
        "company" => &input.company,
        "description" => &input.description,
        "city" => &input.city,
        "state" => &input.state,
        "zip" => &input.zip,
        "address" => &input.address,
        "country_id" => &input.country_id,
        _ => &input.assigned_id,
    };
    text.trim().to_owned()
}

/// True when saving the form would leave this field of the contact as it is. Another spelling of the stored number is
/// the same number; a plus put before an old number is not.
fn meets(input: &ContactInput, stored: &Contact, field: &str) -> bool {
    let wanted = said(input, field);
    if field == "phone"
        && phones::national_or_international(&wanted, None).as_ref() == Ok(&stored.phone)
    {
        return true;
    }
    wanted == said(&input_of(stored), field)
}

/// Compares the form as it was opened with the form as it is. `stored`: the contact as the mirror or the server has
/// it; what it has already is no change.
pub(crate) fn changed(base: &ContactInput, input: &ContactInput, stored: &Contact) -> Changed {
    FIELDS
        .into_iter()
        .filter(|field| said(base, field) != said(input, field) && !meets(input, stored, field))
        .collect()
}

/// The changed fields that somebody else changed to something else: `server` is neither what was opened nor what is
/// wanted. In the order of the form.
pub(crate) fn conflicts(
    base: &ContactInput,
    changed: &Changed,
    server: &Contact,
) -> Vec<&'static str> {
    FIELDS
        .into_iter()
        .filter(|field| changed.contains(field) && !meets(base, server, field))
        .collect()
}

/// Groups a contact is to join and to leave: the differences alone, so that a colleague's groups stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Moves {
    pub join: Vec<i64>,
    pub leave: Vec<i64>,
}

impl Moves {
    /// From the form as it was opened to the form as it is.
    pub(crate) fn between(base: &ContactInput, input: &ContactInput) -> Self {
        let only = |these: &[i64], those: &[i64]| {
            let found = these.iter().filter(|id| !those.contains(id));
            found
                .copied()
                .collect::<BTreeSet<i64>>()
                .into_iter()
                .collect()
        };
        Self {
            join: only(&input.groups, &base.groups),
            leave: only(&base.groups, &input.groups),
        }
    }

    /// Without what is so already.
    pub(crate) fn against(mut self, groups: &[i64]) -> Self {
        self.join.retain(|id| !groups.contains(id));
        self.leave.retain(|id| groups.contains(id));
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.join.is_empty() && self.leave.is_empty()
    }
}

/// What is sent: the changed fields, cleared ones as null. Never the groups: a PATCH replaces them all.
pub(crate) fn patch(clean: CleanContact, changed: &Changed) -> ContactPatch {
    let is = |field| changed.contains(field);
    ContactPatch {
        firstname: is("firstname").then_some(clean.firstname),
        lastname: is("lastname").then_some(clean.lastname),
        phone: is("phone").then_some(clean.phone),
        r#type: is("type").then_some(clean.r#type),
        source_id: clean.source_id.filter(|_| is("source_id")),
        status_id: clean.status_id.filter(|_| is("status_id")),
        email: is("email").then_some(clean.email),
        company: is("company").then_some(clean.company),
        description: is("description").then_some(clean.description),
        city: is("city").then_some(clean.city),
        state: is("state").then_some(clean.state),
        zip: is("zip").then_some(clean.zip),
        address: is("address").then_some(clean.address),
        country_id: is("country_id").then_some(clean.country_id),
        assigned_id: is("assigned_id").then_some(clean.assigned_id),
        groups: None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::{Value, json};

    use super::*;
    use crate::contacts::validate::{KnownIds, check};

    fn opened() -> ContactInput {
        ContactInput {
            firstname: "Nadia".into(),
            lastname: "Verhoeven".into(),
            phone: "+1 555-010-0142".into(),
            r#type: "lead".into(),
            source_id: Some(4),
            status_id: Some(7),
            company: "Blue Harbour Books".into(),
            groups: vec![12, 13],
            ..ContactInput::default()
        }
    }

    fn stored() -> Contact {
        let wire = json!({ "id": 501, "firstname": "Nadia", "lastname": "Verhoeven", "phone": "+15550100142",
            "type": "lead", "source_id": 4, "status_id": 7, "company": "Blue Harbour Books", "group_id": [12, 13] });
        crate::contacts::wire::from_wire(serde_json::from_value(wire).unwrap())
    }

    fn sent(edit: impl FnOnce(&mut ContactInput)) -> Value {
        let mut input = opened();
        edit(&mut input);
        let changed = changed(&opened(), &input, &stored());
        let (clean, _) = check(&input, &KnownIds::default(), None);
        serde_json::to_value(patch(clean, &changed)).unwrap()
    }

    #[test]
    fn only_what_changed() {
        assert_eq!(sent(|_| {}), json!({}));
        assert_eq!(sent(|i| i.firstname = " Nadia ".into()), json!({}));
        assert_eq!(
            sent(|i| i.firstname = "Nadja".into()),
            json!({ "firstname": "Nadja" })
        );
        assert_eq!(
            sent(|i| i.company = "  ".into()),
            json!({ "company": null })
        );
        assert_eq!(
            sent(|i| i.country_id = "233".into()),
            json!({ "country_id": 233 })
        );
        assert_eq!(sent(|i| i.status_id = Some(8)), json!({ "status_id": 8 }));
        assert_eq!(sent(|i| i.groups = vec![13]), json!({}));
        assert_eq!(
            sent(|i| {
                i.r#type = "customer".into();
                i.email = "n@example.com".into();
            }),
            json!({ "type": "customer", "email": "n@example.com" })
        );
    }

    #[test]
    fn a_number_in_another_spelling_is_the_same_number() {
        assert_eq!(sent(|i| i.phone = "001 555 0100142".into()), json!({}));
        assert_eq!(
            sent(|i| i.phone = "+1 555 0100143".into()),
            json!({ "phone": "+15550100143" })
        );
        // Stored without plus: writing it with one is a change.
        let old = Contact {
            phone: "15550100142".into(),
            ..stored()
        };
        let base = ContactInput {
            phone: "15550100142".into(),
            ..opened()
        };
        let input = ContactInput {
            phone: "+15550100142".into(),
            ..opened()
        };
        assert!(changed(&base, &input, &old).contains("phone"));
    }

    #[test]
    fn groups_are_moved_by_their_differences() {
        let moves = |to: &[i64]| {
            let input = ContactInput {
                groups: to.to_vec(),
                ..opened()
            };
            Moves::between(&opened(), &input)
        };
        let of = |join: &[i64], leave: &[i64]| Moves {
            join: join.to_vec(),
            leave: leave.to_vec(),
        };
        assert!(moves(&[13, 12]).is_empty());
        assert_eq!(moves(&[13]), of(&[], &[12]));
        assert_eq!(moves(&[12, 13, 9, 9]), of(&[9], &[]));
        assert_eq!(moves(&[]), of(&[], &[12, 13]));
        // A colleague did half of it.
        assert_eq!(moves(&[13, 9, 8]).against(&[13, 9, 40]), of(&[8], &[]));
    }

    #[test]
    fn only_what_both_changed_to_different_ends_is_a_question() {
        let server = |edit: fn(&mut Contact)| {
            let mut contact = stored();
            edit(&mut contact);
            contact
        };
        let asked = |edit: fn(&mut ContactInput), server: &Contact| {
            let mut input = opened();
            edit(&mut input);
            let changed = changed(&opened(), &input, server);
            let asked = conflicts(&opened(), &changed, server);
            (changed.into_iter().collect::<Vec<_>>(), asked)
        };
        // Nobody else, or somebody in another field.
        assert_eq!(
            asked(|i| i.company = "Kaai".into(), &server(|_| {})),
            (vec!["company"], vec![])
        );
        assert_eq!(
            asked(
                |i| i.company = "Kaai".into(),
                &server(|c| c.status_id = Some(8))
            ),
            (vec!["company"], vec![])
        );
        // The same field, to another end.
        assert_eq!(
            asked(
                |i| {
                    i.company = "Kaai".into();
                    i.status_id = Some(9);
                },
                &server(|c| c.company = None)
            ),
            (vec!["company", "status_id"], vec!["company"])
        );
        // The same field, to the same end: nothing to send, nothing to ask.
        assert_eq!(
            asked(
                |i| i.status_id = Some(8),
                &server(|c| c.status_id = Some(8))
            ),
            (vec![], vec![])
        );
        // Numbers: another spelling is no difference.
        assert_eq!(
            asked(
                |i| i.phone = "+1 555 010 0143".into(),
                &server(|c| c.phone = "+15550100143".into())
            ),
            (vec![], vec![])
        );
        assert_eq!(
            asked(
                |i| i.phone = "+1 555 010 0143".into(),
                &server(|c| c.phone = "+15550100144".into())
            ),
            (vec!["phone"], vec!["phone"])
        );
    }
}

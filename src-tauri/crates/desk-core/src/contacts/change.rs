//! What an edit really changes: only that is checked and sent (contract 16.4), so that a contact with an odd old value
//! can still be edited, and what a colleague changed meanwhile stays.

use std::collections::BTreeSet;

use wacr_api::ContactPatch;

use super::{Contact, ContactInput, phone, validate::CleanContact};

/// The wire's names of the fields that differ.
pub(crate) type Changed = BTreeSet<&'static str>;

/// Compares the form as it was opened with the form as it is. `stored`: the contact as the mirror has it.
pub(crate) fn changed(base: &ContactInput, input: &ContactInput, stored: &Contact) -> Changed {
    let texts = [
        ("firstname", &base.firstname, &input.firstname),
        ("lastname", &base.lastname, &input.lastname),
        ("type", &base.r#type, &input.r#type),
        ("email", &base.email, &input.email),
        ("company", &base.company, &input.company),
        ("description", &base.description, &input.description),
        ("city", &base.city, &input.city),
        ("state", &base.state, &input.state),
        ("zip", &base.zip, &input.zip),
        ("address", &base.address, &input.address),
        ("country_id", &base.country_id, &input.country_id),
        ("assigned_id", &base.assigned_id, &input.assigned_id),
    ];
    let mut changed: Changed = texts
        .into_iter()
        .filter(|(_, base, input)| base.trim() != input.trim())
        .map(|(field, _, _)| field)
        .collect();
    if base.source_id != input.source_id {
        changed.insert("source_id");
    }
    if base.status_id != input.status_id {
        changed.insert("status_id");
    }
    // Another spelling of the stored number is no change; a plus put before an old number is.
    if base.phone.trim() != input.phone.trim()
        && phone::normalise(&input.phone).as_ref() != Ok(&stored.phone)
    {
        changed.insert("phone");
    }
    let ids = |groups: &[i64]| groups.iter().copied().collect::<BTreeSet<i64>>();
    if ids(&base.groups) != ids(&input.groups) {
        changed.insert("groups");
    }
    changed
}

/// What is sent: the changed fields, cleared ones as null.
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
        groups: is("groups").then_some(clean.groups),
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
        let wire = json!({ "id": 501, "firstname": "Nadia", "phone": "+15550100142" });
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
        assert_eq!(sent(|i| i.groups = vec![13, 12]), json!({}));
        assert_eq!(sent(|i| i.groups = vec![13]), json!({ "groups": [13] }));
        assert_eq!(sent(|i| i.groups.clear()), json!({ "groups": [] }));
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
}

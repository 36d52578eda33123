//! Between a contact of the wire and one of the mirror.

use wacr_api::NewContact;

use super::{Contact, phone, validate::CleanContact};
use crate::time;

/// A contact as the mirror keeps it.
pub(crate) fn from_wire(wire: wacr_api::Contact) -> Contact {
    Contact {
        id: wire.id,
        firstname: wire.firstname,
        lastname: wire.lastname,
        company: wire.company,
        r#type: wire.r#type,
        email: wire.email,
        phone_display: phone::display(&wire.phone),
        phone: wire.phone,
        status_id: wire.status_id,
        source_id: wire.source_id,
        description: wire.description,
        city: wire.city,
        state: wire.state,
        zip: wire.zip,
        address: wire.address,
        country_id: wire.country_id,
        assigned_id: wire.assigned_id,
        groups: wire.group_id,
        is_opted_out: wire.is_opted_out,
        created_at: wire.created_at.map(time::text),
        updated_at: wire.updated_at.map(time::text),
    }
}

/// What is sent to create a contact. `validate` has seen to it that source and status are there.
pub(crate) fn to_create(clean: CleanContact) -> NewContact {
    NewContact {
        firstname: clean.firstname,
        lastname: clean.lastname,
        phone: clean.phone,
        r#type: clean.r#type,
        source_id: clean.source_id.unwrap_or_default(),
        status_id: clean.status_id.unwrap_or_default(),
        email: clean.email,
        company: clean.company,
        description: clean.description,
        city: clean.city,
        state: clean.state,
        zip: clean.zip,
        address: clean.address,
        country_id: clean.country_id,
        assigned_id: clean.assigned_id,
        groups: clean.groups,
    }
}

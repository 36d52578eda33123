//! Readings of the contacts that go on for many pages: the order is worked out once and then kept up to date.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::query::{Query, Rules};
use crate::rows::Contact;

/// Readings whose order is kept; with more at once, the oldest is sorted anew.
const MOST: usize = 8;

/// A contact and its JSON, written when it is first asked for.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) contact: Contact,
    text: OnceCell<Box<str>>,
}

impl Kept {
    /// The JSON of the contact without includes.
    pub(crate) fn text(&self) -> &str {
        let write = || serde_json::to_string(&self.contact).unwrap_or_default();
        self.text.get_or_init(|| write().into())
    }
}

impl From<Contact> for Kept {
    fn from(contact: Contact) -> Self {
        Self {
            contact,
            text: OnceCell::new(),
        }
    }
}

type Contacts = BTreeMap<u64, Kept>;

/// The ids one query selects, in its order.
#[derive(Debug)]
struct Selection {
    query: Query,
    rules: &'static Rules,
    ids: Vec<u64>,
}

/// The last readings.
#[derive(Debug, Default)]
pub(crate) struct Selections(Vec<Selection>);

impl Selections {
    /// The ids a query selects, in its order.
    pub(crate) fn of(
        &mut self,
        query: &Query,
        rules: &'static Rules,
        contacts: &Contacts,
    ) -> &[u64] {
        let known = self
            .0
            .iter()
            .position(|kept| kept.query.selection == query.selection);
        let at = known.unwrap_or_else(|| {
            let all = contacts.values().map(|kept| &kept.contact);
            let ids = query.select(all, rules).iter().map(|row| row.id).collect();
            if self.0.len() == MOST {
                self.0.remove(0);
            }
            self.0.push(Selection {
                query: query.clone(),
                rules,
                ids,
            });
            self.0.len() - 1
        });
        &self.0[at].ids
    }

    /// Puts a new contact, not yet among `contacts`, where it belongs.
    pub(crate) fn add(&mut self, contact: &Contact, contacts: &Contacts) {
        for kept in &mut self.0 {
            if kept.query.keeps(contact, kept.rules) {
                let at = kept.place(contact, contacts);
                kept.ids.insert(at, contact.id);
            }
        }
    }

    /// Takes a contact out that is no longer among `contacts`.
    pub(crate) fn remove(&mut self, contact: &Contact, contacts: &Contacts) {
        for kept in &mut self.0 {
            if kept.query.keeps(contact, kept.rules) {
                let at = kept.place(contact, contacts);
                if kept.ids.get(at) == Some(&contact.id) {
                    kept.ids.remove(at);
                }
            }
        }
    }
}

impl Selection {
    /// Where a contact stands, or would. Equal rows stand by their ids, as a sort that keeps their order leaves them.
    fn place(&self, contact: &Contact, contacts: &Contacts) -> usize {
        self.ids.partition_point(|id| {
            let order = contacts.get(id).map_or(Ordering::Equal, |kept| {
                self.query.order(&kept.contact, contact, self.rules)
            });
            order.then(id.cmp(&contact.id)).is_lt()
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::quirks::Quirks;
    use crate::rate::RateLimit;
    use crate::state::State;

    const RULES: Rules = Rules {
        path: "contacts",
        filters: &["type"],
        sorts: &["id", "firstname", "updated_at"],
        search: &["firstname"],
        first: &[],
    };

    /// A kept reading says what a fresh one would, whatever was added, changed and removed meanwhile.
    #[test]
    fn a_kept_reading_is_the_same_as_a_fresh_one() {
        let queries = [
            "",
            "sort=-updated_at",
            "sort=firstname,-id",
            "filter[type]=lead&sort=-firstname",
            "search=a",
        ];
        let mut state = State::new(String::new(), Quirks::NONE, RateLimit::Unlimited, 0);
        let mut drawn = 7_u64;
        let mut draw = |below: u64| {
            drawn = drawn
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (drawn >> 33) % below
        };
        for step in 0..600 {
            let contact = Contact {
                firstname: ["Ada", "ada", "Bo", "Çelik", "Zoë"][draw(5) as usize].into(),
                kind: ["lead", "customer"][draw(2) as usize].into(),
                ..crate::resources::blank_contact(draw(9) as i64)
            };
            let id = 501 + draw(120);
            match draw(3) {
                0 => drop(state.take_contact(id)),
                1 if state.contact(id).is_some() => state.put_contact(Contact { id, ..contact }),
                _ => drop(state.insert_contact(contact)),
            }
            if step % 20 > 0 {
                continue;
            }
            for raw in queries {
                let query = Query::parse(raw, Quirks::NONE).unwrap();
                let fresh: Vec<u64> = query
                    .select(state.contacts(), &RULES)
                    .iter()
                    .map(|row| row.id)
                    .collect();
                assert_eq!(state.selection(&query, &RULES), fresh, "{raw} after {step}");
            }
        }
    }
}

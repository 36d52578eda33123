//! What a plan needs of the mirror, and the people it makes of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use super::{
    FunnelRules, SlotFill,
    audience::{Member, Who},
    do_not_message,
    funnel::{self, Facts},
    plan::Person,
    values::Known,
};
use crate::{
    contacts::{Contact, phone, rows as contacts, twins},
    outbox::ledger::runs,
    templates::Template,
    time,
};

/// What of the mirror the funnel needs.
pub(super) struct Mirror {
    contacts: HashMap<i64, Contact>,
    statuses: BTreeMap<i64, String>,
    sources: BTreeMap<i64, String>,
    /// People sent to within the days of the rule.
    lately: HashSet<String>,
    blocked: HashSet<String>,
    blocked_group: Option<i64>,
    /// People with a contact that opted out.
    opted_out: HashSet<String>,
}

impl Mirror {
    pub(super) fn read(c: &Connection, ids: &[i64], days: Option<u32>) -> rusqlite::Result<Self> {
        let names = |list: &str| -> rusqlite::Result<BTreeMap<i64, String>> {
            c.prepare_cached("SELECT id, name FROM list_item WHERE list = ?1")?
                .query_map([list], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        };
        let lately = match days {
            Some(days) => {
                let since = Timestamp::now()
                    .saturating_sub(SignedDuration::from_hours(24 * i64::from(days)))
                    .unwrap_or(Timestamp::UNIX_EPOCH);
                runs::people_since(c, &time::text(since))?
                    .into_iter()
                    .map(|(person, _)| person)
                    .collect()
            }
            None => HashSet::new(),
        };
        let opted_out = c
            .prepare_cached("SELECT phone FROM contact WHERE is_opted_out <> 0")?
            .query_map([], |row| Ok(twins::person(&row.get::<_, String>(0)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self {
            contacts: contacts::of_ids(c, ids)?
                .into_iter()
                .map(|contact| (contact.id, contact))
                .collect(),
            statuses: names("statuses")?,
            sources: names("sources")?,
            lately,
            blocked: do_not_message::people(c)?,
            blocked_group: do_not_message::group(c)?,
            opted_out,
        })
    }

    /// Each person with their values, and why they are left out.
    pub(super) fn people(
        &self,
        members: Vec<Member>,
        template: &Template,
        slots: &BTreeMap<String, SlotFill>,
        rules: &FunnelRules,
        left_out: &HashSet<String>,
        edits: &HashMap<String, BTreeMap<String, String>>,
    ) -> Vec<Person> {
        let mut met = HashSet::new();
        let mut people = Vec::with_capacity(members.len());
        for member in members {
            let contact = match member.who {
                Who::Contact(id) => match self.contacts.get(&id) {
                    Some(contact) => Some(contact),
                    // Gone since the list was made: nobody is there to be sent to.
                    None => continue,
                },
                Who::Number(_) | Who::NoNumber(_) => None,
            };
            let key = member.who.key();
            let number = match (&member.who, contact) {
                (_, Some(contact)) => contact.phone.clone(),
                (Who::Number(number) | Who::NoNumber(number), None) => number.clone(),
                (Who::Contact(_), None) => String::new(),
            };
            let known = Known {
                contact,
                phone: &number,
                cells: member.cells.as_ref(),
                statuses: Some(&self.statuses),
                sources: Some(&self.sources),
            };
            let mut person = Person {
                contact: contact.map(|contact| contact.id),
                name: contact.map_or_else(String::new, |contact| {
                    format!("{} {}", contact.firstname, contact.lastname)
                        .trim()
                        .to_owned()
                }),
                phone: number.clone(),
                values: BTreeMap::new(),
                fallbacks: Vec::new(),
                problems: Vec::new(),
                skip: None,
                odd: false,
                length: 0,
                key,
            };
            person.fill(template, slots, known, edits);
            let digits = phone::normalise(&person.phone)
                .ok()
                .map(|number| twins::person(&number));
            let of =
                |set: &HashSet<String>| digits.as_ref().is_some_and(|digits| set.contains(digits));
            let in_group = self.blocked_group.is_some_and(|group| {
                contact.is_some_and(|contact| contact.groups.contains(&group))
            });
            let facts = Facts {
                left_out: left_out.contains(&person.key),
                opted_out: contact.is_some_and(|contact| contact.is_opted_out)
                    || of(&self.opted_out),
                do_not_message: in_group || of(&self.blocked),
                person: digits.as_deref(),
                known: contact.is_some(),
                lately: of(&self.lately),
                problems: &person.problems,
            };
            person.skip = funnel::skip(facts, rules, &mut met);
            people.push(person);
        }
        people
    }
}

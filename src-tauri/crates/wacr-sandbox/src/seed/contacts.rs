//! Contacts: the hand-written ones as the newest, then as many drawn ones as asked for.

use std::collections::HashSet;

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::heroes::{FIRST_REGULAR, HEROES, Hero, REGULARS};
use super::names::{REGIONS, Region};
use super::phones::Dealer;
use super::{DAY, FIRST_GROUP, FIRST_SOURCE, FIRST_STATUS, GROUPS, SOURCES, STATUSES};
use super::{group_id, source_id, status_id};
use crate::rows::Contact;
use crate::state::State;

/// The people on the team; contacts are assigned to one of them or to nobody.
const STAFF: [u64; 4] = [21, 22, 23, 24];

/// What was written down about somebody.
const NOTES: &[&str] = &[
    "Asked for the spring catalogue",
    "Prefers to be written to in the evening",
    "Buys for the school library.\nInvoice to the town hall, not to the school.",
    "يفضل المراسلة بالعربية",
    "Allergic to cats: meet at the quay, not in the shop 🐈",
    "请用中文联系",
    "Ordered \"The Salt Road\" twice by mistake; one came back on 3 March & was refunded.",
];

pub(super) fn fill(state: &mut State, count: usize, rng: &mut StdRng, now: i64) {
    let mut rows: Vec<Contact> = Vec::with_capacity(count);
    let mut dealer = Dealer::default();
    let mut emails = HashSet::new();
    for at in 0..count {
        let updated_at = now - age(at, count);
        let created_at = updated_at - rng.random_range(0..200 * DAY);
        let regular = || REGULARS.get(at.checked_sub(FIRST_REGULAR)?);
        let mut row = match HEROES.get(at).or_else(regular) {
            Some(hero) => from_hero(hero),
            None => drawn(rng, &mut dealer),
        };
        // An address is nobody else's.
        row.email = row.email.filter(|email| emails.insert(email.clone()));
        row.updated_at = updated_at;
        row.created_at = created_at;
        rows.push(row);
    }
    // Ids count up in the order contacts were written down.
    rows.sort_by_key(|row| row.created_at);
    for row in rows {
        state.insert_contact(row);
    }
}

/// Seconds since the last change of the contact at this place: minutes at first, years at the end.
fn age(at: usize, count: usize) -> i64 {
    const TODAY: usize = 13;
    if at < TODAY {
        return 120 + at as i64 * 1_560;
    }
    let share = (at - TODAY + 1) as f64 / (count - TODAY).max(1) as f64;
    // The place itself is added so that no two share a second.
    20 * 3_600 + at as i64 + (share.powf(1.6) * 540.0 * DAY as f64) as i64
}

fn from_hero(hero: &Hero) -> Contact {
    let groups = hero.groups.split('|').filter(|name| !name.is_empty());
    let own = |text: Option<&str>| text.map(str::to_owned);
    let springfield = hero.city == Some("Springfield");
    Contact {
        firstname: hero.first.into(),
        lastname: hero.last.into(),
        company: own(hero.company),
        kind: hero.kind.into(),
        email: own(hero.email),
        phone: own(hero.phone),
        status_id: status_id(hero.status),
        source_id: source_id(hero.source),
        description: None,
        city: own(hero.city),
        state: springfield.then(|| "IL".into()),
        zip: springfield.then(|| "62701".into()),
        address: springfield.then(|| "14 Quay Street".into()),
        country_id: springfield.then_some(233),
        assigned_id: Some(STAFF[0]),
        group_ids: groups.map(group_id).collect(),
        opted_out: hero.opted_out,
        ..crate::resources::blank_contact(0)
    }
}

fn drawn(rng: &mut StdRng, dealer: &mut Dealer) -> Contact {
    let region = region(rng);
    let first = pick(rng, region.first);
    let last = pick(rng, region.last);
    let taken = |phone: &str| {
        let plain = |text: &str| text.trim_start_matches('+') == phone.trim_start_matches('+');
        let mut written = HEROES.iter().chain(REGULARS);
        written.any(|hero| hero.phone.is_some_and(plain))
    };
    let mut phone = dealer.next(region.phones, taken);
    let company = rng
        .random_bool(0.45)
        .then(|| pick(rng, region.companies).to_owned());
    // An older send of a code, or a list read in from elsewhere, left the plus sign out.
    if rng.random_bool(0.01) {
        phone.remove(0);
    }
    let kind = ["lead", "lead", "customer", "customer", "customer", "guest"];
    let email = rng
        .random_bool(0.6)
        .then(|| format!("{}{}@example.com", ascii(first), &phone[phone.len() - 6..]));
    let groups = match rng.random_range(0..10) {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let mut group_ids: Vec<u64> = Vec::with_capacity(groups);
    while group_ids.len() < groups {
        let id = FIRST_GROUP + rng.random_range(0..GROUPS.len() as u64);
        if !group_ids.contains(&id) {
            group_ids.push(id);
        }
    }
    Contact {
        firstname: first.into(),
        lastname: last.into(),
        company,
        kind: pick(rng, &kind).into(),
        email,
        phone: Some(phone),
        status_id: FIRST_STATUS + rng.random_range(0..STATUSES.len() as u64),
        source_id: FIRST_SOURCE + rng.random_range(0..SOURCES.len() as u64),
        description: rng.random_bool(0.15).then(|| pick(rng, NOTES).into()),
        city: rng
            .random_bool(0.8)
            .then(|| pick(rng, region.cities).into()),
        country_id: rng.random_bool(0.7).then_some(region.country),
        assigned_id: rng
            .random_bool(0.6)
            .then(|| *STAFF.choose(rng).unwrap_or(&STAFF[0])),
        group_ids,
        opted_out: rng.random_bool(0.02),
        ..crate::resources::blank_contact(0)
    }
}

fn region(rng: &mut StdRng) -> &'static Region {
    let whole: u32 = REGIONS.iter().map(|region| region.weight).sum();
    let mut at = rng.random_range(0..whole);
    for region in REGIONS {
        if at < region.weight {
            return region;
        }
        at -= region.weight;
    }
    &REGIONS[0]
}

fn pick(rng: &mut StdRng, list: &[&'static str]) -> &'static str {
    list.choose(rng).copied().unwrap_or_default()
}

/// The plain letters of a name, or "reader" where it has none.
fn ascii(name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    match letters.is_empty() {
        true => "reader".into(),
        false => letters.to_lowercase(),
    }
}

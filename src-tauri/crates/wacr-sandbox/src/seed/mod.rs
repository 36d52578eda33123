//! The shop a practice server starts with: Blue Harbour Books, an international bookshop.

mod chats;
mod contacts;
mod heroes;
mod more_chats;
mod more_templates;
mod names;
mod phones;
mod templates;

use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::rows::Label;
use crate::state::State;

pub(crate) const DAY: i64 = 86_400;

/// Pipeline stages, with their colours; ids count from 5 so that Qualified is 7.
const STATUSES: &[(&str, &str)] = &[
    ("New", "#1E88E5"),
    ("Contacted", "#F57C00"),
    ("Qualified", "#9C27B0"),
    ("Waiting", "#FDD835"),
    ("Won", "#2E7D32"),
    ("Lost", "#9E9E9E"),
];
const FIRST_STATUS: u64 = 5;

/// Where contacts come from; ids count from 4.
const SOURCES: &[&str] = &["Trade fair", "Website", "Walk-in", "Referral", "Old list"];
const FIRST_SOURCE: u64 = 4;

/// Groups; ids count from 12.
const GROUPS: &[&str] = &[
    "Spring launch",
    "Repeat buyers",
    "Schools",
    "Harbour regulars",
    "VIP",
    "Do not message",
    "Newsletter",
    "Book club",
    "Libraries",
    "Crime readers",
    "Children's corner",
    "Christmas list",
];
const FIRST_GROUP: u64 = 12;

/// Fills an empty state; the same seed gives the same shop, its times counted back from `now`.
pub(crate) fn fill(state: &mut State, contacts: usize, seed: u64, now: i64) {
    let mut rng = StdRng::seed_from_u64(seed);
    let label = |id: u64, name: &str, color: Option<&str>, age: i64| Label {
        id,
        name: name.into(),
        color: color.map(|color| Some(color.to_owned())),
        created_at: now - age * DAY,
        updated_at: now - age * DAY / 2,
    };
    state.statuses = (FIRST_STATUS..)
        .zip(STATUSES)
        .map(|(id, (name, color))| label(id, name, Some(color), 700))
        .collect();
    state.sources = (FIRST_SOURCE..)
        .zip(SOURCES)
        .map(|(id, name)| label(id, name, None, 700))
        .collect();
    state.groups = (FIRST_GROUP..)
        .zip(GROUPS)
        .map(|(id, name)| label(id, name, None, 640 - 40 * (id - FIRST_GROUP) as i64))
        .collect();
    templates(state);
    contacts::fill(state, contacts, &mut rng, now);
    chats::fill(state, now);
}

/// The templates alone, their times counted back from the first start.
pub(crate) fn templates(state: &mut State) {
    state.templates = templates::all(state.started_at);
}

/// The id of a label by its name in one of the lists above.
fn id_of<'a>(names: impl IntoIterator<Item = &'a str>, first: u64, name: &str) -> u64 {
    let at = names.into_iter().position(|known| known == name);
    first + at.unwrap_or(0) as u64
}

fn status_id(name: &str) -> u64 {
    id_of(STATUSES.iter().map(|(name, _)| *name), FIRST_STATUS, name)
}

fn source_id(name: &str) -> u64 {
    id_of(SOURCES.iter().copied(), FIRST_SOURCE, name)
}

fn group_id(name: &str) -> u64 {
    id_of(GROUPS.iter().copied(), FIRST_GROUP, name)
}

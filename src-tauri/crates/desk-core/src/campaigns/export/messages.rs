//! The messages of a plan, before anything is sent.

use std::collections::BTreeMap;

use super::{Sheet, word};
use crate::{
    campaigns::{
        SlotFill,
        plan::{Person, Plan},
    },
    media_files::Place,
    outbox::render::{fill, plain},
};

/// Before the columns of the places, and after them.
const COLUMNS: ([&str; 6], [&str; 3]) = (
    ["position", "name", "phone", "contact", "skip", "problem"],
    ["fallbacks", "length", "text"],
);

/// These people of a plan, with what each would read.
pub(in crate::campaigns) fn messages(plan: &Plan, people: &[&Person]) -> Sheet {
    let template = &plan.shown.template;
    let places = template.slots.iter().map(|slot| slot.field.as_str());
    let (before, after) = COLUMNS;
    let columns = before.into_iter().chain(places).chain(after);
    let slots: &BTreeMap<String, SlotFill> = &plan.slots;
    Sheet {
        about: vec![
            ("template", template.name.clone()),
            ("language", template.language.clone()),
            ("slots", word(slots)),
            ("funnel", word(&plan.rules)),
            ("body", template.body.clone()),
        ],
        columns: columns.map(str::to_owned).collect(),
        rows: (1..)
            .zip(people)
            .map(|(position, person)| row(plan, position, person))
            .collect(),
    }
}

fn row(plan: &Plan, position: usize, person: &Person) -> Vec<String> {
    let template = &plan.shown.template;
    let problem = person.problems.first();
    let mut cells = vec![
        position.to_string(),
        person.name.clone(),
        person.phone.clone(),
        person.contact.map_or_else(String::new, |id| id.to_string()),
        word(person.skip),
        problem.map_or_else(String::new, |problem| {
            format!("{}: {}", problem.field, word(problem.code))
        }),
    ];
    for slot in &template.slots {
        let value = person.values.get(&slot.field).cloned().unwrap_or_default();
        // Where a kept file lies says nothing to a person.
        cells.push(Place::read(&value).map_or(value, |file| file.name().to_owned()));
    }
    cells.extend([
        person.fallbacks.join(" "),
        person.length.to_string(),
        plain(&fill(template, &person.values).rendered.body),
    ]);
    cells
}

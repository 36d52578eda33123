//! A run's report: who got what, and how it ended.

use super::{Sheet, word};
use crate::{
    campaigns::{Campaign, Recipient},
    outbox::render::plain,
};

const COLUMNS: [&str; 17] = [
    "position",
    "name",
    "phone",
    "contact",
    "state",
    "reason",
    "class",
    "detail",
    "attempt",
    "retry_of",
    "called_at",
    "settled_at",
    "message_id",
    "request_id",
    "delivery",
    "row",
    "text",
];

/// The people of a run, every row of them.
pub(in crate::campaigns) fn report(run: &Campaign, people: &[Recipient]) -> Sheet {
    Sheet {
        about: vec![
            ("run", run.name.clone()),
            ("template", run.template.name.clone()),
            ("language", run.template.language.clone()),
            ("state", word(run.state)),
            ("created_at", run.created_at.clone()),
            ("started_at", run.started_at.clone().unwrap_or_default()),
            ("ended_at", run.ended_at.clone().unwrap_or_default()),
            ("settings", word(&run.settings)),
            ("body", run.template.body.clone()),
        ],
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows: people.iter().map(|person| row(person).to_vec()).collect(),
    }
}

fn row(person: &Recipient) -> [String; COLUMNS.len()] {
    let send = &person.send;
    let refusal = send.refusal.as_ref();
    let reason = refusal.map(|refusal| refusal.key.clone());
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let known = |contact: i64| (contact != 0).then(|| contact.to_string());
    [
        person.position.to_string(),
        person.name.clone(),
        send.phone.clone(),
        known(send.contact).unwrap_or_default(),
        word(send.state),
        reason.or_else(|| person.skip.map(word)).unwrap_or_default(),
        refusal
            .map(|refusal| word(refusal.class))
            .unwrap_or_default(),
        refusal
            .and_then(|refusal| refusal.detail.clone())
            .unwrap_or_default(),
        person.attempt.to_string(),
        person
            .retry_of
            .map_or_else(String::new, |row| row.to_string()),
        text(&person.called_at),
        text(&send.settled_at),
        text(&person.message_id),
        text(&send.request_id),
        word(send.delivery),
        send.id.to_string(),
        plain(&send.rendered.body),
    ]
}

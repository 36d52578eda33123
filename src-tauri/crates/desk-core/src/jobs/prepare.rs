//! From a request to a plan: reads the people and what they have, in the mirror.

use rusqlite::{Connection, OptionalExtension};

use super::{
    AssignedChange, BulkEdit, Job, JobChange, JobPreview, JobState, Label, ListKind,
    journal::{self, Planned},
    plan::{self, Row},
    rows,
    steps::{self, Step},
    take,
    values::{Fields, Values},
};
use crate::{
    contacts::{Contact, rows as contacts, validate},
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    lists::{self, List},
    selection::Ids,
};

/// Contacts shown before and after.
const SHOWN: usize = 20;
/// Above so many, all contacts are read at once instead of each by its id.
const FEW: u32 = 2_000;

/// Whom a job is about.
pub(super) enum People {
    Of(Ids),
    Members(List, i64),
}

/// A plan, how many are changed by somebody since, and the first that change.
pub(super) struct Prepared {
    pub planned: Planned,
    pub changing: u32,
    pub conflicts: u32,
    pub first: Vec<JobPreview>,
}

/// What is wrong with a change by itself, or with what it names.
pub(super) fn check(
    connection: &Connection,
    change: &JobChange,
) -> rusqlite::Result<Vec<FieldError>> {
    let known = lists::known(connection)?;
    let mut errors = Vec::new();
    let mut refuse = |field: &str, wrong: bool| {
        if wrong {
            errors.push(FieldError {
                field: field.to_owned(),
                code: FieldErrorCode::NotInList,
                message: None,
                limit: None,
            });
        }
    };
    let known_label = |label: &Label| match label.list {
        ListKind::Groups => known.groups.contains(&label.id),
        ListKind::Sources => known.sources.contains(&label.id),
        ListKind::Statuses => known.statuses.contains(&label.id),
    };
    match change {
        JobChange::Edit { edit, then_delete } => {
            let BulkEdit {
                add_groups,
                remove_groups,
                status_id,
                source_id,
                r#type,
                assigned,
            } = edit;
            let unknown = |id: &i64| !known.groups.contains(id);
            refuse("add_groups", add_groups.iter().any(unknown));
            // Both at once means neither.
            refuse(
                "remove_groups",
                remove_groups.iter().any(|id| add_groups.contains(id)),
            );
            refuse(
                "status_id",
                status_id.is_some_and(|id| !known.statuses.contains(&id)),
            );
            refuse(
                "source_id",
                source_id.is_some_and(|id| !known.sources.contains(&id)),
            );
            refuse(
                "type",
                r#type
                    .as_ref()
                    .is_some_and(|text| !validate::TYPES.contains(&text.as_str())),
            );
            refuse(
                "assigned_id",
                matches!(assigned, Some(AssignedChange::Set { id }) if *id <= 0),
            );
            refuse(
                "then_delete",
                then_delete
                    .as_ref()
                    .is_some_and(|label| !known_label(label)),
            );
            // A step is a bit of 63.
            refuse("add_groups", add_groups.len() + remove_groups.len() > 60);
        }
        JobChange::MergeGroups { from, into } => {
            refuse("from", !known.groups.contains(from));
            refuse("into", !known.groups.contains(into) || from == into);
        }
        JobChange::Delete | JobChange::Undo { .. } => {}
    }
    Ok(errors)
}

/// Plans a change of these people.
pub(super) fn change(
    connection: &Connection,
    people: People,
    change: JobChange,
    selected: Option<u64>,
) -> rusqlite::Result<Prepared> {
    let people = match people {
        People::Of(ids) => existing(connection, &ids)?,
        People::Members(list, id) => members(connection, list, id)?,
    };
    let steps = steps::of(&change);
    let mut needs = Vec::with_capacity(steps.len());
    for step in &steps {
        needs.push(match step {
            Step::Add { group } | Step::Remove { group } => {
                plan::in_need(*step, &people, &members(connection, List::Groups, *group)?)
            }
            Step::Delete => people.clone(),
            Step::Set => match &change {
                JobChange::Edit { edit, .. } => {
                    let wanted = Values::wanted(edit);
                    let mut need = Vec::new();
                    each_fields(connection, &people, |id, now| {
                        if !wanted.differing(now).is_empty() {
                            need.push(id);
                        }
                    })?;
                    need.into_iter().collect()
                }
                _ => Ids::default(),
            },
        });
    }
    let rows = plan::rows(&needs);
    let changing = rows.len() as u32;
    let first = previews(connection, &change, &steps, &rows)?;
    Ok(Prepared {
        planned: Planned {
            change,
            steps,
            rows,
            people: people.count(),
            selected,
        },
        changing,
        conflicts: 0,
        first,
    })
}

/// Plans to set a job back; none when it cannot be.
pub(super) fn undo(connection: &Connection, job: &Job) -> rusqlite::Result<Option<Prepared>> {
    let over = matches!(job.state, JobState::Done | JobState::Cancelled);
    if !over || !journal::undoable(&job.change) {
        return Ok(None);
    }
    let did_steps: Vec<Step> = journal::steps_of(connection, job.id)?
        .into_iter()
        .map(|(step, _)| step)
        .collect();
    let back: Vec<Step> = did_steps.iter().filter_map(|step| step.back()).collect();
    let did = rows::did(connection, job.id, &did_steps)?;
    let mut groups = Vec::new();
    for step in &back {
        if let Step::Add { group } | Step::Remove { group } = step {
            groups.push((*group, members(connection, List::Groups, *group)?));
        }
    }
    let member = |contact: i64| {
        let groups = &groups;
        move |group: i64| {
            groups
                .iter()
                .any(|(known, members)| *known == group && members.contains(contact))
        }
    };
    let people: Ids = did.iter().map(|did| did.contact).collect();
    let mut did = did.into_iter().peekable();
    let mut rows = Vec::new();
    let mut count = 0;
    each_fields(connection, &people, |contact, now| {
        count += 1;
        // Those not told of are gone.
        while did.next_if(|did| did.contact < contact).is_some() {}
        if let Some(did) = did.next_if(|did| did.contact == contact) {
            rows.extend(plan::set_back(did, &back, now, member(contact)));
        }
    })?;
    let change = JobChange::Undo { job: job.id };
    let first = previews(connection, &change, &back, &rows)?;
    Ok(Some(Prepared {
        changing: rows.iter().filter(|row| row.todo != 0).count() as u32,
        conflicts: rows.iter().filter(|row| row.conflict).count() as u32,
        first,
        planned: Planned {
            change,
            steps: back,
            rows,
            people: count,
            selected: None,
        },
    }))
}

/// What is said of a job that cannot be set back.
pub(super) fn not_undoable() -> CommandError {
    CommandError::new(ErrorCode::Conflict, "this job cannot be set back")
}

fn existing(connection: &Connection, ids: &Ids) -> rusqlite::Result<Ids> {
    if ids.count() <= FEW {
        let mut statement = connection.prepare_cached("SELECT 1 FROM contact WHERE id = ?1")?;
        let mut known = Vec::new();
        for id in ids.iter() {
            if statement.exists([id])? {
                known.push(id);
            }
        }
        return Ok(known.into_iter().collect());
    }
    let mut all: Ids = connection
        .prepare_cached("SELECT id FROM contact ORDER BY id")?
        .query_map([], |row| row.get::<_, i64>(0))?
        .collect::<rusqlite::Result<_>>()?;
    all.keep(ids);
    Ok(all)
}

fn members(connection: &Connection, list: List, id: i64) -> rusqlite::Result<Ids> {
    let sql = match list {
        List::Groups => "SELECT contact FROM contact_group WHERE group_id = ?1 ORDER BY contact",
        List::Sources => "SELECT id FROM contact WHERE source_id = ?1 ORDER BY id",
        List::Statuses => "SELECT id FROM contact WHERE status_id = ?1 ORDER BY id",
    };
    connection
        .prepare_cached(sql)?
        .query_map([id], |row| row.get::<_, i64>(0))?
        .collect()
}

/// Tells the fields of each of these that is in the mirror, by id.
fn each_fields(
    connection: &Connection,
    people: &Ids,
    mut tell: impl FnMut(i64, &Fields),
) -> rusqlite::Result<()> {
    if people.count() <= FEW {
        for id in people.iter() {
            if let Some(now) = take::fields(connection, id)? {
                tell(id, &now);
            }
        }
        return Ok(());
    }
    let mut statement = connection.prepare_cached(
        "SELECT id, type, status_id, source_id, assigned_id FROM contact ORDER BY id",
    )?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let id = row.get(0)?;
        if people.contains(id) {
            let now = Fields {
                r#type: row.get(1)?,
                status_id: row.get(2)?,
                source_id: row.get(3)?,
                assigned_id: row.get(4)?,
            };
            tell(id, &now);
        }
    }
    Ok(())
}

fn previews(
    connection: &Connection,
    change: &JobChange,
    steps: &[Step],
    rows: &[Row],
) -> rusqlite::Result<Vec<JobPreview>> {
    let mut first = Vec::new();
    for row in rows.iter().filter(|row| row.todo != 0).take(SHOWN) {
        let Some(contact) = contacts::get(connection, row.contact)? else {
            continue;
        };
        let after = after(change, steps, row, contact.clone());
        first.push(JobPreview { contact, after });
    }
    Ok(first)
}

fn after(change: &JobChange, steps: &[Step], row: &Row, mut contact: Contact) -> Contact {
    let now = Fields::from(&contact);
    for (at, step) in steps.iter().enumerate() {
        if row.todo & (1 << at) == 0 {
            continue;
        }
        match step {
            Step::Add { group } => contact.groups.push(*group),
            Step::Remove { group } => contact.groups.retain(|held| held != group),
            Step::Delete => {}
            Step::Set => match (change, row.values.as_deref()) {
                (JobChange::Edit { edit, .. }, _) => Values::wanted(edit).put(&mut contact),
                (_, Some((set, before))) => set.back(before, &now).set.put(&mut contact),
                _ => {}
            },
        }
    }
    contact
}

/// Whether a job is over, still running, or not known.
pub(super) fn exists(connection: &Connection, job: i64) -> rusqlite::Result<bool> {
    Ok(connection
        .query_row("SELECT 1 FROM job WHERE id = ?1", [job], |_| Ok(()))
        .optional()?
        .is_some())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::{Duration, Instant};

    use super::*;

    /// The limit is for an unoptimised build on a busy machine; with `--nocapture` it says how long it took.
    #[test]
    fn a_hundred_thousand_are_planned_and_written_down_at_once() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(&crate::store::ACCOUNT.concat())
            .unwrap();
        connection
            .execute_batch(
                "DROP TRIGGER contact_added;
                 INSERT INTO list_item VALUES ('groups', 12, 'a', NULL), ('groups', 13, 'b', NULL), ('statuses', 7, 'c', NULL);
                 WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                 INSERT INTO contact (id, firstname, lastname, type, phone, status_id, source_id, groups, is_opted_out,
                    digits, tail, name_key)
                 SELECT i, 'Nadia', 'Verhoeven', 'lead', '+1555' || i, 5 + i % 3, 4, CASE WHEN i % 2 THEN '[12]' ELSE '[]' END,
                    0, '1555' || i, '', 'nadia verhoeven' FROM n;",
            )
            .unwrap();
        let asked = JobChange::Edit {
            edit: BulkEdit {
                add_groups: vec![12, 13],
                status_id: Some(7),
                ..BulkEdit::default()
            },
            then_delete: None,
        };
        assert!(check(&connection, &asked).unwrap().is_empty());
        let begin = Instant::now();
        let all = People::Of((1..=100_000).collect());
        let prepared = change(&connection, all, asked, None).unwrap();
        let planned = begin.elapsed();
        assert_eq!(
            (prepared.planned.people, prepared.changing),
            (100_000, 100_000)
        );
        let begin = Instant::now();
        let job = journal::insert(&connection, &prepared.planned).unwrap();
        let written = begin.elapsed();
        let left = journal::steps_of(&connection, job).unwrap();
        let left: Vec<u32> = left.into_iter().map(|(_, left)| left).collect();
        assert_eq!(left, [50_000, 100_000, 66_667]);
        println!("planned in {planned:?}, written in {written:?}");
        assert!(planned < Duration::from_secs(10) && written < Duration::from_secs(10));
    }
}

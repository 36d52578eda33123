//! The people of an audience, read from the mirror and from what was pasted.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use rusqlite::Connection;

use super::{
    AudienceCount, AudiencePart, AudienceSource, CampaignRowsRequest, PlanProblem,
    audience::{Member, Part, Who},
    rows, table,
    values::heading,
};
use crate::{
    contacts::{
        commands::{ANY_ORDER, matching, order},
        phone, twins,
    },
    error::CommandError,
    open_account::OpenAccount,
    outbox::ledger::runs,
    views,
};

/// An audience, part by part.
#[derive(Default)]
pub(super) struct Chosen {
    pub parts: Vec<Part>,
    pub counts: Vec<AudienceCount>,
    pub problems: Vec<PlanProblem>,
    /// Columns of the tables, each once.
    pub columns: Vec<String>,
}

pub(super) async fn read(
    account: &Arc<OpenAccount>,
    audience: Vec<AudiencePart>,
) -> Result<Chosen, CommandError> {
    let mut chosen = Chosen::default();
    for AudiencePart { minus, of } in audience {
        let (kind, name, members) = members(account, of, &mut chosen).await?;
        chosen.counts.push(AudienceCount {
            minus,
            kind: kind.to_owned(),
            name,
            count: u32::try_from(members.len()).unwrap_or(u32::MAX),
        });
        chosen.parts.push(Part { minus, members });
    }
    Ok(chosen)
}

type Set = (&'static str, Option<String>, Vec<Member>);

async fn members(
    account: &Arc<OpenAccount>,
    of: AudienceSource,
    chosen: &mut Chosen,
) -> Result<Set, CommandError> {
    let contacts = |ids: &[i64]| -> Vec<Member> {
        ids.iter()
            .map(|id| Member {
                who: Who::Contact(*id),
                cells: None,
            })
            .collect()
    };
    let db = account.db()?;
    Ok(match of {
        AudienceSource::Contacts { ids } => ("contacts", None, contacts(&ids)),
        AudienceSource::Snapshot { id, except } => match account.snapshots.get(&id) {
            Some(ids) => {
                let except: HashSet<i64> = except.into_iter().collect();
                let mut ids = ids.to_vec();
                ids.retain(|id| !except.contains(id));
                ("snapshot", None, contacts(&ids))
            }
            None => {
                chosen.problems.push(PlanProblem::SnapshotGone);
                ("snapshot", None, Vec::new())
            }
        },
        AudienceSource::Group { id } => {
            let (name, ids) = db.read(move |c| group(c, id)).await?;
            ("group", name, contacts(&ids))
        }
        AudienceSource::View { id } => match db.read(move |c| views::rows::get(c, id)).await? {
            Some(view) => {
                let all = order(account, ANY_ORDER).await?;
                let ids = matching(account, all, &view.query.text, view.query.filter).await?;
                ("view", Some(view.name), contacts(&ids))
            }
            None => ("view", None, Vec::new()),
        },
        AudienceSource::Filter { query } => {
            let all = order(account, ANY_ORDER).await?;
            let ids = matching(account, all, &query.text, query.filter).await?;
            ("filter", None, contacts(&ids))
        }
        AudienceSource::Run {
            id,
            states,
            reasons,
        } => {
            let request = CampaignRowsRequest {
                campaign: id,
                states,
                reasons,
                text: String::new(),
                offset: 0,
                limit: 0,
            };
            let (name, people) = db
                .read(move |c| {
                    let name = rows::get(c, id)?.map(|run| run.name);
                    Ok((name, runs::people(c, &request)?))
                })
                .await?;
            // By number: a contact may have been made since, by the send itself or by hand.
            let people = people.into_iter().map(|(_, phone)| (phone, None));
            ("run", name, by_number(account, people.collect()).await?)
        }
        AudienceSource::Numbers { text } => {
            let rows = table::numbers(&text)
                .into_iter()
                .map(|number| (number, None));
            ("numbers", None, by_number(account, rows.collect()).await?)
        }
        AudienceSource::Table { text, number } => {
            let table = table::read(&text);
            for column in &table.columns {
                if !chosen.columns.contains(column) {
                    chosen.columns.push(column.clone());
                }
            }
            match table.number_column(number.as_deref()) {
                Some(column) => {
                    let keys: Vec<String> =
                        table.columns.iter().map(|name| heading(name)).collect();
                    let row = |row: Vec<String>| {
                        let number = row.get(column).cloned().unwrap_or_default();
                        let cells = keys.iter().cloned().zip(row).collect();
                        (number, Some(cells))
                    };
                    let rows = table.rows.into_iter().map(row).collect();
                    ("table", None, by_number(account, rows).await?)
                }
                None => {
                    chosen.problems.push(PlanProblem::NoNumberColumn);
                    ("table", None, Vec::new())
                }
            }
        }
    })
}

fn group(connection: &Connection, id: i64) -> rusqlite::Result<(Option<String>, Vec<i64>)> {
    let mut named = connection
        .prepare_cached("SELECT name FROM list_item WHERE list = 'groups' AND id = ?1")?;
    let mut names = named.query_map([id], |row| row.get(0))?;
    let name = names.next().transpose()?;
    let ids = connection
        .prepare_cached("SELECT contact FROM contact_group WHERE group_id = ?1 ORDER BY contact")?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok((name, ids))
}

type Cells = Option<BTreeMap<String, String>>;

/// Numbers as they were typed, each the contact that has it or a twin of it, where there is one.
async fn by_number(
    account: &Arc<OpenAccount>,
    rows: Vec<(String, Cells)>,
) -> Result<Vec<Member>, CommandError> {
    account
        .db()?
        .read(move |c| {
            let mut known: HashMap<String, Who> = HashMap::new();
            rows.into_iter()
                .map(|(typed, cells)| {
                    let Ok(number) = phone::normalise(&typed) else {
                        let who = Who::NoNumber(typed);
                        return Ok(Member { who, cells });
                    };
                    let who = match known.get(&number) {
                        Some(who) => who.clone(),
                        None => {
                            let who = match owner(c, &number)? {
                                Some(id) => Who::Contact(id),
                                None => Who::Number(number.clone()),
                            };
                            known.insert(number, who.clone());
                            who
                        }
                    };
                    Ok(Member { who, cells })
                })
                .collect()
        })
        .await
}

/// The contact with this number, or with a twin of it.
pub(super) fn owner(connection: &Connection, number: &str) -> rusqlite::Result<Option<i64>> {
    for digits in twins::spellings(number) {
        let mut found = connection
            .prepare_cached("SELECT id FROM contact WHERE digits = ?1 ORDER BY id LIMIT 1")?;
        let mut ids = found.query_map([digits], |row| row.get(0))?;
        if let Some(id) = ids.next() {
            return id.map(Some);
        }
    }
    Ok(None)
}

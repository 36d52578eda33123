//! Starting jobs, waiting for them, and the server's side of the truth.

use std::collections::BTreeMap;

use desk_core::{
    Desk,
    accounts::AccountId,
    contacts::{Contact, ContactQuery, WindowRequest},
    jobs::{BulkEdit, Job, JobChange, JobPlan, JobPlanRequest, JobStart, JobState, JobWho},
    selection::{Picked, Selection, SelectionChange, SelectionOp},
};
use serde_json::Value;
use wacr_api::{BaseUrl, Client, ClientConfig, ContactSort, ListQuery, Order};
use wacr_sandbox::Sandbox;

use crate::common::until;

/// A client of its own, whose calls can be told apart in the log.
pub fn other(sandbox: &Sandbox) -> Client {
    let base = BaseUrl::parse(&sandbox.base_url()).unwrap();
    let token = sandbox.tokens().listed.clone();
    Client::new(ClientConfig::new(base, token.into(), "test/0")).unwrap()
}

/// All contacts of the server.
pub async fn truth(sandbox: &Sandbox) -> BTreeMap<i64, wacr_api::Contact> {
    let client = other(sandbox);
    let mut all = BTreeMap::new();
    for page in 1.. {
        let query = ListQuery::new()
            .page(page)
            .per_page(100)
            .sort(ContactSort::Id, Order::Ascending);
        let reply = client.list_contacts(&query).await.unwrap().data;
        all.extend(reply.rows.into_iter().map(|row| (row.id, row)));
        if !reply.pagination.has_more {
            break;
        }
    }
    all
}

/// All contacts of the mirror.
pub async fn mirror(desk: &Desk, id: &AccountId) -> BTreeMap<i64, Contact> {
    let list = desk
        .contacts_search(id, ContactQuery::default())
        .await
        .unwrap();
    let mut all = BTreeMap::new();
    for offset in (0..list.total).step_by(500) {
        let request = WindowRequest {
            snapshot: list.id.clone(),
            offset,
            limit: 500,
        };
        let rows = desk.contacts_window(id, request).await.unwrap();
        all.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    all
}

/// The mirror and the server say the same of everybody: fields and groups, each group once.
pub async fn agree(desk: &Desk, id: &AccountId, sandbox: &Sandbox) {
    let (here, there) = (mirror(desk, id).await, truth(sandbox).await);
    assert_eq!(here.len(), there.len());
    for (contact, row) in &there {
        let mine = &here[contact];
        assert_eq!(mine.status_id, row.status_id, "{contact}");
        assert_eq!(mine.source_id, row.source_id, "{contact}");
        assert_eq!(mine.assigned_id, row.assigned_id, "{contact}");
        assert_eq!(mine.r#type, row.r#type, "{contact}");
        assert_eq!(groups(&mine.groups), groups(&row.group_id), "{contact}");
    }
}

/// Sorted, and each only once.
pub fn groups(of: &[i64]) -> Vec<i64> {
    let mut sorted = of.to_vec();
    sorted.sort_unstable();
    let all = sorted.len();
    sorted.dedup();
    assert_eq!(sorted.len(), all, "a group twice: {of:?}");
    sorted
}

/// Calls of the desk by this method: path below /api/v2, and body.
pub fn calls(sandbox: &Sandbox, method: &str) -> Vec<(String, Value)> {
    let mine = |token: Option<&str>| token != Some("listed");
    let log = sandbox.log().into_iter();
    log.filter(|entry| entry.method == method && mine(entry.token))
        .map(|entry| {
            let path = entry.path.trim_start_matches("/api/v2").to_owned();
            (path, entry.body.unwrap_or_default())
        })
        .collect()
}

pub fn writes(sandbox: &Sandbox) -> usize {
    ["POST", "PATCH", "DELETE"]
        .into_iter()
        .map(|method| calls(sandbox, method).len())
        .sum()
}

/// Selects everybody; the list's name.
pub async fn select_all(desk: &Desk, id: &AccountId) -> (String, Selection) {
    let list = desk
        .contacts_search(id, ContactQuery::default())
        .await
        .unwrap();
    let picked = Picked::All {
        snapshot: list.id.clone(),
    };
    let selection = change(desk, id, SelectionOp::Set, picked).await;
    assert_eq!(selection.total, list.total);
    (list.id, selection)
}

pub async fn select(desk: &Desk, id: &AccountId, op: SelectionOp, ids: &[i64]) -> Selection {
    change(desk, id, op, Picked::Ids { ids: ids.to_vec() }).await
}

pub async fn change(desk: &Desk, id: &AccountId, op: SelectionOp, picked: Picked) -> Selection {
    desk.selection_change(id, SelectionChange { op, picked })
        .await
        .unwrap()
}

pub async fn plan(desk: &Desk, id: &AccountId, who: JobWho, change: JobChange) -> JobPlan {
    desk.jobs_plan(id, JobPlanRequest { who, change })
        .await
        .unwrap()
}

pub async fn start(desk: &Desk, id: &AccountId, plan: &JobPlan) -> Job {
    let typed = plan.type_count.then_some(plan.people);
    let start = JobStart {
        plan: plan.id.clone(),
        typed,
    };
    desk.jobs_start(id, start).await.unwrap()
}

pub fn edit(edit: BulkEdit) -> JobChange {
    JobChange::Edit {
        edit,
        then_delete: None,
    }
}

pub fn add(groups: &[i64]) -> JobChange {
    edit(BulkEdit {
        add_groups: groups.to_vec(),
        ..BulkEdit::default()
    })
}

pub fn set_status(status: i64) -> JobChange {
    edit(BulkEdit {
        status_id: Some(status),
        ..BulkEdit::default()
    })
}

pub async fn job(desk: &Desk, id: &AccountId, job: i64) -> Job {
    let all = desk.jobs_list(id).await.unwrap();
    all.into_iter().find(|one| one.id == job).unwrap()
}

/// Waits until the job is in this state.
pub async fn reaches(desk: &Desk, id: &AccountId, number: i64, state: JobState) -> Job {
    until(&format!("job {number} is {state:?}"), || async {
        job(desk, id, number).await.state == state
    })
    .await;
    job(desk, id, number).await
}

/// Plans, starts, and waits until it is done.
pub async fn run(desk: &Desk, id: &AccountId, who: JobWho, change: JobChange) -> Job {
    let planned = plan(desk, id, who, change).await;
    let started = start(desk, id, &planned).await;
    reaches(desk, id, started.id, JobState::Done).await
}

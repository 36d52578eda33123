//! Deleting many: the number typed, the copy first, then the calls.

use desk_core::{
    accounts::AccountId,
    error::{ErrorCode, FieldErrorCode},
    jobs::{JobChange, JobRowState, JobRowsRequest, JobStart, JobState, JobWho},
    selection::SelectionOp,
};
use wacr_api::ContactPatch;
use wacr_sandbox::{Fault, FaultKind};

use crate::{
    common::{House, connected, fields, shop},
    jobs::support::*,
};

fn folder(house: &House, id: &AccountId) -> std::path::PathBuf {
    house.path().join("accounts").join(&id.0).join("deleted")
}

#[tokio::test(flavor = "multi_thread")]
async fn above_fifty_the_number_is_typed_and_a_copy_is_kept() {
    let house = House::new();
    let sandbox = shop(300).await;
    let all = truth(&sandbox).await;
    let people: Vec<i64> = all.keys().copied().skip(20).take(230).collect();
    // Names that a spreadsheet would take for a formula, or that need quotes.
    let odd = ContactPatch {
        firstname: Some("=HYPERLINK(\"x\")".into()),
        lastname: Some("O\"Neill, \nمريم".into()),
        ..ContactPatch::default()
    };
    other(&sandbox)
        .update_contact(people[3], &odd)
        .await
        .unwrap();
    // Somebody is quicker with one.
    let (desk, id) = connected(&house, &sandbox).await;
    let before = mirror(&desk, &id).await;
    select(&desk, &id, SelectionOp::Set, &people).await;
    let planned = plan(&desk, &id, JobWho::Selection, JobChange::Delete).await;
    assert!(planned.type_count);
    assert_eq!(
        (planned.people, planned.changing, planned.calls),
        (230, 230, 3)
    );
    for (typed, code) in [
        (None, FieldErrorCode::Required),
        (Some(229), FieldErrorCode::NotInList),
    ] {
        let start = JobStart {
            plan: planned.id.clone(),
            typed,
        };
        let refused = desk.jobs_start(&id, start).await.unwrap_err();
        assert_eq!(fields(&refused), ["typed"]);
        assert_eq!(refused.fields[0].code, code);
    }
    assert_eq!(writes(&sandbox), 0);
    other(&sandbox).delete_contact(people[7]).await.unwrap();
    let started = start(&desk, &id, &planned).await;
    let done = reaches(&desk, &id, started.id, JobState::Done).await;
    assert_eq!((done.done, done.failed, done.undo_until), (230, 0, None));
    let left = truth(&sandbox).await;
    assert_eq!(left.len(), 70);
    assert!(people.iter().all(|id| !left.contains_key(id)));
    assert_eq!(writes(&sandbox), 3);
    agree(&desk, &id, &sandbox).await;
    assert_eq!(desk.selection_get(&id).await.unwrap().total, 0);
    // The mirror does not get them back.
    desk.sync_now(&id).await.unwrap();

    let path = done.copy.unwrap();
    assert!(path.starts_with(folder(&house, &id).to_str().unwrap()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let headings = table.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|known| known == name).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 230);
    let statuses = desk.statuses_list(&id).await.unwrap();
    for row in &rows {
        let contact = &before[&row[column("id")].parse::<i64>().unwrap()];
        let phone = &row[column("phone")];
        assert_eq!(phone.strip_prefix('\'').unwrap_or(""), contact.phone);
        assert_eq!(row[column("lastname")], contact.lastname);
        let status = statuses
            .iter()
            .find(|one| Some(one.id) == contact.status_id);
        assert_eq!(
            &row[column("status")],
            status.map_or("", |one| one.name.as_str())
        );
        let groups: Vec<String> = contact.groups.iter().map(i64::to_string).collect();
        assert_eq!(row[column("group_ids")], groups.join(";"));
    }
    let odd = rows
        .iter()
        .find(|row| row[0] == people[3].to_string())
        .unwrap();
    assert_eq!(&odd[column("firstname")], "'=HYPERLINK(\"x\")");
    // Who they were is still told.
    let request = JobRowsRequest {
        job: started.id,
        state: Some(JobRowState::Done),
        offset: 3,
        limit: 1,
    };
    let row = desk.jobs_rows(&id, request).await.unwrap().remove(0);
    assert!(row.name.starts_with("=HYPERLINK"));
    assert_eq!(row.phone, before[&people[3]].phone);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_copy_no_call() {
    let house = House::new();
    let sandbox = shop(20).await;
    let (desk, id) = connected(&house, &sandbox).await;
    // Where the folder should be is a file.
    std::fs::write(folder(&house, &id), "").unwrap();
    let people: Vec<i64> = truth(&sandbox).await.into_keys().take(5).collect();
    let planned = plan(&desk, &id, JobWho::Ids { ids: people }, JobChange::Delete).await;
    assert!(!planned.type_count);
    let started = start(&desk, &id, &planned).await;
    let stopped = reaches(&desk, &id, started.id, JobState::Stopped).await;
    assert_eq!(stopped.stopped_by.unwrap().code, ErrorCode::StoreFailed);
    assert_eq!(writes(&sandbox), 0);
    std::fs::remove_file(folder(&house, &id)).unwrap();
    desk.jobs_resume(&id, started.id).await.unwrap();
    let done = reaches(&desk, &id, started.id, JobState::Done).await;
    assert_eq!(done.done, 5);
    assert_eq!(truth(&sandbox).await.len(), 15);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delete_whose_answer_is_lost_is_done() {
    let house = House::new();
    let sandbox = shop(150).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let people: Vec<i64> = truth(&sandbox).await.into_keys().take(120).collect();
    let mut fault = Fault::on("DELETE", "/contacts/batch", FaultKind::CloseAfterAccept);
    fault.nth = Some(1);
    // Behind a proxy that strips bodies, too.
    let strip = Fault::on("DELETE", "/contacts/batch", FaultKind::StripBody);
    sandbox.set_faults(vec![fault, strip]);
    let done = run(&desk, &id, JobWho::Ids { ids: people }, JobChange::Delete).await;
    assert_eq!((done.done, done.failed), (120, 0));
    assert_eq!(truth(&sandbox).await.len(), 30);
    agree(&desk, &id, &sandbox).await;
}

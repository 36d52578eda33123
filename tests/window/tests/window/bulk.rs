//! Many at once: all but three are put into two groups while the program is killed, set back, deleted, merged.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use window_tests::job::{self, button};
use window_tests::{Failure, Key, Outcome, Page, Query, Sandbox, role};

use crate::support;

fn toolbar() -> Query {
    role("toolbar").named("Selection")
}

fn dialog(name: &str) -> Query {
    role("dialog").named(name)
}

/// Every contact of the server with the ids of its groups, each as often as the server has it.
async fn people(sandbox: &Sandbox) -> Outcome<Vec<(i64, Vec<i64>)>> {
    let mut found = Vec::new();
    for page in 1.. {
        let path = format!("/contacts?per_page=100&page={page}&include=groups");
        let answer = sandbox.call("GET", &path, None).await?;
        let rows = answer["data"].as_array().cloned().unwrap_or_default();
        let more = rows.len() == 100;
        for row in rows {
            let groups = row["groups"].as_array().cloned().unwrap_or_default();
            let id = |value: &Value| value.as_i64().or_else(|| value["id"].as_i64());
            found.push((
                id(&row["id"]).unwrap_or_default(),
                groups.iter().filter_map(id).collect(),
            ));
        }
        if !more {
            break;
        }
    }
    Ok(found)
}

/// Who is in a group, by the server; fails if somebody is in it twice.
async fn members(sandbox: &Sandbox, group: i64) -> Outcome<BTreeSet<i64>> {
    let mut all = BTreeSet::new();
    for (id, groups) in people(sandbox).await? {
        match groups.iter().filter(|one| **one == group).count() {
            0 => {}
            1 => {
                all.insert(id);
            }
            _ => return Err(Failure::new(format!("{id} is in group {group} twice"))),
        }
    }
    Ok(all)
}

async fn group(sandbox: &Sandbox, name: &str) -> Outcome<Option<i64>> {
    let answer = sandbox.call("GET", "/groups?per_page=100", None).await?;
    let rows = answer["data"].as_array().cloned().unwrap_or_default();
    Ok(rows
        .iter()
        .find(|row| row["name"] == name)
        .and_then(|row| row["id"].as_i64()))
}

async fn known_group(sandbox: &Sandbox, name: &str) -> Outcome<i64> {
    let found = group(sandbox, name).await?;
    found.ok_or_else(|| Failure::new(format!("the server has no group {name}")))
}

/// Calls that put people into groups.
async fn puts(sandbox: &Sandbox) -> Outcome<usize> {
    let calls = sandbox.calls_of("POST", "/groups/").await?;
    let path = |call: &Value| call["path"].as_str().unwrap_or_default().to_owned();
    Ok(calls
        .iter()
        .filter(|call| path(call).ends_with("/contacts"))
        .count())
}

/// Waits until the server's state is as wanted.
async fn until(page: &Page, what: &str, mut wanted: impl AsyncFnMut() -> Outcome<bool>) -> Outcome {
    let seen = page
        .until(async || Ok(wanted().await?.then_some(())))
        .await?;
    match seen {
        Some(()) => Ok(()),
        None => page.fail(what).await,
    }
}

/// Selects all that match, by key.
async fn select_all(page: &Page, count: usize) -> Outcome {
    page.type_into(&job::grid(), &format!("{}a", Key::CONTROL))
        .await?;
    page.see_text_in(&toolbar(), &format!("{count} selected"))
        .await
}

/// Ticks a row in the picker that is open, or makes what is not there, by typing its name.
async fn tick_group(page: &Page, picker: &Query, name: &str, then: &str) -> Outcome {
    let field = role("combobox").named("Groups").within(picker.clone());
    page.type_into(&field, name).await?;
    page.see(&role("option").containing(name).within(picker.clone()).at(0))
        .await?;
    page.type_into(&field, Key::ENTER).await?;
    page.see(&role("option").containing(then).within(picker.clone()))
        .await
}

#[tokio::test]
async fn all_but_three_are_in_two_groups_once_though_the_program_died_in_the_middle() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    let club = known_group(&sandbox, "Book club").await?;
    let before = members(&sandbox, club).await?;
    let all: BTreeSet<i64> = people(&sandbox).await?.iter().map(|(id, _)| *id).collect();
    assert_eq!(all.len(), 120);

    // All that match, minus three by hand.
    select_all(&page, 120).await?;
    for place in 0..3 {
        page.click(
            &role("checkbox")
                .named("Select")
                .within(job::grid())
                .at(place),
        )
        .await?;
        page.see_text_in(&toolbar(), &format!("{} selected", 119 - place))
            .await?;
    }
    page.see(&button("3 left out").within(toolbar())).await?;
    page.accessible("A selection").await?;

    // It outlives a search, and says who is not in that list.
    let search = role("searchbox").named("Search contacts");
    page.fill(&search, "zzzz nobody").await?;
    page.see_text_in(&toolbar(), "117 selected, 117 not in this list")
        .await?;
    page.fill(&search, "").await?;
    page.see_text_in(&toolbar(), "117 selected").await?;

    // And a restart.
    world.close(page).await?;
    let page = world.open(&[]).await?;
    job::see_contacts(&page).await?;
    page.see_text_in(&toolbar(), "117 selected").await?;
    page.see(&button("3 left out").within(toolbar())).await?;

    // Two groups, one of them new; a box says how many are in.
    page.type_into(&job::grid(), "g").await?;
    let picker = dialog("Groups of 117 contacts");
    page.see(
        &role("option")
            .containing("Book club")
            .within(picker.clone()),
    )
    .await?;
    page.accessible("The group picker").await?;
    tick_group(&page, &picker, "Book club", "Book club 117 of 117").await?;
    tick_group(
        &page,
        &picker,
        "Summer readers",
        "Summer readers 117 of 117",
    )
    .await?;
    page.click(&button("Apply").within(picker)).await?;
    let review = dialog("Change 117 contacts");
    page.see_text_in(&review, "117 contacts change.").await?;
    page.see_text_in(&review, "4 calls").await?;
    page.accessible("What a job will do").await?;
    sandbox
        .set_faults(json!([{ "method": "POST", "path": "/groups", "kind": { "delay": 2500 } }]))
        .await?;
    page.click(&button("Start").within(review)).await?;

    // The second call has reached the server and is not answered yet: now the power goes.
    until(&page, "no group call came", async || {
        Ok(puts(&sandbox).await? >= 2)
    })
    .await?;
    world.crash(page).await?;
    let made = puts(&sandbox).await?;
    assert!(made < 4, "it was over before it could be killed");
    sandbox.set_faults(json!([])).await?;

    // It goes on by itself. When it is over only those that failed are selected: nobody.
    let page = world.open(&[]).await?;
    job::see_contacts(&page).await?;
    let summer = known_group(&sandbox, "Summer readers").await?;
    until(&page, "not all came into the new group", async || {
        Ok(members(&sandbox, summer).await?.len() == 117)
    })
    .await?;
    let inside = members(&sandbox, summer).await?;
    until(&page, "not all came into the book club", async || {
        Ok(members(&sandbox, club).await?.is_superset(&inside))
    })
    .await?;
    assert_eq!(all.difference(&inside).count(), 3);
    let after: BTreeSet<i64> = before.union(&inside).copied().collect();
    assert_eq!(members(&sandbox, club).await?, after);
    assert!(
        puts(&sandbox).await? <= made + 3,
        "answered calls were made again"
    );

    // Set back: the new group is empty, the old one as it was.
    page.see_none(&toolbar()).await?;
    page.click(&button("Jobs")).await?;
    let jobs = dialog("Jobs");
    page.see_text_in(&jobs, "Done").await?;
    page.accessible("Jobs").await?;
    page.click(&button("Undo").within(jobs)).await?;
    let undo = dialog("Undo: Add to Book club, Summer readers");
    page.see_text_in(&undo, "117 contacts go back to what they were.")
        .await?;
    page.click(&button("Undo").within(undo)).await?;
    until(&page, "the groups are not what they were", async || {
        Ok(members(&sandbox, summer).await?.is_empty() && members(&sandbox, club).await? == before)
    })
    .await?;
    world.close(page).await
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[tokio::test]
async fn more_than_fifty_are_deleted_by_typing_how_many_and_a_copy_is_kept() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    select_all(&page, 120).await?;
    page.type_into(&job::grid(), Key::DELETE).await?;
    let ask = role("alertdialog").named("Delete 120 contacts?");
    page.see_text_in(&ask, "undo cannot bring them back")
        .await?;
    page.accessible("Deleting many").await?;
    let field = role("textbox")
        .named("Type 120 to go on")
        .within(ask.clone());
    page.fill(&field, "119").await?;
    page.see_description(&button("Delete").within(ask.clone()), "Type 120 first.")
        .await?;
    page.click(&button("Delete").within(ask.clone())).await?;
    page.see(&ask).await?;
    assert!(
        sandbox.calls_of("DELETE", "/contacts").await?.is_empty(),
        "something was deleted without the right number"
    );
    page.fill(&field, "120").await?;
    page.click(&button("Delete").within(ask)).await?;
    until(&page, "they are still on the server", async || {
        Ok(people(&sandbox).await?.is_empty())
    })
    .await?;
    page.see_text("No contacts yet").await?;

    let copies: Vec<PathBuf> = files(&world.desk_home())
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "csv"))
        .collect();
    let [copy] = copies.as_slice() else {
        return Err(Failure::new(format!("one copy was wanted: {copies:?}")));
    };
    assert!(fs::read_to_string(copy)?.lines().count() > 120);
    assert_eq!(fs::metadata(copy)?.permissions().mode() & 0o777, 0o600);
    page.click(&button("Jobs")).await?;
    let name = copy.file_name().unwrap_or_default().to_string_lossy();
    page.see_text_in(&dialog("Jobs"), &name).await?;
    world.close(page).await
}

#[tokio::test]
async fn a_group_is_merged_into_another_and_a_status_is_left_before_it_goes() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    let groups = sandbox.call("GET", "/groups?per_page=100", None).await?;
    let mut from = None;
    for row in groups["data"].as_array().cloned().unwrap_or_default() {
        let id = row["id"].as_i64().unwrap_or_default();
        let name = row["name"].as_str().unwrap_or_default().to_owned();
        if name != "Book club" && !members(&sandbox, id).await?.is_empty() {
            from = Some((id, name));
            break;
        }
    }
    let (from, name) = from.ok_or_else(|| Failure::new("no group has members"))?;
    let club = known_group(&sandbox, "Book club").await?;
    let wanted: BTreeSet<i64> = members(&sandbox, club)
        .await?
        .union(&members(&sandbox, from).await?)
        .copied()
        .collect();
    page.click(&role("link").named("Groups")).await?;
    let row = role("row")
        .containing(name.as_str())
        .within(role("grid").named("Groups"));
    page.click(&button("Merge into …").within(row.clone()))
        .await?;
    let picker = dialog(&format!("Merge {name} into another group"));
    let field = role("combobox").named("Into").within(picker.clone());
    page.type_into(&field, "Book club").await?;
    page.see(&role("option").named("Book club").within(picker))
        .await?;
    page.type_into(&field, Key::ENTER).await?;
    let review = dialog(&format!("Merge {name}"));
    page.see_text_in(&review, &format!("Merge {name} into Book club"))
        .await?;
    page.accessible("Merging groups").await?;
    page.click(&button("Merge").within(review)).await?;
    // On the server: while the dialog fades, the row counts as hidden.
    until(&page, "the merged group is still there", async || {
        Ok(group(&sandbox, &name).await?.is_none())
    })
    .await?;
    page.see_none(&row).await?;
    assert_eq!(members(&sandbox, club).await?, wanted);

    // A status in use: its contacts get another, then it goes.
    page.click(&role("link").named("Statuses")).await?;
    let row = role("row")
        .containing("Qualified")
        .within(role("grid").named("Statuses"));
    page.click(&button("Delete").within(row.clone())).await?;
    let told = role("alertdialog").named("Qualified is in use");
    page.click(&role("button").containing("Move the").within(told))
        .await?;
    let picker = dialog("Move the contacts of Qualified");
    let field = role("combobox").named("Into").within(picker);
    page.type_into(&field, "Won").await?;
    page.type_into(&field, Key::ENTER).await?;
    let review = dialog("Change contacts of Qualified");
    page.see_text_in(&review, "then delete Qualified").await?;
    page.click(&button("Start").within(review)).await?;
    until(&page, "the status is still there", async || {
        let statuses = sandbox.call("GET", "/statuses?per_page=100", None).await?;
        Ok(!statuses.to_string().contains("Qualified"))
    })
    .await?;
    page.see_none(&row).await?;
    world.close(page).await
}

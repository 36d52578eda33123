//! Groups, sources and statuses: made, renamed, recoloured and deleted, and what the server keeps.

use serde_json::{Value, json};
use window_tests::job::{self, button};
use window_tests::{Key, Outcome, Page, Query, Sandbox, role};

use crate::support;

fn grid(name: &str) -> Query {
    role("grid").named(name)
}

/// The row whose name begins the row's own.
fn row(list: &str, name: &str) -> Query {
    role("row").containing(name).within(grid(list))
}

async fn open(page: &Page, list: &str) -> Outcome {
    page.click(&role("link").named(list)).await?;
    page.see(&grid(list)).await
}

fn name_in(dialog: &str) -> Query {
    role("textbox")
        .named("Name")
        .within(role("dialog").named(dialog))
}

/// Names of a list as the server has them.
async fn on_server(sandbox: &Sandbox, list: &str) -> Outcome<Vec<Value>> {
    let answer = sandbox
        .call("GET", &format!("/{list}?per_page=100"), None)
        .await?;
    Ok(answer["data"].as_array().cloned().unwrap_or_default())
}

async fn has(sandbox: &Sandbox, list: &str, name: &str) -> Outcome<bool> {
    let rows = on_server(sandbox, list).await?;
    Ok(rows.iter().any(|row| row["name"] == name))
}

#[tokio::test]
async fn a_group_is_made_renamed_and_deleted_with_the_keyboard() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    open(&page, "Groups").await?;
    page.accessible("Groups").await?;

    // N makes one; a name that is taken is refused at the field, without a call.
    page.press("n").await?;
    page.see(&name_in("New group")).await?;
    page.press("book CLUB").await?;
    page.press(Key::ENTER).await?;
    page.see_description(
        &name_in("New group"),
        "There is a group of this name already",
    )
    .await?;
    page.accessible("New group, refused").await?;
    assert!(sandbox.calls_of("POST", "/groups").await?.is_empty());
    page.fill(&name_in("New group"), "زبائن الميناء").await?;
    page.press(Key::ENTER).await?;
    page.see_none(&role("dialog").named("New group")).await?;
    page.see(&row("Groups", "زبائن الميناء")).await?;
    assert!(has(&sandbox, "groups", "زبائن الميناء").await?);

    // The keyboard is on it: Enter renames, and the contact form's picker knows it at once.
    page.press(Key::ENTER).await?;
    page.see_value(&name_in("Rename group"), "زبائن الميناء")
        .await?;
    page.fill(&name_in("Rename group"), "Night owls").await?;
    page.press(Key::ENTER).await?;
    page.see(&row("Groups", "Night owls")).await?;
    assert!(has(&sandbox, "groups", "Night owls").await?);
    page.click(&role("link").named("Contacts")).await?;
    job::see_contacts(&page).await?;
    job::begin_person(&page, job::ZOE).await?;
    job::take_group(&page, "Night owls").await?;
    job::create(&page, job::ZOE).await?;

    // It has one contact now. Deleting asks first, and the contact stays.
    open(&page, "Groups").await?;
    page.see_text_in(&row("Groups", "Night owls"), "1").await?;
    page.click(&row("Groups", "Night owls")).await?;
    page.type_into(&grid("Groups"), Key::DELETE).await?;
    let question = role("alertdialog").named("Delete Night owls?");
    page.see_text_in(&question, "1 contact stays and only leaves the group.")
        .await?;
    page.accessible("Delete a group").await?;
    page.click(&button("Delete").within(question)).await?;
    page.see_none(&row("Groups", "Night owls")).await?;
    assert!(!has(&sandbox, "groups", "Night owls").await?);
    page.click(&role("link").named("Contacts")).await?;
    job::open_person(&page, job::ZOE, "marchetti").await?;
    world.close(page).await
}

#[tokio::test]
async fn a_status_is_made_and_recoloured_and_one_in_use_is_kept() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    open(&page, "Statuses").await?;
    page.accessible("Statuses").await?;
    page.click(&button("New status")).await?;
    page.fill(&name_in("New status"), "Paying soon").await?;
    page.click(&role("radio").named("Pink")).await?;
    page.accessible("New status").await?;
    page.click(&button("Create status")).await?;
    page.see_text_in(&row("Statuses", "Paying soon"), "#EC407A")
        .await?;

    // The colour alone is changed: the name goes along (contract 20.4).
    page.click(&button("Colour").within(row("Statuses", "Paying soon")))
        .await?;
    page.click(&role("radio").named("Teal")).await?;
    page.click(&button("Save")).await?;
    page.see_text_in(&row("Statuses", "Paying soon"), "#00897B")
        .await?;
    let changed = sandbox.calls_of("PATCH", "/statuses").await?;
    assert_eq!(
        changed.iter().map(|call| &call["body"]).collect::<Vec<_>>(),
        [&json!({ "name": "Paying soon", "color": "#00897B" })]
    );

    // One that contacts are in: it is said how many and what to do, and nothing is asked of the server.
    page.click(&button("Delete").within(row("Statuses", "Qualified")))
        .await?;
    let told = role("alertdialog").named("Qualified is in use");
    page.see_text_in(&told, "so the server keeps it").await?;
    page.accessible("A status in use").await?;
    page.click(&button("Close").within(told)).await?;
    assert!(sandbox.calls_of("DELETE", "/statuses").await?.is_empty());

    // One that a colleague has put a contact into meanwhile: the server's 409 says the same.
    let stages = on_server(&sandbox, "statuses").await?;
    let stage = stages.iter().find(|row| row["name"] == "Paying soon");
    let stage = stage.map(|row| row["id"].clone()).unwrap_or_default();
    let people = sandbox.call("GET", "/contacts?per_page=1", None).await?;
    let path = format!("/contacts/{}", people["data"][0]["id"]);
    sandbox
        .call("PATCH", &path, Some(json!({ "status_id": stage })))
        .await?;
    page.click(&button("Delete").within(row("Statuses", "Paying soon")))
        .await?;
    let question = role("alertdialog").named("Delete Paying soon?");
    page.click(&button("Delete").within(question)).await?;
    let told = role("alertdialog").named("Paying soon is in use");
    page.see_text_in(&told, "1 contact is in it, so the server keeps it.")
        .await?;
    page.click(&button("Close").within(told)).await?;
    page.see(&row("Statuses", "Paying soon")).await?;
    assert!(has(&sandbox, "statuses", "Paying soon").await?);
    world.close(page).await
}

#[tokio::test]
async fn what_was_typed_outlives_a_refusal_and_the_list_outlives_a_restart() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    open(&page, "Sources").await?;
    page.accessible("Sources").await?;
    sandbox
        .set_faults(json!([{ "method": "POST", "path": "/sources", "count": 1, "kind": { "status": { "code": 403, "body": {
            "success": false,
            "error": { "code": "INSUFFICIENT_SCOPE", "message": "This token lacks a required permission: sources:write" }
        } } } }]))
        .await?;
    page.click(&button("New source")).await?;
    page.fill(&name_in("New source"), "Book fair").await?;
    page.press(Key::ENTER).await?;
    page.see_text("It lacks the permission sources:write.")
        .await?;
    page.see_value(&name_in("New source"), "Book fair").await?;
    page.accessible("New source, refused").await?;
    page.click(&button("Create source")).await?;
    page.see(&row("Sources", "Book fair")).await?;
    world.close(page).await?;

    // It opens where it was, from this computer.
    let page = world.open(&[]).await?;
    page.see(&row("Sources", "Book fair")).await?;
    page.click(&button("Delete").within(row("Sources", "Book fair")))
        .await?;
    let question = role("alertdialog").named("Delete Book fair?");
    page.click(&button("Delete").within(question)).await?;
    page.see_none(&row("Sources", "Book fair")).await?;
    assert!(!has(&sandbox, "sources", "Book fair").await?);
    world.close(page).await
}

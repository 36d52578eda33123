//! The server is away, or refuses: what is here can be read, what was typed is kept, and it is said what happened.

use serde_json::{Value, json};
use window_tests::job::{self, ZOE, button};
use window_tests::{Key, Outcome, Page, role};

use crate::support;

/// Every call fails so.
fn always(code: u16, error: &str, message: &str) -> Value {
    json!([{ "kind": { "status": { "code": code, "body": { "success": false, "error": { "code": error, "message": message } } } } }])
}

async fn look_now(page: &Page) -> Outcome {
    page.press(&format!("{}k", Key::CONTROL)).await?;
    page.press("Look for changes now").await?;
    page.press(Key::ENTER).await
}

#[tokio::test]
async fn with_the_server_down_all_can_be_read_and_nothing_typed_is_lost() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, ZOE).await?;
    world.close(page).await?;
    drop(sandbox);

    let page = world.open(&[]).await?;
    job::see_people(&page).await?;
    page.see_text("The server refused the connection.").await?;
    page.see_text("What you see is as of").await?;
    page.accessible("Contacts, server down").await?;
    job::open_person(&page, ZOE, "marchetti").await?;
    page.see_text_in(&job::detail(ZOE), "Created").await?;

    // Each list.
    for list in ["Groups", "Sources", "Statuses"] {
        page.click(&role("link").named(list)).await?;
        page.see(&role("grid").named(list)).await?;
        page.see(&button("Rename").at(1)).await?;
    }
    page.click(&button("New status")).await?;
    let name = role("textbox")
        .named("Name")
        .within(role("dialog").named("New status"));
    page.fill(&name, "Night owl").await?;
    page.press(Key::ENTER).await?;
    page.see_text_in(
        &role("dialog").named("New status"),
        "The server refused the connection.",
    )
    .await?;
    page.see_value(&name, "Night owl").await?;
    page.press(Key::ESCAPE).await?;

    // A new contact: refused, kept, and there again after the program was closed.
    page.click(&role("link").named("Contacts")).await?;
    job::begin_person(&page, job::SLOW).await?;
    page.click(&button("Create contact").within(job::contact_form()))
        .await?;
    page.see_text_in(&job::contact_form(), "The server refused the connection.")
        .await?;
    page.see_text("Draft kept").await?;
    world.close(page).await?;
    let page = world.open(&[]).await?;
    job::see_people(&page).await?;
    page.click(&button("New contact")).await?;
    page.see_value(
        &job::field("First name").within(job::contact_form()),
        job::SLOW.first,
    )
    .await?;
    world.close(page).await
}

#[tokio::test]
async fn a_failing_server_is_told_until_it_is_mended() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    for (faults, told) in [
        (
            json!([{ "kind": { "html": 502 } }]),
            "The server had a fault.",
        ),
        (
            always(503, "INTERNAL_ERROR", "down"),
            "The server had a fault.",
        ),
    ] {
        sandbox.set_faults(faults).await?;
        look_now(&page).await?;
        page.see_text(told).await?;
        page.see(&role("row").within(job::grid()).at(1)).await?;
        sandbox.set_faults(json!([])).await?;
        look_now(&page).await?;
        page.see_no_text(told).await?;
    }
    world.close(page).await
}

/// The creation of a contact meets this.
fn creating(kind: Value) -> Value {
    json!([{ "method": "POST", "path": "/contacts", "kind": kind }])
}

fn refused(code: u16, error: &str, details: Value) -> Value {
    let error = json!({ "code": error, "message": "no", "details": details });
    json!({ "status": { "code": code, "body": { "success": false, "error": error } } })
}

#[tokio::test]
async fn a_write_that_is_refused_says_why_beside_it_and_keeps_what_was_typed() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::begin_person(&page, ZOE).await?;
    let create = button("Create contact").within(job::contact_form());
    let plan = json!({ "feature": "contacts", "current": 1200, "maximum": 1200 });
    for (kind, told) in [
        (
            refused(403, "FEATURE_LIMIT_EXCEEDED", plan),
            "Your plan holds 1,200 contacts",
        ),
        (
            refused(403, "INSUFFICIENT_SCOPE", Value::Null),
            "The token may not do this.",
        ),
        (refused(409, "CONFLICT", json!({})), "in use or was changed"),
        (
            refused(500, "INTERNAL_ERROR", Value::Null),
            "The server had a fault.",
        ),
        (json!({ "html": 502 }), "The server had a fault."),
        (json!("close_after_read"), "The connection broke"),
    ] {
        sandbox.set_faults(creating(kind)).await?;
        page.click(&create).await?;
        page.see_text_in(&job::contact_form(), told).await?;
        page.see_value(
            &job::field("First name").within(job::contact_form()),
            ZOE.first,
        )
        .await?;
    }

    // A slow answer: the button shows that it is at work, and the form stays as it is until the answer is here.
    sandbox
        .set_faults(creating(json!({ "delay": 3000 })))
        .await?;
    page.click(&create).await?;
    page.see_value(
        &job::field("First name").within(job::contact_form()),
        ZOE.first,
    )
    .await?;
    page.see_none(&job::contact_form()).await?;
    page.see_text("is written down").await?;
    world.close(page).await
}

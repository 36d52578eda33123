//! The form when the server refuses, is full or fails: nothing typed is lost.

use serde_json::json;
use window_tests::job::{self, ZOE, button, contact_form, field};
use window_tests::{Outcome, role};

use crate::support;

async fn typed_is_still_there(page: &window_tests::Page) -> Outcome {
    page.see_value(&field("First name"), ZOE.first).await?;
    page.see_value(&field("Last name"), ZOE.last).await?;
    page.see_value(&field("Phone"), ZOE.phone).await
}

#[tokio::test]
async fn a_refused_field_says_so_beside_itself() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    // A colleague writes down the same number first; this computer does not know yet.
    let other = json!({ "firstname": "Zo", "lastname": "Marchetti", "phone": "+4915123450142", "type": "lead", "source_id": 4, "status_id": 5 });
    sandbox.call("POST", "/contacts", Some(other)).await?;

    job::begin_person(&page, ZOE).await?;
    page.click(&button("Create contact")).await?;
    page.see_description(&field("Phone"), "Somebody has this already.")
        .await?;
    let refused = sandbox.calls_of("POST", "/contacts").await?;
    assert_eq!(
        refused[1]["status"], 422,
        "the refusal is the server's: {refused:?}"
    );
    typed_is_still_there(&page).await?;
    page.accessible("Contact form with an error").await?;

    // Another number, and it goes through.
    page.fill(&field("Phone"), "+4915123450143").await?;
    job::create(&page, ZOE).await?;
    world.close(page).await
}

#[tokio::test]
async fn what_is_missing_is_named_before_the_server_is_asked() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    page.click(&button("New contact")).await?;
    page.click(&button("Create contact")).await?;
    page.see_description(&field("First name"), "needed").await?;
    page.see_description(&field("Phone"), "needed").await?;
    assert_eq!(sandbox.calls_of("POST", "/contacts").await?.len(), 0);
    world.close(page).await
}

#[tokio::test]
async fn a_full_plan_shows_its_numbers() -> Outcome {
    let sandbox = support::sandbox_with(&["--plan-contacts", "120"]).await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::begin_person(&page, ZOE).await?;
    page.click(&button("Create contact")).await?;
    page.see_text_in(
        &contact_form(),
        "Your plan holds 120 contacts, and 120 are in use.",
    )
    .await?;
    typed_is_still_there(&page).await?;
    world.close(page).await
}

#[tokio::test]
async fn a_failing_server_and_a_crash_keep_what_was_typed() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    sandbox.set_faults(json!([{ "method": "POST", "path": "/contacts", "kind": { "status": { "code": 500 } } }])).await?;
    job::begin_person(&page, ZOE).await?;
    job::take_group(&page, "Book club").await?;
    page.click(&button("Create contact")).await?;
    page.see_text_in(&contact_form(), "The server had a fault.")
        .await?;
    typed_is_still_there(&page).await?;
    page.see_text_in(&contact_form(), "Draft kept").await?;
    world.crash(page).await?;

    sandbox.set_faults(json!([])).await?;
    let page = world.open(&[]).await?;
    job::see_contacts(&page).await?;
    page.click(&button("New contact")).await?;
    typed_is_still_there(&page).await?;
    page.see(&button("Remove Book club")).await?;
    job::create(&page, ZOE).await?;

    // Saved once, and the draft is gone with it.
    assert_eq!(
        sandbox
            .calls_of("POST", "/contacts")
            .await?
            .iter()
            .filter(|call| call["status"] == 201)
            .count(),
        1
    );
    page.click(&button("New contact")).await?;
    page.see_value(&field("First name"), "").await?;
    world.close(page).await
}

#[tokio::test]
async fn a_lost_connection_keeps_what_was_typed() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    sandbox
        .set_faults(
            json!([{ "method": "POST", "path": "/contacts", "kind": "close_after_accept" }]),
        )
        .await?;
    job::begin_person(&page, ZOE).await?;
    page.click(&button("Create contact")).await?;
    page.see_text_in(
        &role("alert"),
        "The contact may exist already. What you typed is kept.",
    )
    .await?;
    typed_is_still_there(&page).await?;
    assert_eq!(
        sandbox.calls_of("POST", "/contacts").await?.len(),
        1,
        "a create is not repeated by itself"
    );
    world.close(page).await
}

#[tokio::test]
async fn an_edit_sends_only_what_changed_and_a_delete_asks() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, ZOE).await?;
    job::open_person(&page, ZOE, "marchetti").await?;
    page.click(&button("Edit").within(job::detail(ZOE))).await?;
    let form = role("dialog").named("Edit contact");
    page.fill(
        &role("textbox").named("Last name").within(form.clone()),
        "Martini",
    )
    .await?;
    page.click(&button("Save changes").within(form.clone()))
        .await?;
    page.see_none(&form).await?;
    let patched = sandbox.calls_of("PATCH", "/contacts").await?;
    assert_eq!(patched.len(), 1, "{patched:?}");
    assert_eq!(patched[0]["body"], json!({ "lastname": "Martini" }));

    let renamed = role("complementary").named("Zoë Martini");
    page.click(&button("More actions").within(renamed)).await?;
    page.click(&role("menuitem").named("Delete")).await?;
    let question = role("alertdialog").named("Delete Zoë Martini?");
    page.see(&question).await?;
    page.accessible("The question before a delete").await?;
    assert_eq!(
        sandbox.calls_of("DELETE", "/contacts").await?.len(),
        0,
        "nothing is deleted before the answer"
    );
    page.click(&button("Delete").within(question)).await?;
    page.see_text("Zoë Martini is deleted").await?;
    assert_eq!(sandbox.calls_of("DELETE", "/contacts").await?.len(), 1);
    world.close(page).await
}

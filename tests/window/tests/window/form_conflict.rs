//! The form against what others did: a duplicate, an edit that met another, a pasted signature.

use serde_json::json;
use window_tests::job::{self, ZOE, button, contact_form, field};
use window_tests::{Outcome, role};

use crate::support;

#[tokio::test]
async fn a_duplicate_is_named_while_typing_and_the_draft_is_kept() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, ZOE).await?;
    let written = sandbox.calls_of("POST", "/contacts").await?.len();

    page.click(&button("New contact")).await?;
    page.fill(&field("First name"), "Zo").await?;
    // The same number in another spelling.
    page.fill(&field("Phone"), "0049 151/23450142").await?;
    page.see_text_in(&contact_form(), "Zoë Marchetti has this number.")
        .await?;
    page.accessible("The form with a duplicate").await?;
    page.click(&button("Open Zoë Marchetti")).await?;
    page.see_none(&contact_form()).await?;
    page.see(&job::detail(ZOE)).await?;

    page.click(&button("New contact")).await?;
    page.see_value(&field("First name"), "Zo").await?;
    assert_eq!(
        sandbox.calls_of("POST", "/contacts").await?.len(),
        written,
        "the mirror answers, and nothing is created"
    );
    world.close(page).await
}

#[tokio::test]
async fn an_edit_that_met_another_asks_for_each_field() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, ZOE).await?;
    job::open_person(&page, ZOE, "marchetti").await?;
    page.click(&button("Edit").within(job::detail(ZOE))).await?;
    let form = role("dialog").named("Edit contact");
    let last = role("textbox").named("Last name").within(form.clone());
    page.fill(&last, "Martini").await?;

    // A colleague at another desk: the same field to another end, and one that is not touched here.
    let made = sandbox.calls_of("POST", "/contacts").await?;
    assert_eq!(made[0]["status"], 201, "{made:?}");
    let found = sandbox
        .call("GET", "/contacts?search=Marchetti", None)
        .await?
        .to_string();
    let id: String = found
        .split("\"id\":")
        .nth(1)
        .unwrap_or_default()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let theirs = json!({ "lastname": "Martin", "city": "Ghent" });
    sandbox
        .call("PATCH", &format!("/contacts/{id}"), Some(theirs))
        .await?;
    let patched = sandbox.calls_of("PATCH", "/contacts").await?.len();

    page.click(&button("Save changes").within(form.clone()))
        .await?;
    let question = role("dialog").named("Changed meanwhile");
    page.see(
        &role("radio")
            .named("As it was: Marchetti")
            .within(question.clone()),
    )
    .await?;
    page.see(
        &role("radio")
            .named("On the server: Martin")
            .within(question.clone()),
    )
    .await?;
    page.see_text_in(&question, "Also changed there, and kept: City.")
        .await?;
    page.accessible("The question of an edit conflict").await?;
    assert_eq!(
        sandbox.calls_of("PATCH", "/contacts").await?.len(),
        patched,
        "nothing is sent before the answer"
    );
    page.click(
        &role("radio")
            .named("Yours: Martini")
            .within(question.clone()),
    )
    .await?;
    page.click(&button("Save the choice").within(question.clone()))
        .await?;
    page.see_none(&form).await?;
    let sent = sandbox.calls_of("PATCH", "/contacts").await?;
    assert_eq!(sent.len(), patched + 1, "{sent:?}");
    assert_eq!(sent[patched]["body"], json!({ "lastname": "Martini" }));
    world.close(page).await
}

#[tokio::test]
async fn a_pasted_signature_fills_what_is_approved() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    page.click(&button("New contact")).await?;
    page.fill(&field("First name"), "Typed").await?;
    page.click(&button("Paste details")).await?;
    let panel = role("region").named("Pasted details");
    page.fill(
        &role("textbox").named("Pasted text").within(panel.clone()),
        "Sara Okonkwo, Lindqvist AB, Harwich, +44 7400 123456, sara@example.com",
    )
    .await?;
    page.click(&button("Read it").within(panel.clone())).await?;
    page.see_text_in(&panel, "instead of Typed").await?;
    page.accessible("What was found in a pasted text").await?;
    page.see_value(&field("Last name"), "").await?;
    page.click(&button("Take ticked").within(panel.clone()))
        .await?;
    page.see_none(&panel).await?;
    page.see_value(&field("First name"), "Typed").await?;
    page.see_value(&field("Last name"), "Okonkwo").await?;
    page.see_value(&field("Phone"), "+44 7400 123456").await?;
    page.see_value(&field("Company"), "Lindqvist AB").await?;
    page.see_value(&field("City"), "Harwich").await?;
    page.click(&button("Create contact")).await?;
    page.see_none(&contact_form()).await?;
    let made = sandbox.calls_of("POST", "/contacts").await?;
    assert_eq!(made[0]["body"]["phone"], "+447400123456", "{made:?}");
    assert_eq!(made[0]["body"]["email"], "sara@example.com");
    world.close(page).await
}

//! The pane of a contact: fields changed in place, notes, history, links out.

use serde_json::json;
use window_tests::job::{self, Person, ZOE, button};
use window_tests::{Key, Outcome, Page, Query, role};

use crate::support;

const NADIA: Person = Person {
    first: "Nadia",
    last: "Verhoeven",
    phone: "+1 555-010-0142",
};

fn inside(query: Query, person: Person) -> Query {
    query.within(job::detail(person))
}

async fn open(page: &Page, person: Person) -> Outcome {
    job::open_person(page, person, person.last).await
}

#[tokio::test]
async fn a_field_is_changed_in_place_by_keyboard_and_the_history_says_so() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    open(&page, NADIA).await?;
    page.accessible("Detail of a contact").await?;
    // Somebody else adds a group meanwhile: it is not overwritten.
    page.type_into(
        &inside(button("Company Verhoeven Papier"), NADIA),
        Key::ENTER,
    )
    .await?;
    let company = inside(role("textbox").named("Company"), NADIA);
    page.fill(&company, "Verhoeven & Daughters").await?;
    page.press(Key::ENTER).await?;
    page.see(&inside(button("Company Verhoeven & Daughters"), NADIA))
        .await?;
    let patched = sandbox.calls_of("PATCH", "/contacts").await?;
    assert_eq!(patched.len(), 1, "{patched:?}");
    assert_eq!(
        patched[0]["body"],
        json!({ "company": "Verhoeven & Daughters" })
    );
    let timeline = inside(role("region").named("Timeline"), NADIA);
    page.see_text_in(&timeline, "Here, in the detail").await?;
    page.see_text_in(&timeline, "Verhoeven Papier").await?;

    // What the form refuses is refused here, beside the field, and kept over a crash.
    page.type_into(&inside(button("Email nadia@example.com"), NADIA), Key::F2)
        .await?;
    let email = inside(role("textbox").named("Email"), NADIA);
    page.fill(&email, "nobody").await?;
    page.press(Key::ENTER).await?;
    page.see_description(&email, "address").await?;
    page.accessible("Detail with an error").await?;
    world.crash(page).await?;
    let page = world.open(&[]).await?;
    job::see_contacts(&page).await?;
    open(&page, NADIA).await?;
    page.see_value(&email, "nobody").await?;
    page.type_into(&email, Key::ESCAPE).await?;
    page.see(&inside(button("Email nadia@example.com"), NADIA))
        .await?;

    // A group goes by a call of its own.
    let groups = inside(role("combobox").named("Groups"), NADIA);
    page.type_into(&groups, "Book club").await?;
    page.see(&role("option").containing("Book club")).await?;
    page.type_into(&groups, Key::ENTER).await?;
    page.see_text_in(&timeline, "Book club").await?;
    let added = sandbox.calls_of("POST", "/groups").await?;
    assert_eq!(added.len(), 1, "{added:?}");
    assert_eq!(sandbox.calls_of("PATCH", "/contacts").await?.len(), 1);
    world.close(page).await
}

#[tokio::test]
async fn a_note_is_added_and_a_lost_answer_writes_it_once() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    open(&page, NADIA).await?;
    let notes = inside(role("region").named("Notes"), NADIA);
    let field = role("textbox").named("Note").within(notes.clone());
    page.press("n").await?;
    page.fill(&field, "Prefers <b>calls</b>").await?;
    page.accessible("A note being written").await?;
    page.type_into(&field, &format!("{}{}", Key::CONTROL, Key::ENTER))
        .await?;
    page.see_none(&field).await?;
    page.see_text_in(&notes, "Prefers <b>calls</b>").await?;

    sandbox
        .set_faults(
            json!([{ "method": "POST", "path": "/comments", "kind": "close_after_accept" }]),
        )
        .await?;
    page.click(&button("Add note").within(notes.clone()))
        .await?;
    page.fill(&field, "After five").await?;
    page.click(&button("Save note").within(notes.clone()))
        .await?;
    page.see_text_in(&notes, "The note may be written already.")
        .await?;
    page.click(&button("Look at the list").within(notes.clone()))
        .await?;
    page.see_text("The note was written").await?;
    page.see_none(&field).await?;
    page.see_text_in(&notes, "After five").await?;
    assert_eq!(sandbox.calls_of("POST", "/comments").await?.len(), 2);
    world.close(page).await
}

#[tokio::test]
async fn without_a_conversation_the_note_goes_into_the_description() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, ZOE).await?;
    open(&page, ZOE).await?;
    let notes = inside(role("region").named("Notes"), ZOE);
    page.see_text_in(&notes, "a note hangs on a conversation")
        .await?;
    page.click(&button("Add note").within(notes.clone()))
        .await?;
    let field = role("textbox").named("Note").within(notes.clone());
    page.fill(&field, "Met at the fair").await?;
    page.click(&button("Save note").within(notes.clone()))
        .await?;
    page.see_description(&field, "a note hangs on a conversation")
        .await?;
    page.click(&button("Put it in the description").within(notes))
        .await?;
    page.see(&inside(button("Description Met at the fair"), ZOE))
        .await?;
    let patched = sandbox.calls_of("PATCH", "/contacts").await?;
    assert_eq!(
        patched[0]["body"],
        json!({ "description": "Met at the fair" })
    );
    world.close(page).await
}

#[tokio::test]
async fn whatsapp_is_opened_through_the_system() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    open(&page, NADIA).await?;
    page.click(&inside(button("Open in WhatsApp"), NADIA))
        .await?;
    // Each is a process of its own: the second is begun when the first has told.
    page.until(async || Ok(Some(()).filter(|()| world.opened().len() == 1)))
        .await?;
    page.click(&inside(button("Write an email"), NADIA)).await?;
    let opened = page
        .until(async || Ok(Some(world.opened()).filter(|opened| opened.len() == 2)))
        .await?;
    assert_eq!(
        opened.as_deref(),
        Some(
            &[
                "https://wa.me/15550100142".to_owned(),
                "mailto:nadia@example.com".to_owned()
            ][..]
        )
    );
    world.close(page).await
}

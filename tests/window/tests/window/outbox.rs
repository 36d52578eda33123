//! A send whose answer is lost: Unknown, with what to do; never a second message.

use window_tests::job::{self, LOST, Person, SLOTS, SLOW, TEMPLATE, button, send_dialog};
use window_tests::{Outcome, Page, Sandbox, World, role};

use crate::support;

async fn about_to_send(sandbox: &Sandbox, person: Person) -> Outcome<(World, Page)> {
    let (world, page) = support::connected(sandbox).await?;
    job::write_down(&page, person).await?;
    job::open_person(&page, person, person.last).await?;
    job::choose_template(&page, person, TEMPLATE).await?;
    job::fill_slots(&page, &SLOTS).await?;
    Ok((world, page))
}

#[tokio::test]
async fn a_lost_answer_is_unknown_and_never_sent_again() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = about_to_send(&sandbox, LOST).await?;
    job::press_send(&page).await?;
    page.see_text_in(&role("alert").within(send_dialog()), "The answer was lost.")
        .await?;
    page.see_text_in(
        &role("alert").within(send_dialog()),
        "Do not send it again before you know.",
    )
    .await?;
    // Pressing again sends nothing.
    page.click(&button("Send").within(send_dialog())).await?;
    page.click(&button("Cancel").within(send_dialog())).await?;
    page.see(&job::send_row(LOST, "Unknown")).await?;
    assert_eq!(support::sends_asked(&sandbox).await?, 1);
    assert_eq!(support::sends_made(&sandbox).await?, 1);

    // Nor after a restart.
    world.crash(page).await?;
    let page = world.open(&[]).await?;
    job::see_contacts(&page).await?;
    job::open_person(&page, LOST, LOST.last).await?;
    page.see(&job::send_row(LOST, "Unknown")).await?;
    assert_eq!(support::sends_asked(&sandbox).await?, 1);

    // Looked up, the server lists it: it did go out.
    page.click(&job::send_row(LOST, "Unknown")).await?;
    page.click(&button("Look it up").within(job::detail(LOST)))
        .await?;
    page.see(&job::send_row(LOST, "Accepted")).await?;
    page.see_text_in(&job::detail(LOST), "The server lists it.")
        .await?;
    assert_eq!(support::sends_asked(&sandbox).await?, 1);
    assert_eq!(support::sends_made(&sandbox).await?, 1);
    world.close(page).await
}

#[tokio::test]
async fn a_crash_in_the_middle_of_a_send_is_unknown() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = about_to_send(&sandbox, SLOW).await?;
    job::press_send(&page).await?;
    // The server has the call and takes its eight seconds.
    let asked = page
        .until(async || Ok((support::sends_made(&sandbox).await? == 1).then_some(())))
        .await?;
    assert!(asked.is_some(), "the send never reached the server");
    world.crash(page).await?;

    let page = world.open(&[]).await?;
    job::see_contacts(&page).await?;
    job::open_person(&page, SLOW, SLOW.last).await?;
    page.see(&job::send_row(SLOW, "Unknown")).await?;
    assert_eq!(support::sends_asked(&sandbox).await?, 1);
    assert_eq!(support::sends_made(&sandbox).await?, 1);
    world.close(page).await
}

#[tokio::test]
async fn a_refusal_is_told_in_plain_words() -> Outcome {
    const GONE: Person = Person {
        first: "Not",
        last: "OnWhatsApp",
        phone: "+49 151 2345 9001",
    };
    let sandbox = support::sandbox().await?;
    let (mut world, page) = about_to_send(&sandbox, GONE).await?;
    job::press_send(&page).await?;
    page.see_text_in(
        &send_dialog(),
        "Nothing was sent, and everything typed is still here.",
    )
    .await?;
    for (slot, value) in SLOTS {
        page.see_value(&role("textbox").named(slot).within(send_dialog()), value)
            .await?;
    }
    page.click(&button("Cancel").within(send_dialog())).await?;
    page.see(&job::send_row(GONE, "Refused")).await?;
    assert_eq!(support::sends_made(&sandbox).await?, 0);
    world.close(page).await
}

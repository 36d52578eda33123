//! The program closes or dies and comes back: what it knew is still there.

use window_tests::job::{self, SLOTS, TEMPLATE, ZOE};
use window_tests::{Outcome, role};

use crate::support;

#[tokio::test]
async fn account_contacts_and_sends_are_there_after_a_restart() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, ZOE).await?;
    job::open_person(&page, ZOE, "marchetti").await?;
    job::choose_template(&page, ZOE, TEMPLATE).await?;
    job::fill_slots(&page, &SLOTS).await?;
    job::press_send(&page).await?;
    page.see(&job::send_row(ZOE, "Accepted")).await?;
    world.close(page).await?;

    let calls = sandbox.calls().await?.len();
    let page = world.open(&[]).await?;
    // Straight into the account: nobody types a token, and the server knows the one that is used.
    job::see_contacts(&page).await?;
    assert_eq!(page.count(&role("textbox").named("API token")).await?, 0);
    job::open_person(&page, ZOE, "marchetti").await?;
    page.see(&job::send_row(ZOE, "Accepted")).await?;
    let later = sandbox.calls().await?;
    assert!(
        later.len() > calls,
        "the program did not speak to the server after its restart"
    );
    assert!(
        later[calls..].iter().all(|call| call["token"] == "full"),
        "{later:?}"
    );
    assert_eq!(support::sends_made(&sandbox).await?, 1);
    world.close(page).await
}

#[tokio::test]
async fn a_crash_loses_nothing_that_was_done() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, ZOE).await?;
    job::open_person(&page, ZOE, "marchetti").await?;
    job::choose_template(&page, ZOE, TEMPLATE).await?;
    job::fill_slots(&page, &SLOTS).await?;
    job::press_send(&page).await?;
    page.see(&job::send_row(ZOE, "Accepted")).await?;
    world.crash(page).await?;

    let page = world.open(&[]).await?;
    job::see_contacts(&page).await?;
    job::open_person(&page, ZOE, "marchetti").await?;
    page.see(&job::send_row(ZOE, "Accepted")).await?;
    assert_eq!(support::sends_made(&sandbox).await?, 1);
    world.close(page).await
}

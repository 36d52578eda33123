//! A template to many: chosen, filled, held, killed, gone on with; and the report says what the server's log says.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use window_tests::job::{self, button};
use window_tests::{Outcome, Page, role};

use crate::support;

/// What a report says of a state.
async fn total(page: &Page, state: &str) -> Outcome<usize> {
    let script = "const [state] = arguments;
        const tiles = [...document.querySelectorAll('fieldset[aria-label=\"People by state\"] button')];
        const tile = tiles.find((one) => one.textContent.includes(state));
        // A state of nobody has none.
        return tiles.length === 0 ? -1 : Number(tile?.textContent.replace(/\\D/g, '') ?? 0);";
    let told = page.run(script, vec![state.into()]).await?;
    Ok(told.as_u64().map_or(usize::MAX, |count| count as usize))
}

/// Whose message it is.
fn number(message: &Value) -> String {
    message["phone"].to_string()
}

/// Everybody is selected and gets a greeting by first name, at most so many a minute; up to the report.
async fn begun(page: &Page, a_minute: usize) -> Outcome {
    job::begin_run(page, 120).await?;
    job::fill_run(page).await?;
    page.accessible("The message of a run").await?;
    job::next_step(page).await?;
    page.see(&role("listbox").named("Messages")).await?;
    page.accessible("The check of a run").await?;
    job::next_step(page).await?;
    page.fill(&role("textbox").named("A minute"), &a_minute.to_string())
        .await?;
    page.accessible("The start of a run").await?;
    job::press_send_to_many(page).await?;
    let sure = role("alertdialog").named("Send to 110 people?");
    page.see_text_in(&sure, "welcome_reader, en_GB").await?;
    page.click(&button("Send").within(sure)).await
}

#[tokio::test]
async fn a_run_that_is_held_and_killed_goes_on_and_nobody_is_sent_to_twice() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    begun(&page, 300).await?;
    page.see(&role("heading").named("welcome_reader")).await?;
    assert_eq!(
        support::sends_asked(&sandbox).await?,
        0,
        "nothing goes out while it can be taken back"
    );
    let some = page
        .until(async || Ok((support::sends_asked(&sandbox).await? >= 10).then_some(())))
        .await?;
    assert!(some.is_some(), "no message went out");
    page.click(&button("Pause")).await?;
    page.see(&button("Resume")).await?;
    let held = support::sends_asked(&sandbox).await?;
    assert!(held < 110, "it was over before it could be held");
    page.accessible("The report of a run").await?;
    assert_eq!(support::sends_asked(&sandbox).await?, held, "held is held");
    let told = total(&page, "Accepted").await?;
    assert_eq!(told, support::sends_made(&sandbox).await?);

    // It goes on when it is told to, and is killed in the middle.
    page.click(&button("Resume")).await?;
    let more = page
        .until(async || Ok((support::sends_asked(&sandbox).await? >= held + 10).then_some(())))
        .await?;
    assert!(more.is_some(), "it did not go on");
    world.crash(page).await?;

    // By itself, from every screen.
    let page = world.open(&[]).await?;
    page.click(&role("link").named("Campaigns").at(0)).await?;
    let list = role("grid").named("Campaigns");
    let row = role("row").containing("welcome_reader").within(list);
    page.see(&row).await?;
    page.accessible("The campaigns").await?;
    page.click(&row).await?;
    page.see(&role("group").named("People by state")).await?;
    // Among the people is one whose message has WhatsApp pause the template: it stops by itself and says why.
    page.see_text_in(&role("alert"), "paused").await?;
    page.see(&button("Resume")).await?;

    // Nobody twice; and what the report calls accepted and unknown is what the server's log has.
    let messages = sandbox.messages().await?;
    let numbers: BTreeSet<String> = messages.iter().map(number).collect();
    assert_eq!(numbers.len(), messages.len(), "somebody has two messages");
    let (accepted, unknown) = (
        total(&page, "Accepted").await?,
        total(&page, "Unknown").await?,
    );
    let refused = total(&page, "Refused").await?;
    let waiting = total(&page, "Waiting").await?;
    assert_eq!(
        accepted + unknown + refused + waiting,
        110,
        "nobody is lost"
    );
    assert!(accepted <= messages.len() && messages.len() <= accepted + unknown);
    // Only what was in the air when the program died.
    assert!(unknown <= 8, "{unknown} unknown");
    world.close(page).await
}

/// What the report says of a state, once it says so.
async fn told(page: &Page, state: &str, count: usize) -> Outcome {
    let there = page
        .until(async || Ok((total(page, state).await? == count).then_some(())))
        .await?;
    if there.is_none() {
        return page
            .fail(&format!("{state} does not come to {count}"))
            .await;
    }
    Ok(())
}

#[tokio::test]
async fn a_run_is_cancelled_and_its_unknown_rows_are_settled_both_ways() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    // The third and the fourth call are read and nothing is done: nobody but a person can say so.
    sandbox
        .set_faults(json!([{
            "method": "POST", "path": "/messages/template", "nth": 3, "count": 2, "kind": "close_after_read"
        }]))
        .await?;
    begun(&page, 300).await?;
    let some = page
        .until(async || Ok((support::sends_asked(&sandbox).await? >= 10).then_some(())))
        .await?;
    assert!(some.is_some(), "no message went out");
    page.click(&button("Cancel run")).await?;
    let sure = role("alertdialog").named("Cancel welcome_reader?");
    page.click(&button("Cancel run").within(sure)).await?;
    page.see_text("Cancelled").await?;
    told(&page, "Unknown", 2).await?;
    // What was in the air ends, and the rest never begins.
    let ended = page
        .until(async || {
            let mut all = 0;
            for state in ["Accepted", "Unknown", "Refused", "Cancelled"] {
                all = total(&page, state).await?.saturating_add(all);
            }
            Ok((all == 110).then_some(()))
        })
        .await?;
    if ended.is_none() {
        return page.fail("not everybody has an end").await;
    }
    let asked = support::sends_asked(&sandbox).await?;
    let accepted = total(&page, "Accepted").await?;
    let refused = total(&page, "Refused").await?;
    assert_eq!(
        accepted + refused + 2,
        asked,
        "each call is a row, and nothing went out after it"
    );
    assert_eq!(support::sends_made(&sandbox).await?, accepted);

    // One got it, the other did not.
    let tile = |state: &str| {
        let tiles = role("group").named("People by state");
        role("button").containing(state).within(tiles)
    };
    page.click(&tile("Unknown")).await?;
    let rows = || {
        role("row")
            .containing("Unknown")
            .within(role("grid").named("Recipients"))
    };
    for answer in ["They got it", "Not sent"] {
        page.click(&rows().at(0)).await?;
        page.click(&button(answer)).await?;
        if answer == "Not sent" {
            let sure = role("alertdialog").named("Was it really not sent?");
            page.click(&button("Not sent").within(sure)).await?;
            told(&page, "Unknown", 0).await?;
        } else {
            told(&page, "Unknown", 1).await?;
        }
    }
    told(&page, "Accepted", accepted + 1).await?;
    told(&page, "Refused", refused + 1).await?;
    assert_eq!(
        support::sends_asked(&sandbox).await?,
        asked,
        "nothing is sent on a guess"
    );
    world.close(page).await
}

//! Filters and saved views: what was filtered and saved is there after a restart, with its count and its rows.

use serde_json::Value;
use window_tests::job::{self, ZOE, button};
use window_tests::{Outcome, Page, role};

use crate::support;

/// How many rows the list has, as a screen reader is told.
async fn rows(page: &Page) -> Outcome<u64> {
    let script =
        "return document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? '0'";
    let count: Value = page.run(script, Vec::new()).await?;
    let rows = count.as_str().and_then(|text| text.parse::<u64>().ok());
    // The heads are a row too.
    Ok(rows.unwrap_or(0).saturating_sub(1))
}

/// Waits until the list has as many rows as wanted, and says how many.
async fn until_rows(page: &Page, wanted: impl Fn(u64) -> bool) -> Outcome<u64> {
    let found = page
        .until(async || Ok(Some(rows(page).await?).filter(|count| wanted(*count))))
        .await?;
    match found {
        Some(count) => Ok(count),
        None => page.fail("the list has other rows than it should").await,
    }
}

#[tokio::test]
async fn a_filter_is_saved_as_a_view_and_is_there_after_a_restart() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, ZOE).await?;
    let all = until_rows(&page, |count| count == 121).await?;

    // Typed, it becomes a chip.
    let search = role("searchbox").named("Search contacts");
    page.type_into(&search, "created:>0d ").await?;
    page.see(&button("Created today")).await?;
    let today = until_rows(&page, |count| count > 0 && count < all).await?;

    page.click(&button("Save view")).await?;
    page.fill(&role("textbox").named("Name"), "Met today")
        .await?;
    page.click(&button("Save").within(role("dialog").named("Save view")))
        .await?;
    page.see(&button("Met today")).await?;
    page.see_text("The view Met today is saved").await?;
    world.close(page).await?;

    let page = world.open(&[]).await?;
    job::see_contacts(&page).await?;
    page.see(&button("Met today")).await?;
    page.see(&button("Created today")).await?;
    until_rows(&page, |count| count == today).await?;
    let script = "return document.querySelector('[aria-label=\"Saved views\"] [aria-description]')\
        ?.getAttribute('aria-description') ?? ''";
    let noun = if today == 1 { "contact" } else { "contacts" };
    let wanted = Value::from(format!("{today} {noun}"));
    let counted = page
        .until(async || {
            let told = page.run(script, Vec::new()).await?;
            Ok((told == wanted).then_some(()))
        })
        .await?;
    if counted.is_none() {
        return page.fail("the view has another count").await;
    }

    // All contacts are one click away, the view one digit.
    page.click(&button("All contacts")).await?;
    until_rows(&page, |count| count == all).await?;
    page.press("1").await?;
    until_rows(&page, |count| count == today).await?;
    world.close(page).await
}

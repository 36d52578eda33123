//! Several accounts on one computer: walled off from each other, and gone when removed.

use std::fs;
use std::path::Path;

use window_tests::job::{self, ZOE, button};
use window_tests::{Key, Outcome, role};

use crate::support;

#[tokio::test]
async fn accounts_stand_side_by_side_and_leave_nothing_behind() -> Outcome {
    let first = support::sandbox().await?;
    let second = support::sandbox_with(&["--seed", "2"]).await?;
    let (mut world, page) = support::connected(&first).await?;
    let alone = databases(&world.desk_home());

    // A second one, under a name and a colour of its own.
    page.click(&role("button").containing("Growth plan"))
        .await?;
    page.click(&role("menuitem").named("Add account")).await?;
    job::connect(&page, &second).await?;
    page.click(&role("link").named("Settings")).await?;
    page.click(&button("Rename").at(1)).await?;
    page.fill(&role("textbox").named("Name"), "Second shop")
        .await?;
    page.press(Key::ENTER).await?;
    page.see(&role("button").containing("Second shop")).await?;
    assert!(
        databases(&world.desk_home()) > alone,
        "each account has a database of its own"
    );

    // What is written down in one is not in the other.
    page.click(&role("link").named("Contacts")).await?;
    job::write_down(&page, ZOE).await?;
    page.press(&format!("{}1", Key::CONTROL)).await?;
    page.see(&role("button").containing("Blue Harbour Books"))
        .await?;
    page.fill(&role("searchbox").named("Search contacts"), "marchetti")
        .await?;
    page.see_text("Nobody matches").await?;
    assert_eq!(first.calls_of("POST", "/contacts").await?.len(), 0);
    assert_eq!(second.calls_of("POST", "/contacts").await?.len(), 1);

    // Removed after a question: its data goes, the other stays.
    page.click(&role("link").named("Settings")).await?;
    page.click(&button("Remove").at(1)).await?;
    page.click(&button("Remove account").within(role("alertdialog")))
        .await?;
    page.see_text("Second shop was removed from this computer")
        .await?;
    assert_eq!(databases(&world.desk_home()), alone);
    page.click(&button("Remove")).await?;
    page.click(&button("Remove account").within(role("alertdialog")))
        .await?;
    page.see(&button("Connect")).await?;
    world.close(page).await?;

    let page = world.open(&[]).await?;
    page.see(&button("Connect")).await?;
    world.close(page).await
}

/// How many SQLite files there are.
fn databases(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                return databases(&path);
            }
            let head = fs::read(&path).unwrap_or_default();
            usize::from(
                head.starts_with(b"SQLite format 3\0")
                    && !path.components().any(|part| part.as_os_str() == "webview"),
            )
        })
        .sum()
}

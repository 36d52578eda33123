//! axe-core finds nothing serious on any screen, light and dark.

use window_tests::job::{self, ZOE, button};
use window_tests::{Outcome, Setup, Theme, World, role};

use crate::support;

#[tokio::test]
async fn every_screen_in_light() -> Outcome {
    every_screen(Theme::Light).await
}

#[tokio::test]
async fn every_screen_in_dark() -> Outcome {
    every_screen(Theme::Dark).await
}

async fn every_screen(theme: Theme) -> Outcome {
    let sandbox = support::sandbox().await?;
    let mut world = World::new(Setup {
        theme,
        ..Setup::default()
    })
    .await?;
    let page = world.open(&[]).await?;
    page.see(&button("Connect")).await?;
    let dark = page
        .run(
            "return matchMedia('(prefers-color-scheme: dark)').matches",
            vec![],
        )
        .await?;
    assert_eq!(dark, serde_json::json!(theme == Theme::Dark));
    page.accessible("Connect").await?;

    job::connect(&page, &sandbox).await?;
    page.accessible("Contacts").await?;
    job::begin_person(&page, ZOE).await?;
    page.accessible("Contact form").await?;
    page.click(&button("More")).await?;
    page.accessible("Contact form, all fields").await?;
    job::create(&page, ZOE).await?;
    job::open_person(&page, ZOE, "marchetti").await?;
    page.accessible("Contact detail").await?;
    job::choose_template(&page, ZOE, job::TEMPLATE).await?;
    page.accessible("Send template").await?;
    job::fill_slots(&page, &job::SLOTS).await?;
    job::press_send(&page).await?;
    page.click(&job::send_row(ZOE, "Accepted")).await?;
    page.accessible("Contact detail with a send").await?;
    page.fill(
        &role("searchbox").named("Search contacts"),
        "nobody is called so",
    )
    .await?;
    page.see_text("Nobody matches").await?;
    page.accessible("Contacts, no match").await?;
    page.press(&format!("{}k", window_tests::Key::CONTROL))
        .await?;
    page.see(&role("dialog").named("Commands")).await?;
    page.accessible("Command palette").await?;
    page.press(window_tests::Key::ESCAPE).await?;
    page.click(&role("link").named("Settings")).await?;
    page.see(&role("heading").named("Settings")).await?;
    page.accessible("Settings").await?;
    world.close(page).await
}

#[tokio::test]
async fn the_check_finds_what_is_wrong() -> Outcome {
    let mut world = World::new(Setup::default()).await?;
    let page = world.open(&[]).await?;
    page.see(&button("Connect")).await?;
    page.run(
        "document.querySelector('main').append(document.createElement('button'))",
        vec![],
    )
    .await?;
    let findings = page.axe().await?;
    assert!(
        findings
            .iter()
            .any(|finding| finding.contains("button-name")),
        "{findings:?}"
    );
    world.close(page).await
}

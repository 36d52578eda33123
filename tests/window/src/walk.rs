//! The main job from end to end, with a picture of each step: what `cargo xtask start` shows where there is no display.

use std::path::{Path, PathBuf};

use crate::failure::Outcome;
use crate::job::{self, SLOTS, TEMPLATE, ZOE};
use crate::page::Page;
use crate::query::role;
use crate::sandbox::Sandbox;
use crate::world::{Setup, Theme, World};

/// A folder of numbered pictures.
struct Album<'a> {
    folder: &'a Path,
    taken: Vec<PathBuf>,
}

impl Album<'_> {
    async fn take(&mut self, page: &Page, name: &str) -> Outcome {
        let path = self
            .folder
            .join(format!("{:02}-{name}.png", self.taken.len() + 1));
        page.settle().await?;
        page.screenshot(&path).await?;
        self.taken.push(path);
        Ok(())
    }
}

/// Connects, writes a person down, finds and messages that person; leaves the pictures in `folder` and names them.
///
/// # Errors
/// Names the step that did not go as it should.
pub async fn walk(theme: Theme, size: (u32, u32), folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut world = World::new(Setup {
        theme,
        size,
        ..Setup::default()
    })
    .await?;
    let sandbox = Sandbox::start(&[]).await?;
    let mut album = Album {
        folder,
        taken: Vec::new(),
    };
    let page = world.open(&[]).await?;

    page.see(&job::button("Connect")).await?;
    album.take(&page, "connect").await?;
    job::paste_connection(&page, &sandbox).await?;
    page.see_text("Blue Harbour Books").await?;
    album.take(&page, "connect-checked").await?;
    page.click(&job::button("Connect")).await?;
    job::see_contacts(&page).await?;
    album.take(&page, "contacts").await?;

    job::begin_person(&page, ZOE).await?;
    job::choose(&page, "Source", "Walk-in").await?;
    job::choose(&page, "Status", "Qualified").await?;
    job::take_group(&page, "Book club").await?;
    job::take_group(&page, "Summer readers").await?;
    album.take(&page, "new-contact").await?;
    job::create(&page, ZOE).await?;

    page.see_no_text("is written down").await?;
    page.fill(&role("searchbox").named("Search contacts"), "0142")
        .await?;
    page.see(&role("row").containing(ZOE.name()).within(job::grid()))
        .await?;
    album.take(&page, "found").await?;
    job::open_person(&page, ZOE, "zoe march").await?;
    album.take(&page, "person").await?;

    job::choose_template(&page, ZOE, TEMPLATE).await?;
    job::fill_slots(&page, &SLOTS).await?;
    page.see_text_in(
        &role("region").named("Preview"),
        "Hi Zoë, your order A-1029 is ready",
    )
    .await?;
    album.take(&page, "send-template").await?;
    job::press_send(&page).await?;
    page.see(&job::send_row(ZOE, "Accepted")).await?;
    album.take(&page, "accepted").await?;
    page.see_no_text("Accepted for").await?;
    page.click(&job::send_row(ZOE, "Accepted")).await?;
    album.take(&page, "what-was-sent").await?;

    page.click(&role("link").named("Templates")).await?;
    page.click(&job::button("spring_catalogue")).await?;
    page.see(&role("complementary").named("spring_catalogue"))
        .await?;
    page.see_text_in(&role("region").named("Preview"), "spring catalogue")
        .await?;
    album.take(&page, "templates").await?;

    // To many: the club, and what becomes of it.
    page.click(&role("link").named("Groups")).await?;
    album.take(&page, "groups").await?;
    page.click(&job::button("Send to this group").within(role("row").containing("Book club")))
        .await?;
    page.click(
        &role("option")
            .containing(job::TO_MANY)
            .within(role("listbox").named("Template")),
    )
    .await?;
    job::fill_run(&page).await?;
    album.take(&page, "run-message").await?;
    job::next_step(&page).await?;
    page.see(&role("listbox").named("Messages")).await?;
    album.take(&page, "run-check").await?;
    job::next_step(&page).await?;
    page.see_text("The template is approved").await?;
    album.take(&page, "run-send").await?;
    job::press_send_to_many(&page).await?;
    let sure = role("alertdialog");
    page.see(&sure).await?;
    album.take(&page, "run-confirm").await?;
    page.click(&job::button("Send").within(sure)).await?;
    page.see(&role("heading").named(job::TO_MANY)).await?;
    let first = role("row").containing("Accepted").at(0);
    page.see(&first).await?;
    album.take(&page, "run").await?;
    page.click(&job::button("Pause")).await?;
    page.see(&job::button("Resume")).await?;
    page.click(
        &role("link")
            .named("Campaigns")
            .within(role("navigation").named("Screens")),
    )
    .await?;
    page.see(&role("grid").named("Campaigns")).await?;
    album.take(&page, "campaigns").await?;

    page.click(&role("link").named("Settings")).await?;
    page.see(&role("heading").named("Settings")).await?;
    album.take(&page, "settings").await?;
    world.close(page).await?;

    // It opens on the screen that was open last.
    let page = world.open(&["--practice"]).await?;
    page.click(&role("link").named("Contacts")).await?;
    job::see_contacts(&page).await?;
    album.take(&page, "practice-account").await?;
    world.close(page).await?;
    Ok(album.taken)
}

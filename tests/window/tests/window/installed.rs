//! The program as it is installed; `cargo xtask test --installed` installs it and names it by `WACR_DESK_PROGRAM`.

use window_tests::job::{self, SLOTS, TEMPLATE, ZOE, button};
use window_tests::{Outcome, Setup, World, role};

#[tokio::test]
#[ignore = "cargo xtask test --installed runs it, on the program it has installed"]
async fn the_installed_program_does_the_main_job_on_the_practice_account() -> Outcome {
    let mut world = World::new(Setup::default()).await?;
    assert!(
        world.paths.program.starts_with("/usr/"),
        "{} is not installed",
        world.paths.program.display()
    );
    let page = world.open(&[]).await?;
    page.click(&button("Try the practice account")).await?;
    job::see_contacts(&page).await?;
    job::begin_person(&page, ZOE).await?;
    job::choose(&page, "Source", "Walk-in").await?;
    job::choose(&page, "Status", "Qualified").await?;
    job::take_group(&page, "Book club").await?;
    job::create(&page, ZOE).await?;
    job::open_person(&page, ZOE, "marchetti").await?;
    job::choose_template(&page, ZOE, TEMPLATE).await?;
    job::fill_slots(&page, &SLOTS).await?;
    page.see_text_in(&role("region").named("Preview"), "Order A-1029")
        .await?;
    job::press_send(&page).await?;
    page.see(&job::send_row(ZOE, "Accepted")).await?;
    world.close(page).await?;
    let page = world.open(&["--practice"]).await?;
    job::see_contacts(&page).await?;
    world.close(page).await
}

//! Settings hold after a restart; what the program writes down of itself; everything away.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use window_tests::job::{self, LOST, SLOTS, TEMPLATE, ZOE, button};
use window_tests::{Failure, Key, Outcome, World, role};

use crate::support;

fn data(world: &World) -> PathBuf {
    world.desk_home().join("data")
}

/// All of the log, older files too.
fn log(world: &World) -> Outcome<String> {
    let mut text = String::new();
    for file in fs::read_dir(data(world).join("logs"))? {
        text.push_str(&fs::read_to_string(file?.path())?);
    }
    Ok(text)
}

fn settings(world: &World) -> Outcome<Value> {
    let text = fs::read_to_string(data(world).join("settings.json"))?;
    serde_json::from_str(&text).map_err(|error| Failure::new(format!("{error}: {text}")))
}

#[tokio::test]
async fn settings_hold_after_a_restart_and_the_log_names_nobody() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    page.click(&role("link").named("Settings")).await?;
    page.click(&button("Dark")).await?;
    page.fill(&role("textbox").named("No campaign sends more than"), "30")
        .await?;
    page.click(&role("checkbox").named("Write down every call"))
        .await?;
    // The last: WebDriver clicks where things are without it.
    page.click(&button("Large")).await?;
    let kept = page
        .until(async || {
            let kept = settings(&world)?;
            let preferences = &kept["preferences"];
            let all = preferences["theme"] == "dark"
                && preferences["sending"]["ceiling"] == 30
                && preferences["detailed_log"] == true
                && preferences["text_size"] == "large";
            Ok(all.then_some(()))
        })
        .await?;
    assert!(kept.is_some(), "{:?}", settings(&world)?);
    world.close(page).await?;
    let file = data(&world).join("settings.json");
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(file)?.permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert!(settings(&world)?["windows"][0][1]["width"].is_number());

    let page = world.open(&[]).await?;
    // On the screen that was open.
    page.see_value(&role("textbox").named("No campaign sends more than"), "30")
        .await?;
    let theme = "return document.documentElement.dataset.theme";
    assert_eq!(page.run(theme, vec![]).await?, "dark");
    let width = page.run("return innerWidth", vec![]).await?;
    assert!(
        width.as_f64().is_some_and(|width| width < 1150.0),
        "{width}"
    );
    let normal = r#"document.querySelector("fieldset[aria-label='Text size'] button:nth-of-type(2)").click()"#;
    page.run(normal, vec![]).await?;
    let wide = page.until(async || {
        let wide = page.run("return innerWidth > 1250", vec![]).await?;
        Ok(wide.as_bool().filter(|wide| *wide))
    });
    assert!(wide.await?.is_some());
    page.click(&role("link").named("Contacts")).await?;
    job::write_down(&page, ZOE).await?;
    job::open_person(&page, ZOE, "marchetti").await?;
    job::choose_template(&page, ZOE, TEMPLATE).await?;
    job::fill_slots(&page, &SLOTS).await?;
    job::press_send(&page).await?;
    page.see(&job::send_row(ZOE, "Accepted")).await?;
    world.close(page).await?;
    let log = log(&world)?;
    assert!(log.contains("method=POST resource=\"contacts\""), "{log}");
    assert!(log.contains("method=POST resource=\"messages\""), "{log}");
    let digits: String = ZOE.phone.chars().filter(char::is_ascii_digit).collect();
    for canary in [&digits, ZOE.phone, "Marchetti", SLOTS[0].1, &sandbox.token] {
        assert!(!log.contains(canary), "{canary} in {log}");
    }
    Ok(())
}

#[tokio::test]
async fn settings_that_cannot_be_read_begin_anew_and_are_kept_aside() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    world.close(page).await?;
    let file = data(&world).join("settings.json");
    fs::write(&file, "{\"preferences\":{\"the")?;
    let page = world.open(&[]).await?;
    job::see_contacts(&page).await?;
    page.see_text("The settings could not be read and begin anew.")
        .await?;
    let aside = data(&world).join("settings.damaged.json");
    assert_eq!(fs::read_to_string(aside)?, "{\"preferences\":{\"the");
    world.close(page).await?;
    let page = world.open(&[]).await?;
    job::see_contacts(&page).await?;
    page.see_no_text("The settings could not be read").await?;
    world.close(page).await
}

#[tokio::test]
async fn what_broke_is_told_at_the_next_start_with_what_needs_a_look() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, LOST).await?;
    job::open_person(&page, LOST, "lost answer").await?;
    job::choose_template(&page, LOST, TEMPLATE).await?;
    job::fill_slots(&page, &SLOTS).await?;
    job::press_send(&page).await?;
    page.see_text("The answer was lost.").await?;
    world.crash(page).await?;
    // As the program's hook writes it when something panics.
    let note = r#"{"at":"2026-11-20T14:03:00Z","version":"0.0.9","what":"out of range","place":"grid.rs:12"}"#;
    fs::write(data(&world).join("logs").join("crash.json"), note)?;

    let page = world.open(&[]).await?;
    let dialog = role("dialog").containing("Something broke");
    page.see(&dialog).await?;
    for text in [
        "none went out twice",
        "1 message of which nobody knows whether it went out",
        "out of range (grid.rs:12, version 0.0.9)",
    ] {
        page.see_text_in(&dialog, text).await?;
    }
    page.click(&button("Copy diagnostics…").within(dialog.clone()))
        .await?;
    let preview = role("region").named("What will be copied");
    page.see_text_in(&preview, "1 unknown sends").await?;
    page.press(Key::ESCAPE).await?;
    page.click(&button("Open campaigns")).await?;
    page.see(&role("heading").named("Campaigns")).await?;
    world.close(page).await?;

    let page = world.open(&[]).await?;
    page.see(&role("heading").named("Campaigns")).await?;
    page.see_none(&dialog).await?;
    world.close(page).await
}

#[tokio::test]
async fn everything_is_deleted_and_the_program_begins_anew() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, ZOE).await?;
    page.click(&role("link").named("Settings")).await?;
    page.click(&button("Dark")).await?;
    page.click(&button("Delete everything…")).await?;
    let dialog = role("dialog").named("Delete everything on this computer?");
    page.see_text_in(&dialog, "Blue Harbour Books").await?;
    page.fill(&role("textbox").within(dialog), "delete").await?;
    page.press(Key::ENTER).await?;
    page.see(&button("Try the practice account")).await?;
    world.close(page).await?;

    let folder = data(&world);
    assert_eq!(fs::read_dir(folder.join("accounts"))?.count(), 0);
    assert!(
        settings(&world)?
            .get("preferences")
            .is_none_or(|kept| kept["theme"] == "system")
    );
    let left = files_with(&folder, "Blue Harbour Books")?;
    assert!(left.is_empty(), "{left:?}");
    let page = world.open(&[]).await?;
    page.see(&button("Try the practice account")).await?;
    world.close(page).await
}

fn files_with(folder: &Path, text: &str) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_with(&path, text)?);
        } else if fs::read(&path)?
            .windows(text.len())
            .any(|part| part == text.as_bytes())
        {
            found.push(path);
        }
    }
    Ok(found)
}

//! How the program is called, and where it keeps what it knows.

use std::fs;
use std::path::Path;

use window_tests::{Outcome, Paths, Setup, World, job, role, run_program};

use crate::support;

#[tokio::test]
async fn version_is_printed_without_a_display() -> Outcome {
    let paths = Paths::find()?;
    let home = tempfile::tempdir()?;
    let folder = home.path().to_string_lossy().into_owned();
    let exit = run_program(
        &paths.program,
        &["--version"],
        &[("HOME", &folder), ("WACR_DESK_HOME", &folder)],
    )
    .await?;
    assert!(exit.status.success(), "{exit:?}");
    assert_eq!(
        exit.stdout.trim(),
        format!("wacr-desk {}", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(exit.stderr, "");
    assert_eq!(
        fs::read_dir(home.path())?.count(),
        0,
        "asking for the version writes nothing"
    );
    let exit = run_program(&paths.program, &["--no-such-option"], &[("HOME", &folder)]).await?;
    assert_eq!(exit.status.code(), Some(2), "{exit:?}");
    assert!(exit.stderr.contains("--no-such-option"), "{exit:?}");
    Ok(())
}

#[tokio::test]
async fn practice_opens_straight_into_the_practice_account() -> Outcome {
    let mut world = World::new(Setup::default()).await?;
    let page = world.open(&["--practice"]).await?;
    page.see(&job::grid()).await?;
    page.see(&role("row").within(job::grid()).at(1)).await?;
    page.see(&role("button").containing("Practice account"))
        .await?;
    world.close(page).await?;

    // And from the screen one sees first.
    let mut world = World::new(Setup::default()).await?;
    let page = world.open(&[]).await?;
    page.click(&job::button("Try the practice account")).await?;
    page.see(&role("row").within(job::grid()).at(1)).await?;
    world.close(page).await
}

#[tokio::test]
async fn one_folder_holds_all_data() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, job::ZOE).await?;
    world.close(page).await?;
    let mut files = Vec::new();
    list(&world.desk_home(), &mut files);
    assert!(
        files.iter().any(|file| file.contains("data")),
        "no data in WACR_DESK_HOME: {files:?}"
    );
    let everything = world.everything();
    for folder in ["home", "config", "data", "cache", "state"] {
        let mut files = Vec::new();
        list(&everything.join(folder), &mut files);
        // The keyring's own files, and caches of the system's libraries, are not the program's.
        files.retain(|file| {
            [
                "keyrings",
                "fontconfig",
                "mesa_shader_cache",
                "dconf",
                "gtk-3.0",
                "recently-used",
            ]
            .iter()
            .all(|other| !file.contains(other))
        });
        assert!(
            files.is_empty(),
            "written outside WACR_DESK_HOME: {files:?}"
        );
    }
    Ok(())
}

fn list(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            list(&entry.path(), found);
        } else {
            found.push(entry.path().to_string_lossy().into_owned());
        }
    }
}

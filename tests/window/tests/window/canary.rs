//! The token is in no file, log, argument or environment of any process.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use window_tests::job::{self, SLOTS, TEMPLATE, ZOE, button};
use window_tests::{Outcome, role};

use crate::support;

/// The token as a careless program might leave it lying about.
fn spellings(token: &str) -> Vec<Vec<u8>> {
    // A token may be stored in parts; its second half is as secret as the whole.
    let secret = token.split('|').next_back().unwrap_or(token);
    let mut spellings = vec![
        secret.as_bytes().to_vec(),
        secret.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ];
    // Base64 spells three bytes at a time: cut off what the neighbours would change.
    for skip in 0..3 {
        let part = &secret.as_bytes()[skip..skip + (secret.len() - skip) / 3 * 3];
        spellings.push(STANDARD_NO_PAD.encode(part).into_bytes());
        spellings.push(URL_SAFE_NO_PAD.encode(part).into_bytes());
    }
    spellings.push(secret.bytes().rev().collect());
    spellings.push(
        secret
            .bytes()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
            .into_bytes(),
    );
    spellings
}

fn contains(text: &[u8], spellings: &[Vec<u8>]) -> bool {
    spellings.iter().any(|wanted| {
        text.windows(wanted.len())
            .any(|window| window == wanted.as_slice())
    })
}

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files(&path, found),
            Ok(kind) if kind.is_file() => found.push(path),
            _ => {}
        }
    }
}

#[tokio::test]
async fn the_token_is_nowhere_to_be_found() -> Outcome {
    let sandbox = support::sandbox().await?;
    let spellings = spellings(&sandbox.token);
    let (mut world, page) = support::connected(&sandbox).await?;
    job::write_down(&page, ZOE).await?;
    job::open_person(&page, ZOE, "marchetti").await?;
    job::choose_template(&page, ZOE, TEMPLATE).await?;
    job::fill_slots(&page, &SLOTS).await?;
    job::press_send(&page).await?;
    page.see(&job::send_row(ZOE, "Accepted")).await?;

    // A wrong one that is refused must not stay either.
    let expired = sandbox.other_token("expired")?;
    page.click(&role("button").containing("Blue Harbour Books"))
        .await?;
    page.click(&role("menuitem").named("Add account")).await?;
    job::type_connection(&page, &sandbox.base_url, &expired).await?;
    page.click(&button("Connect")).await?;
    page.see_description(
        &role("textbox").named("API token"),
        "This token has expired.",
    )
    .await?;

    let look = |when: &str| -> Outcome<usize> {
        let both = [spellings.clone(), self::spellings(&expired)].concat();
        let mut found = Vec::new();
        files(world.everything(), &mut found);
        for path in &found {
            // Files come and go while the program runs.
            let Ok(text) = fs::read(path) else { continue };
            assert!(
                !contains(&text, &both),
                "{when}: the token is in {}",
                path.display()
            );
        }
        for (pid, text) in world.process_texts() {
            assert!(
                !contains(&text, &both),
                "{when}: the token is in the arguments or environment of process {pid}"
            );
        }
        Ok(found.len())
    };
    let searched = look("while the program runs")?;
    assert!(
        searched > 10,
        "only {searched} files were searched: the search looks in the wrong place"
    );
    assert!(
        world.program_log().contains("/api/v2") || world.program_log().len() > 1000,
        "the log is not on, so nothing was proven of it"
    );

    // The page holds it no longer than the field does.
    page.run("history.back()", vec![]).await?;
    page.see(&job::grid()).await?;
    let html = page.run("return document.documentElement.outerHTML + JSON.stringify({ ...localStorage, ...sessionStorage })", vec![]).await?;
    assert!(
        !contains(html.as_str().unwrap_or_default().as_bytes(), &spellings),
        "the token is in the page"
    );
    world.close(page).await?;
    let mut found = Vec::new();
    files(world.everything(), &mut found);
    for path in found {
        assert!(
            !contains(&fs::read(&path)?, &spellings),
            "after the end: the token is in {}",
            path.display()
        );
    }
    Ok(())
}

#[test]
fn the_search_finds_what_it_looks_for() {
    let token = "17|abcdefghijklmnopqrstuvwxyz0123456789ABCD";
    let secret = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
    let wanted = spellings(token);
    for text in [
        format!("Authorization: Bearer {token}").into_bytes(),
        format!("x{secret}y")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
        STANDARD_NO_PAD
            .encode(format!("Bearer {token}"))
            .into_bytes(),
        STANDARD_NO_PAD
            .encode(format!("bearer: {token}!"))
            .into_bytes(),
        URL_SAFE_NO_PAD
            .encode(format!("{{\"token\":\"{token}\"}}"))
            .into_bytes(),
    ] {
        assert!(
            contains(&text, &wanted),
            "{}",
            String::from_utf8_lossy(&text)
        );
    }
    assert!(!contains(b"abcdefghijklmnopqrstuvwxyz", &wanted));
}

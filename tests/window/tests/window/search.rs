//! A person is found by whatever one can say of them: any spelling of the number, any part of the name.

use serde_json::json;
use window_tests::job::{self, button, grid};
use window_tests::{Outcome, Page, Sandbox, World, role};

use crate::support;

const BOX: &str = "Search contacts";

/// Puts people into the shop before anybody looks.
async fn people(sandbox: &Sandbox, people: &[(&str, &str, &str, &str)]) -> Outcome {
    let first = async |list: &str| -> Outcome<serde_json::Value> {
        let rows = sandbox
            .call("GET", &format!("/{list}?per_page=1"), None)
            .await?;
        Ok(rows["data"][0]["id"].clone())
    };
    let (source, status) = (first("sources").await?, first("statuses").await?);
    for (firstname, lastname, phone, note) in people {
        let body = json!({ "firstname": firstname, "lastname": lastname, "phone": phone, "type": "lead",
            "source_id": source, "status_id": status, "description": note });
        sandbox.call("POST", "/contacts", Some(body)).await?;
    }
    Ok(())
}

async fn finds(page: &Page, text: &str, name: &str) -> Outcome {
    page.fill(&role("searchbox").named(BOX), text).await?;
    page.see_text(&format!("“{text}”")).await?;
    // Best match first: it is the row after the headings.
    let rows = "return [...document.querySelectorAll('[role=grid] [aria-rowindex=\"2\"]')].map((row) => row.innerText).join()";
    let found = page
        .until(async || {
            let first = page.run(rows, Vec::new()).await?;
            let stands = first.as_str().is_some_and(|first| first.contains(name));
            Ok(stands.then_some(()))
        })
        .await?;
    match found {
        Some(()) => Ok(()),
        None => {
            page.fail(&format!("{name} is not the first for {text}"))
                .await
        }
    }
}

#[tokio::test]
async fn a_person_is_found_by_every_spelling() -> Outcome {
    let sandbox = support::sandbox().await?;
    people(
        &sandbox,
        &[
            ("Pavel", "Vondráček", "+447911987654", "Likes zeppelins"),
            ("Ana", "Queiroz", "+5511988327461", ""),
            ("Lupe", "Xochitl", "+5215512347788", ""),
            ("Inés", "Ñandú", "+5491166778899", ""),
            ("小明", "欧阳", "+8613811112233", ""),
            ("प्रियंका", "चौधरी", "+919812345670", ""),
        ],
    )
    .await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    for text in [
        "+44 7911 987654",
        "+447911987654",
        "447911987654",
        "0044 7911 987 654",
        "07911 987654",
        "(07911) 987-654",
        "+44 (0)7911 987654",
        "987654",
        "7654",
        "٧٦٥٤",
        "०७९११ ९८७६५४",
        "pavel",
        "VONDRACEK",
        "avel",
        "ondra pav",
        "zeppelins",
    ] {
        finds(&page, text, "Pavel").await?;
    }
    for (text, name) in [
        ("(11) 8832-7461", "Ana"),
        ("+55 11 98832-7461", "Ana"),
        ("+52 55 1234 7788", "Lupe"),
        ("+54 11 6677-8899", "Inés"),
        ("011 15 6677-8899", "Inés"),
        ("nandu", "Inés"),
        ("小明", "小明"),
        ("阳", "小明"),
        ("रियंका", "प्रियंका"),
    ] {
        finds(&page, text, name).await?;
    }
    // Nothing of it asked the server: it was all here.
    let asked = sandbox.calls_of("GET", "/contacts?").await?;
    let searched = |call: &&serde_json::Value| {
        call["path"]
            .as_str()
            .is_some_and(|path| path.contains("search="))
    };
    assert_eq!(asked.iter().filter(searched).count(), 0);
    world.close(page).await
}

#[tokio::test]
async fn until_all_are_here_the_server_is_asked_too_and_the_list_says_so() -> Outcome {
    let sandbox = support::sandbox_with(&["--contacts", "1200"]).await?;
    // The fill stands still after a few pages: the next one does not come.
    sandbox
        .set_faults(json!([{ "method": "GET", "path": "/contacts", "nth": 5, "count": 1, "kind": { "delay": 600_000 } }]))
        .await?;
    let mut world = World::new(window_tests::Setup::default()).await?;
    let page = world.open(&[]).await?;
    job::type_connection(&page, &sandbox.base_url, &sandbox.token).await?;
    page.click(&button("Connect")).await?;
    job::see_people(&page).await?;
    page.see_text("First fill").await?;
    page.fill(&role("searchbox").named(BOX), "lost-answer")
        .await?;
    page.see_text("The server was asked too.").await?;
    page.see(&role("row").containing("Lost-answer").within(grid()))
        .await?;
    page.fill(&role("searchbox").named(BOX), "nobody is called so")
        .await?;
    page.see_text("Not all contacts are on this computer yet, so the server was asked too.")
        .await?;
    let asked = sandbox.calls_of("GET", "/contacts?").await?;
    let searched = |call: &serde_json::Value| {
        call["path"]
            .as_str()
            .is_some_and(|path| path.contains("search="))
    };
    assert!(asked.iter().any(searched));
    world.close(page).await
}

//! What the window lets a page do, should one ever be taken over.

use serde_json::json;
use window_tests::Outcome;
use window_tests::job::{self, ZOE};

use crate::support;

#[tokio::test]
async fn the_policy_holds_and_nothing_of_ours_breaks_it() -> Outcome {
    let sandbox = support::sandbox().await?;
    let mut world = window_tests::World::new(window_tests::Setup::default()).await?;
    let page = world.open(&[]).await?;
    page.see(&job::button("Connect")).await?;
    page.run("window.violations = []; addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))", vec![]).await?;

    // The whole main job, without one violation.
    job::connect(&page, &sandbox).await?;
    job::begin_person(&page, ZOE).await?;
    job::choose(&page, "Status", "Qualified").await?;
    job::take_group(&page, "Summer readers").await?;
    job::create(&page, ZOE).await?;
    job::open_person(&page, ZOE, "marchetti").await?;
    job::choose_template(&page, ZOE, job::TEMPLATE).await?;
    job::fill_slots(&page, &job::SLOTS).await?;
    job::press_send(&page).await?;
    page.see(&job::send_row(ZOE, "Accepted")).await?;
    assert_eq!(
        page.run("return window.violations", vec![]).await?,
        json!([])
    );

    // What an injected text would try is refused, and is a violation: the listener above does hear them.
    page.run(
        "const script = document.createElement('script'); script.textContent = 'window.taken = true'; document.body.append(script);
         const image = document.createElement('img'); image.src = 'https://example.com/x.png'; document.body.append(image);
         const frame = document.createElement('iframe'); frame.src = 'https://example.com/'; document.body.append(frame);
         fetch('https://example.com/').catch(() => {});",
        vec![],
    )
    .await?;
    let heard = page
        .until(async || {
            let violations = page
                .run("return window.violations.join('\\n')", vec![])
                .await?;
            let violations = violations.as_str().unwrap_or_default().to_owned();
            Ok(["script-src", "img-src", "frame-src", "connect-src"]
                .iter()
                .all(|rule| violations.contains(rule))
                .then_some(()))
        })
        .await?;
    assert!(
        heard.is_some(),
        "not all of it was refused: {}",
        page.run("return window.violations", vec![]).await?
    );
    assert_eq!(
        page.run("return window.taken ?? null", vec![]).await?,
        json!(null),
        "an inline script ran"
    );
    world.close(page).await
}

#[tokio::test]
async fn the_page_cannot_change_what_everything_is_built_on() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    assert_eq!(
        page.run("return Object.isFrozen(Object.prototype)", vec![])
            .await?,
        json!(true)
    );
    assert_eq!(
        page.run("return window.__TAURI__ ?? null", vec![]).await?,
        json!(null),
        "withGlobalTauri is on"
    );
    // A command that no capability names is refused.
    let refused = page
        .run_async(
            "const done = arguments[arguments.length - 1];
             window.__TAURI_INTERNALS__.invoke('plugin:store|load', { path: 'x.json' }).then(() => done('allowed'), (error) => done(String(error)));",
        )
        .await?;
    assert!(
        refused
            .as_str()
            .is_some_and(|text| text.contains("not allowed")),
        "{refused}"
    );
    // Nor does the window go elsewhere.
    page.run("location.href = 'https://example.com/'", vec![])
        .await?;
    page.see(&job::grid()).await?;
    let place = page.run("return location.origin", vec![]).await?;
    assert!(
        place
            .as_str()
            .is_some_and(|origin| origin.starts_with("tauri://")),
        "{place}"
    );
    world.close(page).await
}

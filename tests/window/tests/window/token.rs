//! Tokens that do not open the door, each with its own sentence.

use window_tests::job::{self, button};
use window_tests::{Outcome, Setup, World, role};

use crate::support;

#[tokio::test]
async fn each_refusal_has_its_own_sentence() -> Outcome {
    let sandbox = support::sandbox().await?;
    let mut world = World::new(Setup::default()).await?;
    let page = world.open(&[]).await?;
    let token = role("textbox").named("API token");
    let expired = sandbox.other_token("expired")?;
    let revoked = sandbox.other_token("revoked")?;
    for (typed, sentence) in [
        (
            expired.as_str(),
            "This token has expired. Ask an admin for a new one",
        ),
        (revoked.as_str(), "This token was switched off."),
        ("no-such-token", "does not know this token."),
    ] {
        job::type_connection(&page, &sandbox.base_url, typed).await?;
        page.click(&button("Connect")).await?;
        page.see_description(&token, sentence).await?;
        assert_eq!(page.value(&token).await?, typed, "what was typed stays");
    }

    let address = role("textbox").named("Server address");
    for (typed, sentence) in [
        ("not an address", "This is not an address."),
        (
            "http://app.wa.cr",
            "Over http the token would travel in the clear.",
        ),
        ("http://127.0.0.1:1", "refuses the connection."),
    ] {
        job::type_connection(&page, typed, &sandbox.token).await?;
        page.click(&button("Connect")).await?;
        page.see_description(&address, sentence).await?;
    }

    // After all that the right ones still work, with the slashes and the path people paste.
    let pasted = format!("{}/api/v2//", sandbox.base_url);
    job::type_connection(&page, &pasted, &sandbox.token).await?;
    page.click(&button("Connect")).await?;
    job::see_contacts(&page).await?;
    world.close(page).await
}

#[tokio::test]
async fn a_pasted_token_is_checked_before_connect_is_pressed() -> Outcome {
    let sandbox = support::sandbox().await?;
    let mut world = World::new(Setup::default()).await?;
    let page = world.open(&[]).await?;
    job::paste_connection(&page, &sandbox).await?;
    page.see_text("Blue Harbour Books").await?;
    page.see_text("Growth").await?;
    assert_eq!(sandbox.calls().await?.len(), 1, "one call checks it");
    page.accessible("Connect, checked").await?;
    page.click(&button("Connect")).await?;
    job::see_contacts(&page).await?;
    world.close(page).await
}

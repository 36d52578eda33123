//! No keyring, or a locked one: it is said which, and the token is used for this session only if the person wants it so.

use window_tests::job::{self, button};
use window_tests::{KeyringState, Outcome, Setup, World, role};

use crate::support;

#[tokio::test]
async fn without_a_keyring_the_token_is_for_this_session_only() -> Outcome {
    said_and_used_for_this_session(KeyringState::Missing, "No keyring answers on this computer")
        .await
}

#[tokio::test]
async fn with_a_locked_keyring_the_token_is_for_this_session_only() -> Outcome {
    said_and_used_for_this_session(
        KeyringState::Locked,
        "The keyring of this computer is locked",
    )
    .await
}

async fn said_and_used_for_this_session(keyring: KeyringState, sentence: &str) -> Outcome {
    let sandbox = support::sandbox().await?;
    let mut world = World::new(Setup {
        keyring,
        ..Setup::default()
    })
    .await?;
    let page = world.open(&[]).await?;
    job::type_connection(&page, &sandbox.base_url, &sandbox.token).await?;
    page.click(&button("Connect")).await?;
    page.see_text_in(&role("alert"), sentence).await?;
    page.accessible("Connect without a keyring").await?;
    page.click(&button("This session only")).await?;
    job::see_contacts(&page).await?;
    world.close(page).await?;

    // The next start knows the account and asks for its token.
    let page = world.open(&[]).await?;
    page.see_text("The token of this account is not on this computer.")
        .await?;
    page.click(&button("Replace token")).await?;
    let dialog = role("dialog").named("Replace token");
    page.fill(
        &role("textbox").named("API token").within(dialog.clone()),
        &sandbox.token,
    )
    .await?;
    page.click(&button("Replace token").within(dialog)).await?;
    page.see_text_in(&role("alert"), sentence).await?;
    page.click(&button("This session only")).await?;
    job::see_contacts(&page).await?;
    world.close(page).await
}

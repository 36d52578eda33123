//! What several tests share.

use window_tests::{Outcome, Page, Sandbox, Setup, World, job};

/// A server without a call limit, so that no test waits for the next minute, and a small shop.
pub async fn sandbox() -> Outcome<Sandbox> {
    sandbox_with(&[]).await
}

/// The same with more arguments.
pub async fn sandbox_with(arguments: &[&str]) -> Outcome<Sandbox> {
    let few: &[&str] = match arguments.contains(&"--contacts") {
        true => &[],
        false => &["--contacts", "120"],
    };
    Sandbox::start(&[few, &["--rate-limit", "unlimited"], arguments].concat()).await
}

/// A program that is connected to it.
pub async fn connected(sandbox: &Sandbox) -> Outcome<(World, Page)> {
    let mut world = World::new(Setup::default()).await?;
    let page = world.open(&[]).await?;
    job::connect(&page, sandbox).await?;
    Ok((world, page))
}

/// How many sends the server was asked for.
pub async fn sends_asked(sandbox: &Sandbox) -> Outcome<usize> {
    Ok(sandbox.calls_of("POST", "/messages").await?.len())
}

/// How many messages went out.
pub async fn sends_made(sandbox: &Sandbox) -> Outcome<usize> {
    Ok(sandbox.messages().await?.len())
}

//! scratch
use window_tests::*;
use serde_json::json;
#[tokio::test]
async fn scratch() -> Outcome {
    let mut world = World::new(Setup{theme: Theme::Dark, ..Setup::default()}).await?;
    let page = world.open(&["--automation"]).await?;
    page.run("document.body.innerHTML = arguments[0]", vec![json!(r#"<main><h1>Hi</h1><label>First name <input id=a></label><button onclick="document.title=document.getElementById('a').value+document.hasFocus()+matchMedia('(prefers-color-scheme: dark)').matches">Go <kbd aria-hidden=true>X</kbd></button><img src=x></main>"#)]).await?;
    page.fill(&role("textbox").named("First name"), "Añna").await?;


    let f = role("textbox").named("First name");
    page.see_value(&f, "Añna").await?;
    page.fill(&f, "Zoë 李 سارة 🎉 {{1}}").await?;
    println!("2 {}", page.value(&f).await?);
    page.fill(&f, "").await?;
    page.see_value(&f, "").await?;
    page.click(&role("button").named("Go").within(role("main"))).await?;
    println!("{:?}", page.run("return [document.title, innerWidth, innerHeight]", vec![]).await?);
    println!("{:?}", page.axe().await?);
    let t = std::time::Instant::now();
    println!("{:?} {:?}", page.count(&role("link")).await?, t.elapsed());
    page.screenshot(std::path::Path::new("/work/t/xtask/shot.png")).await?;
    println!("{:?}", page.see(&role("button").named("Nope")).await);
    println!("{:?}", world.program_pids());
    world.close(page).await?;
    println!("LOG {}", world.program_log());
    let page = world.open(&["--automation"]).await?;
    world.crash(page).await?;
    Ok(())
}
#[tokio::test]
async fn locked() -> Outcome {
    let mut world = World::new(Setup{keyring: KeyringState::Locked, ..Setup::default()}).await?;
    world.set_keyring(KeyringState::Missing).await?;
    world.set_keyring(KeyringState::Unlocked).await?;
    Ok(())
}

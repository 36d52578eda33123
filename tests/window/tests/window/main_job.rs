//! Connect, write down a person with groups, find that person, send a template, see what became of it.

use serde_json::json;
use window_tests::job::{self, SLOTS, TEMPLATE, ZOE};
use window_tests::{Outcome, Setup, World, role};

use crate::support;

#[tokio::test]
async fn from_the_token_to_the_accepted_message() -> Outcome {
    let sandbox = support::sandbox().await?;
    let mut world = World::new(Setup::default()).await?;
    let page = world.open(&[]).await?;

    // Connect: the account's name and plan are shown, and its contacts come.
    assert_eq!(
        page.value(&role("textbox").named("Server address")).await?,
        "https://app.wa.cr"
    );
    job::connect(&page, &sandbox).await?;
    page.see_text("Growth plan").await?;

    // Write down a person, in one group that exists and one that does not.
    job::begin_person(&page, ZOE).await?;
    job::choose(&page, "Type", "Customer").await?;
    job::choose(&page, "Source", "Walk-in").await?;
    job::choose(&page, "Status", "Qualified").await?;
    job::take_group(&page, "Book club").await?;
    job::take_group(&page, "Summer readers").await?;
    job::create(&page, ZOE).await?;

    let created = sandbox.calls_of("POST", "/contacts").await?;
    assert_eq!(created.len(), 1, "{created:?}");
    let body = &created[0]["body"];
    assert_eq!(body["firstname"], "Zoë");
    assert_eq!(body["lastname"], "Marchetti");
    assert_eq!(body["phone"], "+4915123450142");
    assert_eq!(body["type"], "customer");
    let groups = sandbox.call("GET", "/groups?per_page=100", None).await?;
    assert!(
        groups.to_string().contains("Summer readers"),
        "the new group is not on the server: {groups}"
    );
    assert_eq!(body["groups"].as_array().map(Vec::len), Some(2), "{body}");

    // Find the person by what one can say: the last four digits, a part of the name without its marks.
    page.fill(&role("searchbox").named("Search contacts"), "0142")
        .await?;
    page.see(&role("row").containing(ZOE.name()).within(job::grid()))
        .await?;
    job::open_person(&page, ZOE, "zoe march").await?;
    page.see_text_in(&job::detail(ZOE), "Book club").await?;
    page.see_text_in(&job::detail(ZOE), "Summer readers")
        .await?;

    // Send a template, after seeing exactly what will be read.
    job::choose_template(&page, ZOE, TEMPLATE).await?;
    job::fill_slots(&page, &SLOTS).await?;
    let preview = role("region").named("Preview");
    page.see_text_in(&preview, "Order A-1029").await?;
    page.see_text_in(
        &preview,
        "Hi Zoë, your order A-1029 is ready for collection.",
    )
    .await?;
    assert_eq!(
        support::sends_asked(&sandbox).await?,
        0,
        "nothing is sent before Send is pressed"
    );
    job::press_send(&page).await?;
    page.see(&job::send_row(ZOE, "Accepted")).await?;

    // The server's own log: one message, with exactly these values.
    let asked = sandbox.calls_of("POST", "/messages").await?;
    assert_eq!(asked.len(), 1, "{asked:?}");
    let body = &asked[0]["body"];
    for (name, value) in [
        ("phone", json!("+4915123450142")),
        ("template_name", json!("order_ready")),
        ("language", json!("en_US")),
        ("header_field_1", json!("A-1029")),
        ("field_1", json!("Zoë")),
        ("field_2", json!("A-1029")),
    ] {
        assert_eq!(body[name], value, "{name} in {body}");
    }
    assert_eq!(support::sends_made(&sandbox).await?, 1);
    world.close(page).await
}

#[tokio::test]
async fn hands_on_the_keyboard() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;

    // C opens the form with the focus in the first name; Tab goes on; Control and Enter saves.
    page.press("c").await?;
    page.see(&job::contact_form()).await?;
    page.press("Zoë").await?;
    page.see_value(&job::field("First name"), "Zoë").await?;
    page.press(window_tests::Key::TAB).await?;
    page.press("Marchetti").await?;
    page.press(window_tests::Key::TAB).await?;
    page.press("+4915123450142").await?;
    page.see_value(&job::field("Phone"), "+4915123450142")
        .await?;
    page.press(&format!(
        "{}{}",
        window_tests::Key::CONTROL,
        window_tests::Key::ENTER
    ))
    .await?;
    page.see_none(&job::contact_form()).await?;
    assert_eq!(sandbox.calls_of("POST", "/contacts").await?.len(), 1);

    // / goes to the search, Enter and the arrows to the list, T sends a template.
    page.press("/").await?;
    page.press("marchetti").await?;
    page.see(&role("row").containing(ZOE.name()).within(job::grid()))
        .await?;
    world.close(page).await
}

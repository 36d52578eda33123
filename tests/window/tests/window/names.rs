//! The roles and names these tests look for are those the browser gives to a screen reader.

use window_tests::job::{self, button};
use window_tests::{Outcome, Query, role};

use crate::support;

#[tokio::test]
async fn what_the_tests_call_a_thing_is_what_a_screen_reader_calls_it() -> Outcome {
    let sandbox = support::sandbox().await?;
    let mut world = window_tests::World::new(window_tests::Setup::default()).await?;
    let page = world.open(&[]).await?;
    let agree = async |query: Query, name: &str| -> Outcome {
        let heard = page.heard(&query).await?;
        assert_eq!(heard.name, name, "{query}: the browser says {heard:?}");
        Ok(())
    };
    agree(role("textbox").named("Server address"), "Server address").await?;
    agree(role("textbox").named("API token"), "API token").await?;
    agree(button("Connect"), "Connect").await?;
    agree(
        button("Try the practice account"),
        "Try the practice account",
    )
    .await?;
    job::connect(&page, &sandbox).await?;
    agree(job::grid(), "Contacts").await?;
    agree(
        role("searchbox").named("Search contacts"),
        "Search contacts",
    )
    .await?;
    agree(role("link").named("Contacts"), "Contacts").await?;
    for (list, one) in [
        ("Groups", "group"),
        ("Sources", "source"),
        ("Statuses", "status"),
    ] {
        agree(role("link").named(list), list).await?;
        page.click(&role("link").named(list)).await?;
        agree(role("grid").named(list), list).await?;
        agree(button(&format!("New {one}")), &format!("New {one}")).await?;
        let filter = format!("Filter {}", list.to_lowercase());
        agree(role("searchbox").named(&*filter), &filter).await?;
    }
    page.click(&role("link").named("Contacts")).await?;
    job::see_contacts(&page).await?;
    agree(role("link").named("Settings"), "Settings").await?;
    agree(button("New contact"), "New contact").await?;
    page.click(&button("New contact")).await?;
    agree(job::contact_form(), "New contact").await?;
    page.click(&button("More")).await?;
    for name in [
        "First name",
        "Last name",
        "Phone",
        "Email",
        "Company",
        "Description",
        "City",
        "State",
        "ZIP",
        "Address",
        "Country",
        "Assigned to",
    ] {
        agree(job::field(name), name).await?;
    }
    for name in ["Type", "Source", "Status", "Groups"] {
        agree(
            role("combobox").named(name).within(job::contact_form()),
            name,
        )
        .await?;
    }
    for name in ["Create contact", "Create and add another", "Cancel"] {
        agree(button(name).within(job::contact_form()), name).await?;
    }
    page.click(&button("Cancel").within(job::contact_form()))
        .await?;
    job::write_down(&page, job::ZOE).await?;
    job::open_person(&page, job::ZOE, "marchetti").await?;
    job::choose_template(&page, job::ZOE, job::TEMPLATE).await?;
    agree(job::send_dialog(), "Send template").await?;
    agree(role("listbox").named("Template"), "Template").await?;
    agree(role("region").named("Preview"), "Preview").await?;
    agree(role("region").named("Recipients"), "Recipients").await?;
    for name in ["Header", "Variable 1", "Variable 2"] {
        agree(role("textbox").named(name).within(job::send_dialog()), name).await?;
    }
    for name in ["Send", "Cancel"] {
        agree(button(name).within(job::send_dialog()), name).await?;
    }
    world.close(page).await
}

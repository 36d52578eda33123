//! What a salesperson does with the program, in the words of docs/words.md.

use crate::failure::Outcome;
use crate::page::{Key, Page};
use crate::query::{Query, role};
use crate::sandbox::Sandbox;

/// The form for a person's data.
#[must_use]
pub fn contact_form() -> Query {
    role("dialog").named("New contact")
}

/// The dialog a template is sent from.
#[must_use]
pub fn send_dialog() -> Query {
    role("dialog").named("Send template")
}

/// The list of contacts.
#[must_use]
pub fn grid() -> Query {
    role("grid").named("Contacts")
}

/// A field of the contact form.
#[must_use]
pub fn field(name: &str) -> Query {
    role("textbox").named(name).within(contact_form())
}

/// A button by its name.
#[must_use]
pub fn button(name: &str) -> Query {
    role("button").named(name)
}

/// A person to write down.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// First name.
    pub first: &'static str,
    /// Last name.
    pub last: &'static str,
    /// As it is typed, in any spelling.
    pub phone: &'static str,
}

impl Person {
    /// Both names.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }
}

/// Someone to whom everything goes well.
pub const ZOE: Person = Person {
    first: "Zoë",
    last: "Marchetti",
    phone: "+49 151 2345 0142",
};
/// Someone whose message goes out while the server's answer is lost.
pub const LOST: Person = Person {
    first: "Lost",
    last: "Answer",
    phone: "+49 151 2345 9004",
};
/// Someone whose message takes the server eight seconds.
pub const SLOW: Person = Person {
    first: "Slow",
    last: "Server",
    phone: "+49 151 2345 9007",
};

/// Types address and token, as one who has them on paper.
///
/// # Errors
/// If the screen is not there.
pub async fn type_connection(page: &Page, server: &str, token: &str) -> Outcome {
    page.fill(&role("textbox").named("Server address"), server)
        .await?;
    page.fill(&role("textbox").named("API token"), token).await
}

/// Types the address and pastes the token, as one does who was sent it.
///
/// # Errors
/// If the screen is not there.
pub async fn paste_connection(page: &Page, sandbox: &Sandbox) -> Outcome {
    let server = role("textbox").named("Server address");
    let token = role("textbox").named("API token");
    // Through the clipboard, by way of the field whose text can be cut.
    page.fill(&server, &sandbox.token).await?;
    page.type_into(&server, &format!("{}a", Key::CONTROL))
        .await?;
    page.type_into(&server, &format!("{}x", Key::CONTROL))
        .await?;
    page.fill(&server, &sandbox.base_url).await?;
    page.type_into(&token, &format!("{}v", Key::CONTROL)).await
}

/// Connects to the sandbox and waits for its contacts.
///
/// # Errors
/// If a screen on the way is not as it should be.
pub async fn connect(page: &Page, sandbox: &Sandbox) -> Outcome {
    type_connection(page, &sandbox.base_url, &sandbox.token).await?;
    page.click(&button("Connect")).await?;
    see_contacts(page).await
}

/// Waits until the list shows people and the first fill is over.
///
/// # Errors
/// If it does not.
pub async fn see_contacts(page: &Page) -> Outcome {
    see_people(page).await?;
    page.see_text("Synced").await
}

/// Waits until the list shows people, whatever the server says.
///
/// # Errors
/// If it does not.
pub async fn see_people(page: &Page) -> Outcome {
    page.see(&grid()).await?;
    page.see(&role("row").within(grid()).at(1)).await
}

/// Opens the form and types a person's names and number.
///
/// # Errors
/// If the form is not as it should be.
pub async fn begin_person(page: &Page, person: Person) -> Outcome {
    page.click(&button("New contact")).await?;
    page.fill(&field("First name"), person.first).await?;
    page.fill(&field("Last name"), person.last).await?;
    page.fill(&field("Phone"), person.phone).await
}

/// Chooses in one of the form's lists.
///
/// # Errors
/// If the list has no such entry.
pub async fn choose(page: &Page, list: &str, entry: &str) -> Outcome {
    page.click(&role("combobox").named(list).within(contact_form()))
        .await?;
    page.click(&role("option").named(entry)).await
}

/// Takes a group that exists, or makes it, by typing its name.
///
/// # Errors
/// If the field is not as it should be.
pub async fn take_group(page: &Page, name: &str) -> Outcome {
    let groups = role("combobox").named("Groups").within(contact_form());
    page.type_into(&groups, name).await?;
    page.see(&role("option").containing(name)).await?;
    page.type_into(&groups, Key::ENTER).await?;
    page.see(&button(&format!("Remove {name}"))).await
}

/// Saves the form and waits until the person is written down.
///
/// # Errors
/// If the form stays.
pub async fn create(page: &Page, person: Person) -> Outcome {
    page.click(&button("Create contact")).await?;
    page.see_none(&contact_form()).await?;
    page.see_text(&format!("{} is written down", person.name()))
        .await
}

/// Writes a person down with names and number only.
///
/// # Errors
/// If a screen on the way is not as it should be.
pub async fn write_down(page: &Page, person: Person) -> Outcome {
    begin_person(page, person).await?;
    create(page, person).await
}

/// Finds a person by search and opens the detail.
///
/// # Errors
/// If the search finds nobody or several.
pub async fn open_person(page: &Page, person: Person, search: &str) -> Outcome {
    page.fill(&role("searchbox").named("Search contacts"), search)
        .await?;
    page.click(&role("row").containing(person.name()).within(grid()))
        .await?;
    page.see(&detail(person)).await
}

/// The detail of a person.
#[must_use]
pub fn detail(person: Person) -> Query {
    role("complementary").named(person.name())
}

/// The row of a send in a person's detail.
#[must_use]
pub fn send_row(person: Person, template: &str) -> Query {
    role("button").containing(template).within(detail(person))
}

/// Opens the dialog and chooses a template.
///
/// # Errors
/// If it is not there.
pub async fn choose_template(page: &Page, person: Person, template: &str) -> Outcome {
    page.click(&button("Send template").within(detail(person)))
        .await?;
    page.click(
        &role("option")
            .containing(template)
            .within(role("listbox").named("Template")),
    )
    .await
}

/// Fills the slots of the template that is open.
///
/// # Errors
/// If a slot is not there.
pub async fn fill_slots(page: &Page, values: &[(&str, &str)]) -> Outcome {
    for (slot, value) in values {
        page.fill(&role("textbox").named(*slot).within(send_dialog()), value)
            .await?;
    }
    Ok(())
}

/// Presses Send in the dialog.
///
/// # Errors
/// If it cannot be pressed.
pub async fn press_send(page: &Page) -> Outcome {
    page.click(&button("Send").within(send_dialog())).await
}

/// The template every test sends, and what is typed into it.
pub const TEMPLATE: &str = "order_ready";
/// Its slots.
pub const SLOTS: [(&str, &str); 3] = [
    ("Header", "A-1029"),
    ("Variable 1", "Zoë"),
    ("Variable 2", "A-1029"),
];

/// The template of a run to many, and what its place holds for those without a first name.
pub const TO_MANY: &str = "welcome_reader";

/// Selects everybody in the list and opens the dialog of a run.
///
/// # Errors
/// If they are not as many.
pub async fn begin_run(page: &Page, people: usize) -> Outcome {
    page.type_into(&grid(), &format!("{}a", Key::CONTROL))
        .await?;
    page.see_text_in(
        &role("toolbar").named("Selection"),
        &format!("{people} selected"),
    )
    .await?;
    page.type_into(&grid(), "t").await?;
    page.click(
        &role("option")
            .containing(TO_MANY)
            .within(role("listbox").named("Template")),
    )
    .await
}

/// Puts the first name into its only place, and words for those who have none.
///
/// # Errors
/// If the place is not there.
pub async fn fill_run(page: &Page) -> Outcome {
    page.click(&button("Field for Variable 1")).await?;
    page.click(&role("menuitem").named("First name")).await?;
    // The focus goes back from the menu into the place.
    page.see_none(&role("menu")).await?;
    page.settle().await?;
    page.fill(&role("textbox").named("If empty"), "reader")
        .await
}

/// Waits until the plan is worked out anew: before, neither Next nor Send does anything.
async fn worked_out(page: &Page) -> Outcome {
    let ready = "return !document.querySelector('[role=dialog] footer [aria-disabled=true], [role=dialog] footer [aria-busy=true]')";
    let free = page
        .until(async || Ok((page.run(ready, vec![]).await? == true).then_some(())))
        .await?;
    match free {
        Some(()) => Ok(()),
        None => page.fail("the plan is not worked out").await,
    }
}

/// To the next step of a run.
///
/// # Errors
/// If it cannot be gone to.
pub async fn next_step(page: &Page) -> Outcome {
    // A place that was just filled is asked about when typing pauses.
    page.settle().await?;
    worked_out(page).await?;
    page.click(&button("Next").within(send_dialog())).await
}

/// Presses Send in the last step once it may be pressed; up to the question whether one is sure.
///
/// # Errors
/// If the server or the plan does not let it.
pub async fn press_send_to_many(page: &Page) -> Outcome {
    // The server is asked before it can go, and Send waits while the plan is worked out anew.
    page.see_text_in(
        &role("region").named("Before it goes"),
        "The template is approved",
    )
    .await?;
    worked_out(page).await?;
    // The first is the step of that name.
    page.click(&button("Send").within(send_dialog()).at(1))
        .await
}

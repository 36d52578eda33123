//! What the form asks while it is typed into: of a mirror filled by a real server, without a call.

use crate::common::{House, connected, form, shop};
use desk_core::contacts::{ContactInput, DuplicateRequest, DuplicateWhy};

#[tokio::test(flavor = "multi_thread")]
async fn duplicates_and_the_accounts_own_countries_cost_no_call() {
    let house = House::new();
    let sandbox = shop(200).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let mut made = Vec::new();
    for (at, phone) in ["+5511987654321", "+5511987654322", "+5511987654323"]
        .into_iter()
        .enumerate()
    {
        let input = ContactInput {
            email: format!("rui.costa{at}@example.com"),
            country_id: "9001".into(),
            assigned_id: "77".into(),
            ..form(&desk, &id, phone).await
        };
        made.push(desk.contacts_create(&id, input).await.unwrap());
    }
    let calls = sandbox.log().len();

    let find = async |phone: &str, email: &str, own: Option<i64>| {
        let request = DuplicateRequest {
            phone: phone.into(),
            email: email.into(),
            own,
            ..DuplicateRequest::default()
        };
        let found = desk.contacts_duplicates(&id, request).await.unwrap();
        found
            .into_iter()
            .map(|one| (one.contact.id, one.why))
            .collect::<Vec<_>>()
    };
    // The eight digits WhatsApp still knows many Brazilians by.
    let twin = find("+55 11 8765-4321", "", None).await;
    assert_eq!(twin[0], (made[0].id, DuplicateWhy::TwinPhone));
    let email = find("", "RUI.COSTA1@example.com", None).await;
    assert_eq!(email[0], (made[1].id, DuplicateWhy::SameEmail));
    assert!(
        find("+5511987654323", "", Some(made[2].id))
            .await
            .is_empty()
    );

    let countries = desk.phones_countries(&id).await.unwrap();
    assert!(!countries.book.is_empty() && countries.countries.len() > 200);
    let known = desk.phones_known_ids(&id).await.unwrap();
    let country = known.countries.iter().find(|one| one.id == 9001).unwrap();
    assert_eq!(
        (country.contacts, country.region.as_deref()),
        (3, Some("BR"))
    );
    let user = known.assigned.iter().find(|one| one.id == 77).unwrap();
    assert_eq!(user.contacts, 3);
    assert_eq!(sandbox.log().len(), calls, "the mirror answers alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trunk_zero_after_the_code_is_not_stored() {
    let house = House::new();
    let sandbox = shop(2).await;
    let (desk, id) = connected(&house, &sandbox).await;
    let input = form(&desk, &id, "+44 07400 123456").await;
    let made = desk.contacts_create(&id, input).await.unwrap();
    assert_eq!(made.phone, "+447400123456");
}

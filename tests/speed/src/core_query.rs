//! What the core takes for a key: the list that matches, and its first hundred rows.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use desk_core::Desk;
use desk_core::accounts::AccountId;
use desk_core::contacts::{Contact, ContactQuery, WindowRequest};
use window_tests::{Failure, Outcome};

use crate::desk::{self, told};
use crate::figure::{Figure, median, percentile};
use crate::program::settle;

/// People whose names, companies, emails and numbers are typed, letter by letter.
const PEOPLE: u32 = 60;

pub async fn measure(data: &Path) -> Outcome<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    crate::program::copy(data, folder.path())?;
    let desk = desk::open(folder.path()).await?;
    let accounts = desk.accounts_list().await.map_err(told)?;
    let id = &accounts
        .first()
        .ok_or_else(|| Failure::new("no account in the folder"))?
        .id;
    let texts = texts(&desk, id).await?;
    let mut first = Vec::new();
    for text in ["m", "example", "447", "mateo"] {
        first.push(asked(&desk, id, text).await?);
    }
    settle().await;
    let mut times = Vec::new();
    let mut slowest = (0.0, String::new());
    for text in &texts {
        let took = asked(&desk, id, text).await?;
        times.push(took);
        if took > slowest.0 {
            slowest = (took, text.clone());
        }
    }
    desk.shutdown().await;
    Ok(vec![Figure {
        name: "query",
        what: "Core query, 99 of 100",
        value: percentile(&times, 0.99),
        unit: "ms",
        limit: Some(10.0),
        detail: format!(
            "{} texts, median {:.2} ms, slowest {:.1} ms (`{}`); in the first seconds of a session, commonest texts: {:.0} ms",
            times.len(),
            median(&times),
            slowest.0,
            slowest.1,
            percentile(&first, 1.0)
        ),
    }])
}

/// Every beginning of what people of the mirror are called and reached by, and numbers by their end.
async fn texts(desk: &Desk, id: &AccountId) -> Outcome<Vec<String>> {
    let list = desk
        .contacts_search(id, ContactQuery::default())
        .await
        .map_err(told)?;
    let mut people: Vec<Contact> = Vec::new();
    for at in 0..PEOPLE {
        let request = WindowRequest {
            snapshot: list.id.clone(),
            offset: list.total / PEOPLE * at,
            limit: 1,
        };
        people.extend(desk.contacts_window(id, request).await.map_err(told)?);
    }
    let mut texts = BTreeSet::new();
    for person in people {
        let name = format!("{} {}", person.firstname, person.lastname);
        let digits: String = person.phone.chars().filter(char::is_ascii_digit).collect();
        let tail = digits[digits.len().saturating_sub(4)..].to_owned();
        let spoken = [name, person.lastname, digits, tail]
            .into_iter()
            .chain(person.company)
            .chain(person.email);
        for text in spoken {
            let letters: Vec<char> = text.chars().collect();
            texts.extend((1..=letters.len()).map(|end| letters[..end].iter().collect::<String>()));
        }
    }
    texts.retain(|text| !text.trim().is_empty());
    Ok(texts.into_iter().collect())
}

async fn asked(desk: &Desk, id: &AccountId, text: &str) -> Outcome<f64> {
    let at = Instant::now();
    let query = ContactQuery {
        text: text.to_owned(),
        ..ContactQuery::default()
    };
    desk.contacts_search(id, query).await.map_err(told)?;
    Ok(at.elapsed().as_secs_f64() * 1000.0)
}

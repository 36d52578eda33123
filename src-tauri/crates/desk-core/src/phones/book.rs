//! What the account's own contacts tell: its countries, and what the server's numbers stand for.

use std::collections::HashMap;

use rlibphonenumber::Region;
use rusqlite::{Connection, params};

use super::{
    KnownCountry, KnownId, KnownIds, plan,
    read::{main_region, region_of},
};

/// Numbers looked at closely where several countries share a calling code.
const SAMPLE: u32 = 400;
/// Countries of the book that are offered first.
const FIRST: usize = 5;
/// Fewest contacts from which a number of the server gets a name.
const ENOUGH: u32 = 3;
/// Of a hundred of them, so many must have their phone in one country.
const NEARLY_ALL: u32 = 90;
/// Values of a field that are offered.
const OFFERED: usize = 300;

/// The countries of most contacts, most first. One pass over the index of numbers, a group for each beginning.
pub(super) fn countries(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut by_code: HashMap<u16, u32> = HashMap::new();
    let mut heads = connection.prepare_cached(
        "SELECT substr(digits, 1, 3), count(*) FROM contact WHERE digits <> '' GROUP BY 1",
    )?;
    let mut rows = heads.query([])?;
    while let Some(row) = rows.next()? {
        let (head, count): (String, u32) = (row.get(0)?, row.get(1)?);
        if let Some(code) = plan::calling_code(&head) {
            *by_code.entry(code).or_default() += count;
        }
    }
    let mut codes: Vec<(u16, u32)> = by_code.into_iter().collect();
    codes.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    let mut found = Vec::new();
    for (code, _) in codes.into_iter().take(FIRST) {
        found.extend(region_with(connection, code)?);
    }
    Ok(found.iter().map(Region::to_string).collect())
}

/// Of the countries that share a calling code, the one of most numbers.
fn region_with(connection: &Connection, code: u16) -> rusqlite::Result<Option<Region>> {
    let numbers: Vec<String> = connection
        .prepare_cached(
            "SELECT digits FROM contact WHERE digits >= ?1 AND digits < ?1 || ':' LIMIT ?2",
        )?
        .query_map(params![code.to_string(), SAMPLE], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(most(&numbers)
        .map(|(region, _)| region)
        .or_else(|| main_region(code)))
}

/// The country of most numbers, and how many.
fn most(numbers: &[String]) -> Option<(Region, u32)> {
    let mut counts: HashMap<Region, u32> = HashMap::new();
    for region in numbers.iter().filter_map(|digits| region(digits)) {
        *counts.entry(region).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(region, count)| (*count, std::cmp::Reverse(*region)))
}

/// Numbers that no plan knows still have a calling code.
fn region(digits: &str) -> Option<Region> {
    region_of(digits).or_else(|| main_region(plan::calling_code(digits)?))
}

/// The numbers of the server's lists that contacts have, and the countries they stand for.
pub(super) fn known_ids(connection: &Connection) -> rusqlite::Result<KnownIds> {
    let countries = used(connection, "country_id")?;
    let mut named = Vec::with_capacity(countries.len());
    let mut numbers = connection.prepare_cached(
        "SELECT digits FROM contact WHERE country_id = ?1 AND digits <> '' LIMIT ?2",
    )?;
    for KnownId { id, contacts } in countries {
        let numbers: Vec<String> = numbers
            .query_map(params![id, SAMPLE / 4], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let all = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        let region = most(&numbers)
            .filter(|(_, count)| *count >= ENOUGH && *count * 100 >= all * NEARLY_ALL)
            .map(|(region, _)| region.to_string());
        named.push(KnownCountry {
            id,
            contacts,
            region,
        });
    }
    // Two numbers for one country: the name would not tell which, so the one of more contacts has it.
    let mut taken = std::collections::HashSet::new();
    for known in &mut named {
        if let Some(region) = &known.region
            && !taken.insert(region.clone())
        {
            known.region = None;
        }
    }
    Ok(KnownIds {
        countries: named,
        assigned: used(connection, "assigned_id")?,
    })
}

fn used(connection: &Connection, column: &str) -> rusqlite::Result<Vec<KnownId>> {
    connection
        .prepare_cached(&format!(
            "SELECT {column}, count(*) FROM contact WHERE {column} IS NOT NULL GROUP BY 1
             ORDER BY 2 DESC, 1 LIMIT {OFFERED}"
        ))?
        .query_map([], |row| {
            Ok(KnownId {
                id: row.get(0)?,
                contacts: row.get(1)?,
            })
        })?
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{
        contacts::{rows, wire},
        store,
    };

    fn shop(people: &[(&str, Option<i64>)]) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&store::ACCOUNT.concat()).unwrap();
        for (id, (phone, country)) in people.iter().enumerate() {
            let wire = serde_json::json!({ "id": id + 1, "phone": phone, "country_id": country, "assigned_id": 21 });
            let contact = wire::from_wire(serde_json::from_value(wire).unwrap());
            rows::upsert(&connection, &contact).unwrap();
        }
        connection
    }

    #[test]
    fn the_country_of_most_contacts_comes_first() {
        let connection = shop(&[
            ("+14165550142", None),
            ("+14165550143", None),
            ("+12125550142", None),
            ("447400123456", None),
            ("+447400123457", None),
            ("", None),
            ("nonsense", None),
        ]);
        assert_eq!(countries(&connection).unwrap(), ["CA", "GB"]);
        assert!(countries(&shop(&[])).unwrap().is_empty());
    }

    #[test]
    fn a_number_of_the_server_gets_a_name_when_phones_agree() {
        let connection = shop(&[
            ("+447400123456", Some(7)),
            ("+447400123457", Some(7)),
            ("+447400123458", Some(7)),
            ("+33612345678", Some(8)),
            ("+33612345679", Some(8)),
            ("+4915112345678", Some(9)),
            ("+4915112345679", Some(9)),
            ("+33612345670", Some(9)),
            ("+33612345671", None),
        ]);
        let known = known_ids(&connection).unwrap();
        let country = |id, contacts, region: Option<&str>| KnownCountry {
            id,
            contacts,
            region: region.map(str::to_owned),
        };
        assert_eq!(
            known.countries,
            [
                country(7, 3, Some("GB")),
                country(9, 3, None),
                country(8, 2, None)
            ]
        );
        assert_eq!(
            known.assigned,
            [KnownId {
                id: 21,
                contacts: 9
            }]
        );
    }
}

//! Is this person written down already? Asked of the mirror while the form is typed into, by indexes alone.

use rusqlite::{Connection, ToSql};
use serde::{Deserialize, Serialize};

use super::{Contact, fold::fold, rows, twins::abroad};
use crate::{Desk, accounts::AccountId, error::CommandError, phones};

/// Last digits that two spellings of a number have in common at least.
const TAIL: usize = 7;
/// Most people named: more say nothing.
const MOST: usize = 5;
/// So many near ones are no hint any more.
const TOO_MANY: usize = 8;
/// Mailboxes of a shop, not of a person.
const SHARED: [&str; 14] = [
    "admin",
    "buchhaltung",
    "contact",
    "contacto",
    "hello",
    "info",
    "kontakt",
    "mail",
    "office",
    "orders",
    "post",
    "sales",
    "service",
    "support",
];

/// What the form says so far.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[allow(missing_docs)] // the fields of the form
pub struct DuplicateRequest {
    pub firstname: String,
    pub lastname: String,
    pub company: String,
    /// With its country's code, in any spelling.
    pub phone: String,
    pub email: String,
    /// The contact being edited: it is no duplicate of itself.
    pub own: Option<i64>,
}

/// Somebody who may be the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Duplicate {
    /// Who.
    pub contact: Contact,
    /// Why it is thought so; the surest reason.
    pub why: DuplicateWhy,
}

/// Why two contacts may be one person, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum DuplicateWhy {
    /// The very number, whatever stands between the digits.
    SamePhone,
    /// The number's other spelling on WhatsApp.
    TwinPhone,
    /// The very email, letter case aside.
    SameEmail,
    /// The same last digits.
    PhoneEnd,
    /// The same name at the same company.
    NameAndCompany,
    /// The same email before the @.
    EmailName,
    /// The same first and last name.
    SameName,
}

impl Desk {
    /// People who may be the one in the form, the surest first. Costs no call.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn contacts_duplicates(
        &self,
        account: &AccountId,
        request: DuplicateRequest,
    ) -> Result<Vec<Duplicate>, CommandError> {
        self.account(account)?
            .db()?
            .read(move |c| find(c, &request))
            .await
    }
}

pub(crate) fn find(
    connection: &Connection,
    request: &DuplicateRequest,
) -> rusqlite::Result<Vec<Duplicate>> {
    let mut found: Vec<(DuplicateWhy, i64)> = Vec::new();
    by_phone(connection, &request.phone, &mut found)?;
    by_email(connection, &request.email, &mut found)?;
    by_name(connection, request, &mut found)?;
    found.sort_unstable();
    let mut people: Vec<Duplicate> = Vec::new();
    for (why, id) in found {
        let known = people.iter().any(|person| person.contact.id == id);
        if request.own == Some(id) || known || people.len() == MOST {
            continue;
        }
        if let Some(contact) = rows::get(connection, id)? {
            people.push(Duplicate { contact, why });
        }
    }
    Ok(people)
}

type Found = Vec<(DuplicateWhy, i64)>;

fn by_phone(connection: &Connection, typed: &str, found: &mut Found) -> rusqlite::Result<()> {
    let Ok(stored) = phones::national_or_international(typed, None) else {
        return Ok(());
    };
    let digits = &stored[1..];
    let exact = "SELECT id FROM contact WHERE digits = ?1 LIMIT 8";
    take(
        connection,
        exact,
        &[&digits],
        DuplicateWhy::SamePhone,
        found,
    )?;
    for twin in abroad(digits) {
        take(connection, exact, &[&twin], DuplicateWhy::TwinPhone, found)?;
    }
    if digits.len() > TAIL {
        // At least the last seven; of those written without their country's code, the whole number.
        let tail: String = digits.chars().rev().take(TAIL).collect();
        let mut near = Vec::new();
        // ':' is the character after '9'.
        let sql = "SELECT id FROM contact WHERE tail >= ?1 AND tail < ?1 || ':' LIMIT 9";
        take(connection, sql, &[&tail], DuplicateWhy::PhoneEnd, &mut near)?;
        if near.len() <= TOO_MANY {
            found.extend(near);
        }
    }
    Ok(())
}

fn by_email(connection: &Connection, typed: &str, found: &mut Found) -> rusqlite::Result<()> {
    let email = typed.trim().to_ascii_lowercase();
    let Some((local, host)) = email.rsplit_once('@') else {
        return Ok(());
    };
    if !local.is_empty() && host.contains('.') {
        let sql = "SELECT id FROM contact WHERE email IS NOT NULL AND lower(email) = ?1 LIMIT 8";
        take(connection, sql, &[&email], DuplicateWhy::SameEmail, found)?;
    }
    if local.len() >= 4 && !SHARED.contains(&local) {
        // 'A' is the character after '@'.
        let sql = "SELECT id FROM contact WHERE email IS NOT NULL
            AND lower(email) >= ?1 || '@' AND lower(email) < ?1 || 'A' LIMIT 9";
        let mut near = Vec::new();
        take(
            connection,
            sql,
            &[&local],
            DuplicateWhy::EmailName,
            &mut near,
        )?;
        if near.len() <= TOO_MANY {
            found.extend(near);
        }
    }
    Ok(())
}

fn by_name(
    connection: &Connection,
    request: &DuplicateRequest,
    found: &mut Found,
) -> rusqlite::Result<()> {
    let (first, last) = (request.firstname.trim(), request.lastname.trim());
    if first.is_empty() || last.is_empty() {
        return Ok(());
    }
    let key = fold(&format!("{first} {last}"));
    let mut named = Vec::new();
    let sql = "SELECT id FROM contact WHERE name_key = ?1 LIMIT 9";
    take(connection, sql, &[&key], DuplicateWhy::SameName, &mut named)?;
    let company = fold(request.company.trim());
    let mut near = Vec::new();
    for (_, id) in named {
        let other = rows::get(connection, id)?.and_then(|contact| contact.company);
        let other = fold(other.unwrap_or_default().trim());
        if !company.is_empty() && other == company {
            found.push((DuplicateWhy::NameAndCompany, id));
        } else if company.is_empty() || other.is_empty() {
            near.push((DuplicateWhy::SameName, id));
        }
    }
    // A name that many have tells nothing.
    if near.len() <= 2 {
        found.extend(near);
    }
    Ok(())
}

fn take(
    connection: &Connection,
    sql: &str,
    values: &[&dyn ToSql],
    why: DuplicateWhy,
    found: &mut Found,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map(values, |row| row.get::<_, i64>(0))?;
    for id in ids {
        found.push((why, id?));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{contacts::wire, store};

    fn shop() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&store::ACCOUNT.concat()).unwrap();
        for (id, first, last, company, phone, email) in [
            (
                1,
                "Nadia",
                "Verhoeven",
                "Kaai",
                "+447400900142",
                "Nadia.V@example.com",
            ),
            (2, "Tomás", "Lindqvist", "", "5511987654321", ""),
            (
                3,
                "Ravi",
                "Nadar",
                "Kaai",
                "+919876543210",
                "info@kaai.example",
            ),
            (4, "Old", "Spelling", "", "07400900177", ""),
            (5, "Ann", "Lee", "One", "+15550100111", ""),
            (6, "Ann", "Lee", "Two", "+15550100112", ""),
        ] {
            let wire = serde_json::json!({ "id": id, "firstname": first, "lastname": last, "company": company,
                "phone": phone, "email": (!email.is_empty()).then_some(email), "type": "lead" });
            let contact = wire::from_wire(serde_json::from_value(wire).unwrap());
            rows::upsert(&connection, &contact).unwrap();
        }
        connection
    }

    fn found(edit: impl FnOnce(&mut DuplicateRequest)) -> Vec<(i64, DuplicateWhy)> {
        let mut request = DuplicateRequest::default();
        edit(&mut request);
        let people = find(&shop(), &request).unwrap();
        people.iter().map(|p| (p.contact.id, p.why)).collect()
    }

    #[test]
    fn by_number() {
        use DuplicateWhy::*;
        for (typed, expected) in [
            ("+44 7400 900142", vec![(1, SamePhone)]),
            ("+44 07400 900142", vec![(1, SamePhone)]),
            ("0044-7400-900142", vec![(1, SamePhone)]),
            ("+55 11 98765-4321", vec![(2, SamePhone)]),
            ("+55 11 8765-4321", vec![(2, TwinPhone)]),
            ("+33 7 40 09 00 142", vec![(1, PhoneEnd)]),
            ("+44 7400 900177", vec![(4, PhoneEnd)]),
            ("+44 7400 900199", vec![]),
            ("07400", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(found(|r| r.phone = typed.into()), expected, "{typed}");
        }
        assert_eq!(
            found(|r| {
                r.phone = "+44 7400 900142".into();
                r.own = Some(1);
            }),
            []
        );
    }

    #[test]
    fn by_email_and_name() {
        use DuplicateWhy::*;
        let email = |text: &str| found(|r| r.email = text.into());
        assert_eq!(email(" nadia.v@EXAMPLE.com "), [(1, SameEmail)]);
        assert_eq!(email("nadia.v@other.example"), [(1, EmailName)]);
        assert_eq!(email("info@other.example"), [], "a mailbox of a shop");
        assert_eq!(email("info@kaai.example"), [(3, SameEmail)]);
        assert_eq!(email("nadia"), []);
        let name = |first: &str, last: &str, company: &str| {
            found(|r| {
                r.firstname = first.into();
                r.lastname = last.into();
                r.company = company.into();
            })
        };
        assert_eq!(name("nadia", "VERHOEVEN", "kaai"), [(1, NameAndCompany)]);
        assert_eq!(name("tomas", "lindqvist", "Anything"), [(2, SameName)]);
        assert_eq!(name("Nadia", "Verhoeven", "Other"), []);
        assert_eq!(name("Nadia", "", ""), []);
        assert_eq!(name("Ann", "Lee", "two"), [(6, NameAndCompany)]);
    }

    #[test]
    fn the_surest_reason_is_told_once() {
        let both = found(|r| {
            r.phone = "+447400900142".into();
            r.email = "nadia.v@example.com".into();
            r.firstname = "Nadia".into();
            r.lastname = "Verhoeven".into();
        });
        assert_eq!(both, [(1, DuplicateWhy::SamePhone)]);
    }

    #[test]
    fn it_goes_by_indexes_alone() {
        let connection = shop();
        for sql in [
            "SELECT id FROM contact WHERE digits = 'x'",
            "SELECT id FROM contact WHERE tail >= 'x' AND tail < 'y'",
            "SELECT id FROM contact WHERE email IS NOT NULL AND lower(email) = 'x'",
            "SELECT id FROM contact WHERE email IS NOT NULL AND lower(email) >= 'x' AND lower(email) < 'y'",
            "SELECT id FROM contact WHERE name_key = 'x'",
        ] {
            let plan: String = connection
                .query_row(&format!("EXPLAIN QUERY PLAN {sql}"), [], |row| row.get(3))
                .unwrap();
            assert!(plan.starts_with("SEARCH"), "{sql}: {plan}");
        }
    }
}

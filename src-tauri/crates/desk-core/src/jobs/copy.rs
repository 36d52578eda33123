//! The copy of contacts about to be deleted: a table of all their fields, on disk before the first call.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, Write},
    path::Path,
    sync::Arc,
};

use super::{journal, listed};
use crate::{
    contacts::{Contact, rows as contacts},
    desk::blocking,
    error::CommandError,
    lists::{self, List},
    open_account::OpenAccount,
    private_files,
    store::failure,
    time,
};

/// Contacts read and written at once.
const BATCH: usize = 500;

const HEADINGS: [&str; 23] = [
    "id",
    "firstname",
    "lastname",
    "company",
    "type",
    "email",
    "phone",
    "status_id",
    "status",
    "source_id",
    "source",
    "group_ids",
    "groups",
    "assigned_id",
    "country_id",
    "description",
    "city",
    "state",
    "zip",
    "address",
    "is_opted_out",
    "created_at",
    "updated_at",
];

type Names = HashMap<i64, String>;

struct AllNames {
    groups: Names,
    sources: Names,
    statuses: Names,
}

/// Writes the copy and notes where it is.
pub(super) async fn make(account: &Arc<OpenAccount>, job: i64) -> Result<(), CommandError> {
    let db = account.db()?;
    let names = db
        .read(|c| {
            let of = |list| -> rusqlite::Result<Names> {
                let items = lists::all(c, list)?.into_iter();
                Ok(items.map(|item| (item.id, item.name)).collect())
            };
            Ok(AllNames {
                groups: of(List::Groups)?,
                sources: of(List::Sources)?,
                statuses: of(List::Statuses)?,
            })
        })
        .await?;
    let day: String = time::now().chars().take(10).collect();
    let folder = account.shared.folder(&account.id).join("deleted");
    let path = folder.join(format!("contacts-{day}-job-{job}.csv"));
    let shown = path.clone();
    let failed = move |e: &dyn std::fmt::Display| failure(&shown, e);
    let (from, at) = (folder.clone(), path.clone());
    let mut table = tokio::task::spawn_blocking(move || open(&from, &at))
        .await
        .map_err(|e| failed(&e))?
        .map_err(|e| failed(&e))?;
    let mut last = i64::MIN;
    loop {
        let (ids, found) = db
            .read(move |c| {
                let ids = listed::after(c, job, last, BATCH)?;
                let found = contacts::of_ids(c, &ids)?;
                Ok((ids, found))
            })
            .await?;
        let Some(end) = ids.last() else { break };
        last = *end;
        for contact in found {
            table
                .write_record(cells(&contact, &names))
                .map_err(|e| failed(&e))?;
        }
    }
    blocking(move || {
        let closed = close(table, &folder);
        closed.map_err(|e| failure(&folder, &e))
    })
    .await?;
    let path = path.display().to_string();
    db.write(move |t| journal::set_copy(t, job, &path)).await
}

/// A new table, for its owner's eyes only; one that was not finished is replaced.
fn open(folder: &Path, path: &Path) -> io::Result<csv::Writer<File>> {
    private_files::folder(folder)?;
    let mut options = private_files::options();
    let mut file = options.create(true).write(true).truncate(true).open(path)?;
    // Without this mark spreadsheets take the names for another encoding.
    file.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::Writer::from_writer(file);
    table.write_record(HEADINGS)?;
    Ok(table)
}

/// On disk, with its name.
fn close(table: csv::Writer<File>, folder: &Path) -> io::Result<()> {
    let file = table.into_inner().map_err(|e| e.into_error())?;
    private_files::sync(&file, folder)
}

fn cells(contact: &Contact, names: &AllNames) -> [String; HEADINGS.len()] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let number = |value: Option<i64>| value.map(|id| id.to_string()).unwrap_or_default();
    let name = |names: &Names, id: Option<i64>| {
        id.and_then(|id| names.get(&id).cloned())
            .unwrap_or_default()
    };
    let ids: Vec<String> = contact.groups.iter().map(i64::to_string).collect();
    let groups: Vec<String> = contact
        .groups
        .iter()
        .filter_map(|id| names.groups.get(id).cloned())
        .collect();
    [
        contact.id.to_string(),
        contact.firstname.clone(),
        contact.lastname.clone(),
        text(&contact.company),
        contact.r#type.clone(),
        text(&contact.email),
        // Without its plus it would be read as a sum of money.
        if contact.phone.starts_with('+') || contact.phone.is_empty() {
            contact.phone.clone()
        } else {
            format!("'{}", contact.phone)
        },
        number(contact.status_id),
        name(&names.statuses, contact.status_id),
        number(contact.source_id),
        name(&names.sources, contact.source_id),
        ids.join(";"),
        groups.join("; "),
        number(contact.assigned_id),
        number(contact.country_id),
        text(&contact.description),
        text(&contact.city),
        text(&contact.state),
        text(&contact.zip),
        text(&contact.address),
        contact.is_opted_out.to_string(),
        text(&contact.created_at),
        text(&contact.updated_at),
    ]
    .map(harmless)
}

/// A spreadsheet takes a cell that begins so for a formula, and a number with a plus for a sum: an apostrophe says that it
/// is text.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("+447700900177", "'+447700900177"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("Nadia", "Nadia"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell.to_owned()), expected);
        }
    }
}

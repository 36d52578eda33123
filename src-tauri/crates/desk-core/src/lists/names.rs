//! The rules of names: needed, at most 255 characters, unique in their list (contract 17.2, 19.2, 20.2).

use super::{Item, List, named};
use crate::{
    error::{CommandError, FieldError, FieldErrorCode},
    open_account::OpenAccount,
};

/// Most characters of a name.
const NAME: u32 = 255;

/// The name without outer blanks.
pub(crate) fn checked(name: &str) -> Result<String, FieldError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(field(FieldErrorCode::Required, None));
    }
    if name.chars().count() > NAME as usize {
        return Err(field(FieldErrorCode::TooLong, Some(NAME)));
    }
    Ok(name.to_owned())
}

/// Whether two names are one: the server's store may tell letter case apart or not, a person does not.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The entry of the mirror that has this name already; an entry may keep its own.
pub(crate) async fn owner(
    account: &OpenAccount,
    list: List,
    name: &str,
    own: Option<i64>,
) -> Result<Option<Item>, CommandError> {
    let name = name.to_owned();
    let found = account
        .db()?
        .read(move |c| named(c, list, &name, own))
        .await?;
    Ok(found)
}

/// What is said of a name that `other` has. `params.id` is that entry.
pub(crate) fn taken(other: &Item) -> CommandError {
    refused(FieldErrorCode::Taken, None).with("id", other.id)
}

/// Input refused for its name.
pub(crate) fn refused(code: FieldErrorCode, limit: Option<u32>) -> CommandError {
    CommandError::invalid(vec![field(code, limit)])
}

fn field(code: FieldErrorCode, limit: Option<u32>) -> FieldError {
    FieldError {
        field: "name".to_owned(),
        code,
        message: None,
        limit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let table = [
            (" VIP ", Ok("VIP")),
            ("عملاء الربيع", Ok("عملاء الربيع")),
            ("", Err(FieldErrorCode::Required)),
            (" \t", Err(FieldErrorCode::Required)),
        ];
        for (name, expected) in table {
            let found = checked(name);
            assert_eq!(
                found.as_deref().map_err(|error| error.code),
                expected,
                "{name}"
            );
        }
        assert!(checked(&"ß".repeat(255)).is_ok(), "characters, not bytes");
        let long = checked(&"x".repeat(256));
        assert_eq!(long.map_err(|error| error.limit), Err(Some(255)));
        assert!(same(" vip", "VIP") && !same("vip", "vips"));
    }
}

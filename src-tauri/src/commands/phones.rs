//! See `desk_core::phones`.

use desk_core::{
    Desk,
    accounts::AccountId,
    error::CommandError,
    phones::{KnownIds, PhoneCountries, PhoneReading, PhoneRequest},
};

use super::Core;

/// Reads a number as far as it is typed.
#[tauri::command]
pub async fn phones_read(request: PhoneRequest) -> Result<PhoneReading, CommandError> {
    Ok(Desk::phones_read(&request))
}

/// All countries, and those of the account's contacts.
#[tauri::command]
pub async fn phones_countries(
    core: Core<'_>,
    account: AccountId,
) -> Result<PhoneCountries, CommandError> {
    core.desk()?.phones_countries(&account).await
}

/// The server's numbers of countries and users that contacts have.
#[tauri::command]
pub async fn phones_known_ids(
    core: Core<'_>,
    account: AccountId,
) -> Result<KnownIds, CommandError> {
    core.desk()?.phones_known_ids(&account).await
}

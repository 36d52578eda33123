//! The commands on phone numbers. None of them asks the server.

use rlibphonenumber::PHONE_NUMBER_UTIL;

use super::{
    KnownIds, PhoneCountries, PhoneCountry, PhoneReading, PhoneRequest, book,
    read::{self, code_of},
};
use crate::{Desk, accounts::AccountId, error::CommandError};

impl Desk {
    /// Reads a number as far as it is typed.
    #[must_use]
    pub fn phones_read(request: &PhoneRequest) -> PhoneReading {
        read::read(&request.text, request.region.as_deref())
    }

    /// All countries by code, and those of the account's contacts. The mirror is counted: ask once a window.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn phones_countries(
        &self,
        account: &AccountId,
    ) -> Result<PhoneCountries, CommandError> {
        let book = self.account(account)?.db()?.read(book::countries).await?;
        let mut countries: Vec<PhoneCountry> = PHONE_NUMBER_UTIL
            .get_supported_regions()
            .filter_map(|region| {
                Some(PhoneCountry {
                    region: region.to_string(),
                    calling_code: code_of(region)?,
                })
            })
            .collect();
        countries.sort_by(|a, b| a.region.cmp(&b.region));
        Ok(PhoneCountries { countries, book })
    }

    /// The numbers of the server's lists of countries and users that contacts have (contract section 7: the API names
    /// neither), with the countries that phone numbers prove them to be.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn phones_known_ids(&self, account: &AccountId) -> Result<KnownIds, CommandError> {
        self.account(account)?.db()?.read(book::known_ids).await
    }
}

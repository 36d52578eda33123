//! What the bridge says of phone numbers.

use serde::{Deserialize, Serialize};

/// A number as typed so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PhoneReading {
    /// ISO 3166 code of the country: the number's own if it says so, else the one chosen.
    pub region: Option<String>,
    /// The country's calling code.
    pub calling_code: Option<u16>,
    /// `+` and digits, as it would be stored; none while it cannot be.
    pub stored: Option<String>,
    /// The number beside its calling code, grouped as people write it: `7700 900142`.
    pub national: String,
    /// The text as typed, grouped; none when that would change more than what stands between the digits.
    pub shaped: Option<String>,
    /// What kind of line it is, as far as the country's plan tells.
    pub kind: Option<PhoneKind>,
    /// Why it probably does not exist or cannot be written to. It may be saved all the same.
    pub warning: Option<PhoneWarning>,
    /// How many digits numbers of the country have after the calling code.
    pub lengths: Vec<u8>,
    /// How many this one has.
    pub length: u8,
    /// Other spellings under which WhatsApp may know the same person, as people write them.
    pub twins: Vec<String>,
}

/// What kind of line a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum PhoneKind {
    /// A mobile.
    Mobile,
    /// A landline.
    Landline,
    /// The country does not tell the two apart.
    Either,
    /// Over the internet, or following a person.
    Virtual,
    /// Free, premium, shared cost, pager and the like.
    Service,
}

/// Why a number probably does not exist, or cannot be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum PhoneWarning {
    /// No country has this calling code.
    UnknownCode,
    /// Fewer digits than any number of the country.
    TooShort,
    /// More digits than any number of the country.
    TooLong,
    /// The country has longer and shorter numbers, none of this length.
    WrongLength,
    /// The length fits, but the country gives out no such numbers.
    NotInPlan,
    /// A landline: WhatsApp is seldom on it.
    Landline,
    /// A line that nobody has WhatsApp on.
    Service,
}

/// A country one can choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PhoneCountry {
    /// ISO 3166 code.
    pub region: String,
    /// Without the plus.
    pub calling_code: u16,
}

/// All countries, and the account's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PhoneCountries {
    /// By ISO code.
    pub countries: Vec<PhoneCountry>,
    /// The countries of most of the account's contacts, most first; empty while the mirror is.
    pub book: Vec<String>,
}

/// A number to be read.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct PhoneRequest {
    /// As typed.
    pub text: String,
    /// The country chosen; a number with `+` or `00` says its own.
    pub region: Option<String>,
}

/// The numbers of the server's own lists that contacts of the account have: the API does not name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct KnownIds {
    /// Values of `country_id`, most used first.
    pub countries: Vec<KnownCountry>,
    /// Values of `assigned_id`, most used first.
    pub assigned: Vec<KnownId>,
}

/// A value of `country_id`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct KnownCountry {
    /// The server's number.
    pub id: i64,
    /// Contacts that have it.
    pub contacts: u32,
    /// ISO code of the country that nearly all of them have their phone in; none when that is not clear.
    pub region: Option<String>,
}

/// A value of `assigned_id`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct KnownId {
    /// The server's number.
    pub id: i64,
    /// Contacts that have it.
    pub contacts: u32,
}

//! Quirks: behaviour that one known version of the server shows and the documentation does not, and answers to what the
//! contract leaves open (contract sections 22 and 23). All are off by default; each can be switched on by its name.

use std::fmt;
use std::str::FromStr;

/// Declares the quirks, each with its name on the command line and what it does.
macro_rules! quirks {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// One quirk.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Quirk {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Quirk {
            /// Every quirk there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name on the command line.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// What it does, in a sentence or two.
            pub fn help(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc,)+),)+
                }
            }
        }
    };
}

quirks! {
    /// Single reads hold the record at `data.data` instead of `data` (contract section 4, question 1).
    DoubleNesting = "double-nesting",
    /// `button_0..2` are taken and not handed to WhatsApp, which then refuses the message (section 10, question 2).
    ButtonValuesDropped = "button-values-dropped",
    /// Template rows are stored without `message_id` and stay `sent`; `chat_message_id` is null (section 9, question 3).
    TemplateRowsUntracked = "template-rows-untracked",
    /// `POST /templates/sync` does nothing and reports 0 (section 21.2, question 4).
    SyncPlaceholder = "sync-placeholder",
    /// `POST /templates/sync` answers 500 `WHATSAPP_API_ERROR`: WhatsApp refuses (section 21.2).
    SyncRefused = "sync-refused",
    /// `filter[direction]` answers 500 (section 9, question 5).
    DirectionFilterFaults = "direction-filter-faults",
    /// An empty contacts page reports `count` 1, and `links.self` of contacts is malformed (section 6).
    ContactPageSlips = "contact-page-slips",
    /// `fields` answers 500 on every list but contacts (section 6).
    FieldsFault = "fields-fault",
    /// `filter[x][null]=false` means null; only `0` means not null (section 6).
    NullFalseIsNull = "null-false-is-null",
    /// Date filters without an offset are read in the server's zone, five and a half hours ahead of UTC (question 9).
    DateFiltersLocal = "date-filters-local",
    /// `sort` only breaks ties on messages and authentication templates (section 6).
    SortBreaksTies = "sort-breaks-ties",
    /// A refused token answers 401 `UNAUTHORIZED` instead of one of four codes (section 5).
    Unauthorized401 = "unauthorized-401",
    /// A refused token answers 403 `UNAUTHORIZED` (section 5).
    Unauthorized403 = "unauthorized-403",
    /// The subscription has lapsed: every call answers 403 with a code nobody has written down (question 13).
    SubscriptionLapsed = "subscription-lapsed",
    /// Errors without details carry `details: []`, an empty object as some servers write it (section 4).
    EmptyDetails = "empty-details",
    /// The account has no WhatsApp connection: sends and sync answer 422 `WHATSAPP_NOT_CONFIGURED` (section 5).
    WhatsAppNotConnected = "whatsapp-not-connected",
    /// The account has no default status and source: a send to an unknown number answers 422 `missing_config` (section 7).
    NoContactDefaults = "no-contact-defaults",
    /// Templates are not in the plan: 403 `FEATURE_NOT_AVAILABLE` on template and code sends (section 5).
    PlanWithoutTemplates = "plan-without-templates",
    /// Templates are not in the plan, and that answers a bare 500 (section 5).
    PlanWithoutTemplatesFaults = "plan-without-templates-faults",
    /// Uploads above 8 MB answer 413 with an HTML page, as a web server in front does (question 8).
    UploadCap = "upload-cap",
    /// Values within the checks but wider than their columns answer 500 (section 7).
    NarrowColumns = "narrow-columns",
    /// Contacts keep the id of a group that was deleted (section 17.5).
    DeadGroupIds = "dead-group-ids",
    /// `@{contact_phone_number}` is known and `@{contact_phone}` is not (section 10, question 7).
    MergePhoneNumber = "merge-phone-number",
    /// A `contact_id` fits a contact stored without `+` as well (question 14).
    ContactIdByDigits = "contact-id-by-digits",
    /// A text that fails validation answers a bare 500 (section 18.1, question 10).
    TextValidationFaults = "text-validation-faults",
    /// Opt-out and conversation quota are not checked for texts (section 18.1).
    TextOptOutUnchecked = "text-opt-out-unchecked",
    /// A wrong extension or size of media answers in the older shape, `status` and `message` (section 18.3).
    MediaErrorsLegacy = "media-errors-legacy",
    /// Media extensions as one server checks them: no webp, opus and csv, but m4a; an address needs one (section 11).
    MediaExtensionsServer = "media-extensions-server",
    /// Media without a caption leaves no row, and `chat_message_id` is null (section 9).
    MediaRowsMissing = "media-rows-missing",
    /// A document without `filename` answers 500 and is not sent (section 18.3).
    MediaFilenameNeeded = "media-filename-needed",
    /// Media that cannot be fetched answers a bare 500 instead of WhatsApp's refusal (section 5, `INVALID_MEDIA_TYPE`).
    MediaFetchFaults = "media-fetch-faults",
    /// `contact.*` of a media send is ignored when a contact is made (section 18.3).
    MediaContactIgnored = "media-contact-ignored",
    /// `read` comes without `delivered`: the event of the one never arrives (whatsapp-facts section 6).
    ReadWithoutDelivered = "read-without-delivered",
    /// Batch rows are not checked for uniqueness, source, status and the plan's limit (section 16.6, question 11).
    BatchUnchecked = "batch-unchecked",
    /// A batch of more than 100 rows answers 422 (question 11).
    BatchLimit100 = "batch-limit-100",
    /// Codes look for and store phone numbers without `+`, which makes twins (section 7).
    OtpPlainNumbers = "otp-plain-numbers",
    /// An expired code answers `OTP_NOT_FOUND` instead of `OTP_EXPIRED` (section 14.3).
    OtpExpiredNotFound = "otp-expired-not-found",
    /// The two comments calls do not exist: a bare 404 (section 15).
    CommentsAbsent = "comments-absent",
    /// Add Comment answers 201 instead of 200 (question 6).
    CommentsCreated201 = "comments-created-201",
    /// Comments have the three confirmed fields only (question 6).
    CommentsFewFields = "comments-few-fields",
    /// The account has no chat storage yet: comments answer 500 (section 15.2).
    CommentsNoStorage = "comments-no-storage",
}

/// A set of quirks; the default is none, which is what the documentation describes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quirks(u64);

impl Quirks {
    /// No quirk: the documented behaviour.
    pub const NONE: Self = Self(0);

    /// The set with one more.
    #[must_use]
    pub const fn with(self, quirk: Quirk) -> Self {
        Self(self.0 | 1 << quirk as u64)
    }

    /// Whether it is in the set.
    #[must_use]
    pub const fn has(self, quirk: Quirk) -> bool {
        self.0 & (1 << quirk as u64) != 0
    }

    /// Every quirk of the one server version that is known, the media and comments calls it lacks or slips on included;
    /// those that only answer an open question or set up a shop in trouble are left out.
    #[must_use]
    pub fn known_server() -> Self {
        [
            Quirk::DoubleNesting,
            Quirk::ButtonValuesDropped,
            Quirk::TemplateRowsUntracked,
            Quirk::SyncPlaceholder,
            Quirk::DirectionFilterFaults,
            Quirk::ContactPageSlips,
            Quirk::FieldsFault,
            Quirk::NullFalseIsNull,
            Quirk::SortBreaksTies,
            Quirk::NarrowColumns,
            Quirk::DeadGroupIds,
            Quirk::MergePhoneNumber,
            Quirk::TextValidationFaults,
            Quirk::TextOptOutUnchecked,
            Quirk::MediaErrorsLegacy,
            Quirk::MediaExtensionsServer,
            Quirk::MediaRowsMissing,
            Quirk::MediaFilenameNeeded,
            Quirk::MediaFetchFaults,
            Quirk::MediaContactIgnored,
            Quirk::BatchUnchecked,
            Quirk::OtpPlainNumbers,
            Quirk::OtpExpiredNotFound,
            Quirk::CommentsAbsent,
        ]
        .into_iter()
        .collect()
    }
}

impl FromIterator<Quirk> for Quirks {
    fn from_iter<I: IntoIterator<Item = Quirk>>(quirks: I) -> Self {
        quirks.into_iter().fold(Self::NONE, Self::with)
    }
}

impl From<Quirk> for Quirks {
    fn from(quirk: Quirk) -> Self {
        Self::NONE.with(quirk)
    }
}

impl fmt::Display for Quirk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Quirk {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().copied().find(|quirk| quirk.name() == text);
        found.ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|quirk| quirk.name()).collect();
            format!("no such quirk; there are: {}", names.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn each_quirk_has_a_name_of_its_own_that_leads_back_to_it() {
        for quirk in Quirk::ALL {
            assert_eq!(quirk.name().parse::<Quirk>().unwrap(), *quirk);
            assert!(!quirk.help().trim().is_empty());
        }
        assert!(
            "often"
                .parse::<Quirk>()
                .unwrap_err()
                .contains("double-nesting")
        );
        assert!(Quirk::ALL.len() <= 64, "a set is 64 bits");
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let set = Quirks::from(Quirk::DoubleNesting).with(Quirk::SyncPlaceholder);
        let held = |quirk: &&Quirk| set.has(**quirk);
        let held: Vec<&Quirk> = Quirk::ALL.iter().filter(held).collect();
        assert_eq!(held, [&Quirk::DoubleNesting, &Quirk::SyncPlaceholder]);
        assert_eq!(Quirks::default(), Quirks::NONE);
    }
}

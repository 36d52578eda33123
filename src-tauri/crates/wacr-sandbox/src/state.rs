//! What the server knows, in memory: the rows, and the indexes sends need.

mod rows;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::codes::{OneTimeCode, Tries};
use crate::kept::{Appended, Named};
use crate::query::{Query, Rules};
use crate::quirks::Quirks;
use crate::rate::RateLimit;
use crate::rows::{Contact, Label, Message};
use crate::selection::{Kept, Selections};
use crate::template::Template;

pub(crate) use rows::{Change, Key};

/// The business number, the sender of every outgoing row.
pub(crate) const BUSINESS_NUMBER: &str = "15550100999";
/// The name of the account, `@{company_name}`.
pub(crate) const COMPANY: &str = "Blue Harbour Books";
/// The account's id, `tenant_id` in rows shown as stored.
pub(crate) const TENANT: u64 = 31;

/// A conversation with one number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Chat {
    pub(crate) id: u64,
    pub(crate) last_activity: i64,
}

/// A message that really went to WhatsApp since the start, whatever the caller was told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedMessage {
    /// Unix seconds.
    pub at: i64,
    /// `template`, `text`, `media`, `interactive` or `code`.
    pub kind: String,
    /// Digits only.
    pub phone: String,
    /// The contact it went to.
    pub contact_id: u64,
    /// Conversation, `interaction_id` of the stored row.
    pub chat_id: u64,
    /// Id of the stored row; none where the server stores no row, as for codes.
    pub row_id: Option<u64>,
    /// Name of the template; empty for what is no template.
    pub template_name: String,
    /// Language code of the template; empty for what is no template.
    pub language: String,
    /// The body with its values, or the caption, as the person reads it.
    pub text: String,
    /// The address or the file's name in a template's header, or of a media message.
    pub media: Option<String>,
    /// The one-time code in it, which the sender of a resent code is never told.
    pub code: Option<String>,
}

impl fmt::Debug for CreatedMessage {
    /// Says nothing of whom it went to and what it said.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CreatedMessage")
            .field("at", &self.at)
            .field("kind", &self.kind)
            .field("contact_id", &self.contact_id)
            .field("chat_id", &self.chat_id)
            .field("row_id", &self.row_id)
            .field("template_name", &self.template_name)
            .finish_non_exhaustive()
    }
}

/// What somebody is about to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Awaited {
    /// Unix seconds at which it arrives.
    pub(crate) due: i64,
    /// Digits of the one who writes.
    pub(crate) digits: String,
    pub(crate) text: String,
}

/// A limit of the plan and how much of it is used.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Quota {
    pub(crate) used: u32,
    /// `None` is unlimited.
    pub(crate) limit: Option<u32>,
}

impl Quota {
    pub(crate) fn full(&self) -> bool {
        self.limit.is_some_and(|limit| self.used >= limit)
    }
}

/// Everything.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) base_url: String,
    pub(crate) quirks: Quirks,
    pub(crate) rate_limit: RateLimit,
    /// `None` is unlimited.
    pub(crate) contact_limit: Option<u32>,
    pub(crate) conversations: Quota,
    pub(crate) started_at: i64,
    contacts: BTreeMap<u64, Kept>,
    /// Those not in the data file as they are now, in the order in which the file takes them fastest.
    changed_contacts: BTreeSet<u64>,
    by_phone: HashMap<String, u64>,
    by_email: HashMap<String, u64>,
    selections: Selections,
    pub(crate) groups: Vec<Label>,
    pub(crate) sources: Vec<Label>,
    pub(crate) statuses: Vec<Label>,
    pub(crate) templates: Vec<Template>,
    pub(crate) messages: Appended<Message>,
    /// By digits of the customer's number.
    pub(crate) chats: Named<Chat>,
    pub(crate) created: Appended<CreatedMessage>,
    /// When a number that rehearses a 429 was last told to wait.
    pub(crate) slowed: HashMap<String, i64>,
    /// One-time codes that were sent and not used up.
    pub(crate) codes: Vec<OneTimeCode>,
    /// Calls about codes, counted per phone.
    pub(crate) tries: Vec<Tries>,
    /// What people are about to write.
    pub(crate) awaited: Vec<Awaited>,
    next_contact: u64,
    next_label: u64,
}

impl State {
    pub(crate) fn new(base_url: String, quirks: Quirks, rate_limit: RateLimit, now: i64) -> Self {
        Self {
            base_url,
            quirks,
            rate_limit,
            contact_limit: None,
            conversations: Quota {
                used: 0,
                limit: None,
            },
            started_at: now,
            contacts: BTreeMap::new(),
            changed_contacts: BTreeSet::new(),
            by_phone: HashMap::new(),
            by_email: HashMap::new(),
            selections: Selections::default(),
            groups: Vec::new(),
            sources: Vec::new(),
            statuses: Vec::new(),
            templates: Vec::new(),
            messages: Appended::default(),
            chats: Named::default(),
            created: Appended::default(),
            slowed: HashMap::new(),
            codes: Vec::new(),
            tries: Vec::new(),
            awaited: Vec::new(),
            next_contact: 501,
            next_label: 100,
        }
    }

    pub(crate) fn contact_count(&self) -> usize {
        self.contacts.len()
    }

    pub(crate) fn contact(&self, id: u64) -> Option<&Contact> {
        self.contacts.get(&id).map(|kept| &kept.contact)
    }

    /// The JSON of a contact without includes.
    pub(crate) fn contact_text(&self, id: u64) -> Option<&str> {
        self.contacts.get(&id).map(Kept::text)
    }

    pub(crate) fn contacts(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.values().map(|kept| &kept.contact)
    }

    /// The contact whose stored phone is exactly this text.
    pub(crate) fn contact_by_phone(&self, phone: &str) -> Option<&Contact> {
        self.contact(*self.by_phone.get(phone)?)
    }

    /// Another contact than `except` with this exact phone.
    pub(crate) fn phone_taken(&self, phone: &str, except: Option<u64>) -> bool {
        self.by_phone
            .get(phone)
            .is_some_and(|id| Some(*id) != except)
    }

    /// Another contact than `except` with this exact email.
    pub(crate) fn email_taken(&self, email: &str, except: Option<u64>) -> bool {
        self.by_email
            .get(email)
            .is_some_and(|id| Some(*id) != except)
    }

    /// Stores a contact under a new id and answers with the id.
    pub(crate) fn insert_contact(&mut self, mut contact: Contact) -> u64 {
        contact.id = self.next_contact;
        self.next_contact += 1;
        let id = contact.id;
        self.put_contact(contact);
        id
    }

    /// Stores a changed contact under the id it has.
    pub(crate) fn put_contact(&mut self, contact: Contact) {
        self.take_contact(contact.id);
        // Where a batch made twins, the first is the one found.
        if let Some(phone) = &contact.phone {
            self.by_phone.entry(phone.clone()).or_insert(contact.id);
        }
        if let Some(email) = &contact.email {
            self.by_email.entry(email.clone()).or_insert(contact.id);
        }
        self.selections.add(&contact, &self.contacts);
        self.changed_contacts.insert(contact.id);
        self.contacts.insert(contact.id, contact.into());
    }

    /// Removes a contact.
    pub(crate) fn take_contact(&mut self, id: u64) -> Option<Contact> {
        let contact = self.contacts.remove(&id)?.contact;
        self.selections.remove(&contact, &self.contacts);
        self.changed_contacts.insert(id);
        if let Some(phone) = &contact.phone
            && self.by_phone.get(phone) == Some(&id)
        {
            self.by_phone.remove(phone);
        }
        if let Some(email) = &contact.email
            && self.by_email.get(email) == Some(&id)
        {
            self.by_email.remove(email);
        }
        Some(contact)
    }

    /// The ids a contacts query selects, in its order.
    pub(crate) fn selection(&mut self, query: &Query, rules: &'static Rules) -> &[u64] {
        self.selections.of(query, rules, &self.contacts)
    }

    /// A fresh id for a group, source or status.
    pub(crate) fn next_label(&mut self) -> u64 {
        self.next_label += 1;
        self.next_label
    }
}

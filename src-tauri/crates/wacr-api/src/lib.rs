//! A client for the WA.cr APP, API v2: typed models, one error type, a retry rule and a rate budget.
//!
//! Every quirk of the wire is handled in one place: the envelope and its double nesting in [`Reply`] and [`Page`],
//! the shapes a failure comes in in [`ApiError`], numbers as text and three time formats in the models.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use wacr_api::{BaseUrl, Client, ClientConfig, Contact, Lane, ListQuery};
//!
//! let client = Client::new(ClientConfig::new(BaseUrl::parse("app.wa.cr")?, "the token".to_owned().into(), "shop/1.0"))?;
//! let me = client.get_account().await?.data;
//! let page = client.lane(Lane::Background).list_contacts(&ListQuery::<Contact>::new().per_page(100)).await?.data;
//! println!("{} has {} contacts", me.name, page.pagination.total);
//! # Ok(()) }
//! ```

mod account;
mod auth;
mod base_url;
mod budget;
pub mod check;
mod client;
mod comments;
mod config;
mod contacts;
mod direction;
mod envelope;
mod error;
mod groups;
mod lenient;
mod media_link;
mod messages;
mod multipart;
mod network;
mod pages;
mod proxy;
mod query;
mod quiet;
mod refusal;
mod removal;
pub mod retry;
mod sources;
mod statuses;
mod templates;
mod transport;
mod turn;
mod watched;
pub mod whatsapp;

pub use account::{Account, LimitItem, Limits, Subscription, Usage, UsageItem};
pub use auth::{
    AuthTemplate, AuthTemplateFilter, AuthTemplateSort, OtpQuery, OtpResend, OtpSend, OtpSent,
    OtpState, OtpVerified, OtpVerify, VerifyRefusal,
};
pub use base_url::{BaseUrl, BaseUrlError, is_other_api_key};
pub use budget::{BudgetSnapshot, Lane, RateBudget};
pub use client::{Client, count_certificates};
pub use comments::{Comment, CommentAdded, NewComment};
pub use config::{ClientConfig, ConfigError, Timeouts};
pub use contacts::{
    BatchCreateSummary, BatchCreated, BatchDeleteSummary, BatchDeleted, BatchError, BatchOptions,
    BatchSkipped, Contact, ContactFilter, ContactPatch, ContactSort, Include, NewContact,
    StoredContact,
};
pub use direction::{Direction, OneWay, ToldBy, business_number, sender_of};
pub use envelope::{Page, Pagination, Reply};
pub use error::{ApiError, ErrorKind, Failure, NetworkFault, Stranger};
pub use groups::{Group, MembersAdded, MembersRemoved};
pub use media_link::MediaHead;
pub use messages::{
    Choices, HeaderFile, InteractiveSend, ListRow, ListSection, MediaSend, MediaSource, MediaType,
    Message, MessageFilter, MessageSort, ReplyButton, SendReceipt, TemplateSend, TextSend,
};
pub use pages::{Certainty, Listed, PER_PAGE, Walk, Whole, following};
pub use proxy::{ProxyChoice, ProxyServer};
pub use query::{Compare, ListQuery, NameSort, Order, Resource, TimeFilter};
pub use sources::Source;
pub use statuses::{Status, StatusInput};
pub use templates::{Template, TemplateButton, TemplateFilter, TemplateSort, TemplatesSynced};
pub use turn::Turn;

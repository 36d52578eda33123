//! The commands on contacts. Reads come from the mirror; writes go to the server first, then to the mirror.

use std::sync::Arc;

use wacr_api::{ApiError, ErrorKind, Lane, ListQuery};

use super::{
    Contact, ContactDraft, ContactFilter, ContactInput, ContactQuery, ContactSnapshot, ContactSort,
    CountsRequest, FilterCounts, TypedFilter, WindowRequest, drafts,
    filter::{self, Names, Today},
    query,
    rows::{self, Unique},
    search,
    snapshots::{Order, Sorted},
    validate::{self, KnownIds},
    wire,
};
use crate::{
    Desk,
    accounts::AccountId,
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    events::Cause,
    history::{self, Origin},
    lists,
    open_account::OpenAccount,
    sync,
};

/// Most rows of one window.
const WINDOW: u32 = 500;
/// Rows a list comes with: a page on screen.
const FIRST: usize = 100;
/// For what needs the contacts and not their order: the one that is there most often.
pub(crate) const ANY_ORDER: Sorted = (ContactSort::Updated, false);
/// Rows the server is asked for while the mirror is not complete.
const ASKED: u32 = 100;

impl Desk {
    /// Makes a list that stays as it is. Until the mirror is complete the server is asked as well where the query
    /// says so; that it does not answer is no error.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn contacts_search(
        &self,
        account: &AccountId,
        query: ContactQuery,
    ) -> Result<ContactSnapshot, CommandError> {
        let account = self.account(account)?;
        let text = query.text.trim();
        let complete = account.board.filled();
        account.snapshots.lookup.look_after(&account);
        let server_asked =
            query.ask_server && !text.is_empty() && !complete && ask_server(&account, text).await;
        let order = order(&account, (query.sort, query.reverse)).await?;
        let ids = matching(&account, order.clone(), text, query.filter).await?;
        Ok(ContactSnapshot {
            complete,
            server_asked,
            ..listed(&account, &order, ids).await?
        })
    }

    /// Rows of a list by position; those whose contact is gone meanwhile are left out.
    ///
    /// # Errors
    /// `SnapshotGone`, `AccountUnknown`, `StoreFailed`.
    pub async fn contacts_window(
        &self,
        account: &AccountId,
        request: WindowRequest,
    ) -> Result<Vec<Contact>, CommandError> {
        let account = self.account(account)?;
        let ids = account
            .snapshots
            .get(&request.snapshot)
            .ok_or_else(|| CommandError::new(ErrorCode::SnapshotGone, "search again"))?;
        let start = (request.offset as usize).min(ids.len());
        let end = start
            .saturating_add(request.limit.min(WINDOW) as usize)
            .min(ids.len());
        account
            .db()?
            .read(move |c| rows::of_ids(c, &ids[start..end]))
            .await
    }

    /// How many contacts have each value of a field, under the text and the other conditions.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn contacts_counts(
        &self,
        account: &AccountId,
        request: CountsRequest,
    ) -> Result<FilterCounts, CommandError> {
        let account = self.account(account)?;
        let order = order(&account, ANY_ORDER).await?;
        let found = matching(&account, order.clone(), &request.text, request.filter).await?;
        account
            .db()?
            .read(move |c| {
                let within = order.set_of(found.to_vec());
                filter::counts::of(c, &order, &within, request.field, &Today::now())
            })
            .await
    }

    /// Reads what was typed into the search box: conditions, and what is left as text.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn contacts_read_filter(
        &self,
        account: &AccountId,
        line: String,
    ) -> Result<TypedFilter, CommandError> {
        let db = self.account(account)?;
        let names = db.db()?.read(Names::load).await?;
        Ok(filter::read(&line, &names))
    }

    /// The filter and the text as one types them; reading the line gives both again.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn contacts_write_filter(
        &self,
        account: &AccountId,
        filter: ContactFilter,
        text: String,
    ) -> Result<String, CommandError> {
        let db = self.account(account)?;
        let names = db.db()?.read(Names::load).await?;
        Ok(filter::print(&filter.clean(), &text, &names))
    }

    /// One contact.
    ///
    /// # Errors
    /// `NotFound` when the mirror does not have it.
    pub async fn contacts_get(
        &self,
        account: &AccountId,
        id: i64,
    ) -> Result<Contact, CommandError> {
        stored(&*self.account(account)?, id).await
    }

    /// Writes a person down. The draft of the form is dropped when it is done, and kept when not.
    ///
    /// # Errors
    /// `Invalid` with fields; `LimitReached`; `ConnectionLost`, `ServerFault` when it may have been done all the same
    /// (a second try then says `Taken`); whatever else the call fails with.
    pub async fn contacts_create(
        &self,
        account: &AccountId,
        input: ContactInput,
    ) -> Result<Contact, CommandError> {
        let account = self.account(account)?;
        let (clean, errors) = validate::check(&input, &known(&account).await?, None);
        if !errors.is_empty() {
            return Err(CommandError::invalid(errors));
        }
        let client = account.client().await?;
        let (phone, email) = (clean.phone.clone(), clean.email.clone());
        match client.create_contact(&wire::to_create(clean)).await {
            Ok(reply) => write_down(&account, wire::from_wire(reply.data), None).await,
            Err(error) => Err(refused(&account, error, Some(&phone), email.as_deref(), None).await),
        }
    }

    /// Deletes a contact, here and there. That it is gone already is fine.
    ///
    /// # Errors
    /// Whatever the call fails with.
    pub async fn contacts_delete(&self, account: &AccountId, id: i64) -> Result<(), CommandError> {
        let account = self.account(account)?;
        let client = account.client().await?;
        match client.delete_contact(id).await {
            Ok(_) => {}
            Err(error) if error.kind == ErrorKind::NotFound => {}
            Err(error) => return Err(account.refused(error).await),
        }
        forget(&account, id).await
    }

    /// The text kept for a form: of a new contact (none) or of an edit.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn contacts_draft(
        &self,
        account: &AccountId,
        contact: Option<i64>,
    ) -> Result<Option<ContactDraft>, CommandError> {
        self.account(account)?
            .db()?
            .read(move |c| drafts::get(c, contact))
            .await
    }

    /// Keeps the text of a form.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn contacts_save_draft(
        &self,
        account: &AccountId,
        draft: ContactDraft,
    ) -> Result<(), CommandError> {
        self.account(account)?
            .db()?
            .write(move |t| drafts::save(t, &draft))
            .await
    }

    /// Forgets the text of a form.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn contacts_drop_draft(
        &self,
        account: &AccountId,
        contact: Option<i64>,
    ) -> Result<(), CommandError> {
        self.account(account)?
            .db()?
            .write(move |t| drafts::drop(t, contact))
            .await
    }
}

/// A contact of the mirror.
pub(crate) async fn stored(account: &OpenAccount, id: i64) -> Result<Contact, CommandError> {
    let found = account.db()?.read(move |c| rows::get(c, id)).await?;
    found.ok_or_else(|| CommandError::new(ErrorCode::NotFound, "no such contact in the mirror"))
}

pub(super) async fn known(account: &OpenAccount) -> Result<KnownIds, CommandError> {
    account.db()?.read(lists::known).await
}

/// Keeps a list, and reads its first rows.
pub(crate) async fn listed(
    account: &OpenAccount,
    order: &Order,
    ids: Arc<[i64]>,
) -> Result<ContactSnapshot, CommandError> {
    let count = |ids: &[i64]| u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let (total, all) = (count(&ids), count(&order.ids));
    let first: Vec<i64> = ids.iter().take(FIRST).copied().collect();
    let rows = account.db()?.read(move |c| rows::of_ids(c, &first)).await?;
    Ok(ContactSnapshot {
        id: account.snapshots.keep(ids),
        total,
        all,
        complete: account.board.filled(),
        server_asked: false,
        rows,
    })
}

/// The contacts that match the text and meet the filter, in order.
pub(crate) async fn matching(
    account: &OpenAccount,
    order: Arc<Order>,
    text: &str,
    filter: ContactFilter,
) -> Result<Arc<[i64]>, CommandError> {
    let (text, filter) = (text.trim(), filter.clean());
    if text.is_empty() && filter.all.is_empty() {
        return Ok(order.ids.clone());
    }
    let wanted = (!text.is_empty()).then(|| query::read(text));
    let lookup = account.snapshots.lookup.lookup();
    let found = account.db()?.read(move |c| {
        let within = filter::mask::of(c, &order, &filter, &Today::now())?;
        match (wanted, within) {
            (Some(wanted), within) => {
                search::find(c, &wanted, &order, within.as_ref(), lookup.as_deref())
            }
            (None, Some(within)) => Ok(order.within(&within)),
            (None, None) => Ok(order.ids.to_vec()),
        }
    });
    Ok(found.await?.into())
}

pub(crate) async fn order(account: &OpenAccount, sort: Sorted) -> Result<Arc<Order>, CommandError> {
    if let Some(order) = account.snapshots.order(sort) {
        return Ok(order);
    }
    let changes = account.snapshots.changes();
    let order = Arc::new(
        account
            .db()?
            .read(move |c| Order::read(c, sort.0, sort.1))
            .await?,
    );
    account.snapshots.keep_order(sort, changes, order.clone());
    Ok(order)
}

/// Takes what the server finds into the mirror. True if it answered.
async fn ask_server(account: &Arc<OpenAccount>, text: &str) -> bool {
    let Some(client) = account.client_now() else {
        return false;
    };
    let query = ListQuery::new()
        .search(query::for_server(text))
        .per_page(ASKED);
    let asked = account.written.asked();
    match client.lane(Lane::Click).list_contacts(&query).await {
        Ok(reply) => match sync::contacts::store(account, asked, reply.data.rows).await {
            Ok(_) => true,
            Err(error) => {
                tracing::warn!(%error, "found contacts were not stored");
                false
            }
        },
        Err(error) => {
            tracing::info!(%error, "the server was asked for contacts and did not answer");
            false
        }
    }
}

/// After a write the server did: mirror, draft, windows.
pub(super) async fn write_down(
    account: &OpenAccount,
    contact: Contact,
    form: Option<i64>,
) -> Result<Contact, CommandError> {
    let row = contact.clone();
    let origin = history::origin();
    account.written.note(&[row.id]);
    account
        .db()?
        .write(move |t| {
            history::upsert(t, &row, origin)?;
            // What stands in the form while the pane is used is another matter.
            if origin == Origin::Detail {
                return Ok(());
            }
            drafts::drop(t, form)
        })
        .await?;
    account.contacts_changed(Cause::Person);
    Ok(contact)
}

async fn forget(account: &OpenAccount, id: i64) -> Result<(), CommandError> {
    account
        .db()?
        .write(move |t| {
            rows::remove(t, id)?;
            drafts::drop(t, Some(id))
        })
        .await?;
    account.contacts_changed(Cause::Person);
    Ok(())
}

/// What the bridge says of a refused write. A refused number or email that somebody else has is `Taken`.
pub(super) async fn refused(
    account: &Arc<OpenAccount>,
    error: ApiError,
    phone: Option<&str>,
    email: Option<&str>,
    own: Option<i64>,
) -> CommandError {
    let lost = matches!(error.kind, ErrorKind::NetworkAfterSend(_));
    let mut out = account.refused(error).await;
    if lost {
        // Whatever broke the connection: it may have been done.
        out.code = ErrorCode::ConnectionLost;
    }
    for (field, unique, value) in [
        ("phone", Unique::Phone, phone),
        ("email", Unique::Email, email),
    ] {
        let (Some(at), Some(value)) = (
            out.fields.iter().position(|error| error.field == field),
            value,
        ) else {
            continue;
        };
        if let Some(owner) = owner(account, unique, value, own).await {
            out.fields[at] = FieldError {
                field: field.to_owned(),
                code: FieldErrorCode::Taken,
                message: None,
                limit: None,
            };
            out = out.with("contact", owner);
        }
    }
    out
}

/// The contact that has this value: in the mirror, else on the server, since a create whose answer was lost is not in
/// the mirror yet.
async fn owner(
    account: &Arc<OpenAccount>,
    unique: Unique,
    value: &str,
    own: Option<i64>,
) -> Option<i64> {
    let look = || async {
        let value = value.to_owned();
        account
            .db()
            .ok()?
            .read(move |c| rows::owner(c, unique, &value, own))
            .await
            .ok()?
    };
    if let Some(found) = look().await {
        return Some(found);
    }
    let searched = match unique {
        Unique::Phone => query::for_server(value),
        Unique::Email => value.to_owned(),
    };
    if ask_server(account, &searched).await {
        look().await
    } else {
        None
    }
}

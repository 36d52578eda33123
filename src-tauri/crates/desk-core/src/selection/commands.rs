//! The commands on the selection.

use std::sync::Arc;

use tokio::sync::{Mutex, MutexGuard};

use super::{
    GroupShare, Picked, SelectedWithin, Selection, SelectionChange, SelectionOp, SelectionPart,
    groups, rows,
    set::{Ids, Set},
};
use crate::{
    Desk,
    accounts::AccountId,
    contacts::{
        ContactSnapshot, ContactSort, WindowRequest,
        commands::{listed, order},
    },
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    events::AppEvent,
    open_account::OpenAccount,
};

/// Most rows of one window.
const WINDOW: usize = 500;

/// The selection of an open account: read from the database once, written there with every change.
#[derive(Default)]
pub(crate) struct Selected(Mutex<Option<Held>>);

struct Held {
    set: Set,
    /// The count of changes of contacts when those that are gone were last taken out.
    looked: u64,
}

impl Desk {
    /// How many are selected.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn selection_get(&self, account: &AccountId) -> Result<Selection, CommandError> {
        let account = self.account(account)?;
        Ok(current(&account).await?.1.told())
    }

    /// Selects, or takes out of the selection.
    ///
    /// # Errors
    /// `SnapshotGone`; `Invalid` with field `op` for a toggle of anything but ids; `StoreFailed`.
    pub async fn selection_change(
        &self,
        account: &AccountId,
        change: SelectionChange,
    ) -> Result<Selection, CommandError> {
        let account = self.account(account)?;
        let SelectionChange { op, picked } = change;
        if op == SelectionOp::Toggle && !matches!(picked, Picked::Ids { .. }) {
            return Err(CommandError::invalid(vec![FieldError {
                field: "op".into(),
                code: FieldErrorCode::NotInList,
                message: None,
                limit: None,
            }]));
        }
        let all = matches!(picked, Picked::All { .. });
        let picked = pick(&account, picked).await?;
        edit(&account, |set| set.change(op, &picked, all)).await
    }

    /// Selects nobody.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn selection_clear(&self, account: &AccountId) -> Result<Selection, CommandError> {
        edit(&*self.account(account)?, Set::clear).await
    }

    /// Which of these rows of a list are selected.
    ///
    /// # Errors
    /// `SnapshotGone`, `AccountUnknown`, `StoreFailed`.
    pub async fn selection_window(
        &self,
        account: &AccountId,
        request: WindowRequest,
    ) -> Result<Vec<i64>, CommandError> {
        let account = self.account(account)?;
        let ids = snapshot(&account, &request.snapshot)?;
        let set = current(&account).await?.1;
        let rows = ids.iter().copied().skip(request.offset as usize);
        Ok(rows
            .take((request.limit as usize).min(WINDOW))
            .filter(|id| set.chosen.contains(*id))
            .collect())
    }

    /// How much of a list is selected.
    ///
    /// # Errors
    /// `SnapshotGone`, `AccountUnknown`, `StoreFailed`.
    pub async fn selection_within(
        &self,
        account: &AccountId,
        list: String,
    ) -> Result<SelectedWithin, CommandError> {
        let account = self.account(account)?;
        let ids = snapshot(&account, &list)?;
        let set = current(&account).await?.1;
        let selected = ids.iter().filter(|id| set.chosen.contains(**id)).count();
        Ok(SelectedWithin {
            selected: u32::try_from(selected).unwrap_or(u32::MAX),
            total: u32::try_from(ids.len()).unwrap_or(u32::MAX),
        })
    }

    /// The selected, or those left out, as a list by name.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn selection_list(
        &self,
        account: &AccountId,
        which: SelectionPart,
    ) -> Result<ContactSnapshot, CommandError> {
        let account = self.account(account)?;
        let set = current(&account).await?.1;
        let of = match which {
            SelectionPart::Selected => set.chosen,
            SelectionPart::LeftOut => set.left_out,
        };
        let order = order(&account, (ContactSort::Name, false)).await?;
        let ids = order.within(&order.set_of(of.iter().collect()));
        listed(&account, &order, ids.into()).await
    }

    /// Every group, with how many of the selected are in it; or whether one contact is.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn selection_groups(
        &self,
        account: &AccountId,
        of: Option<i64>,
    ) -> Result<Vec<GroupShare>, CommandError> {
        let account = self.account(account)?;
        let people = match of {
            Some(id) => [id].into_iter().collect(),
            None => current(&account).await?.1.chosen,
        };
        account
            .db()?
            .read(move |c| groups::shares(c, &people))
            .await
    }
}

/// Who is selected, and the revision of that.
pub(crate) async fn chosen(account: &OpenAccount) -> Result<(Ids, u64), CommandError> {
    let set = current(account).await?.1;
    Ok((set.chosen, set.revision))
}

/// Selects exactly these, if `revision` is still the present one or none is given.
pub(crate) async fn replace(
    account: &OpenAccount,
    ids: Ids,
    revision: Option<u64>,
) -> Result<Selection, CommandError> {
    edit(account, |set| {
        if revision.is_none_or(|revision| revision == set.revision) {
            set.change(SelectionOp::Set, &ids, false);
        }
    })
    .await
}

/// The set as it is now, without those that are gone.
async fn current(
    account: &OpenAccount,
) -> Result<(MutexGuard<'_, Option<Held>>, Set), CommandError> {
    let db = account.db()?;
    let mut held = account.selected.0.lock().await;
    let changes = account.snapshots.changes();
    let (mut set, looked) = match held.take() {
        Some(held) => (held.set, Some(held.looked)),
        None => (db.read(rows::get).await?, None),
    };
    if looked != Some(changes) && !set.chosen.is_empty() {
        let gone = db.read(rows::gone).await?;
        if set.gone(&gone) {
            let row = set.clone();
            db.write(move |t| rows::put(t, &row)).await?;
        }
    }
    *held = Some(Held {
        set: set.clone(),
        looked: changes,
    });
    Ok((held, set))
}

async fn edit(
    account: &OpenAccount,
    change: impl FnOnce(&mut Set),
) -> Result<Selection, CommandError> {
    let (mut held, mut set) = current(account).await?;
    let before = set.revision;
    change(&mut set);
    if set.revision == before {
        return Ok(set.told());
    }
    let row = set.clone();
    account.db()?.write(move |t| rows::put(t, &row)).await?;
    let told = set.told();
    if let Some(held) = held.as_mut() {
        held.set = set;
    }
    drop(held);
    account.tell(AppEvent::SelectionChanged {
        account: account.id.clone(),
    });
    Ok(told)
}

/// The contacts a change is about; those that are gone are left out.
async fn pick(account: &OpenAccount, picked: Picked) -> Result<Ids, CommandError> {
    let db = account.db()?;
    let (list, from, to) = match picked {
        Picked::Ids { ids } => return db.read(move |c| rows::known(c, &ids)).await,
        Picked::Range {
            snapshot,
            first,
            last,
        } => (snapshot, first.min(last) as usize, first.max(last) as usize),
        Picked::All { snapshot } => (snapshot, 0, usize::MAX),
    };
    let ids = snapshot(account, &list)?;
    let gone = db.read(rows::gone).await?;
    let mut rows: Vec<i64> = ids
        .iter()
        .copied()
        .skip(from)
        .take((to - from).saturating_add(1))
        .collect();
    // Sorted, a set of many is made much quicker.
    rows.sort_unstable();
    let mut rows: Ids = rows.into_iter().collect();
    rows.take_out(&gone);
    Ok(rows)
}

fn snapshot(account: &OpenAccount, name: &str) -> Result<Arc<[i64]>, CommandError> {
    let found = account.snapshots.get(name);
    found.ok_or_else(|| CommandError::new(ErrorCode::SnapshotGone, "search again"))
}

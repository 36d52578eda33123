//! The commands on views.

use super::{RememberRequest, View, ViewCount, Views, rows};
use crate::{
    Desk,
    accounts::AccountId,
    contacts::commands::{ANY_ORDER, matching, order},
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    events::AppEvent,
};

/// Most characters of a name.
const NAME: usize = 60;

impl Desk {
    /// All views, and where the person was last.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn views_list(&self, account: &AccountId) -> Result<Views, CommandError> {
        self.account(account)?.db()?.read(rows::all).await
    }

    /// How many contacts each view has, as it was saved. One read a view, so that a search never waits for all.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn views_counts(&self, account: &AccountId) -> Result<Vec<ViewCount>, CommandError> {
        let account = self.account(account)?;
        let mut counts = Vec::new();
        for view in account.db()?.read(rows::all).await?.views {
            let order = order(&account, ANY_ORDER).await?;
            let found = matching(&account, order, &view.query.text, view.query.filter).await?;
            counts.push(ViewCount {
                id: view.id,
                count: u32::try_from(found.len()).unwrap_or(u32::MAX),
            });
        }
        Ok(counts)
    }

    /// Saves a view: a new one (id 0), a renamed or changed one, or a deleted one that is wanted back.
    ///
    /// # Errors
    /// `Invalid` with the field `name`: `Required`, `TooLong`, `Taken`.
    pub async fn views_put(&self, account: &AccountId, view: View) -> Result<View, CommandError> {
        let account = self.account(account)?;
        let view = View {
            name: view.name.split_whitespace().collect::<Vec<_>>().join(" "),
            ..view
        };
        let saved = account
            .db()?
            .write(move |t| {
                let wrong = if view.name.is_empty() {
                    Some(FieldErrorCode::Required)
                } else if view.name.chars().count() > NAME {
                    Some(FieldErrorCode::TooLong)
                } else if rows::named(t, &view.name, view.id)? {
                    Some(FieldErrorCode::Taken)
                } else {
                    None
                };
                match wrong {
                    Some(code) => Ok(Err(code)),
                    None => rows::put(t, &view).map(Ok),
                }
            })
            .await?;
        let view = saved.map_err(|code| {
            CommandError::invalid(vec![FieldError {
                field: "name".to_owned(),
                code,
                message: None,
                limit: (code == FieldErrorCode::TooLong).then_some(NAME as u32),
            }])
        })?;
        account.tell(AppEvent::ViewsChanged {
            account: account.id.clone(),
        });
        Ok(view)
    }

    /// Deletes a view and gives it back, so that it can be put again.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn views_delete(&self, account: &AccountId, id: i64) -> Result<View, CommandError> {
        let account = self.account(account)?;
        let gone = account
            .db()?
            .write(move |t| {
                let view = rows::get(t, id)?;
                rows::remove(t, id)?;
                Ok(view)
            })
            .await?;
        account.tell(AppEvent::ViewsChanged {
            account: account.id.clone(),
        });
        gone.ok_or_else(|| CommandError::new(ErrorCode::NotFound, "no such view"))
    }

    /// Keeps which view is open and how its filter and order are now, for the next start.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn views_remember(
        &self,
        account: &AccountId,
        request: RememberRequest,
    ) -> Result<(), CommandError> {
        self.account(account)?
            .db()?
            .write(move |t| rows::remember(t, request.view, &request.query))
            .await
    }
}

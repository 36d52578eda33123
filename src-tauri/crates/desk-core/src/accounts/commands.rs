//! The commands on accounts.

use std::sync::Arc;

use desk_vault::{SecretStore, VaultError};
use secrecy::SecretString;

use super::{
    Accent, Account, AccountId, Checked, ConnectRequest, PRACTICE, ReplaceTokenRequest, TokenPlace,
    check,
    registry::{self, Entry},
};
use crate::{
    Desk,
    desk::blocking,
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    events::AppEvent,
    network::NetworkSettings,
    open_account::{OpenAccount, vault_error},
    private_files, store,
};

/// Most characters of a name given by a person.
const NAME: u32 = 100;

impl Desk {
    /// Tries address and token; stores nothing.
    ///
    /// # Errors
    /// One code for each thing that can be wrong with either.
    pub async fn accounts_check(&self, request: ConnectRequest) -> Result<Checked, CommandError> {
        Ok(check::try_typed(&request, &self.shared).await?.checked)
    }

    /// Tries, stores the token, then the account, and makes it the active one.
    ///
    /// # Errors
    /// As [`Desk::accounts_check`]; `AlreadyConnected`; `VaultMissing`, `VaultLocked`, `VaultFailed`: then nothing was
    /// kept, and `session_only` can be offered.
    pub async fn accounts_connect(&self, request: ConnectRequest) -> Result<Account, CommandError> {
        let probe = check::try_typed(&request, &self.shared).await?;
        let _changing = self.changing.lock().await;
        if let Some(known) = self.connected(&probe.checked, probe.remote_id) {
            return Err(
                CommandError::new(ErrorCode::AlreadyConnected, "connected already")
                    .with("account", known.0),
            );
        }
        let id = AccountId(uuid::Uuid::new_v4().to_string());
        let place = match self
            .keep_token(&id, probe.token, request.session_only)
            .await
        {
            Ok(place) => place,
            Err(error) => {
                if error.code == ErrorCode::VaultFailed {
                    self.forget_late(&id);
                }
                return Err(error);
            }
        };
        let host = probe.client.base().host().to_owned();
        let checked = probe.checked;
        let entry = Entry {
            account: Account {
                id: id.clone(),
                name: checked.name.clone().unwrap_or(host),
                server: checked.server,
                plan: checked.plan,
                accent: self.next_accent(),
                practice: false,
                token: place,
                missing_scopes: checked.missing_scopes,
                clock_ahead: checked.clock_ahead,
            },
            name_by_person: false,
            remote_id: probe.remote_id,
            remote_name: checked.name,
        };
        if let Err(error) = self.write_new(&entry).await {
            self.drop_token(&id, place).await;
            return Err(error);
        }
        let account = OpenAccount::open(self.shared.clone(), entry).await;
        account.use_client(probe.client);
        self.add(account.clone());
        account.tell(AppEvent::AccountsChanged);
        Ok(account.entry().account)
    }

    /// Starts the practice account and makes it the active one.
    ///
    /// # Errors
    /// `Internal` when its server cannot start; `StoreFailed`.
    pub async fn accounts_practice(&self) -> Result<Account, CommandError> {
        let _changing = self.changing.lock().await;
        let account = match self.practice_account() {
            Some(account) => account,
            None => {
                let id = AccountId(PRACTICE.to_owned());
                let folder = self.shared.folder(&id);
                blocking(move || {
                    private_files::remove_folder(&folder).map_err(|e| store::failure(&folder, &e))
                })
                .await?;
                let entry = Entry {
                    account: Account {
                        id,
                        name: "Practice account".to_owned(),
                        server: String::new(),
                        plan: None,
                        accent: Accent::Practice,
                        practice: true,
                        token: TokenPlace::Session,
                        missing_scopes: Vec::new(),
                        clock_ahead: None,
                    },
                    name_by_person: false,
                    remote_id: None,
                    remote_name: None,
                };
                self.write_new(&entry).await?;
                let account = OpenAccount::open(self.shared.clone(), entry).await;
                self.add(account.clone());
                account
            }
        };
        self.activate(&account).await
    }

    /// Makes an account the one the program opens with, and looks for changes in it.
    ///
    /// # Errors
    /// `AccountUnknown`, `StoreFailed`.
    pub async fn accounts_switch(&self, account: AccountId) -> Result<Account, CommandError> {
        let account = self.account(&account)?;
        if account.entry().account.practice {
            return self.activate(&account).await;
        }
        let id = account.id.clone();
        self.shared
            .registry
            .write(move |t| registry::activate(t, &id))
            .await?;
        account.load_token();
        account.look.notify_one();
        account.tell(AppEvent::AccountsChanged);
        Ok(account.entry().account)
    }

    /// Gives an account a name; a blank one brings the server's back.
    ///
    /// # Errors
    /// `Invalid` with field `name`; `AccountUnknown`, `StoreFailed`.
    pub async fn accounts_rename(
        &self,
        account: AccountId,
        name: String,
    ) -> Result<Account, CommandError> {
        let account = self.account(&account)?;
        let name = name.trim().to_owned();
        if name.chars().count() > NAME as usize {
            return Err(refused("name", FieldErrorCode::TooLong, Some(NAME)));
        }
        let renamed = account.change(|entry| {
            entry.name_by_person = !name.is_empty();
            if !name.is_empty() {
                entry.account.name = name;
            } else if let Some(given) = &entry.remote_name {
                entry.account.name.clone_from(given);
            }
        });
        Ok(renamed.await?.account)
    }

    /// Gives an account a colour; orange stays with the practice account.
    ///
    /// # Errors
    /// `Invalid` with field `accent`; `AccountUnknown`, `StoreFailed`.
    pub async fn accounts_set_accent(
        &self,
        account: AccountId,
        accent: Accent,
    ) -> Result<Account, CommandError> {
        let account = self.account(&account)?;
        if account.entry().account.practice != (accent == Accent::Practice) {
            return Err(refused("accent", FieldErrorCode::NotInList, None));
        }
        Ok(account
            .change(|entry| entry.account.accent = accent)
            .await?
            .account)
    }

    /// Tries the new token before the old is forgotten.
    ///
    /// # Errors
    /// As [`Desk::accounts_connect`]; `OtherAccount` when it belongs to another account. The old token stays in use.
    pub async fn accounts_replace_token(
        &self,
        account: AccountId,
        request: ReplaceTokenRequest,
    ) -> Result<Account, CommandError> {
        let account = self.account(&account)?;
        let before = account.entry();
        if before.account.practice {
            return Err(CommandError::new(
                ErrorCode::Internal,
                "the practice account makes its own token",
            ));
        }
        let probe = check::try_token(&before.account.server, &request.token, &self.shared).await?;
        if let (Some(new), Some(old)) = (probe.remote_id, before.remote_id)
            && new != old
        {
            let error = CommandError::new(
                ErrorCode::OtherAccount,
                "the token belongs to another account",
            );
            return Err(error.with("name", probe.checked.name.unwrap_or_default()));
        }
        let _changing = self.changing.lock().await;
        let place = self
            .keep_token(&account.id, probe.token, request.session_only)
            .await?;
        if place != before.account.token {
            self.drop_token(&account.id, before.account.token).await;
        }
        let checked = probe.checked;
        let changed = account.change(|entry| {
            entry.account.token = place;
            entry.account.missing_scopes = checked.missing_scopes;
            entry.account.clock_ahead = checked.clock_ahead;
            entry.account.plan = checked.plan.or(entry.account.plan.take());
            entry.remote_id = probe.remote_id.or(entry.remote_id);
            if let Some(name) = checked.name {
                if !entry.name_by_person {
                    entry.account.name.clone_from(&name);
                }
                entry.remote_name = Some(name);
            }
        });
        let changed = changed.await?;
        account.use_client(probe.client);
        account.look.notify_one();
        Ok(changed.account)
    }

    /// Forgets an account's token and deletes its local data; gives the active account afterwards. Sends under way are
    /// waited for.
    ///
    /// # Errors
    /// `VaultLocked`, `VaultFailed`: then nothing was deleted. `AccountUnknown`, `StoreFailed`.
    pub async fn accounts_remove(
        &self,
        account: AccountId,
    ) -> Result<Option<AccountId>, CommandError> {
        let _changing = self.changing.lock().await;
        let account = self.account(&account)?;
        let id = account.id.clone();
        if !account.entry().account.practice {
            // Also where none is thought to lie: an entry that outlives its account would be found by nobody.
            match self.shared.config.vault.remove(&id.0).await {
                // Without a key store there is no entry.
                Ok(()) | Err(VaultError::Missing) => {}
                Err(_) if account.entry().account.token != TokenPlace::Keyring => {}
                Err(error) => return Err(vault_error(&error)),
            }
            self.drop_token(&id, TokenPlace::Session).await;
        }
        self.take(&id);
        account.stop();
        account.sends_ended().await;
        account.close().await;
        let folder = self.shared.folder(&id);
        let removed = blocking(move || {
            private_files::remove_folder(&folder).map_err(|e| store::failure(&folder, &e))
        })
        .await;
        // A folder that could not be deleted keeps its row: at the next start it can be removed again.
        let forgotten = match removed {
            Ok(()) => {
                self.shared
                    .registry
                    .write(move |t| registry::remove(t, &id))
                    .await
            }
            Err(error) => Err(error),
        };
        self.shared.tell(AppEvent::AccountsChanged);
        forgotten?;
        self.shared.registry.read(registry::active).await
    }

    /// Removes every account as `accounts_remove` does, and what the proxy and its certificates left.
    ///
    /// # Errors
    /// Of the first account that could not be removed; those before it are gone, it and those after it are not.
    pub async fn accounts_remove_all(&self) -> Result<(), CommandError> {
        for account in self.accounts_list().await? {
            self.accounts_remove(account.id).await?;
        }
        if !self.network().user.is_empty() {
            self.forget_password().await?;
        }
        self.network_drop_certificate().await?;
        self.shared.network.put(NetworkSettings::default());
        // So that nothing of them is left in pages that are free now.
        self.shared.registry.compact().await
    }

    async fn activate(&self, practice: &Arc<OpenAccount>) -> Result<Account, CommandError> {
        // Its server must be there before the window asks anything of it.
        practice.load_token();
        practice.client().await?;
        let id = practice.id.clone();
        self.shared
            .registry
            .write(move |t| registry::activate(t, &id))
            .await?;
        practice.tell(AppEvent::AccountsChanged);
        Ok(practice.entry().account)
    }

    async fn write_new(&self, entry: &Entry) -> Result<(), CommandError> {
        let row = entry.clone();
        self.shared
            .registry
            .write(move |t| {
                registry::put(t, &row)?;
                registry::activate(t, &row.account.id)
            })
            .await
    }

    /// The account of the same server and id; where the token may not read the id, nobody can tell.
    fn connected(&self, checked: &Checked, remote_id: Option<i64>) -> Option<AccountId> {
        let same = |entry: &Entry| {
            entry.account.server == checked.server
                && remote_id.is_some()
                && entry.remote_id == remote_id
        };
        self.all()
            .iter()
            .map(|account| account.entry())
            .find(same)
            .map(|entry| entry.account.id)
    }

    async fn keep_token(
        &self,
        id: &AccountId,
        token: SecretString,
        session_only: bool,
    ) -> Result<TokenPlace, CommandError> {
        let (kept, place) = if session_only {
            (
                self.shared.session.set(&id.0, token).await,
                TokenPlace::Session,
            )
        } else {
            (
                self.shared.config.vault.set(&id.0, token).await,
                TokenPlace::Keyring,
            )
        };
        kept.map_err(|e| vault_error(&e))?;
        Ok(place)
    }

    /// A store that did not answer in time may keep the token all the same, under an id that nobody knows.
    fn forget_late(&self, id: &AccountId) {
        let (shared, id) = (self.shared.clone(), id.clone());
        tokio::spawn(async move {
            if let Err(error) = shared.config.vault.remove(&id.0).await {
                tracing::warn!(%error, "a token that may have been kept was not removed");
            }
        });
    }

    async fn drop_token(&self, id: &AccountId, place: TokenPlace) {
        let dropped = match place {
            TokenPlace::Keyring => self.shared.config.vault.remove(&id.0).await,
            TokenPlace::Session => self.shared.session.remove(&id.0).await,
            TokenPlace::None => Ok(()),
        };
        if let Err(error) = dropped {
            tracing::warn!(%error, "an old token was not removed");
        }
    }
}

fn refused(field: &str, code: FieldErrorCode, limit: Option<u32>) -> CommandError {
    CommandError::invalid(vec![FieldError {
        field: field.to_owned(),
        code,
        message: None,
        limit,
    }])
}

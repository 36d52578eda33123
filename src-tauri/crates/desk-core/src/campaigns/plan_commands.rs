//! The commands on runs before they start.

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp, Zoned};
use wacr_api::Lane;

use super::{
    Campaign, CampaignDraft, CampaignPlan, CampaignSettings, ExportPlan, PlanCheck, PlanRows,
    PlanRowsRequest, SavedReport, StartCampaign, TestSend, choose, commands, do_not_message,
    export, media, pace, plan, rows, states::Move, template,
};
use crate::{
    Desk,
    accounts::{AccountId, PRACTICE},
    contacts::phone,
    error::{CommandError, ErrorCode, FieldError, FieldErrorCode},
    outbox::{
        SendRow,
        ledger::{Planned, runs},
        render::fill,
        send,
    },
    store, sync, templates, time,
};

/// Most rows of one window.
const WINDOW: u32 = 500;
/// Most seconds in which a start can be taken back.
const CANCEL_WINDOW: u32 = 30;
/// Most characters of a run's name.
const NAME: usize = 120;

impl Desk {
    /// Works out who gets what. Asks the server nothing; sends nothing.
    ///
    /// # Errors
    /// `NotFound` when the template is not in the mirror; `StoreFailed`.
    pub async fn campaigns_plan(
        &self,
        account: &AccountId,
        draft: CampaignDraft,
    ) -> Result<CampaignPlan, CommandError> {
        plan::make(&self.account(account)?, draft).await
    }

    /// People of a plan by position, with the text each would read.
    ///
    /// # Errors
    /// `PlanGone`.
    pub async fn campaigns_plan_rows(
        &self,
        account: &AccountId,
        request: PlanRowsRequest,
    ) -> Result<PlanRows, CommandError> {
        let plan = self.account(account)?.runs.plans.get(&request.plan)?;
        crate::desk::blocking(move || {
            let people = plan::show(&plan, &request.show, &request.text);
            let limit = request.limit.min(WINDOW) as usize;
            Ok(PlanRows {
                total: u32::try_from(people.len()).unwrap_or(u32::MAX),
                rows: people
                    .into_iter()
                    .skip(request.offset as usize)
                    .take(limit)
                    .map(|person| person.row(&plan.shown.template))
                    .collect(),
            })
        })
        .await
    }

    /// Writes people of a plan with the text each would read into a folder.
    ///
    /// # Errors
    /// `PlanGone`; `StoreFailed` when the file cannot be written.
    pub async fn campaigns_export_plan(
        &self,
        account: &AccountId,
        request: ExportPlan,
        folder: PathBuf,
    ) -> Result<SavedReport, CommandError> {
        let ExportPlan { format, people } = request;
        let plan = self.account(account)?.runs.plans.get(&people.plan)?;
        crate::desk::blocking(move || {
            let shown = plan::show(&plan, &people.show, &people.text);
            let sheet = export::messages(&plan, &shown);
            let path = export::write(&folder, format, &plan.shown.template.name, &sheet)
                .map_err(|error| store::failure(&folder, &error))?;
            Ok(SavedReport {
                path: path.display().to_string(),
                rows: u32::try_from(shown.len()).unwrap_or(u32::MAX),
            })
        })
        .await
    }

    /// Asks the server: is the template as planned, what is left of the plan, how long will it take?
    ///
    /// # Errors
    /// `PlanGone`; whatever the calls fail with.
    pub async fn campaigns_check(
        &self,
        account: &AccountId,
        plan: String,
    ) -> Result<PlanCheck, CommandError> {
        let account = self.account(account)?;
        let plan = account.runs.plans.get(&plan)?;
        let client = account.client().await?.lane(Lane::Click);
        sync::lists::templates(&account, &client).await?;
        let id = plan.shown.template.template_id.clone();
        let now = account
            .db()?
            .read(move |c| templates::rows::get(c, &id))
            .await?;
        let usage = match client.get_usage().await {
            Ok(reply) => reply.data.conversations,
            // A token that may not look at the account can send all the same.
            Err(error) => {
                account.refused(error).await;
                None
            }
        };
        let left = usage
            .filter(|usage| !usage.is_unlimited)
            .and_then(|usage| usage.remaining)
            .map(|left| u32::try_from(left.max(0)).unwrap_or(u32::MAX));
        let media = media::check(
            &client,
            &plan,
            &account.media_folder(),
            account.id.0 == PRACTICE,
        )
        .await;
        let going = plan.shown.funnel.going;
        let ceiling = account.shared.heeded.pace(&super::Pace::default());
        let limit = client.budget().snapshot().limit;
        Ok(PlanCheck {
            template: template::compare(&plan.shown.template, now.as_ref()),
            conversations_left: left,
            going,
            estimate: pace::estimate(&ceiling, limit, going, &Zoned::now()),
            media,
        })
    }

    /// Writes a plan down as a run: from now on it is frozen. It begins by itself, after the window for taking it back or
    /// at the time that was chosen.
    ///
    /// # Errors
    /// `PlanGone`; `Invalid` with the fields `plan` (it has problems), `pace`, `starts_at`.
    pub async fn campaigns_start(
        &self,
        account: &AccountId,
        request: StartCampaign,
    ) -> Result<Campaign, CommandError> {
        let account = self.account(account)?;
        let now = Timestamp::now();
        let starts_at = commands::start_time(request.starts_at.as_deref(), now)?;
        commands::checked_pace(&request.pace)?;
        let plan = account.runs.plans.take(&request.plan)?;
        if !plan.shown.problems.is_empty() {
            account.runs.plans.put_back(plan);
            return Err(invalid("plan", FieldErrorCode::Required));
        }
        let window = request.cancel_window.min(CANCEL_WINDOW);
        let begins = starts_at.unwrap_or(now) + SignedDuration::from_secs(window.into());
        let at_once = starts_at.is_none() && window == 0;
        let template = plan.shown.template.clone();
        let name: String = match request.name.trim() {
            "" => template.name.clone(),
            name => name.chars().take(NAME).collect(),
        };
        let settings = CampaignSettings {
            slots: plan.slots.clone(),
            funnel: plan.rules.clone(),
            pace: request.pace,
            stop: request.stop,
        };
        let frozen = plan.clone();
        let written = account
            .db()?
            .write(move |t| {
                let people: Vec<_> = frozen
                    .people
                    .iter()
                    .map(|person| person.frozen(&template))
                    .collect();
                let funnel = &frozen.shown.funnel;
                let begins = time::text(begins);
                let id = rows::insert(t, &name, &template, &settings, funnel, &begins)?;
                runs::plan(t, id, &template, &people)?;
                if at_once {
                    rows::step(t, id, Move::Begin)?;
                }
                Ok(id)
            })
            .await;
        let id = match written {
            Ok(id) => id,
            Err(error) => {
                account.runs.plans.put_back(plan);
                return Err(error);
            }
        };
        account.runs.changed(&account);
        commands::one(&account, id).await
    }

    /// Sends a plan's message with one person's values to a number of one's own, marked as a test.
    ///
    /// # Errors
    /// `PlanGone`; `NotFound` when the person is not in it; `Invalid` with the field `phone`, or with what cannot be sent;
    /// `DoNotMessage`, `OptedOut`; as `outbox_send`.
    pub async fn campaigns_send_test(
        &self,
        account: &AccountId,
        request: TestSend,
    ) -> Result<SendRow, CommandError> {
        let account = self.account(account)?;
        let plan = account.runs.plans.get(&request.plan)?;
        let number = phone::normalise(&request.phone)
            .map_err(|_| invalid("phone", FieldErrorCode::NotAPhone))?;
        let person = plan.people.iter().find(|person| person.key == request.row);
        let person =
            person.ok_or_else(|| CommandError::new(ErrorCode::NotFound, "not in this plan"))?;
        let template = plan.shown.template.clone();
        if template.problem.is_some() {
            return Err(CommandError::new(
                ErrorCode::TemplateNotSendable,
                "the API cannot send this template",
            ));
        }
        let filled = fill(&template, &person.values);
        if !filled.problems.is_empty() {
            return Err(CommandError::invalid(filled.problems));
        }
        let own = number.clone();
        let (contact, blocked) = account
            .db()?
            .read(move |c| {
                let contact = match choose::owner(c, &own)? {
                    Some(id) => crate::contacts::rows::get(c, id)?,
                    None => None,
                };
                let blocked = do_not_message::covers(c, &own, &[])?;
                Ok((contact, blocked))
            })
            .await?;
        if blocked {
            return Err(CommandError::new(
                ErrorCode::DoNotMessage,
                "on the local list",
            ));
        }
        if contact.as_ref().is_some_and(|contact| contact.is_opted_out) {
            return Err(CommandError::new(
                ErrorCode::OptedOut,
                "the person opted out",
            ));
        }
        let client = account.client().await?;
        let planned = Planned {
            key: request.key,
            contact: contact.as_ref().map_or(0, |contact| contact.id),
            phone: contact.map_or(number, |contact| contact.phone),
            template_id: template.template_id,
            template: template.name,
            language: template.language,
            values: filled.values,
            rendered: filled.rendered,
            is_test: true,
        };
        send::run(&account, client, planned).await
    }
}

fn invalid(field: &str, code: FieldErrorCode) -> CommandError {
    CommandError::invalid(vec![FieldError {
        field: field.to_owned(),
        code,
        message: None,
        limit: None,
    }])
}

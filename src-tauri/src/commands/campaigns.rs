//! See `desk_core::campaigns`.

use std::path::PathBuf;

use desk_core::{
    accounts::AccountId,
    campaigns::{
        Campaign, CampaignDraft, CampaignPlan, CampaignReport, CampaignRows, CampaignRowsRequest,
        DoNotMessage, ExportCampaign, ExportPlan, PlanCheck, PlanRows, PlanRowsRequest,
        RescheduleCampaign, RetryCampaign, SavedReport, SetPace, StartCampaign, TestSend,
    },
    error::{CommandError, ErrorCode},
    outbox::SendRow,
};
use tauri::Manager;

use super::Core;

/// Works out who gets what. Asks the server nothing; sends nothing.
#[tauri::command]
pub async fn campaigns_plan(
    core: Core<'_>,
    account: AccountId,
    draft: CampaignDraft,
) -> Result<CampaignPlan, CommandError> {
    core.desk()?.campaigns_plan(&account, draft).await
}

/// People of a plan by position, with the text each would read.
#[tauri::command]
pub async fn campaigns_plan_rows(
    core: Core<'_>,
    account: AccountId,
    request: PlanRowsRequest,
) -> Result<PlanRows, CommandError> {
    core.desk()?.campaigns_plan_rows(&account, request).await
}

/// Asks the server before a start: template, what is left of the plan, pace.
#[tauri::command]
pub async fn campaigns_check(
    core: Core<'_>,
    account: AccountId,
    plan: String,
) -> Result<PlanCheck, CommandError> {
    core.desk()?.campaigns_check(&account, plan).await
}

/// Writes a plan down as a run, which begins by itself.
#[tauri::command]
pub async fn campaigns_start(
    core: Core<'_>,
    account: AccountId,
    request: StartCampaign,
) -> Result<Campaign, CommandError> {
    core.desk()?.campaigns_start(&account, request).await
}

/// Sends a plan's message to a number of one's own, marked as a test.
#[tauri::command]
pub async fn campaigns_send_test(
    core: Core<'_>,
    account: AccountId,
    request: TestSend,
) -> Result<SendRow, CommandError> {
    core.desk()?.campaigns_send_test(&account, request).await
}

/// All runs, newest first.
#[tauri::command]
pub async fn campaigns_list(
    core: Core<'_>,
    account: AccountId,
) -> Result<Vec<Campaign>, CommandError> {
    core.desk()?.campaigns_list(&account).await
}

/// A run with its reasons.
#[tauri::command]
pub async fn campaigns_get(
    core: Core<'_>,
    account: AccountId,
    campaign: i64,
) -> Result<CampaignReport, CommandError> {
    core.desk()?.campaigns_get(&account, campaign).await
}

/// People of a run by position.
#[tauri::command]
pub async fn campaigns_rows(
    core: Core<'_>,
    account: AccountId,
    request: CampaignRowsRequest,
) -> Result<CampaignRows, CommandError> {
    core.desk()?.campaigns_rows(&account, request).await
}

/// The contacts among the people of a run that are asked for.
#[tauri::command]
pub async fn campaigns_contacts(
    core: Core<'_>,
    account: AccountId,
    request: CampaignRowsRequest,
) -> Result<Vec<i64>, CommandError> {
    core.desk()?.campaigns_contacts(&account, request).await
}

/// Holds a run: no message begins once this returns.
#[tauri::command]
pub async fn campaigns_pause(
    core: Core<'_>,
    account: AccountId,
    campaign: i64,
) -> Result<Campaign, CommandError> {
    core.desk()?.campaigns_pause(&account, campaign).await
}

/// Holds all runs that are under way; how many.
#[tauri::command]
pub async fn campaigns_pause_all(core: Core<'_>, account: AccountId) -> Result<u32, CommandError> {
    core.desk()?.campaigns_pause_all(&account).await
}

/// Lets a run go on that was held or stopped.
#[tauri::command]
pub async fn campaigns_resume(
    core: Core<'_>,
    account: AccountId,
    campaign: i64,
) -> Result<Campaign, CommandError> {
    core.desk()?.campaigns_resume(&account, campaign).await
}

/// Ends a run: whoever was not called is cancelled.
#[tauri::command]
pub async fn campaigns_cancel(
    core: Core<'_>,
    account: AccountId,
    campaign: i64,
) -> Result<Campaign, CommandError> {
    core.desk()?.campaigns_cancel(&account, campaign).await
}

/// Begins a run that waits for its time, now or at another time.
#[tauri::command]
pub async fn campaigns_reschedule(
    core: Core<'_>,
    account: AccountId,
    request: RescheduleCampaign,
) -> Result<Campaign, CommandError> {
    core.desk()?.campaigns_reschedule(&account, request).await
}

/// Goes faster or slower from now on.
#[tauri::command]
pub async fn campaigns_set_pace(
    core: Core<'_>,
    account: AccountId,
    request: SetPace,
) -> Result<Campaign, CommandError> {
    core.desk()?.campaigns_set_pace(&account, request).await
}

/// Sends refused rows again that may be.
#[tauri::command]
pub async fn campaigns_retry(
    core: Core<'_>,
    account: AccountId,
    request: RetryCampaign,
) -> Result<Campaign, CommandError> {
    core.desk()?.campaigns_retry(&account, request).await
}

/// People who are never sent to from this computer.
#[tauri::command]
pub async fn campaigns_do_not_message(
    core: Core<'_>,
    account: AccountId,
) -> Result<DoNotMessage, CommandError> {
    core.desk()?.campaigns_do_not_message(&account).await
}

/// Puts a number on that list, or takes it off.
#[tauri::command]
pub async fn campaigns_block(
    core: Core<'_>,
    account: AccountId,
    phone: String,
    blocked: bool,
) -> Result<DoNotMessage, CommandError> {
    core.desk()?.campaigns_block(&account, phone, blocked).await
}

/// Chooses the group whose members are not sent to.
#[tauri::command]
pub async fn campaigns_block_group(
    core: Core<'_>,
    account: AccountId,
    group: Option<i64>,
) -> Result<DoNotMessage, CommandError> {
    core.desk()?.campaigns_block_group(&account, group).await
}

/// Writes a run's report into the folder of downloads; where it lies.
#[tauri::command]
pub async fn campaigns_export(
    core: Core<'_>,
    app: tauri::AppHandle,
    account: AccountId,
    request: ExportCampaign,
) -> Result<SavedReport, CommandError> {
    let folder = downloads(&app)?;
    core.desk()?
        .campaigns_export(&account, request, folder)
        .await
}

/// Writes messages of a plan into the folder of downloads; where they lie.
#[tauri::command]
pub async fn campaigns_export_plan(
    core: Core<'_>,
    app: tauri::AppHandle,
    account: AccountId,
    request: ExportPlan,
) -> Result<SavedReport, CommandError> {
    let folder = downloads(&app)?;
    core.desk()?
        .campaigns_export_plan(&account, request, folder)
        .await
}

/// Where files go that a person asked for.
fn downloads(app: &tauri::AppHandle) -> Result<PathBuf, CommandError> {
    app.path()
        .download_dir()
        .or_else(|_| app.path().document_dir())
        // A Linux without xdg-user-dirs names neither.
        .or_else(|_| app.path().home_dir())
        .map_err(|e| CommandError::new(ErrorCode::Internal, e.to_string()))
}

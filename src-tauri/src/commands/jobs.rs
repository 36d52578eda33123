//! See `desk_core::jobs`.

use desk_core::{
    accounts::AccountId,
    error::CommandError,
    jobs::{Job, JobPlan, JobPlanRequest, JobRow, JobRowsRequest, JobStart},
    selection::Selection,
};

use super::Core;

/// What a job would do.
#[tauri::command]
pub async fn jobs_plan(
    core: Core<'_>,
    account: AccountId,
    request: JobPlanRequest,
) -> Result<JobPlan, CommandError> {
    core.desk()?.jobs_plan(&account, request).await
}

/// Starts a planned job.
#[tauri::command]
pub async fn jobs_start(
    core: Core<'_>,
    account: AccountId,
    start: JobStart,
) -> Result<Job, CommandError> {
    core.desk()?.jobs_start(&account, start).await
}

/// The jobs of the last 30 days.
#[tauri::command]
pub async fn jobs_list(core: Core<'_>, account: AccountId) -> Result<Vec<Job>, CommandError> {
    core.desk()?.jobs_list(&account).await
}

/// Holds a job.
#[tauri::command]
pub async fn jobs_pause(core: Core<'_>, account: AccountId, job: i64) -> Result<Job, CommandError> {
    core.desk()?.jobs_pause(&account, job).await
}

/// Lets it go on.
#[tauri::command]
pub async fn jobs_resume(
    core: Core<'_>,
    account: AccountId,
    job: i64,
) -> Result<Job, CommandError> {
    core.desk()?.jobs_resume(&account, job).await
}

/// Ends it.
#[tauri::command]
pub async fn jobs_cancel(
    core: Core<'_>,
    account: AccountId,
    job: i64,
) -> Result<Job, CommandError> {
    core.desk()?.jobs_cancel(&account, job).await
}

/// What became of its contacts.
#[tauri::command]
pub async fn jobs_rows(
    core: Core<'_>,
    account: AccountId,
    request: JobRowsRequest,
) -> Result<Vec<JobRow>, CommandError> {
    core.desk()?.jobs_rows(&account, request).await
}

/// Selects those it failed for.
#[tauri::command]
pub async fn jobs_select_failed(
    core: Core<'_>,
    account: AccountId,
    job: i64,
) -> Result<Selection, CommandError> {
    core.desk()?.jobs_select_failed(&account, job).await
}

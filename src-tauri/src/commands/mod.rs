//! What the window can ask for: each command is a thin call into `desk-core`.
//!
//! A command stands in three places, and `acl` tests that they agree: here, in `permissions/<domain>.toml`, and in
//! `ui/src/bridge/<domain>.ts`.

pub mod accounts;
pub mod campaigns;
pub mod comments;
pub mod contacts;
pub mod data;
pub mod deep_links;
pub mod detail;
pub mod diagnostics;
pub mod events;
pub mod groups;
pub mod history;
pub mod jobs;
pub mod links;
pub mod lists;
pub mod media_files;
pub mod network;
pub mod outbox;
pub mod phones;
pub mod preferences;
pub mod selection;
pub mod sources;
pub mod statuses;
pub mod sync;
pub mod templates;
pub mod views;

/// The one core, as commands receive it.
pub type Core<'a> = tauri::State<'a, crate::core::Opened>;

/// A header of a command whose body is a file, written in per cent.
fn header(
    request: &tauri::ipc::Request<'_>,
    name: &str,
) -> Result<String, desk_core::error::CommandError> {
    let value = request.headers().get(name);
    value
        .and_then(|value| value.to_str().ok())
        .and_then(|value| {
            percent_encoding::percent_decode_str(value)
                .decode_utf8()
                .ok()
        })
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| {
            desk_core::error::CommandError::new(
                desk_core::error::ErrorCode::Internal,
                format!("no {name}"),
            )
        })
}

/// Every command of the program; nothing else can be called from the window.
#[macro_export]
macro_rules! commands {
    () => {
        tauri::generate_handler![
            $crate::commands::accounts::accounts_check,
            $crate::commands::accounts::accounts_connect,
            $crate::commands::accounts::accounts_list,
            $crate::commands::accounts::accounts_practice,
            $crate::commands::accounts::accounts_remove,
            $crate::commands::accounts::accounts_rename,
            $crate::commands::accounts::accounts_replace_token,
            $crate::commands::accounts::accounts_set_accent,
            $crate::commands::accounts::accounts_start,
            $crate::commands::accounts::accounts_switch,
            $crate::commands::campaigns::campaigns_block,
            $crate::commands::campaigns::campaigns_block_group,
            $crate::commands::campaigns::campaigns_cancel,
            $crate::commands::campaigns::campaigns_check,
            $crate::commands::campaigns::campaigns_contacts,
            $crate::commands::campaigns::campaigns_do_not_message,
            $crate::commands::campaigns::campaigns_export,
            $crate::commands::campaigns::campaigns_export_plan,
            $crate::commands::campaigns::campaigns_get,
            $crate::commands::campaigns::campaigns_list,
            $crate::commands::campaigns::campaigns_pause,
            $crate::commands::campaigns::campaigns_pause_all,
            $crate::commands::campaigns::campaigns_plan,
            $crate::commands::campaigns::campaigns_plan_rows,
            $crate::commands::campaigns::campaigns_reschedule,
            $crate::commands::campaigns::campaigns_resume,
            $crate::commands::campaigns::campaigns_retry,
            $crate::commands::campaigns::campaigns_rows,
            $crate::commands::campaigns::campaigns_send_test,
            $crate::commands::campaigns::campaigns_set_pace,
            $crate::commands::campaigns::campaigns_start,
            $crate::commands::comments::comments_add,
            $crate::commands::comments::comments_list,
            $crate::commands::comments::comments_read,
            $crate::commands::comments::comments_settle,
            $crate::commands::contacts::contacts_compare,
            $crate::commands::contacts::contacts_find,
            $crate::commands::contacts::contacts_counts,
            $crate::commands::contacts::contacts_create,
            $crate::commands::contacts::contacts_delete,
            $crate::commands::contacts::contacts_draft,
            $crate::commands::contacts::contacts_drop_draft,
            $crate::commands::contacts::contacts_duplicates,
            $crate::commands::contacts::contacts_get,
            $crate::commands::contacts::contacts_read_filter,
            $crate::commands::contacts::contacts_read_pasted,
            $crate::commands::contacts::contacts_save_draft,
            $crate::commands::contacts::contacts_search,
            $crate::commands::contacts::contacts_update,
            $crate::commands::contacts::contacts_window,
            $crate::commands::contacts::contacts_write_filter,
            $crate::commands::data::data_delete_all,
            $crate::commands::data::data_open_folder,
            $crate::commands::data::data_place,
            $crate::commands::deep_links::deep_links_take,
            $crate::commands::detail::detail_drafts,
            $crate::commands::detail::detail_keep_draft,
            $crate::commands::detail::detail_set_group,
            $crate::commands::detail::detail_update,
            $crate::commands::diagnostics::diagnostics_crash,
            $crate::commands::diagnostics::diagnostics_crash_seen,
            $crate::commands::diagnostics::diagnostics_read,
            $crate::commands::events::events_subscribe,
            $crate::commands::groups::groups_counts,
            $crate::commands::groups::groups_create,
            $crate::commands::groups::groups_create_new,
            $crate::commands::groups::groups_delete,
            $crate::commands::groups::groups_list,
            $crate::commands::groups::groups_update,
            $crate::commands::history::history_list,
            $crate::commands::jobs::jobs_cancel,
            $crate::commands::jobs::jobs_list,
            $crate::commands::jobs::jobs_pause,
            $crate::commands::jobs::jobs_plan,
            $crate::commands::jobs::jobs_resume,
            $crate::commands::jobs::jobs_rows,
            $crate::commands::jobs::jobs_select_failed,
            $crate::commands::jobs::jobs_start,
            $crate::commands::links::links_open,
            $crate::commands::lists::lists_total,
            $crate::commands::media_files::media_files_put,
            $crate::commands::network::network_drop_certificate,
            $crate::commands::network::network_get,
            $crate::commands::network::network_put_certificate,
            $crate::commands::network::network_set_proxy,
            $crate::commands::outbox::outbox_for_contact,
            $crate::commands::outbox::outbox_look_up,
            $crate::commands::outbox::outbox_preview,
            $crate::commands::outbox::outbox_resolve,
            $crate::commands::outbox::outbox_send,
            $crate::commands::phones::phones_countries,
            $crate::commands::phones::phones_known_ids,
            $crate::commands::phones::phones_read,
            $crate::commands::preferences::preferences_set,
            $crate::commands::selection::selection_change,
            $crate::commands::selection::selection_clear,
            $crate::commands::selection::selection_get,
            $crate::commands::selection::selection_groups,
            $crate::commands::selection::selection_list,
            $crate::commands::selection::selection_window,
            $crate::commands::selection::selection_within,
            $crate::commands::sources::sources_counts,
            $crate::commands::sources::sources_create,
            $crate::commands::sources::sources_delete,
            $crate::commands::sources::sources_list,
            $crate::commands::sources::sources_update,
            $crate::commands::statuses::statuses_counts,
            $crate::commands::statuses::statuses_create,
            $crate::commands::statuses::statuses_delete,
            $crate::commands::statuses::statuses_list,
            $crate::commands::statuses::statuses_update,
            $crate::commands::sync::sync_now,
            $crate::commands::sync::sync_status,
            $crate::commands::templates::templates_list,
            $crate::commands::templates::templates_refresh,
            $crate::commands::views::views_counts,
            $crate::commands::views::views_delete,
            $crate::commands::views::views_list,
            $crate::commands::views::views_put,
            $crate::commands::views::views_remember,
        ]
    };
}

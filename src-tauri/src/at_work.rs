//! While a run is on, the computer does not fall asleep for want of a hand, and the taskbar shows how far the run is.
//! Closing the lid still puts it to sleep: then the run goes on when it wakes.

use std::{sync::Arc, time::Duration};

use desk_core::{campaigns::CampaignTotals, events::AppEvent};
use tauri::{
    AppHandle, Manager,
    window::{ProgressBarState, ProgressBarStatus},
};
use tokio::sync::{Notify, oneshot};

use crate::{core::Opened, window};

/// A run tells of each message: the system is asked at most this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Woken when a run changed.
#[derive(Debug, Clone, Default)]
pub struct AtWork(Arc<Notify>);

impl AtWork {
    /// Takes note of what concerns it.
    pub fn heard(&self, event: &AppEvent) {
        if matches!(
            event,
            AppEvent::CampaignsChanged { .. } | AppEvent::AccountsChanged
        ) {
            self.0.notify_one();
        }
    }

    /// Keeps taskbar and sleep in step with the runs until the program ends.
    pub fn follow(self, app: AppHandle) {
        tauri::async_runtime::spawn(async move {
            let mut awake = Awake::default();
            loop {
                let running = match app.state::<Opened>().desk() {
                    Ok(desk) => desk.campaigns_running().await,
                    Err(_) => return,
                };
                let share = share(&running);
                show(&app, share);
                awake.keep(share.is_some());
                tokio::time::sleep(LOOK_EVERY).await;
                self.0.notified().await;
            }
        });
    }
}

/// How far all runs together are, in per cent; none: nothing is on.
fn share(running: &[CampaignTotals]) -> Option<u64> {
    let people: u64 = running.iter().map(|totals| u64::from(totals.people)).sum();
    let left: u64 = running
        .iter()
        .map(|totals| u64::from(totals.planned) + u64::from(totals.in_flight))
        .sum();
    if running.is_empty() {
        return None;
    }
    Some((people - left.min(people)) * 100 / people.max(1))
}

fn show(app: &AppHandle, share: Option<u64>) {
    let status = match share {
        Some(_) => ProgressBarStatus::Normal,
        None => ProgressBarStatus::None,
    };
    let bar = ProgressBarState {
        status: Some(status),
        progress: share,
    };
    // Where the system has none there is nothing to show.
    if let Some(Err(error)) = app
        .get_webview_window(window::MAIN)
        .map(|window| window.set_progress_bar(bar))
    {
        tracing::debug!(%error, "the taskbar shows no progress");
    }
}

/// Holds the system's sleep off. The hold lies in a thread of its own: on Linux it talks to the bus and blocks.
#[derive(Debug, Default)]
struct Awake(Option<oneshot::Sender<()>>);

impl Awake {
    fn keep(&mut self, on: bool) {
        match (on, &self.0) {
            (true, None) => {
                let (let_go, held) = oneshot::channel();
                std::thread::spawn(move || hold(held));
                self.0 = Some(let_go);
            }
            // Dropped: the thread lets go.
            (false, Some(_)) => self.0 = None,
            _ => {}
        }
    }
}

fn hold(until: oneshot::Receiver<()>) {
    let hold = keepawake::Builder::default()
        .idle(true)
        .app_name("WA.cr Desk")
        .app_reverse_domain("cr.wa.desk")
        .reason("A campaign is being sent")
        .create();
    if let Err(error) = &hold {
        tracing::info!(%error, "this system does not let its sleep be held off");
    }
    // Told by the other end going away.
    let _ = until.blocking_recv();
    drop(hold);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(people: u32, planned: u32, in_flight: u32) -> CampaignTotals {
        CampaignTotals {
            people,
            planned,
            in_flight,
            ..CampaignTotals::default()
        }
    }

    #[test]
    fn the_share_is_of_all_runs_together() {
        assert_eq!(share(&[]), None);
        for (running, expected) in [
            (vec![run(0, 0, 0)], 0),
            (vec![run(10, 10, 0)], 0),
            (vec![run(10, 4, 1)], 50),
            (vec![run(10, 0, 0)], 100),
            (vec![run(900, 900, 0), run(100, 0, 0)], 10),
        ] {
            assert_eq!(share(&running), Some(expected), "{running:?}");
        }
    }
}

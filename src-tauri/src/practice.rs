//! The practice account: `wacr-sandbox` inside the program, on a random loopback port with a random token.

use std::{future::Future, pin::Pin};

use desk_core::{PracticeHost, PracticeServer};
use tokio::sync::Mutex;
use wacr_sandbox::{Options, Sandbox};

/// Starts the server at the first call; it ends with the program.
#[derive(Default)]
pub struct Practice(Mutex<Option<Sandbox>>);

impl PracticeHost for Practice {
    fn start(&self) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send + '_>> {
        Box::pin(async move {
            let mut running = self.0.lock().await;
            let sandbox = match running.take() {
                Some(sandbox) => sandbox,
                None => wacr_sandbox::start(Options::default())
                    .await
                    .map_err(|error| error.to_string())?,
            };
            let sandbox = running.insert(sandbox);
            Ok(PracticeServer {
                base_url: sandbox.base_url(),
                token: sandbox.token().to_owned().into(),
            })
        })
    }
}

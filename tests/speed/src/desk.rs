//! The core without a window.

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use desk_core::{Desk, DeskConfig, PracticeHost, PracticeServer};
use desk_vault::MemoryStore;
use window_tests::{Failure, Outcome};

struct NoPractice;

impl PracticeHost for NoPractice {
    fn start(&self) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send + '_>> {
        Box::pin(async { Err("no practice server here".to_owned()) })
    }
}

/// Opens it in this folder.
pub async fn open(folder: &Path) -> Outcome<Arc<Desk>> {
    Desk::open(DeskConfig {
        data_dir: folder.to_path_buf(),
        vault: Arc::new(MemoryStore::new()),
        practice: Arc::new(NoPractice),
        events: Arc::new(|_| {}),
        version: "0.0.0-speed".into(),
        commit: String::new(),
        network: desk_core::network::NetworkSettings::default(),
    })
    .await
    .map_err(told)
}

/// A refused command as a failure.
pub fn told(error: desk_core::error::CommandError) -> Failure {
    Failure::new(format!("{error:?}"))
}

/// A folder of its own, on the disk the program's data would be on, not in memory.
pub fn folder(name: &str) -> Outcome<tempfile::TempDir> {
    let program = std::env::current_exe()?;
    let beside = program.parent().unwrap_or("/tmp".as_ref());
    Ok(tempfile::Builder::new().prefix(name).tempdir_in(beside)?)
}

/// A client that is set up as `wacr-api` does, and does nothing else.
pub fn bare_client() -> Outcome<reqwest::Client> {
    // A second call in the same process finds one installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(reqwest::Client::builder()
        .user_agent("speed")
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .tls_certs_only([])
        .build()?)
}

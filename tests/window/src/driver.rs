//! tauri-driver and, behind it, WebKit's own driver: one pair for each start of the program.

use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::failure::{Failure, Outcome};
use crate::process::Group;

/// A running pair of drivers.
#[derive(Debug)]
pub(crate) struct Driver {
    group: Group,
    port: u16,
}

impl Driver {
    /// Starts `command` (tauri-driver in the test's environment) on ports that were free a moment ago.
    pub(crate) async fn start(command: &mut tokio::process::Command) -> Outcome<Self> {
        let (port, native_port) = free_ports()?;
        command.args([
            "--port",
            &port.to_string(),
            "--native-port",
            &native_port.to_string(),
        ]);
        let group = Group::spawn(command)?;
        for port in [port, native_port] {
            wait_until_listening(port).await?;
        }
        Ok(Self { group, port })
    }

    /// Opens the program and takes hold of its window.
    pub(crate) async fn open(&self, program: &Path, args: &[&str]) -> Outcome<Client> {
        let mut capabilities = Capabilities::new();
        capabilities.insert(
            "tauri:options".into(),
            json!({ "application": program, "args": args }),
        );
        let url = self.url();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let connect = builder.capabilities(capabilities).connect(&url);
        timeout(Duration::from_secs(60), connect)
            .await
            .map_err(|_| {
                Failure::new("the program opened no window that WebDriver could take within 60 s")
            })?
            .map_err(|error| Failure::new(format!("the program opened no window: {error}")))
    }

    /// Where WebDriver commands go to.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends both drivers and what they started.
    pub(crate) async fn end(mut self) {
        self.group.kill().await;
    }
}

/// Two ports nobody listens on.
fn free_ports() -> Outcome<(u16, u16)> {
    let one = TcpListener::bind(("127.0.0.1", 0))?;
    let other = TcpListener::bind(("127.0.0.1", 0))?;
    Ok((one.local_addr()?.port(), other.local_addr()?.port()))
}

async fn wait_until_listening(port: u16) -> Outcome {
    let until = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if Instant::now() > until {
            return Err(Failure::new(format!(
                "no WebDriver on port {port} within 20 s"
            )));
        }
        sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

//! The practice server as a process of its own: the other end of the wire, and the witness of what crossed it.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;
use tokio::time::timeout;

use crate::failure::{Failure, Outcome};
use crate::paths::Paths;
use crate::process::Group;

/// A running practice server. Dropping it ends it.
#[derive(Debug)]
pub struct Sandbox {
    _server: Group,
    client: reqwest::Client,
    /// Such as `http://127.0.0.1:40123`, without `/api/v2`.
    pub base_url: String,
    /// A token that may do everything.
    pub token: String,
    tokens: Value,
}

impl Sandbox {
    /// Starts it with these arguments on a port that it finds free itself.
    ///
    /// # Errors
    /// If it names no address within 20 s.
    pub async fn start(arguments: &[&str]) -> Outcome<Self> {
        let paths = Paths::find()?;
        Self::start_program(&paths.sandbox, arguments).await
    }

    async fn start_program(program: &Path, arguments: &[&str]) -> Outcome<Self> {
        let mut command = Command::new(program);
        // Its input stays open for as long as it is to serve.
        command
            .args(["--port", "0"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut server = Group::spawn(&mut command)?;
        let pipe = server
            .child()
            .stdout
            .take()
            .ok_or_else(|| Failure::new("the sandbox has no output"))?;
        let mut line = String::new();
        timeout(
            Duration::from_secs(20),
            BufReader::new(pipe).read_line(&mut line),
        )
        .await
        .map_err(|_| Failure::new("the sandbox named no address within 20 s"))??;
        let told: Value = serde_json::from_str(&line)
            .map_err(|error| Failure::new(format!("the sandbox said `{line}`: {error}")))?;
        let part = |name: &str| {
            told[name]
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| Failure::new(format!("the sandbox named no {name}")))
        };
        crate::process::install_crypto();
        Ok(Self {
            base_url: part("base_url")?,
            token: part("token")?,
            tokens: told["tokens"].clone(),
            client: reqwest::Client::builder()
                .no_proxy()
                .timeout(Duration::from_secs(20))
                .build()?,
            _server: server,
        })
    }

    /// One of the other tokens, such as `expired`.
    ///
    /// # Errors
    /// If the sandbox knows none of this name.
    pub fn other_token(&self, name: &str) -> Outcome<String> {
        self.tokens[name]
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| {
                Failure::new(format!(
                    "the sandbox has no token `{name}`: {}",
                    self.tokens
                ))
            })
    }

    /// Every call the server was asked, oldest first.
    ///
    /// # Errors
    /// If it does not answer.
    pub async fn calls(&self) -> Outcome<Vec<Value>> {
        self.witness("requests").await
    }

    /// Every message that really went out, whatever the program was told.
    ///
    /// # Errors
    /// If it does not answer.
    pub async fn messages(&self) -> Outcome<Vec<Value>> {
        self.witness("messages").await
    }

    /// The calls of this method whose path begins so, `/api/v2` left out.
    ///
    /// # Errors
    /// If it does not answer.
    pub async fn calls_of(&self, method: &str, path: &str) -> Outcome<Vec<Value>> {
        let mut calls = self.calls().await?;
        calls.retain(|call| {
            call["method"] == method
                && call["path"]
                    .as_str()
                    .is_some_and(|one| one.trim_start_matches("/api/v2").starts_with(path))
        });
        Ok(calls)
    }

    async fn witness(&self, what: &str) -> Outcome<Vec<Value>> {
        let url = format!("{}/__sandbox/log", self.base_url);
        let answer = self.client.get(url).send().await?.error_for_status()?;
        let told: Value = serde_json::from_slice(&answer.bytes().await?)?;
        serde_json::from_value(told[what].clone()).map_err(Failure::from)
    }

    /// Makes the server misbehave from now on.
    ///
    /// # Errors
    /// If it does not take the faults.
    pub async fn set_faults(&self, faults: Value) -> Outcome {
        self.client
            .post(format!("{}/__sandbox/faults", self.base_url))
            .json(&faults)
            .send()
            .await?
            .error_for_status()?;
        Ok(())
    }

    /// Calls API v2 behind the program's back, as a colleague at another desk would.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Outcome<Value> {
        let method = reqwest::Method::from_bytes(method.as_bytes())?;
        let mut request = self
            .client
            .request(method, format!("{}/api/v2{path}", self.base_url))
            .bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        if !status.is_success() {
            return Err(Failure::new(format!("{path}: {status}: {text}")));
        }
        Ok(serde_json::from_str(&text).unwrap_or_else(|_| json!(text)))
    }
}

//! The window as a person uses it: look, click, type. Every wait is for a condition and has an end.

use std::path::Path;
use std::time::{Duration, Instant};

use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::failure::{Failure, Outcome};
use crate::paths::Paths;
use crate::query::Query;

const NAMES: &str = include_str!("names.js");
const PATIENCE: Duration = Duration::from_secs(20);
const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys without a letter, as WebDriver writes them.
pub struct Key;

impl Key {
    /// Enter.
    pub const ENTER: &'static str = "\u{E007}";
    /// Escape.
    pub const ESCAPE: &'static str = "\u{E00C}";
    /// Tab.
    pub const TAB: &'static str = "\u{E004}";
    /// F2.
    pub const F2: &'static str = "\u{E032}";
    /// Delete.
    pub const DELETE: &'static str = "\u{E017}";
    /// Arrow down.
    pub const DOWN: &'static str = "\u{E015}";
    /// Arrow up.
    pub const UP: &'static str = "\u{E013}";
    /// Held to the end of the keys it stands before. WebKit's driver swallows what follows a release in the same call.
    pub const CONTROL: &'static str = "\u{E009}";
    /// Held to the end of the keys it stands before.
    pub const SHIFT: &'static str = "\u{E008}";
}

/// One open window.
#[derive(Debug)]
pub struct Page {
    pub(crate) client: Client,
    pub(crate) paths: Paths,
    pub(crate) driver_url: String,
}

impl Page {
    pub(crate) fn new(client: Client, paths: Paths, driver_url: String) -> Self {
        Self {
            client,
            paths,
            driver_url,
        }
    }

    /// Waits until exactly one thing on screen answers the query.
    ///
    /// # Errors
    /// After 20 s, with a list of what is on screen instead and where its picture lies.
    pub async fn find(&self, query: &Query) -> Outcome<Element> {
        let mut last = 0;
        let found = self
            .until(async || {
                let mut found = self.all(query).await?;
                last = found.len();
                Ok(if found.len() == 1 { found.pop() } else { None })
            })
            .await?;
        match found {
            Some(element) => Ok(element),
            None => {
                self.fail(&format!("looked for one {query}, found {last}"))
                    .await
            }
        }
    }

    /// Clicks it, once it is there and nothing lies over it.
    ///
    /// # Errors
    /// After 20 s.
    pub async fn click(&self, query: &Query) -> Outcome {
        self.act(query, "could not be clicked", async |element| {
            element.click().await
        })
        .await
    }

    /// Types over what is in the field.
    ///
    /// # Errors
    /// After 20 s.
    pub async fn fill(&self, query: &Query, text: &str) -> Outcome {
        let select_all = format!("{}a", Key::CONTROL);
        let keys = if text.is_empty() { Key::DELETE } else { text };
        self.act(query, "could not be typed into", async |element| {
            element.send_keys(&select_all).await?;
            element.send_keys(keys).await
        })
        .await
    }

    /// Types into it as it is.
    ///
    /// # Errors
    /// After 20 s.
    pub async fn type_into(&self, query: &Query, keys: &str) -> Outcome {
        self.act(query, "could not be typed into", async |element| {
            element.send_keys(keys).await
        })
        .await
    }

    /// Chooses a file, as the system's dialog would, in the one place on screen that takes one.
    ///
    /// # Errors
    /// If there is no such place.
    pub async fn choose_file(&self, file: &Path) -> Outcome {
        let picker = Locator::Css("[role=dialog] input[type=file]");
        let picker = self.client.find(picker).await?;
        Ok(picker.send_keys(&file.to_string_lossy()).await?)
    }

    /// Presses keys wherever the focus is.
    ///
    /// # Errors
    /// If nothing takes them.
    pub async fn press(&self, keys: &str) -> Outcome {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// Runs a script that calls its last argument when it is done.
    ///
    /// # Errors
    /// If it throws, or is not done within 30 s.
    pub async fn run_async(&self, script: &str) -> Outcome<Value> {
        Ok(self.client.execute_async(script, vec![]).await?)
    }

    /// Runs a script in the window.
    ///
    /// # Errors
    /// If it throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Waits until `ready` gives something; `None` when patience has run out.
    ///
    /// # Errors
    /// What `ready` fails with, except that something vanished while it was looked at.
    pub async fn until<T>(
        &self,
        mut ready: impl AsyncFnMut() -> Outcome<Option<T>>,
    ) -> Outcome<Option<T>> {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = ready().await? {
                return Ok(Some(found));
            }
            if Instant::now() > until {
                return Ok(None);
            }
            sleep(Duration::from_millis(60)).await;
        }
    }

    /// Ends a test with what is on screen, where its picture lies, and this sentence: it comes last, since a log that is cut
    /// is cut at its beginning.
    ///
    /// # Errors
    /// Always: that is its purpose.
    pub async fn fail<T>(&self, what: &str) -> Outcome<T> {
        let outline = self.run(NAMES, vec![json!({})]).await;
        let outline = outline
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_else(|| "(the window is gone)".into());
        let name = std::thread::current()
            .name()
            .unwrap_or("window")
            .replace("::", "-");
        let picture = self.paths.failures.join(format!("{name}.png"));
        let picture = match self.screenshot(&picture).await {
            Ok(()) => format!("picture: {}", picture.display()),
            Err(error) => format!("no picture: {error}"),
        };
        Err(Failure::new(format!(
            "on screen:\n{outline}\n{picture}\n{what}"
        )))
    }

    /// What the window says of everything that answers the query: `texts`, `values` or `descriptions`.
    pub(crate) async fn told(&self, what: &str, query: &Query) -> Outcome<Vec<String>> {
        let told = self
            .run(NAMES, vec![json!({ what: query.to_json() })])
            .await?;
        Ok(serde_json::from_value(told)?)
    }

    async fn all(&self, query: &Query) -> Outcome<Vec<Element>> {
        let ask = vec![json!({ "find": query.to_json() })];
        let found = match self.client.execute(NAMES, ask).await {
            Ok(found) => found,
            // Found, and gone before it could be handed over: as good as not found yet.
            Err(error) if passes(&error) => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let found = found
            .as_array()
            .ok_or_else(|| Failure::new(format!("{query}: the window gave no list")))?;
        Ok(found
            .iter()
            .filter_map(|reference| reference[ELEMENT_KEY].as_str())
            .map(|id| {
                Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()))
            })
            .collect())
    }

    /// Finds and acts, again while the screen still moves.
    async fn act(
        &self,
        query: &Query,
        failure: &str,
        action: impl AsyncFn(Element) -> Result<(), CmdError>,
    ) -> Outcome {
        let until = Instant::now() + PATIENCE;
        loop {
            match action(self.find(query).await?).await {
                Ok(()) => return Ok(()),
                Err(error) if passes(&error) && Instant::now() < until => {
                    sleep(Duration::from_millis(60)).await
                }
                Err(error) => return self.fail(&format!("{query} {failure}: {error}")).await,
            }
        }
    }
}

/// Whether waiting may help: nothing was done yet, the thing is only not ready or was drawn anew.
fn passes(error: &CmdError) -> bool {
    let CmdError::Standard(error) = error else {
        return false;
    };
    matches!(
        error.error,
        ErrorStatus::StaleElementReference
            | ErrorStatus::ElementClickIntercepted
            | ErrorStatus::ElementNotInteractable
            | ErrorStatus::NoSuchElement
    )
}

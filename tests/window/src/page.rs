//! The window as a person uses it: look, click, type. Every wait is for a condition and has an end.

use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::{CmdError, ErrorStatus};
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

    /// How many things on screen answer the query now.
    ///
    /// # Errors
    /// If the window is gone.
    pub async fn count(&self, query: &Query) -> Outcome<usize> {
        Ok(self.all(query).await?.len())
    }

    /// Waits until there is exactly one.
    ///
    /// # Errors
    /// As [`Page::find`].
    pub async fn see(&self, query: &Query) -> Outcome {
        self.find(query).await.map(|_| ())
    }

    /// Waits until there is none.
    ///
    /// # Errors
    /// After 20 s.
    pub async fn see_none(&self, query: &Query) -> Outcome {
        let gone = self
            .until(async || Ok(self.all(query).await?.is_empty().then_some(())))
            .await?;
        match gone {
            Some(()) => Ok(()),
            None => self.fail(&format!("{query} is still there")).await,
        }
    }

    /// Waits until `text` can be read somewhere on screen.
    ///
    /// # Errors
    /// After 20 s.
    pub async fn see_text(&self, text: &str) -> Outcome {
        let seen = self
            .until(async || Ok(self.text().await?.contains(text).then_some(())))
            .await?;
        match seen {
            Some(()) => Ok(()),
            None => {
                self.fail(&format!("`{text}` is not to be read on screen"))
                    .await
            }
        }
    }

    /// Waits until `text` can be read nowhere on screen any more.
    ///
    /// # Errors
    /// After 20 s.
    pub async fn see_no_text(&self, text: &str) -> Outcome {
        let gone = self
            .until(async || Ok((!self.text().await?.contains(text)).then_some(())))
            .await?;
        match gone {
            Some(()) => Ok(()),
            None => {
                self.fail(&format!("`{text}` is still to be read on screen"))
                    .await
            }
        }
    }

    /// Waits until `text` can be read in something that answers the query.
    ///
    /// # Errors
    /// After 20 s, with what can be read there instead.
    pub async fn see_text_in(&self, query: &Query, text: &str) -> Outcome {
        let mut last = Vec::new();
        let seen = self
            .until(async || {
                last = self.texts(query).await?;
                Ok(last.iter().any(|inner| inner.contains(text)).then_some(()))
            })
            .await?;
        match seen {
            Some(()) => Ok(()),
            None => {
                let what = format!("`{text}` is not to be read in {query}, but {last:?}");
                self.fail(&what).await
            }
        }
    }

    /// Everything that can be read on screen.
    ///
    /// # Errors
    /// If the window is gone.
    pub async fn text(&self) -> Outcome<String> {
        Ok(self
            .run("return document.body.innerText", vec![])
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
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

    /// Presses keys wherever the focus is.
    ///
    /// # Errors
    /// If nothing takes them.
    pub async fn press(&self, keys: &str) -> Outcome {
        Ok(self.client.active_element().await?.send_keys(keys).await?)
    }

    /// What is in the field.
    ///
    /// # Errors
    /// As [`Page::find`].
    pub async fn value(&self, query: &Query) -> Outcome<String> {
        Ok(self
            .find(query)
            .await?
            .prop("value")
            .await?
            .unwrap_or_default())
    }

    /// Waits until the field holds exactly this.
    ///
    /// # Errors
    /// After 20 s, saying what it holds instead.
    pub async fn see_value(&self, query: &Query, value: &str) -> Outcome {
        let mut last = String::new();
        let seen = self
            .until(async || {
                last = self.value(query).await?;
                Ok((last == value).then_some(()))
            })
            .await?;
        match seen {
            Some(()) => Ok(()),
            None => {
                self.fail(&format!("{query} holds `{last}`, not `{value}`"))
                    .await
            }
        }
    }

    /// The text of what `aria-describedby` of it points to: its hint and its error.
    ///
    /// # Errors
    /// As [`Page::find`].
    pub async fn description(&self, query: &Query) -> Outcome<String> {
        let element = self.find(query).await?;
        let script = "return (arguments[0].getAttribute('aria-describedby') ?? '').split(/\\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim()";
        Ok(self
            .run(script, vec![serde_json::to_value(element)?])
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Waits until the description of it contains `text`.
    ///
    /// # Errors
    /// After 20 s, saying how it is described instead.
    pub async fn see_description(&self, query: &Query, text: &str) -> Outcome {
        let mut last = String::new();
        let seen = self
            .until(async || {
                last = self.description(query).await?;
                Ok(last.contains(text).then_some(()))
            })
            .await?;
        match seen {
            Some(()) => Ok(()),
            None => {
                self.fail(&format!(
                    "{query} is described by `{last}`, not by `{text}`"
                ))
                .await
            }
        }
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

    /// Ends a test with this sentence, what is on screen, and where its picture lies.
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
            "{what}\non screen:\n{outline}\n{picture}"
        )))
    }

    async fn texts(&self, query: &Query) -> Outcome<Vec<String>> {
        let texts = self.run(NAMES, vec![json!({ "texts": query.to_json() })]);
        Ok(serde_json::from_value(texts.await?)?)
    }

    async fn all(&self, query: &Query) -> Outcome<Vec<Element>> {
        let found = self
            .run(NAMES, vec![json!({ "find": query.to_json() })])
            .await?;
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

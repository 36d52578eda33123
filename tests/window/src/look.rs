//! What a test looks at: pictures, axe-core's findings, what a screen reader would hear.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::failure::{Failure, Outcome};
use crate::page::Page;
use crate::query::Query;

/// What the browser itself tells assistive technology of an element.
#[derive(Debug, PartialEq, Eq)]
pub struct Heard {
    /// Its computed role.
    pub role: String,
    /// Its computed name.
    pub name: String,
}

impl Page {
    /// Runs axe-core over the window at rest, since what fades in has too little contrast on its way; one line for each
    /// serious or critical finding.
    ///
    /// # Errors
    /// If axe-core cannot run, or something does not come to rest.
    pub async fn axe(&self) -> Outcome<Vec<String>> {
        self.settle().await?;
        let script = format!(
            "{}
            const done = arguments[arguments.length - 1];
            axe.run(document, {{ resultTypes: ['violations'] }}).then(
                (result) => done({{ found: result.violations.flatMap((rule) => rule.nodes.map((node) => [node.impact ?? rule.impact, `${{rule.id}}: ${{rule.help}}: ${{node.html}} ${{node.failureSummary}}`])) }}),
                (error) => done({{ error: String(error) }}),
            );",
            fs::read_to_string(&self.paths.axe)?
        );
        let result = self.run_async(&script).await?;
        if let Some(error) = result["error"].as_str() {
            return Err(Failure::new(format!("axe-core did not run: {error}")));
        }
        let findings = result["found"]
            .as_array()
            .ok_or_else(|| Failure::new("axe-core gave no result"))?;
        Ok(findings
            .iter()
            .filter(|finding| matches!(finding[0].as_str(), Some("serious" | "critical")))
            .map(|finding| {
                format!(
                    "{}: {}",
                    finding[0].as_str().unwrap_or_default(),
                    finding[1].as_str().unwrap_or_default()
                )
            })
            .collect())
    }

    /// Fails if axe-core finds anything serious on the screen called `screen`.
    ///
    /// # Errors
    /// Names each finding.
    pub async fn accessible(&self, screen: &str) -> Outcome {
        let findings = self.axe().await?;
        if findings.is_empty() {
            Ok(())
        } else {
            self.fail(&format!("axe-core on {screen}:\n{}", findings.join("\n")))
                .await
        }
    }

    /// Writes what the window shows to a PNG file.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub async fn screenshot(&self, path: &Path) -> Outcome {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(path, self.client.screenshot().await?)?)
    }

    /// Waits until fonts are loaded and nothing moves any more: a picture is of a screen at rest.
    ///
    /// # Errors
    /// If something still moves after 20 s.
    pub async fn settle(&self) -> Outcome {
        // What a change on screen sets in motion begins with the next frame.
        let script = "const done = arguments[arguments.length - 1];
            const still = () => document.fonts.status === 'loaded' && document.getAnimations().every((each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Infinity);
            requestAnimationFrame(() => requestAnimationFrame(() => done(still())));";
        let still = self
            .until(async || Ok((self.run_async(script).await? == true).then_some(())))
            .await?;
        match still {
            Some(()) => Ok(()),
            None => self.fail("something still moves").await,
        }
    }

    /// Gives the window this size in pixels.
    ///
    /// # Errors
    /// If the window is gone.
    pub async fn set_size(&self, (width, height): (u32, u32)) -> Outcome {
        Ok(self.client.set_window_rect(0, 0, width, height).await?)
    }

    /// Asks the browser what it tells a screen reader of what answers the query.
    ///
    /// # Errors
    /// As [`Page::find`], or if the driver cannot tell.
    pub async fn heard(&self, query: &Query) -> Outcome<Heard> {
        let element = self.find(query).await?.element_id();
        let session = self.client.session_id().await?.unwrap_or_default();
        let base = format!(
            "{}/session/{session}/element/{}",
            self.driver_url, &*element
        );
        crate::process::install_crypto();
        let client = reqwest::Client::builder().no_proxy().build()?;
        let ask = async |what: &str| -> Outcome<String> {
            let answer = client
                .get(format!("{base}/{what}"))
                .send()
                .await?
                .bytes()
                .await?;
            let told: Value = serde_json::from_slice(&answer)?;
            told["value"]
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| Failure::new(format!("{what} of {query}: {told}")))
        };
        Ok(Heard {
            role: ask("computedrole").await?,
            name: ask("computedlabel").await?,
        })
    }
}

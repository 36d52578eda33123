//! What a person reads on screen. Each look is one script, so that nothing changes between finding and reading.

use crate::failure::Outcome;
use crate::page::Page;
use crate::query::Query;

impl Page {
    /// How many things on screen answer the query now.
    ///
    /// # Errors
    /// If the window is gone.
    pub async fn count(&self, query: &Query) -> Outcome<usize> {
        Ok(self.told("texts", query).await?.len())
    }

    /// Waits until there is exactly one.
    ///
    /// # Errors
    /// As [`Page::find`].
    pub async fn see(&self, query: &Query) -> Outcome {
        self.one("texts", query).await.map(|_| ())
    }

    /// Waits until there is none.
    ///
    /// # Errors
    /// After 20 s.
    pub async fn see_none(&self, query: &Query) -> Outcome {
        let gone = self
            .until(async || Ok((self.count(query).await? == 0).then_some(())))
            .await?;
        match gone {
            Some(()) => Ok(()),
            None => self.fail(&format!("{query} is still there")).await,
        }
    }

    /// Everything that can be read on screen.
    ///
    /// # Errors
    /// If the window is gone.
    pub async fn text(&self) -> Outcome<String> {
        let text = self.run("return document.body.innerText", vec![]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
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
        self.wait_for(
            "texts",
            query,
            &|read| read.contains(text),
            &format!("`{text}` is not to be read"),
        )
        .await
    }

    /// What is in the field.
    ///
    /// # Errors
    /// As [`Page::find`].
    pub async fn value(&self, query: &Query) -> Outcome<String> {
        self.one("values", query).await
    }

    /// Waits until the field holds exactly this.
    ///
    /// # Errors
    /// After 20 s, saying what it holds instead.
    pub async fn see_value(&self, query: &Query, value: &str) -> Outcome {
        self.wait_for(
            "values",
            query,
            &|held| held == value,
            &format!("`{value}` is not held"),
        )
        .await
    }

    /// Waits until what `aria-describedby` of it points to, its hint and its error, contains `text`.
    ///
    /// # Errors
    /// After 20 s, saying how it is described instead.
    pub async fn see_description(&self, query: &Query, text: &str) -> Outcome {
        self.wait_for(
            "descriptions",
            query,
            &|said| said.contains(text),
            &format!("`{text}` is not said"),
        )
        .await
    }

    async fn one(&self, what: &str, query: &Query) -> Outcome<String> {
        let mut last = 0;
        let told = self
            .until(async || {
                let mut told = self.told(what, query).await?;
                last = told.len();
                Ok(if last == 1 { told.pop() } else { None })
            })
            .await?;
        match told {
            Some(told) => Ok(told),
            None => {
                self.fail(&format!("looked for one {query}, found {last}"))
                    .await
            }
        }
    }

    async fn wait_for(
        &self,
        what: &str,
        query: &Query,
        wanted: &dyn Fn(&str) -> bool,
        failure: &str,
    ) -> Outcome {
        let mut last = Vec::new();
        let seen = self
            .until(async || {
                last = self.told(what, query).await?;
                Ok(last.iter().any(|told| wanted(told)).then_some(()))
            })
            .await?;
        match seen {
            Some(()) => Ok(()),
            None => {
                self.fail(&format!("{failure} in {query}; there is {last:?}"))
                    .await
            }
        }
    }
}

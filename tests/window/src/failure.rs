//! One error for everything a test can stumble over: a sentence a person can act on.

use std::fmt;

/// What a test or a helper gives back.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Why a test could not go on. `Debug` prints the plain sentence, since that is what the test runner shows.
pub struct Failure(String);

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            let cause_text = cause.to_string();
            if !text.contains(&cause_text) {
                text = format!("{text}: {cause_text}");
            }
            source = cause.source();
        }
        Self(text)
    }
}

impl Failure {
    /// A failure with this sentence.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

/// Ends a test with this sentence.
///
/// # Errors
/// Always: that is its purpose.
pub fn fail<T>(text: impl Into<String>) -> Outcome<T> {
    Err(Failure::new(text))
}

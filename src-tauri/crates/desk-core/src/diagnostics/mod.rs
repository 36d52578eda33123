//! What a person can hand to somebody who helps, and what is left to look at after the program broke.

mod account;
mod report;
mod types;

pub use account::AccountFacts;
pub use report::report;
pub use types::*;

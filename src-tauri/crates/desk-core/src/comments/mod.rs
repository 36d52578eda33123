//! Notes of the team on a contact: the API's comments. They hang on the conversation with the number (contract section
//! 15), so a person nobody has written with has none and can get none.

mod commands;
mod rows;
mod types;

pub use types::*;

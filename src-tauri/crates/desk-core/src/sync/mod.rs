//! See `types` for the shapes that cross the bridge.

mod types;
pub use types::*;

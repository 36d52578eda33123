//! Selection and jobs over a real server: what it has at the end, what was asked of it, and what the mirror says.

mod delete;
mod faults;
mod held;
#[cfg(unix)]
mod kill;
mod model;
mod moves;
mod run;
mod select;
mod speed;
mod support;
mod undo;

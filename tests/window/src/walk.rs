//! The main job from end to end, with a picture of each step: what `cargo xtask start` shows where there is no display.

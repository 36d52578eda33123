//! The longest time the window's main thread was busy while the list is scrolled: a timer that should ring every few
//! milliseconds, and how late it came.

use std::time::Duration;

use serde::Deserialize;
use tokio::time::sleep;
use window_tests::{Outcome, Page};

use crate::figure::Figure;

const PAGE_UP: &str = "\u{E00E}";
const HOME: &str = "\u{E011}";
const END: &str = "\u{E010}";
/// A timer's own least distance.
const TIMER: f64 = 4.0;

const HEART: &str = r"
const heart = { worst: 0, over: 0, beats: 0, last: performance.now(), on: true };
window.heart = heart;
const beat = () => {
	const now = performance.now();
	const gap = now - heart.last;
	heart.last = now;
	heart.beats += 1;
	heart.worst = Math.max(heart.worst, gap);
	if (gap > 54) heart.over += 1;
	if (heart.on) setTimeout(beat, 0);
};
beat();
";

/// From top to end in ten seconds, a step each frame.
const GLIDE: &str = r"
const done = arguments[arguments.length - 1];
const grid = document.querySelector('[role=grid]');
const way = grid.scrollHeight - grid.clientHeight;
const start = performance.now();
let frames = 0;
const step = () => {
	const share = Math.min((performance.now() - start) / 10000, 1);
	grid.scrollTop = way * share;
	frames += 1;
	if (share < 1) requestAnimationFrame(step);
	else done(frames);
};
requestAnimationFrame(step);
";

#[derive(Deserialize)]
struct Heart {
    worst: f64,
    over: u32,
    beats: u32,
}

pub async fn measure(page: &Page, contacts: usize) -> Outcome<Vec<Figure>> {
    beating(page).await?;
    sleep(Duration::from_secs(3)).await;
    let still = stopped(page).await?;

    beating(page).await?;
    let frames = page.run_async(GLIDE).await?;
    let glide = stopped(page).await?;

    page.run("document.querySelector('[role=grid]').focus()", Vec::new())
        .await?;
    beating(page).await?;
    // Up from the end, then from one end to the other.
    let keys = [END].into_iter().chain(std::iter::repeat_n(PAGE_UP, 40));
    for key in keys.chain([HOME, END].repeat(5)) {
        page.press(key).await?;
        sleep(Duration::from_millis(40)).await;
    }
    let last = page
        .run(
            "return document.querySelector('[role=grid] [data-active]')?.dataset.index ?? ''",
            Vec::new(),
        )
        .await?;
    let keys = stopped(page).await?;
    if last.as_str() != Some(&(contacts - 1).to_string()) {
        return page.fail(&format!("End led to row {last}")).await;
    }
    let figure = |what, heart: &Heart, detail: String| Figure {
        name: "scroll",
        what,
        value: (heart.worst - TIMER).max(0.0),
        unit: "ms",
        limit: Some(50.0),
        detail: format!(
            "{} of {} beats late by over 50 ms; {detail}",
            heart.over, heart.beats
        ),
    };
    Ok(vec![
        figure(
            "Longest task, all rows scrolled in ten seconds",
            &glide,
            format!(
                "{frames} frames; {:.0} ms with nothing going on",
                still.worst - TIMER
            ),
        ),
        figure(
            "Longest task, Page Up, Home and End",
            &keys,
            "51 keys".to_owned(),
        ),
    ])
}

async fn beating(page: &Page) -> Outcome {
    page.run(HEART, Vec::new()).await.map(|_| ())
}

async fn stopped(page: &Page) -> Outcome<Heart> {
    let told = page
        .run("window.heart.on = false; return window.heart", Vec::new())
        .await?;
    Ok(serde_json::from_value(told)?)
}

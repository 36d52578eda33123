//! From a key to its rows on screen, measured in the page: from the key's event to the second frame after the rows changed.

use std::time::{Duration, Instant};

use tokio::time::sleep;
use window_tests::{Outcome, Page, role};

use crate::figure::{Figure, median, percentile};

/// What is typed and taken back letter by letter: names, a company, an email, everybody, numbers.
const TEXTS: [&str; 8] = [
    "mateo c",
    "chloé",
    "librairie",
    "okafor",
    "example",
    "44770",
    "0142",
    "müller",
];
const BACK: &str = "\u{E003}";

const INSTALL: &str = r"
const speed = { samples: [], waiting: false };
window.speed = speed;
const look = () => {
	const grid = document.querySelector('[role=grid]');
	if (!grid) return 'none';
	const rows = [...grid.querySelectorAll('[data-index]')].slice(0, 6).map((row) => row.textContent);
	return [grid.getAttribute('aria-rowcount'), ...rows].join('|');
};
addEventListener('keydown', (event) => {
	const now = performance.now();
	speed.start = event.timeStamp > now - 1000 && event.timeStamp <= now ? event.timeStamp : now;
	speed.before = look();
	speed.waiting = true;
}, true);
new MutationObserver(() => {
	if (!speed.waiting || look() === speed.before) return;
	speed.waiting = false;
	const { start } = speed;
	requestAnimationFrame(() => requestAnimationFrame(() => speed.samples.push(performance.now() - start)));
}).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
";

/// The same in a blank program: a key, one line changed, the second frame after it.
const INSTALL_BLANK: &str = r"
const speed = { samples: [] };
window.speed = speed;
const field = document.body.appendChild(document.createElement('input'));
const line = document.body.appendChild(document.createElement('p'));
field.setAttribute('aria-label', 'Blank');
field.addEventListener('keydown', (event) => {
	const now = performance.now();
	const start = event.timeStamp > now - 1000 && event.timeStamp <= now ? event.timeStamp : now;
	line.textContent = String(start);
	requestAnimationFrame(() => requestAnimationFrame(() => speed.samples.push(performance.now() - start)));
});
";

/// What a key costs where there is nothing to find and nothing to draw.
pub async fn measure_blank(page: &Page) -> Outcome<Vec<f64>> {
    page.run(INSTALL_BLANK, Vec::new()).await?;
    page.click(&role("textbox").named("Blank")).await?;
    for letter in "the quick brown fox jumps over".chars() {
        page.press(&letter.to_string()).await?;
        sleep(Duration::from_millis(150)).await;
    }
    samples(page).await
}

pub async fn measure(page: &Page, blank: &[f64]) -> Outcome<Figure> {
    page.run(INSTALL, Vec::new()).await?;
    let search = role("searchbox").named("Search contacts");
    page.click(&search).await?;
    let (mut counted, mut same) = (0, 0);
    for text in TEXTS {
        let letters = text.chars().count();
        let keys = text
            .chars()
            .map(String::from)
            .chain(std::iter::repeat_n(BACK.to_owned(), letters));
        for key in keys {
            page.press(&key).await?;
            let until = Instant::now() + Duration::from_millis(700);
            loop {
                sleep(Duration::from_millis(30)).await;
                if samples(page).await?.len() > counted {
                    counted += 1;
                    break;
                }
                // A key that leaves the rows as they are has nothing to paint.
                if Instant::now() > until {
                    same += 1;
                    page.run("window.speed.waiting = false", Vec::new()).await?;
                    break;
                }
            }
            // What the key set off besides is over before the next one.
            sleep(Duration::from_millis(120)).await;
        }
    }
    let samples = samples(page).await?;
    Ok(Figure {
        name: "keys",
        what: "Key to painted rows, 95 of 100 keys",
        value: percentile(&samples, 0.95),
        unit: "ms",
        limit: Some(50.0),
        detail: format!(
            "{} keys, median {:.0} ms, slowest {:.0} ms; {same} more changed no row; a key in a blank program: 95 of 100 {:.0} ms, median {:.0} ms",
            samples.len(),
            median(&samples),
            percentile(&samples, 1.0),
            percentile(blank, 0.95),
            median(blank)
        ),
    })
}

async fn samples(page: &Page) -> Outcome<Vec<f64>> {
    let told = page.run("return window.speed.samples", Vec::new()).await?;
    Ok(serde_json::from_value(told)?)
}

//! The list of contacts: how a person arranged it is there after a restart, and its last row is a key away however
//! many there are.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use window_tests::job::{self, Person, button};
use window_tests::{Key, Outcome, Page, Sandbox, Setup, World, role};

use crate::support;

const HOME: &str = "\u{E011}";
const END: &str = "\u{E010}";
const PAGE_UP: &str = "\u{E00E}";
const RIGHT: &str = "\u{E014}";
const ALT: &str = "\u{E00A}";

/// Heads in order with how they sort, and the tracks they lie in.
const HEADS: &str = "const grid = document.querySelector('[role=grid]');
    if (!grid) return null;
    return [[...grid.querySelectorAll('[role=columnheader][data-column]')].map((head) =>
        head.textContent + (head.getAttribute('aria-sort') ?? '')).join(' '),
        grid.style.getPropertyValue('--cols'), grid.style.getPropertyValue('--row')];";

/// The row of the keyboard: its number, and whether it is drawn and to be seen.
const ACTIVE: &str = "const grid = document.querySelector('[role=grid]');
    const row = document.getElementById(grid?.getAttribute('aria-activedescendant'));
    if (!row || row.hasAttribute('aria-busy')) return null;
    const box = row.getBoundingClientRect(), room = grid.getBoundingClientRect();
    if (box.top < room.top + 27 || box.bottom > room.bottom + 1) return null;
    return Number(row.getAttribute('aria-rowindex'));";

async fn told(page: &Page, script: &str) -> Outcome<Value> {
    page.run(script, Vec::new()).await
}

/// Waits until the script gives this.
async fn until_told(page: &Page, script: &str, wanted: Value) -> Outcome {
    let mut last = Value::Null;
    let met = page
        .until(async || {
            last = told(page, script).await?;
            Ok((last == wanted).then_some(()))
        })
        .await?;
    match met {
        Some(()) => Ok(()),
        None => page.fail(&format!("wanted {wanted}, got {last}")).await,
    }
}

async fn focus_rows(page: &Page) -> Outcome {
    told(page, "document.querySelector('[role=grid]').focus()").await?;
    Ok(())
}

#[tokio::test]
async fn columns_survive_a_restart() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::see_contacts(&page).await?;

    // Chosen: one goes, one comes; the rows are low.
    page.click(&button("Columns")).await?;
    let menu = role("dialog").named("Columns");
    for name in ["Source", "Assigned"] {
        page.click(&role("checkbox").named(name).within(menu.clone()))
            .await?;
    }
    page.click(&button("Compact").within(menu)).await?;
    page.press(Key::ESCAPE).await?;

    // Its edge dragged.
    let dragged = "const edge = document.querySelector('[data-edge=company]');
        const cell = edge.parentElement, before = cell.getBoundingClientRect().width;
        const { left, top } = edge.getBoundingClientRect();
        const at = (x) => ({ clientX: x, clientY: top + 4, bubbles: true, button: 0, pointerId: 1 });
        edge.dispatchEvent(new PointerEvent('pointerdown', at(left + 4)));
        window.dispatchEvent(new PointerEvent('pointermove', at(left + 64)));
        window.dispatchEvent(new PointerEvent('pointerup', at(left + 64)));
        return Math.round(before) + 60;";
    let width = told(&page, dragged).await?;
    let wide = "return Math.round(document.querySelector('[data-column=company]').getBoundingClientRect().width)";
    until_told(&page, wide, width).await?;

    // From the first row up into the heads: the name after the number, and the list by name.
    focus_rows(&page).await?;
    page.press(HOME).await?;
    page.press(Key::UP).await?;
    page.press(HOME).await?;
    page.press(&format!("{ALT}{RIGHT}")).await?;
    page.press(&format!("{}{RIGHT}", Key::SHIFT)).await?;
    page.press(Key::ENTER).await?;
    let order = "Phone Nameascending Company Type Status Groups Assigned Updated";
    let mut seen = Value::Null;
    let arranged = page
        .until(async || {
            seen = told(&page, HEADS).await?;
            Ok((seen[0] == order).then_some(()))
        })
        .await?;
    if arranged.is_none() {
        return page.fail(&format!("the heads are {seen}")).await;
    }
    let before = told(&page, HEADS).await?;
    assert_eq!(before[2], "var(--row-compact)");
    world.close(page).await?;

    let page = world.open(&[]).await?;
    job::see_contacts(&page).await?;
    until_told(&page, HEADS, before).await?;
    page.see_text("contacts, by name.").await?;
    world.close(page).await
}

#[tokio::test]
async fn a_right_to_left_name_leaves_its_number_as_it_is() -> Outcome {
    let sandbox = support::sandbox().await?;
    let (mut world, page) = support::connected(&sandbox).await?;
    job::see_contacts(&page).await?;
    let person = Person {
        first: "ليلى",
        last: "حداد",
        phone: "+961 3 123 456",
    };
    job::write_down(&page, person).await?;
    page.type_into(&role("searchbox").named("Search contacts"), person.first)
        .await?;
    let rows = "const rows = [...document.querySelectorAll('[role=row][data-index]')].map((row) =>
            [row.querySelector('bdi'), [...row.children].find((cell) => cell.textContent.trim().startsWith('+'))])
            .filter(([name, phone]) => name && phone && /[\u{600}-\u{6ff}]/.test(name.textContent));
        return rows.length > 0 && rows.every(([name, phone]) =>
            getComputedStyle(name).direction === 'rtl' && getComputedStyle(phone).direction === 'ltr'
            && phone.scrollWidth <= phone.clientWidth + 1);";
    until_told(&page, rows, json!(true)).await?;
    world.close(page).await
}

#[tokio::test]
async fn a_hundred_thousand_rows_by_keyboard() -> Outcome {
    let sandbox = Sandbox::start(&["--contacts", "100000", "--rate-limit", "unlimited"]).await?;
    let mut world = World::new(Setup::default()).await?;
    let page = world.open(&[]).await?;
    job::type_connection(&page, &sandbox.base_url, &sandbox.token).await?;
    page.click(&button("Connect")).await?;
    // The first fill is a thousand calls, and longer than other waits are patient.
    let end = Instant::now() + Duration::from_secs(300);
    while !page.text().await?.contains("All 100,000 on this computer") {
        if Instant::now() > end {
            return page.fail("the first fill did not end").await;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let show = button("Show");
    let count = "return document.querySelector('[role=grid]').getAttribute('aria-rowcount')";
    let all = page
        .until(async || {
            if page.count(&show).await? > 0 {
                page.click(&show).await?;
            }
            Ok((told(&page, count).await? == "100001").then_some(()))
        })
        .await?;
    if all.is_none() {
        return page.fail("not all rows are in the list").await;
    }
    focus_rows(&page).await?;
    page.press(HOME).await?;
    until_told(&page, ACTIVE, json!(2)).await?;
    page.press(END).await?;
    until_told(&page, ACTIVE, json!(100_001)).await?;
    page.press("k").await?;
    until_told(&page, ACTIVE, json!(100_000)).await?;
    page.press("j").await?;
    until_told(&page, ACTIVE, json!(100_001)).await?;
    page.press(PAGE_UP).await?;
    let paged = page
        .until(async || {
            let at = told(&page, ACTIVE).await?.as_u64();
            Ok(at.filter(|row| (99_950..100_000).contains(row)))
        })
        .await?;
    if paged.is_none() {
        return page.fail("PageUp did not go one page up").await;
    }
    page.press(HOME).await?;
    until_told(&page, ACTIVE, json!(2)).await?;

    // The highest rows, and twice as many of them, are within what the webview can lay out.
    page.click(&button("Columns")).await?;
    page.click(&button("Relaxed")).await?;
    page.press(Key::ESCAPE).await?;
    focus_rows(&page).await?;
    page.press(END).await?;
    until_told(&page, ACTIVE, json!(100_001)).await?;
    let tall = "const box = document.createElement('div');
        box.style.blockSize = `${200_000 * 44}px`;
        document.querySelector('[role=grid]').append(box);
        const height = box.getBoundingClientRect().height;
        box.remove();
        return Math.round(height);";
    until_told(&page, tall, json!(8_800_000)).await?;
    world.close(page).await
}

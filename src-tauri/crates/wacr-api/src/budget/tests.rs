#![allow(clippy::unwrap_used, clippy::expect_used)]
use std::sync::Mutex as StdMutex;

use super::*;

/// A server's counter as the contract has it: the window opens with the first call and is cleared after 60 s.
struct Server {
    limit: StdMutex<u32>,
    window: StdMutex<Option<(Instant, u32)>>,
    /// How many calls each window that is over held.
    past: StdMutex<Vec<u32>>,
    refused: StdMutex<u32>,
}

impl Server {
    fn new(limit: u32) -> Arc<Self> {
        Arc::new(Self {
            limit: StdMutex::new(limit),
            window: StdMutex::default(),
            past: StdMutex::default(),
            refused: StdMutex::default(),
        })
    }

    fn refused(&self) -> u32 {
        *self.refused.lock().unwrap()
    }

    fn count(&self) -> Result<HeaderMap, Duration> {
        let now = Instant::now();
        let limit = *self.limit.lock().unwrap();
        let mut window = self.window.lock().unwrap();
        let over = window.is_some_and(|(opened, _)| now >= opened + WINDOW);
        if over && let Some((_, used)) = window.take() {
            self.past.lock().unwrap().push(used);
        }
        let (opened, used) = window.unwrap_or((now, 0));
        if used >= limit {
            *self.refused.lock().unwrap() += 1;
            return Err(opened + WINDOW - now);
        }
        *window = Some((opened, used + 1));
        Ok(headers(&limit.to_string(), &(limit - used - 1).to_string()))
    }
}

fn headers(limit: &str, remaining: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("x-ratelimit-limit", limit.parse().unwrap());
    headers.insert("x-ratelimit-remaining", remaining.parse().unwrap());
    headers
}

/// One call that takes `latency` to the server and as much back.
async fn call(budget: &RateBudget, server: &Server, lane: Lane, latency: Duration) {
    let ticket = budget.turn(lane, None).await.unwrap();
    tokio::time::sleep(latency).await;
    let counted = server.count();
    tokio::time::sleep(latency).await;
    match counted {
        Ok(headers) => ticket.answered(&headers),
        Err(wait) => {
            ticket.answered(&HeaderMap::new());
            budget.stop(Some(wait));
        }
    }
}

/// As many calls as fit into a while, by some workers; how many were made.
async fn run(
    budget: &RateBudget,
    server: &Arc<Server>,
    lane: Lane,
    workers: u32,
    latency: Duration,
    length: Duration,
) -> u32 {
    let end = Instant::now() + length;
    let tasks: Vec<_> = (0..workers)
        .map(|_| {
            let (budget, server) = (budget.clone(), Arc::clone(server));
            tokio::spawn(async move {
                let mut made = 0;
                while tokio::time::timeout_at(end, call(&budget, &server, lane, latency))
                    .await
                    .is_ok()
                {
                    made += 1;
                }
                made
            })
        })
        .collect();
    let mut made = 0;
    for task in tasks {
        made += task.await.unwrap();
    }
    made
}

#[tokio::test(start_paused = true)]
async fn every_window_is_used_fully_and_none_passed() {
    for (limit, workers, latency) in [
        (60, 1, 100),
        (60, 4, 150),
        (60, 8, 700),
        (7, 3, 20),
        (300, 8, 80),
        (1, 2, 10),
        (2, 1, 10),
    ] {
        let (budget, server) = (RateBudget::new(), Server::new(limit));
        let latency = Duration::from_millis(latency);
        // The first answer tells the limit.
        call(&budget, &server, Lane::Click, latency).await;
        run(&budget, &server, Lane::Send, workers, latency, WINDOW * 10).await;
        assert_eq!(server.refused(), 0, "limit {limit}: no 429");
        let past = server.past.lock().unwrap().clone();
        assert!(past.len() >= 9, "limit {limit}: {} windows", past.len());
        assert!(
            past.iter().all(|used| *used == limit),
            "limit {limit}: {past:?}"
        );
    }
}

/// Makes so many sends, some at a time; how long it took.
async fn sends(
    budget: &RateBudget,
    server: &Arc<Server>,
    count: u32,
    workers: u32,
    latency: Duration,
) -> Duration {
    let start = Instant::now();
    let left = Arc::new(StdMutex::new(count));
    let tasks: Vec<_> = (0..workers)
        .map(|_| {
            let (budget, server, left) = (budget.clone(), Arc::clone(server), Arc::clone(&left));
            tokio::spawn(async move {
                let take = || {
                    let mut left = left.lock().unwrap();
                    let some = *left > 0;
                    *left = left.saturating_sub(1);
                    some
                };
                while take() {
                    call(&budget, &server, Lane::Send, latency).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    start.elapsed()
}

#[tokio::test(start_paused = true)]
async fn six_hundred_sends_at_sixty_a_minute_fill_every_window_and_meet_no_429() {
    for (workers, latency) in [(1, 40), (1, 150), (3, 100), (8, 150)] {
        let (budget, server) = (RateBudget::new(), Server::new(60));
        let latency = Duration::from_millis(latency);
        let took = sends(&budget, &server, 600, workers, latency).await;
        assert_eq!(server.refused(), 0, "{workers} workers, {latency:?}");
        let past = server.past.lock().unwrap().clone();
        assert_eq!(past, [60; 9], "the tenth window is the last");
        let most = Duration::from_secs_f64(600.0 / 0.99);
        assert!(took <= most, "{workers} workers, {latency:?}: {took:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_first_window_that_others_opened_costs_at_most_one_429_and_none_after() {
    let (budget, server) = (RateBudget::new(), Server::new(60));
    // Another program with the same token has used 50 calls, 20 s ago.
    let other = RateBudget::new();
    for _ in 0..50 {
        call(&other, &server, Lane::Click, Duration::from_millis(1)).await;
    }
    tokio::time::sleep(Duration::from_secs(20)).await;
    sends(&budget, &server, 300, 4, Duration::from_millis(150)).await;
    assert!(server.refused() <= 1, "{}", server.refused());
    let past = server.past.lock().unwrap().clone();
    assert!(past[1..].iter().all(|used| *used == 60), "{past:?}");
}

#[tokio::test(start_paused = true)]
async fn clicks_at_any_moment_of_a_full_run_wait_less_than_a_second() {
    let (budget, server) = (RateBudget::new(), Server::new(60));
    let latency = Duration::from_millis(50);
    let background = {
        let (budget, server) = (budget.clone(), Arc::clone(&server));
        tokio::spawn(
            async move { run(&budget, &server, Lane::Send, 4, latency, WINDOW * 30).await },
        )
    };
    // 7.3 s and 60 s have no common step, so every moment of a window has its turn; eight clicks a minute.
    for click in 0..240 {
        tokio::time::sleep(Duration::from_millis(7_300)).await;
        let asked = Instant::now();
        call(&budget, &server, Lane::Click, latency).await;
        let waited = asked.elapsed() - latency * 2;
        assert!(
            waited < Duration::from_secs(1),
            "click {click} waited {waited:?}"
        );
    }
    background.await.unwrap();
    assert_eq!(server.refused(), 0);
}

#[tokio::test(start_paused = true)]
async fn five_clicks_in_a_row_in_the_middle_of_a_full_run_wait_for_nothing() {
    let (budget, server) = (RateBudget::new(), Server::new(60));
    let latency = Duration::from_millis(50);
    let background = {
        let (budget, server) = (budget.clone(), Arc::clone(&server));
        tokio::spawn(async move { run(&budget, &server, Lane::Send, 4, latency, WINDOW * 2).await })
    };
    tokio::time::sleep(Duration::from_secs(40)).await;
    let asked = Instant::now();
    for _ in 0..5 {
        call(&budget, &server, Lane::Click, latency).await;
    }
    assert_eq!(asked.elapsed(), latency * 2 * 5);
    background.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_limit_that_changes_on_the_server_is_found_and_kept() {
    let (budget, server) = (RateBudget::new(), Server::new(60));
    let latency = Duration::from_millis(100);
    let sending = {
        let (budget, server) = (budget.clone(), Arc::clone(&server));
        tokio::spawn(
            async move { run(&budget, &server, Lane::Send, 4, latency, WINDOW * 12).await },
        )
    };
    for (limit, after) in [(20, 150), (120, 210), (60, 200)] {
        tokio::time::sleep(Duration::from_secs(after)).await;
        *server.limit.lock().unwrap() = limit;
    }
    sending.await.unwrap();
    // Calls on their way when the limit fell may be refused, once each; nothing after that.
    assert!(server.refused() <= 8, "{}", server.refused());
    let past = server.past.lock().unwrap().clone();
    let full = |limit: u32| past.iter().filter(|used| **used == limit).count();
    assert!(full(20) >= 2 && full(120) >= 2 && full(60) >= 3, "{past:?}");
}

#[tokio::test(start_paused = true)]
async fn a_click_does_not_wait_behind_sends_and_sync() {
    let (budget, server) = (RateBudget::new(), Server::new(60));
    let latency = Duration::from_millis(50);
    let background = {
        let (budget, server) = (budget.clone(), Arc::clone(&server));
        tokio::spawn(async move {
            tokio::join!(
                run(&budget, &server, Lane::Send, 4, latency, WINDOW * 5),
                run(&budget, &server, Lane::Background, 4, latency, WINDOW * 5),
            )
        })
    };
    for click in 0..5 {
        // Well after the others have used up their part of each window.
        tokio::time::sleep(Duration::from_secs(if click == 0 { 30 } else { 60 })).await;
        let asked = Instant::now();
        call(&budget, &server, Lane::Click, latency).await;
        assert!(
            asked.elapsed() <= latency * 2,
            "click {click} waited {:?}",
            asked.elapsed() - latency * 2
        );
    }
    background.await.unwrap();
    assert_eq!(server.refused(), 0);
}

#[tokio::test(start_paused = true)]
async fn sends_go_before_the_background() {
    let (budget, server) = (RateBudget::new(), Server::new(10));
    let latency = Duration::from_millis(10);
    for _ in 0..10 {
        call(&budget, &server, Lane::Click, latency).await;
    }
    let order = Arc::new(StdMutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for lane in [Lane::Background, Lane::Background, Lane::Send, Lane::Click] {
        let (budget, server, order) = (budget.clone(), Arc::clone(&server), Arc::clone(&order));
        tasks.push(tokio::spawn(async move {
            call(&budget, &server, lane, latency).await;
            order.lock().unwrap().push(lane);
        }));
        // All queue up while the window is used up.
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(
        *order.lock().unwrap(),
        [Lane::Click, Lane::Send, Lane::Background, Lane::Background]
    );
}

#[tokio::test(start_paused = true)]
async fn unlimited_waits_for_nothing() {
    let budget = RateBudget::new();
    budget
        .turn(Lane::Click, None)
        .await
        .unwrap()
        .answered(&headers("unlimited", "unlimited"));
    let start = Instant::now();
    for _ in 0..1000 {
        budget
            .turn(Lane::Background, None)
            .await
            .unwrap()
            .answered(&headers("unlimited", "unlimited"));
    }
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(
        budget.snapshot(),
        BudgetSnapshot {
            used: 1001,
            limit: None
        }
    );
}

#[tokio::test(start_paused = true)]
async fn a_429_stops_every_lane_until_its_time() {
    let budget = RateBudget::new();
    budget
        .turn(Lane::Click, None)
        .await
        .unwrap()
        .answered(&headers("60", "0"));
    budget.stop(Some(Duration::from_secs(23)));
    assert_eq!(
        budget.snapshot(),
        BudgetSnapshot {
            used: 60,
            limit: Some(60)
        }
    );
    let start = Instant::now();
    for lane in [Lane::Click, Lane::Send, Lane::Background] {
        let deadline = Some(Instant::now() + Duration::from_secs(5));
        let wait = budget.turn(lane, deadline).await.unwrap_err();
        assert!(wait >= Duration::from_secs(23), "{lane:?} {wait:?}");
    }
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "no use in waiting for a turn that comes too late"
    );
    let ticket = budget.turn(Lane::Background, None).await.unwrap();
    assert!(
        (23_000..24_000).contains(&start.elapsed().as_millis()),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(budget.snapshot().used, 1);
    drop(ticket);
}

#[tokio::test(start_paused = true)]
async fn calls_of_others_with_the_same_token_are_counted() {
    let budget = RateBudget::new();
    budget
        .turn(Lane::Click, None)
        .await
        .unwrap()
        .answered(&headers("60", "1"));
    assert_eq!(
        budget.snapshot(),
        BudgetSnapshot {
            used: 59,
            limit: Some(60)
        }
    );
    budget
        .turn(Lane::Click, None)
        .await
        .unwrap()
        .answered(&headers("60", "0"));
    let deadline = Some(Instant::now() + Duration::from_secs(10));
    assert!(budget.turn(Lane::Click, deadline).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_window_opened_by_others_ends_when_the_server_says_so() {
    let budget = RateBudget::new();
    budget
        .turn(Lane::Click, None)
        .await
        .unwrap()
        .answered(&headers("60", "9"));
    tokio::time::sleep(Duration::from_secs(20)).await;
    // The server's window, opened before this program started, is over: its counter begins anew.
    budget
        .turn(Lane::Click, None)
        .await
        .unwrap()
        .answered(&headers("60", "59"));
    assert_eq!(budget.snapshot().used, 1);
    tokio::time::sleep(Duration::from_secs(45)).await;
    assert_eq!(budget.snapshot().used, 1, "and it lasts 60 s from there");
    tokio::time::sleep(Duration::from_secs(16)).await;
    assert_eq!(budget.snapshot().used, 0);
}

#[tokio::test(start_paused = true)]
async fn answers_out_of_order_are_no_new_window() {
    let budget = RateBudget::new();
    budget
        .turn(Lane::Click, None)
        .await
        .unwrap()
        .answered(&headers("60", "59"));
    let first = budget.turn(Lane::Click, None).await.unwrap();
    let second = budget.turn(Lane::Click, None).await.unwrap();
    second.answered(&headers("60", "57"));
    first.answered(&headers("60", "58"));
    assert_eq!(budget.snapshot().used, 3);
}

#[tokio::test(start_paused = true)]
async fn calls_that_never_left_are_given_back_and_lost_ones_are_not() {
    let budget = RateBudget::new();
    budget.turn(Lane::Click, None).await.unwrap().not_used();
    assert_eq!(budget.snapshot().used, 0);
    drop(budget.turn(Lane::Click, None).await.unwrap());
    assert_eq!(budget.snapshot().used, 1);
    tokio::time::sleep(WINDOW + MARGIN).await;
    assert_eq!(budget.snapshot().used, 0);
}

#[tokio::test(start_paused = true)]
async fn somebody_who_stops_waiting_does_not_block_the_others() {
    let (budget, server) = (RateBudget::new(), Server::new(2));
    let latency = Duration::from_millis(10);
    call(&budget, &server, Lane::Click, latency).await;
    call(&budget, &server, Lane::Click, latency).await;
    let gone = tokio::time::timeout(Duration::from_secs(1), budget.turn(Lane::Click, None)).await;
    assert!(gone.is_err());
    let start = Instant::now();
    call(&budget, &server, Lane::Background, latency).await;
    assert!(start.elapsed() < WINDOW, "{:?}", start.elapsed());
}

#[test]
fn limits_of_the_plan_are_learnt_until_headers_tell() {
    let item = |limit, is_unlimited| LimitItem {
        limit,
        is_unlimited,
        ..LimitItem::default()
    };
    for (item, expected) in [
        (item(Some(90), false), Limit::PerMinute(90)),
        (item(Some(-1), false), Limit::Unlimited),
        (item(Some(60), true), Limit::Unlimited),
        (item(None, false), Limit::Unknown),
        (item(Some(0), false), Limit::Unknown),
    ] {
        let budget = RateBudget::new();
        budget.learn(&item);
        assert_eq!(budget.state().limit, expected, "{item:?}");
    }
    let budget = RateBudget::new();
    budget.state().limit = Limit::Unlimited;
    budget.learn(&item(Some(60), false));
    assert_eq!(
        budget.state().limit,
        Limit::Unlimited,
        "an address that is let through"
    );
}

#[test]
fn a_stop_is_never_endless() {
    for wait in [Duration::MAX, Duration::from_secs(3600)] {
        assert_eq!(RateBudget::new().stop(Some(wait)), 2 * WINDOW);
    }
    assert_eq!(RateBudget::new().stop(None), WINDOW);
}

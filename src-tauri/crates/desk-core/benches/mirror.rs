//! How fast the mirror answers, with a real practice account of 100,000 and of 200,000 contacts in it:
//!
//! ```text
//! cargo bench -p desk-core
//! cargo bench -p desk-core -- 100000/search
//! ```
//!
//! The mirrors are filled once, into `target/bench/core-<contacts>`, through the program's own first fill. Every figure
//! is that of the command a window calls, answer and kept list included.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::{
    future::Future,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use desk_core::{
    Desk, DeskConfig, PracticeHost, PracticeServer,
    accounts::{AccountId, ConnectRequest},
    contacts::{
        Condition, ContactFilter, ContactQuery, ContactSort, CountsRequest, CreatedWhen,
        FilterField, FilterTest, WindowRequest,
    },
    sync::SyncState,
    views::{View, ViewQuery},
};
use desk_vault::MemoryStore;
use tokio::runtime::Runtime;
use wacr_sandbox::{Options, RateLimit};

const SIZES: [usize; 2] = [100_000, 200_000];

/// What is typed, by kind.
const TEXTS: [(&str, &str); 16] = [
    ("one letter", "m"),
    ("two letters", "ma"),
    ("name prefix", "mat"),
    ("first name", "mateo"),
    ("full name", "mateo castillo"),
    ("name and initial", "mateo c"),
    ("accents", "chloé"),
    ("company", "librairie"),
    ("email", "mateo1"),
    ("everybody's email", "example"),
    ("last four digits", "0142"),
    ("three digits", "447"),
    ("full number", "+44 7700 900142"),
    ("arabic digits", "٠١٤٢"),
    ("name and digits", "mateo 555"),
    ("no match", "zzzz"),
];

const SORTS: [(&str, ContactSort); 7] = [
    ("updated", ContactSort::Updated),
    ("created", ContactSort::Created),
    ("name", ContactSort::Name),
    ("company", ContactSort::Company),
    ("type", ContactSort::Type),
    ("status", ContactSort::Status),
    ("source", ContactSort::Source),
];

const FIELDS: [(&str, FilterField); 8] = [
    ("type", FilterField::Type),
    ("status", FilterField::Status),
    ("source", FilterField::Source),
    ("group", FilterField::Group),
    ("assigned", FilterField::Assigned),
    ("created", FilterField::Created),
    ("email", FilterField::Email),
    ("opted out", FilterField::OptedOut),
];

struct NoPractice;

impl PracticeHost for NoPractice {
    fn start(&self) -> Pin<Box<dyn Future<Output = Result<PracticeServer, String>> + Send + '_>> {
        Box::pin(async { Err("no practice server here".to_owned()) })
    }
}

async fn open(folder: &Path) -> Arc<Desk> {
    Desk::open(DeskConfig {
        data_dir: folder.to_path_buf(),
        vault: Arc::new(MemoryStore::new()),
        practice: Arc::new(NoPractice),
        events: Arc::new(|_| {}),
        version: "0.0.0-bench".into(),
        commit: String::new(),
        network: desk_core::network::NetworkSettings::default(),
    })
    .await
    .unwrap()
}

fn folder(contacts: usize) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target"),
        PathBuf::from,
    );
    target.join(format!("bench/core-{contacts}"))
}

/// A desk whose mirror is whole; filled if this is the first time.
async fn filled(contacts: usize) -> (Arc<Desk>, AccountId) {
    let folder = folder(contacts);
    let whole = folder.join("whole");
    if !whole.exists() {
        let _ = std::fs::remove_dir_all(&folder);
        let sandbox = wacr_sandbox::start(Options {
            contacts,
            rate_limit: RateLimit::Unlimited,
            ..Options::default()
        })
        .await
        .unwrap();
        let at = Instant::now();
        let desk = open(&folder).await;
        let request = ConnectRequest {
            server: sandbox.base_url(),
            token: sandbox.token().into(),
            session_only: false,
        };
        let id = desk.accounts_connect(request).await.unwrap().id;
        while !matches!(
            desk.sync_status(&id).await.unwrap().state,
            SyncState::Synced { .. }
        ) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        println!("{contacts} contacts filled in {:?}", at.elapsed());
        desk.shutdown().await;
        std::fs::write(&whole, "").unwrap();
    }
    let desk = open(&folder).await;
    let id = desk.accounts_list().await.unwrap()[0].id.clone();
    (desk, id)
}

fn search(text: &str) -> ContactQuery {
    ContactQuery {
        text: text.into(),
        ..ContactQuery::default()
    }
}

fn filter(test: FilterTest) -> ContactFilter {
    ContactFilter {
        all: vec![vec![Condition { not: false, test }]],
    }
}

fn mirror(c: &mut Criterion) {
    for contacts in SIZES {
        let runtime = Runtime::new().unwrap();
        let (desk, id) = runtime.block_on(filled(contacts));
        searches(c, &runtime, contacts, &desk, &id);
        filters(c, &runtime, contacts, &desk, &id);
        orders(c, &runtime, contacts, &desk, &id);
        windows(c, &runtime, contacts, &desk, &id);
        runtime.block_on(desk.shutdown());
    }
}

fn searches(c: &mut Criterion, runtime: &Runtime, contacts: usize, desk: &Desk, id: &AccountId) {
    let mut group = c.benchmark_group(format!("{contacts}/search"));
    let ask = |query: ContactQuery| async move { desk.contacts_search(id, query).await.unwrap() };
    // Twice: what is only there after the first question, and a while later.
    runtime.block_on(async {
        ask(search("m")).await;
        tokio::time::sleep(Duration::from_secs(4)).await;
    });
    group.bench_function("all", |b| {
        b.to_async(runtime).iter(|| ask(ContactQuery::default()));
    });
    for (kind, text) in TEXTS {
        let found = runtime.block_on(ask(search(text))).total;
        group.bench_with_input(BenchmarkId::new(kind, found), text, |b, text| {
            b.to_async(runtime).iter(|| ask(search(text)));
        });
    }
    group.finish();
}

fn filters(c: &mut Criterion, runtime: &Runtime, contacts: usize, desk: &Desk, id: &AccountId) {
    let mut group = c.benchmark_group(format!("{contacts}/filter"));
    let ask = |query: ContactQuery| async move { desk.contacts_search(id, query).await.unwrap() };
    // More days than answers are kept: each is a first use.
    let mut days = 0;
    group.bench_function("first use", |b| {
        b.iter_custom(|rounds| {
            let mut took = Duration::ZERO;
            for _ in 0..rounds {
                days = days % 700 + 1;
                let query = ContactQuery {
                    filter: filter(FilterTest::Created {
                        when: CreatedWhen::Within { days },
                    }),
                    ..ContactQuery::default()
                };
                let at = Instant::now();
                runtime.block_on(ask(query));
                took += at.elapsed();
            }
            took
        });
    });
    let customers = filter(FilterTest::Type {
        values: vec!["customer".into()],
    });
    for (kind, text) in [("used", ""), ("used, with a letter", "m")] {
        group.bench_function(kind, |b| {
            b.to_async(runtime).iter(|| {
                ask(ContactQuery {
                    filter: customers.clone(),
                    ..search(text)
                })
            });
        });
    }
    for (name, field) in FIELDS {
        group.bench_function(BenchmarkId::new("counts", name), |b| {
            b.to_async(runtime).iter(|| async {
                let request = CountsRequest {
                    text: String::new(),
                    filter: customers.clone(),
                    field,
                };
                desk.contacts_counts(id, request).await.unwrap()
            });
        });
    }
    runtime.block_on(async {
        if desk.views_list(id).await.unwrap().views.is_empty() {
            for (position, text) in ["", "m", "0142"].into_iter().enumerate() {
                let view = View {
                    id: 0,
                    position: i64::try_from(position).unwrap(),
                    name: format!("View {position}"),
                    query: ViewQuery {
                        text: text.into(),
                        filter: customers.clone(),
                        ..ViewQuery::default()
                    },
                    present: None,
                };
                desk.views_put(id, view).await.unwrap();
            }
        }
    });
    group.bench_function("three views counted", |b| {
        b.to_async(runtime)
            .iter(|| async { desk.views_counts(id).await.unwrap() });
    });
    group.finish();
}

fn orders(c: &mut Criterion, runtime: &Runtime, contacts: usize, desk: &Desk, id: &AccountId) {
    let mut group = c.benchmark_group(format!("{contacts}/order"));
    group.sample_size(10);
    let ask = |sort: ContactSort, reverse: bool| {
        let query = ContactQuery {
            sort,
            reverse,
            ..ContactQuery::default()
        };
        async move { desk.contacts_search(id, query).await.unwrap() }
    };
    for (name, sort) in SORTS {
        group.bench_function(BenchmarkId::new("read", name), |b| {
            b.iter_custom(|rounds| {
                let mut took = Duration::ZERO;
                for _ in 0..rounds {
                    // Few orders are kept: others drive this one out.
                    for other in SORTS.iter().filter(|(_, other)| *other != sort).take(4) {
                        runtime.block_on(ask(other.1, true));
                    }
                    let at = Instant::now();
                    runtime.block_on(ask(sort, false));
                    took += at.elapsed();
                }
                took
            });
        });
    }
    group.finish();
}

fn windows(c: &mut Criterion, runtime: &Runtime, contacts: usize, desk: &Desk, id: &AccountId) {
    let mut group = c.benchmark_group(format!("{contacts}/window of 100 rows"));
    for sort in [ContactSort::Updated, ContactSort::Name] {
        let query = ContactQuery {
            sort,
            ..ContactQuery::default()
        };
        let list = runtime.block_on(desk.contacts_search(id, query)).unwrap();
        for (place, offset) in [
            ("start", 0),
            ("middle", list.total / 2),
            ("end", list.total.saturating_sub(100)),
        ] {
            let name = format!("{sort:?}, {place}").to_lowercase();
            group.bench_function(name, |b| {
                b.to_async(runtime).iter(|| async {
                    let request = WindowRequest {
                        snapshot: list.id.clone(),
                        offset,
                        limit: 100,
                    };
                    desk.contacts_window(id, request).await.unwrap()
                });
            });
        }
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .sample_size(30);
    targets = mirror
}
criterion_main!(benches);

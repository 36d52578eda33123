//! kill -9 at any moment of a run: nobody is sent to twice, nobody is lost, and what is called unknown is.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::common::{House, shop};
use rand::{Rng, SeedableRng, rngs::StdRng};
use wacr_sandbox::{Fault, FaultKind, Sandbox};

const SEND: &str = "/messages/template";

fn start(house: &House, sandbox: &Sandbox, numbers: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_desk-run"))
        .arg("--data")
        .arg(house.path())
        .args([
            "--server",
            &sandbox.base_url(),
            "--template",
            "welcome_reader",
            "--numbers",
        ])
        .arg(numbers)
        .env("WACR_TOKEN", sandbox.token())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// Waits until the run is written down: a kill before is another test's matter.
fn begun(child: &mut Child) -> BufReader<std::process::ChildStdout> {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert_eq!(line.trim(), "begun");
    out
}

fn report(child: &mut Child) -> serde_json::Value {
    let mut out = begun(child);
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert!(child.wait().unwrap().success());
    serde_json::from_str(&line).unwrap()
}

fn fault(kind: FaultKind, probability: f64) -> Fault {
    let mut fault = Fault::on("POST", SEND, kind);
    fault.probability = Some(probability);
    fault
}

/// One run to so many, killed so often; gives the report and what really went out.
async fn killed(seed: u64, people: usize, kills: u32, sends: FaultKind, faults: Vec<Fault>) {
    let mut random = StdRng::seed_from_u64(seed);
    let house = House::new();
    let sandbox = shop(40).await;
    let file = house.folder.path().join("numbers.txt");
    std::fs::create_dir_all(house.folder.path()).unwrap();
    let numbers: BTreeSet<String> = (0..people).map(|n| format!("+1555020{n:04}")).collect();
    std::fs::write(
        &file,
        numbers.iter().cloned().collect::<Vec<_>>().join("\n"),
    )
    .unwrap();
    let mut all = faults;
    all.push(Fault::on("POST", SEND, sends));
    sandbox.set_faults(all);
    for _ in 0..kills {
        let mut child = start(&house, &sandbox, &file);
        let out = begun(&mut child);
        let wait = Duration::from_millis(random.random_range(0..900));
        tokio::time::sleep(wait).await;
        child.kill().unwrap();
        child.wait().unwrap();
        drop(out);
    }
    let report = tokio::task::block_in_place(|| report(&mut start(&house, &sandbox, &file)));

    let mut sent: BTreeMap<String, usize> = BTreeMap::new();
    for message in sandbox.messages_created() {
        *sent.entry(format!("+{}", message.phone)).or_default() += 1;
    }
    let of = |state: &str| -> BTreeSet<String> {
        serde_json::from_value(report["numbers"][state].clone()).unwrap()
    };
    let (accepted, refused, unknown) = (of("accepted"), of("refused"), of("unknown"));
    assert!(sent.values().all(|count| *count == 1), "twice: {sent:?}");
    assert_eq!((of("planned").len(), of("in_flight").len()), (0, 0));
    let named: BTreeSet<String> = accepted
        .iter()
        .chain(&refused)
        .chain(&unknown)
        .cloned()
        .collect();
    assert_eq!(named, numbers, "lost");
    let really: BTreeSet<String> = sent.into_keys().collect();
    assert!(
        accepted.is_subset(&really),
        "{:?}",
        accepted.difference(&really)
    );
    assert!(refused.is_disjoint(&really));
    // Each message says something else, so what went out is found; what stays unknown did not.
    assert!(unknown.is_disjoint(&really), "{unknown:?}");
    assert_eq!(accepted, really);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_again_and_again() {
    killed(1, 300, 3, FaultKind::Delay(30), Vec::new()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_the_wire_breaks() {
    let faults = vec![
        fault(FaultKind::CloseAfterAccept, 0.02),
        fault(FaultKind::CloseAfterRead, 0.01),
        fault(
            FaultKind::Status {
                code: 500,
                body: None,
            },
            0.01,
        ),
        fault(FaultKind::HalfBody, 0.02),
        fault(FaultKind::CloseBeforeRead, 0.01),
        fault(FaultKind::RateLimited(1), 0.01),
    ];
    killed(2, 300, 4, FaultKind::Delay(25), faults).await;
}

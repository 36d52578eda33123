//! The server as a program of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use wacr_sandbox::Options;

use crate::harness::{Shop, quiet, read};

/// The program running, ended with the test.
pub struct Program(Child);

impl Program {
    /// Starts it and reads its line.
    pub fn start(arguments: &[&str]) -> (Self, Value) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_wacr-sandbox"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        (Self(child), serde_json::from_str(&line).unwrap())
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Closes its input, waits for it to go, and answers with what it said on the way.
    pub fn end(&mut self) -> String {
        drop(self.0.stdin.take());
        assert!(self.0.wait().unwrap().success());
        let mut said = String::new();
        let mut errors = self.0.stderr.take().unwrap();
        errors.read_to_string(&mut said).unwrap();
        said
    }
}

/// What the program says when it cannot start: one line, exit code 2, nothing on its standard output.
pub fn refusal(arguments: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_wacr-sandbox"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(out.stdout.is_empty());
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    said
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn it_prints_one_line_and_serves_until_its_input_closes() {
    let faults = faults_file();
    let list = json!([{ "path": "/groups", "kind": { "html": 502 } }]);
    std::fs::write(&faults, list.to_string()).unwrap();
    let arguments = [
        "--contacts",
        "70",
        "--rate-limit",
        "unlimited",
        "--seed",
        "3",
        "--faults",
        faults.to_str().unwrap(),
    ];
    let (mut program, line) = Program::start(&arguments);
    std::fs::remove_file(&faults).unwrap();
    let base = line["base_url"].as_str().unwrap();
    assert!(
        line["tokens"]["read_only"]
            .as_str()
            .unwrap()
            .starts_with("wm_")
    );
    let shop = Shop::with(Options {
        contacts: 0,
        ..quiet()
    })
    .await;
    let get = |path: &str| {
        let request = shop.http.get(format!("{base}{path}"));
        request.bearer_auth(line["token"].as_str().unwrap()).send()
    };
    let contacts = read(get("/api/v2/contacts").await.unwrap()).await;
    assert_eq!(contacts.total(), 70);
    assert_eq!(contacts.header("x-ratelimit-limit"), Some("unlimited"));
    assert_eq!(get("/api/v2/groups").await.unwrap().status(), 502);
    let log = read(get("/__sandbox/log").await.unwrap()).await;
    assert_eq!(log.body["requests"].as_array().unwrap().len(), 2);

    let mut input = program.0.stdin.take().unwrap();
    input.write_all(b"a word does not end it\n").unwrap();
    assert_eq!(get("/api/v2/contacts").await.unwrap().status(), 200);
    drop(input);
    assert!(program.0.wait().unwrap().success());
}

#[cfg(unix)]
#[test]
fn it_ends_well_when_told_to_by_a_signal() {
    for signal in ["TERM", "INT"] {
        let (mut program, _) = Program::start(&["--contacts", "3"]);
        let id = program.0.id().to_string();
        let told = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(told.unwrap().success());
        assert!(program.0.wait().unwrap().success(), "{signal}");
    }
}

#[test]
fn what_keeps_it_from_starting_is_one_sentence() {
    let missing = refusal(&["--faults", "/nowhere/faults.json"]);
    assert!(
        missing.contains("/nowhere/faults.json cannot be read"),
        "{missing}"
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("faults.json");
    for (text, why) in [
        ("[{\"kind\": \"grabage\"}]", "grabage"),
        ("not json", "line 1"),
        (
            "[{\"kind\": \"garbage\", \"probability\": 2}]",
            "fault 1 has a probability",
        ),
    ] {
        std::fs::write(&path, text).unwrap();
        let said = refusal(&["--faults", path.to_str().unwrap()]);
        assert!(said.contains(why) && said.contains("faults.json"), "{said}");
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    assert_eq!(
        refusal(&["--port", &port]).trim(),
        format!("Port {port} is taken.")
    );
}

#[test]
fn its_help_lists_every_quirk_and_every_fault() {
    let out = Command::new(env!("CARGO_BIN_EXE_wacr-sandbox"))
        .arg("--help")
        .output()
        .unwrap();
    let help = String::from_utf8(out.stdout).unwrap();
    for quirk in wacr_sandbox::Quirk::ALL {
        assert!(help.contains(quirk.name()), "{quirk}");
    }
    for (example, _) in wacr_sandbox::FaultKind::HELP {
        assert!(help.contains(example), "{example}");
    }
}

#[test]
fn it_says_what_is_wrong_with_its_arguments() {
    let out = Command::new(env!("CARGO_BIN_EXE_wacr-sandbox"))
        .args(["--rate-limit", "often"])
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("unlimited"));
}

fn faults_file() -> std::path::PathBuf {
    std::env::temp_dir().join(format!("wacr-sandbox-faults-{}.json", std::process::id()))
}

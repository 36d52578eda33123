//! The server as a program of its own.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use wacr_sandbox::Options;

use crate::harness::{Shop, quiet, read};

struct Program(Child);

impl Program {
    fn start(arguments: &[&str]) -> (Self, Value) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_wacr-sandbox"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        (Self(child), serde_json::from_str(&line).unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn it_prints_one_line_and_serves_until_its_input_closes() {
    let faults = tempfile();
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

#[test]
fn it_says_what_is_wrong_with_its_arguments() {
    let out = Command::new(env!("CARGO_BIN_EXE_wacr-sandbox"))
        .args(["--rate-limit", "often"])
        .output()
        .unwrap();
    assert!(!out.status.success());
    assert!(String::from_utf8_lossy(&out.stderr).contains("unlimited"));
}

fn tempfile() -> std::path::PathBuf {
    std::env::temp_dir().join(format!("wacr-sandbox-faults-{}.json", std::process::id()))
}

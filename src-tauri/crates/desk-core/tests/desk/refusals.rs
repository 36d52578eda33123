//! What the wire knows of WhatsApp's codes and what the UI has words for are the same.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;
use wacr_api::whatsapp::{CanRetry, TABLE};

fn ui(path: &str) -> String {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src");
    fs::read_to_string(ui.join(path)).expect(path)
}

fn sentences() -> Value {
    serde_json::from_str(&ui("locales/en/refusals.json")).unwrap()
}

/// The sentence at a key with dots.
fn sentence<'a>(sentences: &'a Value, key: &str) -> Option<&'a str> {
    key.split('.')
        .try_fold(sentences, |at, part| at.get(part))
        .and_then(Value::as_str)
        .filter(|text| !text.trim().is_empty())
}

#[test]
fn every_code_has_its_sentences() {
    let sentences = sentences();
    let mut keys: Vec<String> = TABLE
        .iter()
        .flat_map(|entry| [entry.cause_key(), entry.remedy_key()])
        .collect();
    keys.extend([CanRetry::Yes, CanRetry::Later, CanRetry::No].map(|it| it.key().to_owned()));
    for key in keys {
        assert!(sentence(&sentences, &key).is_some(), "no words for {key}");
    }
}

#[test]
fn no_sentences_for_codes_nobody_knows() {
    let known: BTreeSet<String> = TABLE
        .iter()
        .map(|entry| format!("wa_{}", entry.code))
        .chain(["wa_other".to_owned()])
        .collect();
    let sentences = sentences();
    let written = sentences.as_object().unwrap().keys();
    for key in written.filter(|key| key.starts_with("wa_")) {
        assert!(known.contains(key), "{key} is not in the table");
    }
}

#[test]
fn the_ui_lists_the_same_codes() {
    let code = ui("screens/outbox/refusal.ts");
    let (_, list) = code.split_once("export const WHATSAPP_CODES = [").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    let listed: Vec<u32> = list
        .split(',')
        .map(str::trim)
        .filter(|number| !number.is_empty())
        .map(|number| number.parse().unwrap())
        .collect();
    let table: Vec<u32> = TABLE.iter().map(|entry| entry.code).collect();
    assert_eq!(listed, table);
}

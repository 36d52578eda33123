//! docs/wire.md names the tests that prove it: each must be there.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::{collections::BTreeSet, fs, path::Path};

#[test]
fn every_test_that_is_named_is_there() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let text = fs::read_to_string(crates.join("../../docs/wire.md")).unwrap();
    let named: BTreeSet<(&str, &str)> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|code| code.split_once(".rs::"))
        .collect();
    assert!(named.len() > 50, "only {} tests are named", named.len());
    for (file, test) in named {
        let code = fs::read_to_string(crates.join(format!("{file}.rs")));
        let code = code.unwrap_or_else(|_| panic!("{file}.rs is not there"));
        let there = code.contains(&format!("fn {test}("));
        assert!(there, "{file}.rs has no test {test}");
    }
}

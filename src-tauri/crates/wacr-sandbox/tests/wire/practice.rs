//! docs/practice-account.md lists what the practice account can do, all of it.

use wacr_sandbox::{Quirk, magic::Magic};

const PAGE: &str = include_str!("../../../../../docs/practice-account.md");

#[test]
fn every_magic_number_is_listed_with_its_words() {
    for magic in Magic::ALL {
        let line = format!("| `{}` | {} |", magic.digits(), magic.words());
        assert!(PAGE.contains(&line), "missing: {line}");
    }
}

#[test]
fn every_quirk_is_listed_with_its_words() {
    for quirk in Quirk::ALL {
        let line = format!("| `{}` | {} |", quirk.name(), quirk.help().trim());
        assert!(PAGE.contains(&line), "missing: {line}");
    }
}

#[test]
fn every_control_call_and_token_is_named() {
    for word in [
        "/__sandbox/log",
        "/__sandbox/faults",
        "/__sandbox/inbound",
        "/__sandbox/clock",
        "read_only",
        "no_account",
        "no_scopes",
        "expired",
        "revoked",
        "not_allowed",
        "listed",
    ] {
        assert!(PAGE.contains(word), "{word}");
    }
}

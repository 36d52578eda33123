//! The ledger of a run held against what really went out. Pure.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The numbers in each state, as the run tells at its end.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Ledger {
    /// The server took it.
    pub accepted: BTreeSet<String>,
    /// It was refused.
    pub refused: BTreeSet<String>,
    /// Nobody can say.
    pub unknown: BTreeSet<String>,
    /// Still to be sent.
    pub planned: BTreeSet<String>,
    /// Sent, without an answer.
    pub in_flight: BTreeSet<String>,
}

/// What is wrong; nothing: every list is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Went out more than once.
    pub twice: Vec<String>,
    /// In no final state of the ledger.
    pub lost: Vec<String>,
    /// Called accepted, and did not go out.
    pub invented: Vec<String>,
    /// Called refused, and went out.
    pub denied: Vec<String>,
    /// Called unknown, and the server shows that it went out.
    pub shown: Vec<String>,
}

impl Verdict {
    /// True if nothing is wrong.
    pub fn clean(&self) -> bool {
        *self == Self::default()
    }
}

/// `people`: to whom the run was; `sent`: how often a message to each really went out. Each message of a soak says
/// something else and the server keeps all of them, so one that went out can be found: an unknown that went out was not
/// looked for well enough.
pub fn judge(
    people: &BTreeSet<String>,
    ledger: &Ledger,
    sent: &BTreeMap<String, usize>,
) -> Verdict {
    let out = |phone: &String| sent.contains_key(phone);
    let all = |set: &BTreeSet<String>, wrong: &dyn Fn(&String) -> bool| -> Vec<String> {
        set.iter().filter(|phone| wrong(phone)).cloned().collect()
    };
    let settled = |phone: &String| {
        [&ledger.accepted, &ledger.refused, &ledger.unknown]
            .iter()
            .any(|set| set.contains(phone))
    };
    Verdict {
        twice: sent
            .iter()
            .filter(|(_, times)| **times > 1)
            .map(|(phone, _)| phone.clone())
            .collect(),
        lost: all(people, &|phone| {
            !settled(phone) || ledger.planned.contains(phone) || ledger.in_flight.contains(phone)
        }),
        invented: all(&ledger.accepted, &|phone| !out(phone)),
        denied: all(&ledger.refused, &out),
        shown: all(&ledger.unknown, &out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(phones: &[&str]) -> BTreeSet<String> {
        phones.iter().map(ToString::to_string).collect()
    }

    fn sent(phones: &[(&str, usize)]) -> BTreeMap<String, usize> {
        phones
            .iter()
            .map(|(phone, times)| ((*phone).to_owned(), *times))
            .collect()
    }

    fn ledger() -> Ledger {
        Ledger {
            accepted: set(&["1", "2"]),
            refused: set(&["3"]),
            unknown: set(&["4"]),
            ..Ledger::default()
        }
    }

    #[test]
    fn a_ledger_that_tells_the_truth_is_clean() {
        let verdict = judge(
            &set(&["1", "2", "3", "4"]),
            &ledger(),
            &sent(&[("1", 1), ("2", 1)]),
        );
        assert!(verdict.clean(), "{verdict:?}");
    }

    #[test]
    fn each_lie_is_named() {
        let people = set(&["1", "2", "3", "4", "5", "6"]);
        let ledger = Ledger {
            planned: set(&["6"]),
            ..ledger()
        };
        let verdict = judge(&people, &ledger, &sent(&[("1", 2), ("3", 1), ("4", 1)]));
        let one = |phone: &str| vec![phone.to_owned()];
        let expected = Verdict {
            twice: one("1"),
            lost: vec!["5".to_owned(), "6".to_owned()],
            invented: one("2"),
            denied: one("3"),
            shown: one("4"),
        };
        assert_eq!(verdict, expected);
        assert!(!verdict.clean());
    }
}

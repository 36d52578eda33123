//! Faults: what can go wrong between a client and the server, switched on by a file, an option or a call.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

use crate::fault_kinds::FaultKind;

/// One fault. It is tried on every call its method, path and text match; the first that fires decides. Those that
/// close a connection when it is made, or before the body of a call is read, are tried before all others.
///
/// In a file, or posted to `/__sandbox/faults`, faults are a JSON list:
///
/// ```json
/// [
///   {"method": "POST", "path": "/messages/template", "nth": 2, "kind": "close_after_accept"},
///   {"path": "/contacts", "count": 1, "kind": {"status": {"code": 503}}},
///   {"contains": "+15550100142", "kind": "garbage"},
///   {"probability": 0.1, "kind": {"delay": 2000}}
/// ]
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// `POST`; any method when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// A path under `/api/v2`, taken as a beginning (`/contacts`), or with `*` as a pattern for the whole path
    /// (`/groups/*/contacts`). Any path when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The first matching call it fires on, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<u32>,
    /// How often it fires; always when left out, once when only `nth` is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Between 0 and 1; 1 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Text the body of the call must hold, as it was sent: a phone number, say. Any body when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
    /// What happens.
    pub kind: FaultKind,
}

/// The faults of a running server and how often each matched and fired.
#[derive(Debug)]
pub(crate) struct Faults {
    list: Vec<Armed>,
    /// For probabilities: the same seed and the same calls give the same faults.
    rng: StdRng,
}

#[derive(Debug)]
struct Armed {
    fault: Fault,
    matched: u32,
    fired: u32,
}

impl Faults {
    pub(crate) fn new(faults: Vec<Fault>, seed: u64) -> Self {
        let arm = |fault| Armed {
            fault,
            matched: 0,
            fired: 0,
        };
        Self {
            list: faults.into_iter().map(arm).collect(),
            rng: StdRng::seed_from_u64(seed),
        }
    }

    /// The fault of a new connection, if one fires.
    pub(crate) fn on_accept(&mut self) -> Option<FaultKind> {
        self.fire(FaultKind::on_accept, |_| true)
    }

    /// Whether the connection is closed once the head of a call was read. `path` is what follows `/api/v2`.
    pub(crate) fn on_head(&mut self, method: &str, path: &str) -> bool {
        let kind = |kind: &FaultKind| *kind == FaultKind::CloseBeforeRead;
        self.fire(kind, |fault| fault.matches(method, path))
            .is_some()
    }

    /// The fault of a call that was read whole, if one fires.
    pub(crate) fn on_call(&mut self, method: &str, path: &str, body: &[u8]) -> Option<FaultKind> {
        let kind = |kind: &FaultKind| !kind.on_accept() && *kind != FaultKind::CloseBeforeRead;
        self.fire(kind, |fault| {
            fault.matches(method, path) && fault.found_in(body)
        })
    }

    fn fire(
        &mut self,
        kind: impl Fn(&FaultKind) -> bool,
        matches: impl Fn(&Fault) -> bool,
    ) -> Option<FaultKind> {
        let Self { list, rng } = self;
        list.iter_mut()
            .filter(|armed| kind(&armed.fault.kind) && matches(&armed.fault))
            .find_map(|armed| armed.fire(rng))
    }
}

impl Armed {
    fn fire(&mut self, rng: &mut StdRng) -> Option<FaultKind> {
        let fault = &self.fault;
        self.matched += 1;
        let most = fault.count.or(fault.nth.map(|_| 1)).unwrap_or(u32::MAX);
        let due = self.matched >= fault.nth.unwrap_or(1) && self.fired < most;
        let lucky = fault
            .probability
            .is_none_or(|chance| rng.random_bool(chance.clamp(0.0, 1.0)));
        if !due || !lucky {
            return None;
        }
        self.fired += 1;
        Some(fault.kind.clone())
    }
}

impl Fault {
    /// A fault on every call.
    pub fn always(kind: FaultKind) -> Self {
        Self {
            method: None,
            path: None,
            nth: None,
            count: None,
            probability: None,
            contains: None,
            kind,
        }
    }

    /// A fault on the calls with this method and path.
    pub fn on(method: &str, path: &str, kind: FaultKind) -> Self {
        Self {
            method: Some(method.into()),
            path: Some(path.into()),
            ..Self::always(kind)
        }
    }

    /// The same fault, firing only so often.
    pub fn times(self, count: u32) -> Self {
        Self {
            count: Some(count),
            ..self
        }
    }

    /// The same fault, firing first on the nth matching call, counted from 1.
    pub fn from_nth(self, nth: u32) -> Self {
        Self {
            nth: Some(nth),
            ..self
        }
    }

    /// Reads a list of faults. `Err` is what is wrong with it, as the end of a sentence.
    pub fn list(json: &[u8]) -> Result<Vec<Self>, String> {
        let faults: Vec<Self> = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        for (fault, number) in faults.iter().zip(1..) {
            if let Some(wrong) = fault.wrong() {
                return Err(format!("fault {number} {wrong}"));
            }
        }
        Ok(faults)
    }

    /// What makes no sense in it.
    fn wrong(&self) -> Option<&'static str> {
        let narrow = self.contains.is_some();
        let out_of_range = |chance: f64| !(0.0..=1.0).contains(&chance);
        if self.kind.on_accept() && (narrow || self.method.is_some() || self.path.is_some()) {
            return Some("happens before there is a call, so it takes no method, path or text");
        }
        if self.kind == FaultKind::CloseBeforeRead && narrow {
            return Some("happens before the body is read, so it takes no text");
        }
        if self.probability.is_some_and(out_of_range) {
            return Some("has a probability outside 0 to 1");
        }
        None
    }

    fn found_in(&self, body: &[u8]) -> bool {
        let found = |text: &String| {
            let mut windows = body.windows(text.len().max(1));
            text.is_empty() || windows.any(|window| window == text.as_bytes())
        };
        self.contains.as_ref().is_none_or(found)
    }

    fn matches(&self, method: &str, path: &str) -> bool {
        let same_method = |wanted: &String| wanted.eq_ignore_ascii_case(method);
        self.method.as_ref().is_none_or(same_method)
            && self
                .path
                .as_ref()
                .is_none_or(|wanted| path_matches(wanted, path))
    }
}

fn path_matches(wanted: &str, path: &str) -> bool {
    let wanted = wanted.strip_prefix("/api/v2").unwrap_or(wanted);
    let Some((first, rest)) = wanted.split_once('*') else {
        return path.starts_with(wanted);
    };
    let Some(mut left) = path.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = left.find(part) else {
            return false;
        };
        left = &left[at + part.len()..];
    }
    left.ends_with(last)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn a_file_of_faults_reads_as_documented() {
        let text = r#"[
            {"method": "POST", "path": "/messages/template", "nth": 2, "kind": "close_after_accept"},
            {"path": "/contacts", "count": 1, "kind": {"status": {"code": 503}}},
            {"probability": 0.5, "kind": {"drip": 100}},
            {"kind": {"redirect": "https://elsewhere.example.com/"}}
        ]"#;
        let faults: Vec<Fault> = serde_json::from_str(text).unwrap();
        assert_eq!(faults[0].kind, FaultKind::CloseAfterAccept);
        assert_eq!(
            faults[1].kind,
            FaultKind::Status {
                code: 503,
                body: None
            }
        );
        assert_eq!(faults[2].kind, FaultKind::Drip(100));
        assert!(serde_json::from_str::<Fault>(r#"{"kind": "half_body", "cuont": 1}"#).is_err());
    }

    #[test]
    fn nth_and_count_say_when_a_fault_fires() {
        let fault = Fault::on("GET", "/contacts", FaultKind::HalfBody)
            .from_nth(2)
            .times(2);
        let mut faults = Faults::new(vec![fault], 1);
        let mut fire = |method, path| faults.on_call(method, path, b"").is_some();
        let fired = [
            fire("GET", "/contacts"),
            fire("POST", "/contacts"),
            fire("GET", "/groups"),
            fire("GET", "/contacts/5"),
            fire("get", "/contacts"),
            fire("GET", "/contacts"),
        ];
        assert_eq!(fired, [false, false, false, true, true, false]);
    }

    #[test]
    fn every_kind_reads_as_its_example_shows() {
        for (example, help) in FaultKind::HELP {
            let kind: FaultKind = serde_json::from_str(example).unwrap();
            assert_eq!(
                serde_json::to_value(&kind).unwrap(),
                serde_json::from_str::<serde_json::Value>(example).unwrap()
            );
            assert!(help.trim().ends_with('.'), "{example}");
        }
    }

    #[test]
    fn a_text_picks_the_calls_whose_body_holds_it() {
        let fault = Fault {
            contains: Some("+15550100142".into()),
            ..Fault::always(FaultKind::Garbage)
        };
        let mut faults = Faults::new(vec![fault], 1);
        let mut fire = |body: &str| faults.on_call("POST", "/x", body.as_bytes()).is_some();
        assert!(fire(r#"{"phone":"+15550100142"}"#));
        assert!(!fire(r#"{"phone":"+15550100143"}"#));
        assert!(!fire(""));
    }

    #[test]
    fn the_same_seed_and_calls_give_the_same_faults() {
        let run = |seed: u64| -> Vec<bool> {
            let fault = Fault {
                probability: Some(0.5),
                ..Fault::always(FaultKind::HalfBody)
            };
            let mut faults = Faults::new(vec![fault], seed);
            (0..64)
                .map(|_| faults.on_call("GET", "/x", b"").is_some())
                .collect()
        };
        assert_eq!(run(3), run(3));
        assert_ne!(run(3), run(4));
        assert!(run(3).contains(&true) && run(3).contains(&false));
    }

    #[test]
    fn connections_heads_and_calls_each_meet_their_own_faults() {
        let mut faults = Faults::new(
            vec![
                Fault::always(FaultKind::ResetOnAccept).times(1),
                Fault::on("GET", "/a", FaultKind::CloseBeforeRead).times(1),
                Fault::always(FaultKind::Garbage).times(1),
            ],
            1,
        );
        assert_eq!(faults.on_accept(), Some(FaultKind::ResetOnAccept));
        assert_eq!(faults.on_accept(), None);
        assert_eq!(faults.on_call("GET", "/a", b""), Some(FaultKind::Garbage));
        assert!(faults.on_head("GET", "/a"));
        assert!(!faults.on_head("GET", "/a"));
    }

    #[test]
    fn faults_that_make_no_sense_are_named_by_their_place() {
        let wrong = |text: &str| Fault::list(text.as_bytes()).unwrap_err();
        assert!(
            wrong(r#"[{"kind": "garbage"}, {"path": "/x", "kind": "reset_on_accept"}]"#)
                .starts_with("fault 2 ")
        );
        assert!(wrong(r#"[{"contains": "x", "kind": "close_before_read"}]"#).contains("no text"));
        assert!(wrong(r#"[{"probability": 7, "kind": "garbage"}]"#).contains("0 to 1"));
        assert!(wrong(r#"[{"kind": "grabage"}]"#).contains("grabage"));
    }

    #[test]
    fn a_star_makes_a_path_a_pattern_for_the_whole() {
        assert!(path_matches("/groups/*/contacts", "/groups/12/contacts"));
        assert!(!path_matches("/groups/*/contacts", "/groups/12"));
        assert!(path_matches("/api/v2/contacts/*", "/contacts/5"));
        assert!(!path_matches("/contacts/*", "/contacts"));
        assert!(path_matches("*/contacts", "/groups/1/contacts"));
    }
}

//! Faults: what can go wrong between a client and the server, switched on by a file, an option or a call.

use rand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One fault. It is tried on every call its method and path match; the first that fires decides.
///
/// In a file, or posted to `/__sandbox/faults`, faults are a JSON list:
///
/// ```json
/// [
///   {"method": "POST", "path": "/messages/template", "nth": 2, "kind": "close_after_accept"},
///   {"path": "/contacts", "count": 1, "kind": {"status": {"code": 503}}},
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
    /// What happens.
    pub kind: FaultKind,
}

/// What a fault does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// This status and body instead of an answer; nothing is done.
    Status {
        /// HTTP status.
        code: u16,
        /// JSON body; an envelope with `INTERNAL_ERROR` when left out.
        #[serde(default)]
        body: Option<Value>,
    },
    /// The connection is closed before the call is read; nothing is done.
    CloseBeforeRead,
    /// The call is carried out and the connection closed without an answer.
    CloseAfterAccept,
    /// The call is carried out and half of the answer's body is sent.
    HalfBody,
    /// The call is carried out and the body goes out at so many bytes a second.
    Drip(u32),
    /// The call is carried out and the answer is padded to so many bytes.
    HugeBody(u64),
    /// 302 to this address; nothing is done.
    Redirect(String),
    /// An HTML page with this status, as proxies send; nothing is done.
    Html(u16),
    /// The answer waits so many milliseconds.
    Delay(u64),
    /// 429 with this many seconds to wait; nothing is done.
    RateLimited(i64),
    /// The Date header and `meta.timestamp` are off by so many seconds.
    ClockSkew(i64),
    /// 404 with an HTML page, as a host that is no such API sends; nothing is done.
    NotFoundHtml,
}

/// The faults of a running server and how often each matched and fired.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    list: Vec<Armed>,
}

#[derive(Debug)]
struct Armed {
    fault: Fault,
    matched: u32,
    fired: u32,
}

impl Faults {
    pub(crate) fn new(faults: Vec<Fault>) -> Self {
        let arm = |fault| Armed {
            fault,
            matched: 0,
            fired: 0,
        };
        Self {
            list: faults.into_iter().map(arm).collect(),
        }
    }

    /// The fault that fires on this call, if one does. `path` is what follows `/api/v2`.
    pub(crate) fn fire(&mut self, method: &str, path: &str) -> Option<FaultKind> {
        self.list
            .iter_mut()
            .find_map(|armed| armed.fire(method, path))
    }
}

impl Armed {
    fn fire(&mut self, method: &str, path: &str) -> Option<FaultKind> {
        let fault = &self.fault;
        if !fault.matches(method, path) {
            return None;
        }
        self.matched += 1;
        let most = fault.count.or(fault.nth.map(|_| 1)).unwrap_or(u32::MAX);
        let due = self.matched >= fault.nth.unwrap_or(1) && self.fired < most;
        let lucky = fault
            .probability
            .is_none_or(|chance| rand::rng().random_bool(chance.clamp(0.0, 1.0)));
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
        let mut faults = Faults::new(vec![fault]);
        let mut fire = |method, path| faults.fire(method, path).is_some();
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
    fn a_star_makes_a_path_a_pattern_for_the_whole() {
        assert!(path_matches("/groups/*/contacts", "/groups/12/contacts"));
        assert!(!path_matches("/groups/*/contacts", "/groups/12"));
        assert!(path_matches("/api/v2/contacts/*", "/contacts/5"));
        assert!(!path_matches("/contacts/*", "/contacts"));
        assert!(path_matches("*/contacts", "/groups/1/contacts"));
    }
}

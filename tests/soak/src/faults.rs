//! Every kind of disturbance the practice server knows, on a share of all calls.

use serde_json::json;
use wacr_sandbox::{Fault, FaultKind};

/// The kinds, with waits that a soak can afford. Those that break a connection before it met a call are not among them:
/// they take no probability of a call.
fn kinds() -> Vec<FaultKind> {
    vec![
        FaultKind::CloseBeforeRead,
        FaultKind::CloseAfterRead,
        FaultKind::ResetAfterRead,
        FaultKind::CloseAfterAccept,
        FaultKind::ResetAfterAccept,
        FaultKind::CutStatusLine,
        FaultKind::CutHeaders,
        FaultKind::HalfBody,
        FaultKind::WrongLength(40),
        FaultKind::WrongLength(-40),
        FaultKind::TruncatedJson,
        FaultKind::NotEnvelope,
        FaultKind::Garbage,
        FaultKind::Drip(4000),
        FaultKind::HugeBody(80_000_000),
        FaultKind::Delay(300),
        FaultKind::Status {
            code: 500,
            body: None,
        },
        FaultKind::Status {
            code: 500,
            body: Some(json!({ "message": "Server Error" })),
        },
        FaultKind::Status {
            code: 503,
            body: Some(json!({ "message": "down" })),
        },
        FaultKind::SuccessFalse,
        FaultKind::Html(502),
        FaultKind::NotFoundHtml,
        FaultKind::Redirect("https://elsewhere.example.invalid/".to_owned()),
        FaultKind::RateLimited(1),
        FaultKind::RateLimitedHeader(1),
        FaultKind::RateLimitedMeta(1),
        FaultKind::RateLimitedDetails(1),
    ]
}

/// `share` of all calls, from 0 to 1, each kind alike. The first that fires is the only one, so a later one is asked
/// for more often.
pub fn everywhere(share: f64) -> Vec<Fault> {
    let kinds = kinds();
    let each = share / kinds.len() as f64;
    let mut left = 1.0;
    kinds
        .into_iter()
        .map(|kind| {
            let probability = (each / left).min(1.0);
            left -= each;
            Fault {
                probability: Some(probability),
                ..Fault::always(kind)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_met_alike_and_all_together_on_the_share() {
        let faults = everywhere(0.05);
        let mut unmet = 1.0;
        for fault in &faults {
            let met = unmet * fault.probability.unwrap_or(1.0);
            assert!((met - 0.05 / faults.len() as f64).abs() < 1e-9);
            unmet -= met;
        }
        assert!((1.0 - unmet - 0.05).abs() < 1e-9);
    }
}

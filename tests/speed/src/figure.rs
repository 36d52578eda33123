//! Figures, and how several become one.

use serde::Serialize;

/// One line of the table.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// As `--only` names it.
    pub name: &'static str,
    /// What was measured.
    pub what: &'static str,
    /// The figure.
    pub value: f64,
    /// Its unit; empty for a ratio.
    pub unit: &'static str,
    /// What it may be at most; none: only told.
    pub limit: Option<f64>,
    /// What it is made of.
    pub detail: String,
}

impl Figure {
    /// For a person who waits.
    pub fn line(&self) -> String {
        let value = format!("{:.2} {}", self.value, self.unit);
        let judged = match self.limit {
            Some(limit) if self.value <= limit => format!("holds (at most {limit})"),
            Some(limit) => format!("DOES NOT HOLD (at most {limit})"),
            None => String::new(),
        };
        format!("{:<46} {value:>12}  {judged}  {}", self.what, self.detail)
    }
}

/// The value below which this share of all lie.
pub fn percentile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = ((sorted.len() as f64 * share).ceil() as usize).clamp(1, sorted.len().max(1));
    sorted.get(at - 1).copied().unwrap_or(f64::NAN)
}

/// The middle one.
pub fn median(values: &[f64]) -> f64 {
    percentile(values, 0.5)
}

/// Smallest and greatest.
pub fn spread(values: &[f64]) -> String {
    format!(
        "{:.0} to {:.0}",
        percentile(values, 0.0),
        percentile(values, 1.0)
    )
}

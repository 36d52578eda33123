//! Adds up tests over all tiers, from what the runners say themselves.

use serde_json::Value;

/// How many tests or checks went how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Went well.
    pub passed: u64,
    /// Did not.
    pub failed: u64,
    /// Could not be run here.
    pub skipped: u64,
}

impl Count {
    /// One check that went well.
    pub const PASSED: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    /// One check that did not.
    pub const FAILED: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };
    /// One check that could not be run here.
    pub const SKIPPED: Self = Self {
        passed: 0,
        failed: 0,
        skipped: 1,
    };

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }

    /// A runner that ended badly without naming a failed test failed all the same: it did not build, or it crashed.
    pub fn with_end(self, ended_well: bool) -> Self {
        if ended_well || self.failed > 0 {
            self
        } else {
            self.plus(Self::FAILED)
        }
    }

    /// The closing line.
    pub fn line(self) -> String {
        let skipped = if self.skipped > 0 {
            format!(", {} skipped", self.skipped)
        } else {
            String::new()
        };
        format!("{} passed, {} failed{skipped}", self.passed, self.failed)
    }
}

/// From the `test result:` lines of `cargo test`.
pub fn cargo_test(output: &str) -> Count {
    output
        .lines()
        .filter_map(|line| line.trim().strip_prefix("test result: "))
        .fold(Count::default(), |sum, line| {
            let number = |word: &str| {
                line.split([';', '.'])
                    .find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
                    .unwrap_or(0)
            };
            sum.plus(Count {
                passed: number("passed"),
                failed: number("failed"),
                skipped: number("ignored"),
            })
        })
}

/// From the report vitest writes with `--reporter=json`.
pub fn vitest(report: &str) -> Option<Count> {
    let report: Value = serde_json::from_str(report).ok()?;
    let number = |name: &str| report[name].as_u64();
    Some(Count {
        passed: number("numPassedTests")?,
        failed: number("numFailedTests")?,
        skipped: number("numPendingTests")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_results_are_added_up() {
        let output = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s\n\
            test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s\n";
        assert_eq!(
            cargo_test(output),
            Count {
                passed: 13,
                failed: 2,
                skipped: 1
            }
        );
    }

    #[test]
    fn a_bad_end_counts_even_without_a_failed_test() {
        assert_eq!(
            cargo_test("error: could not compile").with_end(false),
            Count::FAILED
        );
        assert_eq!(Count::FAILED.with_end(false), Count::FAILED);
        assert_eq!(Count::PASSED.with_end(true), Count::PASSED);
    }

    #[test]
    fn vitest_reports_are_read() {
        let report =
            r#"{"numTotalTests":7,"numPassedTests":4,"numFailedTests":2,"numPendingTests":1}"#;
        assert_eq!(
            vitest(report),
            Some(Count {
                passed: 4,
                failed: 2,
                skipped: 1
            })
        );
        assert_eq!(vitest("{}"), None);
    }

    #[test]
    fn the_closing_line_is_the_agreed_one() {
        assert_eq!(
            Count {
                passed: 12,
                failed: 0,
                skipped: 0
            }
            .line(),
            "12 passed, 0 failed"
        );
        assert_eq!(
            Count {
                passed: 12,
                failed: 1,
                skipped: 2
            }
            .line(),
            "12 passed, 1 failed, 2 skipped"
        );
    }
}

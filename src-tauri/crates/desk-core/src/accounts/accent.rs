//! Which colour a new account gets.

use super::Accent;

const ORDER: [Accent; 5] = [
    Accent::Blue,
    Accent::Violet,
    Accent::Plum,
    Accent::Teal,
    Accent::Green,
];

/// The first colour no account has; when all are taken, the one used least, first come first.
pub(crate) fn next(used: &[Accent]) -> Accent {
    let count = |accent: &Accent| used.iter().filter(|one| *one == accent).count();
    ORDER.into_iter().min_by_key(count).unwrap_or(Accent::Blue)
}

#[cfg(test)]
mod tests {
    use super::{Accent::*, next};

    #[test]
    fn in_order_then_the_least_used() {
        assert_eq!(next(&[]), Blue);
        assert_eq!(next(&[Practice]), Blue);
        assert_eq!(next(&[Blue]), Violet);
        assert_eq!(next(&[Violet, Blue]), Plum);
        assert_eq!(next(&[Blue, Plum, Violet, Green]), Teal);
        assert_eq!(next(&[Blue, Violet, Plum, Teal, Green]), Blue);
        assert_eq!(next(&[Blue, Violet, Plum, Teal, Green, Blue]), Violet);
    }
}

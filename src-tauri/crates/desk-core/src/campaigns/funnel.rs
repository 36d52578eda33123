//! Who falls out before the first message, and why. Pure; the first reason that holds counts.

use std::collections::HashSet;

use super::{Funnel, FunnelRules, FunnelStep, SkipReason};
use crate::error::{FieldError, FieldErrorCode};

/// What the funnel looks at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub left_out: bool,
    /// The contact, or a twin of the number, asked for no more messages.
    pub opted_out: bool,
    pub do_not_message: bool,
    /// The digits the person is known by; none: no number.
    pub person: Option<&'a str>,
    /// A contact of the mirror.
    pub known: bool,
    /// Was sent something within the days of the rule.
    pub lately: bool,
    /// What cannot be sent.
    pub problems: &'a [FieldError],
}

/// Why somebody is left out. `met` holds the people met before, who pass so far.
pub(crate) fn skip(
    facts: Facts<'_>,
    rules: &FunnelRules,
    met: &mut HashSet<String>,
) -> Option<SkipReason> {
    if facts.left_out {
        return Some(SkipReason::LeftOut);
    }
    if facts.opted_out {
        return Some(SkipReason::OptedOut);
    }
    if facts.do_not_message {
        return Some(SkipReason::DoNotMessage);
    }
    let Some(person) = facts.person else {
        return Some(SkipReason::NoNumber);
    };
    if !met.insert(person.to_owned()) {
        return Some(SkipReason::SameNumber);
    }
    if !facts.known && !rules.create_unknown {
        return Some(SkipReason::WouldBeCreated);
    }
    if rules.messaged_days.is_some() && facts.lately {
        return Some(SkipReason::MessagedLately);
    }
    match facts.problems.first() {
        Some(problem) if rules.leave_out_unfit => Some(unfit(problem.code)),
        _ => None,
    }
}

fn unfit(code: FieldErrorCode) -> SkipReason {
    match code {
        FieldErrorCode::Required => SkipReason::EmptyValue,
        FieldErrorCode::TooLong => SkipReason::TooLong,
        FieldErrorCode::BadSpaces => SkipReason::BadSpaces,
        _ => SkipReason::UnfitValue,
    }
}

/// The funnel of these people: each with why they are left out, if they are, and whether they are a contact.
pub(crate) fn count(people: impl Iterator<Item = (Option<SkipReason>, bool)>) -> Funnel {
    let mut funnel = Funnel::default();
    let mut counts = std::collections::BTreeMap::<SkipReason, u32>::new();
    for (skip, known) in people {
        funnel.chosen += 1;
        match skip {
            Some(reason) => *counts.entry(reason).or_default() += 1,
            None => {
                funnel.going += 1;
                funnel.creates += u32::from(!known);
            }
        }
    }
    funnel.steps = counts
        .into_iter()
        .map(|(reason, count)| FunnelStep { reason, count })
        .collect();
    funnel
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(code: FieldErrorCode) -> Vec<FieldError> {
        vec![FieldError {
            field: "field_1".into(),
            code,
            message: None,
            limit: None,
        }]
    }

    const PLAIN: Facts<'_> = Facts {
        left_out: false,
        opted_out: false,
        do_not_message: false,
        person: Some("15550100142"),
        known: true,
        lately: false,
        problems: &[],
    };

    #[test]
    fn each_reason_and_the_first_that_holds() {
        use SkipReason::{
            BadSpaces, DoNotMessage, EmptyValue, LeftOut, MessagedLately, NoNumber, OptedOut,
            TooLong, UnfitValue, WouldBeCreated,
        };
        let rules = FunnelRules {
            messaged_days: Some(3),
            create_unknown: false,
            leave_out_unfit: true,
        };
        let loose = FunnelRules {
            create_unknown: true,
            ..FunnelRules::default()
        };
        let empty = problem(FieldErrorCode::Required);
        let (long, spaces, link) = (
            problem(FieldErrorCode::TooLong),
            problem(FieldErrorCode::BadSpaces),
            problem(FieldErrorCode::NotALink),
        );
        let with = |problems| Facts { problems, ..PLAIN };
        // From the last step to the first, each on top of those below.
        let unknown = Facts {
            known: false,
            lately: true,
            ..with(&empty)
        };
        let nobody = Facts {
            person: None,
            ..unknown
        };
        let blocked = Facts {
            do_not_message: true,
            ..nobody
        };
        let opted_out = Facts {
            opted_out: true,
            ..blocked
        };
        for (facts, strict, lax) in [
            (PLAIN, None, None),
            (with(&empty), Some(EmptyValue), None),
            (with(&long), Some(TooLong), None),
            (with(&spaces), Some(BadSpaces), None),
            (with(&link), Some(UnfitValue), None),
            (
                Facts {
                    lately: true,
                    ..with(&empty)
                },
                Some(MessagedLately),
                None,
            ),
            (unknown, Some(WouldBeCreated), None),
            (nobody, Some(NoNumber), Some(NoNumber)),
            (blocked, Some(DoNotMessage), Some(DoNotMessage)),
            (opted_out, Some(OptedOut), Some(OptedOut)),
            (
                Facts {
                    left_out: true,
                    ..opted_out
                },
                Some(LeftOut),
                Some(LeftOut),
            ),
        ] {
            assert_eq!(
                skip(facts, &rules, &mut HashSet::new()),
                strict,
                "{facts:?}"
            );
            assert_eq!(skip(facts, &loose, &mut HashSet::new()), lax, "{facts:?}");
        }
    }

    #[test]
    fn the_same_person_twice() {
        let rules = FunnelRules::default();
        let mut met = HashSet::new();
        assert_eq!(skip(PLAIN, &rules, &mut met), None);
        assert_eq!(skip(PLAIN, &rules, &mut met), Some(SkipReason::SameNumber));
        // Who was taken out by hand does not count as met.
        let out = Facts {
            left_out: true,
            person: Some("2"),
            ..PLAIN
        };
        assert_eq!(skip(out, &rules, &mut met), Some(SkipReason::LeftOut));
        let other = Facts {
            person: Some("2"),
            ..PLAIN
        };
        assert_eq!(skip(other, &rules, &mut met), None);
    }

    #[test]
    fn counted_in_order() {
        let people = [
            (None, true),
            (None, false),
            (Some(SkipReason::TooLong), true),
            (Some(SkipReason::OptedOut), true),
            (Some(SkipReason::TooLong), false),
        ];
        let funnel = count(people.into_iter());
        assert_eq!((funnel.chosen, funnel.going, funnel.creates), (5, 2, 1));
        let steps: Vec<_> = funnel.steps.iter().map(|s| (s.reason, s.count)).collect();
        assert_eq!(steps, [(SkipReason::OptedOut, 1), (SkipReason::TooLong, 2)]);
    }
}

//! WhatsApp's codes, as section 10 of the WhatsApp facts has them.

use super::{
    CanRetry::{self, Later as Wait, No, Yes},
    Class::{self, Fix, Later, Never, Person},
    Run::{self, GiveUpRow, SkipPerson, SlowDown, Stop},
};

/// What is known of one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// WhatsApp's number; 200 stands for 200 to 299.
    pub code: u32,
    /// For the row.
    pub class: Class,
    /// For the run.
    pub run: Run,
    /// For the person who looks at the row.
    pub retry: CanRetry,
}

const fn entry(code: u32, class: Class, run: Run, retry: CanRetry) -> Entry {
    Entry {
        code,
        class,
        run,
        retry,
    }
}

/// Every code that is known, in order.
pub const TABLE: &[Entry] = &[
    entry(0, Fix, Stop, Yes),
    entry(1, Later, GiveUpRow, Wait),
    entry(2, Later, GiveUpRow, Wait),
    entry(3, Fix, GiveUpRow, Yes),
    entry(4, Later, SlowDown, Wait),
    entry(10, Fix, GiveUpRow, Yes),
    entry(33, Fix, GiveUpRow, Yes),
    entry(100, Never, GiveUpRow, No),
    entry(190, Fix, Stop, Yes),
    entry(200, Fix, GiveUpRow, Yes),
    entry(368, Fix, Stop, Yes),
    entry(80_007, Later, SlowDown, Wait),
    entry(130_429, Later, SlowDown, Wait),
    entry(130_472, Person, SkipPerson, No),
    entry(130_497, Never, GiveUpRow, No),
    entry(131_000, Later, GiveUpRow, Wait),
    entry(131_005, Fix, GiveUpRow, Yes),
    entry(131_008, Never, GiveUpRow, No),
    entry(131_009, Never, GiveUpRow, No),
    entry(131_016, Later, GiveUpRow, Wait),
    entry(131_021, Never, GiveUpRow, No),
    entry(131_026, Person, SkipPerson, No),
    entry(131_030, Fix, GiveUpRow, Yes),
    entry(131_031, Fix, Stop, Yes),
    entry(131_037, Fix, GiveUpRow, Yes),
    entry(131_042, Fix, Stop, Yes),
    entry(131_045, Fix, GiveUpRow, Yes),
    // A template may be sent instead; the same free text may not.
    entry(131_047, Never, GiveUpRow, No),
    entry(131_048, Later, Stop, Wait),
    // Not before a day, with growing gaps.
    entry(131_049, Person, SkipPerson, Wait),
    entry(131_050, Person, SkipPerson, No),
    entry(131_051, Never, GiveUpRow, No),
    entry(131_052, Fix, GiveUpRow, Yes),
    entry(131_053, Fix, GiveUpRow, Yes),
    entry(131_056, Later, SlowDown, Wait),
    entry(131_057, Later, GiveUpRow, Wait),
    entry(132_000, Never, GiveUpRow, No),
    entry(132_001, Fix, Stop, Yes),
    entry(132_005, Never, GiveUpRow, No),
    entry(132_007, Fix, GiveUpRow, Yes),
    entry(132_012, Never, GiveUpRow, No),
    entry(132_015, Later, Stop, Wait),
    // Fixing means another template: this one does not come back.
    entry(132_016, Fix, Stop, No),
    entry(132_018, Never, GiveUpRow, No),
    entry(132_068, Fix, GiveUpRow, Yes),
    entry(132_069, Later, GiveUpRow, Wait),
    entry(133_004, Later, GiveUpRow, Wait),
    entry(133_010, Fix, GiveUpRow, Yes),
    entry(133_016, Later, GiveUpRow, Wait),
    entry(135_000, Never, GiveUpRow, No),
];

/// The entry of a code, if it is known.
#[must_use]
pub fn entry_of(code: u32) -> Option<&'static Entry> {
    let own = if (200..=299).contains(&code) {
        200
    } else {
        code
    };
    let at = TABLE.binary_search_by_key(&own, |entry| entry.code).ok()?;
    TABLE.get(at)
}

impl Entry {
    /// The key of the sentence on what happened: `wa_131026.cause`.
    #[must_use]
    pub fn cause_key(&self) -> String {
        format!("wa_{}.cause", self.code)
    }

    /// The key of the sentence on what to do: `wa_131026.remedy`.
    #[must_use]
    pub fn remedy_key(&self) -> String {
        format!("wa_{}.remedy", self.code)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn in_order_and_each_once() {
        assert!(TABLE.windows(2).all(|two| two[0].code < two[1].code));
    }

    #[test]
    fn looked_up() {
        assert_eq!(entry_of(131_026).unwrap().cause_key(), "wa_131026.cause");
        assert_eq!(entry_of(299).unwrap().remedy_key(), "wa_200.remedy");
        assert_eq!(entry_of(250), entry_of(200));
        for unknown in [5, 199, 300, 131_027, u32::MAX] {
            assert_eq!(entry_of(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn what_can_be_retried_agrees_with_the_class() {
        for entry in TABLE {
            let expected = match (entry.class, entry.code) {
                (Later, _) | (_, 131_049) => Wait,
                (Fix, 132_016) | (Never | Person, _) => No,
                (Fix, _) => Yes,
            };
            assert_eq!(entry.retry, expected, "{}", entry.code);
        }
    }
}

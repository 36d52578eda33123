//! The digits of all numbers in one text, a line each.

use memchr::memmem;

use crate::contacts::snapshots::Bits;

/// Lines by rank.
#[derive(Default)]
pub(super) struct Digits {
    text: Vec<u8>,
    /// Where each line ends: at its line feed.
    ends: Vec<u32>,
}

/// The contacts whose number holds what was looked for.
pub(super) struct Held {
    /// It is the number.
    pub exact: Bits,
    /// The number ends so.
    pub ends: Bits,
    /// Anywhere in it.
    pub within: Bits,
}

impl Held {
    pub(super) fn nobody(contacts: usize) -> Self {
        Self {
            exact: Bits::nobody(contacts),
            ends: Bits::nobody(contacts),
            within: Bits::nobody(contacts),
        }
    }
}

impl Digits {
    pub(super) fn push(&mut self, digits: &[u8]) {
        self.text.extend_from_slice(digits);
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.text.push(b'\n');
    }

    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Adds the contacts whose number holds these digits.
    pub(super) fn mark(&self, digits: &str, held: &mut Held) {
        let digits = digits.as_bytes();
        if digits.is_empty() {
            return;
        }
        let finder = memmem::Finder::new(digits);
        let (mut at, mut rank) = (0, 0);
        while let Some(found) = finder.find(&self.text[at..]) {
            let found = at + found;
            rank += self.ends[rank..].partition_point(|end| (*end as usize) < found);
            let start = rank
                .checked_sub(1)
                .map_or(0, |before| self.ends[before] as usize + 1);
            let end = self.ends[rank] as usize;
            held.within.set(rank);
            let number = &self.text[start..end];
            if number.ends_with(digits) {
                held.ends.set(rank);
                if number.len() == digits.len() {
                    held.exact.set(rank);
                }
            }
            at = end;
            rank += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_number_even_where_it_overlaps_what_was_found_before() {
        let mut digits = Digits::default();
        for number in ["1000", "", "100", "00", "12300045", "77"] {
            digits.push(number.as_bytes());
        }
        let mut held = Held::nobody(6);
        digits.mark("00", &mut held);
        assert_eq!(held.within.ranks().collect::<Vec<_>>(), [0, 2, 3, 4]);
        assert_eq!(held.ends.ranks().collect::<Vec<_>>(), [0, 2, 3]);
        assert_eq!(held.exact.ranks().collect::<Vec<_>>(), [3]);
    }
}

//! The words of all contacts, sorted, each with the contacts it stands in: as the text index splits them, packed.

use crate::contacts::snapshots::Bits;

/// Words end to end, and where each ends; for each the contacts, as differences between their ranks.
#[derive(Default)]
pub(super) struct Terms {
    text: Vec<u8>,
    text_ends: Vec<u32>,
    places: Vec<u8>,
    places_ends: Vec<u32>,
}

/// The contacts of a word.
#[derive(Clone)]
pub(super) struct Met {
    /// In a name.
    pub named: Bits,
    /// Anywhere.
    pub any: Bits,
}

impl Met {
    pub(super) fn nobody(contacts: usize) -> Self {
        Self {
            named: Bits::nobody(contacts),
            any: Bits::nobody(contacts),
        }
    }

    pub(super) fn and(&mut self, other: &Self) {
        self.named.and(&other.named);
        self.any.and(&other.any);
    }
}

impl Terms {
    /// Adds the contacts whose words begin so.
    pub(super) fn mark(&self, prefix: &[u8], met: &mut Met) {
        let mut at = self.first(prefix);
        while at < self.text_ends.len() && self.term(at).starts_with(prefix) {
            let mut rank = 0;
            for place in Numbers(&self.places[span(&self.places_ends, at)]) {
                rank += (place >> 1) as usize;
                met.any.set(rank);
                if place & 1 == 1 {
                    met.named.set(rank);
                }
            }
            at += 1;
        }
    }

    /// Bytes held.
    pub(super) fn size(&self) -> usize {
        self.text.len() + self.places.len() + 4 * (self.text_ends.len() + self.places_ends.len())
    }

    /// The first word that is not before this.
    fn first(&self, prefix: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.text_ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.term(middle) < prefix {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn term(&self, at: usize) -> &[u8] {
        &self.text[span(&self.text_ends, at)]
    }
}

fn span(ends: &[u32], at: usize) -> std::ops::Range<usize> {
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    start as usize..ends[at] as usize
}

/// Takes words in rising order, each with rising ranks.
#[derive(Default)]
pub(super) struct Builder {
    terms: Terms,
    open: Option<(usize, bool)>,
    last: usize,
}

impl Builder {
    /// The word stands in a contact, in a name or elsewhere.
    pub(super) fn add(&mut self, term: &[u8], rank: usize, named: bool) {
        if self.terms.text_ends.is_empty()
            || self.terms.term(self.terms.text_ends.len() - 1) != term
        {
            self.close_term();
            self.terms.text.extend_from_slice(term);
            self.terms.text_ends.push(length(&self.terms.text));
        }
        match &mut self.open {
            Some((open, in_name)) if *open == rank => *in_name |= named,
            _ => {
                self.close_place();
                self.open = Some((rank, named));
            }
        }
    }

    /// Bytes held so far.
    pub(super) fn size(&self) -> usize {
        self.terms.size()
    }

    pub(super) fn finish(mut self) -> Terms {
        self.close_term();
        let terms = &mut self.terms;
        terms.text.shrink_to_fit();
        terms.text_ends.shrink_to_fit();
        terms.places.shrink_to_fit();
        terms.places_ends.shrink_to_fit();
        self.terms
    }

    fn close_place(&mut self) {
        if let Some((rank, named)) = self.open.take() {
            let mut number = (rank - self.last) << 1 | usize::from(named);
            self.last = rank;
            while number >= 0x80 {
                self.terms.places.push(number as u8 | 0x80);
                number >>= 7;
            }
            self.terms.places.push(number as u8);
        }
    }

    fn close_term(&mut self) {
        self.close_place();
        if !self.terms.text_ends.is_empty() {
            self.terms.places_ends.push(length(&self.terms.places));
        }
        self.last = 0;
    }
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// Numbers of seven bits a byte, the last without its top bit.
struct Numbers<'a>(&'a [u8]);

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_by_their_beginning() {
        let mut builder = Builder::default();
        for (term, rank, named) in [
            ("ada", 0, true),
            ("ada", 0, false),
            ("ada", 300, false),
            ("adam", 1, true),
            ("bea", 70_000, true),
        ] {
            builder.add(term.as_bytes(), rank, named);
        }
        let terms = builder.finish();
        let found = |prefix: &str| {
            let mut met = Met::nobody(70_001);
            terms.mark(prefix.as_bytes(), &mut met);
            (met.any.ranks().collect(), met.named.ranks().collect())
        };
        let ranks = |all: &[usize], named: &[usize]| (all.to_vec(), named.to_vec());
        assert_eq!(found("ad"), ranks(&[0, 1, 300], &[0, 1]));
        assert_eq!(found("adam"), ranks(&[1], &[1]));
        assert_eq!(found("b"), ranks(&[70_000], &[70_000]));
        assert_eq!(found("c"), ranks(&[], &[]));
        assert_eq!(found(""), ranks(&[0, 1, 300, 70_000], &[0, 1, 70_000]));
    }
}

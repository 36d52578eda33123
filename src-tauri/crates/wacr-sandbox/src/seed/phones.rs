//! Numbers nobody has: ranges set aside for fiction where a country has them, placeholder blocks elsewhere.

use std::collections::HashMap;

/// A block of numbers: what stands before, how many digits follow, and how many of them are used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    prefix: &'static str,
    digits: usize,
    first: usize,
    size: usize,
}

const fn block(prefix: &'static str, digits: usize, first: usize, size: usize) -> Block {
    Block {
        prefix,
        digits,
        first,
        size,
    }
}

/// United Kingdom: 07700 900000 to 900999 and the city ranges kept for drama by Ofcom.
pub(super) const UK: &[Block] = &[
    block("+447700900", 3, 0, 1000),
    block("+4420794600", 2, 0, 100),
    block("+441134960", 3, 0, 1000),
    block("+441614960", 3, 0, 1000),
];
/// North America: 555 0100 to 0199 in each area code.
pub(super) const US: &[Block] = &[
    block("+141555501", 2, 0, 100),
    block("+121255501", 2, 0, 100),
    block("+161755501", 2, 0, 100),
    block("+120655501", 2, 0, 100),
    block("+150355501", 2, 0, 100),
    block("+131255501", 2, 0, 100),
    block("+141655501", 2, 0, 100),
    block("+190255501", 2, 0, 100),
];
/// France: ranges kept for audiovisual works by Arcep.
pub(super) const FRANCE: &[Block] = &[
    block("+3363998", 4, 0, 10_000),
    block("+3319900", 4, 0, 10_000),
];
/// Germany: mobile numbers kept for films by the Bundesnetzagentur.
pub(super) const GERMANY: &[Block] = &[
    block("+4917139200", 2, 10, 90),
    block("+49176040690", 2, 0, 100),
    block("+493023125", 3, 0, 1000),
    block("+4989999980", 2, 0, 100),
];
/// Ireland: 020 91x xxxx, kept for drama by ComReg.
pub(super) const IRELAND: &[Block] = &[block("+353209", 6, 100_000, 100_000)];
/// Sweden: 070 1740605 to 699 and 031 3900600 to 699.
pub(super) const SWEDEN: &[Block] = &[
    block("+467017406", 2, 5, 95),
    block("+463139006", 2, 0, 100),
];
pub(super) const MOROCCO: &[Block] = &[block("+212600000", 3, 0, 1000)];
pub(super) const SAUDI_ARABIA: &[Block] = &[block("+96655555", 4, 0, 1000)];
pub(super) const INDIA: &[Block] = &[block("+9198765", 5, 0, 1000)];
pub(super) const CHINA: &[Block] = &[block("+861380000", 4, 0, 1000)];
pub(super) const JAPAN: &[Block] = &[block("+81900000", 4, 0, 1000)];
pub(super) const VIETNAM: &[Block] = &[block("+8490000", 4, 0, 1000)];
pub(super) const UKRAINE: &[Block] = &[block("+38050000", 4, 0, 1000)];
pub(super) const SPAIN: &[Block] = &[block("+34600000", 3, 0, 1000)];
pub(super) const KOREA: &[Block] = &[block("+8210000", 5, 0, 1000)];
pub(super) const GREECE: &[Block] = &[block("+30690000", 4, 0, 1000)];

/// Where numbers come from once a country's are used up: the 555 area code is nobody's.
const SPARE: Block = block("+1555", 7, 2_000_000, 8_000_000);

/// Hands out numbers, none of them twice and none with digits that rehearse a fault.
#[derive(Debug, Default)]
pub(super) struct Dealer {
    dealt: HashMap<&'static str, usize>,
}

impl Dealer {
    /// The next number of a country. `taken` tells which ones are gone already.
    pub(super) fn next(
        &mut self,
        country: &'static [Block],
        taken: impl Fn(&str) -> bool,
    ) -> String {
        for block in country.iter().chain([&SPARE]) {
            let dealt = self.dealt.entry(block.prefix).or_default();
            while *dealt < block.size {
                // A step without a common factor walks the whole block in no visible order.
                let at = block.first + (*dealt * 7919) % block.size;
                *dealt += 1;
                let phone = format!("{}{at:0width$}", block.prefix, width = block.digits);
                if crate::magic::Magic::of(&phone).is_none() && !taken(&phone) {
                    return phone;
                }
            }
        }
        String::new()
    }
}

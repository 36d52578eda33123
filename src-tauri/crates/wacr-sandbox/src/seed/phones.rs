//! Numbers nobody has: ranges set aside for fiction where a country has them; elsewhere blocks under a beginning that the
//! country's numbering plan gives to no subscriber, each said with its block.

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
/// Morocco: national numbers begin with 5 to 8, none with 4.
pub(super) const MOROCCO: &[Block] = &[block("+212400000", 3, 0, 1000)];
/// Saudi Arabia: 4 was an area until 2013 and is not used.
pub(super) const SAUDI_ARABIA: &[Block] = &[block("+96640000", 4, 0, 1000)];
/// India: no area code and no mobile number begins with 10.
pub(super) const INDIA: &[Block] = &[block("+9110000", 5, 0, 1000)];
/// China: mobile numbers begin with 13 to 19, none with 12.
pub(super) const CHINA: &[Block] = &[block("+861200000", 4, 0, 1000)];
/// Japan: 030 has not been in use since 1999.
pub(super) const JAPAN: &[Block] = &[block("+81300000", 4, 0, 1000)];
/// Vietnam: 4 was the area of Hanoi until 2017 and is not used.
pub(super) const VIETNAM: &[Block] = &[block("+8440000", 4, 0, 1000)];
/// Ukraine: nothing begins with 2.
pub(super) const UKRAINE: &[Block] = &[block("+38020000", 4, 0, 1000)];
/// Spain: nothing begins with 4.
pub(super) const SPAIN: &[Block] = &[block("+3440000", 4, 0, 1000)];
/// South Korea: nothing begins with 9.
pub(super) const KOREA: &[Block] = &[block("+82900000", 4, 0, 1000)];
/// Greece: nothing begins with 4.
pub(super) const GREECE: &[Block] = &[block("+30400000", 4, 0, 1000)];
/// Brazil: area codes that end in 0 are given to nobody.
pub(super) const BRAZIL: &[Block] = &[block("+5520980", 5, 0, 1000)];
/// Mexico: a number within an area does not begin with 0.
pub(super) const MEXICO: &[Block] = &[block("+52550000", 4, 0, 1000)];
/// Argentina: a number within an area does not begin with 0.
pub(super) const ARGENTINA: &[Block] = &[block("+549110000", 4, 0, 1000)];
/// Egypt: no area and no mobile network begins with 7.
pub(super) const EGYPT: &[Block] = &[block("+20700000", 3, 0, 1000)];
/// Türkiye: nothing begins with 6.
pub(super) const TURKEY: &[Block] = &[block("+90600000", 4, 0, 1000)];
/// Israel: nothing begins with 6.
pub(super) const ISRAEL: &[Block] = &[block("+97260000", 4, 0, 1000)];
/// Thailand: 1 has not been in use since 2006.
pub(super) const THAILAND: &[Block] = &[block("+6610000", 4, 0, 1000)];
/// Indonesia: 1 is for short service numbers alone.
pub(super) const INDONESIA: &[Block] = &[block("+62100000", 4, 0, 1000)];
/// Nigeria: no area and no mobile network begins with 60.
pub(super) const NIGERIA: &[Block] = &[block("+234600000", 4, 0, 1000)];
/// Kenya: nothing begins with 3.
pub(super) const KENYA: &[Block] = &[block("+25430000", 4, 0, 1000)];
/// Poland: nothing begins with 10.
pub(super) const POLAND: &[Block] = &[block("+4810000", 4, 0, 1000)];
/// Netherlands: mobile numbers begin with 61 to 65 and 68, none with 60.
pub(super) const NETHERLANDS: &[Block] = &[block("+3160000", 4, 0, 1000)];
/// Italy: nothing begins with 2.
pub(super) const ITALY: &[Block] = &[block("+39200000", 4, 0, 1000)];
/// Georgia: nothing begins with 6.
pub(super) const GEORGIA: &[Block] = &[block("+99560000", 4, 0, 1000)];
/// Bangladesh: mobile numbers begin with 13 to 19, none with 10.
pub(super) const BANGLADESH: &[Block] = &[block("+880100000", 4, 0, 1000)];
/// Pakistan: nothing begins with 1.
pub(super) const PAKISTAN: &[Block] = &[block("+92100000", 4, 0, 1000)];
/// United Arab Emirates: nothing begins with 1.
pub(super) const EMIRATES: &[Block] = &[block("+97110000", 4, 0, 1000)];
/// South Africa: areas begin with 21, none with 20.
pub(super) const SOUTH_AFRICA: &[Block] = &[block("+2720000", 4, 0, 1000)];
/// Australia: 5550 xxxx in each area is kept for fiction by the ACMA.
pub(super) const AUSTRALIA: &[Block] = &[block("+6125550", 4, 0, 10000)];
/// Ethiopia: nothing begins with 6.
pub(super) const ETHIOPIA: &[Block] = &[block("+25160000", 4, 0, 1000)];
/// Sri Lanka: areas begin with 81, none with 80.
pub(super) const SRI_LANKA: &[Block] = &[block("+9480000", 4, 0, 1000)];
/// Colombia: since 2021 nothing begins with 2.
pub(super) const COLOMBIA: &[Block] = &[block("+57200000", 4, 0, 1000)];

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

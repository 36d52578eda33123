//! Which contacts meet a filter, as one bit a contact. What was found out once is kept with the order it was found for,
//! so that typing with a filter on costs no more than without.

use rusqlite::{Connection, params_from_iter};

use super::{
    ContactFilter,
    sql::{self, Ids, Today},
};
use crate::contacts::snapshots::{Bits, Order};

/// The contacts that meet it; none when it says nothing and all do.
pub(crate) fn of(
    connection: &Connection,
    order: &Order,
    filter: &ContactFilter,
    today: &Today,
) -> rusqlite::Result<Option<Bits>> {
    let mut met: Option<Bits> = None;
    for part in &filter.all {
        let mut any = order.nobody();
        for condition in part {
            let mut one = order.nobody();
            for ids in sql::compile(&condition.test, today) {
                one.or(&*order.mask(&ids, |ids| passing(connection, ids))?);
            }
            if condition.not {
                one.flip(order.ids.len());
            }
            any.or(&one);
        }
        match &mut met {
            Some(met) => met.and(&any),
            None => met = Some(any),
        }
    }
    Ok(met)
}

fn passing(connection: &Connection, ids: &Ids) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(&ids.sql)?
        .query_map(params_from_iter(&ids.values), |row| row.get(0))?
        .collect()
}

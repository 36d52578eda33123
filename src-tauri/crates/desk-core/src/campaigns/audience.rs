//! Who is chosen: these plus those minus these. Pure.

use std::collections::{BTreeMap, HashMap};

/// Who somebody is, before anything else is known of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    /// A contact of the mirror.
    Contact(i64),
    /// A number that is no contact, `+` and digits.
    Number(String),
    /// What was typed in place of a number.
    NoNumber(String),
}

impl Who {
    /// Names the person in every plan.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Contact(id) => format!("c{id}"),
            Self::Number(number) => format!("n{number}"),
            Self::NoNumber(text) => format!("x{text}"),
        }
    }
}

/// Somebody of a set, with the cells of their row if the set is a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub who: Who,
    pub cells: Option<BTreeMap<String, String>>,
}

/// A set that is added or taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub minus: bool,
    pub members: Vec<Member>,
}

/// Plus and minus, from first to last. Whoever is in two sets is chosen once, in the place of the first, with the cells of
/// all; who stands twice in one set stands twice here, for the funnel to say so.
pub(crate) fn combine(parts: Vec<Part>) -> Vec<Member> {
    let mut chosen: Vec<Option<Member>> = Vec::new();
    // Places of each person, and the part they came from.
    let mut places: HashMap<Who, (usize, Vec<usize>)> = HashMap::new();
    for (number, part) in parts.into_iter().enumerate() {
        for member in part.members {
            if part.minus {
                for place in places.remove(&member.who).map_or(Vec::new(), |(_, at)| at) {
                    chosen[place] = None;
                }
                continue;
            }
            let (from, at) = places
                .entry(member.who.clone())
                .or_insert_with(|| (number, Vec::new()));
            if *from == number {
                at.push(chosen.len());
                chosen.push(Some(member));
            } else if let Some(first) = at.first().and_then(|place| chosen[*place].as_mut())
                && let Some(cells) = member.cells
            {
                let mut all = cells;
                all.extend(first.cells.take().unwrap_or_default());
                first.cells = Some(all);
            }
        }
    }
    chosen.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(minus: bool, ids: &[i64]) -> Part {
        let member = |id: &i64| Member {
            who: Who::Contact(*id),
            cells: None,
        };
        Part {
            minus,
            members: ids.iter().map(member).collect(),
        }
    }

    fn chosen(parts: Vec<Part>) -> Vec<String> {
        combine(parts)
            .iter()
            .map(|member| member.who.key())
            .collect()
    }

    #[test]
    fn plus_and_minus() {
        let (plus, minus) = (
            |ids: &[i64]| part(false, ids),
            |ids: &[i64]| part(true, ids),
        );
        for (parts, expected) in [
            (vec![], &[][..]),
            (vec![plus(&[3, 1, 2])], &["c3", "c1", "c2"]),
            (vec![plus(&[1, 2]), plus(&[2, 3])], &["c1", "c2", "c3"]),
            (vec![plus(&[1, 2, 3]), minus(&[2, 9])], &["c1", "c3"]),
            (vec![minus(&[2]), plus(&[1, 2])], &["c1", "c2"]),
            (vec![plus(&[1, 2]), minus(&[2]), plus(&[2])], &["c1", "c2"]),
            // Twice in one set: once too often, for the funnel.
            (vec![plus(&[1, 2, 1])], &["c1", "c2", "c1"]),
            (vec![plus(&[1, 2, 1]), minus(&[1])], &["c2"]),
        ] {
            assert_eq!(chosen(parts.clone()), expected, "{parts:?}");
        }
    }

    #[test]
    fn cells_come_along() {
        let row = |who: Who, name: &str, cell: &str| Member {
            who,
            cells: Some([(name.to_owned(), cell.to_owned())].into()),
        };
        let number = Who::Number("+15550100142".into());
        let table = |name, cell| Part {
            minus: false,
            members: vec![
                row(Who::Contact(1), name, cell),
                row(number.clone(), name, cell),
            ],
        };
        let all = combine(vec![
            part(false, &[1]),
            table("order", "A"),
            table("city", "B"),
            table("city", "C"),
        ]);
        let cells: BTreeMap<_, _> = [("city", "B"), ("order", "A")]
            .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
            .into();
        assert_eq!(all.len(), 2);
        assert!(
            all.iter()
                .all(|member| member.cells.as_ref() == Some(&cells))
        );
        assert_eq!(all[1].who, number);
    }
}

//! A filter as one types it: `type:lead -group:VIP created:>7d "free words"`. Reading it gives the same filter.

use super::{
    Condition, ContactFilter, CreatedWhen, FilterField, FilterTest, names::Names, read::is_special,
};

/// The filter, then the search text.
pub(crate) fn print(filter: &ContactFilter, text: &str, names: &Names) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in &filter.all {
        let all: Vec<String> = part.iter().map(|one| condition(one, names)).collect();
        match &all[..] {
            [] => {}
            [one] => parts.push(one.clone()),
            several => parts.push(format!("({})", several.join(" or "))),
        }
    }
    parts.extend(text.split_whitespace().map(|word| {
        if is_special(word) {
            quoted(word)
        } else {
            word.to_owned()
        }
    }));
    parts.join(" ")
}

fn condition(condition: &Condition, names: &Names) -> String {
    let not = if condition.not { "-" } else { "" };
    let test = match &condition.test {
        FilterTest::Type { values } => {
            let values: Vec<String> = values.iter().map(|value| token(value)).collect();
            format!("type:{}", values.join(","))
        }
        FilterTest::Status { values } => listed("status", FilterField::Status, values, names),
        FilterTest::Source { values } => listed("source", FilterField::Source, values, names),
        FilterTest::Group { values } => listed("group", FilterField::Group, values, names),
        FilterTest::Assigned { values } => {
            let values: Vec<String> = values
                .iter()
                .map(|id| id.map_or_else(|| "none".to_owned(), |id| id.to_string()))
                .collect();
            format!("assigned:{}", values.join(","))
        }
        FilterTest::Created { when } => match when {
            CreatedWhen::Before { day } => format!("created:<{day}"),
            CreatedWhen::After { day } => format!("created:>{day}"),
            CreatedWhen::Within { days } => format!("created:>{days}d"),
        },
        FilterTest::Email => "has:email".to_owned(),
        FilterTest::OptedOut => "is:opted-out".to_owned(),
    };
    format!("{not}{test}")
}

fn listed(key: &str, field: FilterField, values: &[Option<i64>], names: &Names) -> String {
    let values: Vec<String> = values
        .iter()
        .map(|id| match id {
            None => "none".to_owned(),
            Some(id) => names
                .name(field, *id)
                .map_or_else(|| format!("#{id}"), token),
        })
        .collect();
    format!("{key}:{}", values.join(","))
}

fn token(name: &str) -> String {
    let special = |c: char| c.is_whitespace() || matches!(c, ',' | '"' | '(' | ')' | '\\');
    let bare = !name.is_empty()
        && !name.contains(special)
        && !name.starts_with('#')
        && !name.eq_ignore_ascii_case("none");
    if bare { name.to_owned() } else { quoted(name) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

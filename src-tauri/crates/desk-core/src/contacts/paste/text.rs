//! A signature, or a line of text: what can be known by its shape goes first, the rest by its place.

use super::{
    Found, Pasted, PastedField,
    labels::{self, Label},
    name, place, scan,
};
use crate::contacts::fold::fold;

pub(super) fn read(text: &str, region: Option<&str>) -> Pasted {
    let mut found = Found::default();
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let one_line = lines.len() == 1;
    let mut rest = Vec::new();
    for line in &lines {
        for part in parts(line, one_line) {
            let left = read_part(&part, region, &mut found);
            if left.chars().any(char::is_alphabetic) {
                rest.push(left);
            }
        }
    }
    place_rest(rest, one_line, &mut found);
    found.done(0)
}

/// A line by its strong separators; a text of one line by its commas as well.
fn parts(line: &str, one_line: bool) -> Vec<String> {
    let line = line
        .trim_start_matches(['-', '–', '>', '*', '•', '|'])
        .trim();
    let mut parts: Vec<String> = line
        .split(['|', '•', '·', '\t', '‖', '│', ';'])
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" — "))
        .flat_map(|part| part.split(" // "))
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    if one_line {
        parts = parts
            .iter()
            .flat_map(|part| {
                // A town with its state and post code stays together.
                match place::read(part) {
                    Some(_) if part.matches(',').count() <= 1 => vec![part.clone()],
                    _ => part
                        .split([',', '，', '、'])
                        .map(|piece| piece.trim().to_owned())
                        .collect(),
                }
            })
            .filter(|part| !part.is_empty())
            .collect();
    }
    parts
}

/// What has a label or a shape of its own; gives back what is left.
fn read_part(part: &str, region: Option<&str>, found: &mut Found) -> String {
    if labels::is_courtesy(part) || name::is_degree(part) {
        return String::new();
    }
    let (mut part, mut kind) = (part.to_owned(), None);
    if let Some((before, after)) = part.split_once([':', '：'])
        && !after.starts_with("//")
        && let Some(label) = labels::of(before)
    {
        let after = after.trim().to_owned();
        match label {
            Label::Ignored => return String::new(),
            Label::Name => {
                add_name(&after, found);
                return String::new();
            }
            Label::Field(PastedField::Email) => {
                scan::take_addresses(&after, found);
                return String::new();
            }
            Label::Field(PastedField::Address) => {
                add_place(&after, found);
                return String::new();
            }
            Label::Field(field) => {
                found.add(field, &after);
                return String::new();
            }
            Label::Phone(said) => {
                kind = said;
                part = after;
            }
        }
    } else if let Some((first, _)) = part.split_once(' ')
        && labels::of(first) == Some(Label::Ignored)
        && part.chars().any(char::is_numeric)
    {
        return String::new();
    }
    let part = scan::take_addresses(&part, found);
    if place::read(&part).is_some() {
        add_place(&part, found);
        return String::new();
    }
    let left = scan::take_phones(&part, kind, region, found);
    let left = left.trim_matches(|c: char| c.is_whitespace() || ",;:<>\"“”()-–".contains(c));
    // A label whose value was taken.
    if labels::of(left).is_some() && left != part {
        return String::new();
    }
    left.to_owned()
}

fn add_name(text: &str, found: &mut Found) {
    let (first, last) = name::split(text);
    found.add(PastedField::Firstname, &first);
    found.add(PastedField::Lastname, &last);
}

fn add_place(text: &str, found: &mut Found) {
    match place::read(text) {
        Some(place) => {
            found.add(PastedField::Address, &place.address);
            found.add(PastedField::City, &place.city);
            found.add(PastedField::State, &place.state);
            found.add(PastedField::Zip, &place.zip);
        }
        None => found.add(PastedField::Address, text),
    }
}

/// Lines without a shape of their own: a company by its ending, the name first, then company and town.
fn place_rest(rest: Vec<String>, one_line: bool, found: &mut Found) {
    let mut open: Vec<String> = Vec::new();
    for line in rest {
        if labels::is_company(&line) && !found.has(PastedField::Company) {
            found.add(PastedField::Company, &line);
        } else if place::is_street(&line) && !name::looks_like_one(&line) {
            found.add(PastedField::Address, &line);
        } else if !labels::is_job(&line) {
            open.push(line);
        }
    }
    if !found.has(PastedField::Firstname) {
        let whole = open.iter().position(|line| name::looks_like_one(line));
        // Signed with the first name, and the whole name below.
        let whole = whole.map(|at| {
            let longer = |line: &String| {
                name::looks_like_one(line) && line.starts_with(&format!("{} ", open[at]))
            };
            open.iter().position(longer).unwrap_or(at)
        });
        if let Some(at) = whole {
            let line = open.remove(at);
            open.retain(|other| !line.starts_with(&format!("{other} ")));
            add_name(&line, found);
        } else if let Some((at, run)) = open
            .iter()
            .enumerate()
            .find_map(|(at, line)| Some((at, name_within(line)?)))
        {
            add_name(&run, found);
            let line = open.remove(at);
            from_sentence(line.split_once(&run).map_or("", |(_, after)| after), found);
        } else if let Some((first, last)) = found.first(PastedField::Email).and_then(name::of_email)
        {
            found.add(PastedField::Firstname, &first);
            found.add(PastedField::Lastname, &last);
        }
    }
    // `Lindqvist, Sara` in one line was cut in two.
    if one_line
        && !found.has(PastedField::Lastname)
        && found.has(PastedField::Firstname)
        && let Some(at) = open
            .iter()
            .position(|line| line.split_whitespace().count() == 1 && name::looks_like_one(line))
        && at == 0
    {
        let first = open.remove(0);
        let last = found
            .first(PastedField::Firstname)
            .unwrap_or_default()
            .to_owned();
        found
            .values
            .retain(|(field, _)| *field != PastedField::Firstname);
        found.add(PastedField::Firstname, &first);
        found.add(PastedField::Lastname, &last);
    }
    let domain = found.first(PastedField::Email).and_then(domain_of);
    if !found.has(PastedField::Company)
        && let Some(domain) = domain
        && let Some(at) = open.iter().position(|line| {
            fold(line)
                .replace([' ', '-', '&', '.'], "")
                .contains(&domain)
        })
    {
        let line = open.remove(at);
        found.add(PastedField::Company, &line);
    }
    let mut open = open
        .into_iter()
        .filter(|line| line.chars().count() <= 60 && line.split_whitespace().count() <= 6);
    if !found.has(PastedField::Company)
        && (!one_line || open.size_hint().1.unwrap_or(0) > 1)
        && let Some(line) = open.next()
    {
        found.add(PastedField::Company, &line);
    }
    if !found.has(PastedField::City)
        && let Some(line) = open.find(|line| name::looks_like_one(line))
    {
        found.add(PastedField::City, &line);
    }
}

/// `from Kaai Books in Ghent`, after the name.
fn from_sentence(text: &str, found: &mut Found) {
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let field = match word.trim_matches(',') {
            "from" | "at" | "of" | "von" | "bei" | "de" | "chez" => PastedField::Company,
            "in" | "à" | "en" => PastedField::City,
            _ => continue,
        };
        let run: Vec<&str> = words[at + 1..]
            .iter()
            .take_while(|word| name::is_part(word) || **word == "&")
            .copied()
            .collect();
        let run = run.join(" ");
        if !found.has(field) {
            found.add(field, run.trim_end_matches(['.', ',']));
        }
    }
}

/// Two and more capital words inside a sentence.
fn name_within(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let cased =
        |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && name::is_part(word);
    (0..words.len()).find_map(|at| {
        let run: Vec<&str> = words[at..]
            .iter()
            .copied()
            .take_while(|word| cased(word))
            .collect();
        (run.len() >= 2).then(|| run.join(" "))
    })
}

/// `kaai-books` of `sara@kaai-books.co.uk`, for comparing; none of mail providers.
fn domain_of(email: &str) -> Option<String> {
    const PROVIDERS: [&str; 12] = [
        "gmail",
        "googlemail",
        "outlook",
        "hotmail",
        "yahoo",
        "icloud",
        "gmx",
        "web",
        "live",
        "proton",
        "qq",
        "example",
    ];
    let host = email.split_once('@')?.1;
    let label = host.split('.').next()?;
    let label = fold(label).replace('-', "");
    (label.len() > 2 && !PROVIDERS.contains(&label.as_str())).then_some(label)
}

//! Reads a line as it was typed: conditions, and what is left as search text.
//!
//! `[-]field:value,value`, values in quotes where they hold spaces; `(one or another)`; `has:email`, `is:opted-out`;
//! `created:>7d`, `created:<2026-01-31`. A word with a colon whose field is not known is plain text.

use jiff::civil::Date;

use super::{
    Condition, CreatedWhen, FilterError, FilterErrorCode, FilterField, FilterTest, TypedFilter,
    names::Names,
};

const FIELDS: [(&str, FilterField); 8] = [
    ("type", FilterField::Type),
    ("status", FilterField::Status),
    ("source", FilterField::Source),
    ("group", FilterField::Group),
    ("assigned", FilterField::Assigned),
    ("created", FilterField::Created),
    ("has", FilterField::Email),
    ("is", FilterField::OptedOut),
];

/// Reads the whole line.
pub(crate) fn read(line: &str, names: &Names) -> TypedFilter {
    let mut reader = Reader {
        line,
        at: 0,
        names,
        out: TypedFilter::default(),
    };
    let mut words: Vec<String> = Vec::new();
    loop {
        reader.skip_blanks();
        let rest = reader.rest();
        if rest.is_empty() {
            break;
        }
        if opens_group(rest) {
            reader.group();
        } else if field_of(rest).is_some() {
            if let Some(one) = reader.condition() {
                reader.out.filter.all.push(vec![one]);
            }
        } else if rest.starts_with('"') {
            // A quote that is not closed yet goes to the end of the line: somebody is typing it.
            let (text, _) = reader.quoted();
            words.extend(text.split_whitespace().map(str::to_owned));
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            words.push(rest[..end].to_owned());
            reader.at += end;
        }
    }
    reader.out.text = words.join(" ");
    reader.out
}

/// Would be read as something else than this very word.
pub(super) fn is_special(word: &str) -> bool {
    word.starts_with('"') || opens_group(word) || field_of(word).is_some()
}

/// The field of a condition that begins here, and the length up to and with its colon.
fn field_of(text: &str) -> Option<(FilterField, usize)> {
    let bare = text.strip_prefix('-').unwrap_or(text);
    let colon = bare.find(':')?;
    let key = bare.get(..colon)?;
    let (_, field) = FIELDS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(key))?;
    Some((*field, text.len() - bare.len() + colon + 1))
}

/// A bracket before a condition; `(0)7700` is part of a number.
fn opens_group(text: &str) -> bool {
    text.strip_prefix('(')
        .is_some_and(|inner| field_of(inner.trim_start()).is_some())
}

struct Reader<'a> {
    line: &'a str,
    at: usize,
    names: &'a Names,
    out: TypedFilter,
}

/// A value as typed.
struct Token {
    text: String,
    quoted: bool,
    start: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn error(&mut self, start: usize, end: usize, code: FilterErrorCode, field: FilterField) {
        let units = |to: usize| self.line[..to].encode_utf16().count() as u32;
        self.out.errors.push(FilterError {
            start: units(start),
            end: units(end),
            code,
            field,
            value: self.line[start..end].to_owned(),
        });
    }

    /// `(type:lead or -group:VIP)`
    fn group(&mut self) {
        let start = self.at;
        self.at += 1;
        let mut any = Vec::new();
        let mut last = FilterField::Type;
        loop {
            self.skip_blanks();
            let rest = self.rest();
            if rest.is_empty() {
                self.error(start, self.at, FilterErrorCode::NotClosed, last);
                break;
            }
            if rest.starts_with(')') {
                self.at += 1;
                break;
            }
            if let Some((field, _)) = field_of(rest) {
                last = field;
                any.extend(self.condition());
                continue;
            }
            let end = rest
                .find(|c: char| c.is_whitespace() || c == ')')
                .unwrap_or(rest.len());
            let word = &rest[..end];
            if !word.eq_ignore_ascii_case("or") && word != "|" {
                self.error(self.at, self.at + end, FilterErrorCode::NotACondition, last);
            }
            self.at += end;
        }
        if !any.is_empty() {
            self.out.filter.all.push(any);
        }
    }

    /// One condition, at its first character; none with the errors noted when it cannot be read.
    fn condition(&mut self) -> Option<Condition> {
        let start = self.at;
        let (field, length) = field_of(self.rest())?;
        let not = self.rest().starts_with('-');
        self.at += length;
        let tokens = self.values(field);
        if tokens.is_empty() {
            self.error(start, self.at, FilterErrorCode::NoValue, field);
            return None;
        }
        let before = self.out.errors.len();
        let condition = self.test(field, not, &tokens);
        (self.out.errors.len() == before)
            .then_some(condition)
            .flatten()
    }

    fn test(&mut self, field: FilterField, not: bool, tokens: &[Token]) -> Option<Condition> {
        let test = match field {
            FilterField::Type => {
                let values = self.each(field, tokens, |names, token| names.r#type(&token.text));
                FilterTest::Type { values }
            }
            FilterField::Status => FilterTest::Status {
                values: self.each(field, tokens, |n, t| listed(n, FilterField::Status, t)),
            },
            FilterField::Source => FilterTest::Source {
                values: self.each(field, tokens, |n, t| listed(n, FilterField::Source, t)),
            },
            FilterField::Group => FilterTest::Group {
                values: self.each(field, tokens, |n, t| listed(n, FilterField::Group, t)),
            },
            FilterField::Assigned => FilterTest::Assigned {
                values: self.each(field, tokens, |_, token| {
                    if is_none(token) {
                        return Some(None);
                    }
                    token.text.trim_start_matches('#').parse().ok().map(Some)
                }),
            },
            FilterField::Created => return self.created(not, tokens),
            FilterField::Email => {
                self.each(field, tokens, |_, token| {
                    token.text.eq_ignore_ascii_case("email").then_some(())
                });
                FilterTest::Email
            }
            FilterField::OptedOut => {
                self.each(field, tokens, |_, token| {
                    let known = ["opted-out", "opted_out", "optedout"];
                    known
                        .iter()
                        .any(|one| token.text.eq_ignore_ascii_case(one))
                        .then_some(())
                });
                FilterTest::OptedOut
            }
        };
        Some(Condition { not, test })
    }

    /// What each value means; those that mean nothing are noted as errors.
    fn each<T>(
        &mut self,
        field: FilterField,
        tokens: &[Token],
        mean: impl Fn(&Names, &Token) -> Option<T>,
    ) -> Vec<T> {
        let mut values = Vec::with_capacity(tokens.len());
        for (at, token) in tokens.iter().enumerate() {
            match mean(self.names, token) {
                Some(value) => values.push(value),
                None => {
                    let end = match tokens.get(at + 1) {
                        // Before its comma.
                        Some(next) => next.start - 1,
                        None => self.at,
                    };
                    self.error(token.start, end, FilterErrorCode::UnknownName, field);
                }
            }
        }
        values
    }

    /// `>7d`: in the last seven days; `<7d`: before that. `>2026-01-31` after that day, `<…` before it.
    fn created(&mut self, not: bool, tokens: &[Token]) -> Option<Condition> {
        let read = match tokens {
            [token] if !token.quoted => time(&token.text),
            _ => None,
        };
        let Some((when, turned)) = read else {
            let start = tokens.first().map_or(self.at, |token| token.start);
            let at = self.at;
            self.error(start, at, FilterErrorCode::NotATime, FilterField::Created);
            return None;
        };
        Some(Condition {
            not: not != turned,
            test: FilterTest::Created { when },
        })
    }

    /// Values with commas between them, up to a blank or a closing bracket.
    fn values(&mut self, field: FilterField) -> Vec<Token> {
        let mut tokens = Vec::new();
        loop {
            let start = self.at;
            if self.rest().starts_with('"') {
                let (text, closed) = self.quoted();
                if !closed {
                    let end = self.at;
                    self.error(start, end, FilterErrorCode::NotClosed, field);
                }
                tokens.push(Token {
                    text,
                    quoted: true,
                    start,
                });
            } else {
                let rest = self.rest();
                let end = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, ',' | ')'))
                    .unwrap_or(rest.len());
                self.at += end;
                if end > 0 {
                    tokens.push(Token {
                        text: rest[..end].to_owned(),
                        quoted: false,
                        start,
                    });
                }
            }
            if !self.rest().starts_with(',') {
                return tokens;
            }
            self.at += 1;
        }
    }

    /// What stands in quotes, and whether they are closed.
    fn quoted(&mut self) -> (String, bool) {
        let mut text = String::new();
        let mut letters = self.rest().char_indices().skip(1);
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.at += at + 1;
                    return (text, true);
                }
                '\\' => text.extend(letters.next().map(|(_, escaped)| escaped)),
                _ => text.push(letter),
            }
        }
        self.at = self.line.len();
        (text, false)
    }
}

fn is_none(token: &Token) -> bool {
    !token.quoted && token.text.eq_ignore_ascii_case("none")
}

/// A name, `#12` or `none`.
fn listed(names: &Names, field: FilterField, token: &Token) -> Option<Option<i64>> {
    if is_none(token) {
        return Some(None);
    }
    if !token.quoted
        && let Some(id) = token.text.strip_prefix('#')
    {
        return id.parse().ok().map(Some);
    }
    names.id(field, &token.text).map(Some)
}

/// The time, and whether it is what is outside of it that is wanted.
fn time(text: &str) -> Option<(CreatedWhen, bool)> {
    let (later, value) = match text.strip_prefix('<') {
        Some(value) => (false, value),
        None => (true, text.strip_prefix('>').unwrap_or(text)),
    };
    if let Some(days) = value.strip_suffix(['d', 'D']) {
        let days = days.parse().ok()?;
        return Some((CreatedWhen::Within { days }, !later));
    }
    value.parse::<Date>().ok().filter(|_| value.len() == 10)?;
    let day = value.to_owned();
    match text.as_bytes().first()? {
        b'<' => Some((CreatedWhen::Before { day }, false)),
        b'>' => Some((CreatedWhen::After { day }, false)),
        _ => None,
    }
}

//! Messages with buttons or a list.

use std::collections::HashSet;

use super::{
    Problem, Rule,
    rules::{optional, phone, required},
};
use crate::{Choices, InteractiveSend, ListSection, ReplyButton};

/// A message with buttons or a list (contract 18.4; WhatsApp facts section 9): 1 to 3 buttons with titles of 20, or 1 to 10
/// sections with 10 rows in all. Ids differ, and so do titles of buttons.
#[must_use]
pub fn interactive(send: &InteractiveSend) -> Vec<Problem> {
    let mut problems = Vec::new();
    phone(&send.phone, 0, &mut problems);
    required("body_text", &send.body_text, 1024, &mut problems);
    optional(
        "header_text",
        send.header_text.as_deref(),
        60,
        &mut problems,
    );
    optional(
        "footer_text",
        send.footer_text.as_deref(),
        60,
        &mut problems,
    );
    match &send.choices {
        Choices::Buttons(buttons) => check_buttons(buttons, &mut problems),
        Choices::List {
            button_text,
            sections,
        } => {
            required("list_button_text", button_text, 20, &mut problems);
            check_sections(sections, &mut problems);
        }
    }
    problems
}

fn check_buttons(buttons: &[ReplyButton], problems: &mut Vec<Problem>) {
    count("buttons", buttons.len(), 3, problems);
    let (mut ids, mut titles) = (HashSet::new(), HashSet::new());
    for (i, button) in buttons.iter().enumerate() {
        let (id, title) = (format!("buttons.{i}.id"), format!("buttons.{i}.title"));
        required(&id, &button.id, 256, problems);
        required(&title, &button.title, 20, problems);
        differs(id, &button.id, &mut ids, problems);
        differs(title, &button.title, &mut titles, problems);
    }
}

fn check_sections(sections: &[ListSection], problems: &mut Vec<Problem>) {
    const MOST_ROWS: usize = 10;
    count("sections", sections.len(), 10, problems);
    let mut ids = HashSet::new();
    let mut rows_before = 0;
    for (s, section) in sections.iter().enumerate() {
        required(&format!("sections.{s}.title"), &section.title, 24, problems);
        let rows = section.rows.len();
        let too_many = rows_before <= MOST_ROWS && rows_before + rows > MOST_ROWS;
        rows_before += rows;
        if rows == 0 {
            let rule = Rule::TooFew { min: 1 };
            problems.push(Problem::new(format!("sections.{s}.rows"), rule));
        } else if too_many {
            // Said once, where the one row too many is.
            let rule = Rule::TooMany { max: MOST_ROWS };
            problems.push(Problem::new(format!("sections.{s}.rows"), rule));
        }
        for (r, row) in section.rows.iter().enumerate() {
            let field = |name| format!("sections.{s}.rows.{r}.{name}");
            required(&field("id"), &row.id, 200, problems);
            required(&field("title"), &row.title, 24, problems);
            optional(
                &field("description"),
                row.description.as_deref(),
                72,
                problems,
            );
            differs(field("id"), &row.id, &mut ids, problems);
        }
    }
}

fn count(field: &str, count: usize, max: usize, problems: &mut Vec<Problem>) {
    if count == 0 {
        problems.push(Problem::new(field, Rule::TooFew { min: 1 }));
    } else if count > max {
        problems.push(Problem::new(field, Rule::TooMany { max }));
    }
}

/// Blank ones are said to be missing, which is enough.
fn differs<'a>(
    field: String,
    text: &'a str,
    seen: &mut HashSet<&'a str>,
    problems: &mut Vec<Problem>,
) {
    let text = text.trim();
    if !text.is_empty() && !seen.insert(text) {
        problems.push(Problem::new(field, Rule::Repeated));
    }
}

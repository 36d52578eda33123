//! From a template as it comes over the wire to what can be shown, filled and sent. Pure.

use super::{
    HeaderKind, Slot, SlotKind, Template, TemplateButton, TemplateProblem,
    text::{Part, parts},
};

/// Most body values the API takes (contract section 10).
const MOST_SLOTS: usize = 10;
/// Words shown around a slot, for its label.
const CONTEXT: usize = 40;

/// Reads a template; whatever is odd about it ends in `problem`, never in an error.
pub(crate) fn parse(wire: &wacr_api::Template) -> Template {
    let header = header_kind(wire.header_data_format.as_deref());
    let header_text = match header {
        HeaderKind::Text => wire.header_data_text.clone(),
        _ => None,
    };
    let body = wire.body_data.clone().unwrap_or_default();
    let mut slots = header_slot(wire, header, header_text.as_deref());
    slots.extend(body_slots(wire, &body));
    let buttons = wire.buttons();
    let problem = problem(
        wire,
        header,
        header_text.as_deref(),
        &body,
        buttons.as_deref(),
    );
    Template {
        template_id: wire.template_id.clone(),
        name: wire.template_name.clone(),
        language: wire.language.clone(),
        category: wire.category.clone(),
        status: wire.status.clone(),
        header,
        header_text,
        body,
        footer: wire.footer_data.clone().filter(|footer| !footer.is_empty()),
        buttons: buttons
            .unwrap_or_default()
            .into_iter()
            .map(|button| TemplateButton {
                kind: button.kind,
                text: button.text,
            })
            .collect(),
        slots,
        problem,
    }
}

fn header_kind(format: Option<&str>) -> HeaderKind {
    match format.unwrap_or_default().to_ascii_uppercase().as_str() {
        "" | "NONE" => HeaderKind::None,
        "TEXT" => HeaderKind::Text,
        "IMAGE" => HeaderKind::Image,
        "VIDEO" => HeaderKind::Video,
        "DOCUMENT" => HeaderKind::Document,
        "LOCATION" => HeaderKind::Location,
        _ => HeaderKind::Other,
    }
}

fn header_slot(wire: &wacr_api::Template, header: HeaderKind, text: Option<&str>) -> Vec<Slot> {
    let sample = || wire.header_samples().into_iter().next();
    let media = |field: &str| Slot {
        field: field.to_owned(),
        number: 0,
        kind: SlotKind::MediaLink,
        before: String::new(),
        after: String::new(),
        sample: sample(),
    };
    match header {
        HeaderKind::Image => vec![media("header_image_url")],
        HeaderKind::Video => vec![media("header_video_url")],
        HeaderKind::Document => vec![media("header_document_url")],
        HeaderKind::Text => {
            let text = text.unwrap_or_default();
            let numbered = parts(text)
                .into_iter()
                .any(|part| matches!(part, Part::Slot(_)));
            let slot = numbered.then(|| {
                let (before, after) = around(text, |part| matches!(part, Part::Slot(_)));
                let field = "header_field_1".to_owned();
                Slot {
                    field,
                    number: 0,
                    kind: SlotKind::Text,
                    before,
                    after,
                    sample: sample(),
                }
            });
            slot.into_iter().collect()
        }
        HeaderKind::None | HeaderKind::Location | HeaderKind::Other => Vec::new(),
    }
}

/// The numbers in a text, each once, smallest first.
fn numbers(text: &str) -> Vec<u8> {
    let slot = |part| {
        if let Part::Slot(number) = part {
            Some(number)
        } else {
            None
        }
    };
    let mut numbers: Vec<u8> = parts(text).into_iter().filter_map(slot).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn body_slots(wire: &wacr_api::Template, body: &str) -> Vec<Slot> {
    let samples = wire.body_samples();
    numbers(body)
        .into_iter()
        .map(|number| {
            let (before, after) = around(body, |part| *part == Part::Slot(number));
            let sample = samples.get(usize::from(number) - 1).cloned();
            Slot {
                field: format!("field_{number}"),
                number,
                kind: SlotKind::Text,
                before,
                after,
                sample,
            }
        })
        .collect()
}

/// The words before and after the first part that is meant, within its line.
fn around(text: &str, meant: impl Fn(&Part<'_>) -> bool) -> (String, String) {
    let parts = parts(text);
    let Some(at) = parts.iter().position(meant) else {
        return Default::default();
    };
    let words = |part: Option<&Part<'_>>| {
        if let Some(Part::Words(words)) = part {
            (*words).to_owned()
        } else {
            String::new()
        }
    };
    let before = words(at.checked_sub(1).and_then(|before| parts.get(before)));
    let after = words(parts.get(at + 1));
    let before = before.rsplit('\n').next().unwrap_or_default().trim();
    let after = after.split('\n').next().unwrap_or_default().trim();
    let skip = before.chars().count().saturating_sub(CONTEXT);
    (
        before.chars().skip(skip).collect(),
        after.chars().take(CONTEXT).collect(),
    )
}

/// Why the API cannot send it (contract section 10, WhatsApp facts section 5); what is worst comes first.
fn problem(
    wire: &wacr_api::Template,
    header: HeaderKind,
    header_text: Option<&str>,
    body: &str,
    buttons: Option<&[wacr_api::TemplateButton]>,
) -> Option<TemplateProblem> {
    let status = match wire.status.to_ascii_uppercase().as_str() {
        "APPROVED" => None,
        "PENDING" | "IN_APPEAL" => Some(TemplateProblem::Pending),
        "REJECTED" => Some(TemplateProblem::Rejected),
        "PAUSED" => Some(TemplateProblem::Paused),
        "DISABLED" => Some(TemplateProblem::Disabled),
        _ => Some(TemplateProblem::NotApproved),
    };
    status.or_else(|| content_problem(wire, header, header_text, body, buttons))
}

fn content_problem(
    wire: &wacr_api::Template,
    header: HeaderKind,
    header_text: Option<&str>,
    body: &str,
    buttons: Option<&[wacr_api::TemplateButton]>,
) -> Option<TemplateProblem> {
    let header_text = header_text.unwrap_or_default();
    let named = |text| {
        parts(text)
            .into_iter()
            .any(|part| matches!(part, Part::Named(_)))
    };
    let (in_body, in_header) = (numbers(body), numbers(header_text));
    let has = |kind: &str| {
        buttons.is_some_and(|all| {
            all.iter()
                .any(|button| button.kind.eq_ignore_ascii_case(kind))
        })
    };
    if wire.category.eq_ignore_ascii_case("AUTHENTICATION") || has("OTP") {
        Some(TemplateProblem::Authentication)
    } else if header == HeaderKind::Location {
        Some(TemplateProblem::LocationHeader)
    } else if header == HeaderKind::Other {
        Some(TemplateProblem::UnknownHeader)
    } else if body.trim().is_empty() || buttons.is_none() {
        // Only cards have no body; and buttons that cannot be read hide who knows what.
        Some(TemplateProblem::Carousel)
    } else if named(body) || named(header_text) {
        Some(TemplateProblem::NamedSlots)
    } else if in_body.len() > MOST_SLOTS
        || in_body
            .last()
            .is_some_and(|last| usize::from(*last) > MOST_SLOTS)
    {
        Some(TemplateProblem::TooManySlots)
    } else if counts_differ(wire, header, &in_body, &in_header) {
        Some(TemplateProblem::SlotCountDiffers)
    } else if has("COPY_CODE") {
        Some(TemplateProblem::CopyCode)
    } else if buttons.is_some_and(|all| {
        all.iter()
            .any(|button| button.url.as_deref().is_some_and(|url| url.contains("{{")))
    }) {
        Some(TemplateProblem::ButtonVariable)
    } else {
        None
    }
}

/// True when the server would ask for other values than the text has places: it counts every `{{…}}` of the body,
/// repeated ones too, and wants that many values (contract section 10).
fn counts_differ(
    wire: &wacr_api::Template,
    header: HeaderKind,
    in_body: &[u8],
    in_header: &[u8],
) -> bool {
    let unbroken = in_body
        .iter()
        .copied()
        .eq(1..=u8::try_from(in_body.len()).unwrap_or(u8::MAX));
    let header_places = if header == HeaderKind::Text {
        in_header.len()
    } else {
        0
    };
    !unbroken
        || wire.body_params_count as usize != in_body.len()
        || header_places > 1
        || (header == HeaderKind::Text && (wire.header_params_count > 0) != (header_places > 0))
}

#[cfg(test)]
mod tests;

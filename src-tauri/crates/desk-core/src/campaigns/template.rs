//! Whether a run may go on with its template as the server has it now. Pure.

use super::StopReason;
use crate::templates;

/// Why a run must not go on with a template as the server has it now.
pub(crate) fn compare(
    frozen: &templates::Template,
    now: Option<&templates::Template>,
) -> Option<StopReason> {
    let Some(now) = now else {
        return Some(StopReason::TemplateGone);
    };
    if let Some(problem) = now.problem {
        return Some(StopReason::TemplateNotSendable { problem });
    }
    let text = |t: &templates::Template| {
        (
            t.name.clone(),
            t.language.clone(),
            t.header,
            t.header_text.clone(),
            t.body.clone(),
            t.footer.clone(),
            t.buttons.clone(),
        )
    };
    (text(frozen) != text(now)).then_some(StopReason::TemplateChanged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::{HeaderKind, Template, TemplateProblem};

    #[test]
    fn what_counts_as_another_template() {
        let frozen = Template {
            template_id: "88".into(),
            name: "order_ready".into(),
            language: "en_US".into(),
            category: "UTILITY".into(),
            status: "APPROVED".into(),
            header: HeaderKind::None,
            header_text: None,
            body: "Hi {{1}}".into(),
            footer: None,
            buttons: Vec::new(),
            slots: Vec::new(),
            problem: None,
        };
        let with = |change: fn(&mut Template)| {
            let mut now = frozen.clone();
            change(&mut now);
            compare(&frozen, Some(&now))
        };
        let changed = Some(StopReason::TemplateChanged);
        assert_eq!(compare(&frozen, None), Some(StopReason::TemplateGone));
        assert_eq!(with(|_| {}), None);
        // Meta may move a template to another category; it reads the same.
        assert_eq!(with(|now| now.category = "MARKETING".into()), None);
        assert_eq!(with(|now| now.body.push('!')), changed);
        assert_eq!(with(|now| now.footer = Some("STOP".into())), changed);
        assert_eq!(with(|now| now.header = HeaderKind::Image), changed);
        let paused = TemplateProblem::Paused;
        assert_eq!(
            with(|now| now.problem = Some(TemplateProblem::Paused)),
            Some(StopReason::TemplateNotSendable { problem: paused })
        );
    }
}

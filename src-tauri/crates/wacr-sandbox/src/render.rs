//! A template with its values: as the person reads it, and as the server stores it, which is HTML.

use crate::template::{Header, Template};

/// The parts of a template with their values in place.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub(crate) header: Option<String>,
    pub(crate) media: Option<String>,
    pub(crate) body: String,
    pub(crate) footer: Option<&'static str>,
}

/// Puts the values in. Places are filled by their number; what is no number is filled by its position.
pub(crate) fn render(
    template: &Template,
    header: Option<&str>,
    media: Option<&str>,
    values: &[String],
) -> Rendered {
    let header = match template.header {
        Header::Text(text, _) => Some(fill(
            text,
            &header.map(str::to_owned).into_iter().collect::<Vec<_>>(),
        )),
        _ => None,
    };
    Rendered {
        header,
        media: media.map(str::to_owned),
        body: fill(template.body.unwrap_or_default(), values),
        footer: template.footer,
    }
}

impl Rendered {
    /// The stored row.
    pub(crate) fn html(&self) -> String {
        let mut html = String::new();
        if let Some(media) = &self.media {
            html += &format!("<p><a href=\"{0}\">{0}</a></p>", escape(media));
        }
        if let Some(header) = &self.header {
            html += &format!("<p><strong>{}</strong></p>", escape(header));
        }
        html += &format!("<p>{}</p>", escape(&self.body).replace('\n', "<br>"));
        if let Some(footer) = self.footer {
            html += &format!("<p><small>{}</small></p>", escape(footer));
        }
        html
    }
}

fn fill(text: &str, values: &[String]) -> String {
    let mut parts = text.split("{{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for (position, part) in parts.enumerate() {
        let Some((name, after)) = part.split_once("}}") else {
            filled += "{{";
            filled += part;
            continue;
        };
        let number = name.trim().parse::<usize>().unwrap_or(position + 1);
        filled += values
            .get(number.saturating_sub(1))
            .map_or("", String::as_str);
        filled += after;
    }
    filled
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#039;")
}

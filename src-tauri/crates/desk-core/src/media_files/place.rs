//! How a kept file is named in a slot, and where it lies. Only what this program kept itself can be named: a value that
//! comes out of a table or a contact leads to no other file of this computer.

use std::path::{Path, PathBuf};

use uuid::Uuid;

const SCHEME: &str = "file:";
/// Most characters of a name.
const NAME: usize = 120;

/// A kept file: the folder of its own, and its name there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    id: Uuid,
    name: String,
}

impl Place {
    pub(super) fn new(id: Uuid, name: &str) -> Self {
        Self {
            id,
            name: harmless(name),
        }
    }

    /// What a slot's value names; none: it is no kept file.
    pub(crate) fn read(value: &str) -> Option<Self> {
        let (id, name) = value.trim().strip_prefix(SCHEME)?.split_once('/')?;
        let id = Uuid::try_parse(id).ok()?;
        (harmless(name) == name).then(|| Self {
            id,
            name: name.to_owned(),
        })
    }

    pub(super) fn value(&self) -> String {
        format!("{SCHEME}{}/{}", self.id.hyphenated(), self.name)
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Below the folder of an account's files.
    pub(crate) fn path(&self, folder: &Path) -> PathBuf {
        folder
            .join(self.id.hyphenated().to_string())
            .join(&self.name)
    }
}

/// A name that is one plain file on every system, keeps its ending and has no white space a value would lose.
fn harmless(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(['.', ' ']);
    let ended = name.rsplit_once('.').filter(|(_, ending)| {
        (1..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
    });
    let (stem, ending) = ended.unwrap_or((name, ""));
    let stem: String = stem.chars().take(NAME).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    let stem = if stem.is_empty() { "file" } else { stem };
    // Windows takes these for devices.
    let device = matches!(
        stem.to_ascii_lowercase().as_str(),
        "con" | "prn" | "aux" | "nul"
    ) || (stem.len() == 4
        && ["com", "lpt"].contains(&stem.to_ascii_lowercase().get(..3).unwrap_or_default()));
    let stem = if device {
        format!("{stem}-")
    } else {
        stem.to_owned()
    };
    match ending.is_empty() {
        true => stem,
        false => format!("{stem}.{ending}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn names() {
        for (given, expected) in [
            ("spring.jpg", "spring.jpg"),
            ("Frühling  2026 目录.pdf", "Frühling 2026 目录.pdf"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("..", "file"),
            ("", "file"),
            ("C:\\Users\\a.png", "C--Users-a.png"),
            ("a\nb.png", "a b.png"),
            (".hidden.png", "hidden.png"),
            ("con.pdf", "con-.pdf"),
            ("LPT1.pdf", "LPT1-.pdf"),
            ("a .pdf", "a.pdf"),
            ("v1.2 final", "v1.2 final"),
        ] {
            assert_eq!(harmless(given), expected, "{given:?}");
            assert_eq!(harmless(expected), expected, "{expected:?} stays");
        }
        assert_eq!(
            harmless(&format!("{}.pdf", "a".repeat(500))).len(),
            NAME + 4
        );
    }

    #[test]
    fn a_value_leads_to_its_file_and_to_no_other() {
        let place = Place::new(Uuid::from_u128(7), "price list.pdf");
        let value = place.value();
        assert_eq!(
            value,
            "file:00000000-0000-0000-0000-000000000007/price list.pdf"
        );
        assert_eq!(Place::read(&value), Some(place.clone()));
        let folder = Path::new("media");
        let path = place.path(folder);
        assert!(path.starts_with(folder) && path.ends_with("price list.pdf"));
        for value in [
            "file:///etc/passwd",
            "file:/etc/passwd",
            "file:00000000-0000-0000-0000-000000000007/../../x",
            "file:00000000-0000-0000-0000-000000000007/..",
            "file:00000000-0000-0000-0000-000000000007/",
            "file:00000000-0000-0000-0000-000000000007",
            "file:..%2f/a.png",
            "https://media.example.com/a.jpg",
            "",
        ] {
            assert_eq!(Place::read(value), None, "{value}");
        }
    }
}

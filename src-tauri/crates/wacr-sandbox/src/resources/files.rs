//! Kinds of media, their extensions and sizes (contract section 11).

pub(super) const MEGABYTE: usize = 1024 * 1024;

/// One kind of medium.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// Extensions every known server takes.
    pub(super) safe: &'static [&'static str],
    /// Those the documentation adds, and those one server adds.
    documented: &'static [&'static str],
    server: &'static [&'static str],
    /// Bytes.
    pub(super) most: usize,
}

impl Kind {
    /// The extensions of a media send.
    pub(super) fn extensions(&self, by_server: bool) -> Vec<&'static str> {
        let more = if by_server {
            self.server
        } else {
            self.documented
        };
        self.safe.iter().chain(more).copied().collect()
    }
}

const KINDS: [Kind; 4] = [
    Kind {
        name: "image",
        safe: &["jpg", "jpeg", "png"],
        documented: &["webp"],
        server: &[],
        most: 5 * MEGABYTE,
    },
    Kind {
        name: "video",
        safe: &["mp4", "3gp"],
        documented: &[],
        server: &[],
        most: 16 * MEGABYTE,
    },
    Kind {
        name: "audio",
        safe: &["mp3", "ogg", "amr", "aac"],
        documented: &["opus"],
        server: &["m4a"],
        most: 16 * MEGABYTE,
    },
    Kind {
        name: "document",
        safe: &["pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt"],
        documented: &["csv"],
        server: &[],
        most: 100 * MEGABYTE,
    },
];

/// A kind by its name.
pub(super) fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// The kind an address belongs to by its extension; what is unknown is a document.
pub(super) fn kind_of_address(address: &str) -> &'static str {
    let extension = extension_of_address(address).unwrap_or_default();
    let fits = |kind: &&Kind| {
        let known = [kind.safe, kind.documented, kind.server];
        known.iter().any(|list| list.contains(&extension.as_str()))
    };
    KINDS.iter().find(fits).map_or("document", |kind| kind.name)
}

/// What follows the last dot of the last part, in lower case.
pub(super) fn extension(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    name.rsplit_once('.')
        .map(|(_, extension)| extension.to_lowercase())
}

/// The extension of an address's path.
pub(super) fn extension_of_address(address: &str) -> Option<String> {
    extension(url::Url::parse(address).ok()?.path())
}

/// The name a file is stored under: when it came, and what it was called, so that it can be guessed.
pub(super) fn stored_name(address: &str, now: i64) -> String {
    let path = url::Url::parse(address).map(|url| url.path().to_owned());
    let path = path.unwrap_or_else(|_| address.to_owned());
    let name = path.rsplit('/').next().unwrap_or_default();
    format!("{now}_{name}")
}

/// Whether nothing can be fetched from there: `.invalid` is nobody's.
pub(super) fn unreachable(address: &str) -> bool {
    let url = url::Url::parse(address).ok();
    let host = url.as_ref().and_then(|url| url.host_str());
    host.is_some_and(|host| host.ends_with(".invalid"))
}

//! Is what stands in the header what WhatsApp takes? Looked at before the first message, since a link that is wrong is
//! wrong for everybody. A file of this computer was looked at when it was chosen: it only must still be there.

use std::{collections::BTreeSet, path::Path};

use serde::Serialize;
use wacr_api::{Client, MediaHead};

use super::plan::Plan;
use crate::{
    media_files::Place,
    outbox::render,
    templates::{HeaderKind, SlotKind},
};

/// Links looked at; of a run with one for each person these stand for the rest.
const LOOKED_AT: usize = 5;
const MEGABYTE: u64 = 1024 * 1024;

/// What is wrong with a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub enum MediaProblem {
    /// The file that was chosen is not in the account's folder any more.
    FileGone,
    /// Nothing answered; the server may reach it all the same.
    Unreachable,
    /// It answers with an error.
    Refused {
        /// HTTP status.
        status: u16,
    },
    /// It is no file of the kind the header has.
    WrongType {
        /// `text/html`.
        content_type: String,
    },
    /// It is larger than WhatsApp takes.
    TooLarge {
        /// Its size in bytes.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        bytes: u64,
        /// The most, in bytes.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        most: u64,
    },
}

/// A link, or a file's name, with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct BadMedia {
    /// As it was filled in; of a file its name.
    pub link: String,
    /// What is wrong.
    pub problem: MediaProblem,
}

/// What was found of the header's links.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct MediaCheck {
    /// Different links and files among those who get it.
    pub links: u32,
    /// How many of them were looked at; in the practice account, which fetches nothing, no link.
    pub looked_at: u32,
    /// Those with which something is wrong.
    pub bad: Vec<BadMedia>,
}

/// Looks at the links and files of a plan; `folder` is where the account's files lie.
pub(super) async fn check(
    client: &Client,
    plan: &Plan,
    folder: &Path,
    practice: bool,
) -> MediaCheck {
    let template = &plan.shown.template;
    let Some(slot) = template
        .slots
        .iter()
        .find(|slot| slot.kind == SlotKind::MediaLink)
    else {
        return MediaCheck::default();
    };
    let links: BTreeSet<&str> = plan
        .people
        .iter()
        .filter(|person| person.skip.is_none())
        .filter_map(|person| person.values.get(&slot.field))
        .map(|link| link.trim())
        .filter(|link| !link.is_empty())
        .collect();
    let mut found = MediaCheck {
        links: u32::try_from(links.len()).unwrap_or(u32::MAX),
        ..MediaCheck::default()
    };
    for link in links.into_iter().take(LOOKED_AT) {
        if let Some(place) = Place::read(link) {
            found.looked_at += 1;
            let there = tokio::fs::metadata(place.path(folder)).await;
            if !there.is_ok_and(|about| about.is_file()) {
                found.bad.push(BadMedia {
                    link: place.name().to_owned(),
                    problem: MediaProblem::FileGone,
                });
            }
            continue;
        }
        if practice {
            continue;
        }
        // What is no link that may be sent stands in the way of the plan already, and is not asked for.
        let Some(url) = render::link(link) else {
            continue;
        };
        found.looked_at += 1;
        let head = client.look_at_media(&url).await;
        if let Some(problem) = judge(template.header, head.as_ref()) {
            found.bad.push(BadMedia {
                link: link.to_owned(),
                problem,
            });
        }
    }
    found
}

/// What WhatsApp takes for a header (contract: WhatsApp facts, section 8). What the host does not tell is let pass.
fn judge(kind: HeaderKind, head: Option<&MediaHead>) -> Option<MediaProblem> {
    let Some(head) = head else {
        return Some(MediaProblem::Unreachable);
    };
    if !(200..300).contains(&head.status) {
        return Some(MediaProblem::Refused {
            status: head.status,
        });
    }
    let (types, most): (&[&str], u64) = match kind {
        HeaderKind::Image => (&["image/jpeg", "image/png"], 5 * MEGABYTE),
        HeaderKind::Video => (&["video/mp4", "video/3gpp"], 16 * MEGABYTE),
        _ => (&[], 100 * MEGABYTE),
    };
    let told = head
        .content_type
        .as_deref()
        .filter(|kind| !matches!(*kind, "application/octet-stream" | "binary/octet-stream"));
    if let Some(told) = told {
        // Any document goes, but a page of a web site is what a wrong link gives.
        let wrong = match types {
            [] => told == "text/html",
            types => !types.contains(&told),
        };
        if wrong {
            return Some(MediaProblem::WrongType {
                content_type: told.to_owned(),
            });
        }
    }
    match head.bytes {
        Some(bytes) if bytes > most => Some(MediaProblem::TooLarge { bytes, most }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(status: u16, content_type: Option<&str>, bytes: Option<u64>) -> MediaHead {
        MediaHead {
            status,
            content_type: content_type.map(str::to_owned),
            bytes,
        }
    }

    #[test]
    fn what_whatsapp_takes() {
        use HeaderKind::{Document, Image, Video};
        let wrong = |content_type: &str| {
            Some(MediaProblem::WrongType {
                content_type: content_type.to_owned(),
            })
        };
        let large = |bytes, most| Some(MediaProblem::TooLarge { bytes, most });
        let mb = MEGABYTE;
        for (kind, status, content_type, bytes, expected) in [
            (Image, 200, Some("image/jpeg"), Some(5 * mb), None),
            (Image, 200, Some("image/png"), None, None),
            (Image, 200, None, None, None),
            (Image, 200, Some("application/octet-stream"), Some(1), None),
            (Image, 200, Some("image/webp"), None, wrong("image/webp")),
            (Image, 200, Some("text/html"), Some(10), wrong("text/html")),
            (
                Image,
                200,
                Some("image/png"),
                Some(5 * mb + 1),
                large(5 * mb + 1, 5 * mb),
            ),
            (Video, 206, Some("video/mp4"), Some(16 * mb), None),
            (Video, 200, Some("image/png"), None, wrong("image/png")),
            (
                Video,
                200,
                Some("video/3gpp"),
                Some(17 * mb),
                large(17 * mb, 16 * mb),
            ),
            (Document, 200, Some("application/pdf"), Some(100 * mb), None),
            (Document, 200, Some("text/html"), None, wrong("text/html")),
            (
                Document,
                200,
                None,
                Some(101 * mb),
                large(101 * mb, 100 * mb),
            ),
            (
                Image,
                404,
                Some("text/html"),
                None,
                Some(MediaProblem::Refused { status: 404 }),
            ),
            (
                Image,
                302,
                None,
                None,
                Some(MediaProblem::Refused { status: 302 }),
            ),
        ] {
            let head = head(status, content_type, bytes);
            assert_eq!(judge(kind, Some(&head)), expected, "{kind:?} {head:?}");
        }
        assert_eq!(judge(Image, None), Some(MediaProblem::Unreachable));
    }
}

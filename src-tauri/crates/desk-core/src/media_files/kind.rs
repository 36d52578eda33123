//! What may stand in a header (contract: section 11, and WhatsApp facts, section 8): by its ending, its size and, where
//! the format tells, its first bytes. Pure.

use wacr_api::MediaType;

use crate::{error::FieldErrorCode, templates::HeaderKind};

const MEGABYTE: u64 = 1024 * 1024;

/// The kind of file a header takes; none: it takes no file.
pub(crate) fn media_type(header: HeaderKind) -> Option<MediaType> {
    match header {
        HeaderKind::Image => Some(MediaType::Image),
        HeaderKind::Video => Some(MediaType::Video),
        HeaderKind::Document => Some(MediaType::Document),
        _ => None,
    }
}

/// Why the file is not taken, with its `limit`.
pub(super) fn judge(
    header: HeaderKind,
    name: &str,
    bytes: &[u8],
) -> Result<(), (FieldErrorCode, Option<u32>)> {
    let wrong = (FieldErrorCode::WrongFile, None);
    let media = media_type(header).ok_or(wrong)?;
    let (_, ending) = name.rsplit_once('.').ok_or(wrong)?;
    let ending = ending.to_ascii_lowercase();
    if !media.extensions().iter().any(|(known, _)| *known == ending) {
        return Err(wrong);
    }
    if bytes.is_empty() {
        return Err((FieldErrorCode::Required, None));
    }
    if bytes.len() as u64 > media.max_bytes() {
        let most = u32::try_from(media.max_bytes() / MEGABYTE).unwrap_or(u32::MAX);
        return Err((FieldErrorCode::TooLarge, Some(most)));
    }
    match is_what_it_says(&ending, bytes) {
        true => Ok(()),
        false => Err(wrong),
    }
}

/// A renamed file is refused by WhatsApp, for everybody. Formats without a mark of their own are let pass.
fn is_what_it_says(ending: &str, bytes: &[u8]) -> bool {
    match ending {
        "jpg" | "jpeg" => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
        "png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        "mp4" | "3gp" => bytes.get(4..8) == Some(b"ftyp"),
        // Some writers put a few bytes before the mark.
        "pdf" => bytes
            .get(..bytes.len().min(1024))
            .is_some_and(|head| head.windows(5).any(|five| five == b"%PDF-")),
        "docx" | "xlsx" | "pptx" => bytes.starts_with(b"PK"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken() {
        use FieldErrorCode::{Required, TooLarge, WrongFile};
        use HeaderKind::{Document, Image, Text, Video};
        let jpeg: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0];
        let film: &[u8] = b"\0\0\0\x18ftypmp42";
        let large = |bytes: &[u8], size: usize| [bytes, &vec![0; size]].concat();
        for (header, name, bytes, expected) in [
            (Image, "a.jpg", jpeg.to_vec(), Ok(())),
            (Image, "A.JPEG", jpeg.to_vec(), Ok(())),
            (Image, "a.png", b"\x89PNG\r\n\x1a\n...".to_vec(), Ok(())),
            (Image, "a.png", jpeg.to_vec(), Err((WrongFile, None))),
            (Image, "a.pdf", b"%PDF-1.7".to_vec(), Err((WrongFile, None))),
            (Image, "a.webp", jpeg.to_vec(), Err((WrongFile, None))),
            (Image, "jpg", jpeg.to_vec(), Err((WrongFile, None))),
            (Image, "a.jpg", Vec::new(), Err((Required, None))),
            (
                Image,
                "a.jpg",
                large(jpeg, 5 << 20),
                Err((TooLarge, Some(5))),
            ),
            (Video, "a.mp4", film.to_vec(), Ok(())),
            (
                Video,
                "a.mp4",
                b"not a film".to_vec(),
                Err((WrongFile, None)),
            ),
            (
                Video,
                "a.mp4",
                large(film, 16 << 20),
                Err((TooLarge, Some(16))),
            ),
            (Document, "a.pdf", b"%PDF-1.7".to_vec(), Ok(())),
            (Document, "a.txt", b"hello".to_vec(), Ok(())),
            (Document, "a.docx", b"PK\x03\x04".to_vec(), Ok(())),
            (
                Document,
                "a.docx",
                b"%PDF-1.7".to_vec(),
                Err((WrongFile, None)),
            ),
            (Document, "a.exe", b"MZ".to_vec(), Err((WrongFile, None))),
            (Text, "a.jpg", jpeg.to_vec(), Err((WrongFile, None))),
        ] {
            assert_eq!(judge(header, name, &bytes), expected, "{header:?} {name}");
        }
    }
}

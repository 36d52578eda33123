//! A row of the ledger as the call that sends it.

use std::{collections::BTreeMap, path::Path};

use wacr_api::{HeaderFile, TemplateSend};

use crate::media_files::Place;

/// What is sent to whom. `media` is the account's folder of files for headers: a value that names one of them becomes the
/// file itself (contract 18.2).
pub(crate) fn message(
    media: &Path,
    phone: &str,
    template: &str,
    language: &str,
    contact: i64,
    values: &BTreeMap<String, String>,
) -> TemplateSend {
    let mut values = values.clone();
    let header_file = take_file(&mut values, media);
    TemplateSend {
        phone: phone.to_owned(),
        template_name: template.to_owned(),
        language: language.to_owned(),
        contact_id: (contact != 0).then_some(contact),
        values,
        header_file,
    }
}

fn take_file(values: &mut BTreeMap<String, String>, media: &Path) -> Option<HeaderFile> {
    let (field, place) = ["image", "video", "document"]
        .into_iter()
        .find_map(|kind| {
            let field = format!("header_{kind}_url");
            let place = Place::read(values.get(&field)?)?;
            Some((field, place))
        })?;
    values.remove(&field);
    let path = place.path(media);
    Some(match field.as_str() {
        "header_image_url" => HeaderFile::Image(path),
        "header_video_url" => HeaderFile::Video(path),
        _ => HeaderFile::Document(path),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_file_is_sent_itself_and_a_link_as_it_is() {
        let id = "00000000-0000-0000-0000-000000000007";
        let media = Path::new("media");
        let of = |field: &str, value: &str| {
            let values = [
                (field.to_owned(), value.to_owned()),
                ("field_1".to_owned(), "Nadia".to_owned()),
            ];
            message(media, "+15550100142", "spring", "en", 0, &values.into())
        };
        let kept = format!("file:{id}/list.pdf");
        let path = media.join(id).join("list.pdf");
        for (field, file) in [
            ("header_image_url", HeaderFile::Image(path.clone())),
            ("header_video_url", HeaderFile::Video(path.clone())),
            ("header_document_url", HeaderFile::Document(path)),
        ] {
            let send = of(field, &kept);
            assert_eq!(send.header_file, Some(file));
            assert_eq!(send.values.keys().collect::<Vec<_>>(), ["field_1"]);
        }
        let linked = of("header_image_url", "https://media.example.com/a.jpg");
        assert_eq!(linked.header_file, None);
        assert_eq!(linked.values.len(), 2);
        assert_eq!(of("field_2", &kept).header_file, None);
    }
}

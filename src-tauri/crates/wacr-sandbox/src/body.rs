//! Reading a request's body: JSON, or multipart with files.

use bytes::Bytes;
use futures_util::stream;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method};
use serde_json::{Map, Value};

use crate::operations::Upload;
use crate::validation::tidy;

/// The fields and the files of a body. What cannot be read counts as no fields, as on the real server; so does
/// multipart outside POST.
pub(crate) async fn read(
    method: &Method,
    headers: &HeaderMap,
    bytes: Bytes,
) -> (Map<String, Value>, Vec<Upload>) {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let boundary = kind.and_then(|kind| multer::parse_boundary(kind).ok());
    if let Some(boundary) = boundary.filter(|_| method == Method::POST) {
        return multipart(boundary, bytes).await;
    }
    let json = kind.is_some_and(|kind| kind.contains("json"));
    let value = json.then(|| serde_json::from_slice(&bytes).ok()).flatten();
    match value.map(tidy) {
        Some(Value::Object(fields)) => (fields, Vec::new()),
        _ => (Map::new(), Vec::new()),
    }
}

async fn multipart(boundary: String, bytes: Bytes) -> (Map<String, Value>, Vec<Upload>) {
    let mut fields = Map::new();
    let mut uploads = Vec::new();
    let whole = stream::once(async move { Ok::<_, std::convert::Infallible>(bytes) });
    let mut parts = multer::Multipart::new(whole, boundary);
    while let Ok(Some(part)) = parts.next_field().await {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let Ok(bytes) = part.bytes().await else {
            break;
        };
        match file_name {
            Some(file_name) => uploads.push(Upload {
                field: name,
                file_name,
                bytes: bytes.len(),
            }),
            None => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                match name.strip_suffix("[]") {
                    // A form repeats the name of a list.
                    Some(list) => {
                        let list = fields
                            .entry(list)
                            .or_insert_with(|| Value::Array(Vec::new()));
                        if let Some(list) = list.as_array_mut() {
                            list.push(tidy(text.into()));
                        }
                    }
                    None => {
                        fields.insert(name, tidy(text.into()));
                    }
                }
            }
        }
    }
    (fields, uploads)
}

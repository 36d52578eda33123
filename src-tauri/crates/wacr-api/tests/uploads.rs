//! Files on their way: what is written, how much of them is in memory, and what is said when something goes wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::{
    fs::File,
    path::{Path, PathBuf},
    time::Duration,
};

use support::{Connection, RECEIPT, RawServer, TOKEN, client, send, serve};
use tempfile::TempDir;
use tokio::{io::AsyncReadExt, net::TcpListener, sync::mpsc};
use wacr_api::{
    BaseUrl, Client, ClientConfig, ErrorKind, HeaderFile, MediaSend, MediaSource, MediaType,
    NetworkFault, TemplateSend,
};

const MEGABYTE: u64 = 1024 * 1024;

/// A file of this size that takes no room on the disk.
fn sparse(folder: &TempDir, name: &str, bytes: u64) -> PathBuf {
    let path = folder.path().join(name);
    File::create(&path).unwrap().set_len(bytes).unwrap();
    path
}

fn document(path: &Path) -> MediaSend {
    MediaSend {
        phone: "+15550100142".into(),
        contact_id: Some(501),
        media_type: MediaType::Document,
        source: MediaSource::File(path.to_owned()),
        caption: None,
        filename: None,
    }
}

/// Reads the head of a request: its text, how long the body will be, and what of the body came along.
async fn head(connection: &mut Connection) -> (String, u64, Vec<u8>) {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let length = head
                .to_lowercase()
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ").map(str::to_owned))
                .expect("the length is known")
                .parse()
                .unwrap();
            return (head, length, bytes.split_off(end + 4));
        }
        let mut chunk = [0; 4096];
        let read = connection.stream.read(&mut chunk).await.unwrap();
        assert!(read > 0, "the client closed");
        bytes.extend_from_slice(&chunk[..read]);
    }
}

/// Reads so many bytes, or fewer when the client closes, and keeps the last ones only.
async fn count(connection: &mut Connection, start: Vec<u8>, length: u64) -> (u64, Vec<u8>) {
    let mut last = start;
    let mut counted = last.len() as u64;
    let mut chunk = vec![0; 64 * 1024];
    while counted < length {
        match connection.stream.read(&mut chunk).await {
            Ok(0) | Err(_) => break,
            Ok(read) => {
                counted += read as u64;
                last.extend_from_slice(&chunk[..read]);
                last.drain(..last.len().saturating_sub(100));
            }
        }
    }
    (counted, last)
}

/// What the whole form must be, given the boundary it chose.
fn boundary(request: &str) -> String {
    let (_, rest) = request
        .split_once("content-type: multipart/form-data; boundary=")
        .unwrap();
    rest.lines().next().unwrap().to_owned()
}

async fn accepting() -> RawServer {
    serve(|_, mut connection| async move {
        while connection.request().await.is_some() {
            connection.answer(200, "", RECEIPT).await;
        }
    })
    .await
}

#[tokio::test]
async fn a_form_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("目录 \u{1F408}.pdf");
    std::fs::write(&path, "%PDF é\r\n--x").unwrap();
    let server = accepting().await;
    let send = MediaSend {
        caption: Some("Spring\r\n\"new\" مرحبا".into()),
        ..document(&path)
    };
    let receipt = client(server.address).send_media_message(&send).await;
    assert_eq!(receipt.unwrap().data.chat_id, Some(377));
    let request = server.seen.requests().remove(0);
    let b = boundary(&request);
    assert!(
        b.len() == 32 && b.chars().all(|c| c.is_ascii_hexdigit()),
        "{b}"
    );
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let expected = format!(
        "--{b}\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\nSpring\r\n\"new\" مرحبا\r\n\
         --{b}\r\nContent-Disposition: form-data; name=\"contact_id\"\r\n\r\n501\r\n\
         --{b}\r\nContent-Disposition: form-data; name=\"filename\"\r\n\r\n目录 \u{1F408}.pdf\r\n\
         --{b}\r\nContent-Disposition: form-data; name=\"media_type\"\r\n\r\ndocument\r\n\
         --{b}\r\nContent-Disposition: form-data; name=\"phone\"\r\n\r\n15550100142\r\n\
         --{b}\r\nContent-Disposition: form-data; name=\"media_file\"; filename=\"目录 \u{1F408}.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n%PDF é\r\n--x\r\n--{b}--\r\n"
    );
    assert_eq!(body, expected);
    assert!(
        head.starts_with("POST /api/v2/messages/media HTTP/1.1\r\n"),
        "{head}"
    );
    let lower = head.to_lowercase();
    assert!(
        lower.contains(&format!("\r\ncontent-length: {}", body.len())),
        "{head}"
    );
    assert!(lower.contains(&format!("\r\nauthorization: bearer {TOKEN}")));
    assert!(lower.contains("\r\naccept: application/json"));
    assert!(!lower.contains("transfer-encoding"));
}

#[tokio::test]
async fn a_template_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let server = accepting().await;
    let client = client(server.address);
    for (name, file, field, content_type) in [
        (
            "a.JPG",
            HeaderFile::Image as fn(PathBuf) -> HeaderFile,
            "header_image_file",
            "image/jpeg",
        ),
        (
            "a.3gp",
            HeaderFile::Video,
            "header_video_file",
            "video/3gpp",
        ),
        (
            "a.txt",
            HeaderFile::Document,
            "header_document_file",
            "text/plain",
        ),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, "inside").unwrap();
        let mut send = TemplateSend {
            header_file: Some(file(path)),
            ..send()
        };
        send.values.insert("field_1".into(), "Nadia".into());
        client.send_template_message(&send).await.unwrap();
        let request = server.seen.requests().pop().unwrap();
        assert!(request.starts_with("POST /api/v2/messages/template HTTP/1.1\r\n"));
        let part = format!(
            "; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: {content_type}\r\n\r\ninside\r\n--{}--\r\n",
            boundary(&request)
        );
        assert!(request.ends_with(&part), "{request}");
        assert!(request.contains("; name=\"field_1\"\r\n\r\nNadia\r\n"));
        assert!(request.contains("; name=\"phone\"\r\n\r\n+15550100142\r\n"));
        let named = request.contains("; name=\"header_document_name\"\r\n\r\na.txt\r\n");
        assert_eq!(named, name == "a.txt", "a document keeps its name");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_name_with_everything_in_it() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let server = accepting().await;
    let client = client(server.address);
    for (name, expected) in [
        (
            &b"a\"; name=\"phone\r\n\r\n1.pdf"[..],
            "a%22; name=%22phone%0D%0A%0D%0A1.pdf",
        ),
        (b"a\\.pdf", "a%5C.pdf"),
        (b"a\xff.pdf", "a\u{fffd}.pdf"),
    ] {
        let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
        std::fs::write(&path, "x").unwrap();
        client.send_media_message(&document(&path)).await.unwrap();
        let request = server.seen.requests().pop().unwrap();
        let part = format!("name=\"media_file\"; filename=\"{expected}\"\r\n");
        assert!(request.contains(&part), "{request}");
        assert_eq!(
            request
                .matches(&format!("--{}", boundary(&request)))
                .count(),
            6,
            "five parts and the end"
        );
    }
}

/// The most memory this process ever had, in bytes.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_large_file_is_never_in_memory_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = sparse(&folder, "large.pdf", 60 * MEGABYTE);
    let (tell, mut told) = mpsc::unbounded_channel();
    let server = serve(move |_, mut connection| {
        let tell = tell.clone();
        async move {
            let (_, length, start) = head(&mut connection).await;
            let (counted, last) = count(&mut connection, start, length).await;
            connection.answer(200, "", RECEIPT).await;
            tell.send((length, counted, last)).unwrap();
        }
    })
    .await;
    let before = peak();
    client(server.address)
        .send_media_message(&document(&path))
        .await
        .unwrap();
    let grown = peak() - before;
    let (length, counted, last) = told.recv().await.unwrap();
    assert_eq!(counted, length);
    assert!(
        (60 * MEGABYTE..60 * MEGABYTE + 2000).contains(&length),
        "{length}"
    );
    assert!(last.ends_with(b"--\r\n"));
    assert!(grown < 20 * MEGABYTE, "{} MB", grown / MEGABYTE);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_before_anybody_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let server = accepting().await;
    let client = client(server.address);
    let missing = folder.path().join("missing.pdf");
    let large = sparse(&folder, "large.pdf", 100 * MEGABYTE + 1);
    let program = sparse(&folder, "a.exe", 10);
    std::fs::create_dir(folder.path().join("folder.pdf")).unwrap();
    for path in [missing, large, program, folder.path().join("folder.pdf")] {
        let error = client
            .send_media_message(&document(&path))
            .await
            .unwrap_err();
        assert_eq!((&error.kind, error.status), (&ErrorKind::Invalid, None));
        assert!(error.fields.contains_key("media_file"), "{error}");
        assert!(!error.may_have_happened());
        assert!(!format!("{error:?} {:?}", document(&path)).contains("pdf"));
    }
    let image = sparse(&folder, "a.png", 5 * MEGABYTE + 1);
    let with_image = TemplateSend {
        header_file: Some(HeaderFile::Image(image)),
        ..send()
    };
    let error = client.send_template_message(&with_image).await.unwrap_err();
    assert_eq!(error.fields["header_image_file"].len(), 1, "{error}");
    assert_eq!(server.seen.connections(), 0);
    assert_eq!(client.budget().snapshot().used, 0);
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_sent_is_not_sent() {
    for becomes in [10, 61 * MEGABYTE] {
        let folder = tempfile::tempdir().unwrap();
        let path = sparse(&folder, "a.pdf", 60 * MEGABYTE);
        let (tell, mut told) = mpsc::unbounded_channel();
        let changed = path.clone();
        let server = serve(move |_, mut connection| {
            let (tell, changed) = (tell.clone(), changed.clone());
            async move {
                let (_, length, start) = head(&mut connection).await;
                let options = File::options().write(true).open(&changed).unwrap();
                options.set_len(becomes).unwrap();
                let (counted, last) = count(&mut connection, start, length).await;
                tell.send((length, counted, last)).unwrap();
            }
        })
        .await;
        let client = client(server.address);
        let error = client
            .send_media_message(&document(&path))
            .await
            .unwrap_err();
        assert_eq!((&error.kind, error.status), (&ErrorKind::Invalid, None));
        assert!(error.fields.contains_key("media_file"));
        let (length, counted, last) = told.recv().await.unwrap();
        assert!(counted < length, "{counted} of {length}");
        assert!(!last.ends_with(b"--\r\n"));
        assert_eq!(server.seen.connections(), 1, "and not tried again");
    }
}

#[tokio::test]
async fn success_before_the_whole_file_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let path = sparse(&folder, "a.pdf", 60 * MEGABYTE);
    for (status, kind) in [
        (200, ErrorKind::NetworkAfterSend(NetworkFault::Other)),
        (413, ErrorKind::Invalid),
        (401, ErrorKind::TokenInvalid),
    ] {
        let server = serve(move |_, mut connection| async move {
            head(&mut connection).await;
            let body = if status == 200 {
                RECEIPT
            } else {
                r#"{"success":false,"error":{"code":"X","message":"No"}}"#
            };
            connection.answer(status, "", body).await;
            // Reading on, so that the client sees the answer and no reset.
            connection.drain().await;
        })
        .await;
        let client = client(server.address);
        let error = client
            .send_media_message(&document(&path))
            .await
            .unwrap_err();
        assert_eq!((&error.kind, error.status), (&kind, Some(status)));
        assert_eq!(error.may_have_happened(), status == 200);
        assert_eq!(server.seen.connections(), 1);
    }
}

#[tokio::test]
async fn a_connection_that_breaks_in_the_middle_may_have_happened() {
    let folder = tempfile::tempdir().unwrap();
    let path = sparse(&folder, "a.pdf", 60 * MEGABYTE);
    let server = serve(|_, mut connection| async move {
        head(&mut connection).await;
    })
    .await;
    let client = client(server.address);
    let error = client
        .send_media_message(&document(&path))
        .await
        .unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::NetworkAfterSend(NetworkFault::Closed)
    );
    assert_eq!(server.seen.connections(), 1, "not tried again");
}

#[tokio::test]
async fn a_file_nobody_asked_for_was_not_sent() {
    let folder = tempfile::tempdir().unwrap();
    let path = sparse(&folder, "a.pdf", MEGABYTE);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = client(address)
        .without_retry()
        .send_media_message(&document(&path))
        .await
        .unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::NetworkBeforeSend(NetworkFault::Refused)
    );

    let silent = serve(|_, connection| async move {
        std::future::pending::<()>().await;
        drop(connection);
    })
    .await;
    let client = support::client_at(&format!("https://{}", silent.address))
        .within(Duration::from_millis(300));
    let error = client
        .send_media_message(&document(&path))
        .await
        .unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::NetworkBeforeSend(NetworkFault::TimedOut)
    );
    assert!(!error.may_have_happened());
    assert_eq!(client.budget().snapshot().used, 0);
}

#[tokio::test]
async fn a_server_that_stops_reading_is_not_waited_for_longer_than_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let path = sparse(&folder, "a.pdf", 60 * MEGABYTE);
    let server = serve(|_, mut connection| async move {
        head(&mut connection).await;
        std::future::pending::<()>().await;
    })
    .await;
    let client = client(server.address).within(Duration::from_millis(500));
    let error = client
        .send_media_message(&document(&path))
        .await
        .unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::NetworkAfterSend(NetworkFault::TimedOut)
    );
}

#[tokio::test]
async fn uploads_have_the_time_of_media() {
    let folder = tempfile::tempdir().unwrap();
    let path = sparse(&folder, "a.pdf", MEGABYTE);
    let server = serve(|_, mut connection| async move {
        while connection.request().await.is_some() {
            tokio::time::sleep(Duration::from_millis(600)).await;
            connection.answer(200, "", RECEIPT).await;
        }
    })
    .await;
    let with = |total: u64, media: u64| {
        let base = BaseUrl::parse(&format!("http://{}", server.address)).unwrap();
        let mut config = ClientConfig::new(base, TOKEN.to_owned().into(), "wire-tests/1");
        config.timeouts.total = Duration::from_millis(total);
        config.timeouts.media = Duration::from_millis(media);
        Client::new(config).unwrap()
    };
    with(100, 60_000)
        .send_media_message(&document(&path))
        .await
        .unwrap();
    let error = with(60_000, 100)
        .send_media_message(&document(&path))
        .await
        .unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::NetworkAfterSend(NetworkFault::TimedOut)
    );
}

#[tokio::test]
async fn after_a_429_the_whole_file_is_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "x".repeat(200_000)).unwrap();
    let server = serve(|number, mut connection| async move {
        connection.request().await;
        if number == 1 {
            connection.answer(429, "retry-after: 0\r\n", "{}").await;
        } else {
            connection.answer(200, "", RECEIPT).await;
        }
    })
    .await;
    client(server.address)
        .send_media_message(&document(&path))
        .await
        .unwrap();
    let requests = server.seen.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert!(request.contains(&"x".repeat(200_000)));
        assert!(request.ends_with(&format!("--{}--\r\n", boundary(&request))));
    }
}

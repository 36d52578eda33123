//! A request with a file in it, `multipart/form-data` (RFC 7578). The file is read from disk while it is sent, a chunk at
//! a time, and its length is known before.

use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::{Bytes, BytesMut};
use tokio::{
    fs::File,
    io::{AsyncRead, ReadBuf},
};

use crate::check::{Problem, Rule};

/// How much of a file is in memory at a time.
pub(crate) const CHUNK: usize = 64 * 1024;

/// The texts and the file of one request; can be opened again for another try.
#[derive(Clone)]
pub(crate) struct Form {
    pub(crate) texts: Vec<(String, String)>,
    pub(crate) file: FilePart,
}

/// A file and how it is called.
#[derive(Clone)]
pub(crate) struct FilePart {
    /// The wire's field.
    pub(crate) field: &'static str,
    pub(crate) path: PathBuf,
    /// As the server gets to see it.
    pub(crate) name: String,
    pub(crate) content_type: &'static str,
    pub(crate) max_bytes: u64,
}

/// The file that could not be read to the end it had when it was opened, by its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Broken(pub(crate) &'static str);

/// A form on its way.
pub(crate) struct Upload {
    field: &'static str,
    head: Bytes,
    file: File,
    file_left: u64,
    buffer: BytesMut,
    tail: Bytes,
    /// The file was found to end where it should.
    ended: bool,
}

/// The size of a file that can be sent. Asked first, so that a pipe or a device is not opened.
pub(crate) async fn size_of(path: &Path) -> io::Result<u64> {
    let about = tokio::fs::metadata(path).await?;
    if !about.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    Ok(about.len())
}

impl FilePart {
    /// Opens the file and says how long it is, or what is wrong with it.
    async fn open(&self) -> Result<(File, u64), Problem> {
        let unreadable = |_| Problem::new(self.field, Rule::Unreadable);
        size_of(&self.path).await.map_err(unreadable)?;
        let mut file = File::open(&self.path).await.map_err(unreadable)?;
        file.set_max_buf_size(CHUNK);
        // What counts is the file that is open, not the one that had this name a moment ago.
        let size = file.metadata().await.map_err(unreadable)?.len();
        if size > self.max_bytes {
            let max_bytes = self.max_bytes;
            return Err(Problem::new(self.field, Rule::TooLarge { max_bytes }));
        }
        Ok((file, size))
    }

    /// Whether the file can be sent: there, readable, not too large.
    pub(crate) async fn look(&self) -> Option<Problem> {
        self.open().await.err()
    }
}

impl Form {
    /// Opens the file: the body, and its content type.
    pub(crate) async fn open(&self) -> Result<(Upload, String), Problem> {
        let (file, size) = self.file.open().await?;
        let boundary = boundary();
        let mut head = String::new();
        for (name, value) in &self.texts {
            let name = quoted(name);
            // Writing to a String cannot fail.
            let _ = write!(
                head,
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
        }
        let FilePart {
            field,
            name,
            content_type,
            ..
        } = &self.file;
        let name = quoted(name);
        let _ = write!(
            head,
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: {content_type}\r\n\r\n"
        );
        let upload = Upload {
            field,
            head: head.into(),
            file,
            file_left: size,
            buffer: BytesMut::new(),
            tail: format!("\r\n--{boundary}--\r\n").into(),
            ended: false,
        };
        Ok((upload, format!("multipart/form-data; boundary={boundary}")))
    }
}

impl Upload {
    /// Bytes still to come.
    pub(crate) fn left(&self) -> u64 {
        self.head.len() as u64 + self.file_left + self.tail.len() as u64
    }

    /// The next bytes. The last ones, without which no server takes the request for a whole one, come only when the file
    /// has given every byte it had when it was opened, and no more.
    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Broken>>> {
        if !self.head.is_empty() {
            return Poll::Ready(Some(Ok(std::mem::take(&mut self.head))));
        }
        if self.tail.is_empty() {
            return Poll::Ready(None);
        }
        if self.file_left > 0 {
            let most = usize::try_from(self.file_left).map_or(CHUNK, |left| left.min(CHUNK));
            return Poll::Ready(Some(match ready!(self.poll_file(context, most)) {
                Some(chunk) if !chunk.is_empty() => {
                    self.file_left -= chunk.len() as u64;
                    Ok(chunk)
                }
                _ => Err(Broken(self.field)),
            }));
        }
        if !self.ended {
            match ready!(self.poll_file(context, 1)) {
                Some(more) if more.is_empty() => self.ended = true,
                _ => return Poll::Ready(Some(Err(Broken(self.field)))),
            }
        }
        Poll::Ready(Some(Ok(std::mem::take(&mut self.tail))))
    }

    /// Up to so many bytes of the file: empty at its end, none when it cannot be read.
    fn poll_file(&mut self, context: &mut Context<'_>, most: usize) -> Poll<Option<Bytes>> {
        self.buffer.resize(most, 0);
        let mut buffer = ReadBuf::new(&mut self.buffer);
        if ready!(Pin::new(&mut self.file).poll_read(context, &mut buffer)).is_err() {
            return Poll::Ready(None);
        }
        let read = buffer.filled().len();
        Poll::Ready(Some(self.buffer.split_to(read).freeze()))
    }
}

/// A name inside quotes: quotes, backslashes (which some servers take for an escape) and control characters are
/// percent-encoded, every other script stays as it is.
fn quoted(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c == '"' || c == '\\' || c.is_ascii_control() {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// 128 random bits, so that no file holds it by chance.
fn boundary() -> String {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use std::future::poll_fn;

    use super::*;

    fn form(path: &Path) -> Form {
        Form {
            texts: vec![("phone".into(), "15550100142".into())],
            file: FilePart {
                field: "media_file",
                path: path.to_owned(),
                name: "a.pdf".into(),
                content_type: "application/pdf",
                max_bytes: 100 << 20,
            },
        }
    }

    async fn next(upload: &mut Upload) -> Option<Result<Bytes, Broken>> {
        poll_fn(|context| upload.poll_chunk(context)).await
    }

    #[test]
    fn names_cannot_leave_their_quotes() {
        for (name, expected) in [
            ("cat \u{1F408} é 目录.pdf", "cat \u{1F408} é 目录.pdf"),
            ("a\"b.pdf", "a%22b.pdf"),
            ("a\r\nX: 1.pdf", "a%0D%0AX: 1.pdf"),
            ("a\\", "a%5C"),
            ("a\0b", "a%00b"),
        ] {
            assert_eq!(quoted(name), expected);
        }
    }

    #[tokio::test]
    async fn one_chunk_of_a_large_file_is_in_memory_at_a_time() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(60 << 20).unwrap();
        let (mut upload, content_type) = form(file.path()).open().await.unwrap();
        let boundary = content_type.split_once('=').unwrap().1.to_owned();
        let announced = upload.left();
        let mut given = 0;
        let mut last = Bytes::new();
        while let Some(chunk) = next(&mut upload).await {
            last = chunk.unwrap();
            assert!(last.len() <= CHUNK, "{}", last.len());
            given += last.len() as u64;
            assert_eq!(announced - given, upload.left());
        }
        assert_eq!(given, announced);
        assert_eq!(last, format!("\r\n--{boundary}--\r\n"));
    }

    #[tokio::test]
    async fn a_file_that_changes_its_length_never_gets_its_ending() {
        for length in [100, 300_000] {
            let file = tempfile::NamedTempFile::new().unwrap();
            file.as_file().set_len(200_000).unwrap();
            let (mut upload, _) = form(file.path()).open().await.unwrap();
            next(&mut upload).await.unwrap().unwrap();
            file.as_file().set_len(length).unwrap();
            let fault = loop {
                match next(&mut upload).await {
                    Some(Ok(chunk)) => assert!(!chunk.ends_with(b"--\r\n")),
                    Some(Err(broken)) => break broken,
                    None => panic!("{length}: taken for whole"),
                }
            };
            assert_eq!(fault, Broken("media_file"));
        }
    }

    #[tokio::test]
    async fn what_is_no_file_or_too_large_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let rule = async |path: &Path, max_bytes: u64| {
            let mut form = form(path);
            form.file.max_bytes = max_bytes;
            let looked = form.file.look().await.map(|problem| problem.rule);
            let opened = form.open().await.err().map(|problem| problem.rule);
            assert_eq!(looked, opened);
            opened
        };
        assert_eq!(rule(folder.path(), 10).await, Some(Rule::Unreadable));
        let missing = folder.path().join("missing.pdf");
        assert_eq!(rule(&missing, 10).await, Some(Rule::Unreadable));
        let there = folder.path().join("there.pdf");
        std::fs::write(&there, [7; 10]).unwrap();
        assert_eq!(rule(&there, 10).await, None);
        let too_large = Some(Rule::TooLarge { max_bytes: 9 });
        assert_eq!(rule(&there, 9).await, too_large);
    }
}

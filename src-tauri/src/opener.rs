//! The one place that hands something to another program: the system's opener, and only what `desk_core::links` lets
//! through, whoever asks.

use std::{io, path::Path};

use desk_core::{
    error::{CommandError, ErrorCode},
    links,
};

/// Opens an address in the program the system has for it. Does not wait for that program.
pub fn open(address: &str) -> Result<(), CommandError> {
    open_with(address, |address| open::that_detached(address))
}

/// Shows a folder of this program's own in the system's file manager.
pub fn open_folder(folder: &Path) -> Result<(), CommandError> {
    if !folder.is_dir() {
        return Err(CommandError::new(ErrorCode::Internal, "no such folder"));
    }
    open::that_detached(folder).map_err(|error| {
        // So that it can be opened by hand.
        CommandError::new(ErrorCode::Internal, error.to_string()).with("path", folder.display())
    })
}

fn open_with(
    address: &str,
    launch: impl FnOnce(&str) -> io::Result<()>,
) -> Result<(), CommandError> {
    let Some(url) = links::checked(address) else {
        return Err(CommandError::new(
            ErrorCode::Internal,
            "an address that is not opened",
        ));
    };
    launch(url.as_str()).map_err(|error| {
        // So that it can be opened by hand.
        CommandError::new(ErrorCode::Internal, error.to_string()).with("url", url)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_is_let_through_is_handed_over_as_it_is() {
        let mut opened = None;
        open_with("https://wa.me/15550100142", |address| {
            opened = Some(address.to_owned());
            Ok(())
        })
        .unwrap();
        assert_eq!(opened.as_deref(), Some("https://wa.me/15550100142"));
    }

    #[test]
    fn a_foreign_scheme_never_reaches_the_system() {
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "http://wa.me/15550100142",
            "https://evil.example/",
            "/usr/bin/true",
        ] {
            let mut reached = false;
            let refused = open_with(address, |_| {
                reached = true;
                Ok(())
            });
            assert!(refused.is_err() && !reached, "{address}");
        }
    }

    #[test]
    fn a_system_without_an_opener_gives_the_address_back() {
        let error = open_with("https://wa.me/15550100142", |_| {
            Err(io::Error::from(io::ErrorKind::NotFound))
        })
        .unwrap_err();
        assert_eq!(error.params["url"], "https://wa.me/15550100142");
    }
}

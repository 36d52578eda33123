//! Links out of the program. Which address is opened is decided here and from a contact alone: the window names a
//! contact and a kind, never an address.

mod types;

use url::Url;

pub use types::*;

use crate::{
    Desk,
    accounts::AccountId,
    contacts::{Contact, commands::stored, phone},
    error::{CommandError, ErrorCode},
};

impl Desk {
    /// The address behind a link of a contact.
    ///
    /// # Errors
    /// `NotFound` when the contact is not in the mirror, or has no number or email to write to.
    pub async fn links_for(
        &self,
        account: &AccountId,
        contact: i64,
        kind: LinkKind,
    ) -> Result<Url, CommandError> {
        let contact = stored(&*self.account(account)?, contact).await?;
        let url = address(&contact, kind).and_then(|text| checked(&text));
        url.ok_or_else(|| CommandError::new(ErrorCode::NotFound, "no address for this link"))
    }
}

/// The address as text; none where the contact has nothing to make it from.
fn address(contact: &Contact, kind: LinkKind) -> Option<String> {
    match kind {
        LinkKind::Whatsapp => {
            let digits = phone::digits(&contact.phone);
            (!digits.is_empty()).then(|| format!("https://wa.me/{digits}"))
        }
        LinkKind::Email => {
            let email = contact.email.as_deref()?.trim();
            let (local, host) = email.split_once('@')?;
            if local.is_empty() || host.is_empty() {
                return None;
            }
            // All but the @ is escaped, so that nobody's address brings a subject or a copy with it.
            let escaped = |text: &str| -> String {
                url::form_urlencoded::byte_serialize(text.as_bytes())
                    .collect::<String>()
                    .replace('+', "%20")
            };
            Some(format!("mailto:{}@{}", escaped(local), escaped(host)))
        }
    }
}

/// The one gate for whatever is opened outside of the program: the chat of a number, or a letter to one address.
pub fn checked(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let plain = url.query().is_none() && url.fragment().is_none();
    let allowed = match url.scheme() {
        "https" => {
            url.host_str() == Some("wa.me")
                && url.port().is_none()
                && url.username().is_empty()
                && url.password().is_none()
                && url.path().strip_prefix('/').is_some_and(|path| {
                    !path.is_empty() && path.bytes().all(|byte| byte.is_ascii_digit())
                })
        }
        "mailto" => {
            let path = url.path();
            path.matches('@').count() == 1 && !path.contains([',', ';', '<', '>', '"'])
        }
        _ => false,
    };
    (plain && allowed).then_some(url)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn person(phone: &str, email: Option<&str>) -> Contact {
        let wire = json!({ "id": 1, "firstname": "Nadia", "phone": phone, "email": email });
        crate::contacts::wire::from_wire(serde_json::from_value(wire).unwrap())
    }

    fn link(contact: &Contact, kind: LinkKind) -> Option<String> {
        address(contact, kind)
            .and_then(|text| checked(&text))
            .map(|url| url.to_string())
    }

    #[test]
    fn the_chat_of_a_number_in_any_spelling() {
        for phone in ["+1 555-010-0142", "15550100142", "+١٥٥٥٠١٠٠١٤٢"] {
            assert_eq!(
                link(&person(phone, None), LinkKind::Whatsapp).as_deref(),
                Some("https://wa.me/15550100142"),
                "{phone}"
            );
        }
        assert_eq!(link(&person("", None), LinkKind::Whatsapp), None);
    }

    #[test]
    fn a_letter_and_nothing_with_it() {
        let table = [
            ("n+shop@example.com", Some("mailto:n%2Bshop@example.com")),
            (
                "n?bcc=all@example.com",
                Some("mailto:n%3Fbcc%3Dall@example.com"),
            ),
            (
                "n@example.com?subject=x&bcc=a@b.example",
                Some("mailto:n@example.com%3Fsubject%3Dx%26bcc%3Da%40b.example"),
            ),
            ("nobody", None),
            ("@", None),
        ];
        for (email, wanted) in table {
            assert_eq!(
                link(&person("", Some(email)), LinkKind::Email).as_deref(),
                wanted,
                "{email}"
            );
        }
        assert_eq!(link(&person("", None), LinkKind::Email), None);
    }

    #[test]
    fn foreign_addresses_are_refused() {
        for text in [
            "http://wa.me/15550100142",
            "https://wa.me/",
            "https://wa.me/15550100142?text=hello",
            "https://wa.me/../15550100142x",
            "https://wa.me:8443/15550100142",
            "https://wa.me@evil.example/15550100142",
            "https://user@wa.me/15550100142",
            "https://wa.me.evil.example/15550100142",
            "https://evil.example/15550100142",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "smb://evil.example/share",
            "vnd.ms-word:ofe|u|https://evil.example",
            "mailto:a@example.com?attach=/etc/passwd",
            "mailto:a@example.com,b@example.com",
            "mailto:",
            "tel:+15550100142",
            "-flag",
            "",
        ] {
            assert!(checked(text).is_none(), "{text}");
        }
        assert!(checked("https://wa.me/15550100142").is_some());
        assert!(checked("mailto:n@example.com").is_some());
    }
}

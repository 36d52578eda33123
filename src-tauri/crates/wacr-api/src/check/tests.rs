#![allow(clippy::unwrap_used, clippy::expect_used)]
use std::path::PathBuf;

use super::*;
use crate::{
    Choices, HeaderFile, InteractiveSend, ListRow, ListSection, MediaSend, MediaSource, MediaType,
    NewComment, OtpQuery, OtpResend, OtpSend, OtpVerify, ReplyButton, TemplateSend, TextSend,
};
use Rule::{
    Malformed, Missing, NotAllowed, OutOfRange, Repeated, TooFew, TooLarge, TooLong, TooMany,
    TooShort,
};

const PHONE: &str = "+15550100142";

/// What is given, by its id or title, and what is said about it.
type Case<'a, T> = (&'a [(&'a str, T)], Vec<(&'a str, Rule)>);

/// `field: rule` of each problem.
fn said(problems: &[Problem]) -> Vec<(&str, Rule)> {
    problems
        .iter()
        .map(|p| (p.field.as_str(), p.rule))
        .collect()
}

fn text_to(phone: &str, message: &str) -> Vec<Problem> {
    text(&TextSend {
        phone: phone.into(),
        message: message.into(),
        contact_id: None,
    })
}

#[test]
fn phones() {
    for (phone, rule) in [
        (PHONE, None),
        ("1 (555) 010-0142", None),
        ("5550100142", None),
        ("+155501001421234567", None),
        ("", Some(Missing)),
        ("  ", Some(Missing)),
        ("+12345678", Some(TooShort { min: 10 })),
        ("+1555010014212345678 ", Some(TooLong { max: 20 })),
        ("+1555010014x", Some(Malformed)),
        ("++++++++++", Some(Malformed)),
        // Digits of another script are none to the server.
        (
            "\u{661}\u{665}\u{665}\u{665}\u{660}\u{661}\u{660}\u{660}\u{661}\u{664}",
            Some(Malformed),
        ),
    ] {
        let problems = text_to(phone, "x");
        let expected: Vec<_> = rule.map(|rule| ("phone", rule)).into_iter().collect();
        assert_eq!(said(&problems), expected, "{phone:?}");
    }
}

#[test]
fn where_the_server_checks_no_length_a_short_number_may_be_written_to() {
    let niue = "+6834000";
    assert_eq!(said(&text_to(niue, "x")), [("phone", TooShort { min: 10 })]);
    let send = TemplateSend {
        phone: niue.into(),
        template_name: "order_ready".into(),
        language: "en".into(),
        ..TemplateSend::default()
    };
    assert_eq!(template(&send), []);
    assert_eq!(interactive(&buttons(&[("a", "A")], niue)), []);
}

#[test]
fn texts_are_counted_in_characters() {
    for (message, rule) in [
        ("x".repeat(4096), None),
        ("\u{1F600}".repeat(4096), None),
        ("é".repeat(4097), Some(TooLong { max: 4096 })),
        (" \n\t\u{a0}".to_owned(), Some(Missing)),
        (String::new(), Some(Missing)),
    ] {
        let problems = text_to(PHONE, &message);
        let expected: Vec<_> = rule.map(|rule| ("message", rule)).into_iter().collect();
        assert_eq!(said(&problems), expected, "{}", message.len());
    }
}

fn file_of(media_type: MediaType, source: MediaSource) -> MediaSend {
    MediaSend {
        phone: "15550100142".into(),
        contact_id: None,
        media_type,
        source,
        caption: None,
        filename: None,
    }
}

fn web(media_type: MediaType, address: &str) -> MediaSend {
    file_of(media_type, MediaSource::Url(address.into()))
}

#[test]
fn addresses_of_media() {
    use MediaType::{Audio, Document, Image, Video};
    for (media_type, address, rule) in [
        (Image, "https://media.example.com/a.jpg", None),
        (Image, "https://media.example.com/a.JPEG?size=2", None),
        (Image, "https://media.example.com/a.png#x", None),
        (Image, "https://media.example.com/a.webp", Some(NotAllowed)),
        (Image, "https://media.example.com/a", Some(NotAllowed)),
        (Image, "https://media.example.com/a.jpg/", Some(NotAllowed)),
        (Image, "https://media.example.com/a.mp4", Some(NotAllowed)),
        (Video, "https://media.example.com/a.3gp", None),
        (Video, "https://media.example.com/a.mov", Some(NotAllowed)),
        (Audio, "https://media.example.com/a.ogg", None),
        (Audio, "https://media.example.com/a.opus", Some(NotAllowed)),
        (Audio, "https://media.example.com/a.m4a", Some(NotAllowed)),
        (Document, "http://media.example.com/%E7%9B%AE.xlsx", None),
        (
            Document,
            "https://media.example.com/a.csv",
            Some(NotAllowed),
        ),
        (Image, "media.example.com/a.jpg", Some(Malformed)),
        (Image, "file:///a.jpg", Some(Malformed)),
        (Image, " ", Some(Missing)),
    ] {
        let problems = media(&web(media_type, address));
        let of_address = problems.iter().find(|p| p.field == "media_url");
        assert_eq!(of_address.map(|p| p.rule), rule, "{address}");
    }
}

#[test]
fn names_and_captions_of_media() {
    let pdf = "https://media.example.com/Spring%20catalogue%20+%26%20more.pdf";
    let document = web(MediaType::Document, pdf);
    assert_eq!(media(&document), []);
    let name = document.name().unwrap();
    assert_eq!(
        name, "Spring catalogue +& more.pdf",
        "taken from the address"
    );
    let on_disk = file_of(
        MediaType::Document,
        MediaSource::File(PathBuf::from("folder/目录.pdf")),
    );
    assert_eq!(on_disk.name().as_deref(), Some("目录.pdf"));
    let named = MediaSend {
        filename: Some("mine.pdf".into()),
        ..on_disk.clone()
    };
    assert_eq!(named.name().as_deref(), Some("mine.pdf"));
    let photo = web(MediaType::Image, "https://media.example.com/a.jpg");
    assert_eq!(photo.name(), None);

    let with = |send: &MediaSend, caption: &str, filename: &str| {
        let send = MediaSend {
            caption: Some(caption.into()),
            filename: Some(filename.into()),
            ..send.clone()
        };
        media(&send)
    };
    let long = "é".repeat(1025);
    let problems = with(&photo, &long, &"n".repeat(256));
    assert_eq!(
        said(&problems),
        [
            ("caption", TooLong { max: 1024 }),
            ("filename", TooLong { max: 255 })
        ]
    );
    assert_eq!(with(&photo, &long[2..], &"n".repeat(255)), []);
    let song = web(MediaType::Audio, "https://media.example.com/a.mp3");
    assert_eq!(said(&with(&song, "Listen", "")), [("caption", NotAllowed)]);
    assert_eq!(with(&song, "  ", ""), [], "blank is none");
}

#[test]
fn phones_of_media_are_counted_in_digits() {
    for (phone, rule) in [
        ("+1 (555) 010-0142", None),
        ("+123456789012345", None),
        ("123456789", Some(TooShort { min: 10 })),
        ("1234567890123456", Some(TooLong { max: 15 })),
        ("15550100142 ext", Some(Malformed)),
        ("", Some(Missing)),
    ] {
        let send = MediaSend {
            phone: phone.into(),
            ..web(MediaType::Image, "https://media.example.com/a.jpg")
        };
        let problems = media(&send);
        let expected: Vec<_> = rule.map(|rule| ("phone", rule)).into_iter().collect();
        assert_eq!(said(&problems), expected, "{phone:?}");
    }
}

#[test]
fn files_by_name_and_size() {
    const MB: u64 = 1024 * 1024;
    use MediaType::{Audio, Document, Image, Video};
    for (media_type, name, bytes, rule) in [
        (Image, "a.PNG", 5 * MB, None),
        (
            Image,
            "a.png",
            5 * MB + 1,
            Some(TooLarge { max_bytes: 5 * MB }),
        ),
        (Video, "a.mp4", 16 * MB, None),
        (
            Video,
            "a.mp4",
            16 * MB + 1,
            Some(TooLarge { max_bytes: 16 * MB }),
        ),
        (
            Audio,
            "a.amr",
            16 * MB + 1,
            Some(TooLarge { max_bytes: 16 * MB }),
        ),
        (Document, "a.b.txt", 100 * MB, None),
        (
            Document,
            "a.txt",
            100 * MB + 1,
            Some(TooLarge {
                max_bytes: 100 * MB,
            }),
        ),
        (Document, "pdf", 1, Some(NotAllowed)),
        (Document, "a.exe", 1, Some(NotAllowed)),
    ] {
        let problem = file("media_file", media_type, std::path::Path::new(name), bytes);
        assert_eq!(problem.map(|p| p.rule), rule, "{name} of {bytes}");
    }
}

#[test]
fn values_of_templates() {
    let check = |values: &[(&str, &str)], header_file: Option<HeaderFile>| {
        let send = TemplateSend {
            phone: PHONE.into(),
            template_name: "order_ready".into(),
            language: "en_US".into(),
            values: values
                .iter()
                .map(|(n, v)| ((*n).into(), (*v).into()))
                .collect(),
            header_file,
            ..TemplateSend::default()
        };
        template(&send)
            .into_iter()
            .map(|p| (p.field, p.rule))
            .collect::<Vec<_>>()
    };
    let all = [
        ("header_field_1", "x"),
        (
            "header_image_url",
            "https://media.example.com/orders/@{contact_id}.jpg",
        ),
        ("header_video_url", "https://media.example.com/stream?id=4"),
        (
            "header_document_url",
            "https://media.example.com/@{contact_email}",
        ),
        ("header_document_name", "a.pdf"),
        ("field_1", "@{contact_first_name}"),
        ("field_10", "x"),
        ("button_0", ""),
        ("something_new", ""),
    ];
    assert_eq!(check(&all, None), []);
    for (name, value, rule) in [
        ("header_field_1", " ", Missing),
        ("field_2", "\n", Missing),
        ("field_0", "x", NotAllowed),
        ("field_11", "x", NotAllowed),
        ("header_image_url", "", Missing),
        ("header_image_url", "a.jpg", Malformed),
        (
            "header_image_url",
            "https://media.example.com/a.gif",
            NotAllowed,
        ),
        (
            "header_document_url",
            "https://media.example.com/a.csv",
            NotAllowed,
        ),
    ] {
        assert_eq!(
            check(&[(name, value)], None),
            [(name.to_owned(), rule)],
            "{value:?}"
        );
    }
    let file = || Some(HeaderFile::Image("a.jpg".into()));
    assert_eq!(check(&[], file()), []);
    let both = check(
        &[("header_image_url", "https://media.example.com/a.jpg")],
        file(),
    );
    assert_eq!(both, [("header_image_url".to_owned(), NotAllowed)]);
    let wrong = check(&[], Some(HeaderFile::Video("a.jpg".into())));
    assert_eq!(wrong, [("header_video_file".to_owned(), NotAllowed)]);
    let nothing = template(&TemplateSend::default());
    let expected = ["phone", "template_name", "language"].map(|field| (field, Missing));
    assert_eq!(said(&nothing), expected);
    let long = TemplateSend {
        phone: PHONE.into(),
        template_name: "x".into(),
        language: "en_US_and_on".into(),
        ..TemplateSend::default()
    };
    assert_eq!(said(&template(&long)), [("language", TooLong { max: 10 })]);
}

fn with_choices(choices: Choices, phone: &str) -> InteractiveSend {
    InteractiveSend {
        phone: phone.into(),
        contact_id: None,
        body_text: "Shall we?".into(),
        header_text: None,
        footer_text: None,
        choices,
    }
}

fn buttons(buttons: &[(&str, &str)], phone: &str) -> InteractiveSend {
    let button = |(id, title): &(&str, &str)| ReplyButton {
        id: (*id).into(),
        title: (*title).into(),
    };
    with_choices(
        Choices::Buttons(buttons.iter().map(button).collect()),
        phone,
    )
}

fn list(sections: &[(&str, &[&str])]) -> InteractiveSend {
    let row = |id: &&str| ListRow {
        id: (*id).into(),
        title: "10:00".into(),
        description: None,
    };
    let section = |(title, rows): &(&str, &[&str])| ListSection {
        title: (*title).into(),
        rows: rows.iter().map(row).collect(),
    };
    let choices = Choices::List {
        button_text: "See slots".into(),
        sections: sections.iter().map(section).collect(),
    };
    with_choices(choices, PHONE)
}

#[test]
fn buttons_of_interactive_messages() {
    let long = "b".repeat(257);
    let cases: [Case<&str>; 7] = [
        (&[("keep", "Yes, keep it"), ("cancel", "Cancel")], vec![]),
        (&[], vec![("buttons", TooFew { min: 1 })]),
        (
            &[("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")],
            vec![("buttons", TooMany { max: 3 })],
        ),
        (&[("a", "A"), ("a", "B")], vec![("buttons.1.id", Repeated)]),
        (
            &[("a", "A"), ("b", "A")],
            vec![("buttons.1.title", Repeated)],
        ),
        (
            &[("", " "), ("", "ééééééééééééééééééééé")],
            vec![
                ("buttons.0.id", Missing),
                ("buttons.0.title", Missing),
                ("buttons.1.id", Missing),
                ("buttons.1.title", TooLong { max: 20 }),
            ],
        ),
        (
            &[(&long, "éééééééééééééééééééé")],
            vec![("buttons.0.id", TooLong { max: 256 })],
        ),
    ];
    for (given, expected) in cases {
        assert_eq!(
            said(&interactive(&buttons(given, PHONE))),
            expected,
            "{given:?}"
        );
    }
}

#[test]
fn lists_of_interactive_messages() {
    let cases: [Case<&[&str]>; 6] = [
        // The same hour on two days is no repeat.
        (&[("Today", &["t10"]), ("Tomorrow", &["m10"])], vec![]),
        (&[], vec![("sections", TooFew { min: 1 })]),
        (
            &[("Today", &["a"]), ("Tomorrow", &["b", "a"])],
            vec![("sections.1.rows.1.id", Repeated)],
        ),
        (
            &[("", &["a"]), ("T", &[])],
            vec![
                ("sections.0.title", Missing),
                ("sections.1.rows", TooFew { min: 1 }),
            ],
        ),
        (
            &[
                ("A", &["1", "2", "3", "4", "5", "6"]),
                ("B", &["7", "8", "9", "10", "11"]),
                ("C", &["12"]),
            ],
            vec![("sections.1.rows", TooMany { max: 10 })],
        ),
        (
            &[("ABCDEFGHIJKLMNOPQRSTUVWXY", &["a"])],
            vec![("sections.0.title", TooLong { max: 24 })],
        ),
    ];
    for (given, expected) in cases {
        assert_eq!(said(&interactive(&list(given))), expected, "{given:?}");
    }
    let eleven: Vec<_> = (0..11).map(|n| n.to_string()).collect();
    let eleven: Vec<[&str; 1]> = eleven.iter().map(|id| [id.as_str()]).collect();
    let eleven: Vec<(&str, &[&str])> = eleven.iter().map(|ids| ("S", ids.as_slice())).collect();
    let problems = interactive(&list(&eleven));
    assert_eq!(
        said(&problems),
        [
            ("sections", TooMany { max: 10 }),
            ("sections.10.rows", TooMany { max: 10 })
        ]
    );

    let mut send = list(&[("Today", &["a"])]);
    send.body_text = " ".into();
    send.header_text = Some("h".repeat(61));
    send.footer_text = Some("f".repeat(61));
    if let Choices::List {
        button_text,
        sections,
    } = &mut send.choices
    {
        *button_text = "b".repeat(21);
        sections[0].rows[0] = ListRow {
            id: "i".repeat(201),
            title: "t".repeat(25),
            description: Some("d".repeat(73)),
        };
    }
    assert_eq!(
        said(&interactive(&send)),
        [
            ("body_text", Missing),
            ("header_text", TooLong { max: 60 }),
            ("footer_text", TooLong { max: 60 }),
            ("list_button_text", TooLong { max: 20 }),
            ("sections.0.rows.0.id", TooLong { max: 200 }),
            ("sections.0.rows.0.title", TooLong { max: 24 }),
            ("sections.0.rows.0.description", TooLong { max: 72 }),
        ]
    );
    send.body_text = "b".repeat(1025);
    assert_eq!(interactive(&send)[0].rule, TooLong { max: 1024 });
}

#[test]
fn codes_and_notes() {
    let good = OtpSend {
        phone: PHONE.into(),
        template_name: "login_code".into(),
        code: "481516".into(),
        language: Some("en_US".into()),
        expiry_minutes: Some(60),
        purpose: Some("p".repeat(50)),
        ..OtpSend::default()
    };
    assert_eq!(otp_send(&good), []);
    let bad = OtpSend {
        template_name: String::new(),
        code: "1234567890123456".into(),
        expiry_minutes: Some(0),
        purpose: Some("p".repeat(51)),
        ..good
    };
    let minutes = OutOfRange { min: 1, max: 60 };
    assert_eq!(
        said(&otp_send(&bad)),
        [
            ("template_name", Missing),
            ("code", TooLong { max: 15 }),
            ("expiry_minutes", minutes),
            ("purpose", TooLong { max: 50 }),
        ]
    );
    let again = OtpResend {
        expiry_minutes: Some(61),
        language: Some("e".repeat(11)),
        ..OtpResend::default()
    };
    assert_eq!(
        said(&otp_resend(&again)),
        [
            ("phone", Missing),
            ("template_name", Missing),
            ("language", TooLong { max: 10 }),
            ("expiry_minutes", minutes),
        ]
    );
    let blank = OtpVerify {
        phone: PHONE.into(),
        code: " ".into(),
        purpose: None,
    };
    assert_eq!(said(&otp_verify(&blank)), [("code", Missing)]);
    assert_eq!(said(&otp_query(&OtpQuery::default())), [("phone", Missing)]);

    let note = NewComment {
        comment: "é".repeat(5000),
        status_message: Some("s".repeat(255)),
        media_url: Some("https://media.example.com/a.zip".into()),
        ..NewComment::default()
    };
    assert_eq!(new_comment(&note), []);
    let note = NewComment {
        comment: "é".repeat(5001),
        status_message: Some("s".repeat(256)),
        ref_message_id: Some("r".repeat(256)),
        media_url: Some("ftp://media.example.com/a".into()),
        ..NewComment::default()
    };
    assert_eq!(
        said(&new_comment(&note)),
        [
            ("comment", TooLong { max: 5000 }),
            ("status_message", TooLong { max: 255 }),
            ("ref_message_id", TooLong { max: 255 }),
            ("media_url", Malformed),
        ]
    );
}

#[test]
fn a_number_in_a_path_is_its_digits() {
    assert_eq!(mobile("+91 98765-43210").as_deref(), Ok("919876543210"));
    assert_eq!(mobile("919876543210").as_deref(), Ok("919876543210"));
    for (typed, rule) in [
        (" ", Missing),
        ("../contacts", Malformed),
        ("+", Malformed),
        ("1/2", Malformed),
    ] {
        assert_eq!(mobile(typed).unwrap_err().rule, rule, "{typed:?}");
    }
}

#[test]
fn a_refusal_names_its_fields_and_nobody() {
    let error = refuse(text_to("+1555010014x", "")).unwrap_err();
    assert_eq!((&error.kind, error.status), (&ErrorKind::Invalid, None));
    assert_eq!(error.fields["message"], ["Must be filled in."]);
    assert!(error.fields.contains_key("phone"));
    assert!(!error.may_have_happened());
    assert!(!format!("{error} {error:?}").contains("555"));
    assert!(refuse(Vec::new()).is_ok());
}

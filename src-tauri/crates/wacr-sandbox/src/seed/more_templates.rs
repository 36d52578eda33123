//! Templates after the first ones: more languages, more places, every status, and what tries a client's patience.

use serde_json::json;

use super::templates::{Family, STOP, quick};
use crate::template::Header;

#[rustfmt::skip]
pub(super) fn families() -> Vec<Family> {
    let mut families = codes();
    families.extend(sendable());
    families.extend(special());
    families.extend(refused());
    families
}

/// Codes in the words WhatsApp sets for each language; the English one stands with the first templates.
#[rustfmt::skip]
fn codes() -> Vec<Family> {
    let code = |minutes: &'static str, security: bool| Family {
        category: "AUTHENTICATION",
        footer: (!minutes.is_empty()).then_some(minutes),
        buttons: match security {
            true => json!([{ "type": "OTP", "otp_type": "ONE_TAP", "text": "Autofill", "autofill_text": "Autofill",
                "package_name": "com.example.reader", "signature_hash": "K8a0AINcGX7" }]),
            false => json!([{ "type": "OTP", "otp_type": "COPY_CODE", "text": "Copy code" }]),
        },
        samples: &["481516"],
        ..Family::default()
    };
    vec![
        Family {
            name: "login_code",
            bodies: &[
                ("de", "*{{1}}* ist dein Bestätigungscode."),
                ("es", "Tu código de verificación es *{{1}}*."),
                ("pt_BR", "Seu código de verificação é *{{1}}*."),
                ("ar", "*{{1}}* هو كود التحقق الخاص بك."),
                ("hi", "आपका वेरिफ़िकेशन कोड *{{1}}* है."),
            ],
            ..code("This code expires in 10 minutes.", false)
        },
        Family {
            name: "order_code",
            bodies: &[
                ("en_US", "*{{1}}* is your verification code. For your security, do not share this code."),
                ("fr", "Votre code de vérification est *{{1}}*. Pour votre sécurité, ne le partagez pas."),
            ],
            ..code("", true)
        },
    ]
}

/// What this API can send.
#[rustfmt::skip]
fn sendable() -> Vec<Family> {
    vec![
        Family {
            name: "name_three_times",
            samples: &["Nadia", "Nadia"],
            bodies: &[("en_GB", "Dear {{1}}, your name in gold on the first page: *{{1}}*. Is that how it is written, {{1}}?")],
            ..Family::default()
        },
        Family {
            name: "ten_answers",
            category: "UTILITY",
            samples: &["Nadia", "A-1029", "3", "The Salt Road", "12.90", "EUR", "card", "14 March", "14 Quay Street", "Springfield"],
            samples_twice: true,
            bodies: &[("en_GB", "Hi {{1}}, this is order {{2}}:\n\n• {{3}} × {{4}}\n• {{5}} {{6}}, paid by {{7}}\n• comes on {{8}}\n• to {{9}}, {{10}}\n\nAll correct?")],
            ..Family::default()
        },
        Family {
            name: "greeting_card",
            header: Header::Text("🎉 {{1}}, it is your day!", Some("Nadia")),
            footer: Some("Blue Harbour Books 📚"),
            buttons: json!([quick("Thank you 💙"), quick("🎁 Show me")]),
            samples: &["Nadia", "15"],
            samples_twice: true,
            bodies: &[
                ("en_GB", "🎂🎈 Happy birthday, {{1}}!\n\nToday we take *{{2}} %* off any book you like 📖✨\n\n_With love from all of us_ 👩‍👩‍👧‍👦🌊"),
                ("es_MX", "🎂🎈 ¡Feliz cumpleaños, {{1}}!\n\nHoy te regalamos un *{{2}} %* en el libro que quieras 📖✨"),
                ("pt_BR", "🎂🎈 Feliz aniversário, {{1}}!\n\nHoje você ganha *{{2}} %* em qualquer livro 📖✨"),
            ],
            ..Family::default()
        },
        Family {
            name: "harbour_letter",
            header: Header::Text("A letter from the harbour", None),
            footer: Some(STOP),
            samples: &["Nadia", "the islands"],
            bodies: &[("en_GB", LETTER)],
            ..Family::default()
        },
        Family {
            name: "shabbat_hours",
            category: "UTILITY",
            header: Header::Text("שעות פתיחה", None),
            samples: &["נועה", "14:00"],
            bodies: &[
                ("he", "שלום {{1}}, ביום שישי החנות נסגרת בשעה {{2}}.\nשבת שלום! 🕯️"),
                ("ur", "السلام علیکم {{1}}، جمعے کو دکان {{2}} بجے بند ہو جاتی ہے۔"),
                ("fa", "سلام {{1}}، روز جمعه فروشگاه ساعت {{2}} بسته می‌شود."),
            ],
            ..Family::default()
        },
        Family {
            name: "video_invitation",
            header: Header::Media("VIDEO", "https://media.example.com/sample/reading.mp4"),
            buttons: json!([
                quick("I come"),
                { "type": "URL", "text": "Programme", "url": "https://shop.example.com/programme" },
                { "type": "PHONE_NUMBER", "text": "Call the shop", "phone_number": "+15550100999" },
            ]),
            samples: &["Nadia"],
            bodies: &[("en", "A short greeting for you, {{1}}: press play ▶️")],
            ..Family::default()
        },
    ]
}

/// What WhatsApp can send and this API cannot, or not whole.
#[rustfmt::skip]
fn special() -> Vec<Family> {
    vec![
        Family {
            name: "twelve_answers",
            category: "UTILITY",
            samples: &["Nadia", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
            bodies: &[("en_GB", "For {{1}}: shelf {{2}}, row {{3}}, book {{4}}, page {{5}}, line {{6}}, word {{7}}, letter {{8}}, dot {{9}}, box {{10}}, key {{11}}, door {{12}}. That is all.")],
            ..Family::default()
        },
        Family {
            name: "two_links",
            category: "UTILITY",
            buttons: json!([
                { "type": "URL", "text": "Track", "url": "https://shop.example.com/o/{{1}}", "example": ["https://shop.example.com/o/A-1029"] },
                { "type": "URL", "text": "Invoice", "url": "https://shop.example.com/i/{{1}}", "example": ["https://shop.example.com/i/2026-118"] },
            ]),
            samples: &["Nadia"],
            bodies: &[("en_US", "Hi {{1}}, here is where your parcel is, and what it cost.")],
            ..Family::default()
        },
        Family {
            name: "reading_survey",
            buttons: json!([{ "type": "FLOW", "text": "Answer", "flow_id": "733810129341", "flow_action": "navigate", "navigate_screen": "FIRST" }]),
            samples: &["Nadia"],
            bodies: &[("en_GB", "Three short questions about your last book, {{1}}. Do you have a minute?")],
            ..Family::default()
        },
        Family {
            name: "named_order",
            category: "UTILITY",
            header: Header::Text("Order {{order_no}}", Some("A-1029")),
            samples: &["Nadia", "A-1029", "Friday"],
            bodies: &[
                ("en_US", "Hi {{first_name}}, order {{order_no}} leaves us on {{week_day}}."),
                ("nl", "Hallo {{first_name}}, bestelling {{order_no}} vertrekt op {{week_day}}."),
            ],
            ..Family::default()
        },
        Family {
            name: "island_shop",
            category: "UTILITY",
            header: Header::Location,
            footer: Some("Ferry every hour"),
            samples: &["Nadia"],
            bodies: &[("en_GB", "Our summer shop on the island is open, {{1}}. This is where it stands.")],
            ..Family::default()
        },
    ]
}

/// What may not be sent, for each reason there is.
#[rustfmt::skip]
fn refused() -> Vec<Family> {
    let of = |name: &'static str, status: &'static str, bodies: &'static [(&'static str, &'static str)]| Family {
        name,
        status,
        bodies,
        ..Family::default()
    };
    vec![
        of("autumn_sale", "PENDING", &[("en_GB", "Leaves fall, and so do prices: all of September."), ("de", "Die Blätter fallen, die Preise auch: den ganzen September.")]),
        of("free_money", "DISABLED", &[("en_US", "You have won. Send us your card number.")]),
        of("too_many_blocks", "PAUSED", &[("en_GB", "Only today, only now, only here: everything must go.")]),
        of("second_look", "IN_APPEAL", &[("en_GB", "Our list of banned books is a list of books. Have a look.")]),
        of("old_address", "PENDING_DELETION", &[("en_GB", "We are at 14 Quay Street.")]),
        of("last_century", "ARCHIVED", &[("en_GB", "Send us a fax.")]),
        of("one_language_refused", "APPROVED", &[("en_GB", "The reading room opens at nine.")]),
        of("one_language_refused", "REJECTED", &[("de", "Der Lesesaal öffnet um neun.")]),
    ]
}

/// Nearly as long as a body may be: 1024 characters.
const LETTER: &str = "Dear {{1}},\n\n\
the fog came in on Monday and has not left since. From the window of the shop one sees the lamp of the pier and nothing \
else, which is good for reading and bad for walking, so we have read.\n\n\
First, *The Salt Road*: three generations of a family that carries salt over the mountains, until one of them carries \
something else. It is long, and we were sorry when it ended.\n\n\
Second, _A Grammar of Gulls_, which is no grammar and has few gulls. Forty small pieces about a harbour town, each about \
one word its people have and nobody else has. Read one a day, aloud.\n\n\
Third, for children and whoever reads to them: ~The Boat Nobody Wanted~ *The Boat Everybody Wanted*, now with the right \
title. The pictures alone are worth the price.\n\n\
All three lie on the table by the stove. If you are on the way from {{2}} and the ferry runs, come in; there is tea. If \
it does not run, answer this letter, and we put them aside for you until the fog has gone.\n\n\
Yours, from behind the lamp,\nall of us at the shop";

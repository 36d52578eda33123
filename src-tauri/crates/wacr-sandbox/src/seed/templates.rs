//! Templates of every kind WhatsApp has, those that cannot be sent through this API included.

use serde_json::{Value, json};

use super::DAY;
use crate::template::{Header, Template};

const COVER: &str = "https://media.example.com/sample/spring-cover.jpg";
pub(super) const STOP: &str = "Reply STOP to opt out";

/// What the languages of one template share.
pub(super) struct Family {
    pub(super) name: &'static str,
    pub(super) category: &'static str,
    pub(super) status: &'static str,
    pub(super) header: Header,
    pub(super) footer: Option<&'static str>,
    pub(super) buttons: Value,
    pub(super) samples: &'static [&'static str],
    pub(super) samples_twice: bool,
    pub(super) bodies: &'static [(&'static str, &'static str)],
}

impl Default for Family {
    fn default() -> Self {
        Self {
            name: "",
            category: "MARKETING",
            status: "APPROVED",
            header: Header::None,
            footer: None,
            buttons: Value::Null,
            samples: &[],
            samples_twice: false,
            bodies: &[],
        }
    }
}

pub(super) fn all(now: i64) -> Vec<Template> {
    let mut rows = Vec::new();
    for family in families() {
        for (language, body) in family.bodies {
            let at = rows.len() as u64;
            let age = (300 - 5 * at as i64).max(9 + at as i64 % 7);
            rows.push(Template {
                id: 88 + at,
                template_id: (1_184_402_973_355_512 + at * 7_919_191).to_string(),
                name: family.name,
                language,
                category: family.category,
                status: family.status,
                header: family.header.clone(),
                body: (!body.is_empty()).then_some(*body),
                samples: family.samples.to_vec(),
                samples_twice: family.samples_twice,
                footer: family.footer,
                buttons: family.buttons.clone(),
                created_at: now - age * DAY,
                updated_at: now - age * DAY / 3,
            });
        }
    }
    rows
}

pub(super) fn quick(text: &str) -> Value {
    json!({ "type": "QUICK_REPLY", "text": text })
}

fn families() -> Vec<Family> {
    let mut families = everyday();
    families.extend(unsendable());
    families.extend(super::more_templates::families());
    families
}

#[rustfmt::skip]
fn everyday() -> Vec<Family> {
    vec![
        Family {
            name: "spring_catalogue",
            header: Header::Media("IMAGE", COVER),
            footer: Some(STOP),
            buttons: json!([quick("Send me the list"), quick("Not now")]),
            samples: &["Nadia", "Springfield", "Saturday 14 March"],
            bodies: &[
                ("en_GB", "Hi {{1}}, our spring catalogue is out. As a reader from {{2}} you can order until {{3}} at last year’s prices.\n\nReply *LIST* and we send it as a PDF."),
                ("de", "Hallo {{1}}, unser Frühjahrskatalog ist da. Als Leserin oder Leser aus {{2}} bestellen Sie bis {{3}} zu den Preisen des Vorjahres.\n\nAntworten Sie *LISTE*, und wir schicken ihn als PDF."),
                ("ar", "مرحبًا {{1}}، صدر كتالوج الربيع. بصفتك قارئًا من {{2}} يمكنك الطلب حتى {{3}} بأسعار العام الماضي.\n\nأجب بكلمة *قائمة* ونرسله إليك."),
                ("hi", "नमस्ते {{1}}, हमारी वसंत सूची आ गई है। {{2}} के पाठक के रूप में आप {{3}} तक पिछले साल के दामों पर मँगा सकते हैं।\n\n*सूची* लिखकर भेजें और हम PDF भेज देंगे।"),
            ],
            ..Family::default()
        },
        Family {
            name: "order_ready",
            category: "UTILITY",
            header: Header::Text("Order {{1}}", Some("A-1029")),
            buttons: json!([quick("On my way"), { "type": "URL", "text": "Opening hours", "url": "https://shop.example.com/hours" }]),
            samples: &["Nadia", "A-1029"],
            bodies: &[
                ("en_US", "Hi {{1}}, your order {{2}} is ready for collection."),
                ("de", "Hallo {{1}}, Ihre Bestellung {{2}} liegt zur Abholung bereit."),
            ],
            ..Family::default()
        },
        Family {
            name: "author_evening",
            header: Header::Media("VIDEO", "https://media.example.com/sample/author-evening.mp4"),
            footer: Some(STOP),
            buttons: json!([quick("Keep two seats")]),
            samples: &["Blue Harbour Books", "Mira Okonkwo", "Friday"],
            bodies: &[
                ("en_GB", "An evening with {{1}}, who reads from {{2}} on {{3}}. Doors open at seven."),
                ("de", "Ein Abend mit {{1}}, gelesen wird aus {{2}} am {{3}}. Einlass um sieben."),
            ],
            ..Family::default()
        },
        Family {
            name: "back_in_stock",
            samples: &["Nadia", "The Salt Road"],
            bodies: &[
                ("en_GB", "Good news, {{1}}. The title {{2}} is back on our shelf."),
                ("ar", "خبر سار يا {{1}}. عاد كتاب {{2}} إلى رفوفنا."),
                ("hi", "अच्छी ख़बर, {{1}}। {{2}} फिर से हमारी अलमारी में है।"),
                ("zh_CN", "好消息，{{1}}。《{{2}}》已重新上架。"),
            ],
            ..Family::default()
        },
        Family {
            name: "payment_reminder",
            category: "UTILITY",
            header: Header::Media("DOCUMENT", "https://media.example.com/sample/invoice.pdf"),
            buttons: json!([{ "type": "PHONE_NUMBER", "text": "Call us", "phone_number": "+15550100999" }]),
            samples: &["Nadia", "2026-118", "1 April"],
            bodies: &[
                ("en_GB", "Hi {{1}}, invoice {{2}} is due on {{3}}. You find it attached."),
                ("de", "Hallo {{1}}, die Rechnung {{2}} ist am {{3}} fällig. Sie liegt bei."),
            ],
            ..Family::default()
        },
        Family {
            name: "welcome_reader",
            samples: &["Nadia"],
            bodies: &[
                ("en_GB", "Welcome, {{1}}. Reply STOP whenever you have read enough."),
                ("de", "Willkommen, {{1}}. Schreiben Sie STOP, wenn es genug zu lesen war."),
                ("ar", "أهلًا وسهلًا {{1}}. أرسل STOP متى اكتفيت من القراءة."),
            ],
            ..Family::default()
        },
        Family {
            name: "closed_tomorrow",
            category: "UTILITY",
            bodies: &[("en_GB", "The shop stays closed tomorrow for stocktaking. We are back the day after at nine.")],
            ..Family::default()
        },
        Family {
            name: "delivery_window",
            category: "UTILITY",
            header: Header::Text("Your parcel", None),
            footer: Some("Blue Harbour Books"),
            samples: &["Nadia", "A-1029", "10:00", "12:00"],
            bodies: &[("en_GB", "Hi {{1}}, parcel {{2}} comes today between {{3}} and {{4}} o’clock.")],
            ..Family::default()
        },
    ]
}

#[rustfmt::skip]
fn unsendable() -> Vec<Family> {
    vec![
        Family {
            name: "parcel_track",
            category: "UTILITY",
            buttons: json!([{ "type": "URL", "text": "Track", "url": "https://shop.example.com/o/{{1}}", "example": ["https://shop.example.com/o/A-1029"] }]),
            samples: &["A-1029"],
            bodies: &[("en_GB", "Your parcel {{1}} left us today. Follow it with the button below.")],
            ..Family::default()
        },
        Family {
            name: "harbour_coupon",
            footer: Some(STOP),
            buttons: json!([{ "type": "COPY_CODE", "text": "Copy offer code", "example": "HARBOUR10" }]),
            samples: &["Nadia"],
            bodies: &[("en_GB", "Ten per cent for you, {{1}}, until Sunday. Use the code at the till.")],
            ..Family::default()
        },
        Family {
            name: "find_us",
            category: "UTILITY",
            header: Header::Location,
            bodies: &[("en_GB", "We have moved two doors down the quay. Here is how you find us.")],
            ..Family::default()
        },
        Family {
            name: "reading_group",
            samples: &["Nadia", "Thursday"],
            bodies: &[("en_GB", "Hi {{first_name}}, the reading group meets on {{week_day}} at six.")],
            ..Family::default()
        },
        Family {
            name: "new_arrivals",
            // A carousel: its text sits on its cards, which this API does not show.
            bodies: &[("en_GB", "")],
            ..Family::default()
        },
        Family {
            name: "login_code",
            category: "AUTHENTICATION",
            footer: Some("This code expires in 10 minutes."),
            buttons: json!([{ "type": "OTP", "otp_type": "COPY_CODE", "text": "Copy code" }]),
            samples: &["481516"],
            bodies: &[("en_US", "*{{1}}* is your verification code.")],
            ..Family::default()
        },
        Family {
            name: "summer_fair",
            status: "PENDING",
            samples: &["Nadia"],
            bodies: &[("en_GB", "Join us at the summer fair, {{1}}. Our stall stands by the lighthouse.")],
            ..Family::default()
        },
        Family {
            name: "win_a_library",
            status: "REJECTED",
            bodies: &[("en_GB", "WIN a whole library! Click now and share with ten friends.")],
            ..Family::default()
        },
        Family {
            name: "school_offer_2026",
            status: "PAUSED",
            header: Header::Media("DOCUMENT", "https://media.example.com/sample/school-list.pdf"),
            samples: &["Ms Carter", "year five"],
            bodies: &[("en_GB", "Dear {{1}}, the school list for {{2}} is attached.")],
            ..Family::default()
        },
    ]
}

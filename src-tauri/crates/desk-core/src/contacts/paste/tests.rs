#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

/// `first|last|phone, phone|email|company|city|zip`, in that order; what is missing is empty.
fn said(text: &str, region: &str) -> String {
    let pasted = read(text, (!region.is_empty()).then_some(region));
    use PastedField::*;
    [Firstname, Lastname, Phone, Email, Company, City, Zip]
        .map(|field| {
            let value = pasted.values.iter().find(|value| value.field == field);
            value.map_or(String::new(), |value| {
                let choices = value.choices.iter().map(|choice| choice.value.as_str());
                choices.collect::<Vec<_>>().join(", ")
            })
        })
        .join("|")
}

fn all(samples: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (text, region, expected) in samples {
        let found = said(text, region);
        if found != *expected {
            wrong.push(format!("{text}\n  wanted {expected}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn signatures() {
    all(&[
        (
            "Sara Okonkwo\nSales Manager\nLindqvist Läromedel AB\nHamngatan 4\n111 47 Stockholm\nTel: +46 8 123 456 78\nMobile: +46 70 174 06 05\nsara@laromedel.example",
            "SE",
            "Sara|Okonkwo|+46 70 174 06 05, +46 8 123 456 78|sara@laromedel.example|Lindqvist Läromedel AB|Stockholm|111 47",
        ),
        (
            "Mit freundlichen Grüßen\n\nDr. Friederike von Schwarzenbrunner\nGeschäftsführerin\nDonaubuch GmbH & Co. KG\nMarktplatz 3, 94474 Vilshofen\nTel. 08541 12345\nMobil 0171 3920014\nFax 08541 12346\nUSt-IdNr. DE123456789\nwww.donaubuch.de",
            "DE",
            "Friederike|von Schwarzenbrunner|+49 171 3920014, +49 8541 12345, +49 8541 12346||Donaubuch GmbH & Co. KG|Vilshofen|94474",
        ),
        (
            "Cordialement,\nCamille LEFÈVRE\nDirectrice commerciale\nLe Quai des livres SARL\n12 rue de la Paix, 75002 Paris\nPortable : 06 12 34 56 78\ncamille.lefevre@quai.fr",
            "FR",
            "Camille|LEFÈVRE|+33 6 12 34 56 78|camille.lefevre@quai.fr|Le Quai des livres SARL|Paris|75002",
        ),
        (
            "Un saludo,\nJosé Ñuñez Íñiguez\nLibrería Ñandú, S.L.\nCalle Mayor 5\n28013 Madrid\nMóvil: 612 34 56 78",
            "ES",
            "José Ñuñez|Íñiguez|+34 612 34 56 78||Librería Ñandú, S.L.|Madrid|28013",
        ),
        (
            "Peter Grant\nGrant & Sons Ltd\n14 Quay Street, Harwich CO12 3HH\nt: 01255 123456 | m: 07400 123456\npeter@grant.example",
            "GB",
            "Peter|Grant|+44 7400 123456, +44 1255 123456|peter@grant.example|Grant & Sons Ltd|Harwich|CO12 3HH",
        ),
        (
            "Best,\nMaria van der Berg\nVan der Berg Boeken B.V.\nKeizersgracht 12\n1015 CN Amsterdam\nM +31 6 12345678\nKvK 12345678",
            "NL",
            "Maria|van der Berg|+31 6 12345678||Van der Berg Boeken B.V.|Amsterdam|1015 CN",
        ),
        (
            "John Q. Public\nBlue Harbor Books\n14 Quay Street\nSpringfield, IL 62701\nOffice: (217) 555-0142\nCell: (217) 555-0143\njohn@blueharborbooks.com",
            "US",
            "John Q.|Public|+1 217-555-0143, +1 217-555-0142|john@blueharborbooks.com|Blue Harbor Books|Springfield|62701",
        ),
        (
            "Atenciosamente,\nJoão da Silva\nLivraria Cultura Ltda\nSão Paulo\nCelular: (11) 98765-4321",
            "BR",
            "João|da Silva|+55 11 98765-4321||Livraria Cultura Ltda|São Paulo|",
        ),
        (
            "С уважением,\nЗоя Мирошниченко\nменеджер\nООО Книжный дом\nМоб.: +7 912 345-67-89\nпочта: zoya@dom.example",
            "RU",
            "Зоя|Мирошниченко|+7 912 345-67-89|zoya@dom.example|ООО Книжный дом||",
        ),
        (
            "محمد عبد الرحمن الشريف\nشركة النخيل للتجارة\nجوال: ٠٥٥ ٥٥٥ ٠١٨٧\nالرياض",
            "SA",
            "محمد|عبد الرحمن الشريف|+966 55 555 0187||شركة النخيل للتجارة|الرياض|",
        ),
        (
            "王小明\n销售经理\n海港书店有限公司\n手机：138 0013 8000\n电话：010 6552 9988\nwang@haigang.example",
            "CN",
            "小明|王|+86 138 0013 8000, +86 10 6552 9988|wang@haigang.example|海港书店有限公司||",
        ),
        (
            "佐藤 健太\n営業部\n株式会社佐藤書房\n〒100-0001 東京都\n携帯: 090-1234-5678",
            "JP",
            "健太|佐藤|+81 90-1234-5678||株式会社佐藤書房|東京都|100-0001",
        ),
        (
            "김민서\n팀장\n주식회사 민서네책방\n휴대폰: 010-1234-5678",
            "KR",
            "민서|김|+82 10-1234-5678||주식회사 민서네책방||",
        ),
        (
            "अनन्या कृष्णमूर्ति\nप्रबंधक\nकिताब घर\nमोबाइल: ९८७६५ ४३२१०",
            "IN",
            "अनन्या|कृष्णमूर्ति|+91 98765 43210||किताब घर||",
        ),
        (
            "Ελένη Παπαδοπούλου\nΒιβλιοπωλείο Πόλις\nκιν. 691 234 5678",
            "GR",
            "Ελένη|Παπαδοπούλου|+30 691 234 5678||Βιβλιοπωλείο Πόλις||",
        ),
        (
            "Thanks!\nAnn\n--\nAnn Lee | Kaai Books | +32 470 12 34 56 | ann@kaaibooks.be",
            "BE",
            "Ann|Lee|+32 470 12 34 56|ann@kaaibooks.be|Kaai Books||",
        ),
        (
            "Sent from my iPhone\nNadia Verhoeven\n+44 7400 900142",
            "",
            "Nadia|Verhoeven|+44 7400 900142||||",
        ),
        (
            "Name: Ravi Nadar\nCompany: Kaai Traders Pvt Ltd\nMobile: 98765 43210\nEmail: ravi@kaai.in\nCity: Mumbai",
            "IN",
            "Ravi|Nadar|+91 98765 43210|ravi@kaai.in|Kaai Traders Pvt Ltd|Mumbai|",
        ),
        (
            "Vorname: Ilse\nNachname: Novák\nFirma: Buchhandlung am Kai\nHandy: 0151 12345678\nOrt: Ghent",
            "DE",
            "Ilse|Novák|+49 1511 2345678||Buchhandlung am Kai|Ghent|",
        ),
        (
            "姓名：欧阳诗涵\n公司：海港书店\n手机：+86 139 1234 5678\n城市：上海",
            "",
            "诗涵|欧阳|+86 139 1234 5678||海港书店|上海|",
        ),
        (
            "الاسم: فاطمة الزهراء\nالشركة: مكتبة الأندلس\nالهاتف: +212 612 345 678\nالمدينة: فاس",
            "",
            "فاطمة|الزهراء|+212 6 12 34 56 78||مكتبة الأندلس|فاس|",
        ),
        (
            "ФИО: Иван Петров\nКомпания: Полка\nтел: 8 912 345-67-89",
            "RU",
            "Иван|Петров|+7 912 345-67-89||Полка||",
        ),
    ]);
}

#[test]
fn lines_of_text() {
    all(&[
        (
            "Sara Okonkwo +44 7400 123456",
            "",
            "Sara|Okonkwo|+44 7400 123456||||",
        ),
        (
            "Sara Okonkwo, Lindqvist AB, Harwich, 07400 123456, sara@example.com",
            "GB",
            "Sara|Okonkwo|+44 7400 123456|sara@example.com|Lindqvist AB|Harwich|",
        ),
        (
            "Sara Okonkwo <sara.okonkwo@example.com>",
            "",
            "Sara|Okonkwo||sara.okonkwo@example.com|||",
        ),
        (
            "\"Okonkwo, Sara\" <sara@example.com>",
            "",
            "Sara|Okonkwo||sara@example.com|||",
        ),
        (
            "sara.okonkwo@example.com",
            "",
            "Sara|Okonkwo||sara.okonkwo@example.com|||",
        ),
        ("info@example.com", "", "|||info@example.com|||"),
        ("+44 7400 123456", "", "||+44 7400 123456||||"),
        ("07400123456", "GB", "||+44 7400 123456||||"),
        (
            "Please call Sara Okonkwo on 07400 123456",
            "GB",
            "Sara|Okonkwo|+44 7400 123456||||",
        ),
        (
            "Sara Okonkwo from Kaai Books in Ghent, 0470 12 34 56",
            "BE",
            "Sara|Okonkwo|+32 470 12 34 56||Kaai Books|Ghent|",
        ),
        (
            "Tomás Lindqvist; +46 70 174 06 05; tomas@x.example",
            "",
            "Tomás|Lindqvist|+46 70 174 06 05|tomas@x.example|||",
        ),
        (
            "Nguyễn Thị Minh Châu\t+84 90 123 45 67",
            "",
            "Nguyễn Thị Minh|Châu|+84 901 234 567||||",
        ),
        (
            "Jean DUPONT 06 12 34 56 78 / 01 42 68 53 00",
            "FR",
            "Jean|DUPONT|+33 6 12 34 56 78, +33 1 42 68 53 00||||",
        ),
        (
            "DUPONT Jean - 0612345678",
            "FR",
            "Jean|DUPONT|+33 6 12 34 56 78||||",
        ),
        ("王小明 13800138000", "CN", "小明|王|+86 138 0013 8000||||"),
        (
            "محمد الشريف +966555550187",
            "",
            "محمد|الشريف|+966 55 555 0187||||",
        ),
        (
            "Ms. Aoife Ní Bhraonáin, +353 85 012 3456",
            "",
            "Aoife|Ní Bhraonáin|+353 85 012 3456||||",
        ),
        (
            "Kofi Mensah, PhD | WhatsApp: 024 123 4567",
            "GH",
            "Kofi|Mensah|+233 24 123 4567||||",
        ),
        ("Order of 24.12.2026", "", "||||||"),
        ("", "", "||||||"),
        ("🙂", "", "||||||"),
        ("hello there", "", "||||||"),
    ]);
}

#[test]
fn cards() {
    all(&[
        (
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Okonkwo;Sara;;;\r\nFN:Sara Okonkwo\r\nORG:Lindqvist AB;Sales\r\nTEL;TYPE=WORK,VOICE:+46 8 123 456 78\r\nTEL;TYPE=CELL:+46 70 174 06 05\r\nEMAIL;TYPE=INTERNET:sara@example.com\r\nADR;TYPE=WORK:;;Hamngatan 4;Stockholm;;111 47;Sweden\r\nEND:VCARD",
            "",
            "Sara|Okonkwo|+46 70 174 06 05, +46 8 123 456 78|sara@example.com|Lindqvist AB|Stockholm|111 47",
        ),
        (
            "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen\nORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:B=C3=\n=BCcher GmbH\nTEL;CELL:01711234567\nTEL;HOME;FAX:030 123456\nEND:VCARD",
            "DE",
            "Jürgen|Müller|+49 171 1234567, +49 30 123456||Bücher GmbH||",
        ),
        (
            "BEGIN:VCARD\nVERSION:2.1\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Nu=F1ez;Jos=E9\nTEL;CELL;PREF:+34612345678\nEND:VCARD",
            "",
            "José|Nuñez|+34 612 34 56 78||||",
        ),
        (
            "BEGIN:VCARD\nVERSION:4.0\nFN:Camille Lefèvre\nTEL;VALUE=uri;TYPE=\"voice,cell\";PREF=1:tel:+33-6-12-34-56-78\nEMAIL:mailto:camille@quai.example\nNOTE:Likes tea\\, no sugar\\nBring the list\nEND:VCARD",
            "",
            "Camille|Lefèvre|+33 6 12 34 56 78|camille@quai.example|||",
        ),
        (
            "BEGIN:VCARD\nVERSION:3.0\nitem1.TEL;type=pref:+1 (217) 555-0142\nitem1.X-ABLabel:_$!<Main>!$_\nN:O\\,Brien;Pat;;;\nORG:Blue\\; Harbour;\nADR:;;14 Quay\n  Street;Springfield;IL;62701;USA\nEND:VCARD",
            "",
            "Pat|O,Brien|+1 217-555-0142||Blue; Harbour|Springfield|62701",
        ),
        (
            "BEGIN:VCARD\nVERSION:3.0\nFN:欧阳 诗涵\nTEL:+86 139 1234 5678\nEND:VCARD",
            "",
            "诗涵|欧阳|+86 139 1234 5678||||",
        ),
        (
            "begin:vcard\nversion:2.1\nfn:Nadia Verhoeven\ntel;cell:+447400900142\nend:vcard",
            "",
            "Nadia|Verhoeven|+44 7400 900142||||",
        ),
        (
            "BEGIN:VCARD\nFN:Cut Off\nTEL:+4474",
            "",
            "Cut|Off|+4474||||",
        ),
    ]);
    let two = "BEGIN:VCARD\nFN:Ann Lee\nEND:VCARD\nBEGIN:VCARD\nFN:Bo Li\nEND:VCARD";
    let pasted = read(two, None);
    assert_eq!((said(two, ""), pasted.others), ("Ann|Lee|||||".into(), 1));
    let note = read(
        "BEGIN:VCARD\nFN:Ann Lee\nNOTE:Likes tea\\, no sugar\\nBring the list\nEND:VCARD",
        None,
    );
    let note = note
        .values
        .iter()
        .find(|v| v.field == PastedField::Description);
    assert_eq!(
        note.unwrap().choices[0].value,
        "Likes tea, no sugar\nBring the list"
    );
}

#[test]
fn a_number_says_what_it_was_said_to_be() {
    let pasted = read(
        "Tel: 030 123456\nMobil: 0171 1234567\nFax: 030 123457",
        Some("DE"),
    );
    let kinds: Vec<_> = pasted.values[0]
        .choices
        .iter()
        .map(|choice| choice.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            Some(PastedKind::Mobile),
            Some(PastedKind::Work),
            Some(PastedKind::Fax)
        ]
    );
}

proptest! {
    #[test]
    fn nothing_pasted_breaks_it(text in "[\\PC\\n\\t]{0,200}", card in any::<bool>()) {
        let text = if card { format!("BEGIN:VCARD\n{text}\nEND:VCARD") } else { text };
        let pasted = read(&text, Some("GB"));
        for value in pasted.values {
            prop_assert!(!value.choices.is_empty() && value.choices.iter().all(|c| !c.value.trim().is_empty()));
        }
    }
}

//! Names, companies and cities by region, as a shop at an international harbour would meet them.

use super::phones::{self, Block};

/// People of one region: how they are called, where they live, what number they have.
pub(super) struct Region {
    /// How often the region is drawn, compared with the others.
    pub(super) weight: u32,
    pub(super) first: &'static [&'static str],
    pub(super) last: &'static [&'static str],
    pub(super) cities: &'static [&'static str],
    pub(super) companies: &'static [&'static str],
    pub(super) phones: &'static [Block],
    /// An entry of the account's own list of countries.
    pub(super) country: u64,
}

#[rustfmt::skip]
pub(super) const REGIONS: &[Region] = &[
    Region {
        weight: 24, phones: phones::UK, country: 232,
        first: &["Olivia", "George", "Amelia", "Arthur", "Isla", "Noah", "Freya", "Theo", "Imogen", "Callum", "Rhiannon", "Dylan", "Fiona", "Hamish", "Zara", "Kwame", "Ayesha", "Imran", "Grace", "Tobias"],
        last: &["Whitfield", "Okafor", "Patel", "Ashworth", "MacLeod", "Bevan", "Hughes", "Carmichael", "Thornbury", "Khan", "Sinclair", "Pemberton", "Llewellyn", "Adeyemi", "Fairweather", "Holloway", "Begum", "Drummond"],
        cities: &["Bristol", "Leeds", "Edinburgh", "Cardiff", "Whitby", "Plymouth", "Liverpool", "Aberdeen"],
        companies: &["Whitby Reading Room", "Quayside School", "Ashworth & Daughters", "St Aidan's Primary", "The Paper Lantern", "Caledonia Libraries"],
    },
    Region {
        weight: 18, phones: phones::US, country: 233,
        first: &["Emma", "Liam", "Sofia", "Mateo", "Harper", "Elijah", "Camila", "Owen", "Naomi", "Jamal", "Hannah", "Diego", "Abigail", "Marcus", "Leilani", "Tyler", "Renée", "Malik"],
        last: &["Carter", "Ramirez", "Nguyen", "Goldberg", "Washington", "O'Brien", "Delgado", "Kowalski", "Bennett", "Castillo", "Freeman", "Hoffman", "Tremblay", "Sullivan", "Yazzie"],
        cities: &["San Francisco", "Boston", "Portland", "Seattle", "Chicago", "New York", "Toronto", "Halifax"],
        companies: &["Harborview Elementary", "Pier 9 Books", "Lakeside Academy", "North End Library", "Castillo Imports", "Tremblay Papeterie"],
    },
    Region {
        weight: 12, phones: phones::FRANCE, country: 75,
        first: &["Chloé", "Léa", "Hugo", "Théo", "Maëlle", "Gaël", "Inès", "Anaïs", "François", "Zoé", "Noémie", "Jérôme", "Aïcha", "Benoît"],
        last: &["Dubois", "Lefèvre", "Moreau", "Garçon", "Béranger", "Le Goff", "D'Angelo", "Rousseau", "Kervella", "Bénichou", "Fontaine"],
        cities: &["Brest", "Nantes", "Marseille", "La Rochelle", "Saint-Nazaire", "Le Havre"],
        companies: &["Librairie du Port", "Collège Jean-Zay", "Au fil des pages", "Papeterie Moreau"],
    },
    Region {
        weight: 12, phones: phones::GERMANY, country: 82,
        first: &["Jürgen", "Annegret", "Björn", "Käthe", "Friedrich-Wilhelm", "Mareike", "Sönke", "Hannelore", "Özlem", "Thorsten", "Hans-Joachim", "Maximilian", "Änne"],
        last: &["Müller-Lüdenscheidt", "Großkopf", "Weiß", "Schröder", "von der Heide", "Leutheusser-Schnarrenberger", "Jäger", "Yıldırım", "Hinrichsen", "Bierlein-Oberstaufenbach", "Kröger"],
        cities: &["Hamburg", "Bremerhaven", "Lübeck", "Kiel", "Rostock", "Schwäbisch Gmünd"],
        companies: &["Hafenbuchhandlung Kröger", "Gymnasium am Deich", "Norddeutsche Versandbuchgesellschaft mbH", "Stadtbücherei Lübeck"],
    },
    Region {
        weight: 6, phones: phones::IRELAND, country: 104,
        first: &["Saoirse", "Cillian", "Niamh", "Oisín", "Caoimhe", "Pádraig", "Róisín", "Eoghan"],
        last: &["O'Sullivan", "Ní Dhomhnaill", "Byrne", "Mac Giolla Phádraig", "Kavanagh", "Ó Súilleabháin"],
        cities: &["Cork", "Galway", "Dublin", "Waterford"],
        companies: &["Claddagh Books", "Scoil Mhuire", "Liffey Press"],
    },
    Region {
        weight: 4, phones: phones::SWEDEN, country: 209,
        first: &["Åsa", "Björn", "Linnéa", "Göran", "Sigrid", "Östen"],
        last: &["Ågren", "Öberg", "Sjöström", "Lindqvist", "Nyström"],
        cities: &["Göteborg", "Malmö", "Kalmar"],
        companies: &["Skeppsbro Bok", "Sjöfartsskolan"],
    },
    Region {
        weight: 7, phones: phones::MOROCCO, country: 148,
        first: &["يوسف", "خديجة", "إدريس", "سلمى", "عبد اللطيف", "زينب", "حمزة", "نور الهدى"],
        last: &["العلوي", "بنجلون", "الفاسي", "أيت أحمد", "الإدريسي", "التازي"],
        cities: &["طنجة", "الدار البيضاء", "أكادير"],
        companies: &["مكتبة المرسى", "مدرسة النور", "دار القلم"],
    },
    Region {
        weight: 5, phones: phones::SAUDI_ARABIA, country: 191,
        first: &["سارة", "عبدالعزيز", "ريم", "فيصل", "لطيفة", "تركي"],
        last: &["القحطاني", "الغامدي", "آل سعيد", "الحربي", "الشمري"],
        cities: &["جدة", "الدمام", "الرياض"],
        companies: &["شركة الميناء للنشر", "مكتبة الواحة"],
    },
    Region {
        weight: 8, phones: phones::INDIA, country: 101,
        first: &["आरव", "प्रिया", "विवान", "मीरा", "रोहन", "काव्या", "सिद्धार्थ", "लक्ष्मी"],
        last: &["शर्मा", "अय्यर", "देशपांडे", "बनर्जी", "श्रीवास्तव", "पटेल"],
        cities: &["मुंबई", "कोच्चि", "चेन्नई", "पुणे"],
        companies: &["सागर पुस्तक भंडार", "नवोदय विद्यालय", "किताब महल"],
    },
    Region {
        weight: 7, phones: phones::CHINA, country: 45,
        first: &["伟", "芳", "秀英", "子轩", "欣怡", "浩然", "梦琪", "建国"],
        last: &["王", "李", "张", "司马", "陈", "诸葛", "黄"],
        cities: &["上海", "宁波", "青岛", "厦门"],
        companies: &["海风书屋", "青岛实验小学", "望海楼文化"],
    },
    Region {
        weight: 6, phones: phones::JAPAN, country: 109,
        first: &["翔太", "美咲", "陽菜", "蓮", "さくら", "大輔", "ゆうこ", "健"],
        last: &["鈴木", "高橋", "田中", "渡辺", "小林", "長谷川"],
        cities: &["横浜市", "神戸市", "長崎市"],
        companies: &["みなと書店", "港小学校", "波止場文庫"],
    },
    Region {
        weight: 6, phones: phones::VIETNAM, country: 240,
        first: &["Thị Hương", "Văn Đức", "Minh Quân", "Thuỳ Linh", "Quốc Bảo", "Ngọc Ánh"],
        last: &["Nguyễn", "Trần", "Phạm", "Đặng", "Bùi", "Võ"],
        cities: &["Hải Phòng", "Đà Nẵng", "Vũng Tàu"],
        companies: &["Nhà sách Biển Xanh", "Trường Tiểu học Hoa Sen"],
    },
    Region {
        weight: 7, phones: phones::UKRAINE, country: 230,
        first: &["Оксана", "Богдан", "Юлія", "Святослав", "Мар'яна", "Григорій", "Ірина"],
        last: &["Шевченко", "Коваленко", "Бондарчук", "Ткаченко", "Єфименко", "Щербак"],
        cities: &["Одеса", "Миколаїв", "Херсон"],
        companies: &["Книгарня «Причал»", "Гімназія №5"],
    },
    Region {
        weight: 5, phones: phones::SPAIN, country: 207,
        first: &["Íñigo", "María José", "Begoña", "Xoán", "Lucía", "Andrés"],
        last: &["Muñoz", "Etxeberria", "Peña", "García de la Torre", "Ibáñez"],
        cities: &["A Coruña", "Cádiz", "Málaga", "Bilbao"],
        companies: &["Librería del Puerto", "Colegio La Ría"],
    },
    Region {
        weight: 4, phones: phones::KOREA, country: 116,
        first: &["지훈", "서연", "하준", "수빈", "은지"],
        last: &["이", "박", "최", "정", "남궁"],
        cities: &["부산", "인천"],
        companies: &["항구서점", "바다초등학교"],
    },
    Region {
        weight: 4, phones: phones::GREECE, country: 85,
        first: &["Γιώργος", "Ελένη", "Κωνσταντίνος", "Σοφία"],
        last: &["Παπαδάκης", "Νικολάου", "Αναγνωστοπούλου", "Βλάχος"],
        cities: &["Πειραιάς", "Θεσσαλονίκη"],
        companies: &["Βιβλιοπωλείο Λιμάνι"],
    },
];

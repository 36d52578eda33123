//! The contacts one sees first: in many scripts, short and long, complete and bare.

/// A contact written by hand. Groups are separated by `|`.
pub(super) struct Hero {
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) phone: Option<&'static str>,
    pub(super) company: Option<&'static str>,
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    pub(super) source: &'static str,
    pub(super) groups: &'static str,
    pub(super) city: Option<&'static str>,
    pub(super) email: Option<&'static str>,
    pub(super) opted_out: bool,
}

#[allow(clippy::too_many_arguments)]
const fn hero(
    first: &'static str,
    last: &'static str,
    phone: &'static str,
    company: &'static str,
    kind: &'static str,
    status: &'static str,
    source: &'static str,
    groups: &'static str,
    city: &'static str,
    email: &'static str,
) -> Hero {
    Hero {
        first,
        last,
        phone: some(phone),
        company: some(company),
        kind,
        status,
        source,
        groups,
        city: some(city),
        email: some(email),
        opted_out: false,
    }
}

const fn some(text: &'static str) -> Option<&'static str> {
    if text.is_empty() { None } else { Some(text) }
}

const fn out(mut hero: Hero) -> Hero {
    hero.opted_out = true;
    hero
}

/// The place of the first regular among all contacts: after those that small shops of tests are made of.
pub(super) const FIRST_REGULAR: usize = 60;

/// What a believable list of contacts has besides: the same person under two numbers, since WhatsApp writes some
/// countries' numbers in two ways, numbers without their plus sign, and names that try every column.
#[rustfmt::skip]
pub(super) const REGULARS: &[Hero] = &[
    // Brazil: with the ninth digit and without.
    hero("Conceição", "Magalhães", "+5520987650142", "Livraria Cais do Porto", "customer", "Won", "Website", "Repeat buyers", "Salvador", "conceicao@example.com"),
    hero("Conceição", "Magalhães", "+552087650142", "", "lead", "New", "Old list", "", "Salvador", ""),
    hero("João Pedro", "dos Santos Araújo", "+5520987650155", "", "lead", "Contacted", "Walk-in", "", "Recife", "jp.araujo@example.com"),
    hero("João Pedro", "dos Santos Araújo", "+552087650155", "", "guest", "New", "Old list", "", "Recife", ""),
    // Mexico: with the 1 of former times and without.
    hero("María Guadalupe", "Hernández Peña", "+525500005142", "Librería El Malecón", "customer", "Qualified", "Trade fair", "Schools", "Veracruz", "lupita@example.com"),
    hero("María Guadalupe", "Hernández Peña", "+5215500005142", "", "lead", "New", "Old list", "", "Veracruz", ""),
    hero("Itzel", "Muñiz", "+525500005155", "", "lead", "Waiting", "Website", "", "Mérida", ""),
    hero("Itzel", "Muñiz", "+5215500005155", "", "lead", "New", "Old list", "", "", ""),
    // Argentina: with the 9 of mobile numbers and without.
    hero("Agustina", "Güemes", "+5491100005142", "Librería de la Dársena", "customer", "Won", "Referral", "VIP", "Rosario", "agustina@example.com"),
    hero("Agustina", "Güemes", "+541100005142", "", "lead", "New", "Old list", "", "Rosario", ""),
    hero("Nahuel", "Echagüe", "+5491100005155", "", "lead", "Contacted", "Walk-in", "", "Bahía Blanca", ""),
    hero("Nahuel", "Echagüe", "+541100005155", "", "guest", "New", "Old list", "", "", ""),
    // Stored without the plus sign, so that a send does not find them.
    hero("Hamish", "Drummond", "447700900555", "", "lead", "New", "Old list", "", "Aberdeen", ""),
    hero("Chloé", "Kervella", "33639980555", "Au fil des pages", "customer", "Qualified", "Old list", "", "Brest", "chloe.kervella@example.com"),
    // Names of every kind.
    hero("Anna  Maria  del  Carmen", "von und zu  Hohenfels", "+447700900556", "", "guest", "New", "Website", "", "Bath", ""),
    hero("Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewarenwohlgepflegeundsorgfaltigkeitbeschutzenvorangreifendurchihrraubgierigfeindewelchevoraltern", "voran", "+447700900557", "", "guest", "New", "Website", "", "Hamburg", ""),
    hero("O", "X", "+447700900558", "", "lead", "New", "Website", "", "Y", ""),
    hero("Zoë 📚", "Fairweather 🌊", "+447700900559", "The Paper Lantern ✨", "customer", "Won", "Walk-in", "Book club", "Whitby", "zoe@example.com"),
    hero("👩‍👩‍👧‍👦", "👍🏽", "+447700900560", "", "guest", "New", "Website", "", "", ""),
    hero("عبد الرحمن (Abdul)", "O'Neill", "+447700900561", "Books & <More> \"Ltd\"", "lead", "Contacted", "Referral", "", "Cardiff", ""),
    hero("=SUM(A1)", "+1; DROP TABLE", "+447700900562", "", "guest", "New", "Website", "", "", ""),
    hero("Nguye\u{302}\u{303}n", "A\u{30a}gren", "+447700900563", "", "lead", "New", "Website", "", "Hải Phòng", ""),
    hero("שרה-לאה", "בן־גוריון", "+97260000555", "ספרי הנמל", "customer", "Won", "Trade fair", "Libraries", "חיפה", "sarah@example.com"),
    hero("Ġorġ", "Ħamrun-Ċassar", "+447700900564", "", "lead", "Waiting", "Website", "", "Il-Belt Valletta", ""),
];

/// Newest change first.
#[rustfmt::skip]
pub(super) const HEROES: &[Hero] = &[
    hero("Nadia", "Verhoeven", "+15550100142", "Verhoeven Papier", "customer", "Qualified", "Trade fair", "Spring launch|Repeat buyers|Schools", "Springfield", "nadia@example.com"),
    hero("فاطمة الزهراء", "بن علي", "+212600000142", "مكتبة الأندلس", "customer", "Won", "Walk-in", "Repeat buyers", "الرباط", "fatima.benali@example.com"),
    hero("अनन्या", "कृष्णमूर्ति", "+919876500142", "किताब घर", "lead", "New", "Website", "Spring launch", "पुणे", "ananya@example.in"),
    hero("Friederike", "Freifrau von Schwarzenbrunner-Hohenlohe", "+491713920014", "Donaubuchhandlung Vilshofen GmbH & Co. KG", "customer", "Won", "Referral", "Harbour regulars|VIP", "Vilshofen an der Donau", "friederike@donaubuch.example"),
    hero("诗涵", "欧阳", "+8613800000142", "海港书店", "lead", "Contacted", "Trade fair", "Spring launch", "上海", ""),
    hero("Tomás", "Lindqvist", "+46701740605", "", "customer", "Qualified", "Trade fair", "", "Göteborg", "tomas.lindqvist@example.com"),
    hero("447700900177", "", "+447700900177", "", "lead", "New", "Website", "", "", ""),
    hero("محمد عبد الرحمن", "الشريف", "+966555550187", "شركة النخيل للتجارة", "lead", "Waiting", "Website", "Schools", "جدة", "m.alsharif@example.com"),
    hero("José", "Ñuñez Íñiguez", "+34600000142", "Librería Ñandú", "customer", "Won", "Old list", "Repeat buyers", "A Coruña", "jose@nandu.example"),
    hero("Зоя", "Мирошниченко", "+380500000142", "", "lead", "Contacted", "Walk-in", "Spring launch", "Одеса", ""),
    out(hero("Aoife", "Ní Bhraonáin", "+353209120142", "Trá Books", "customer", "Qualified", "Referral", "Harbour regulars", "Gaillimh", "aoife@trabooks.example")),
    hero("健太", "佐藤", "+819000000142", "佐藤書房", "lead", "New", "Website", "", "横浜市", "sato@example.jp"),
    hero("PETER", "GRANT", "+447700900312", "GRANT & SONS", "customer", "Lost", "Old list", "", "LEEDS", "PETER.GRANT@EXAMPLE.CO.UK"),
    hero("Thị Minh Châu", "Nguyễn", "+84900000142", "Nhà sách Cảng Xanh", "lead", "Contacted", "Trade fair", "Spring launch|Newsletter", "Đà Nẵng", "chau@cangxanh.example"),
    hero("Camille", "Lefèvre-Dufresne", "+33639980142", "Le Quai des livres", "customer", "Won", "Walk-in", "Repeat buyers|Book club", "Saint-Malo", "camille@quaideslivres.example"),
    hero("Priya", "-", "+919876500177", "", "guest", "New", "Website", "", "", ""),
    hero("Oluwaseun", "Adébáyọ̀", "", "Lagos Book Exchange", "lead", "Waiting", "Referral", "Schools", "Lagos", "seun@example.com"),
    hero("민서", "김", "+821000000142", "민서네 책방", "lead", "Qualified", "Trade fair", "Spring launch", "부산", ""),
    hero("Μαρία", "Παπαδοπούλου", "+306900000142", "", "customer", "Won", "Walk-in", "Harbour regulars", "Πειραιάς", "maria.p@example.com"),
    hero("Ingrid", "Sørensen-Vik", "+4740000142", "Fjordbok AS", "guest", "Contacted", "Old list", "", "Bergen", "ingrid@fjordbok.example"),
    hero("Rui", "Gonçalves", "+351910000142", "", "lead", "New", "Website", "", "Setúbal", "rui.goncalves@example.com"),
    hero("Élodie", "Marchand", "+33639980177", "Page à page", "customer", "Won", "Referral", "Repeat buyers", "Nantes", "elodie@pageapage.example"),
    hero("Dávid", "Szűcs", "+36200000142", "Kikötő Könyvek", "lead", "Contacted", "Trade fair", "Schools", "Győr", ""),
    hero("Sunita", "Rao", "+919876500312", "", "customer", "Qualified", "Website", "VIP", "Mumbai", "sunita.rao@example.in"),
    hero("Marek", "Dvořák", "+420601000142", "Antikvariát U Mola", "lead", "New", "Old list", "", "Brno", "marek@umola.example"),
    hero("Hanna", "Virtanen", "+358400000142", "", "guest", "New", "Website", "", "Turku", ""),
    hero("William", "O’Shaughnessy", "+353209120177", "", "lead", "Lost", "Walk-in", "Do not message", "Corcaigh", ""),
    // The same person twice: an older send of a code stored the number without its plus sign.
    hero("N.", "Verhoeven", "15550100142", "", "lead", "New", "Old list", "", "", ""),
    // Named for what their last four digits rehearse.
    hero("Noor", "Not-on-WhatsApp", "+15550109001", "", "lead", "New", "Website", "", "Springfield", "noor@example.com"),
    out(hero("Otto", "Opted-out", "+15550109002", "", "customer", "Lost", "Old list", "Do not message", "Springfield", "otto@example.com")),
    hero("Wanda", "Window-closed", "+15550109003", "", "lead", "Waiting", "Website", "", "Springfield", "wanda@example.com"),
    hero("Lars", "Lost-answer", "+15550109004", "", "lead", "New", "Website", "", "Springfield", "lars@example.com"),
    hero("Tara", "Too-many-calls", "+15550109005", "", "lead", "New", "Website", "", "Springfield", "tara@example.com"),
    hero("Pia", "Plan-full", "+15550109006", "", "lead", "New", "Website", "", "Springfield", "pia@example.com"),
    hero("Selma", "Slow-answer", "+15550109007", "", "lead", "New", "Website", "", "Springfield", "selma@example.com"),
    hero("Ivan", "Internal-error", "+15550109008", "", "lead", "New", "Website", "", "Springfield", "ivan@example.com"),
    hero("Petra", "Paused-template", "+15550109009", "", "lead", "New", "Website", "", "Springfield", "petra@example.com"),
    hero("Abel", "Accepted", "+15550109000", "", "lead", "New", "Website", "", "Springfield", "abel@example.com"),
    hero("Edda", "Early-fault", "+15550109010", "", "lead", "New", "Website", "", "Springfield", "edda@example.com"),
    hero("Anton", "Answers", "+15550109011", "", "lead", "New", "Website", "", "Springfield", "anton@example.com"),
    hero("Stella", "Stop", "+15550109012", "", "lead", "New", "Website", "", "Springfield", "stella@example.com"),
];

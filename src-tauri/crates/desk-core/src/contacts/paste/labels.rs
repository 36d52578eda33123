//! Words that say what stands beside them, in the languages signatures come in.

use super::{PastedField, PastedKind};
use crate::contacts::fold::fold;

/// What a label before a colon (or before a number) announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Field(PastedField),
    Name,
    Phone(Option<PastedKind>),
    /// Numbers and codes that are nobody's phone, and addresses on the web.
    Ignored,
}

const MOBILE: &str = "mobile mobil mob cell cellphone handy m movil celular cel portable gsm whatsapp wa cellulare \
    telemovel komorka mobiel mobitel ponsel hp di dong моб мобильный мобильник جوال الجوال موبايل محمول واتساب 手机 手機 \
    携帯 携帯電話 휴대폰 휴대전화 핸드폰 मोबाइल มือถือ נייד κινητο cep";
const WORK: &str = "tel telephone telefon telefono telefone tlf tfn phone ph t p office work buro direct telefoon puhelin \
    puh tf fono telp dien thoai тел телефон раб هاتف تلفون الهاتف مكتب 电话 電話 座机 전화 फोन दूरभाष โทร โทรศัพท์ טלפון \
    τηλ τηλεφωνο d o w";
const HOME: &str = "home private privat maison casa дом домашний المنزل 自宅";
const FAX: &str = "fax telefax f faks факс فاكس 传真 傳真 팩스 फैक्स";
const NAME: &str = "name full name contact nombre nom nome naam navn namn имя фио الاسم 姓名 名前 お名前 氏名 이름 성명 नाम \
    ชื่อ שם ονομα isim ad soyad ho ten contact person ansprechpartner kontakt";
const FIRST: &str = "first name firstname given name vorname prenom nombre de pila voornaam 名";
const LAST: &str = "last name lastname surname family name nachname apellido apellidos cognome achternaam фамилия 姓";
const COMPANY: &str = "company organisation organization firm firma empresa societe azienda bedrijf foretag компания \
    организация الشركة شركة 公司 会社 会社名 회사 कंपनी บริษัท חברה εταιρεια sirket cong ty org";
const EMAIL: &str = "email e-mail mail e correo correo electronico courriel почта эл почта البريد البريد الالكتروني 邮箱 \
    电子邮件 メール 이메일 ईमेल อีเมล דואל";
const CITY: &str = "city town ort stadt ciudad ville citta cidade stad город المدينة مدينة 城市 市 도시 शहर เมือง עיר πολη sehir \
    location";
const ADDRESS: &str = "address adresse direccion indirizzo endereco adres adress адрес العنوان عنوان 地址 住所 주소 पता ที่อยู่ \
    כתובת διευθυνση add addr street";
const ZIP: &str = "zip postcode postal code plz cp code postal cep cap индекс 邮编 郵便番号";
const NOTE: &str = "note notes comment bemerkung nota notiz";
const IGNORED: &str = "iban bic swift vat vat id ust-idnr ust-id ustid steuernummer hrb hra siret siren nif cif cnpj cpf kvk btw \
    gst gstin pan inn инн огрн кпп tva rcs ein abn acn company number company no reg no registration reg fn skype linkedin \
    instagram facebook twitter web website www url site сайт 网址 网站 qq wechat 微信 line id kununu xing date datum fecha \
    subject betreff to cc sent gesendet from re order invoice ref";

/// What the words before a colon mean. Marks and letter case aside.
pub(super) fn of(words: &str) -> Option<Label> {
    let wanted = clean(words);
    if wanted.is_empty() {
        return None;
    }
    let table: [(&str, Label); 14] = [
        // Before the first name, in whose words it is contained.
        (NAME, Label::Name),
        (FIRST, Label::Field(PastedField::Firstname)),
        (LAST, Label::Field(PastedField::Lastname)),
        (MOBILE, Label::Phone(Some(PastedKind::Mobile))),
        (FAX, Label::Phone(Some(PastedKind::Fax))),
        (HOME, Label::Phone(Some(PastedKind::Home))),
        (WORK, Label::Phone(Some(PastedKind::Work))),
        (COMPANY, Label::Field(PastedField::Company)),
        (EMAIL, Label::Field(PastedField::Email)),
        (CITY, Label::Field(PastedField::City)),
        (ADDRESS, Label::Field(PastedField::Address)),
        (ZIP, Label::Field(PastedField::Zip)),
        (NOTE, Label::Field(PastedField::Description)),
        (IGNORED, Label::Ignored),
    ];
    table
        .into_iter()
        .find(|(words, _)| holds(words, &wanted))
        .map(|(_, label)| label)
}

/// Among the words, alone or beside its neighbours.
fn holds(words: &str, wanted: &str) -> bool {
    let words = clean(words);
    words.match_indices(wanted).any(|(at, _)| {
        let before = words[..at].chars().next_back();
        let after = words[at + wanted.len()..].chars().next();
        before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace)
    })
}

fn clean(text: &str) -> String {
    let text = text.replace(
        [
            ':', '：', '.', '*', '(', ')', '[', ']', '☎', '📞', '📱', '✆', '✉', '\u{fe0f}',
        ],
        " ",
    );
    let folded = fold(text.trim());
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line before or after the person: greetings, thanks, the marks of mail programs.
pub(super) fn is_courtesy(line: &str) -> bool {
    const STARTS: &str = "best|best regards|kind regards|regards|warm regards|best wishes|cheers|thanks|thank you|many thanks|\
        yours sincerely|sincerely|yours|hi|hello|dear|mit freundlichen grussen|freundliche grusse|viele grusse|beste grusse|\
        liebe grusse|herzliche grusse|lg|mfg|cordialement|bien cordialement|salutations|bonjour|merci|saludos|un saludo|\
        atentamente|gracias|cordiali saluti|distinti saluti|grazie|atenciosamente|abracos|obrigado|obrigada|met vriendelijke \
        groet|met vriendelijke groeten|groeten|med vanlig halsning|med vanliga halsningar|vanliga halsningar|med venlig \
        hilsen|hilsen|с уважением|спасибо|مع التحية|مع أطيب التحيات|وتفضلوا|تحياتي|此致|敬礼|祝好|よろしくお願いします|\
        よろしくお願いいたします|감사합니다|धन्यवाद|सादर|ขอแสดงความนับถือ|sent from my|von meinem|enviado desde|envoye de|\
        get outlook|saygilarimla|tran trong|pozdrawiam|z powazaniem|na shledanou|s pozdravem";
    let line = clean(line.trim_end_matches(['!', ',', '.', ';']));
    clean(&STARTS.replace('|', " | "))
        .split('|')
        .map(str::trim)
        .any(|start| {
            line == start
                || (start.len() > 5 && line.starts_with(start))
                || (matches!(start, "hi" | "hello" | "dear" | "thanks")
                    && line.starts_with(&format!("{start} ")))
        })
}

/// What a person does there: no name, no company.
pub(super) fn is_job(line: &str) -> bool {
    const WORDS: &str = "manager director head officer ceo cto cfo coo founder co-founder president vice assistant engineer \
        consultant sales marketing representative executive buyer purchasing accountant partner lead specialist analyst \
        developer secretary owner teacher professor lawyer attorney geschaftsfuhrer geschaftsfuhrerin leiter leiterin \
        vertrieb einkauf vertriebsleiter vertriebsleiterin inhaber inhaberin berater beraterin prokurist directeur \
        directrice gerant gerante responsable commercial commerciale chef chargee director directora gerente jefe jefa \
        ventas compras direttore direttrice responsabile titolare diretor diretora verkoper verkoopmanager \
        inkoper zaakvoerder saljare inkopare vd direktor директор менеджер руководитель مدير مديرة المدير مهندس 经理 总经理 \
        总监 部長 課長 社長 営業部 팀장 대표 대표이사 과장 부장 प्रबंधक निदेशक mudur uzman";
    let words = clean(WORDS);
    let known: Vec<&str> = words.split(' ').collect();
    // Without spaces between words: part of the line.
    let inside = [
        "经理", "總監", "总监", "主管", "部長", "課長", "社長", "営業", "팀장", "대표", "과장",
        "부장",
    ];
    let line_words = clean(&line.replace([',', '/', '&', '|'], " "));
    inside.iter().any(|part| line.contains(part))
        || line_words.split(' ').any(|word| known.contains(&word))
}

/// The ending or beginning by which a company is known.
pub(super) fn is_company(line: &str) -> bool {
    const WORDS: &str = "gmbh ag kg ohg ug gbr mbh ltd limited llc llp inc plc corp corporation company co sa sas sarl eurl sl slu \
        srl spa snc bv nv vof ab hb oy oyj as asa aps a/s kft zrt sro sp zoo ooo оао ооо зао ао тоо пао eood ood doo dd jsc sarlau \
        pvt pty gruppe group holding ltda eireli me sac cia sti as kabushiki bhd sdn pte tbk pt cv llc fze fzco est";
    let lower = clean(&line.replace(['&', ','], " "));
    let plain = fold(&line.replace([' ', '.'], ""));
    let words = clean(WORDS);
    let known: Vec<&str> = words.split(' ').collect();
    let mut spoken = lower.split(' ').skip(1).peekable();
    let ends = spoken.peek().is_some() && spoken.any(|word| known.contains(&word));
    let dotted = [
        "s.a.",
        "s.r.l.",
        "s.l.",
        "s.p.a.",
        "b.v.",
        "n.v.",
        "sp. z o.o",
        "s.r.o",
        "d.o.o",
        "a.s.",
        "e.k.",
        "e.v.",
    ];
    let begins = [
        "ооо",
        "оао",
        "зао",
        "пао",
        "ип",
        "شركة",
        "مؤسسة",
        "مكتبة",
        "株式会社",
        "有限会社",
        "(주)",
        "주식회사",
        "บริษัท",
        "pt ",
        "cong ty",
    ];
    let folded = fold(line);
    let contains = [
        "有限公司",
        "公司",
        "集团",
        "株式会社",
        "有限会社",
        "合同会社",
        "주식회사",
        "(주)",
        "प्राइवेट लिमिटेड",
        "लिमिटेड",
        "จำกัด",
        "בעמ",
        "בע\"מ",
    ];
    ends || dotted.iter().any(|end| folded.contains(end))
        || begins.iter().any(|start| folded.starts_with(&fold(start)))
        || contains.iter().any(|part| plain.contains(&fold(part)))
}

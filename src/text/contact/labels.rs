//! What contacts are called in a dozen languages, however it is spaced, and where on a line such labels stand.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::typed::{COLONS, as_url, is_separator, narrow, narrow_char};
use crate::feed::Email;
use crate::text::sentence::{columns, is_wide};

/// What a label says that its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Phone,
    Fax,
    Email,
    Website,
    Address,
    Postcode,
    Person,
    Company,
    Hours,
    /// A messenger or a social network, by its lower-case name.
    Messenger(&'static str),
    /// `Contact:`: whatever its value turns out to be.
    Any,
}

impl Label {
    /// Whether its values prove themselves: names, places and hours do not.
    pub fn is_strong(self) -> bool {
        matches!(self, Self::Phone | Self::Fax | Self::Email | Self::Website | Self::Messenger(_))
    }
}

/// Labels in lower case. A label may have a few words before it (`sales e-mail`, `全国服务热线`).
const LABELS: &[(Label, &str)] = &[
    (
        Label::Phone,
        "tel|tel.|telephone|phone|phone number|hotline|service hotline|mobile|mobile phone|cell|call|call us|telephone number|t|m|p|ph|\
         toll free|toll-free|office|landline|电话|電話|电话号码|联系电话|聯絡電話|聯繫電話|热线|熱線|服务热线|服務熱線|客服热线|咨询热线|\
         手机|手機|手机号|座机|客服|客服电话|固话|電話番号|お電話|携帯|전화|전화번호|연락처|휴대폰|대표전화|telefon|tel.-nr.|handy|mobil|rufnummer|\
         téléphone|tél|tél.|portable|teléfono|telefono|móvil|celular|telefone|telemóvel|cellulare|телефон|тел|тел.|моб|моб.|мобильный|\
         горячая линия|telefoon|số điện thoại|điện thoại|โทร|หมายเลขโทรศัพท์|هاتف|telp|telepon|mob|mob.|cel.|gsm|infolinia|telefonnummer|τηλέφωνο|τηλ|τηλ.|\
         โทรศัพท์|الهاتف|تلفون|جوال|الجوال|الخط الساخن|फ़ोन|फोन|दूरभाष|मोबाइल|טלפון|çağrı merkezi|номер телефону",
    ),
    (
        Label::Fax,
        "fax|fax.|fax number|telefax|f|传真|傳真|ファックス|ファクス|팩스|télécopie|факс|faks|φαξ|แฟกซ์|فاكس|फ़ैक्स|फैक्स|פקס",
    ),
    (
        Label::Email,
        "email|e-mail|mail|e|e-mail address|email address|email us|邮箱|郵箱|邮件|郵件|电子邮件|電子郵件|电子邮箱|電子郵箱|電郵|电邮|\
         メール|メールアドレス|eメール|이메일|메일|전자우편|courriel|mél|correo|correo electrónico|correo-e|correio|correio eletrônico|\
         posta elettronica|pec|почта|эл. почта|эл.почта|электронная почта|имейл|อีเมล|thư điện tử|البريد الإلكتروني|surel|بريد إلكتروني|ईमेल|ई-मेल|e-posta|eposta|poczta|пошта|דוא\"ל|email liên hệ",
    ),
    (
        Label::Website,
        "website|web site|web|site|homepage|home page|url|www|w|internet|visit|visit us|online|网址|網址|官网|官網|网站|網站|官方网站|官方網站|\
         主页|主頁|公司网站|ウェブサイト|ホームページ|웹사이트|홈페이지|webseite|webpräsenz|site web|site internet|sitio web|página web|sítio|\
         sito|sito web|сайт|веб-сайт|เว็บไซต์|trang web|الموقع|الموقع الإلكتروني|वेबसाइट|web sitesi|strona|strona internetowa|website url|אתר",
    ),
    (
        Label::Address,
        "address|addr|addr.|add|add.|a|head office|headquarters|office address|company address|mailing address|postal address|location|地址|公司地址|\
         联系地址|聯絡地址|通讯地址|办公地址|总部|總部|住所|所在地|本社|本社所在地|주소|본사|adresse|anschrift|postanschrift|sitz|siège|dirección|domicilio|\
         endereço|morada|indirizzo|sede|адрес|ที่อยู่|địa chỉ|العنوان|alamat|पता|adres|адреса|διεύθυνση|כתובת",
    ),
    (
        Label::Postcode,
        "postcode|post code|postal code|zip|zip code|p.c.|邮编|郵編|邮政编码|郵遞區號|郵便番号|우편번호|plz|индекс|cep|cap",
    ),
    (
        Label::Person,
        "contact person|contact name|attn|attn.|attention|person in charge|联系人|聯絡人|聯繫人|媒体联系人|新闻联系人|新聞聯絡人|媒體聯絡人|负责人|担当|担当者|ご担当|담당자|\
         담당|ansprechpartner|ansprechpartnerin|interlocuteur|persona de contacto|pessoa de contato|referente|контактное лицо",
    ),
    (
        Label::Company,
        "company|company name|organization|organisation|公司|公司名称|单位|单位名称|会社名|社名|회사|회사명|firma|unternehmen|société|empresa|azienda|компания",
    ),
    (
        Label::Hours,
        "hours|office hours|business hours|opening hours|working hours|工作时间|营业时间|服务时间|受付時間|営業時間|영업시간|öffnungszeiten|horaires|horario|orari|часы работы",
    ),
    (
        Label::Any,
        "contact|contacts|contact us|media contact|media contacts|press contact|press contacts|press|media|sales|support|inquiries|enquiries|联系方式|\
         聯絡方式|联系我们|聯絡我們|媒体联系|連絡先|お問い合わせ|お問い合わせ先|문의|문의처|kontakt|pressekontakt|contact presse|contacto|contato|contatti|\
         контакты|контакт",
    ),
    (
        Label::Messenger("wechat"),
        "wechat|wechat id|weixin|微信|微信号|微信號|公众号|公眾號|微信公众号|微信公眾號|ウィーチャット|위챗|вичат",
    ),
    (Label::Messenger("whatsapp"), "whatsapp|whats app|wa|واتساب|واتس اب|व्हाट्सएप|וואטסאפ"),
    (Label::Messenger("skype"), "skype|skype id"),
    (Label::Messenger("qq"), "qq|qq群|qq号|企业qq|客服qq|qq群号"),
    (Label::Messenger("line"), "line|line id|line@|ไลน์|라인"),
    (Label::Messenger("telegram"), "telegram|телеграм|телеграмм|电报|tg|تيليجرام|تلغرام"),
    (Label::Messenger("signal"), "signal"),
    (Label::Messenger("viber"), "viber|вайбер"),
    (Label::Messenger("zalo"), "zalo"),
    (Label::Messenger("kakaotalk"), "kakao|kakaotalk|카카오톡|카톡"),
    (Label::Messenger("dingtalk"), "dingtalk|钉钉|釘釘"),
    (Label::Messenger("weibo"), "weibo|微博|新浪微博|官方微博"),
    (Label::Messenger("douyin"), "douyin|抖音|抖音号"),
    (Label::Messenger("xiaohongshu"), "xiaohongshu|小红书"),
    (Label::Messenger("bilibili"), "bilibili|b站"),
    (Label::Messenger("zhihu"), "zhihu|知乎"),
    (Label::Messenger("twitter"), "twitter|x|twitter/x|x (twitter)|推特"),
    (Label::Messenger("facebook"), "facebook|fb|脸书|臉書"),
    (Label::Messenger("instagram"), "instagram|insta|ig"),
    (Label::Messenger("linkedin"), "linkedin|领英"),
    (Label::Messenger("youtube"), "youtube"),
    (Label::Messenger("tiktok"), "tiktok"),
    (Label::Messenger("mastodon"), "mastodon"),
    (Label::Messenger("bluesky"), "bluesky"),
    (Label::Messenger("discord"), "discord"),
    (Label::Messenger("slack"), "slack"),
    (Label::Messenger("github"), "github"),
    (Label::Messenger("vk"), "vk|вк|вконтакте"),
];

/// The label that a name stands for, as [`LabelText`] has it.
static NAMES: LazyLock<HashMap<String, Label>> = LazyLock::new(|| {
    LABELS
        .iter()
        .flat_map(|&(label, names)| names.split('|').map(move |name| (LabelText::of(name).text, label)))
        .collect()
});

/// Headings that say that contacts follow.
const HEADINGS: &str = "contact|contacts|contact us|contact information|contact info|contact details|media contact|media contacts|\
    media inquiries|media enquiries|press contact|press contacts|press inquiries|press enquiries|press office|media relations|get in touch|\
    for more information|for further information|for media inquiries|for media enquiries|for press inquiries|reach us|how to reach us|\
    sales contact|investor contact|customer service|联系我们|聯繫我們|聯絡我們|联络我们|联系方式|聯絡方式|聯繫方式|联系信息|媒体联系|媒體聯絡|媒体联系人|\
    媒体垂询|新闻联系人|商务合作|商务联系|客户服务|お問い合わせ|お問い合わせ先|お問合せ|お問合せ先|連絡先|本件に関するお問い合わせ|\
    本件に関するお問い合わせ先|報道関係者お問い合わせ先|문의|문의처|연락처|보도자료 문의|미디어 문의|kontakt|pressekontakt|kontaktdaten|\
    ihr ansprechpartner|ansprechpartner|contact presse|contacts presse|contactez-nous|nous contacter|service de presse|contacto|contáctenos|\
    contacto de prensa|contactos|contacto para medios|contato|contatos|fale conosco|contacte-nos|assessoria de imprensa|contatti|contatto|\
    contattaci|ufficio stampa|контакты|контактная информация|свяжитесь с нами|пресс-служба|контакты для сми|新聞聯絡|\
    perscontact|contact voor de pers|contactpersoon|presskontakt|pressekontakter|kontakt dla mediów|kontakt pro média|basın iletişim|\
    للتواصل|للتواصل الإعلامي|للاستفسار|للاستفسارات الإعلامية|اتصل بنا|לפרטים נוספים|לפרטים|יצירת קשר|צור קשר|איש קשר לתקשורת";

/// How a longer line begins that says the same and ends with a colon.
#[rustfmt::skip]
const HEADING_STARTS: &[&str] = &[
    "for more information", "for further information", "for media", "for press", "for additional information",
    "for inquiries", "for enquiries", "media contact", "press contact", "to learn more", "contact",
    "please contact", "如需", "欲了解", "更多信息", "更多詳情", "如有", "本件に関する", "für weitere", "pour plus", "pour toute",
    "para más", "para mais", "per ulteriori", "для получения", "по вопросам", "noot voor de redactie", "voor meer informatie",
    "för mer information", "więcej informacji", "daha fazla bilgi", "للمزيد", "لمزيد من", "للتواصل", "לפרטים", "לשאלות",
];

/// Signs that stand for a label.
const ICONS: &[(char, Label)] = &[
    ('☎', Label::Phone),
    ('📞', Label::Phone),
    ('📱', Label::Phone),
    ('☏', Label::Phone),
    ('📠', Label::Fax),
    ('✉', Label::Email),
    ('📧', Label::Email),
    ('📩', Label::Email),
    ('📨', Label::Email),
    ('🌐', Label::Website),
    ('🔗', Label::Website),
    ('📍', Label::Address),
    ('🏢', Label::Address),
    ('🏠', Label::Address),
];

/// A text as the tables have labels: narrow, in lower case, one blank between words, and none where a label
/// is spread out (`电 话`, `T E L`).
struct LabelText {
    text: String,
    /// For each of its characters, where it begins and where that comes from.
    from: Vec<(usize, usize)>,
}

impl LabelText {
    fn of(original: &str) -> Self {
        let mut written = Self { text: String::with_capacity(original.len()), from: Vec::new() };
        let words: Vec<&str> = original.split_whitespace().collect();
        let alone = |at: usize| {
            let mut letters = words.get(at).map(|word| word.chars()).into_iter().flatten();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        };
        for (at, word) in words.iter().enumerate() {
            // Words are parts of the original.
            let start = word.as_ptr() as usize - original.as_ptr() as usize;
            let joined = written.text.ends_with(is_wide) && word.starts_with(|c| is_wide(narrow_char(c)));
            let spread = at > 0 && alone(at) && alone(at - 1) && (alone(at + 1) || at > 1 && alone(at - 2));
            if at > 0 && !joined && !spread {
                written.push(' ', start - 1);
            }
            for (inside, c) in word.char_indices() {
                for lower in narrow_char(c).to_lowercase() {
                    written.push(lower, start + inside);
                }
            }
        }
        written
    }

    fn push(&mut self, c: char, from: usize) {
        self.from.push((self.text.len(), from));
        self.text.push(c);
    }
}

/// The label of a name.
fn named(name: &str) -> Option<Label> {
    NAMES.get(name).or_else(|| NAMES.get(name.strip_suffix('.')?)).copied()
}

/// A label on a line.
pub(super) struct FoundLabel {
    /// Where the words begin that belong to it.
    pub start: usize,
    /// The bytes that name it.
    pub known: Range<usize>,
    /// Where its value begins.
    pub value: usize,
    /// Whether a colon is between.
    pub colon: bool,
    /// What it says that its value is; of `Tel/Fax`, both.
    pub labels: Vec<Label>,
}

/// So many places of a line are looked at for labels.
const LABELS_OF_LINE: usize = 40;

/// The labels of a line, each before a colon (`Tel: 0755-0000000`) or before a value that proves itself
/// (`TEL 0755-0000000 FAX 0755-0000001`).
pub(super) fn labels_of(text: &str) -> Vec<FoundLabel> {
    let mut found: Vec<FoundLabel> = Vec::new();
    for (at, value, colon) in value_starts(text).take(LABELS_OF_LINE) {
        let from = found.last().map_or(0, |last| last.value);
        let Some(segment) = text.get(from..at) else { continue };
        let first = found.is_empty();
        let Some(mut label) = label_before(segment, first) else { continue };
        if !colon {
            let bare = label.labels.iter().all(|label| label.is_strong() && !matches!(label, Label::Messenger(_)));
            let whole = label.known.start == label.start && label.known.len() > 2;
            if !bare || !whole || !proves_itself(label.labels[0], &text[value..], first && label.start == 0) {
                continue;
            }
        }
        label.start += from;
        label.known = from + label.known.start..from + label.known.end;
        (label.value, label.colon) = (value, colon);
        found.push(label);
    }
    found
}

/// Where values may begin: the end of what is before each, its beginning, and whether a colon is between.
fn value_starts(text: &str) -> impl Iterator<Item = (usize, usize, bool)> + '_ {
    let mut before: Option<char> = None;
    text.char_indices().filter_map(move |(at, c)| {
        let last = before.replace(c);
        if COLONS.contains(&c) {
            return Some((at, at + c.len_utf8(), true));
        }
        let shown = narrow_char(c);
        let apart = last.is_some_and(|last| last.is_whitespace() || matches!(last, '.' | '-'));
        let number = shown.is_ascii_digit() || matches!(shown, '+' | '(');
        let word = || text[at..].split(char::is_whitespace).next().unwrap_or("");
        let begins = number && (apart || last.is_some_and(char::is_alphabetic))
            || last.is_some_and(|last| last.is_whitespace() || is_wide(last))
                && shown.is_ascii_alphabetic()
                && word().contains(['@', '＠', '.']);
        if !begins {
            return None;
        }
        let end = text[..at]
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.' | '…' | '='))
            .len();
        Some((end, at, false))
    })
}

/// Whether a text begins with a value that a label without a colon may have.
fn proves_itself(label: Label, text: &str, first: bool) -> bool {
    let word = || text.split(|c: char| is_separator(c) && c != '/').next().unwrap_or("");
    match label {
        Label::Email => Email::parse(&narrow(word())).is_some(),
        Label::Website => as_url(word()).is_some(),
        _ => {
            let number = text.chars().map(narrow_char);
            let number =
                number.take_while(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '.' | ' ' | '/'));
            number.filter(char::is_ascii_digit).count() >= if first { 5 } else { 7 }
        }
    }
}

/// The label that ends a text, with the words before it that belong to it; `first` where the text is the
/// line's beginning. A remark in brackets after it is passed over: `Hotline (24h)`.
fn label_before(text: &str, first: bool) -> Option<FoundLabel> {
    let text = text.trim_end();
    label_at_end(text, first).or_else(|| {
        let inner = text.strip_suffix([')', '）', ']', '】'])?;
        let open = inner.rfind(['(', '（', '[', '【'])?;
        (columns(&inner[open..], 31) <= 30).then(|| label_at_end(text[..open].trim_end(), first)).flatten()
    })
}

fn label_at_end(text: &str, first: bool) -> Option<FoundLabel> {
    if let Some(several) = several_labels(text, first) {
        return Some(several);
    }
    // A label with the words before it is short.
    let near = text.len() - text.chars().rev().take(44).map(char::len_utf8).sum::<usize>();
    let written = LabelText::of(&text[near..]);
    // The longest one.
    let (start, label) = written.from.iter().find_map(|&(at, from)| {
        let (before, name) = written.text.split_at(at);
        let apart = name.starts_with(is_wide) || !before.ends_with(char::is_alphanumeric);
        Some((near + from, named(name).filter(|_| apart)?))
    })?;
    let length = text.len() - start;
    let found = |from| FoundLabel {
        start: from,
        known: start..text.len(),
        value: text.len(),
        colon: false,
        labels: vec![label],
    };
    // The words before it, back to a separator that is more than a space. Without one they belong to
    // the value before.
    let before = &text[..start];
    let separator = before
        .rfind(|c: char| is_separator(c) && !matches!(c, ' ' | '/' | '-'))
        .map(|at| at + before[at..].chars().next().map_or(1, char::len_utf8))
        .max(before.rfind("  ").map(|at| at + 2));
    let from = match separator {
        Some(at) => at,
        None if first => 0,
        None => return (length > 1 || before.ends_with(' ')).then(|| found(start)),
    };
    let words = before[from..].trim();
    if words.is_empty() {
        return Some(found(start));
    }
    let short = columns(words, 29) <= 28 && words.split_whitespace().count() <= 3;
    let plain = words
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | '-' | '/' | '(' | ')' | '（' | '）' | '\'' | '’' | '.'));
    // A letter alone is a label only where it begins a line or a value.
    let letter = length == 1;
    (short && plain && !letter && words.chars().any(char::is_alphabetic))
        .then(|| found(from + (before[from..].len() - before[from..].trim_start().len())))
}

/// Several labels that share one value: `Tel/Fax`, `Mob. & WhatsApp`.
fn several_labels(text: &str, first: bool) -> Option<FoundLabel> {
    let is_joint = |c: char| matches!(c, '/' | '&' | '+' | '、' | '・' | '／' | '＆' | '和');
    let start = match first {
        true => text.len() - text.trim_start().len(),
        false => {
            text.rfind(char::is_whitespace).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))
        }
    };
    let names = &text[start..];
    if !names.contains(is_joint) || columns(names, 45) > 44 || named(&LabelText::of(names).text).is_some() {
        return None;
    }
    let mut labels: Vec<Label> = Vec::new();
    for name in names.split(is_joint) {
        let label = named(&LabelText::of(name).text)?;
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    Some(FoundLabel { start, known: start..text.len(), value: text.len(), colon: false, labels })
}

/// The label that a sign at a line's beginning stands for, and what follows it.
pub(super) fn without_icon(text: &str) -> (Option<Label>, &str) {
    let icon = text.chars().next().and_then(|first| ICONS.iter().find(|(sign, _)| *sign == first));
    match icon {
        Some((sign, label)) => (Some(*label), text[sign.len_utf8()..].trim_start_matches(is_separator)),
        None => (None, text),
    }
}

/// A label on a line of its own.
pub(super) fn label_alone(text: &str) -> Option<Label> {
    let bare = text.strip_suffix(COLONS)?;
    if columns(bare, 33) > 32 {
        return None;
    }
    let found = label_before(bare, true)?;
    bare[..found.start].trim().is_empty().then_some(found.labels[0])
}

/// Whether a whole line is a label's name.
pub(super) fn is_label(name: &str) -> bool {
    label_before(name, true).is_some_and(|found| name[..found.start].trim().is_empty())
}

/// Whether a line says that contacts follow, and no more than that.
pub(super) fn is_plain_heading(text: &str) -> bool {
    static WHOLE: LazyLock<HashSet<String>> =
        LazyLock::new(|| HEADINGS.split('|').map(|heading| LabelText::of(heading).text).collect());
    columns(text, 101) <= 100 && WHOLE.contains(&LabelText::of(heading_text(text)).text)
}

/// Whether a line says that contacts follow; `marked` where its markup makes it a heading.
pub(super) fn is_contact_heading(text: &str, marked: bool) -> bool {
    let bare = heading_text(text);
    if columns(bare, 101) > 100 {
        return false;
    }
    if is_plain_heading(text) {
        return true;
    }
    let lower = bare.to_lowercase();
    let colon = text.trim_end().ends_with(COLONS);
    (colon || (marked && columns(bare, 41) <= 40)) && HEADING_STARTS.iter().any(|start| lower.starts_with(start))
}

fn heading_text(text: &str) -> &str {
    text.trim_end_matches(|c: char| is_separator(c) || COLONS.contains(&c))
        .trim_matches(['【', '】', '[', ']', '<', '>', '■', '#', ' '])
}

/// Labels of what an article tells of an event; a block that has one is not about the company.
const EVENTS: &str = "date|dates|time|when|where|venue|place|price|fee|fees|admission|tickets|registration|deadline|speaker|speakers|\
    programme|program|agenda|topic|duration|时间|日期|地点|会场|费用|票价|报名|主讲|时长|時間|地點|會場|費用|日時|会場|場所|参加費|定員|講師|일시|장소|참가비|\
    datum|uhrzeit|ort|wann|wo|eintritt|anmeldung|heure|lieu|où|quand|tarif|inscription|fecha|hora|lugar|precio|inscripción|data|ora|\
    luogo|local|preço|prezzo|дата|время|место|цена|التاريخ|الوقت|المكان|ngày|thời gian|địa điểm|tanggal|waktu|tempat|termin|miejsce|tarih|yer";

/// Whether a label speaks of an event.
pub(super) fn is_of_event(name: &str) -> bool {
    static NAMES: LazyLock<HashSet<String>> =
        LazyLock::new(|| EVENTS.split('|').map(|name| LabelText::of(name).text).collect());
    let written = LabelText::of(name).text;
    NAMES.contains(&written) || written.split(' ').any(|word| NAMES.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_one_label() {
        assert_eq!(NAMES.len(), LABELS.iter().map(|(_, names)| names.split('|').count()).sum::<usize>());
    }

    #[test]
    fn labels_are_known_however_they_are_spaced() {
        for name in ["电 话", "电　　话", "ＴＥＬ", "T E L", "Ｅ－ｍａｉｌ", "Tél", "e-mail", "İ tel"]
        {
            assert!(label_before(name, true).is_some(), "{name}");
        }
        for name in ["hotel", "a b", "电", ""] {
            assert!(label_before(name, true).is_none(), "{name}");
        }
    }
}

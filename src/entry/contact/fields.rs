//! Labels of contacts in a dozen languages, and what a value must look like to be theirs.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::entry::sentence::{columns, is_wide};
use crate::feed::{Email, WebUrl};

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

/// A value with what it is.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub label: Label,
    /// The value as it is to be shown; of an e-mail address or a site the first only, see `links`.
    pub value: String,
}

impl Field {
    /// The e-mail addresses in the value.
    pub fn emails(&self) -> impl Iterator<Item = Email> + '_ {
        words(&self.value).filter_map(Email::parse)
    }

    /// The site in the value.
    pub fn url(&self) -> Option<WebUrl> {
        words(&self.value).find_map(as_url)
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
         горячая линия|telefoon|số điện thoại|điện thoại|โทร|หมายเลขโทรศัพท์|هاتف|telp|telepon",
    ),
    (Label::Fax, "fax|fax.|fax number|telefax|f|传真|傳真|ファックス|ファクス|팩스|télécopie|факс"),
    (
        Label::Email,
        "email|e-mail|mail|e|e-mail address|email address|email us|邮箱|郵箱|邮件|郵件|电子邮件|電子郵件|电子邮箱|電子郵箱|電郵|电邮|\
         メール|メールアドレス|eメール|이메일|메일|전자우편|courriel|mél|correo|correo electrónico|correo-e|correio|correio eletrônico|\
         posta elettronica|pec|почта|эл. почта|эл.почта|электронная почта|имейл|อีเมล|thư điện tử|البريد الإلكتروني|surel",
    ),
    (
        Label::Website,
        "website|web site|web|site|homepage|home page|url|www|w|internet|visit|visit us|online|网址|網址|官网|官網|网站|網站|官方网站|官方網站|\
         主页|主頁|公司网站|ウェブサイト|ホームページ|웹사이트|홈페이지|webseite|webpräsenz|site web|site internet|sitio web|página web|sítio|\
         sito|sito web|сайт|веб-сайт|เว็บไซต์|trang web|الموقع",
    ),
    (
        Label::Address,
        "address|addr|addr.|add|add.|a|head office|headquarters|office address|company address|mailing address|postal address|location|地址|公司地址|\
         联系地址|聯絡地址|通讯地址|办公地址|总部|總部|住所|所在地|本社|本社所在地|주소|본사|adresse|anschrift|postanschrift|sitz|siège|dirección|domicilio|\
         endereço|morada|indirizzo|sede|адрес|ที่อยู่|địa chỉ|العنوان|alamat",
    ),
    (
        Label::Postcode,
        "postcode|post code|postal code|zip|zip code|p.c.|邮编|郵編|邮政编码|郵遞區號|郵便番号|우편번호|plz|индекс|cep|cap",
    ),
    (
        Label::Person,
        "contact person|contact name|attn|attn.|attention|person in charge|联系人|聯絡人|聯繫人|媒体联系人|新闻联系人|负责人|担当|担当者|ご担当|담당자|\
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
        "wechat|wechat id|weixin|微信|微信号|微信號|公众号|公眾號|微信公众号|微信公眾號|ウィーチャット|위챗",
    ),
    (Label::Messenger("whatsapp"), "whatsapp|whats app|wa"),
    (Label::Messenger("skype"), "skype|skype id"),
    (Label::Messenger("qq"), "qq|qq群|qq号|企业qq|客服qq|qq群号"),
    (Label::Messenger("line"), "line|line id|line@"),
    (Label::Messenger("telegram"), "telegram|телеграм|телеграмм|电报|tg"),
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

/// The label that a name stands for.
static NAMES: LazyLock<HashMap<&str, Label>> = LazyLock::new(|| {
    LABELS.iter().flat_map(|&(label, names)| names.split('|').map(move |name| (name, label))).collect()
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
    contattaci|ufficio stampa|контакты|контактная информация|свяжитесь с нами|пресс-служба|контакты для сми";

/// How a longer line begins that says the same and ends with a colon.
#[rustfmt::skip]
const HEADING_STARTS: &[&str] = &[
    "for more information", "for further information", "for media", "for press", "for additional information",
    "for inquiries", "for enquiries", "media contact", "press contact", "to learn more", "contact",
    "please contact", "如需", "欲了解", "更多信息", "更多詳情", "如有", "本件に関する", "für weitere", "pour plus", "pour toute",
    "para más", "para mais", "per ulteriori", "для получения", "по вопросам",
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

const COLONS: [char; 5] = [':', '：', '﹕', '︰', '∶'];

/// What separates values on a line, and stands around them.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '|' | '｜' | '/' | ',' | '，' | ';' | '；' | '、' | '·' | '•' | '\u{fe0f}' | '—' | '–')
}

/// The labelled values of a line; empty where it is not made of them alone.
pub(super) fn read(text: &str, links: &[String]) -> Vec<Field> {
    if columns(text, 301) > 300 {
        return Vec::new();
    }
    let (icon, text) = without_icon(text);
    // Where each label begins and its value starts.
    let mut labels: Vec<(usize, usize, Label)> = Vec::new();
    for (at, colon) in text.match_indices(COLONS).take(24) {
        let from = labels.last().map_or(0, |&(_, value, _)| value);
        if let Some((start, label)) = label_before(&text[from..at], labels.is_empty()) {
            labels.push((from + start, at + colon.len(), label));
        }
    }
    if labels.is_empty() {
        if let Some(label) = icon {
            return check(label, text, links).into_iter().collect();
        }
        return without_colon(text, links).into_iter().collect();
    }
    if !text[..labels[0].0].trim().is_empty() {
        return Vec::new();
    }
    let mut fields = Vec::new();
    for (at, &(_, value, label)) in labels.iter().enumerate() {
        let end = labels.get(at + 1).map_or(text.len(), |next| next.0);
        match check(label, &text[value..end], links) {
            Some(field) => fields.push(field),
            None => return Vec::new(),
        }
    }
    fields
}

/// The label that ends a text, and where it begins with the words that belong to it; `first` where the
/// text is the line's beginning.
fn label_before(text: &str, first: bool) -> Option<(usize, Label)> {
    let text = text.trim_end();
    // A label with the words before it is short.
    let near = text.len() - text.chars().rev().take(44).map(char::len_utf8).sum::<usize>();
    let lower = text[near..].to_lowercase();
    if lower.len() != text.len() - near {
        return None;
    }
    // The longest one.
    let (length, label) = lower.char_indices().find_map(|(at, _)| {
        let (before, name) = lower.split_at(at);
        let apart = name.starts_with(is_wide) || !before.ends_with(char::is_alphanumeric);
        Some((name.len(), *NAMES.get(name).filter(|_| apart)?))
    })?;
    let start = near + lower.len() - length;
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
        None => return (length > 1 || before.ends_with(' ')).then_some((start, label)),
    };
    let words = before[from..].trim();
    if words.is_empty() {
        return Some((start, label));
    }
    let short = columns(words, 29) <= 28 && words.split_whitespace().count() <= 3;
    let plain = words
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | '-' | '/' | '(' | ')' | '（' | '）' | '\'' | '’' | '.'));
    // A letter alone is a label only where it begins a line or a value.
    let letter = length == 1;
    (short && plain && !letter && words.chars().any(char::is_alphabetic))
        .then(|| (from + (before[from..].len() - before[from..].trim_start().len()), label))
}

/// `Tel 0755-0000000`: a label and a value that proves itself, without a colon.
fn without_colon(text: &str, links: &[String]) -> Option<Field> {
    let (head, rest) = text.split_once(char::is_whitespace)?;
    if !rest.contains(|c: char| c.is_numeric() || matches!(c, '@' | '.')) || columns(head, 31) > 30 {
        return None;
    }
    let head = head.to_lowercase();
    let label = NAMES.get(head.as_str()).filter(|label| label.is_strong() && head.len() > 2)?;
    let handle = matches!(label, Label::Messenger(_));
    (!handle).then(|| check(*label, rest, links)).flatten()
}

fn without_icon(text: &str) -> (Option<Label>, &str) {
    let icon = text.chars().next().and_then(|first| ICONS.iter().find(|(sign, _)| *sign == first));
    match icon {
        Some((sign, label)) => (Some(*label), text[sign.len_utf8()..].trim_start_matches(is_separator)),
        None => (None, text),
    }
}

/// The value as a field of that label, where it looks like one.
pub(super) fn check(label: Label, value: &str, links: &[String]) -> Option<Field> {
    let value = value.trim_matches(is_separator);
    let value = match label {
        Label::Address | Label::Person | Label::Company => value.trim_end_matches(['\\', '|']).to_owned(),
        _ => narrow(value).into_owned(),
    };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let field = |label, value: &str| Some(Field { label, value: value.to_owned() });
    match label {
        Label::Phone | Label::Fax => {
            let digits = value.chars().filter(char::is_ascii_digit).count();
            let right = digits >= 5
                && columns(&value, 91) <= 90
                && letters(&value) <= 24
                && !value.contains('@')
                && !value.contains("://");
            if right {
                return field(label, &value);
            }
            let number = links.iter().find_map(|link| link.strip_prefix("tel:"))?;
            (letters(&value) <= 24).then(|| field(label, number)).flatten()
        }
        Label::Email => {
            let emails: Vec<&str> = words(&value).filter(|word| Email::parse(word).is_some()).collect();
            if emails.is_empty() {
                let mail = links
                    .iter()
                    .filter_map(|link| link.strip_prefix("mailto:"))
                    .find_map(|link| Email::parse(link.split('?').next()?))?;
                return (columns(&value, 61) <= 60).then(|| field(label, mail.as_str())).flatten();
            }
            let rest = letters(&value) - emails.iter().map(|email| letters(email)).sum::<usize>().min(letters(&value));
            (rest <= 16).then(|| field(label, &emails.join(" "))).flatten()
        }
        Label::Website => {
            if let Some(url) = words(&value).find(|word| as_url(word).is_some()) {
                let rest = letters(&value).saturating_sub(letters(url));
                return (rest <= 24).then(|| field(label, url)).flatten();
            }
            let link = links.iter().find(|link| link.starts_with("http") && as_url(link).is_some())?;
            (columns(&value, 61) <= 60).then(|| field(label, link)).flatten()
        }
        Label::Address => {
            let right = columns(&value, 221) <= 220 && columns(&value, 7) > 6 && letters(&value) >= 3;
            let place = value.contains([',', '，', ' ', '、']) || value.contains(is_wide);
            let prose = value.ends_with(['!', '?', '！', '？', ':', '：']) || value.starts_with(char::is_lowercase);
            (right && place && !prose).then(|| field(label, &value)).flatten()
        }
        Label::Postcode => {
            let digits = value.chars().filter(char::is_ascii_digit).count();
            (digits >= 3 && columns(&value, 13) <= 12).then(|| field(label, &value)).flatten()
        }
        Label::Person | Label::Company => {
            let right = columns(&value, 71) <= 70 && value.split_whitespace().count() <= 8 && letters(&value) >= 2;
            let prose =
                value.ends_with(['!', '?', '。', '！', '？', ':', '：']) || value.starts_with(char::is_lowercase);
            (right && !prose).then(|| field(label, &value)).flatten()
        }
        Label::Hours => (value.chars().any(|c| c.is_ascii_digit()) && columns(&value, 81) <= 80)
            .then(|| field(label, &value))
            .flatten(),
        Label::Messenger(name) => {
            let value = value.trim_end_matches('.');
            let handle = |words: usize| {
                !value.is_empty()
                    && columns(value, 61) <= 60
                    && value.split_whitespace().count() <= words
                    && !value.contains(['!', '?', '。', '！', '？', '，'])
                    && value.chars().any(char::is_alphanumeric)
            };
            // These names are words too: their values are one word, with a sign that it is an account.
            let common = matches!(name, "line" | "signal" | "twitter" | "slack" | "github" | "discord");
            let account = value.contains(['@', '_', '/', '+']) || value.chars().any(|c| c.is_ascii_digit());
            let right = if common { handle(1) && (account || name != "line" && name != "signal") } else { handle(4) };
            right.then(|| field(label, value)).flatten()
        }
        Label::Any => {
            [Label::Email, Label::Phone, Label::Website].into_iter().find_map(|label| check(label, &value, links))
        }
    }
}

/// An e-mail address, a telephone number or a site that is all of a line.
pub(super) fn bare(text: &str, links: &[String]) -> Option<Field> {
    let shown = narrow(text);
    if Email::parse(&shown).is_some() {
        return Some(Field { label: Label::Email, value: shown.into_owned() });
    }
    if !shown.contains(char::is_whitespace) && as_url(&shown).is_some() {
        return Some(Field { label: Label::Website, value: shown.into_owned() });
    }
    let number = shown.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '.' | ' ' | '/'));
    let digits = || shown.chars().filter(char::is_ascii_digit).count();
    if number && digits() >= 7 && shown.starts_with(['+', '(', '0', '1', '4', '8']) && !looks_like_date(&shown) {
        return Some(Field { label: Label::Phone, value: shown.into_owned() });
    }
    let mail = links.first()?.strip_prefix("mailto:")?;
    (links.len() == 1 && columns(text, 41) <= 40)
        .then(|| Email::parse(mail))
        .flatten()
        .map(|mail| Field { label: Label::Email, value: mail.as_str().to_owned() })
}

/// A line of parts between commas, one of them an e-mail address and each of the others a telephone
/// number, a site or a short name; empty for any other line.
pub(super) fn signature(text: &str) -> Vec<Field> {
    if columns(text, 161) > 160 || !text.contains('@') {
        return Vec::new();
    }
    let mut fields: Vec<Field> = Vec::new();
    for part in text.split([',', '，', '|', ';', '；', '·']).map(str::trim).filter(|part| !part.is_empty()) {
        match bare(part, &[]) {
            Some(field) => fields.push(field),
            None if part.split_whitespace().count() <= 5 && !part.ends_with(['.', '!', '?']) && !part.contains('@') => {
            }
            None => return Vec::new(),
        }
    }
    if fields.iter().any(|field| field.label == Label::Email) { fields } else { Vec::new() }
}

fn looks_like_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    parts.len() >= 3
        && parts.iter().all(|part| part.len() <= 4)
        && (parts[0].len() == 4 || parts[2].len() == 4)
        && parts[1].len() <= 2
}

/// A label on a line of its own.
pub(super) fn label_alone(text: &str) -> Option<Label> {
    let bare = text.strip_suffix(COLONS)?;
    if columns(bare, 33) > 32 {
        return None;
    }
    let (start, label) = label_before(bare, true)?;
    bare[..start].trim().is_empty().then_some(label)
}

/// Whether a line says that contacts follow; `marked` where its markup makes it a heading.
pub(super) fn is_contact_heading(text: &str, marked: bool) -> bool {
    let bare = text
        .trim_end_matches(|c: char| is_separator(c) || COLONS.contains(&c))
        .trim_matches(['【', '】', '[', ']', '<', '>', '■', '#', ' ']);
    if columns(bare, 101) > 100 {
        return false;
    }
    let lower = bare.to_lowercase();
    static WHOLE: LazyLock<HashSet<&str>> = LazyLock::new(|| HEADINGS.split('|').collect());
    if WHOLE.contains(lower.as_str()) {
        return true;
    }
    let colon = text.trim_end().ends_with(COLONS);
    (colon || (marked && columns(bare, 41) <= 40)) && HEADING_STARTS.iter().any(|start| lower.starts_with(start))
}

/// Whether a line may be a name, a title or a part of an address.
pub(super) fn is_short(text: &str) -> bool {
    columns(text, 91) <= 90 && !text.ends_with(['.', '!', '?', '。', '！', '？', ':', '：', ';']) || is_company(text)
}

/// Whether a line after an address goes on with it.
pub(super) fn continues_address(text: &str) -> bool {
    columns(text, 81) <= 80
        && (text.contains(is_wide) || text.chars().any(|c| c.is_ascii_digit()) || text.contains(','))
}

/// Adds a line to an address.
pub(super) fn go_on(address: &mut String, line: &str) {
    if !(address.ends_with(is_wide) && line.starts_with(is_wide)) {
        address.push_str(if address.ends_with(',') { " " } else { ", " });
    }
    address.push_str(line);
}

/// Whether a line is a company's name by its form of business.
pub(super) fn is_company(text: &str) -> bool {
    if columns(text, 91) > 90 || text.ends_with([':', '：', '。', '！', '？', '!', '?']) {
        return false;
    }
    let bare = text.trim_end_matches(['.', ')', '）']).to_lowercase();
    let last = bare.split(|c: char| c.is_whitespace() || c == ',').next_back().unwrap_or("");
    let words = bare.split_whitespace().count();
    (words <= 10 && words > 1 && FORMS.contains(&last))
        || WIDE_FORMS.iter().any(|form| bare.ends_with(form))
        || bare.starts_with("株式会社")
        || bare.starts_with("ооо «")
}

#[rustfmt::skip]
const FORMS: &[&str] = &[
    "ltd", "inc", "llc", "gmbh", "ag", "corp", "corporation", "company", "limited", "plc", "co", "s.a", "sa",
    "s.l", "sl", "s.r.l", "srl", "s.p.a", "spa", "sas", "bv", "b.v", "oy", "ab", "as", "a/s", "kg", "kgaa",
    "se", "pte", "pty", "lda", "ltda", "foundation", "institute", "group",
];

const WIDE_FORMS: &[&str] =
    &["公司", "集团", "集團", "株式会社", "有限会社", "합동회사", "주식회사", "研究院", "工厂", "事務所"];

/// The words of a value, without the marks around them.
fn words(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | '、' | '|' | '<' | '>' | '，' | '；' | '（' | '）')
        })
        .map(|word| word.trim_matches(['(', ')', '"', '\'', '.', '“', '”', '[', ']', '{', '}']))
        .filter(|word| !word.is_empty())
}

/// `https://acme.example`, `www.acme.example`, `acme.example/news`: a site as a URL.
fn as_url(word: &str) -> Option<WebUrl> {
    let lower = word.to_ascii_lowercase();
    let url = if lower.starts_with("http://") || lower.starts_with("https://") {
        WebUrl::parse(word)?
    } else {
        let host = lower.split(['/', '?', '#']).next().unwrap_or("");
        let labels: Vec<&str> = host.split('.').collect();
        let right = labels.len() >= 2
            && labels.iter().all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
            && labels.last().is_some_and(|last| last.len() >= 2 && last.chars().all(char::is_alphabetic));
        if !right || word.contains('@') {
            return None;
        }
        WebUrl::parse(&format!("https://{word}"))?
    };
    url.to_url().host_str().is_some_and(|host| host.contains('.')).then_some(url)
}

/// Full-width letters, digits and signs as the ASCII that dials and links understand.
fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(|c| matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}')) {
        return Cow::Borrowed(text);
    }
    let ascii = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    Cow::Owned(text.chars().map(ascii).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_one_label() {
        assert_eq!(NAMES.len(), LABELS.iter().map(|(_, names)| names.split('|').count()).sum::<usize>());
    }
}

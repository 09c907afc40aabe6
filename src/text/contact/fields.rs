//! What a value must look like to be a label's, and lines that say what they are without one.

use super::labels::{self, Label};
use super::typed::{COLONS, as_url, is_separator, narrow, narrow_char};
use crate::feed::{Email, WebUrl};
use crate::text::sentence::{columns, is_wide};

/// A value with what it is.
#[derive(Clone, Debug)]
pub(super) struct ContactField {
    pub label: Label,
    /// The value as it is to be shown; of an e-mail address or a site the first only, see `links`.
    pub value: String,
}

impl ContactField {
    /// The e-mail addresses in the value.
    pub fn emails(&self) -> impl Iterator<Item = Email> + '_ {
        words(&self.value).filter_map(Email::parse)
    }

    /// The site in the value.
    pub fn url(&self) -> Option<WebUrl> {
        words(&self.value).find_map(as_url)
    }
}

/// What a line of labelled values says.
#[derive(Debug, Default)]
pub(super) struct Labelled {
    /// Its values; none where the line is not made of such alone.
    pub fields: Vec<ContactField>,
    /// The line without the names of labels.
    pub rest: String,
    /// The names of its labels.
    pub names: Vec<String>,
}

/// The labelled values of a line.
pub(super) fn read(text: &str, links: &[String]) -> Labelled {
    if columns(text, 301) > 300 {
        return Labelled::default();
    }
    let (icon, text) = labels::without_icon(text);
    let found = labels::labels_of(text);
    let Some(first) = found.first() else {
        let fields = icon.and_then(|label| check(label, text, links)).into_iter().collect();
        return Labelled { fields, rest: text.to_owned(), names: Vec::new() };
    };
    if !text[..first.start].trim().is_empty() {
        return Labelled::default();
    }
    let mut read = Labelled::default();
    let mut rest_from = 0;
    for (at, label) in found.iter().enumerate() {
        let end = found.get(at + 1).map_or(text.len(), |next| next.start);
        let value = text[label.value..end].trim_start_matches(['-', ' ']);
        // `Call 0755-0000000 or write to ...`
        if !label.colon && found.len() > 1 && is_number(&label.labels) && value.contains(char::is_alphabetic) {
            return Labelled::default();
        }
        // Of several labels for one value, those that it fits.
        let before = read.fields.len();
        read.fields.extend(label.labels.iter().filter_map(|label| check(*label, value, links)));
        if read.fields.len() == before {
            return Labelled::default();
        }
        read.names.push(text[label.known.clone()].to_lowercase());
        read.rest.push_str(&text[rest_from..label.known.start]);
        read.rest.push(' ');
        rest_from = label.known.end;
    }
    read.rest.push_str(&text[rest_from..]);
    read
}

fn is_number(labels: &[Label]) -> bool {
    labels.iter().any(|label| matches!(label, Label::Phone | Label::Fax))
}

/// A line of some words, a colon and a value, whatever the words are: what the value proves to be, and whether
/// the words are a label's. `None` for any other line, and where it is about an event.
pub(super) fn unknown(text: &str, links: &[String]) -> Option<(Option<ContactField>, bool)> {
    let (name, value) = label_and_value(text)?;
    let shown = narrow(value);
    let phone = || {
        let groups = shown.trim_start_matches(['+', '(']).contains([' ', '-', '.', '/', ')']);
        // Any office has numbers that nobody dials.
        let dialled = shown.starts_with(['+', '(']) || groups && shown.starts_with('0');
        bare(&shown, &[]).filter(|field| field.label == Label::Phone && dialled)
    };
    let proven = check(Label::Email, value, links).or_else(|| phone().filter(|_| !labels::is_of_event(name)));
    if proven.is_some() {
        return Some((proven, labels::is_label(name)));
    }
    let time = {
        let chars: Vec<char> = shown.chars().collect();
        chars.windows(3).any(|three| three[0].is_ascii_digit() && three[1] == ':' && three[2].is_ascii_digit())
    };
    let year = shown
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit()));
    let sentence = value.ends_with(['.', '!', '?', '。', '！', '？', ';', '；', ',', '，', ':', '：']);
    let event = labels::is_of_event(name) || time || year || looks_like_date(&shown);
    (!sentence && !event && columns(value, 91) <= 90).then(|| (None, labels::is_label(name)))
}

/// Whether a line is labelled as one of a block or of an event is, whatever its value.
pub(super) fn is_labelled(text: &str) -> bool {
    label_and_value(text).is_some_and(|(name, _)| labels::is_label(name) || labels::is_of_event(name))
}

fn label_and_value(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once(COLONS)?;
    // `https:`
    if value.starts_with("//") {
        return None;
    }
    let (name, value) = (name.trim(), value.trim_matches(is_separator));
    let short = columns(name, 41) <= 40 && name.split_whitespace().count() <= 5;
    let words = name.contains(char::is_alphabetic) && !name.contains(['!', '?', '。', '，', ',', ';', '"', '“']);
    (short && words && !value.is_empty()).then_some((name, value))
}

/// `For details please write to:`, or a heading in a language that is not known, above what it announces.
pub(super) fn is_opener(text: &str) -> bool {
    let Some(words) = text.trim_end().strip_suffix(COLONS) else { return false };
    columns(words, 41) <= 40 && words.split_whitespace().count() <= 5 && words.contains(char::is_alphabetic)
}

/// The value as a field of that label, where it looks like one. `links` are the addresses that the line leads to: they
/// say what a text like `write to us` does not.
pub(super) fn check(label: Label, value: &str, links: &[String]) -> Option<ContactField> {
    let value = value.trim_matches(is_separator);
    let value = match label {
        Label::Address | Label::Person | Label::Company => value.trim_end_matches(['\\', '|']).to_owned(),
        _ => narrow(value).into_owned(),
    };
    let value = match label {
        Label::Phone | Label::Fax => number(&value, links)?.to_owned(),
        Label::Email => emails(&value, links)?,
        Label::Website => site(&value, links)?.to_owned(),
        Label::Messenger(name) => account(name, &value)?.to_owned(),
        Label::Address => Some(value).filter(|value| is_postal_address(value))?,
        Label::Person | Label::Company => Some(value).filter(|value| is_name(value))?,
        Label::Postcode => {
            let digits = value.chars().filter(char::is_ascii_digit).count();
            Some(value).filter(|value| digits >= 3 && columns(value, 13) <= 12)?
        }
        Label::Hours => {
            Some(value).filter(|value| value.chars().any(|c| c.is_ascii_digit()) && columns(value, 81) <= 80)?
        }
        Label::Any => {
            return [Label::Email, Label::Phone, Label::Website]
                .into_iter()
                .find_map(|label| check(label, &value, links));
        }
    };
    Some(ContactField { label, value })
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// A telephone number, with few words beside it: `0755 0000000 (weekdays)`.
fn number<'v>(value: &'v str, links: &'v [String]) -> Option<&'v str> {
    let value = value.trim_end_matches(['-', ' ']);
    if letters(value) > 24 {
        return None;
    }
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let right = digits >= 5 && columns(value, 91) <= 90 && !value.contains('@') && !value.contains("://");
    if right {
        return Some(value);
    }
    links.iter().find_map(|link| link.strip_prefix("tel:"))
}

/// E-mail addresses, a blank apart.
fn emails(value: &str, links: &[String]) -> Option<String> {
    let emails: Vec<&str> = words(value).filter(|word| Email::parse(word).is_some()).collect();
    if emails.is_empty() {
        let mail = links
            .iter()
            .filter_map(|link| link.strip_prefix("mailto:"))
            .find_map(|link| Email::parse(link.split('?').next()?))?;
        return (columns(value, 61) <= 60).then(|| mail.as_str().to_owned());
    }
    let rest = letters(value).saturating_sub(emails.iter().map(|email| letters(email)).sum());
    (rest <= 16).then(|| emails.join(" "))
}

fn site<'v>(value: &'v str, links: &'v [String]) -> Option<&'v str> {
    if let Some(url) = words(value).find(|word| as_url(word).is_some()) {
        return (letters(value).saturating_sub(letters(url)) <= 24).then_some(url);
    }
    let link = links.iter().find(|link| link.starts_with("http") && as_url(link).is_some())?;
    (columns(value, 61) <= 60).then_some(link)
}

fn is_postal_address(value: &str) -> bool {
    let right = columns(value, 221) <= 220 && columns(value, 7) > 6 && letters(value) >= 3;
    let place = value.contains([',', '，', ' ', '、']) || value.contains(is_wide);
    let prose = value.ends_with(['!', '?', '！', '？', ':', '：']) || value.starts_with(char::is_lowercase);
    right && place && !prose
}

fn is_name(value: &str) -> bool {
    let right = columns(value, 71) <= 70 && value.split_whitespace().count() <= 8 && letters(value) >= 2;
    let prose = value.ends_with(['!', '?', '。', '！', '？', ':', '：']) || value.starts_with(char::is_lowercase);
    right && !prose
}

/// What an account is called at a messenger.
fn account<'v>(messenger: &str, value: &'v str) -> Option<&'v str> {
    let value = value.trim_end_matches('.');
    let handle = |words: usize| {
        !value.is_empty()
            && columns(value, 61) <= 60
            && value.split_whitespace().count() <= words
            && !value.contains(['!', '?', '。', '！', '？', '，'])
            && value.chars().any(char::is_alphanumeric)
    };
    // These names are words too: their values are one word, with a sign that it is an account.
    let common = matches!(messenger, "line" | "signal" | "twitter" | "slack" | "github" | "discord");
    let sign = value.contains(['@', '_', '/', '+']) || value.chars().any(|c| c.is_ascii_digit());
    let right = if common { handle(1) && (sign || messenger != "line" && messenger != "signal") } else { handle(4) };
    right.then_some(value)
}

/// An e-mail address, a telephone number or a site that is all of a line.
pub(super) fn bare(text: &str, links: &[String]) -> Option<ContactField> {
    let shown = narrow(text);
    if Email::parse(&shown).is_some() {
        return Some(ContactField { label: Label::Email, value: shown.into_owned() });
    }
    if !shown.contains(char::is_whitespace) && as_url(&shown).is_some() {
        return Some(ContactField { label: Label::Website, value: shown.into_owned() });
    }
    let number = shown.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '.' | ' ' | '/'));
    let digits = || shown.chars().filter(char::is_ascii_digit).count();
    if number && digits() >= 7 && shown.starts_with(['+', '(', '0', '1', '4', '8']) && !looks_like_date(&shown) {
        return Some(ContactField { label: Label::Phone, value: shown.into_owned() });
    }
    // A Japanese address begins with its postal code.
    if text.starts_with('〒') && columns(text, 121) <= 120 {
        return Some(ContactField { label: Label::Address, value: text.to_owned() });
    }
    let mail = links.first()?.strip_prefix("mailto:")?;
    (links.len() == 1 && columns(text, 41) <= 40)
        .then(|| Email::parse(mail))
        .flatten()
        .map(|mail| ContactField { label: Label::Email, value: mail.as_str().to_owned() })
}

/// A line of parts between commas, one of them an e-mail address and each of the others a telephone
/// number, a site or a short name; empty for any other line.
pub(super) fn signature(text: &str) -> Vec<ContactField> {
    if columns(text, 161) > 160 || !text.contains('@') {
        return Vec::new();
    }
    let mut fields: Vec<ContactField> = Vec::new();
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

/// Whether a line may be a name, a title or a part of an address.
pub(super) fn is_short(text: &str) -> bool {
    columns(text, 91) <= 90 && !text.ends_with(['.', '!', '?', '。', '！', '？', ':', '：', ';']) || is_company(text)
}

/// Whether a line after an address goes on with it.
pub(super) fn continues_address(text: &str) -> bool {
    columns(text, 81) <= 80
        && (text.contains(is_wide) || text.chars().any(|c| c.is_ascii_digit()) || text.contains(','))
}

/// Whether a line without a label may open a block: a name, a place or what they are there for, no prose.
pub(super) fn may_be_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let place = text.chars().any(|c| narrow_char(c).is_ascii_digit());
    columns(text, 61) <= 60 && words <= if place { 10 } else { 6 }
}

/// Whether a line without a label may be a block's last one: a place or a company.
pub(super) fn may_end_block(text: &str) -> bool {
    let place =
        |c: char| matches!(c, '路' | '街' | '号' | '號' | '区' | '區' | '市' | '县' | '楼' | '樓' | '室' | '丁' | '番');
    is_company(text) || text.contains(|c: char| narrow_char(c).is_ascii_digit() || c == ',' || place(c))
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

/// Whether a word is a form of business.
pub(super) fn is_form(word: &str) -> bool {
    FORMS.contains(&word)
}

/// A name in wide characters without its form of business before or after it.
pub(super) fn without_wide_form(name: &str) -> Option<&str> {
    let forms = || ["股份有限公司", "有限责任公司", "有限公司", "股份公司"].iter().chain(WIDE_FORMS);
    forms().find_map(|form| name.strip_suffix(form).or_else(|| name.strip_prefix(form))).filter(|bare| !bare.is_empty())
}

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

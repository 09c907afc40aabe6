//! The page's own words, and what languages call themselves.

use crate::format::FamilyKind;

/// The page's own words in one language.
pub(in crate::format) struct PageWords {
    pub language: &'static str,
    pub feeds: &'static str,
    pub what: &'static str,
    pub how: &'static str,
    pub all: &'static str,
    pub full: &'static str,
    pub summary: &'static str,
    pub newest: &'static str,
    pub empty: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub subscribe: &'static str,
    /// Of a family: of tags, sections, authors, languages.
    pub family: [&'static str; 4],
    pub contact: &'static str,
    pub card: &'static str,
    pub email: &'static str,
    pub phone: &'static str,
    pub fax: &'static str,
    pub address: &'static str,
    pub website: &'static str,
    pub made_by: &'static str,
    /// What a document says of itself where a browser shows it.
    pub document: &'static str,
    /// What the list of feeds says of itself there.
    pub list: &'static str,
    /// What it says where there is a page that tells more.
    pub more: &'static str,
}

const ENGLISH: PageWords = PageWords {
    language: "en",
    feeds: "Feeds",
    what: "These are feeds: addresses at which a feed reader looks for what is new.",
    how: "To subscribe, open a feed in your reader by one of the buttons, or copy its address into any other one. New \
          articles then arrive there by themselves, without an account and without e-mail.",
    all: "All feeds at once, for import (OPML)",
    full: "Carries whole articles.",
    summary: "Carries summaries.",
    newest: "Newest",
    empty: "Nothing has been published here yet.",
    copy: "Copy",
    copied: "Copied",
    subscribe: "Subscribe with",
    family: [
        "One feed for each tag",
        "One feed for each section",
        "One feed for each author",
        "One feed for each language",
    ],
    contact: "Contact",
    card: "Address card (vCard)",
    email: "E-mail",
    phone: "Phone",
    fax: "Fax",
    address: "Address",
    website: "Website",
    made_by: "Made by",
    document: "This is a feed. To subscribe, copy the address of this page into a feed reader.",
    list: "This is a list of feeds. To subscribe to all of them, import it in a feed reader.",
    more: "What it is and how to subscribe:",
};

const CHINESE: PageWords = PageWords {
    language: "zh",
    feeds: "订阅",
    what: "这些是订阅源：阅读器会定期到这些地址查看新内容。",
    how: "点击按钮用阅读器订阅，或将地址复制到任意其他阅读器，新文章会自动送达，无需注册，也无需邮箱。",
    all: "一次导入全部订阅 (OPML)",
    full: "包含全文。",
    summary: "包含摘要。",
    newest: "最新文章",
    empty: "暂无文章。",
    copy: "复制",
    copied: "已复制",
    subscribe: "订阅到",
    family: ["按标签订阅", "按栏目订阅", "按作者订阅", "按语言订阅"],
    contact: "联系方式",
    card: "电子名片 (vCard)",
    email: "邮箱",
    phone: "电话",
    fax: "传真",
    address: "地址",
    website: "网站",
    made_by: "生成工具：",
    document: "这是一个订阅源。将本页地址复制到阅读器即可订阅。",
    list: "这是订阅源列表。在阅读器中导入即可全部订阅。",
    more: "说明与订阅方法：",
};

impl PageWords {
    /// The words for a site in a language: Chinese, else English.
    pub fn of(language: &str) -> &'static Self {
        if primary(language) == "zh" { &CHINESE } else { &ENGLISH }
    }

    /// What a family is called.
    pub fn family(&self, kind: FamilyKind) -> &'static str {
        let [tag, section, author, language] = self.family;
        match kind {
            FamilyKind::Tag => tag,
            FamilyKind::Section => section,
            FamilyKind::Author => author,
            FamilyKind::Language => language,
        }
    }
}

/// The language without script and region.
pub(super) fn primary(language: &str) -> String {
    language.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// What a language calls itself (CLDR, `localeDisplayNames` of each in its own), where it is one of the more common.
pub(super) fn own_name(language: &str) -> Option<&'static str> {
    let lower = language.to_ascii_lowercase();
    if lower.starts_with("zh-hant") || lower.starts_with("zh-tw") || lower.starts_with("zh-hk") {
        return Some("繁體中文");
    }
    Some(match primary(language).as_str() {
        "ar" => "العربية",
        "cs" => "Čeština",
        "da" => "Dansk",
        "de" => "Deutsch",
        "el" => "Ελληνικά",
        "en" => "English",
        "es" => "Español",
        "fa" => "فارسی",
        "fi" => "Suomi",
        "fr" => "Français",
        "he" => "עברית",
        "hi" => "हिन्दी",
        "hu" => "Magyar",
        "id" => "Indonesia",
        "it" => "Italiano",
        "ja" => "日本語",
        "ko" => "한국어",
        "nb" | "no" => "Norsk",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "pt" => "Português",
        "ro" => "Română",
        "ru" => "Русский",
        "sv" => "Svenska",
        "th" => "ไทย",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "vi" => "Tiếng Việt",
        "zh" => "中文",
        _ => return None,
    })
}

/// Whether a language is written from right to left, by the script that it is usually written in.
pub(super) fn is_right_to_left(language: &str) -> bool {
    matches!(primary(language).as_str(), "ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi")
}

//! What the value of a key says: yes, no, a word for "not public", the name of a part of a page.
//!
//! A value that would publish an article must be plain: the words for no are those that mean nothing else in any
//! of the languages. What is none of them is not understood, and then the key decides.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::LeftOut;
use super::keys::normal;

/// What a value answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Empty,
    Yes,
    No,
    Other,
}

const YES: &[&str] = &[
    "true",
    "yes",
    "y",
    "on",
    "1",
    "t",
    "ja",
    "oui",
    "si",
    "sí",
    "sim",
    "да",
    "так",
    "tak",
    "ano",
    "áno",
    "evet",
    "kyllä",
    "igen",
    "ναι",
    "da",
    "是",
    "是的",
    "对",
    "對",
    "真",
    "はい",
    "真",
    "有効",
    "예",
    "네",
    "참",
    "enabled",
    "enable",
    "active",
    "wahr",
    "vrai",
    "verdadero",
    "verdadeiro",
    "vero",
    "истина",
    "sant",
    "sand",
    "waar",
    "prawda",
    "启用",
    "啟用",
    "开",
    "開",
    "x",
    "✓",
    "✔",
    "✅",
    "☑",
    "نعم",
    "हाँ",
    "có",
    "ya",
];

/// Words that say no in their language and nothing else in another of them.
const NO: &[&str] = &[
    "false",
    "no",
    "n",
    "off",
    "0",
    "f",
    "none",
    "null",
    "nil",
    "~",
    "nein",
    "non",
    "nee",
    "nej",
    "nei",
    "não",
    "nao",
    "нет",
    "ні",
    "nie",
    "hayır",
    "nem",
    "όχι",
    "否",
    "不",
    "不是",
    "假",
    "いいえ",
    "偽",
    "無効",
    "아니오",
    "아니요",
    "거짓",
    "disabled",
    "disable",
    "inactive",
    "falsch",
    "faux",
    "falso",
    "falskt",
    "falsk",
    "ложь",
    "onwaar",
    "never",
    "禁用",
    "停用",
    "关",
    "關",
    "✗",
    "✘",
    "❌",
    "☐",
    "لا",
    "नहीं",
    "không",
    "tidak",
];

/// Words for "not public" that will be public once they are done: `--drafts` shows such articles.
const NOT_YET: &[&str] = &[
    "draft",
    "drafts",
    "drafted",
    "drafting",
    "auto draft",
    "pending",
    "pending review",
    "in review",
    "needs review",
    "review",
    "awaiting review",
    "unpublished",
    "not published",
    "not yet published",
    "not yet",
    "unfinished",
    "scheduled",
    "future",
    "embargo",
    "embargoed",
    "草稿",
    "草案",
    "未发布",
    "未發佈",
    "未發布",
    "待发布",
    "待發佈",
    "待审核",
    "待審核",
    "审核中",
    "審核中",
    "定时发布",
    "下書き",
    "下書",
    "未公開",
    "レビュー待ち",
    "公開前",
    "予約",
    "予約投稿",
    "초안",
    "임시저장",
    "미발행",
    "미게시",
    "검토중",
    "예약",
    "entwurf",
    "unveröffentlicht",
    "ausstehend",
    "brouillon",
    "en attente",
    "non publié",
    "borrador",
    "pendiente",
    "no publicado",
    "bozza",
    "in attesa",
    "rascunho",
    "pendente",
    "não publicado",
    "черновик",
    "на рассмотрении",
    "не опубликовано",
    "utkast",
    "kladde",
    "luonnos",
    "szkic",
    "koncept",
    "taslak",
];

/// Words for "not public" that stay so.
const NOT_PUBLIC: &[&str] = &[
    "private",
    "hidden",
    "hide",
    "unlisted",
    "not listed",
    "skip",
    "trash",
    "trashed",
    "deleted",
    "delete",
    "removed",
    "secret",
    "confidential",
    "internal",
    "internal only",
    "restricted",
    "protected",
    "password",
    "password protected",
    "passworded",
    "encrypted",
    "locked",
    "invisible",
    "offline",
    "not public",
    "non public",
    "nonpublic",
    "members",
    "members only",
    "member",
    "subscribers",
    "subscribers only",
    "subscriber",
    "paid",
    "paid members",
    "premium",
    "authenticated",
    "logged in",
    "registered",
    "registered users",
    "staff",
    "staff only",
    "team",
    "team only",
    "employees",
    "admin",
    "admins",
    "owner",
    "author only",
    "me",
    "only me",
    "just me",
    "self",
    "friends",
    "friends only",
    "invite only",
    "invitation only",
    "invited",
    "limited",
    "expired",
    "私密",
    "私有",
    "隐藏",
    "隱藏",
    "不公开",
    "不公開",
    "非公开",
    "非公開",
    "限定公開",
    "仅自己可见",
    "僅自己可見",
    "仅自己",
    "内部",
    "內部",
    "保密",
    "机密",
    "機密",
    "加密",
    "已删除",
    "已刪除",
    "回收站",
    "非表示",
    "削除",
    "会員限定",
    "ゴミ箱",
    "社内",
    "비공개",
    "숨김",
    "비밀",
    "나만보기",
    "회원전용",
    "휴지통",
    "삭제됨",
    "내부",
    "privat",
    "versteckt",
    "verborgen",
    "vertraulich",
    "geheim",
    "nicht öffentlich",
    "intern",
    "gelöscht",
    "privé",
    "prive",
    "masqué",
    "caché",
    "confidentiel",
    "secret",
    "interne",
    "corbeille",
    "supprimé",
    "privado",
    "oculto",
    "confidencial",
    "interno",
    "papelera",
    "eliminado",
    "privato",
    "nascosto",
    "riservato",
    "cestino",
    "lixeira",
    "excluído",
    "приватный",
    "приватно",
    "скрытый",
    "скрыто",
    "закрытый",
    "закрыто",
    "удалено",
    "корзина",
    "секретно",
    "личное",
];

/// Words of an access: a closed one is not public, though a closed question is.
const NO_ACCESS: &[&str] = &["closed", "denied", "nobody", "no one", "noone"];

/// Parts of a page, its way into a menu or into a search: what hides those hides no article.
const PARTS: &[&str] = &[
    "toc",
    "table of contents",
    "contents",
    "navigation",
    "nav",
    "navbar",
    "sidebar",
    "side bar",
    "sidebars",
    "left sidebar",
    "right sidebar",
    "footer",
    "header",
    "heading",
    "headings",
    "title",
    "page title",
    "subtitle",
    "date",
    "dates",
    "post date",
    "time",
    "author",
    "authors",
    "author box",
    "avatar",
    "tag",
    "tags",
    "category",
    "categories",
    "path",
    "feedback",
    "comment",
    "comments",
    "share",
    "sharing",
    "share buttons",
    "social",
    "search",
    "search results",
    "summary",
    "excerpt",
    "description",
    "cover",
    "cover image",
    "image",
    "images",
    "hero",
    "banner",
    "thumbnail",
    "featured image",
    "feature image",
    "meta",
    "metadata",
    "post meta",
    "breadcrumb",
    "breadcrumbs",
    "reading time",
    "word count",
    "byline",
    "menu",
    "main menu",
    "pagination",
    "pager",
    "related",
    "related posts",
    "next",
    "prev",
    "previous",
    "prev next",
    "home",
    "home page",
    "homepage",
    "frontpage",
    "front page",
    "index",
    "sitemap",
    "robots",
    "seo",
    "ads",
    "logo",
    "button",
    "buttons",
    "edit",
    "edit link",
    "edit page",
    "copyright",
    "license",
    "licence",
    "updated",
    "last updated",
    "lastmod",
    "links",
    "outline",
    "aside",
    "progress",
    "reactions",
    "likes",
    "views",
    "math",
    "code",
    "background",
    "border",
    "carousel",
    "newsletter",
    "目录",
    "目錄",
    "侧边栏",
    "側邊欄",
    "评论",
    "評論",
    "标题",
    "標題",
    "目次",
    "サイドバー",
    "コメント",
    "목차",
    "댓글",
    "사이드바",
];

/// Words with which a value that is no plain no still says no: `not yet`, `coming soon`.
const DENYING: &[&str] = &[
    "not", "no", "never", "none", "nothing", "dont", "without", "until", "later", "soon", "tbd", "tba", "todo", "wip",
    "nicht", "kein", "keine", "noch", "pas", "jamais", "bientôt", "nunca", "todavía", "aún", "mai", "ancora", "ainda",
    "не", "нет", "пока", "nog", "niet", "geen", "ikke", "inte", "aldrig",
];

struct Words {
    yes: HashSet<String>,
    no: HashSet<String>,
    not_yet: HashSet<String>,
    not_public: HashSet<String>,
    no_access: HashSet<String>,
    parts: HashSet<String>,
    denying: HashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let set = |words: &[&str]| words.iter().map(|word| plain(word)).collect();
    Words {
        yes: set(YES),
        no: set(NO),
        not_yet: set(NOT_YET),
        not_public: set(NOT_PUBLIC),
        no_access: set(NO_ACCESS),
        parts: set(PARTS),
        denying: set(DENYING),
    }
});

/// Longer texts are no answer, whatever they say.
const LONGEST: usize = 120;

/// A value for comparing: as a key, or where it has no letter or digit, as typed.
fn plain(text: &str) -> String {
    let normal = normal(text);
    if normal.is_empty() { text.trim().to_owned() } else { normal }
}

/// The value without quotes that were typed twice.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '`' | '«' | '»' | '「' | '」')
    })
}

/// Whether a text yes or no, in any of the languages.
pub(super) fn answer(text: &str) -> Answer {
    let text = bare(text);
    if text.is_empty() {
        return Answer::Empty;
    }
    if text.len() > LONGEST {
        return Answer::Other;
    }
    // Only the case is evened out: `f-` or `no.` is not plain.
    let lower: String = text.to_lowercase();
    let typed = if lower.chars().all(char::is_alphanumeric) { plain(&lower) } else { lower };
    match () {
        () if WORDS.no.contains(&typed) => Answer::No,
        () if WORDS.yes.contains(&typed) => Answer::Yes,
        () => Answer::Other,
    }
}

/// What a word of a status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing that withholds.
    Public,
    /// Not public, plainly.
    NotPublic(LeftOut),
    /// Perhaps.
    Perhaps(LeftOut),
}

/// Reads the value of a status or an access.
pub(super) fn said(text: &str, of_access: bool) -> Said {
    let text = bare(text);
    if text.len() > LONGEST {
        return Said::Public;
    }
    let word = plain(text);
    if let Some(reason) = reason(&word) {
        return Said::NotPublic(reason);
    }
    if of_access && WORDS.no_access.contains(&word) {
        return Said::NotPublic(LeftOut::Private);
    }
    // `status: none` says that there is no status.
    let no_status = !of_access && matches!(&*word, "none" | "null" | "nil" | "~");
    if answer(text) == Answer::No && !no_status {
        return Said::NotPublic(LeftOut::Private);
    }
    if let Some(reason) = nearly(&word) {
        return Said::Perhaps(reason);
    }
    // `draft, second version`; but `no longer a draft`.
    let words: Vec<String> = split(text).map(plain).collect();
    let strong = ["draft", "private", "hidden", "unlisted", "unpublished", "confidential", "secret", "草稿", "下書き"];
    let found = words.iter().position(|word| strong.contains(&&**word));
    let denied = found.is_some_and(|at| words[..at].iter().any(|word| WORDS.denying.contains(word)));
    match found.and_then(|at| reason(&words[at])) {
        Some(reason) if words.len() > 1 && !denied => Said::Perhaps(reason),
        _ => Said::Public,
    }
}

/// The words of a text.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty())
}

/// Why an article with this word as its status is left out.
fn reason(word: &str) -> Option<LeftOut> {
    if WORDS.not_yet.contains(word) {
        return Some(LeftOut::Draft);
    }
    WORDS.not_public.contains(word).then_some(LeftOut::Private)
}

/// Likewise, for a word that is nearly one of those.
fn nearly(word: &str) -> Option<LeftOut> {
    let near = |words: &HashSet<String>| words.iter().any(|known| is_near(word, known));
    if near(&WORDS.not_yet) {
        return Some(LeftOut::Draft);
    }
    near(&WORDS.not_public).then_some(LeftOut::Private)
}

/// Words that are near to another word that withholds and mean something else.
const APART: &[&str] = &[
    "drift",
    "drifts",
    "daft",
    "drafty",
    "primate",
    "primates",
    "privet",
    "projected",
    "interval",
    "intervals",
    "reviews",
    "reviewed",
    "review",
    "secrete",
    "excludes",
    "members",
    "numbers",
    "remote",
    "remove",
    "premium",
    "premier",
    "limits",
    "features",
    "feature",
    "staffed",
    "pensive",
    "externe",
    "internet",
    "interne",
    "interno",
    "internal",
    "paired",
    "expires",
    "expire",
    "retired",
    "trusted",
    "hashed",
    "crashed",
];

/// Whether a word is a slip of the pen away from a known one. Short words have too many neighbours; `draft`, the one
/// that most people write, is worth the look at its own.
pub(super) fn is_near(word: &str, known: &str) -> bool {
    let length = known.chars().count();
    if word == known || APART.contains(&word) || !(length >= 6 || known == "draft") {
        return false;
    }
    if word.len().abs_diff(known.len()) > 4 || !known.chars().all(char::is_alphabetic) {
        return false;
    }
    let (mut typed, mut right) = (word.chars(), known.chars());
    let (first, second) = (typed.next(), typed.next());
    let starts = (right.next(), right.next());
    if first != starts.0 && (second, first) != starts {
        return false;
    }
    let most = if length >= 10 { 2 } else { 1 };
    strsim::osa_distance(word, known) <= most
}

/// Whether a value names nothing but a part of a page.
pub(super) fn is_part(text: &str) -> bool {
    let mut members =
        text.split([',', ';', '，', '、']).map(|part| plain(bare(part))).filter(|part| !part.is_empty()).peekable();
    members.peek().is_some() && members.all(|part| WORDS.parts.contains(&part))
}

/// Whether a value that is neither yes nor no denies all the same, or is a slip of the pen in one of them.
pub(super) fn denies(text: &str) -> bool {
    let text = bare(text);
    if text.len() > LONGEST {
        return false;
    }
    let word = plain(text);
    let slip = ["false", "true", "never", "disabled", "enabled", "falsch", "nein"].iter().any(|right| {
        let distance = strsim::osa_distance(&word, right);
        (1..=if right.len() > 4 { 2 } else { 1 }).contains(&distance)
            && word.len() >= 3
            && !["full", "tree", "table", "tables", "able", "rule", "fable", "level"].contains(&&*word)
    });
    slip || reason(&word).is_some()
        || nearly(&word).is_some()
        || split(text)
            .map(plain)
            .any(|word| WORDS.denying.contains(&word) || matches!(reason(&word), Some(LeftOut::Draft)))
        || ["不", "否", "未公", "未发", "未發", "没有", "沒有", "まだ", "非公", "아직", "비공"]
            .iter()
            .any(|start| text.starts_with(start))
}

/// Whether a value is an address: of a page, of a feed, of a file.
pub(super) fn is_address(text: &str) -> bool {
    let text = bare(text);
    !text.contains(char::is_whitespace)
        && (text.contains("://")
            || text.starts_with(['/', '.', '#'])
            || text.contains('/')
            || [".xml", ".json", ".html", ".rss", ".atom"].iter().any(|end| text.ends_with(end)))
}

/// Whether a value reads as a title: some words, written as titles are.
pub(super) fn is_title(text: &str) -> bool {
    let text = bare(text);
    let words = split(text).count();
    let wide = text.chars().filter(|c| *c as u32 >= 0x2e80).count();
    (words >= 2 && text.starts_with(char::is_uppercase)) || wide >= 5
}

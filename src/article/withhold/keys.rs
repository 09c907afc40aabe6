//! What a key says by its name: one of the table, or words that together read as one.
//!
//! A key that is not in the table is taken to withhold only where all of its words have to do with withholding
//! (`is_private`, `hide_post`, `omitFromFeeds`); one word that names something else, and the key is harmless
//! (`hide_table_of_contents`, `searchHidden`, `nav_exclude`).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::LeftOut;
use super::letters::normal;
use super::table::{KeyKind, TABLE};
use super::values::is_near;
use super::words as words_list;

/// What a key is, as far as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class {
    /// How its value is read.
    pub kind: KeyKind,
    /// Why an article that it withholds is left out.
    pub reason: LeftOut,
    /// How well it is known.
    pub known: Certainty,
    /// Whether it may name the parts of a page that it hides.
    pub parts: bool,
    /// Whether it may name what the article is about.
    pub may_name: bool,
}

/// How well a key is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// It is in the table.
    Table,
    /// By its words.
    Words,
    /// By its words, of which one alone says too little: only a plain yes counts.
    Weakly,
}

/// Longer keys are no words that anybody puts together.
const LONGEST: usize = 96;

/// The words of a key: parted by what is no letter or digit, and where lower case turns to upper.
pub(super) fn words(key: &str) -> impl Iterator<Item = &str> {
    let mut rest = key;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut before: Option<char> = None;
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next_is_lower = chars.peek().is_some_and(|(_, next)| next.is_lowercase());
            let turns = before.is_some_and(|before| {
                c.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && next_is_lower)
            });
            if !c.is_alphanumeric() || turns {
                let (word, after) = rest.split_at(at);
                rest = after;
                return Some(word);
            }
            before = Some(c);
        }
        let word = std::mem::take(&mut rest);
        (!word.is_empty()).then_some(word)
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyWord {
    /// `hide`, `exclude`: withhold, or part of what does.
    Hide,
    /// `skip`, `disable`: likewise, where a page or a feed is named.
    Weak,
    /// `draft`, `private`: what an article is.
    State(LeftOut),
    /// `not`
    Not,
    /// `publish`, `include`
    Show,
    /// `public`: shows, and needs no object.
    Open(LeftOut),
    /// `feed`, `rss`
    Feed,
    /// `list`
    List,
    /// `post`, `page`
    Page,
    /// `posts`
    Pages,
    /// `status`
    Status,
    /// `password`
    Secret,
    /// `from`, `in`
    Into,
    /// `is`, `this`
    Filler,
}

/// The words that keys are put together from, parted by blanks.
const TOKENS: &[(KeyWord, &str)] = &[
    (KeyWord::Hide, "hide hides hidden exclude excluded excluding 隐藏 隱藏 排除 非表示 숨김 제외"),
    (
        KeyWord::Weak,
        "skip skipped ignore ignored omit omitted disable disabled remove removed block blocked suppress \
         suppressed drop dropped without 禁用",
    ),
    (
        KeyWord::State(LeftOut::Draft),
        "draft drafts unpublished unpublish unfinished 草稿 未发布 未發佈 未發布 下書き 초안",
    ),
    (
        KeyWord::State(LeftOut::Private),
        "private secret internal confidential restricted invisible nonpublic 私密 私有 保密 非公开 非公開 비공개 \
         privat prive privado privato oculto",
    ),
    (KeyWord::State(LeftOut::Unlisted), "unlisted unlist headless"),
    (KeyWord::State(LeftOut::Secret), "encrypted encrypt protected 加密 암호화 暗号化"),
    (KeyWord::State(LeftOut::Draft), "embargoed"),
    (KeyWord::Not, "not no non dont donot never 不 非 未 勿"),
    (
        KeyWord::Show,
        "show shows shown include includes included enable enabled add added generate syndicate syndicated \
         allow allows allowed output outputs render rendered 显示 顯示 包含",
    ),
    (KeyWord::Open(LeftOut::Draft), "publish published 发布 發佈 發布 발행 게시"),
    (KeyWord::Open(LeftOut::Private), "public visible 公开 公開 可见 可見 공개"),
    (KeyWord::Open(LeftOut::Unlisted), "listed"),
    (KeyWord::Feed, "feed feeds rss rss2 atom jsonfeed syndication newsfeed rssfeed rssfeeds 订阅 訂閱 フィード 피드"),
    (KeyWord::List, "list lists listing listings collection collections 列表"),
    (KeyWord::Page, "post page article entry item blogpost 文章 页面 頁面 帖子 記事 글 게시글 everywhere"),
    (KeyWord::Pages, "posts pages articles entries items all"),
    (KeyWord::Status, "status state visibility access privacy 状态 狀態 可见性 可見性 상태"),
    (KeyWord::Secret, "password passwords passwd passphrase 密码 密碼 パスワード 비밀번호"),
    (KeyWord::Into, "from in to for on into at 由 从 從 在 于 於"),
    (
        KeyWord::Filler,
        "is as be the this a an it me my of has needs need requires require with by mark marked set make keep \
         kept do should will mode saved save blog site content only still currently 是 否 是否 为 為 本 此 的",
    ),
];

/// Words whose slips of the pen count too.
const NEAR: &str = "draft drafts private hidden unlisted unpublished encrypted protected password secret exclude excluded \
     confidential restricted invisible embargoed entwurf brouillon borrador rascunho";

/// Keys that show, whose slips of the pen count where they say no.
const NEAR_SHOWS: &[&str] = &["published", "publish", "public", "ispublished", "ispublic"];

struct Names {
    table: HashMap<String, usize>,
    /// The words for "not public" that are no keys of the table.
    states: HashMap<String, LeftOut>,
    people: HashSet<String>,
    /// The ASCII keys of days, whose slips of the pen count.
    days: Vec<String>,
    /// By their first byte.
    tokens: Vec<Vec<(String, KeyWord)>>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for (number, row) in TABLE.iter().enumerate() {
        for key in row.keys() {
            // `published` is a switch and a date: the first row has it, and reads dates too.
            table.entry(normal(key)).or_insert(number);
        }
    }
    let mut tokens = vec![Vec::new(); 256];
    for (token, words) in TOKENS {
        for word in words.split(' ').map(normal) {
            let list: &mut Vec<(String, KeyWord)> = &mut tokens[usize::from(word.as_bytes()[0])];
            if list.iter().all(|(known, _)| *known != word) {
                list.push((word, *token));
            }
        }
    }
    let mut states = HashMap::new();
    let not_keys: HashSet<String> = words_list::NO_KEYS.split(", ").map(normal).collect();
    for (words, reason) in [(words_list::NOT_YET, LeftOut::Draft), (words_list::NOT_PUBLIC, LeftOut::Private)] {
        for word in words.split(", ").map(normal).filter(|word| !not_keys.contains(word)) {
            states.entry(word).or_insert(reason);
        }
    }
    states.extend(
        ["members", "subscribers", "formembers", "forsubscribers"].map(|name| (name.to_owned(), LeftOut::Private)),
    );
    let people = words_list::PEOPLE.split(", ").map(normal).collect();
    let days = TABLE.iter().filter(|row| row.kind == KeyKind::Embargo).flat_map(super::Row::keys);
    let days = days.filter(|key| key.is_ascii() && key.len() >= 6).map(normal).collect();
    Names { table, states, people, days, tokens }
});

/// Of ten keys in real heads, nine are these: no search is needed for them.
pub(super) fn is_usual(key: &str) -> bool {
    matches!(
        key,
        "title"
            | "author"
            | "authors"
            | "tags"
            | "categories"
            | "category"
            | "summary"
            | "description"
            | "layout"
            | "subtitle"
            | "image"
            | "cover"
            | "slug"
            | "lang"
            | "weight"
            | "toc"
            | "comments"
            | "series"
            | "permalink"
            | "type"
            | "excerpt"
            | "keywords"
            | "math"
            | "aliases"
            | "alt"
            | "caption"
            | "name"
            | "url"
    )
}

/// What a key is; `None` where it has no say.
pub(super) fn classify(key: &str) -> Option<Class> {
    if is_usual(key) {
        return None;
    }
    let name = normal(key);
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    if let Some(row) = NAMES.table.get(&name).map(|&row| &TABLE[row]) {
        return Some(Class {
            kind: row.kind,
            reason: row.reason,
            known: Certainty::Table,
            parts: matches!(&*name, "hide" | "hidden"),
            may_name: matches!(&*name, "headless" | "intern"),
        });
    }
    if let Some(reason) = NAMES.states.get(&name) {
        return Some(Class { reason: *reason, ..WEAKLY_HIDES });
    }
    if is_for_some_alone(key) {
        return Some(Class { known: Certainty::Words, ..WEAKLY_HIDES });
    }
    // `draft_of: report`, `hidden_by: Ann`
    if name.is_ascii() && words(key).last().is_some_and(|word| matches!(word, "of" | "by")) {
        return None;
    }
    by_words(key, &name).or_else(|| near_embargo(&name)).or_else(|| {
        let near =
            NEAR_SHOWS.iter().any(|known| is_near(&name, known)) && !name.starts_with("publisher") && name != "publics";
        near.then_some(Class {
            kind: KeyKind::Shows,
            reason: LeftOut::Draft,
            known: Certainty::Weakly,
            parts: false,
            may_name: false,
        })
    })
}

/// A key that withholds where it is plainly switched on, and else means something of its own.
const WEAKLY_HIDES: Class =
    Class { kind: KeyKind::Hides, reason: LeftOut::Private, known: Certainty::Weakly, parts: false, may_name: false };

/// `team_only`, `only-for-members`, `members`.
fn is_for_some_alone(key: &str) -> bool {
    let name = normal(key);
    if !name.is_ascii() || !(name.starts_with("only") || name.ends_with("only") || name.starts_with("for")) {
        return false;
    }
    let mut people = 0;
    let mut only = false;
    for word in words(key).map(normal) {
        // Without a sign between them: `membersonly`.
        let word = word.strip_suffix("only").or_else(|| word.strip_prefix("only")).map_or(&*word, |rest| {
            only = true;
            rest
        });
        if word.is_empty() {
            continue;
        }
        if !NAMES.people.contains(word) {
            return false;
        }
        people += usize::from(!matches!(word, "for" | "to" | "the" | "my"));
    }
    only && people > 0
}

/// A slip of the pen in the name of a day before which an article waits.
fn near_embargo(name: &str) -> Option<Class> {
    if !name.is_ascii() || name.len() < 6 {
        return None;
    }
    let known = NAMES.days.iter().find(|known| is_near(name, known))?;
    let known = if known.starts_with("embargo") { Certainty::Words } else { Certainty::Weakly };
    Some(Class { kind: KeyKind::Embargo, reason: LeftOut::Draft, known, parts: false, may_name: false })
}

/// Whether a key is in the table.
pub(super) fn is_in_table(key: &str) -> bool {
    NAMES.table.contains_key(&normal(key))
}

fn by_words(key: &str, name: &str) -> Option<Class> {
    let mut tokens = Vec::new();
    // Most keys are one word, and that is none of ours.
    if words(key).nth(1).is_none() {
        if !segment(name, &mut tokens) {
            tokens.push(near_token(name)?);
        }
        return read(&tokens);
    }
    let parted = words(key).try_for_each(|word| {
        let word = normal(word);
        if !segment(&word, &mut tokens) {
            tokens.push(near_token(&word)?);
        }
        Some(())
    });
    if parted.is_none() {
        // Capitals that stand where no word begins: `HIDEfromRSS`.
        tokens.clear();
        if !segment(name, &mut tokens) {
            return None;
        }
    }
    read(&tokens)
}

fn near_token(word: &str) -> Option<KeyWord> {
    let known = NEAR.split(' ').find(|known| is_near(word, known))?;
    Some(token_of(known).unwrap_or(KeyWord::State(LeftOut::Draft)))
}

fn token_of(word: &str) -> Option<KeyWord> {
    let first = *word.as_bytes().first()?;
    NAMES.tokens[usize::from(first)].iter().find(|(known, _)| known == word).map(|(_, token)| *token)
}

/// Splits a word into tokens without a rest, the longest first; `false` where it cannot be.
fn segment(word: &str, tokens: &mut Vec<KeyWord>) -> bool {
    // For each place that tokens reach, the last of them and its length. At most the square of a short word's
    // length, and no allocation.
    let mut reached: [Option<(KeyWord, u8)>; LONGEST + 1] = [None; LONGEST + 1];
    if word.is_empty() || word.len() > LONGEST {
        return false;
    }
    for from in 0..word.len() {
        if from > 0 && reached[from].is_none() {
            continue;
        }
        let rest = &word[from..];
        for (known, token) in &NAMES.tokens[usize::from(rest.as_bytes()[0])] {
            if rest.starts_with(known.as_str()) {
                // No token is longer than the word, and that than a byte counts.
                let length = u8::try_from(known.len()).unwrap_or(u8::MAX);
                reached[from + known.len()].get_or_insert((*token, length));
            }
        }
    }
    let start = tokens.len();
    let mut end = word.len();
    while end > 0 {
        let Some((token, length)) = reached[end] else {
            tokens.truncate(start);
            return false;
        };
        tokens.push(token);
        end -= usize::from(length);
    }
    tokens[start..].reverse();
    true
}

/// What words say together.
fn read(tokens: &[KeyWord]) -> Option<Class> {
    let has = |wanted: KeyWord| tokens.contains(&wanted);
    let state = tokens.iter().find_map(|token| match token {
        KeyWord::State(reason) => Some(*reason),
        _ => None,
    });
    let open = tokens.iter().find_map(|token| match token {
        KeyWord::Open(reason) => Some(*reason),
        _ => None,
    });
    let negated = tokens.iter().filter(|token| **token == KeyWord::Not).count() % 2 == 1;
    let into = has(KeyWord::Into);
    let (feed, page, pages) = (has(KeyWord::Feed), has(KeyWord::Page), has(KeyWord::Pages));
    // A list may be a part of the page; `from a list` is the list of articles.
    let list = has(KeyWord::List) && into;
    let lost = has(KeyWord::List) && !into;
    let reason = match state {
        Some(reason) => reason,
        None if feed => LeftOut::NotInFeeds,
        None if list => LeftOut::Unlisted,
        None => open.unwrap_or(LeftOut::Private),
    };
    let class = |kind, known, parts| Some(Class { kind, reason, known, parts, may_name: false });
    let kind = |hides: bool| if hides { KeyKind::Hides } else { KeyKind::ShowsNamed };
    if lost {
        return None;
    }
    if has(KeyWord::Secret) {
        let switch = state.is_some() || has(KeyWord::Hide) || negated || open.is_some() || has(KeyWord::Filler);
        let reason = LeftOut::Secret;
        let kind = if switch { kind(!negated) } else { KeyKind::Secrets };
        return Some(Class { kind, reason, known: Certainty::Words, parts: false, may_name: false });
    }
    if has(KeyWord::Status) {
        return class(KeyKind::Words, Certainty::Words, false);
    }
    if state.is_some() || has(KeyWord::Hide) {
        // `show_drafts` is about others.
        if has(KeyWord::Show) || open.is_some() {
            return None;
        }
        return class(kind(!negated), Certainty::Words, has(KeyWord::Hide) && state.is_none());
    }
    if has(KeyWord::Weak) {
        let known = if feed || page || pages || list { Certainty::Words } else { Certainty::Weakly };
        return class(kind(!negated), known, known == Certainty::Weakly);
    }
    if let Some(reason) = open {
        let known = if pages { Certainty::Weakly } else { Certainty::Words };
        return Some(Class { kind: kind(negated), reason, known, parts: false, may_name: false });
    }
    if has(KeyWord::Show) {
        // `show_posts` is a page's, `show` alone is in the table.
        let names_all = feed || list || page;
        return if names_all { class(kind(negated), Certainty::Words, false) } else { None };
    }
    let switches_feed = feed && (negated || into) && !page && !pages;
    if switches_feed { class(kind(negated), Certainty::Words, false) } else { None }
}

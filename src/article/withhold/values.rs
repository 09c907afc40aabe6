//! What the value of a key says: yes, no, a word for "not public", the name of a part of a page.
//!
//! A value that would publish an article must be plain: the words for no are those that mean nothing else in any
//! of the languages. What is none of them is not understood, and then the key decides.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::LeftOut;
use super::letters::normal;
use super::words;

/// What a value answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Empty,
    Yes,
    No,
    Other,
}

struct ValueWords {
    yes: HashSet<String>,
    no: HashSet<String>,
    not_yet: HashSet<String>,
    not_public: HashSet<String>,
    no_access: HashSet<String>,
    parts: HashSet<String>,
    denying: HashSet<String>,
    apart: HashSet<String>,
    open: HashSet<String>,
    keeps_out: HashSet<String>,
    lifted: HashSet<String>,
    needs_all: HashSet<String>,
    elsewhere: HashSet<String>,
}

static WORDS: LazyLock<ValueWords> = LazyLock::new(|| {
    let set = |words: &str| words.split(", ").map(plain).collect();
    ValueWords {
        yes: set(words::YES),
        no: set(words::NO),
        not_yet: set(words::NOT_YET),
        not_public: set(words::NOT_PUBLIC),
        no_access: set(words::NO_ACCESS),
        parts: set(words::PARTS),
        denying: set(words::DENYING),
        apart: set(words::APART),
        open: set(words::OPEN),
        keeps_out: set(words::KEEPS_OUT),
        lifted: set(words::LIFTED),
        needs_all: set(words::NEEDS_ALL),
        elsewhere: set(words::ELSEWHERE),
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
    match text {
        "true" => return Answer::Yes,
        "false" => return Answer::No,
        _ => {}
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
    // `status: none` says that there is no status, and `state: NE` is a state.
    let no_status =
        !of_access && (text == "NE" || matches!(&*word, "none" | "null" | "nil" | "~" | "无" | "無" | "なし" | "없음"));
    if answer(text) == Answer::No && !no_status {
        return Said::NotPublic(LeftOut::Private);
    }
    if let Some(reason) = nearly(&word) {
        return Said::Perhaps(reason);
    }
    in_phrase(text).map_or(Said::Public, Said::Perhaps)
}

/// What a phrase says: `draft, second version`, `do not publish`; but not `no longer a draft`, nor `Private Island`.
fn in_phrase(text: &str) -> Option<LeftOut> {
    // `published, was a draft`
    let said_first = text.split([',', ';', '(']).next().unwrap_or(text);
    if said_first.len() < text.len() && opens(said_first) {
        return None;
    }
    let typed: Vec<&str> = split(text).collect();
    let words: Vec<String> = typed.iter().copied().map(plain).collect();
    let is_title = text.chars().all(|c| c.is_alphabetic() || c == ' ')
        && typed.iter().all(|word| word.starts_with(char::is_uppercase));
    if typed.len() > 1 && !is_title {
        let denies = |at: usize| words[..at].iter().any(|word| WORDS.denying.contains(word));
        let strong = |word: &String| reason(word).filter(|_| !WORDS.needs_all.contains(word));
        for (at, word) in words.iter().enumerate() {
            let denied = denies(at);
            // `not published`, `members only`
            let pair = words.get(at + 1).map(|next| format!("{word}{next}"));
            if let Some(reason) = pair.as_ref().and_then(strong).or_else(|| strong(word)).filter(|_| !denied) {
                return Some(reason);
            }
            let opens =
                ["public", "publish", "published", "publication", "release", "released", "ready", "show", "live"];
            if denied && opens.contains(&&**word) && !words[..at].iter().any(|word| word == "only" || word == "later") {
                return Some(LeftOut::Draft);
            }
        }
    }
    // No blanks part these.
    const UNPARTED: &[(&str, LeftOut)] = &[
        ("草稿", LeftOut::Draft),
        ("下書き", LeftOut::Draft),
        ("未公開", LeftOut::Draft),
        ("未发布", LeftOut::Draft),
        ("초안", LeftOut::Draft),
        ("非公開", LeftOut::Private),
        ("非公开", LeftOut::Private),
        ("不公开", LeftOut::Private),
        ("私密", LeftOut::Private),
        ("비공개", LeftOut::Private),
    ];
    let denied = ["不是", "并非", "非草", "ではない", "아님"].iter().any(|word| text.contains(word));
    let found = UNPARTED.iter().find(|(word, _)| text.contains(word)).map(|(_, reason)| *reason);
    found.filter(|_| !denied && text.chars().count() <= 12)
}

/// Whether a value of a key that shows says that it does.
pub(super) fn opens(text: &str) -> bool {
    WORDS.open.contains(&plain(bare(text)))
}

/// Whether a value keeps an article out of what its key names.
pub(super) fn keeps_out(text: &str) -> bool {
    WORDS.keeps_out.contains(&plain(bare(text)))
}

/// Whether an embargo of this value is over.
pub(super) fn is_lifted(text: &str) -> bool {
    WORDS.lifted.contains(&plain(bare(text)))
}

/// Whether a map of this name holds the settings of another place.
pub(super) fn is_elsewhere(name: &str) -> bool {
    WORDS.elsewhere.contains(name)
}

/// Whether a value holds something back for an open time.
pub(super) fn puts_off(text: &str) -> bool {
    said(text, false) != Said::Public || split(text).map(plain).any(|word| WORDS.denying.contains(&word))
}

/// Whether a value says that the day never comes.
pub(super) fn is_never(text: &str) -> bool {
    matches!(
        &*plain(bare(text)),
        "never" | "nie" | "niemals" | "jamais" | "nunca" | "mai" | "никогда" | "永不" | "从不"
    )
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

/// Whether a word is a slip of the pen away from a known one. Short words have too many neighbours; `draft`, the one
/// that most people write, is worth the look at its own.
pub(super) fn is_near(word: &str, known: &str) -> bool {
    let (mut typed, mut right) = (word.chars(), known.chars());
    let (first, second) = (typed.next(), typed.next());
    let starts = (right.next(), right.next());
    if first != starts.0 && (second, first) != starts || word.len().abs_diff(known.len()) > 4 {
        return false;
    }
    let length = known.chars().count();
    if !(length >= 6 || known == "draft") || !known.chars().all(char::is_alphabetic) {
        return false;
    }
    if word == known || WORDS.apart.contains(word) {
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

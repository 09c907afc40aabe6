//! What stands in an article and says nothing of it: bylines, date lines, greetings, editorial notes,
//! invitations to share, datelines of press agencies.
//!
//! Every function looks at one paragraph or sentence of plain text, at its start and its length, and
//! knows the usual words of a dozen languages. Where in doubt, text is no boilerplate.

use super::phrases::Phrases;
use crate::text::sentence::columns;

#[rustfmt::skip]
const BYLINES: &[&str] = &[
    "by ", "by:", "posted by ", "written by ", "author:", "authors:", "author(s):", "published by ",
    "posted on ", "published on ", "photo by ", "photo:", "photos by ", "photo credit", "image credit",
    "image by ", "image:", "translated by ", "translator:", "edited by ", "reviewed by ", "contributed by ",
    "contact:", "source:", "von ", "por ", "par ", "autor:", "auteur", "fecha:", "datum:", "date:", "автор:",
    "작성자", "글쓴이", "作者", "译者", "譯者", "编辑", "編輯", "来源", "來源", "记者", "記者", "责编", "校对", "文/", "文 /", "图/", "文：",
    "日期", "发布时间", "發佈時間", "发布日期", "時間：", "时间：", "著者", "筆者：", "翻訳",
];

#[rustfmt::skip]
const NOTES: &[&str] = &[
    "update", "updated", "edit", "edited", "note", "editor's note", "editors' note", "editorial note",
    "correction", "disclaimer", "disclosure", "nb", "n.b.", "important note", "author's note", "please note",
    "translator's note", "last updated", "last modified", "status", "tags", "categories", "keywords",
    "filed under", "reading time", "anmerkung", "hinweis", "nota", "remarque", "примечание", "更新", "注", "注意",
    "注记", "编者按", "編者按", "编者注", "譯註", "译者注", "译注", "声明", "聲明", "免责声明", "关键词", "关键字", "标签", "追記", "注記",
];

#[rustfmt::skip]
const SHARES: &[&str] = &[
    "share this", "that's all", "that's it", "stay tuned", "share on", "follow us", "follow me on",
    "subscribe to", "sign up for", "read more", "continue reading", "click here", "learn more", "back to top",
    "table of contents", "contents:", "in this issue", "jump to", "download the", "view on", "discuss on",
    "comments are", "leave a comment", "photo by", "image credit", "all rights reserved", "copyright", "©",
    "(c) 20", "skip to", "related posts", "see also", "点击", "點擊", "阅读原文", "閱讀原文", "阅读全文", "扫码", "扫描二维码", "扫一扫",
    "关注我们", "分享到", "长按", "上一篇", "下一篇", "目录", "目錄", "続きを読む", "目次", "シェア",
];

/// How a writer takes leave.
#[rustfmt::skip]
const FAREWELLS: &[&str] = &[
    "that is all for", "that is all from", "that is all we have", "that is all folks", "that is all.", "that is all!",
    "that is it for", "that is it from", "that's a wrap", "that wraps", "until next time", "until next week",
    "see you next", "see you soon", "see you there", "see you in the next", "thanks for reading", "thank you for reading",
    "happy reading", "happy hacking", "happy coding", "happy new year", "best wishes", "best regards", "kind regards",
    "have a nice", "have a great", "have a good", "enjoy!", "have fun!", "das war's", "das war’s", "das war es für",
    "das wäre es für", "das ist alles für", "bis zum nächsten", "bis bald", "viel spaß!", "mit freundlichen grüßen",
    "c'est tout pour", "c’est tout pour", "c'est tout !", "à bientôt", "à la prochaine", "bonne lecture", "cordialement",
    "eso es todo", "esto es todo", "hasta la próxima", "hasta pronto", "nos vemos", "isso é tudo", "até a próxima",
    "até breve", "è tutto per", "alla prossima", "вот и всё", "вот и все", "на этом всё", "на этом все", "до встречи",
    "到此为止", "到此為止", "就到这里", "就到這裡", "就先到这", "今天就到", "本期就到", "以上就是", "下期再见", "下期再見", "我们下期",
    "我們下期", "敬请期待", "敬請期待", "谢谢大家", "謝謝大家", "感谢大家", "感謝大家", "以上です", "以上、", "今回は以上", "それではまた",
    "ではまた", "また次回", "どうぞよろしく", "よろしくお願い", "이상입니다", "감사합니다", "다음에 또", "هذا كل شيء", "إلى اللقاء",
    "זה הכל", "נתראה",
];

#[rustfmt::skip]
const GREETINGS: &[&str] = &[
    "hi", "hello", "hey", "dear", "greetings", "howdy", "good morning", "good afternoon", "good evening",
    "happy new year", "happy holidays", "welcome", "welcome back", "hallo", "liebe", "hola", "estimados",
    "bonjour", "salut", "olá", "ciao", "привет", "здравствуйте", "안녕하세요",
];

#[rustfmt::skip]
const CJK_GREETINGS: &[&str] = &[
    "大家好", "各位好", "你好", "您好", "亲爱的", "親愛的", "尊敬的", "各位读者", "各位朋友", "嗨", "こんにちは", "皆さん", "みなさん",
];

#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "januar", "februar",
    "märz", "mai", "juni", "juli", "okt", "dez", "ene", "abr", "ago", "dic", "janv", "févr", "avril", "juin",
    "juil", "août", "янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
];

#[rustfmt::skip]
const DATE_WORDS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "posted", "published", "updated", "date", "on", "at", "the", "of", "de", "am", "pm",
    "utc", "gmt", "st", "nd", "rd", "th", "min", "mins", "minute", "minutes", "read", "年", "月", "日", "星期", "发布",
    "发表", "于", "时间",
];

/// A paragraph longer than so many columns is no line of data.
const LINE: usize = 110;

/// A sentence that takes leave is no longer.
const LEAVE: usize = 80;

/// Whether a paragraph as a whole is apart from the article's text: a byline, a date line, an
/// editorial note, an invitation.
pub(super) fn is_boilerplate(paragraph: &str) -> bool {
    let bare = paragraph.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©'));
    let start = lower_start(bare);
    let line = columns(paragraph, LINE + 1) <= LINE;
    (line && (is_byline(&start, paragraph) || is_date_line(paragraph) || starts_with_any(&start, SHARES)))
        || is_note(&start)
        || (line && is_fields(paragraph))
}

/// Whether a sentence is no part of what the article says: an invitation to share, a word on where it
/// was published before, a greeting. `lower` is the sentence in lower case.
pub(super) fn is_aside(sentence: &str, lower: &str, phrases: &Phrases) -> bool {
    let start = lower_start(sentence.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©')));
    let width = columns(sentence, LINE + 1);
    (width <= LINE
        && (starts_with_any(&start, SHARES)
            || (width <= LEAVE && starts_with_any(&start, FAREWELLS))
            || (phrases.by && is_credit(lower))))
        || phrases.elsewhere
        || (width <= 50 && starts_with_any(&start, &["thanks ", "thank you", "谢谢", "感谢阅读", "welcome back"]))
        || (width <= 30 && start.starts_with("happy ") && sentence.ends_with('!'))
        || is_note(&start)
        || is_greeting(sentence)
}

fn is_byline(start: &str, paragraph: &str) -> bool {
    if !starts_with_any(start, BYLINES) {
        return false;
    }
    // `By default, it compiles.` and `Par exemple, ...` are sentences.
    let finished = paragraph.ends_with(['.', '!', '?', '。', '！', '？', ':', '：']);
    !finished || start.starts_with("photo") || start.starts_with("image") || start.starts_with("posted by")
}

/// `February 15, 2024 by Lin Wei and Ada Roe.`, `Minutes written by Lin.`
fn is_credit(lower: &str) -> bool {
    let Some((before, _)) = lower.split_once(" by ") else { return false };
    let mut words = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let credits = [
        "written",
        "posted",
        "published",
        "run",
        "taken",
        "edited",
        "photo",
        "photos",
        "minutes",
        "translated",
        "reviewed",
        "notes",
    ];
    words.peek().is_some()
        && words.all(|word| {
            word.bytes().all(|b| b.is_ascii_digit())
                || DATE_WORDS.contains(&word)
                || MONTHS.contains(&word.get(..3).unwrap_or(""))
                || credits.contains(&word)
                || matches!(word, "meeting" | "and" | "were" | "was")
        })
}

/// Whether a text is a date, with what stands beside one, and nothing more.
pub(crate) fn is_date_line(paragraph: &str) -> bool {
    let mut digits = false;
    let mut words = 0;
    for word in paragraph.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        let known = DATE_WORDS.contains(&word.as_str())
            || MONTHS.iter().any(|month| word.starts_with(month) && word.chars().count() <= month.chars().count() + 6);
        if !known {
            return false;
        }
        words += 1;
    }
    for c in paragraph.chars() {
        digits |= c.is_numeric();
    }
    digits && words <= 12
}

fn is_note(start: &str) -> bool {
    beginning_like(start, NOTES).any(|label| {
        start.strip_prefix(label).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.starts_with([':', '：', '】', ']'])
                || (rest.starts_with(['(', '[', '（', '—', '–']) && label.starts_with("update"))
                || (label.starts_with("last ") && rest.starts_with("on "))
                || (label.starts_with("update") && rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    })
}

/// Several labelled values on one line: `WeChat: ...   Skype: ...`.
fn is_fields(paragraph: &str) -> bool {
    let labels = paragraph.matches([':', '：']).count() - paragraph.matches("://").count().min(1);
    labels >= 2 && !paragraph.ends_with(['.', '!', '?', '。', '！', '？']) && paragraph.contains(['@', '+'])
}

pub(super) fn starts_with_any(start: &str, words: &[&str]) -> bool {
    beginning_like(start, words).any(|word| start.starts_with(word))
}

/// Those words that have their first byte in common with a text.
fn beginning_like<'a>(text: &str, words: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let first = text.bytes().next();
    words.iter().copied().filter(move |word| word.bytes().next() == first)
}

/// The first characters in lower case, enough for every list here.
fn lower_start(text: &str) -> String {
    let start = &text.as_bytes()[..text.len().min(START)];
    if start.is_ascii() {
        return text[..start.len()].to_ascii_lowercase();
    }
    text.chars().take(START).flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

/// So many characters are looked at for a word that a text begins with.
const START: usize = 32;

/// Whether a sentence only greets.
fn is_greeting(sentence: &str) -> bool {
    let rest = without_greeting(sentence);
    rest.len() < sentence.len() && columns(rest, 9) <= 8
}

/// The text without a greeting before it: `Hello everyone, we ...`, `大家好，今天……`.
pub(super) fn without_greeting(text: &str) -> &str {
    let start = lower_start(text.trim_start());
    if !starts_with_any(&start, GREETINGS) && !starts_with_any(&start, CJK_GREETINGS) {
        return text;
    }
    let Some((at, mark)) = text
        .char_indices()
        .take(48)
        .find(|(_, c)| matches!(c, ',' | '!' | '.' | '，' | '！' | '。' | ':' | '：' | '、' | '—' | '–'))
    else {
        return text;
    };
    let head = text[..at].trim().to_lowercase();
    let greets = starts_with_any(&head, CJK_GREETINGS) && columns(&head, 31) <= 30
        || beginning_like(&head, GREETINGS).any(|word| {
            head.strip_prefix(word).is_some_and(|rest| {
                rest.is_empty()
                    || (rest.starts_with(' ')
                        && !rest.contains(" to ")
                        && rest.split(' ').count() <= if matches!(mark, '!' | '！' | '.' | '。') { 8 } else { 5 })
            })
        });
    // `Hello.rs`, and the program that says `Hello, world`.
    let after = &text[at + mark.len_utf8()..];
    let greets = greets && !after.trim_start().get(..5).is_some_and(|word| word.eq_ignore_ascii_case("world"));
    let apart = !mark.is_ascii() || after.is_empty() || after.starts_with(char::is_whitespace);
    if greets && apart {
        after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '!' | '！' | ','))
    } else {
        text
    }
}

/// The paragraph without the place and day that a press release begins with: `SHENZHEN, Aug. 30, 2024 --`,
/// `深圳，2024年8月30日——`, `新华社北京8月30日电`.
pub(super) fn without_dateline(paragraph: &str) -> &str {
    let head_end = paragraph.char_indices().nth(100).map_or(paragraph.len(), |(at, _)| at);
    let head = &paragraph[..head_end];
    // All that tells a dateline has a dash or is Chinese.
    if head.is_ascii() && !head.contains('-') {
        return paragraph;
    }
    for mark in ["日电", "日電", "日讯", "日訊"] {
        if let Some(at) = head.find(mark).filter(|&at| columns(&head[..at], 61) <= 60 && !head[..at].contains('。')) {
            return after_mark(&paragraph[at + mark.len()..]);
        }
    }
    // `【高雄訊】`
    if let Some((desk, rest)) = head.strip_prefix('【').and_then(|_| paragraph.split_once('】'))
        && desk.ends_with(['讯', '訊', '电', '電'])
        && columns(desk, 31) <= 30
    {
        return after_mark(rest);
    }
    for opening in ["本报讯", "本報訊", "本网讯", "本刊讯"] {
        if let Some(rest) = paragraph.strip_prefix(opening) {
            let rest = match (
                rest.starts_with(['（', '(']),
                rest.char_indices().take(40).find(|(_, c)| matches!(c, '）' | ')')),
            ) {
                (true, Some((at, mark))) => &rest[at + mark.len_utf8()..],
                _ => rest,
            };
            return after_mark(rest);
        }
    }
    // The last dash that still belongs to a dateline: `Berlin – 3 May 2024 – Acme`.
    let mut best = None;
    for dash in ["--", "—", "–", " - ", ".- ", "―"] {
        for (at, _) in head.match_indices(dash).filter(|(at, _)| is_dateline(&head[..*at])) {
            best = best.max(Some(at + dash.len()));
        }
    }
    best.map_or(paragraph, |at| after_mark(&paragraph[at..]))
}

fn after_mark(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '–' | '―' | '，' | ',' | ':' | '：'))
}

fn is_dateline(head: &str) -> bool {
    let head = head.trim().trim_matches(['(', ')', '（', '）', '【', '】']);
    let year =
        head.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit) && matches!(four[0], b'1' | b'2'));
    let lower = head.to_lowercase();
    let month = lower.split(|c: char| !c.is_alphabetic()).any(|word| {
        MONTHS.iter().any(|month| word.starts_with(month) && word.chars().count() <= month.chars().count() + 6)
    }) || (head.contains('月') && head.contains('日'));
    let agency = lower.contains("wire") || lower.contains("reuters") || lower.contains("(ap)");
    let words = head.split_whitespace().count();
    let first = head.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let shouted =
        first.chars().count() >= 3 && first.chars().all(char::is_uppercase) && head.contains(',') && words <= 6;
    let day = head.bytes().filter(u8::is_ascii_digit).count() >= 1;
    // A sentence before the dash has verbs in lower case; a dateline has names, numbers and dots.
    let part = |word: &&str| {
        let word = word.trim_end_matches(['.', ',']);
        !matches!(word, "de" | "del" | "di" | "le" | "of" | "den" | "am" | "года" | "г")
            && !MONTHS.iter().any(|month| word.starts_with(month))
    };
    let small = head.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).filter(part).count();
    // Where letters have no case, a place, a comma and a day.
    let caseless = !head.contains(|c: char| c.is_lowercase() || c.is_uppercase()) && year && words <= 7;
    if caseless && head.contains([',', '،', '，', ')', '）']) && head.starts_with(char::is_alphabetic) {
        return true;
    }
    words <= 14 && small <= 2 && ((month && day && (year || head.contains(','))) || agency || shouted)
}

/// The text without a label that introduces a summary: `TL;DR:`.
pub(super) fn without_summary_label(text: &str) -> &str {
    let start = lower_start(text);
    for label in ["tl;dr", "tldr", "abstract", "summary", "摘要", "概要", "导读", "導讀", "内容提要"] {
        if start.starts_with(label) {
            let rest = text[label.len()..].trim_start();
            let rest = rest.strip_prefix([':', '：', '】']).or_else(|| rest.strip_prefix(['-', '—', '–', '.']));
            if let Some(rest) = rest {
                return rest.trim_start();
            }
        }
    }
    text
}

//! Phrases that may stand anywhere in a sentence, all looked for in one pass over it.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// Words that send the reader elsewhere.
#[rustfmt::skip]
const POINTERS: &[&str] = &[
    "read on ", "be found here", "followed here", "found at http", "see below", " below.", "as follows",
    "click ", "more details", "for more information", "more information", "for details", "check out",
    "read more", "see the ", "refer to", "consider donating", "thanks to ", "thank you", "请参阅", "请看", "详见",
    "详情", "以下", "以下の", "こちら", "詳細は",
];

/// Words with which a sentence says what the article is about.
#[rustfmt::skip]
const CUES: &[&str] = &[
    "this post", "this article", "this blog post", "in this", "we announce", "to announce", "announcing",
    "is available", "本文", "这篇", "這篇", "本週", "本周", "この記事", "今週", "今号",
];

/// Where the article was before.
#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "originally published", "originally posted", "originally appeared", "originally written", "first appeared",
    "first published", "was first posted", "cross-post", "crosspost", "cross posted", "最初发表", "最初發表", "最早出版",
    "首次发表", "republished", "this is a guest post", "this guest post", "guest post by", "also available in",
    "is also posted", "reposted from", "translated from", "syndicated from", "zuerst erschienen",
    "publicado originalmente", "publié initialement", "转载", "轉載", "原文链接", "原文連結", "原文地址", "首发于", "首發於", "本文译自",
    "本文翻译自", "原文は", "転載", "初出",
];

/// What comes between a credit and a name.
const BY: &[&str] = &[" by "];

/// Which of them a sentence has.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// Words that send the reader elsewhere.
    pub pointer: bool,
    /// Words with which a sentence says what the article is about.
    pub cue: bool,
    /// Where the article was before.
    pub elsewhere: bool,
    /// What comes between a credit and a name.
    pub by: bool,
}

static PHRASES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let all = [POINTERS, CUES, ELSEWHERE, BY].into_iter().flatten();
    // Not the fastest kind to search with: making that one takes longer than a hundred articles.
    let kind = Some(AhoCorasickKind::ContiguousNFA);
    AhoCorasick::builder().kind(kind).build(all).expect("some dozens of short phrases are not too many")
});

impl Phrases {
    /// The phrases of a sentence in lower case.
    pub fn of(lower: &str) -> Self {
        let mut phrases = Self::default();
        for found in PHRASES.find_overlapping_iter(lower) {
            // In the order in which they went in.
            let mut at = found.pattern().as_usize();
            let lists = [
                (POINTERS, &mut phrases.pointer),
                (CUES, &mut phrases.cue),
                (ELSEWHERE, &mut phrases.elsewhere),
                (BY, &mut phrases.by),
            ];
            for (list, has) in lists {
                if at < list.len() {
                    *has = true;
                    break;
                }
                at -= list.len();
            }
        }
        phrases
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_is_told_from_the_others() {
        let of = |text: &str| {
            let Phrases { pointer, cue, elsewhere, by } = Phrases::of(text);
            [pointer, cue, elsewhere, by]
        };
        assert_eq!(of("nothing of the kind"), [false; 4]);
        for (at, list) in [POINTERS, CUES, ELSEWHERE, BY].into_iter().enumerate() {
            for phrase in list {
                let expected =
                    [POINTERS, CUES, ELSEWHERE, BY].map(|list| list.iter().any(|other| phrase.contains(other)));
                assert!(expected[at]);
                assert_eq!(of(&format!("x{phrase}y")), expected, "{phrase}");
            }
        }
    }
}

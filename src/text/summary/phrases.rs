//! Phrases that may stand anywhere in a sentence, all looked for in one pass over it.

use std::sync::LazyLock;

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
    "is available", "we'll share", "we’ll share", "i'll share", "i’ll share", "excited to", "happy to", "pleased to",
    "proud to", "thrilled to", "delighted to", "in diesem beitrag", "in diesem artikel", "dans cet article",
    "dans ce billet", "en este artículo", "neste artigo", "본 글에서", "이 글에서", "本文", "这篇", "這篇", "本週", "本周",
    "この記事", "今週", "今号",
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

/// The phrases, to be found by their first four bytes; none is shorter.
struct Index {
    /// By the [`slot`] of four bytes, how many phrases are before those that may begin with them, plus one; else 0.
    first: [u8; SLOTS],
    /// Each with its slot, in the order of these.
    phrases: Vec<(usize, &'static str, MarkPhrase)>,
}

/// What is said of a sentence that has a phrase.
type MarkPhrase = fn(&mut Phrases);

const SLOTS: usize = 1 << 12;

/// Spreads the phrases' beginnings so that hardly any other four bytes fall where one of them does.
fn slot(four: [u8; 4]) -> usize {
    (u32::from_le_bytes(four).wrapping_mul(0x9e37_79b1) >> 20) as usize
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let lists: [(&[&str], MarkPhrase); 4] = [
        (POINTERS, |found| found.pointer = true),
        (CUES, |found| found.cue = true),
        (ELSEWHERE, |found| found.elsewhere = true),
        (BY, |found| found.by = true),
    ];
    let mut phrases = Vec::new();
    for (list, mark) in lists {
        let slots = list.iter().filter_map(|phrase| phrase.as_bytes().first_chunk().copied().map(slot));
        phrases.extend(slots.zip(list).map(|(slot, phrase)| (slot, *phrase, mark)));
    }
    phrases.sort_by_key(|(slot, ..)| *slot);
    let mut first = [0; SLOTS];
    for (at, (slot, ..)) in (1..=u8::MAX).zip(&phrases).rev() {
        first[*slot] = at;
    }
    Index { first, phrases }
});

impl Phrases {
    /// The phrases of a sentence in lower case.
    pub fn of(lower: &str) -> Self {
        let Index { first, phrases } = &*INDEX;
        let mut found = Self::default();
        for (at, four) in lower.as_bytes().array_windows().enumerate() {
            let slot = slot(*four);
            if first[slot] == 0 {
                continue;
            }
            let alike = phrases[usize::from(first[slot]) - 1..].iter().take_while(|(other, ..)| *other == slot);
            for (_, _, mark) in alike.filter(|(_, phrase, _)| lower.as_bytes()[at..].starts_with(phrase.as_bytes())) {
                mark(&mut found);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn phrases_are_found_wherever_they_stand(text in "(this |in |post|is |available|read |more|on |see |the |below|[.]| by |a|转载|本文|译自){0,12}") {
            let Phrases { pointer, cue, elsewhere, by } = Phrases::of(&text);
            let expected = [POINTERS, CUES, ELSEWHERE, BY].map(|list| list.iter().any(|phrase| text.contains(phrase)));
            prop_assert_eq!([pointer, cue, elsewhere, by], expected);
        }
    }

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

//! Sentences that need the one before them to be understood.

use super::boilerplate::starts_with_any;

/// How a sentence leans on the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaning {
    /// It stands on its own.
    No,
    /// `It is ...`, `These ...`
    Pronoun,
    /// `However, ...`, `Thus ...`
    Connective,
}

impl Leaning {
    /// How a sentence leans, by itself in lower case and its first word; `follows` another in its paragraph.
    pub fn of(lower: &str, first_word: &str, follows: bool) -> Self {
        let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).skip(1);
        let [second, third, fourth] = [(); 3].map(|()| words.next().unwrap_or(""));
        // `As it grew, ...`, `Each of these groups ...`
        let points_back = |word: &str, next: &str| POINTING_BACK.contains(&word) && !OWN_WORDS.contains(&next);
        let leads = || LEADING_WORDS.contains(&first_word);
        if second == "also"
            || third == "also"
            || CONNECTIVES.contains(&first_word)
            || starts_with_any(lower, CJK_CONNECTIVES)
        {
            Self::Connective
        } else if first_word == "this" && OWN_WORDS.contains(&second)
            || !follows && (first_word == "this" && second == "is" || starts_with_any(lower, CJK_THIS_IS))
            || starts_with_any(lower, CJK_OWN)
        {
            Self::No
        } else if ((points_back(second, third) || points_back(third, fourth)) && leads())
            || PRONOUNS.contains(&first_word)
            || starts_with_any(lower, CJK_PRONOUNS)
        {
            Self::Pronoun
        } else {
            Self::No
        }
    }
}

/// What `this` may stand before without leaning on anything.
#[rustfmt::skip]
const OWN_WORDS: &[&str] = &[
    "post", "article", "blog", "week", "month", "year", "release", "tutorial", "guide", "report", "newsletter",
    "version", "summer", "spring", "fall", "winter", "morning", "page", "document", "series", "paper", "note",
    "announcement", "update",
];

#[rustfmt::skip]
const PRONOUNS: &[&str] = &[
    "this", "these", "that", "those", "it", "they", "he", "she", "its", "their", "his", "her", "there", "here",
    "both", "such", "another",
];

#[rustfmt::skip]
const CONNECTIVES: &[&str] = &[
    "but", "and", "or", "so", "however", "also", "then", "thus", "therefore", "instead", "yet", "because",
    "additionally", "moreover", "furthermore", "finally", "nevertheless", "nonetheless", "still", "otherwise",
    "consequently", "hence", "meanwhile", "likewise", "similarly", "besides", "fortunately", "unfortunately",
    "luckily", "second", "secondly", "third", "thirdly", "next", "afterwards", "again", "specifically",
    "indeed", "rather", "yes", "well", "aber", "jedoch", "mais", "donc", "pero", "sin", "mas", "но", "однако",
    "поэтому",
];

/// `This is`: of what is announced where an article or a paragraph begins with it.
const CJK_THIS_IS: &[&str] = &["这是", "這是", "これは"];

/// `This post` in Chinese and Japanese.
const CJK_OWN: &[&str] =
    &["这篇", "這篇", "这份", "這份", "这期", "這期", "这次", "這次", "この記事", "この度", "このたび"];

const CJK_PRONOUNS: &[&str] = &["这", "這", "它", "他", "她", "其", "该", "該", "此", "これ", "それ", "この", "その"];

#[rustfmt::skip]
const CJK_CONNECTIVES: &[&str] = &[
    "还", "還", "但", "而", "因此", "所以", "此外", "另外", "同时", "同時", "然而", "不过", "不過", "并且", "於是", "于是", "其次", "最后",
    "最後", "しかし", "また", "そして", "そのため", "ただし", "さらに", "なお", "つまり", "だから", "したがって",
];

/// Words that may begin a sentence which leans by its second or third word.
#[rustfmt::skip]
const LEADING_WORDS: &[&str] = &[
    "as", "when", "while", "during", "after", "before", "with", "in", "if", "since", "once", "for", "by", "at",
    "prior", "of", "from", "to", "on", "under", "through", "each", "all", "some", "many", "most", "one",
    "despite", "given", "until",
];

/// What such a word is.
const POINTING_BACK: &[&str] =
    &["it", "its", "they", "them", "their", "this", "these", "those", "that", "he", "she", "such"];

//! What an article says, as three short values: a [`Fingerprint`] that is equal only where everything
//! that a reader sees is equal, a [`Sketch`] that is near where two bodies are near, and a
//! [`TitleKey`] to know a title again.
//!
//! All three are taken from the source, never from rendered HTML and never from addresses, so that a
//! new version of the renderer, another `site.url` or another permalink scheme moves nothing. Their
//! bytes are kept in ledgers: they may only change with the ledger's version.

use std::borrow::Cow;
use std::fmt;

/// The parts of an article that a reader sees, as its source has them.
#[derive(Clone, Debug, Default)]
pub struct Parts<'a> {
    /// Its title, from the front matter or from the body.
    pub title: &'a str,
    /// The summary that the writer gave; not one that was made from the body.
    pub summary: Option<&'a str>,
    /// The source after the front matter.
    pub body: &'a str,
    /// Its authors as the article names them.
    pub authors: Vec<&'a str>,
    /// Its tags in the writer's order.
    pub tags: Vec<&'a str>,
    /// Its image as the article names it.
    pub image: Option<&'a str>,
    /// Its enclosures as the article names them.
    pub enclosures: Vec<&'a str>,
    /// What a link entry is about.
    pub external_url: Option<&'a str>,
}

/// A hash of 96 bits over everything of an article that a reader sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Fingerprint([u8; 12]);

impl Fingerprint {
    /// The fingerprint of an article. Line ends, white space at the end of lines and blank lines at
    /// the end of the body do not count.
    #[must_use]
    pub fn of(parts: &Parts<'_>) -> Self {
        // In one piece, which is hashed several times as fast as many small ones.
        let mut seen = Vec::with_capacity(parts.body.len() + 512);
        // Each part goes in with its name and its length, so that no two different articles make
        // the same sequence of bytes.
        let mut part = |name: &str, text: &str| {
            seen.extend_from_slice(name.as_bytes());
            seen.extend_from_slice(&(text.len() as u64).to_le_bytes());
            seen.extend_from_slice(text.as_bytes());
        };
        part("title", parts.title.trim());
        for (name, text) in [("summary", parts.summary), ("image", parts.image), ("external", parts.external_url)] {
            if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
                part(name, text);
            }
        }
        for (name, texts) in [("author", &parts.authors), ("tag", &parts.tags), ("enclosure", &parts.enclosures)] {
            for text in texts {
                part(name, text.trim());
            }
        }
        seen.extend_from_slice(b"body");
        push_lines(&mut seen, parts.body);
        let mut short = [0; 12];
        short.copy_from_slice(&blake3::hash(&seen).as_bytes()[..12]);
        Self(short)
    }

    /// Reads what [`fmt::Display`] writes: 16 characters of base64url.
    pub fn parse(text: &str) -> Option<Self> {
        decode(text).map(Self)
    }
}

/// Adds the lines of a body, each with a line feed, without the white space at their ends and the
/// blank ones at the body's end.
fn push_lines(out: &mut Vec<u8>, body: &str) {
    let mut body = Cow::Borrowed(body.trim_end());
    if body.is_empty() {
        return;
    }
    if memchr::memchr(b'\r', body.as_bytes()).is_some() {
        body = Cow::Owned(body.replace("\r\n", "\n").replace('\r', "\n"));
    }
    // Lines that stay as they are go in together.
    let (mut run, mut start) = (0, 0);
    for end in memchr::memchr_iter(b'\n', body.as_bytes()) {
        let shown = start + body[start..end].trim_end().len();
        if shown < end {
            out.extend_from_slice(&body.as_bytes()[run..shown]);
            run = end;
        }
        start = end + 1;
    }
    out.extend_from_slice(&body.as_bytes()[run..]);
    out.push(b'\n');
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        encode(&self.0, out)
    }
}

/// 64 bits that two texts share the more of, the more word pairs they share.
///
/// Every pair of neighbouring words (or of characters, in scripts without spaces) is hashed into one
/// of 64 buckets; a bucket keeps its smallest hash, and of that one bit. Two texts whose pairs
/// overlap by the share J differ in about 32 (1 - J) bits: 0 for the same text, 3 where a tenth was
/// edited, 32 for strangers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Sketch(Option<u64>);

/// Texts with fewer pairs than this have no sketch: too many buckets would be empty.
const PAIRS_NEEDED: usize = 24;

impl Sketch {
    /// The sketch of a text in Markdown, HTML or plain text: tags, addresses and punctuation do not count.
    #[must_use]
    pub fn of(body: &str) -> Self {
        let mut least = [u64::MAX; 64];
        let mut pairs = 0;
        let mut before = 0;
        for_each_word(body, |word| {
            if before != 0 {
                let pair = mix(before ^ word.rotate_left(23));
                let bucket = (pair >> 58) as usize;
                least[bucket] = least[bucket].min(pair & (u64::MAX >> 6));
                pairs += 1;
            }
            before = word;
        });
        if pairs < PAIRS_NEEDED {
            return Self(None);
        }
        // An empty bucket borrows from the next one that is not; there is one, as there are pairs.
        let mut lent = u64::MAX;
        let mut bits = 0;
        for round in 0..2 {
            for bucket in (0..64).rev() {
                let own = least[bucket];
                if own != u64::MAX {
                    lent = mix(own) & 1;
                }
                if round == 1 {
                    bits |= (lent & 1) << bucket;
                }
            }
        }
        Self(Some(bits))
    }

    /// No sketch: of a text that is too short, or not known.
    pub const NONE: Self = Self(None);

    /// In how many of 64 bits two sketches differ; `None` where one is missing.
    ///
    /// ```
    /// use tidings::ledger::Sketch;
    ///
    /// let text: String = (0..60).map(|number| format!("word{number} ")).collect();
    /// let edited = text.replace("word30", "number30");
    /// let bits = Sketch::of(&text).distance(Sketch::of(&edited)).expect("both are long enough");
    /// assert!(bits <= 6);
    /// assert_eq!(Sketch::of("too short").distance(Sketch::of(&text)), None);
    /// ```
    #[must_use]
    pub fn distance(self, other: Self) -> Option<u32> {
        Some((self.0? ^ other.0?).count_ones())
    }

    /// Reads what [`fmt::Display`] writes: 11 characters of base64url, or `-` for none.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "-" {
            return Some(Self::NONE);
        }
        decode(text).map(|bytes| Self(Some(u64::from_be_bytes(bytes))))
    }
}

impl fmt::Display for Sketch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(bits) => encode(&bits.to_be_bytes(), out),
            None => out.write_str("-"),
        }
    }
}

/// The word pairs that a text begins with, to find the article whose summary, or whose first words, a feed has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening(Vec<u32>);

/// Fewer pairs than this say nothing.
const OPENING_NEEDED: usize = 6;

impl Opening {
    /// The pairs of neighbouring words among the first `words` of a text in Markdown, HTML or plain text.
    #[must_use]
    pub fn of(text: &str, words: usize) -> Self {
        let (mut pairs, mut before, mut read) = (Vec::new(), 0u64, 0);
        for_each_word(text, |word| {
            read += 1;
            if before != 0 && read <= words {
                // Half of the hash tells pairs of one text apart well enough.
                pairs.push(mix(before ^ word.rotate_left(23)) as u32);
            }
            before = word;
        });
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    /// How much of a shorter opening is in this one, from 0 to 1; `None` where that is too short to tell.
    #[must_use]
    pub fn share_of(&self, shorter: &Self) -> Option<f64> {
        let within = shorter.0.iter().filter(|pair| self.0.binary_search(pair).is_ok()).count();
        (shorter.0.len() >= OPENING_NEEDED).then(|| within as f64 / shorter.0.len() as f64)
    }
}

/// A hash of 48 bits of a title's letters and digits in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TitleKey([u8; 6]);

impl TitleKey {
    /// The key of a title; `None` where it has no letter and no digit. Case, punctuation, markup and
    /// entities do not count, so that a title is known again in whatever way a feed escaped it.
    ///
    /// ```
    /// use tidings::ledger::TitleKey;
    ///
    /// assert_eq!(TitleKey::of("Rotors &amp; *blades*!"), TitleKey::of("rotors blades"));
    /// assert_eq!(TitleKey::of("..."), None);
    /// ```
    #[must_use]
    pub fn of(title: &str) -> Option<Self> {
        let mut key = FIRST;
        let mut any = false;
        for_each_word(title, |word| {
            any = true;
            key = mix(key ^ word);
        });
        let [_, _, bytes @ ..] = key.to_be_bytes();
        any.then_some(Self(bytes))
    }

    /// Reads what [`fmt::Display`] writes: 8 characters of base64url.
    pub fn parse(text: &str) -> Option<Self> {
        decode(text).map(Self)
    }
}

impl fmt::Display for TitleKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        encode(&self.0, out)
    }
}

/// Calls `take` with a hash, never 0, for each word of a text in lower case; in scripts that are
/// written without spaces each character is a word. Left out are tags, comments, entities, the
/// targets of Markdown links, and bare addresses: what differs between a text in Markdown and the
/// HTML that it becomes.
fn for_each_word(text: &str, mut take: impl FnMut(u64)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut word: u64 = 0;
    // How far the text was searched in vain for the end of a tag: never searched twice.
    let mut tags_end = false;
    while let Some(&byte) = bytes.get(at) {
        // Nearly all of a text is words of ASCII with a blank between: they are read by the byte.
        if LOWER[usize::from(byte)] != 0 {
            if word == 0 {
                if byte == b'h'
                    && let Some(skipped) = skip_address(&text[at..])
                {
                    at = text.len() - skipped.len();
                    continue;
                }
                word = FIRST;
            }
            let mut rest = &bytes[at..];
            while let [byte, after @ ..] = rest
                && LOWER[usize::from(*byte)] != 0
            {
                word = add(word, u64::from(LOWER[usize::from(*byte)]));
                rest = after;
            }
            at = bytes.len() - rest.len();
            if let [b' ', ..] = rest {
                take(mix(word) | 1);
                word = 0;
                at += 1;
            }
            continue;
        }
        if byte < 0x80 {
            at += 1;
            // An apostrophe within a word is part of it.
            if word != 0 && byte != b'\'' {
                take(mix(word) | 1);
                word = 0;
            }
            if matches!(byte, b'<' | b'&' | b']') {
                let after = &text[at..];
                let rest = match byte {
                    b'<' if !tags_end && after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c)) => {
                        let skipped = skip_tag(after);
                        tags_end = skipped.is_none();
                        skipped
                    }
                    b'&' => skip_entity(after),
                    b']' if after.starts_with('(') => skip_target(&after[1..]),
                    _ => None,
                };
                at = text.len() - rest.unwrap_or(after).len();
            }
            continue;
        }
        // `at` is always a character's first byte.
        let c = text[at..].chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
        at += c.len_utf8();
        let spaceless = is_spaceless(c);
        if !spaceless && c.is_alphanumeric() {
            if word == 0 {
                word = FIRST;
            }
            for lower in c.to_lowercase() {
                word = add(word, u64::from(lower));
            }
            continue;
        }
        // The apostrophe that typographers use.
        if word != 0 && c != '\u{2019}' {
            take(mix(word) | 1);
            word = 0;
        }
        if spaceless {
            take(mix(u64::from(c)) | 1);
        }
    }
    if word != 0 {
        take(mix(word) | 1);
    }
}

/// What a word's hash begins with.
const FIRST: u64 = 0xcbf2_9ce4_8422_2325;

/// Letters and digits of ASCII in lower case; 0 for any other byte.
static LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0u8;
    while byte < 0x80 {
        if byte.is_ascii_alphanumeric() {
            lower[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

/// A step of FNV-1a, over characters.
fn add(hash: u64, lower: u64) -> u64 {
    (hash ^ lower).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Han, kana and the scripts of south-east Asia: no spaces between words.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphanumeric()
}

/// What follows a bare address, where the text begins with one.
fn skip_address(text: &str) -> Option<&str> {
    (text.starts_with("http://") || text.starts_with("https://")).then(|| {
        text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ')' | '"')).map_or("", |at| &text[at..])
    })
}

/// What follows a tag or a comment whose `<` was read, where it ends.
fn skip_tag(text: &str) -> Option<&str> {
    let end = if text.starts_with("!--") {
        memchr::memmem::find(text.as_bytes(), b"-->")? + 3
    } else {
        memchr::memchr(b'>', text.as_bytes())? + 1
    };
    Some(&text[end..])
}

/// What follows an entity whose `&` was read, where there is one.
fn skip_entity(text: &str) -> Option<&str> {
    let end = text.bytes().take(32).position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))?;
    (end > 0 && text.as_bytes()[end] == b';').then(|| &text[end + 1..])
}

/// What follows the target of a Markdown link whose `](` was read: on the same line, and near.
fn skip_target(text: &str) -> Option<&str> {
    let end = text.bytes().take(2048).position(|byte| matches!(byte, b')' | b'\n'))?;
    (text.as_bytes()[end] == b')').then(|| &text[end + 1..])
}

/// The finaliser of splitmix64: every bit of the result depends on every bit given.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base64url without padding (RFC 4648, section 5).
pub(super) fn encode(bytes: &[u8], out: &mut impl fmt::Write) -> fmt::Result {
    for chunk in bytes.chunks(3) {
        let mut bits = [0; 4];
        bits[1..=chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes(bits);
        for at in 0..=chunk.len() {
            out.write_char(char::from(ALPHABET[(bits >> (18 - 6 * at)) as usize & 63]))?;
        }
    }
    Ok(())
}

/// Exactly N bytes of base64url; `None` for anything else, bits beyond the last byte included.
fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let text = text.as_bytes();
    if text.len() != (N * 8).div_ceil(6) {
        return None;
    }
    let mut bytes = [0; N];
    let (mut bits, mut held, mut at) = (0u32, 0, 0);
    for &digit in text {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes[at] = (bits >> held) as u8;
            bits &= (1 << held) - 1;
            at += 1;
        }
    }
    (bits == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(words: usize) -> String {
        (0..words).map(|n| format!("word{} ", (n * 7919) % 1009)).collect()
    }

    #[test]
    fn sketches_are_near_for_edited_texts_and_far_for_others() {
        let text = article(300);
        let edited = text.replacen("word0 ", "another ", 1) + "and a last sentence";
        let other: String = (0..300).map(|n| format!("term{} ", (n * 104_729) % 2003)).collect();
        assert!(Sketch::of(&text).distance(Sketch::of(&edited)).unwrap() <= 4);
        assert!(Sketch::of(&text).distance(Sketch::of(&other)).unwrap() >= 18);
        assert_eq!(Sketch::of("too short for that"), Sketch::NONE);
    }

    #[test]
    fn a_sketch_does_not_see_whether_it_is_markdown_or_html() {
        let body = article(60);
        let markdown =
            format!("# Title\n\n{body}, see [the *paper*](https://example.org/a_b(c)\n\n> it\u{2019}s done & over");
        let html = format!(
            "<h1 id=\"title\">Title</h1><p>{body}, see <a href=\"https://example.org/a_b\">the <em>paper</em></a></p>\
             <blockquote>it's done &amp; over</blockquote>"
        );
        assert!(Sketch::of(&markdown).distance(Sketch::of(&html)).unwrap() <= 2);
    }

    #[test]
    fn scripts_without_spaces_have_sketches() {
        let text = "我们今天发布了新一代协作机器人，它可以在狭小的车间里与工人并肩工作，负载提高到了十二公斤。";
        assert_ne!(Sketch::of(text), Sketch::NONE);
        assert_eq!(TitleKey::of("新品发布！"), TitleKey::of("新品 发布"));
        assert_ne!(TitleKey::of("新品发布"), TitleKey::of("发布新品"));
    }

    #[test]
    fn titles_are_known_again_however_they_are_escaped() {
        assert_eq!(TitleKey::of("It\u{2019}s <em>here</em> &amp; now"), TitleKey::of("it's here & NOW!"));
        assert_eq!(TitleKey::of(" ... "), None);
    }

    #[test]
    fn an_address_at_the_end_and_open_tags_end_the_text() {
        for text in ["see https://example.org", "a <b c", "a &", "a ](x", "<!-- a", "http://"] {
            for_each_word(text, |word| assert_ne!(word, 0));
        }
    }

    #[test]
    fn what_stands_in_ledgers_is_what_is_made_today() {
        let body = "# A *first* heading\r\n\r\nWe don\u{2019}t stop: https://example.org/a(b) and [here](https://x.org/y), \
                    3.14 &amp; so on.  \nDie Ma\u{df}e STRA\u{1e9e}E \u{3a3}\u{391}\u{3a3} \u{130}stanbul.\t\r\r\
                    <b class=\"x\">Bold</b> <!-- not > this --> end\n我们发布了新品。どうぞ\u{3000}\n\nA < B, a last line \
                    of a few more words, and one.\n\n  \n";
        let parts = Parts {
            title: "T",
            summary: Some(" S "),
            body,
            authors: vec!["A"],
            tags: vec!["t", "u"],
            ..Parts::default()
        };
        assert_eq!(Fingerprint::of(&parts).to_string(), "6jYT9JjwWPpiMllt");
        assert_eq!(Sketch::of(body).to_string(), "_-Dvvx_x6A0");
        assert_eq!(TitleKey::of(body).unwrap().to_string(), "VN8ggLFO");
    }

    proptest::proptest! {
        #[test]
        fn lines_that_stay_as_they_are_need_not_be_taken_one_by_one(body in "([ab。]|[ \t\r\n\u{3000}\u{85}]){0,24}") {
            let lines = body.replace("\r\n", "\n").replace('\r', "\n");
            let lines: String = lines.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
            let shown = lines.trim_end_matches('\n');
            let expected = if shown.is_empty() { String::new() } else { format!("{shown}\n") };
            let mut taken = Vec::new();
            push_lines(&mut taken, &body);
            proptest::prop_assert_eq!(String::from_utf8(taken).unwrap(), expected);
        }
    }

    #[test]
    fn codes_are_read_back_and_nothing_else_is() {
        let fingerprint = Fingerprint::of(&Parts { title: "T", body: "B", ..Parts::default() });
        assert_eq!(Fingerprint::parse(&fingerprint.to_string()), Some(fingerprint));
        let sketch = Sketch::of(&article(50));
        assert_eq!(Sketch::parse(&sketch.to_string()), Some(sketch));
        assert_eq!(Sketch::parse("AAAAAAAAAA_"), None, "bits beyond the last byte");
        assert_eq!(Sketch::parse("AAAA AAAAAA"), None);
        assert_eq!(Fingerprint::parse("AAAA"), None);
    }
}

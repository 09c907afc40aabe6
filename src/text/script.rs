//! In which letters a text is written, and whether a language is written so.
//!
//! Blocks of Unicode tell a script well enough to say that a text in Han letters is not English. They do not tell a
//! language where several share a script.

/// A script, as far as languages that news is written in need one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Chinese characters.
    Han,
    /// Hiragana and Katakana, with or without Chinese characters.
    Kana,
    /// Korean syllables.
    Hangul,
    /// Arabic letters.
    Arabic,
    /// Hebrew letters.
    Hebrew,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Thai letters.
    Thai,
    /// Devanagari.
    Devanagari,
}

impl Script {
    const ALL: [Self; 10] = [
        Self::Latin,
        Self::Han,
        Self::Kana,
        Self::Hangul,
        Self::Arabic,
        Self::Hebrew,
        Self::Cyrillic,
        Self::Greek,
        Self::Thai,
        Self::Devanagari,
    ];

    /// Its name, as people say it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Latin => "Latin",
            Self::Han => "Chinese",
            Self::Kana => "Japanese",
            Self::Hangul => "Korean",
            Self::Arabic => "Arabic",
            Self::Hebrew => "Hebrew",
            Self::Cyrillic => "Cyrillic",
            Self::Greek => "Greek",
            Self::Thai => "Thai",
            Self::Devanagari => "Devanagari",
        }
    }

    /// The language of a text that is written in it, where no other is likely.
    pub fn only_language(self) -> Option<&'static str> {
        match self {
            Self::Han => Some("zh"),
            Self::Kana => Some("ja"),
            Self::Hangul => Some("ko"),
            Self::Hebrew => Some("he"),
            Self::Greek => Some("el"),
            Self::Thai => Some("th"),
            Self::Latin | Self::Arabic | Self::Cyrillic | Self::Devanagari => None,
        }
    }

    fn of_letter(c: char) -> Option<Self> {
        Some(match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Self::Greek,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '\u{590}'..='\u{5ff}' => Self::Hebrew,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => {
                Self::Arabic
            }
            '\u{900}'..='\u{97f}' => Self::Devanagari,
            '\u{e00}'..='\u{e7f}' => Self::Thai,
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}' => Self::Hangul,
            '\u{3041}'..='\u{30ff}' => Self::Kana,
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2fa1f}' => Self::Han,
            _ => return None,
        })
    }
}

/// Fewer letters than this are a name, or a quotation.
const FEWEST: usize = 20;

/// The script that a text is written in throughout; `None` where it has several, or too few letters. Latin letters beside
/// another script count little: addresses, names and code are written in them everywhere.
///
/// ```
/// use tidings::text::script::{Script, script_of};
///
/// assert_eq!(script_of("Новый насос был запущен сегодня утром (см. https://acme.example/pump)."), Some(Script::Cyrillic));
/// assert_eq!(script_of("今天早上新的水泵投入使用，比三个旧水泵加起来还要强大得多。"), Some(Script::Han));
/// assert_eq!(script_of("短い"), None);
/// ```
pub fn script_of(text: &str) -> Option<Script> {
    // What nearly all texts are takes one look.
    if text.is_ascii() {
        return (text.bytes().filter(u8::is_ascii_alphabetic).take(FEWEST).count() == FEWEST).then_some(Script::Latin);
    }
    let mut letters = [0usize; Script::ALL.len()];
    for script in text.chars().filter_map(Script::of_letter) {
        letters[script as usize] += 1;
    }
    let count = |script: Script| letters[script as usize];
    // Japanese mixes its own letters with Chinese characters.
    if count(Script::Kana) * 10 > count(Script::Han) {
        letters[Script::Kana as usize] += std::mem::take(&mut letters[Script::Han as usize]);
    }
    let count = |script: &Script| letters[*script as usize];
    let latin = count(&Script::Latin);
    let other = Script::ALL[1..].iter().copied().max_by_key(count)?;
    let all: usize = Script::ALL[1..].iter().map(count).sum();
    if count(&other) >= FEWEST && count(&other) * 10 >= all * 9 && count(&other) * 2 >= latin {
        return Some(other);
    }
    (latin >= FEWEST && all * 10 < latin).then_some(Script::Latin)
}

/// Whether all letters of a text are Latin ones.
pub fn is_all_latin(text: &str) -> bool {
    text.is_ascii() || text.chars().filter_map(Script::of_letter).all(|script| script == Script::Latin)
}

/// Whether a language, by its BCP 47 tag, may be written in a script; `None` where that is not known.
pub fn is_written_in(language: &str, script: Script) -> Option<bool> {
    let mut subtags = language.split('-');
    let romanised = language.to_ascii_lowercase().contains("-latn");
    let primary = subtags.next()?.to_ascii_lowercase();
    // `sr-Latn` says it itself.
    if subtags.any(|subtag| subtag.len() == 4 && subtag.chars().all(|c| c.is_ascii_alphabetic()))
        && (primary != "zh" || romanised)
    {
        return None;
    }
    let scripts: &[Script] = match &*primary {
        "zh" | "yue" | "wuu" | "lzh" => &[Script::Han],
        "ja" => &[Script::Kana, Script::Han],
        "ko" => &[Script::Hangul, Script::Han],
        "ar" | "fa" | "ur" | "ps" | "ckb" => &[Script::Arabic],
        "he" | "yi" => &[Script::Hebrew],
        "ru" | "uk" | "bg" | "be" | "mk" => &[Script::Cyrillic],
        "el" => &[Script::Greek],
        "th" => &[Script::Thai],
        "hi" | "mr" | "ne" => &[Script::Devanagari],
        "en" | "de" | "fr" | "es" | "pt" | "it" | "nl" | "sv" | "da" | "nb" | "nn" | "no" | "fi" | "pl" | "cs"
        | "sk" | "hu" | "ro" | "tr" | "vi" | "id" | "ms" | "ca" | "gl" | "eu" | "et" | "lv" | "lt" | "sl" | "hr"
        | "is" | "ga" | "cy" | "sq" | "af" | "sw" | "tl" | "fil" | "lb" | "mt" | "eo" | "la" => &[Script::Latin],
        _ => return None,
    };
    Some(scripts.contains(&script))
}

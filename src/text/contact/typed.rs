//! How contacts are typed: what stands between them, wide letters and digits, sites without a scheme.

use std::borrow::Cow;

use crate::feed::WebUrl;

/// What stands between a label and its value.
pub(super) const COLONS: [char; 5] = [':', '：', '﹕', '︰', '∶'];

/// What separates values on a line, and stands around them.
pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '|' | '｜' | '/' | ',' | '，' | ';' | '；' | '、' | '·' | '•' | '\u{fe0f}' | '—' | '–')
}

/// `https://acme.example`, `www.acme.example`, `acme.example/news`: a site as a URL.
pub(super) fn as_url(word: &str) -> Option<WebUrl> {
    let lower = word.to_ascii_lowercase();
    let url = if lower.starts_with("http://") || lower.starts_with("https://") {
        WebUrl::parse(word)?
    } else {
        let host = lower.split(['/', '?', '#']).next().unwrap_or("");
        let labels: Vec<&str> = host.split('.').collect();
        let right = labels.len() >= 2
            && labels.iter().all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
            && labels.last().is_some_and(|last| last.len() >= 2 && last.chars().all(char::is_alphabetic));
        if !right || word.contains('@') {
            return None;
        }
        WebUrl::parse(&format!("https://{word}"))?
    };
    url.to_url().host_str().is_some_and(|host| host.contains('.')).then_some(url)
}

/// Full-width letters, digits and signs, and the digits of other scripts, as the ASCII that dials and links
/// understand.
pub(super) fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(|c| narrow_char(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(narrow_char).collect())
}

/// One such character.
pub(super) fn narrow_char(c: char) -> char {
    let digit = |zero: u32| char::from_digit(c as u32 - zero, 10).unwrap_or(c);
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{0660}'..='\u{0669}' => digit(0x0660),
        '\u{06f0}'..='\u{06f9}' => digit(0x06f0),
        '\u{0966}'..='\u{096f}' => digit(0x0966),
        '\u{09e6}'..='\u{09ef}' => digit(0x09e6),
        '\u{0e50}'..='\u{0e59}' => digit(0x0e50),
        c => c,
    }
}

//! Titles, as those of entries and pages are compared.

/// A title as it is compared: its letters and digits in lower case. White space, punctuation (typographic or not) and
/// entities do not count.
pub fn folded(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(c) = rest.chars().next() {
        if c == '&'
            && let Some(end) = rest.bytes().take(12).position(|byte| byte == b';')
            && rest[1..end].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
        {
            rest = &rest[end + 1..];
            continue;
        }
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// A title as it is looked up among those of many pages: a hash of it as it is compared.
pub type TitleHash = [u8; 16];

/// The hash of a title; `None` where it has no letter and no digit.
pub fn hashed(title: &str) -> Option<TitleHash> {
    let folded = folded(title);
    let mut hash = TitleHash::default();
    hash.copy_from_slice(&blake3::hash(folded.as_bytes()).as_bytes()[..16]);
    (!folded.is_empty()).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_by_their_letters() {
        for (one, other) in [
            ("“It’s here” – now…", "\"It's here\" - now..."),
            ("Rotors &amp; blades", "Rotors & Blades"),
            ("新品 发布", "新品发布"),
            ("`code` in *titles*", "code in titles"),
        ] {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("A & B; C"), folded("A C"));
        assert_eq!(folded(&"&".repeat(1 << 20)), "");
    }
}

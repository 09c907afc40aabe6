//! How keys and values are compared, however they are written.

/// A text for comparing: lower case, letters and digits only, Latin letters without their accents, full-width ones
/// as ASCII. `Exclude_From-RSS` and `excludeFromRss` are one.
pub(super) fn normal(text: &str) -> String {
    if text.is_ascii() {
        let mut out = text.to_ascii_lowercase();
        if !out.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            out.retain(|c| c.is_ascii_alphanumeric());
        }
        return out;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // U+FF01 to U+FF5E are ASCII in full width.
        let c = match c as u32 {
            wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
            _ => c,
        };
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase().map(without_accent).filter(|c| c.is_alphanumeric()));
        }
    }
    out
}

fn without_accent(c: char) -> char {
    const LETTERS: [(char, &str); 15] = [
        ('a', "àáâãäåāăą"),
        ('c', "çćč"),
        ('d', "ďđ"),
        ('e', "èéêëēęě"),
        ('g', "ğ"),
        ('i', "ìíîïīı"),
        ('l', "łľ"),
        ('n', "ñńň"),
        ('o', "òóôõöøōő"),
        ('r', "ř"),
        ('s', "śšş"),
        ('t', "ťţ"),
        ('u', "ùúûüūůű"),
        ('y', "ýÿ"),
        ('z', "źżž"),
    ];
    if !('\u{e0}'..='\u{17e}').contains(&c) {
        return c;
    }
    LETTERS.iter().find(|(_, accented)| accented.contains(c)).map_or(c, |(base, _)| *base)
}

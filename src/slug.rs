//! File names and addresses made of words in any script.

/// Characters, and bytes: a file's name has at most 255, with what stands around the slug.
const LONGEST: usize = 80;
const LONGEST_BYTES: usize = 140;

/// Words in lower case joined by hyphens: letters and digits of any script stay, `+`, `#`, `&` and `.`
/// between digits are spelt out so that "C", "C++" and "C#" differ, everything else separates. At
/// most about 80 characters and 140 bytes, cut between words.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let separate = |out: &mut String, word: &str| {
        for part in [word, ""] {
            if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
            out.push_str(part);
        }
    };
    for c in text.chars() {
        match c {
            '+' => separate(&mut out, "plus"),
            '#' => separate(&mut out, "sharp"),
            '&' => separate(&mut out, "and"),
            '\'' | '’' => {}
            c if c.is_alphanumeric() || is_combining(c) => out.extend(c.to_lowercase()),
            _ => separate(&mut out, ""),
        }
    }
    let slug = out.trim_matches('-');
    let longest = slug.char_indices().nth(LONGEST).map_or(slug.len(), |(at, _)| at);
    let longest = slug.floor_char_boundary(longest.min(LONGEST_BYTES));
    if longest == slug.len() {
        return slug.to_owned();
    }
    let cut = slug[..longest].rfind('-').filter(|at| *at > longest / 2).unwrap_or(longest);
    slug[..cut].trim_matches('-').to_owned()
}

/// Marks that belong to the letter before them, as in Devanagari, Thai or decomposed Latin.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{3099}' | '\u{309a}')
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn words_of_any_script_become_a_slug() {
        let cases = [
            ("Hello, World!", "hello-world"),
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("R&D at night", "r-and-d-at-night"),
            ("a+b", "a-plus-b"),
            ("We're hiring", "were-hiring"),
            ("潮位计 2.0 发布", "潮位计-2-0-发布"),
            ("  --  ", ""),
            ("../../etc/passwd", "etc-passwd"),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text}");
        }
        assert!(slug(&"word ".repeat(100)).chars().count() <= 80);
        assert_eq!(slug(&"潮".repeat(100)).len(), 138, "whole characters within the bytes");
    }
}

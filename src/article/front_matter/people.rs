//! The people an article names: one string of several, lists, maps, and addresses within names.

use super::node::{Node, NodeValue};
use crate::article::{AuthorRef, Spanned};

/// All authors that a value names, in its order, each once.
pub(super) fn authors(node: &Node<'_>) -> Vec<Spanned<AuthorRef>> {
    let mut authors: Vec<Spanned<AuthorRef>> = Vec::new();
    for member in node.members() {
        match &member.value {
            NodeValue::Text(text) => {
                for name in split_names(text) {
                    // Where the text stands as it is typed, each name has its own place.
                    let span = match text.find(name) {
                        Some(at) if member.span.len() == text.len() => {
                            member.span.start + at..member.span.start + at + name.len()
                        }
                        _ => member.span.clone(),
                    };
                    authors.push(Spanned { value: author(name), span });
                }
            }
            NodeValue::Map(pairs) => match by_fields(member) {
                Some(author) => authors.push(Spanned { value: author, span: member.span.clone() }),
                // flink: handles as keys, with nothing or the fields of a person below.
                None => authors.extend(pairs.iter().filter(|pair| !pair.key.trim().is_empty()).map(|pair| {
                    let handle = || AuthorRef { name: pair.key.trim().to_owned(), ..AuthorRef::default() };
                    Spanned { value: by_fields(&pair.node).unwrap_or_else(handle), span: pair.key_span.clone() }
                })),
            },
            NodeValue::List(_) | NodeValue::Null => {}
        }
    }
    let mut seen = std::collections::HashSet::new();
    authors.retain(|author| !author.value.name.is_empty() && seen.insert(author.value.name.clone()));
    authors
}

/// The names that a person's fields have.
pub(super) const FIELDS: &[&str] = &[
    "name",
    "key",
    "id",
    "title",
    "author",
    "email",
    "mail",
    "url",
    "uri",
    "link",
    "website",
    "homepage",
    "avatar",
    "image",
    "imageurl",
    "image_url",
    "picture",
    "photo",
];

/// A person by the fields `name`, `email`, `url` and their like; `None` where there is none of a name.
fn by_fields(node: &Node<'_>) -> Option<AuthorRef> {
    let field = |names: &[&str]| {
        debug_assert!(names.iter().all(|name| FIELDS.contains(name)), "one of {names:?} is in no table of fields");
        names.iter().find_map(|name| {
            let pair = node.pairs().iter().rev().find(|pair| pair.key.eq_ignore_ascii_case(name))?;
            pair.node.text().map(str::to_owned)
        })
    };
    Some(AuthorRef {
        name: field(&["name", "key", "id", "title", "author"])?,
        email: field(&["email", "mail"]),
        url: field(&["url", "uri", "link", "website", "homepage"]),
        avatar: field(&["avatar", "image_url", "imageurl", "image", "picture", "photo"]),
    })
}

/// One person: `Name`, `Name <mail>`, `Name (https://...)`, `[Name](url)`, or an address alone.
pub(super) fn author(text: &str) -> AuthorRef {
    let text = text.trim();
    let mut author = AuthorRef { name: text.to_owned(), ..AuthorRef::default() };
    let address = |author: &mut AuthorRef, address: &str| {
        let address = address.trim();
        match address
            .strip_prefix("mailto:")
            .or_else(|| (address.contains('@') && !address.contains('/')).then_some(address))
        {
            Some(mail) => author.email = Some(mail.to_owned()),
            None => author.url = Some(address.to_owned()),
        }
    };
    let link = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.split_once("]("));
    let tail = |open: char, close: char| {
        let (name, inside) = text.strip_suffix(close)?.rsplit_once(open)?;
        let is_address = inside.contains('@') || inside.contains("://");
        (is_address && !inside.contains(char::is_whitespace)).then_some((name, inside))
    };
    if let Some((name, inside)) = link.or_else(|| tail('<', '>')).or_else(|| tail('(', ')')) {
        address(&mut author, inside);
        author.name = name.trim().trim_matches('"').trim().to_owned();
        if author.name.is_empty() {
            author.name = author.email.clone().or_else(|| author.url.clone()).unwrap_or_default();
        }
    }
    // `Name <handle>`, as mail addresses are written: the handle is no part of the name.
    if let Some((name, handle)) = author.name.strip_suffix('>').and_then(|text| text.rsplit_once('<'))
        && !name.trim().is_empty()
        && !handle.contains(char::is_whitespace)
    {
        author.name = name.trim().to_owned();
    }
    author
}

/// What belongs to the name before the comma.
const SUFFIXES: &[&str] = &[
    "inc",
    "inc.",
    "ltd",
    "ltd.",
    "llc",
    "l.l.c.",
    "corp",
    "corp.",
    "co.",
    "co., ltd.",
    "gmbh",
    "s.a.",
    "ag",
    "plc",
    "jr",
    "jr.",
    "sr",
    "sr.",
    "ii",
    "iii",
    "iv",
    "ph.d.",
    "ph.d",
    "phd",
    "md",
    "m.d.",
    "mba",
    "esq",
    "esq.",
    "pe",
    "dds",
    "rn",
    "cpa",
];

/// Splits "A, B, and C", "A & B", "A and B", "A、B", "A; B". A comma before `Inc.`, `Jr.` or `Ph.D.`, and
/// one within brackets, does not part; nor does `&` in a company's name such as "A & Co.".
pub(super) fn split_names(text: &str) -> Vec<&str> {
    // No list of names is as long as this; and what follows looks at the text more than once.
    if text.len() > 2_000 {
        return vec![text.trim()];
    }
    let mut names: Vec<(usize, usize)> = Vec::new();
    let mut depth = 0usize;
    let mut from = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '<' | '[' => depth += 1,
            ')' | '>' | ']' => depth = depth.saturating_sub(1),
            ',' | '，' | '、' | ';' | '；' if depth == 0 => {
                names.push((from, at));
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    names.push((from, text.len()));
    // A suffix goes back to the name it belongs to.
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (from, to) in names {
        if joined.is_empty() {
            joined.push((from, to));
            continue;
        }
        let piece = text[from..to].trim();
        let words = piece.split_whitespace().next().unwrap_or("");
        let is_suffix = SUFFIXES.iter().any(|suffix| piece.eq_ignore_ascii_case(suffix));
        // "Jane Roe, Ph.D. and John Doe"
        let begins_with_suffix = !is_suffix
            && SUFFIXES.iter().any(|suffix| words.eq_ignore_ascii_case(suffix))
            && piece[words.len()..].trim_start().starts_with(['&', 'a']);
        match joined.last_mut() {
            Some(last) if is_suffix || begins_with_suffix => last.1 = to,
            _ => joined.push((from, to)),
        }
    }
    joined
        .into_iter()
        .flat_map(|(from, to)| split_at_and(text[from..to].trim()))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
}

/// Splits at `and` and `&` between names. Both sides must look like one: "Research and Development"
/// stays whole only where it is lower case after the word, "Smith & Co." by its second part.
fn split_at_and(text: &str) -> Vec<&str> {
    if !text.contains(' ') {
        return vec![text];
    }
    let text = text.strip_prefix("and ").or_else(|| text.strip_prefix("& ")).unwrap_or(text);
    let mut names = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some((at, width)) = [" and ", " & ", " und ", " et ", " 和 ", " y "]
        .iter()
        .filter_map(|word| rest[from..].find(word).map(|at| (from + at, word.len())))
        .min()
    {
        let (before, after) = (&rest[..at], rest[at + width..].trim_start());
        let company = ["Co.", "Co", "Sons", "Partners", "Associates", "Company"]
            .iter()
            .any(|word| after == *word || after.starts_with(&format!("{word} ")));
        let name_follows = after.chars().next().is_some_and(|c| !c.is_lowercase()) || !before.contains(' ');
        if before.trim().is_empty() || company || !name_follows || opens(before) {
            from = at + width;
            continue;
        }
        names.push(before);
        rest = after;
        from = 0;
    }
    names.push(rest);
    names
}

/// Whether a bracket is still open.
fn opens(text: &str) -> bool {
    text.matches(['(', '<', '[']).count() > text.matches([')', '>', ']']).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_names_in_one_string() {
        for (text, names) in [
            ("Ada", &["Ada"][..]),
            ("Ada Byron, Grace Hopper, and Lin Wei", &["Ada Byron", "Grace Hopper", "Lin Wei"]),
            ("Ada & Grace", &["Ada", "Grace"]),
            ("Ada and Grace", &["Ada", "Grace"]),
            ("林伟、王芳", &["林伟", "王芳"]),
            ("Acme Robotics, Inc.", &["Acme Robotics, Inc."]),
            ("Acme, Inc., Ada", &["Acme, Inc.", "Ada"]),
            ("John Roe, Jr., Jane Roe, Ph.D.", &["John Roe, Jr.", "Jane Roe, Ph.D."]),
            ("Jane Roe, Ph.D. and John Doe", &["Jane Roe, Ph.D.", "John Doe"]),
            ("Smith & Co.", &["Smith & Co."]),
            ("The Rust Core Team", &["The Rust Core Team"]),
            ("Ada (one, two), Grace", &["Ada (one, two)", "Grace"]),
            ("Alexander Andersen", &["Alexander Andersen"]),
            (" , ", &[]),
        ] {
            assert_eq!(split_names(text), names, "{text}");
        }
    }

    #[test]
    fn addresses_within_names() {
        let of = |text| {
            let author = author(text);
            (author.name, author.email, author.url)
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(of("Ada <ada@example.com>"), ("Ada".to_owned(), some("ada@example.com"), None));
        assert_eq!(of("[Ada](https://example.com/a)"), ("Ada".to_owned(), None, some("https://example.com/a")));
        assert_eq!(of("Ada (https://example.com/a)"), ("Ada".to_owned(), None, some("https://example.com/a")));
        assert_eq!(of("Ada (she)"), ("Ada (she)".to_owned(), None, None));
        assert_eq!(of("<ada@example.com>"), ("ada@example.com".to_owned(), some("ada@example.com"), None));
    }
}

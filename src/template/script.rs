//! As much of JavaScript as tells where an expression, a statement or a tag of JSX ends.
//!
//! MDX hands braces and modules to a parser of JavaScript; here it is enough to know which bracket closes which,
//! and that those in strings, templates and comments close nothing (ECMA-262, 12.4, 12.9.4, 12.9.6).

/// A tag or an expression of more bytes than this is none: what is looked at again and again is short.
pub(super) const LONGEST_TAG: usize = 8192;

/// So many searches to the end of a body may fail.
pub(super) const MOST_UNCLOSED: usize = 8;

/// One past the bracket that closes the one at `at`; `None` where nothing does within `limit` bytes.
pub(super) fn balanced(body: &str, at: usize, limit: usize) -> Option<usize> {
    let bytes = body.as_bytes();
    let end = bytes.len().min(at.saturating_add(limit));
    let mut open = Vec::new();
    let mut here = at;
    while here < end {
        match bytes[here] {
            byte @ (b'{' | b'(' | b'[') => open.push(byte),
            b'}' if open.last() == Some(&b'`') => {}
            b'}' | b')' | b']' => {
                open.pop();
                if open.is_empty() {
                    return Some(here + 1);
                }
                // A template goes on behind its expression.
                if open.last() == Some(&b'`') {
                    here = template_end(bytes, here + 1, end, &mut open);
                    continue;
                }
            }
            b'`' => {
                open.push(b'`');
                here = template_end(bytes, here + 1, end, &mut open);
                continue;
            }
            b'"' | b'\'' => here = string_end(bytes, here, end),
            b'/' if bytes.get(here + 1) == Some(&b'*') => {
                let close = memchr::memmem::find(bytes.get(here + 2..end)?, b"*/")?;
                here += close + 3;
            }
            b'/' if bytes.get(here + 1) == Some(&b'/') && here > at && bytes[here - 1].is_ascii_whitespace() => {
                here += memchr::memchr(b'\n', &bytes[here..end]).unwrap_or(end - here);
            }
            _ => {}
        }
        here += 1;
    }
    None
}

/// Where to go on in a template whose text begins at `from`: behind its end, or at the brace of an expression in it.
fn template_end(bytes: &[u8], from: usize, end: usize, open: &mut Vec<u8>) -> usize {
    let mut here = from;
    while here < end {
        match bytes[here] {
            b'\\' => here += 1,
            b'`' => {
                open.pop();
                return here + 1;
            }
            b'$' if bytes.get(here + 1) == Some(&b'{') => return here + 1,
            _ => {}
        }
        here += 1;
    }
    end
}

/// The last byte of a string, or of its first quote where it has no end on its line, as in text of JSX: `don't`.
fn string_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let mut here = at + 1;
    while here < end {
        match bytes[here] {
            b'\\' => here += 1,
            b'\n' => return at,
            byte if byte == bytes[at] => return here,
            _ => {}
        }
        here += 1;
    }
    at
}

/// Where a statement that begins a line ends: at the first line that ends with all its brackets closed, and with the
/// statement: before a blank line, or with a semicolon or a quote.
///
/// `unclosed` counts the brackets that nothing closes: each is looked for to the end of the body, so few are.
pub(super) fn statement_end(body: &str, at: usize, unclosed: &mut usize) -> usize {
    let mut here = at;
    loop {
        let end = body[here..].find('\n').map_or(body.len(), |length| here + length);
        let line = &body[here..end];
        match line.find(['{', '(', '[', '`']).map(|offset| here + offset) {
            Some(bracket) => {
                let after = match body.as_bytes()[bracket] {
                    _ if *unclosed >= MOST_UNCLOSED => None,
                    b'`' => body[bracket + 1..].find('`').map(|length| bracket + length + 2),
                    _ => balanced(body, bracket, usize::MAX),
                };
                let Some(after) = after else {
                    *unclosed += 1;
                    return body[at..].find("\n\n").map_or(body.len(), |length| at + length);
                };
                here = after;
            }
            None => {
                let is_last = line.trim_end().ends_with([';', '"', '\'']) || ends_paragraph(&body[end..]);
                if is_last {
                    return end;
                }
                here = end + 1;
            }
        }
    }
}

fn ends_paragraph(rest: &str) -> bool {
    let next = rest.strip_prefix('\n').unwrap_or(rest);
    next.lines().next().is_none_or(|line| line.trim().is_empty())
}

/// The name of a tag that begins at a byte, or nothing.
pub(super) fn name_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end =
        rest.bytes().take(80).position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')));
    &rest[..end.unwrap_or(rest.len().min(80))]
}

/// What the tags say that fill a line of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TagLine {
    /// One past the last tag.
    pub end: usize,
    /// How many more tags begin than end.
    pub depth: isize,
}

/// Reads the tags that begin at `at`, if nothing else is on their lines (MDX: JSX in the place of a block).
pub(super) fn tags_alone(body: &str, at: usize) -> Option<TagLine> {
    let bytes = body.as_bytes();
    let mut here = at;
    let mut depth = 0;
    loop {
        let closing = bytes.get(here + 1) == Some(&b'/');
        let name = name_at(body, here + 1 + usize::from(closing));
        let mut tag = here + 1 + usize::from(closing) + name.len();
        let limit = bytes.len().min(here + LONGEST_TAG);
        // `<>` has no name, and `</` is the beginning of its end.
        if name.is_empty() && bytes.get(tag) != Some(&b'>') {
            return None;
        }
        let alone = loop {
            match bytes.get(tag).filter(|_| tag < limit)? {
                b'>' => break bytes[tag - 1] == b'/' && !closing,
                b'{' => tag = balanced(body, tag, LONGEST_TAG)?,
                quote @ (b'"' | b'\'') => tag += memchr::memchr(*quote, &bytes[tag + 1..limit])? + 2,
                b'<' => return None,
                _ => tag += 1,
            }
        };
        depth += if closing { -1 } else { isize::from(!alone) };
        here = tag + 1;
        let rest = body[here..].trim_start_matches([' ', '\t', '\r']);
        here = body.len() - rest.len();
        if rest.is_empty() || rest.starts_with('\n') {
            return Some(TagLine { end: here, depth });
        }
        if !rest.starts_with('<') {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_templates_and_comments_close_nothing() {
        for whole in ["{a}", "{ \"}\" }", "{'}'}", "{`}`}", "{`a${b}c`}", "{/* } */ 1}", "{[{}], (x)}", "{don't}"] {
            assert_eq!(balanced(&format!("{whole} }}"), 0, 100), Some(whole.len()), "{whole}");
        }
        for open in ["{", "{`", "{`${", "{/*", "{("] {
            assert_eq!(balanced(open, 0, 100), None, "{open}");
        }
    }

    #[test]
    fn statements_end_with_their_brackets() {
        for (body, statement) in [
            ("import a from 'a'\nText", "import a from 'a'"),
            ("import {\n  a,\n} from 'a';\n\nText", "import {\n  a,\n} from 'a';"),
            ("export const A = () => {\n\n  return 1\n}\n\nText", "export const A = () => {\n\n  return 1\n}"),
            ("export const a = `\n\n`\n\nText", "export const a = `\n\n`"),
            ("export const a = {\n\nText", "export const a = {"),
        ] {
            assert_eq!(&body[..statement_end(body, 0, &mut 0)], statement);
        }
    }

    #[test]
    fn tags_fill_their_line_or_not() {
        for (line, depth) in
            [("<A>", 1), ("</A>", -1), ("<A b={`>`} c='>'\n  d />", 0), ("<A><B>", 2), ("<>", 1), ("<a><b/></a> ", 0)]
        {
            assert_eq!(tags_alone(line, 0), Some(TagLine { end: line.len(), depth }), "{line}");
        }
        for line in ["<A> b", "<3", "<a", "<A b={>", "< a>"] {
            assert_eq!(tags_alone(line, 0), None, "{line}");
        }
    }
}

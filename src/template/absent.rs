//! Articles without template syntax, which are most: they are told without the parse that parts code
//! from prose, and stay as they are.
//!
//! Code blocks are where an article most often holds what looks like templates. Those whose fences stand
//! at the beginning of a line are passed over; anything else that may be code is taken for prose, so
//! that a doubt leads to the full way. A property test holds the two equal.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memchr3_iter, memmem};

use crate::text::Markup;
use crate::text::markdown::nests_too_deep;

/// Whether a body holds no template syntax outside code.
pub(super) fn holds_none(body: &str, markup: Markup) -> bool {
    let mut from = 0;
    if markup == Markup::Markdown && memmem::find(body.as_bytes(), b"%%").is_some() {
        return false;
    }
    let prose_holds_none = match markup {
        Markup::Markdown if memchr2(b'{', b'<', body.as_bytes()).is_some() => certain_code(body).is_some_and(|code| {
            let kept = |range: &Range<usize>| memmem::find(&body.as_bytes()[range.clone()], b"{%").is_none();
            let all_kept = code.iter().all(|range| {
                let prose = &body[std::mem::replace(&mut from, range.end)..range.start];
                kept(range) && !may_expand(prose, Doubt::Expands)
            });
            all_kept && !may_expand(&body[from..], Doubt::Expands)
        }),
        _ => !may_expand(body, Doubt::Expands),
    };
    prose_holds_none || !may_expand(body, Doubt::Stays)
}

/// What becomes of the marks that are dealt with only where others are, too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doubt {
    Expands,
    Stays,
}

/// Whether a text, which begins a line, holds anything that the expander would look at twice.
fn may_expand(text: &str, doubt: Doubt) -> bool {
    let bytes = text.as_bytes();
    if memchr2(b'{', b'<', bytes).is_some() {
        return true;
    }
    let expands = doubt == Doubt::Expands;
    let named_argument = |at: usize| match bytes.get(at + 1) {
        Some(b'"') => true,
        Some(b'\'') => expands,
        _ => false,
    };
    if memchr_iter(b'=', bytes).any(named_argument) {
        return true;
    }
    let statement = |at: usize| {
        let before = text[..at].strip_suffix("im").or_else(|| text[..at].strip_suffix("ex"));
        before.is_some_and(|before| before.is_empty() || before.ends_with('\n'))
    };
    if memmem::find_iter(bytes, "port ").any(statement) {
        return true;
    }
    memchr3_iter(b'[', b']', b':', bytes).any(|at| {
        let rest = &text[at..];
        match bytes[at] {
            b':' => rest.starts_with(":::"),
            // An address with a blank in it.
            b']' => {
                let mut address = rest.strip_prefix("](").unwrap_or("").bytes().take(500);
                address.find(|byte| matches!(byte, b')' | b'\n' | b'"' | b' ')) == Some(b' ')
            }
            _ => begins_shortcode(&rest[1..], expands) || text[..at].ends_with(if expands { "*" } else { "\n*" }),
        }
    })
}

/// Whether what stands behind a bracket begins a shortcode, an alert, a link of a wiki or a table of contents.
fn begins_shortcode(text: &str, expands: bool) -> bool {
    match text.as_bytes().first() {
        Some(b'/' | b'[' | b'!') => true,
        Some(b't' | b'T') => text.get(..4).is_some_and(|mark| match expands {
            true => mark.eq_ignore_ascii_case("toc]"),
            false => matches!(mark, "toc]" | "TOC]" | "Toc]"),
        }),
        Some(b'a'..=b'y') => super::brackets::WORDPRESS.iter().any(|name| text.starts_with(name)),
        _ => false,
    }
}

/// The code blocks of a Markdown body without HTML, if it is beyond doubt where they are: three backticks
/// begin a line, and three alone on a line end the block. `None` where anything else looks like a fence.
fn certain_code(body: &str) -> Option<Vec<Range<usize>>> {
    let bytes = body.as_bytes();
    if memmem::find(bytes, b"~~~").is_some() || memchr(b'\r', bytes).is_some() || nests_too_deep(body) {
        return None;
    }
    let mut code = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(found) = memmem::find(&bytes[at..], b"```") {
        let fence = at + found;
        let end = memchr(b'\n', &bytes[fence..]).map_or(body.len(), |length| fence + length);
        let info = &body[fence + 3..end];
        let begins_line = fence == 0 || bytes[fence - 1] == b'\n';
        if !begins_line || info.contains('`') {
            return None;
        }
        match open.take() {
            Some(start) if info.trim_matches([' ', '\t']).is_empty() => code.push(start..end),
            Some(_) => return None,
            None => {
                // The title of a link's definition may reach over a line that looks like a fence.
                let after_blank = fence == 0 || body[..fence].ends_with("\n\n");
                if !after_blank && memmem::find(&bytes[..fence], b"]:").is_some() {
                    return None;
                }
                open = Some(fence);
            }
        }
        at = end;
    }
    // A block without an end would reach to the end of the article, or of a list.
    open.is_none().then_some(code)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;
    use crate::diagnostic::{Findings, Severity};
    use crate::feed::WebUrl;
    use crate::template::{TemplateContext, expand_all};
    use crate::text::Links;
    use crate::text::html::HtmlRules;
    use crate::text::html::address::Base;

    struct NoArticle;

    impl Links for NoArticle {
        fn article(&self, _: &str, _: &str) -> Option<WebUrl> {
            None
        }
    }

    /// What the full way makes of a body in which no syntax is seen: the body, and nothing to report.
    fn stays(body: &str, markup: Markup) -> Result<bool, TestCaseError> {
        if !holds_none(body, markup) {
            return Ok(false);
        }
        // Where nothing else is there, what is in doubt stays as well.
        if may_expand(body, Doubt::Expands) && !may_expand(body, Doubt::Stays) {
            return Ok(true);
        }
        let url = Url::parse("https://a.example/b/").unwrap();
        let base = Base { page: &url, site: &url, file: "b.md", links: &NoArticle };
        let rules = HtmlRules { base, id_prefix: "x-" };
        let context = TemplateContext { markup, title: None, rules, body_offset: 0, unknown: Severity::Warning };
        let (expanded, findings) = expand_all(body, &context, Findings::new("b.md", body));
        prop_assert_eq!(expanded.text, body, "{:?}", markup);
        prop_assert_eq!((expanded.removed, findings.finish().len()), (0, 0));
        Ok(true)
    }

    #[test]
    fn most_articles_are_told_at_once() {
        for body in [
            "One.\n\nTwo: [three](https://a.example/) and a[0]; [x] is done.\n",
            "One.\n\n```rust\nfn x<T>() { }\n```\n\nTwo.\n",
            "```\n{{ x }}\n```\nTwo.\n```toml {1}\n[a]\n```",
        ] {
            assert!(stays(body, Markup::Markdown).unwrap(), "{body}");
        }
        for body in [
            "`{{ x }}`",
            "A <br> b",
            "```\n{% raw %}\n```",
            "```\n{{ x }}",
            "- ```\n  {{ x }}\n  ```\n",
            "~~~\n```\n~~~\n{{ x }}\n```\n",
            "[a]: /b \"c\n```\nd\" {{ x }}\n```",
            "[toc]",
            "a\n*[HTML]: x",
        ] {
            assert!(!holds_none(body, Markup::Markdown), "{body}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_holds_none_stays(body in "(\n{1,2}|```|~~~|`|[ab]{1,2}| {1,4}|\t|[{]{1,2}|[}]{1,2}|<b>|</b>|<!-- |-->|[-*>] |1[.] |:::|\\[|\\]|[(]|[)]|\\[x\\]: /y \"|[*]\\[|toc|caption|=\"|='|\"|import |export |from|[$]|!|[|]|---|\\^|#){0,24}") {
            stays(&body, Markup::Markdown)?;
            stays(&body, Markup::Html)?;
        }

        #[test]
        fn what_holds_none_stays_around_fences(body in "(([-] |> | {1,4}|[ab] ?)?(```[`a]?|a{1,3}|<b>|[{]{2}a[}]{2}|\\[x\\]: /y '|a'|\\[\\^1\\]: a|[|]a[|]|[-*] a|> a| {4}a|#|---|import 'a'|)\n){0,12}") {
            stays(&body, Markup::Markdown)?;
        }
    }
}

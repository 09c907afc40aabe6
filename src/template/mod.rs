//! Template syntax of site generators leaves the body: what is known is written out, what is not is
//! removed and reported.
//!
//! Before anything else, lines are put where their dialect reads them (`layout`), and what is verbatim is found, once:
//! code, mathematics. No pass touches what is in it.
//!
//! Comes in: the body as decoded. Goes out: the same text with Liquid (`{% %}`, `{{ }}`), Hugo and Zola
//! shortcodes, Eleventy filters, MDX components, Docusaurus containers and kramdown attribute lists
//! replaced by plain Markdown or HTML. Code is left as typed. One pass from the front to the back; a
//! search that has failed once is not made again, so the time is linear.

mod attributes;
mod blocks;
mod boxes;
mod brackets;
mod columns;
mod comments;
mod component;
mod components;
mod condition;
mod container;
mod expander;
mod expression;
mod forward;
mod hidden;
mod hide;
mod hugo;
mod jsx;
mod layout;
mod line;
mod liquid;
mod marks;
mod mdx;
mod names;
mod script;
mod shortcode;
mod values;
mod wiki;
mod withheld;

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use crate::diagnostic::Findings;
use crate::feed::run_of;
use crate::text::html::address::UNKNOWN;
use crate::text::markdown::is_more_mark;
use crate::text::{Markup, code};
use components::Components;
use condition::literal;
pub(crate) use expander::{Expanded, TemplateContext};
use expander::{Expander, ends_line};
pub(crate) use layout::Laid;
use layout::Reading;
pub(crate) use values::TemplateValues;

/// Puts the lines of a body where its dialect reads them.
pub(crate) fn lay<'a>(body: &'a str, context: &TemplateContext<'_>) -> Laid<'a> {
    if context.markup != Markup::Markdown {
        return Laid::as_typed(body);
    }
    // An end tag of a component is the sign of MDX in a file that is none by its name.
    let closes = |at: usize| body.as_bytes().get(at + 2).is_some_and(u8::is_ascii_uppercase);
    let reading = if context.is_mdx() {
        Reading::Mdx
    } else if memmem::find_iter(body.as_bytes(), "</").any(closes)
        && Components::find(body, &code::verbatim(body, Markup::Markdown).ranges).mdx
    {
        Reading::Components
    } else {
        Reading::Plain
    };
    layout::lay(body, reading)
}

/// Takes template syntax out of a body; `None` of plain text, which has none.
pub(crate) fn expand<'a>(
    body: &'a Laid<'a>,
    context: &'a TemplateContext<'a>,
    findings: Findings<'a>,
) -> (Option<Expanded>, Findings<'a>) {
    if context.markup == Markup::Text {
        return (None, findings);
    }
    let mut expander = Expander::of(body, context, findings);
    expander.wiki = wiki::is_used(&expander);
    expander.run();
    (Some(expander.out), expander.findings)
}

impl Expander<'_> {
    fn run(&mut self) {
        let mut at = 0;
        let mut line_start = true;
        while at < self.body.len() || self.title_end.is_some() {
            if let Some(next) = self.end_title(at) {
                at = next;
                continue;
            }
            while self.code.get(self.next_code).is_some_and(|code| code.end <= at) {
                self.next_code += 1;
            }
            let code = self.code.get(self.next_code).cloned();
            if let Some(code) = code.as_ref().filter(|code| code.start <= at) {
                self.copy_code(at..code.end);
                at = code.end;
                line_start = self.body[..at].ends_with('\n');
                continue;
            }
            if line_start && let Some(next) = self.line(at) {
                at = next;
                line_start = self.body[..at].ends_with('\n');
                continue;
            }
            line_start = false;
            if let Some(length) = self.passes_over(at) {
                at += length;
                continue;
            }
            let stop = code.map_or(self.body.len(), |code| code.start);
            let stop = self.title_end.as_ref().map_or(stop, |(end, _)| stop.min(*end));
            let stop = self.passed_over.first_key_value().map_or(stop, |(next, _)| stop.min(*next));
            let run = run_of(&self.body.as_bytes()[at..stop], |byte| {
                (byte != b'{')
                    & (byte != b'<')
                    & (byte != b'[')
                    & (byte != b']')
                    & (byte != b'\n')
                    & (byte != b'%')
                    & (byte != b'=')
                    & (byte != b'+')
                    & (byte != b'^')
                    & (byte != b':')
            });
            self.out.text.push_str(&self.body[at..at + run]);
            at += run;
            if at == stop {
                continue;
            }
            let written = self.out.text.len();
            let next = match self.body.as_bytes()[at] {
                b'{' => self.brace(at).map(|next| self.out_of_comment(next)),
                b'<' => self.angle(at),
                b'[' => self.bracket(at),
                b']' => self.spaced_address(at),
                b'%' => self.remark(at),
                b'=' => self.closing_mark(at).or_else(|| self.highlight(at)),
                b'+' => self.keys(at),
                b'^' => self.block_id(at),
                b':' => self.icon(at),
                _ => {
                    line_start = true;
                    None
                }
            };
            // Every branch moves on; what no branch takes is a character of the text.
            match next {
                Some(next) if next > at => {
                    let next = self.after_empty_brackets(next, written);
                    at = if self.out.text.len() == written { self.after_blank_line(next) } else { next };
                    line_start = self.body[..at].ends_with('\n');
                }
                _ => {
                    self.out.text.push_str(&self.body[at..at + 1]);
                    at += 1;
                }
            }
        }
    }

    /// How long the mark is that ends here, if it is passed over.
    fn passes_over(&mut self, at: usize) -> Option<usize> {
        while let Some((next, length)) = self.passed_over.first_key_value().map(|(next, length)| (*next, *length)) {
            if next > at {
                return None;
            }
            self.passed_over.pop_first();
            if next == at {
                return Some(length);
            }
        }
        None
    }

    /// Where to go on after a construct that left nothing between `<` and `>`: the brackets would have made an address
    /// of its value a link, and go with it. `written` is how much stood there before it.
    fn after_empty_brackets(&mut self, at: usize, written: usize) -> usize {
        let Some((before, left)) = self.out.text.split_at_checked(written) else { return at };
        let is_bracketed = before.ends_with('<') && self.body[at..].starts_with('>');
        if !is_bracketed || !(left.is_empty() || left == UNKNOWN) {
            return at;
        }
        self.out.text.truncate(written - 1);
        at + 1
    }

    /// Where to go on after a construct that left nothing: past the end of its line, if nothing else was
    /// on it and a list item follows. A blank line there would set the whole list apart.
    fn after_blank_line(&mut self, at: usize) -> usize {
        // An indentation is short; blanks without end would be looked through again and again.
        let near = self.out.text.floor_char_boundary(self.out.text.len().saturating_sub(200));
        let indent = near + self.out.text[near..].trim_end_matches([' ', '\t']).len();
        let rest = self.body[at..].trim_start_matches([' ', '\t']);
        let item = rest.strip_prefix('\n').map(|line| line.trim_start_matches([' ', '\t']));
        let bullets = ["- ", "* ", "+ "];
        if self.out.text[..indent].ends_with('\n')
            && item.is_some_and(|line| bullets.iter().any(|bullet| line.starts_with(bullet)))
        {
            self.out.text.truncate(indent);
            return self.body.len() - rest.len() + 1;
        }
        at
    }

    /// Code as typed, but for the tags that keep Liquid from reading it.
    fn copy_code(&mut self, range: Range<usize>) {
        if self.tex.binary_search(&range.start).is_ok() {
            self.copy_formula(range);
            return;
        }
        let dialect = self.context.rules.dialect;
        let code = &self.body[range];
        let code = if dialect.hugo_in_code { hugo::shown(code) } else { Cow::Borrowed(code) };
        if !dialect.liquid_in_code || !code.contains("{%") || !code.contains("raw") {
            self.out.text.push_str(&code);
            return;
        }
        let mut rest = &*code;
        let mut raw = false;
        while let Some(at) = rest.find("{%") {
            self.out.text.push_str(&rest[..at]);
            rest = &rest[at..];
            // The tags that are looked for are short.
            let near = &rest[..rest.floor_char_boundary(100)];
            let tag = near[2..].find("%}").map(|end| (end + 4, near[2..end + 2].trim_matches(['-', ' ', '\n'])));
            match tag {
                // Within `raw`, a second one is what the article is about.
                Some((end, "raw")) if !raw => {
                    raw = true;
                    rest = &rest[end..];
                }
                Some((end, "endraw")) => {
                    raw = false;
                    rest = &rest[end..];
                }
                _ => {
                    self.out.text.push_str("{%");
                    rest = &rest[2..];
                }
            }
        }
        self.out.text.push_str(rest);
    }

    /// Mathematics as typed, though Markdown would take backslashes and underscores for its own.
    fn copy_formula(&mut self, range: Range<usize>) {
        for c in self.body[range].chars() {
            if c.is_ascii_punctuation() {
                self.out.text.push('\\');
            }
            self.out.text.push(c);
        }
    }

    fn brace(&mut self, at: usize) -> Option<usize> {
        let rest = &self.body[at..];
        if let Some(end) = self.comment(at) {
            return Some(end);
        }
        if rest.starts_with("{%") {
            return self.liquid_tag(at);
        }
        if rest.starts_with("{{<") || rest.starts_with("{{%") {
            return self.hugo(at);
        }
        if rest.starts_with("{{") && !(self.components.mdx && rest.starts_with("{{{")) {
            return self.expression(at);
        }
        if self.context.markup == Markup::Markdown {
            if rest.starts_with("{:") {
                return self.attribute_list(at);
            }
            if let Some(end) = self.critic(at) {
                return Some(end);
            }
            if let Some(end) = self.attribute_mark(at) {
                return Some(end);
            }
            if self.components.mdx || mdx::begins_condition(rest) {
                return self.jsx_expression(at);
            }
        }
        None
    }

    /// An address with a space (`[x](/a b.png)`), which Markdown would show as typed.
    fn spaced_address(&mut self, at: usize) -> Option<usize> {
        if self.context.markup != Markup::Markdown {
            return None;
        }
        let rest = self.body[at..].strip_prefix("](")?;
        let end =
            rest.bytes().take(500).position(|byte| matches!(byte, b')' | b'\n' | b'(' | b'<' | b'"' | b'\'' | b'{'))?;
        let address = &rest[..end];
        let typed = address.trim();
        if rest.as_bytes()[end] != b')' || !typed.contains(' ') || !typed.contains(['/', '.']) {
            return None;
        }
        self.out.text.push_str(&format!("]({})", typed.replace(' ', "%20")));
        Some(at + 2 + end + 1)
    }

    fn angle(&mut self, at: usize) -> Option<usize> {
        let rest = &self.body[at..];
        if rest.starts_with("<!--") {
            let own_line = self.body[..at].trim_end_matches(' ').ends_with('\n') || at == 0;
            let Some(end) = self.find("-->", at + 4) else {
                // On a line of its own it hides all that follows (CommonMark 4.6); else it is text.
                if own_line && self.context.markup == Markup::Markdown {
                    self.hide_open(at..self.body.len(), "<!--");
                    return Some(self.body.len());
                }
                return None;
            };
            if let Some(next) = self.block_in_comment(at + 4, end + 3) {
                return Some(self.out_of_comment(next));
            }
            let alone = own_line && ends_line(&self.body[end + 3..]);
            if is_more_mark(&self.body[at + 4..end]) {
                self.out.text.push_str(if own_line { "<!-- more -->\n\n" } else { "<!-- more -->" });
            } else if alone {
                // Comments are never shown; an empty one keeps the lists before and after it apart.
                self.out.text.push_str("<!-- -->");
            }
            // Emphasis of nothing but a comment (an anchor of kramdown's) goes with it.
            let stars = self.out.text.bytes().rev().take(3).take_while(|byte| *byte == b'*').count();
            let before = self.out.text[..self.out.text.len() - stars].chars().next_back();
            let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '-'));
            if (1..=2).contains(&stars) && opens && self.body[end + 3..].starts_with(["", "*", "**"][stars]) {
                self.out.text.truncate(self.out.text.len() - stars);
                return Some(end + 3 + stars);
            }
            return Some(end + 3);
        }
        if self.context.markup != Markup::Markdown {
            return None;
        }
        mdx::tag(self, at)
    }

    /// `{...}` of MDX: an expression, of which only plain strings are text.
    fn jsx_expression(&mut self, at: usize) -> Option<usize> {
        let before = self.body[..at].chars().next_back();
        if before.is_some_and(|c| matches!(c, '\\' | '$' | '^' | '_' | '#')) {
            return None;
        }
        let end = self.components.braces.end(at)?;
        let inner = self.body[at + 1..end - 1].trim();
        if let Some(text) = literal(inner).or_else(|| inner.strip_prefix('`').and_then(|inner| inner.strip_suffix('`')))
        {
            let text = text.replace("\\n", " ").replace("\\t", " ");
            self.out.text.push_str(if text.trim().is_empty() { " " } else { &text });
            return Some(end);
        }
        let shown: String = inner.chars().take(20).filter(|c| !c.is_whitespace()).collect();
        let value = inner.starts_with("front").then(|| self.value(inner)).flatten();
        if value.is_some_and(|value| self.push_as_text(&value)) {
            return Some(end);
        }
        if inner.strip_prefix("false").is_some_and(|rest| rest.trim_start().starts_with("&&")) {
            self.hide(at..end, "{false && }");
        } else if inner.starts_with("/*") && inner.ends_with("*/") {
            self.hide(at..end, "{/* */}");
        } else {
            self.unknown(at..end, &format!("{{{shown}}}"));
        }
        Some(end)
    }
}

//! What every template language writes with: the text so far, what was found in the body beforehand, and how
//! something is taken out and told.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::blocks::TemplateTags;
use super::comments::{self, Remark};
use super::components::Components;
use super::condition::Variables;
use super::forward::Forward;
use super::layout::Laid;
use super::values::{ParamValues, TemplateValues};
use crate::diagnostic::{Code, Diagnostic, Findings, Severity};
use crate::text::Markup;
use crate::text::code::{self, Verbatim};
use crate::text::html::address::UNKNOWN;
use crate::text::html::{HtmlRules, escape_text, language_class, push_attribute, push_link};

/// What to do about a construct that is not known.
const WRITE_OUT: &str = "write the content out in the article, or mark it as code if it is meant to be seen";

/// What there is to know of the article whose body it is.
pub(crate) struct TemplateContext<'a> {
    /// How the body is written.
    pub markup: Markup,
    /// The front matter's title.
    pub title: Option<&'a str>,
    /// What addresses resolve against: the page, the site, the file.
    pub rules: HtmlRules<'a>,
    /// Where in the file's text the body begins, in bytes.
    pub body_offset: usize,
    /// What templates may ask for by name.
    pub values: TemplateValues<'a>,
    /// How much it weighs that a construct is not known.
    pub unknown: Severity,
}

impl TemplateContext<'_> {
    /// Whether the body is MDX: by the name of its file, or since the generator reads all Markdown so.
    pub(super) fn is_mdx(&self) -> bool {
        self.rules.dialect.mdx || self.rules.base.file.to_ascii_lowercase().ends_with(".mdx")
    }
}

/// A body without template syntax.
#[derive(Debug, Default)]
pub(crate) struct Expanded {
    /// The text.
    pub text: String,
    /// How many constructs were removed.
    pub removed: usize,
}

impl Expanded {
    /// Whether the text ends with a sign that is not escaped.
    pub(super) fn ends_with_mark(&self, sign: char) -> bool {
        self.text.strip_suffix(sign).is_some_and(|before| !before.ends_with('\\'))
    }
}

/// One pass over a body.
pub(super) struct Expander<'a> {
    pub(super) body: &'a str,
    pub(super) context: &'a TemplateContext<'a>,
    /// Where the body comes from.
    laid: &'a Laid<'a>,
    pub(super) code: Vec<Range<usize>>,
    /// Where those of them begin that are mathematics which Markdown would change.
    pub(super) tex: Vec<usize>,
    pub(super) next_code: usize,
    pub(super) components: Components<'a>,
    /// The components that became links and have not ended.
    pub(super) anchors: Vec<&'a str>,
    /// Which tag ends which.
    pub(super) blocks: TemplateTags<'a>,
    /// Whether links of a wiki are used.
    pub(super) wiki: bool,
    /// What Obsidian hides.
    pub(super) remarks: Vec<Remark>,
    pub(super) out: Expanded,
    pub(super) findings: Findings<'a>,
    pub(super) forward: Forward<'a>,
    /// What `assign` and `capture` have named.
    pub(super) names: Variables,
    /// The values as Hugo asks for them, once it has.
    pub(super) params: Option<ParamValues<'a>>,
    /// How many bytes values have added.
    pub(super) added: usize,
    /// Where marks stand that only end what was begun, and how long they are.
    pub(super) passed_over: BTreeMap<usize, usize>,
    /// Where marks end that became elements, and what ends those.
    pub(super) closing_marks: HashMap<usize, &'static str>,
    /// Where the title ends that is being written, and what ends it.
    pub(super) title_end: Option<(usize, String)>,
    /// How many blocks of MDC are open.
    pub(super) directives: usize,
    /// The shortcodes in square brackets that were taken out, whose ends go too.
    pub(super) shortcodes: HashSet<String>,
}

impl<'a> Expander<'a> {
    /// Looks through a body before the pass.
    pub(super) fn of(laid: &'a Laid<'a>, context: &'a TemplateContext<'a>, findings: Findings<'a>) -> Self {
        let body = &*laid.text;
        let Verbatim { ranges: code, tex } = code::verbatim(body, context.markup);
        let markdown = context.markup == Markup::Markdown;
        let mut components = if markdown { Components::find(body, &code) } else { Components::default() };
        components.mdx |= markdown && context.is_mdx();
        Self {
            body,
            laid,
            context,
            components,
            anchors: Vec::new(),
            wiki: false,
            blocks: TemplateTags::find(body, &code),
            remarks: if markdown { comments::remarks(body, &code) } else { Vec::new() },
            code,
            tex,
            next_code: 0,
            out: Expanded { text: String::with_capacity(body.len()), ..Expanded::default() },
            findings,
            forward: Forward::new(body),
            names: Variables::default(),
            params: None,
            added: 0,
            passed_over: BTreeMap::new(),
            closing_marks: HashMap::new(),
            title_end: None,
            directives: 0,
            shortcodes: HashSet::new(),
        }
    }

    /// Looks for a string from `from` on.
    pub(super) fn find(&mut self, what: &str, from: usize) -> Option<usize> {
        self.forward.find(what, from)
    }

    /// Where the code ends that a byte stands in.
    pub(super) fn code_end(&self, at: usize) -> Option<usize> {
        let before = self.code.partition_point(|code| code.start <= at);
        self.code[..before].last().map(|code| code.end).filter(|&end| at < end)
    }

    /// Whether the text written so far ends within an address.
    pub(super) fn in_address(&self) -> bool {
        let (_, before) = self.before_word();
        self.in_target() || before.ends_with("=\"") || before.ends_with("='")
    }

    /// Whether that is the target of a link in Markdown.
    pub(super) fn in_target(&self) -> bool {
        let (spaced, before) = self.before_word();
        before.ends_with("](") || (before.ends_with("]:") && !spaced)
    }

    /// What stands before the word that the text written so far ends with, or before the `<` in front of it; and whether a
    /// blank is in the word.
    fn before_word(&self) -> (bool, &str) {
        let text = &self.out.text;
        let from = text.floor_char_boundary(text.len().saturating_sub(600));
        let tail = &text[from..];
        // The end of what begins an address: a bracket or a quote, or white space of any width.
        let begins = |c: char| c.is_whitespace() || matches!(c, '(' | '"' | '\'');
        let token = tail.trim_end_matches(|c| !begins(c));
        (tail[token.len()..].contains(' '), token.trim_end_matches([' ', '<']))
    }

    /// Writes an element in place of a construct that ends at `end`. Where it stands alone on its line, a
    /// blank line follows: in Markdown it would make HTML of the lines after it.
    pub(super) fn element(&mut self, html: &str, end: usize) {
        self.out.text.push_str(html);
        let alone = ends_line(&self.body[end..]);
        // But not within a link that goes on: `[`, an image, `](/page)`, each on its line.
        let in_link = self.body[end..].trim_start().starts_with("](");
        if self.context.markup == Markup::Markdown && alone && !in_link {
            self.out.text.push('\n');
        }
    }

    /// Code as a block, whatever the markup.
    pub(super) fn code_block(&mut self, language: &str, code: &str) {
        let out = &mut self.out.text;
        if !out.ends_with('\n') && !out.is_empty() {
            out.push('\n');
        }
        out.push_str("\n<pre><code");
        if let Some(class) = language_class(language) {
            push_attribute(out, "class", &class);
        }
        out.push('>');
        escape_text(out, code.trim_matches('\n'));
        out.push_str("</code></pre>\n\n");
    }

    /// A link to the article's page, in place of what only the page can show.
    pub(super) fn link_to_page(&mut self) {
        let page = self.context.rules.base.page.as_str();
        let text = self.context.title.unwrap_or(page);
        self.out.text.push_str("\n\n<p>");
        push_link(&mut self.out.text, page, &format!("▶ {text}"));
        self.out.text.push_str("</p>\n\n");
    }

    /// A range of the body as a range of the file.
    fn place(&self, range: Range<usize>) -> Range<usize> {
        let (start, end) = (self.laid.origin(range.start), self.laid.origin(range.end));
        self.context.body_offset + start..self.context.body_offset + end.max(start)
    }

    fn report(&mut self, range: Range<usize>, message: String, help: &str) {
        self.out.removed += 1;
        let diagnostic =
            Diagnostic { severity: self.context.unknown, ..Diagnostic::warning(Code::TemplateRemoved, message) };
        self.findings.add(diagnostic.help(help), Some(self.place(range)));
    }

    /// Counts and reports a construct that is taken out.
    pub(super) fn remove(&mut self, range: Range<usize>, what: &str) {
        self.report(range, format!("template syntax `{what}` is not known and was removed"), WRITE_OUT);
    }

    /// The same, of a construct around a text that stays.
    pub(super) fn unwrap(&mut self, range: Range<usize>, what: &str) {
        let message = format!("template syntax `{what}` is not known and was removed; the text within it stays");
        self.report(range, message, WRITE_OUT);
    }

    /// Reports a link that became its text, since nothing is published that it leads to.
    pub(super) fn unpublished(&mut self, range: Range<usize>, target: &str) {
        let message = format!("`{target}` is no article that is published, so the link to it is text only");
        let help = "publish the article, link to the address of its page, or take the link out";
        let diagnostic = Diagnostic::warning(Code::LinkUnpublished, message).help(help);
        self.findings.add(diagnostic, Some(self.place(range)));
    }

    /// What stands for an expression whose value is not known: nothing in prose, and in an address a
    /// mark that turns the link into its text.
    pub(super) fn unknown(&mut self, range: Range<usize>, what: &str) {
        self.remove(range, what);
        if self.in_address() {
            self.out.text.push_str(UNKNOWN);
        }
    }

    /// Counts and reports text that is left out because nobody knows here whether it is shown.
    pub(super) fn leave_out(&mut self, range: Range<usize>, what: &str) {
        let names = ["assign", "set", "capture", "increment", "decrement", "import", "from"];
        if self.blocks.within(range.clone()).iter().any(|tag| names.contains(&tag.name)) {
            self.names.clear();
        }
        let message = format!("`{what}` cannot be worked out here; the text within it was left out");
        self.report(range, message, "take the text out of it if every reader may see it");
    }

    /// Counts text that the source hides.
    pub(super) fn hide(&mut self, range: Range<usize>, what: &str) {
        self.out.removed += 1;
        let message = format!("text that `{what}` hides was left out");
        self.findings.add(Diagnostic::info(Code::TemplateHidden, message), Some(self.place(range)));
    }

    /// Reports text that is left out for a mark that hides it and has no end.
    pub(super) fn hide_open(&mut self, range: Range<usize>, what: &str) {
        let upto = if range.end == self.body.len() { "article" } else { "paragraph" };
        let message = format!("`{what}` has no end; the text from there to the end of the {upto} was left out");
        self.report(range, message, "close it, or mark it as code if it is meant to be seen");
    }
}

/// Whether nothing but white space stands before the end of the line.
pub(super) fn ends_line(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|c: char| c != '\n' && c.is_whitespace());
    rest.is_empty() || rest.starts_with('\n')
}

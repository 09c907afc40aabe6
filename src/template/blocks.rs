//! Which template tag ends which: found in one pass before anything is written, so that a block's end is
//! known at its beginning, however deep others stand within it.
//!
//! Three kinds of tags have blocks: `{% if %}…{% endif %}` of Liquid, Jinja and their kin (`{% /if %}` in
//! Markdoc, `{% end %}` in Zola), `{{< x >}}…{{< /x >}}` of Hugo, and those in two braces: `{{ if }}…{{ end }}`
//! of Go templates, `{{#if}}…{{/if}}` of Handlebars, `{{ if }}…{{ /if }}` of Antlers. Each kind has a stack of
//! its own: an end belongs to the nearest beginning of its name, and what was begun since then is alone.
//!
//! Comments of HTML are looked through as well: the generator runs its templates in them, too.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memchr2;

use super::forward::Forward;
use super::{comments, names};

/// An expression of more bytes than this is none.
pub(super) const LONGEST_EXPRESSION: usize = 2000;

/// A kind of template tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TagSyntax {
    /// `{% name arguments %}`.
    Liquid,
    /// `{{< name arguments >}}` and `{{% name arguments %}}`.
    Hugo,
    /// `{{ if }}`, `{{ else }}`, `{{ end }}`; `{{#name}}`, `{{^name}}`, `{{else}}`, `{{/name}}`.
    Braces,
}

/// What a tag does. Numbers are places in the list of tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It stands alone, or its end is missing.
    Alone,
    /// It begins a block; the next branch (or else the end) and the end.
    Opens { next: usize, close: usize },
    /// It begins another branch of a block.
    Branch { next: usize, close: usize },
    /// It ends the block that a tag has begun.
    Closes { open: usize },
}

/// A template tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct TemplateTag<'a> {
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Its first word.
    pub name: &'a str,
    /// What stands behind that.
    pub arguments: &'a str,
    /// What it does.
    pub role: Role,
}

/// All tags of a body outside code and comments of templates, in order.
#[derive(Debug, Default)]
pub(super) struct TemplateTags<'a> {
    /// The tags.
    pub tags: Vec<TemplateTag<'a>>,
    /// The comments of HTML.
    comments: Vec<Range<usize>>,
}

/// Tags of Liquid and its kin whose content is no template: it is hidden, or shown as typed.
const VERBATIM: [&str; 7] = ["raw", "verbatim", "comment", "highlight", "code", "codeblock", "prism"];

/// Words that begin a block of a Go template, which `{{ end }}` ends.
const GO_BLOCKS: [&str; 5] = ["if", "with", "range", "define", "block"];

/// Whether a block of this name has branches.
fn has_branches(name: &str) -> bool {
    names::is_condition(name) || names::is_loop(name) || matches!(name, "case" | "switch" | "with" | "range")
}

fn is_branch(name: &str) -> bool {
    matches!(name, "else" | "elsif" | "elif" | "elseif" | "when")
}

impl<'a> TemplateTags<'a> {
    /// Looks through a body.
    pub(super) fn find(body: &'a str, code: &[Range<usize>]) -> Self {
        let mut finder = Finder {
            body,
            forward: Forward::new(body),
            tags: Vec::new(),
            open: std::array::from_fn(|_| Stack::default()),
            endless: Vec::new(),
            comments: Vec::new(),
        };
        let mut next_code = 0;
        let mut at = 0;
        while let Some(found) = memchr2(b'{', b'<', body.as_bytes().get(at..).unwrap_or_default()) {
            let start = at + found;
            while code.get(next_code).is_some_and(|code| code.end <= start) {
                next_code += 1;
            }
            at = match code.get(next_code) {
                Some(code) if code.start <= start => code.end,
                _ => finder.step(start).unwrap_or(start + 1),
            };
        }
        Self { tags: finder.tags, comments: finder.comments }
    }

    /// The tag that begins at a byte.
    pub(super) fn at(&self, start: usize) -> Option<TemplateTag<'a>> {
        self.tags.binary_search_by_key(&start, |tag| tag.start).ok().map(|at| self.tags[at])
    }

    /// Where the comment of HTML ends that a byte stands in.
    pub(super) fn comment_end(&self, at: usize) -> Option<usize> {
        let before = self.comments.partition_point(|comment| comment.start < at);
        self.comments[..before].last().map(|comment| comment.end).filter(|&end| at < end)
    }

    /// The tags that begin within a range.
    pub(super) fn within(&self, range: Range<usize>) -> &[TemplateTag<'a>] {
        let place = |at: usize| self.tags.partition_point(|tag| tag.start < at);
        &self.tags[place(range.start)..place(range.end.max(range.start))]
    }
}

/// The tags of one kind that are open.
#[derive(Default)]
struct Stack<'a> {
    tags: Vec<usize>,
    /// How many there are of each name.
    names: HashMap<&'a str, usize>,
    /// Those that have branches, each with its branches so far.
    branching: Vec<(usize, Vec<usize>)>,
    /// Those that `{{ end }}` ends.
    go: Vec<usize>,
}

struct Finder<'a> {
    body: &'a str,
    forward: Forward<'a>,
    tags: Vec<TemplateTag<'a>>,
    open: [Stack<'a>; 3],
    /// Names of verbatim tags that have no end any more.
    endless: Vec<&'a str>,
    comments: Vec<Range<usize>>,
}

/// The first word of a tag's inside, and the rest.
pub(super) fn first_word(inside: &str) -> (&str, &str) {
    inside.split_at(inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(inside.len()))
}

/// What stands within a tag, without the dashes that trim white space.
pub(super) fn inside(text: &str) -> &str {
    text.trim_matches(['-', '~', '+']).trim()
}

/// Whether a tag of Liquid and its kin ends a block of this name.
fn is_end(inside: &str, name: &str) -> bool {
    let ended = inside.strip_prefix("end").or_else(|| inside.strip_prefix('/').map(str::trim_start));
    ended.is_some_and(|ended| first_word(ended).0 == name)
        || inside == "end" && !matches!(name, "raw" | "verbatim" | "comment")
}

impl<'a> Finder<'a> {
    /// Reads what begins at a byte; where to go on.
    fn step(&mut self, at: usize) -> Option<usize> {
        let rest = &self.body[at..];
        if rest.starts_with("<!--") {
            let end = self.forward.find("-->", at + 4)? + 3;
            if self.comments.last().is_none_or(|last| last.end <= at) {
                self.comments.push(at..end);
            }
            return Some(at + 4);
        }
        // A tag in a comment of HTML ends there, or is none.
        let limit = self.comments.last().map(|comment| comment.end).filter(|&end| at < end);
        let mark = if rest.starts_with("{%") { "%}" } else { "}}" };
        if let Some(limit) = limit
            && self.forward.find(mark, at + 2).is_none_or(|end| end >= limit)
        {
            return None;
        }
        if rest.starts_with("{%") {
            return self.liquid(at);
        }
        if rest.starts_with("{{<") || rest.starts_with("{{%") {
            return self.hugo(at);
        }
        if let Some((_, end)) = comments::comment(self.body, at, &mut self.forward) {
            return limit.is_none_or(|limit| end < limit).then_some(end);
        }
        if rest.starts_with("{{") { self.braces(at) } else { None }
    }

    fn push(&mut self, range: Range<usize>, name: &'a str, arguments: &'a str) -> usize {
        self.tags.push(TemplateTag { start: range.start, end: range.end, name, arguments, role: Role::Alone });
        self.tags.len() - 1
    }

    fn liquid(&mut self, at: usize) -> Option<usize> {
        let end = self.forward.find("%}", at + 2)? + 2;
        let inside = inside(&self.body[at + 2..end - 2]);
        let (closing, rest) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest.trim_start()));
        let (name, arguments) = first_word(rest);
        let tag = self.push(at..end, name, arguments);
        let ended = if closing { Some(name) } else { ended_by(name) };
        if let Some(ended) = ended {
            self.close_liquid(ended, tag);
        } else if is_branch(name) && (name != "when" || self.in_case()) {
            self.branch(TagSyntax::Liquid, tag);
        } else if VERBATIM.contains(&name) {
            let after = self.verbatim(tag, name, end);
            self.comment_over(name, end..after);
            return Some(after);
        } else if !name.is_empty() && !arguments.trim_end().ends_with('/') {
            self.open(TagSyntax::Liquid, tag, has_branches(name));
        }
        Some(end)
    }

    /// Notes the comment of HTML that begins within a comment of Liquid, and ends behind it.
    fn comment_over(&mut self, name: &str, hidden: Range<usize>) {
        let text = &self.body[hidden.clone()];
        let Some(start) = text.rfind("<!--").filter(|_| name == "comment") else { return };
        if text[start..].contains("-->") {
            return;
        }
        if let Some(end) = self.forward.find("-->", hidden.end) {
            self.comments.push(hidden.start + start..end + 3);
        }
    }

    /// Passes over what is no template; to the end of the tag itself where it has no end.
    fn verbatim(&mut self, open: usize, name: &'a str, from: usize) -> usize {
        if self.endless.contains(&name) {
            return from;
        }
        let mut depth = 0usize;
        let mut last = None;
        let mut at = from;
        while let Some(start) = self.forward.find("{%", at) {
            let Some(stop) = self.forward.find("%}", start + 2) else { break };
            let inside = inside(&self.body[start + 2..stop]);
            at = stop + 2;
            if is_end(inside, name) {
                last = Some(start..at);
                if depth == 0 {
                    break;
                }
                depth -= 1;
            } else if name == "comment" && first_word(inside).0 == name {
                depth += 1;
            }
        }
        let Some(last) = last else {
            self.endless.push(name);
            return from;
        };
        let end = last.end;
        let close = self.push(last, name, "");
        self.tags[open].role = Role::Opens { next: close, close };
        self.tags[close].role = Role::Closes { open };
        end
    }

    fn hugo(&mut self, at: usize) -> Option<usize> {
        let percent = self.body[at..].starts_with("{{%");
        let close = if percent { "%}}" } else { ">}}" };
        if self.body[at + 3..].starts_with("/*") {
            return Some(self.forward.find(if percent { "*/%}}" } else { "*/>}}" }, at + 5)? + 5);
        }
        let end = self.forward.find(close, at + 3)? + 3;
        let inside = self.body[at + 3..end - 3].trim();
        let (closing, rest) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest.trim_start()));
        let (name, arguments) =
            rest.split_at(rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '/')).unwrap_or(rest.len()));
        let tag = self.push(at..end, name, arguments);
        let ended =
            if closing { Some(name) } else { ended_by(name).filter(|ended| self.is_open(TagSyntax::Hugo, ended)) };
        if let Some(ended) = ended {
            self.close(TagSyntax::Hugo, ended, tag);
        } else if !arguments.ends_with('/') {
            self.open(TagSyntax::Hugo, tag, false);
        }
        Some(end)
    }

    /// `{{ }}` of Go templates and of Handlebars, where it is no mere expression.
    fn braces(&mut self, at: usize) -> Option<usize> {
        let end = self.forward.find("}}", at + 2)? + 2;
        if end - at > LONGEST_EXPRESSION {
            return None;
        }
        let inside = inside(&self.body[at + 2..end - 2]);
        let section = section(inside);
        let (name, arguments) = section.unwrap_or_else(|| brace_word(inside));
        if section.is_some() {
            let tag = self.push(at..end, name, arguments);
            self.open(TagSyntax::Braces, tag, true);
        } else if let Some(name) = inside.strip_prefix('/') {
            let tag = self.push(at..end, name.trim_start(), "");
            self.close(TagSyntax::Braces, end_name(name.trim_start()), tag);
        } else if matches!(name, "else" | "elif" | "elseif" | "elsif") {
            let tag = self.push(at..end, name, arguments);
            self.branch(TagSyntax::Braces, tag);
        } else if inside == "^" {
            let tag = self.push(at..end, "else", "");
            self.branch(TagSyntax::Braces, tag);
        } else if name == "end" && arguments.is_empty() {
            let tag = self.push(at..end, name, arguments);
            if let Some(&open) = self.open[TagSyntax::Braces as usize].go.last() {
                self.close(TagSyntax::Braces, stack_name(TagSyntax::Braces, &self.tags[open]), tag);
            }
        } else if let Some(ended) = ended_by(name).filter(|ended| self.is_open(TagSyntax::Braces, end_name(ended))) {
            let tag = self.push(at..end, name, arguments);
            self.close(TagSyntax::Braces, end_name(ended), tag);
        } else if name.starts_with(char::is_alphabetic) {
            let tag = self.push(at..end, name, arguments);
            let spaced = arguments.is_empty() || arguments.starts_with(char::is_whitespace);
            if GO_BLOCKS.contains(&name) && (spaced || name == "if") {
                self.open[TagSyntax::Braces as usize].go.push(tag);
            }
            self.open(TagSyntax::Braces, tag, has_branches(name));
        }
        Some(end)
    }

    fn is_open(&self, syntax: TagSyntax, name: &str) -> bool {
        self.open[syntax as usize].names.get(name).is_some_and(|&count| count > 0)
    }

    /// Whether the innermost block with branches tells cases apart.
    fn in_case(&self) -> bool {
        let innermost = self.open[TagSyntax::Liquid as usize].branching.last();
        innermost.is_some_and(|(open, _)| matches!(self.tags[*open].name, "case" | "switch"))
    }

    /// Ends a block of Liquid and its kin. What `endif` ends is a condition, whatever its name.
    fn close_liquid(&mut self, ended: &'a str, close: usize) {
        let name = end_name(ended);
        if !name.is_empty() && names::is_condition(name) && !self.is_open(TagSyntax::Liquid, name) {
            let nearest = self.open[TagSyntax::Liquid as usize].tags.last();
            if let Some(&open) = nearest {
                self.close(TagSyntax::Liquid, stack_name(TagSyntax::Liquid, &self.tags[open]), close);
            }
            return;
        }
        self.close(TagSyntax::Liquid, name, close);
    }

    fn open(&mut self, syntax: TagSyntax, tag: usize, branches: bool) {
        let stack = &mut self.open[syntax as usize];
        stack.tags.push(tag);
        *stack.names.entry(stack_name(syntax, &self.tags[tag])).or_default() += 1;
        if branches {
            stack.branching.push((tag, Vec::new()));
        }
    }

    fn branch(&mut self, syntax: TagSyntax, tag: usize) {
        if let Some((_, branches)) = self.open[syntax as usize].branching.last_mut() {
            branches.push(tag);
        }
    }

    /// Ends the nearest block of a name. Those that were begun since then have no end.
    fn close(&mut self, syntax: TagSyntax, name: &'a str, close: usize) {
        let stack = &mut self.open[syntax as usize];
        let name = if syntax == TagSyntax::Liquid && name.is_empty() { ZOLA } else { name };
        if stack.names.get(name).is_none_or(|&count| count == 0) {
            return;
        }
        while let Some(open) = stack.tags.pop() {
            let ended = stack_name(syntax, &self.tags[open]);
            if let Some(count) = stack.names.get_mut(ended) {
                *count -= 1;
            }
            let branches = match stack.branching.pop_if(|(branching, _)| *branching == open) {
                Some((_, branches)) => branches,
                None => Vec::new(),
            };
            stack.go.pop_if(|go| *go == open);
            if ended != name {
                continue;
            }
            let mut next = close;
            for branch in branches.into_iter().rev() {
                self.tags[branch].role = Role::Branch { next, close };
                next = branch;
            }
            self.tags[open].role = Role::Opens { next, close };
            self.tags[close].role = Role::Closes { open };
            return;
        }
    }
}

/// What stands for the name of a tag that `{% end %}` ends.
const ZOLA: &str = "()";

/// The name by which the end of a tag is known: in Zola, where a tag is a call, it is always `{% end %}`.
fn stack_name<'a>(syntax: TagSyntax, tag: &TemplateTag<'a>) -> &'a str {
    let call = syntax == TagSyntax::Liquid && tag.arguments.starts_with('(') && !has_branches(tag.name);
    match syntax {
        _ if call => ZOLA,
        TagSyntax::Hugo => tag.name,
        _ => end_name(tag.name),
    }
}

/// What the end of a block is called: `endif` ends `ifAsync` and `IF` as well, `endeach` an `asyncEach`.
fn end_name(name: &str) -> &str {
    match name.as_bytes().first().map(u8::to_ascii_lowercase) {
        Some(b'i') if names::is_condition(name) => "if",
        Some(b'u') if names::is_condition(name) => "unless",
        Some(b'w') if names::is_condition(name) => "when",
        _ if name.eq_ignore_ascii_case("asyncEach") => "each",
        _ if name.eq_ignore_ascii_case("asyncAll") => "all",
        _ => name,
    }
}

/// What a tag ends by its name: `endif`, `ENDIF`.
fn ended_by(name: &str) -> Option<&str> {
    name.get(..3).filter(|beginning| beginning.eq_ignore_ascii_case("end")).map(|_| &name[3..])
}

/// The same, of a tag that is known to end a block: `endif`, `/if`.
pub(super) fn ended(name: &str) -> &str {
    ended_by(name).unwrap_or(name)
}

/// The name and arguments of a section of Handlebars and Mustache: `#if x`, `^people.staff`, `#> layout`.
/// What TeX writes so (`{{#1}}`) is none.
fn section(inside: &str) -> Option<(&str, &str)> {
    let name = inside.strip_prefix(['#', '^'])?.trim_start().trim_start_matches(['>', '*']).trim_start();
    let begins = name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '@' | '.'));
    begins.then(|| name.split_at(name.find(char::is_whitespace).unwrap_or(name.len())))
}

/// The first word within two braces, as [`first_word`]; names of Antlers have colons.
fn brace_word(inside: &str) -> (&str, &str) {
    let end = inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | ':'))).unwrap_or(inside.len());
    inside.split_at(end)
}

/// Whether what stands within two braces begins a block, even if nothing ends it. Without a condition it is
/// prose, or a value by that name.
pub(super) fn begins_block(inside: &str) -> bool {
    let (name, arguments) = brace_word(inside);
    let spaced = arguments.starts_with(char::is_whitespace) && !arguments.trim_start().starts_with('|');
    section(inside).is_some()
        || spaced && (GO_BLOCKS.contains(&name) || names::is_condition(name) || names::is_loop(name))
        || name == "if" && arguments.starts_with(['(', '.', '$', '"', '!'])
}

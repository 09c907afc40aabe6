//! Which template tag ends which: found in one pass before anything is written, so that a block's end is
//! known at its beginning, however deep others stand within it.
//!
//! Four kinds of tags have blocks: `{% if %}…{% endif %}` of Liquid, Jinja and their kin (`{% /if %}` in
//! Markdoc, `{% end %}` in Zola), `{{< x >}}…{{< /x >}}` of Hugo, `{{ if }}…{{ end }}` of Go templates,
//! `{{#if}}…{{/if}}` of Handlebars. Each kind has a stack of its own: an end belongs to the nearest
//! beginning of its name, and what was begun since then is alone.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memchr2;

use super::forward::Forward;
use super::hidden;

/// An expression of more bytes than this is none.
pub(super) const LONGEST_EXPRESSION: usize = 2000;

/// A kind of template tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    /// `{% name arguments %}`.
    Liquid,
    /// `{{< name arguments >}}` and `{{% name arguments %}}`.
    Hugo,
    /// `{{ if }}`, `{{ else }}`, `{{ end }}`.
    Go,
    /// `{{#name}}`, `{{^name}}`, `{{else}}`, `{{/name}}`.
    Handlebars,
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
pub(super) struct Tag<'a> {
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

/// All tags of a body outside code and comments, in order.
#[derive(Debug, Default)]
pub(super) struct Blocks<'a> {
    /// The tags.
    pub tags: Vec<Tag<'a>>,
}

/// Tags of Liquid and its kin whose content is no template: it is hidden, or shown as typed.
const VERBATIM: [&str; 7] = ["raw", "verbatim", "comment", "highlight", "code", "codeblock", "prism"];

/// Words that begin a block of a Go template.
const GO_BLOCKS: [&str; 5] = ["if", "with", "range", "define", "block"];

/// Whether a block of this name has branches.
fn has_branches(name: &str) -> bool {
    name.starts_with("if") || matches!(name, "unless" | "case" | "switch" | "for" | "tablerow" | "with" | "range")
}

fn is_branch(name: &str) -> bool {
    matches!(name, "else" | "elsif" | "elif" | "elseif" | "when")
}

impl<'a> Blocks<'a> {
    /// Looks through a body.
    pub(super) fn find(body: &'a str, code: &[Range<usize>]) -> Self {
        let mut finder = Finder {
            body,
            forward: Forward::new(body),
            tags: Vec::new(),
            open: std::array::from_fn(|_| Stack::default()),
            endless: Vec::new(),
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
        Self { tags: finder.tags }
    }

    /// The tag that begins at a byte.
    pub(super) fn at(&self, start: usize) -> Option<Tag<'a>> {
        self.tags.binary_search_by_key(&start, |tag| tag.start).ok().map(|at| self.tags[at])
    }

    /// The tags that begin within a range.
    pub(super) fn within(&self, range: Range<usize>) -> &[Tag<'a>] {
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
}

struct Finder<'a> {
    body: &'a str,
    forward: Forward<'a>,
    tags: Vec<Tag<'a>>,
    open: [Stack<'a>; 4],
    /// Names of verbatim tags that have no end any more.
    endless: Vec<&'a str>,
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
            return Some(self.forward.find("-->", at + 4)? + 3);
        }
        if rest.starts_with("{%") {
            return self.liquid(at);
        }
        if rest.starts_with("{{<") || rest.starts_with("{{%") {
            return self.hugo(at);
        }
        if let Some((_, end)) = hidden::comment(self.body, at, &mut self.forward) {
            return Some(end);
        }
        if rest.starts_with("{{") { self.braces(at) } else { None }
    }

    fn push(&mut self, range: Range<usize>, name: &'a str, arguments: &'a str) -> usize {
        self.tags.push(Tag { start: range.start, end: range.end, name, arguments, role: Role::Alone });
        self.tags.len() - 1
    }

    fn liquid(&mut self, at: usize) -> Option<usize> {
        let end = self.forward.find("%}", at + 2)? + 2;
        let inside = inside(&self.body[at + 2..end - 2]);
        let (closing, rest) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest.trim_start()));
        let (name, arguments) = first_word(rest);
        let tag = self.push(at..end, name, arguments);
        let ended = if closing { Some(name) } else { name.strip_prefix("end") };
        if let Some(ended) = ended {
            self.close(Syntax::Liquid, ended, tag);
        } else if is_branch(name) {
            self.branch(Syntax::Liquid, tag);
        } else if VERBATIM.contains(&name) {
            return Some(self.verbatim(tag, name, end));
        } else if !name.is_empty() && !arguments.trim_end().ends_with('/') {
            self.open(Syntax::Liquid, tag, has_branches(name));
        }
        Some(end)
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
        if closing {
            self.close(Syntax::Hugo, name, tag);
        } else if !arguments.ends_with('/') {
            self.open(Syntax::Hugo, tag, false);
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
        if let Some(name) = inside.strip_prefix(['#', '^']) {
            let (name, arguments) = first_word(name.trim_start());
            let tag = self.push(at..end, name, arguments);
            self.open(Syntax::Handlebars, tag, true);
        } else if let Some(name) = inside.strip_prefix('/') {
            let tag = self.push(at..end, name.trim_start(), "");
            self.close(Syntax::Handlebars, name.trim_start(), tag);
        } else {
            let (name, arguments) = first_word(inside);
            if name == "else" {
                let tag = self.push(at..end, name, arguments);
                let last = |syntax: Syntax| self.open[syntax as usize].branching.last().map(|(open, _)| *open);
                let handlebars = last(Syntax::Handlebars) > last(Syntax::Go);
                self.branch(if handlebars { Syntax::Handlebars } else { Syntax::Go }, tag);
            } else if name == "end" && arguments.is_empty() {
                let tag = self.push(at..end, name, arguments);
                if let Some(&open) = self.open[Syntax::Go as usize].tags.last() {
                    self.close(Syntax::Go, self.tags[open].name, tag);
                }
            } else if GO_BLOCKS.contains(&name) && arguments.starts_with(char::is_whitespace) {
                let tag = self.push(at..end, name, arguments);
                self.open(Syntax::Go, tag, true);
            }
        }
        Some(end)
    }

    fn open(&mut self, syntax: Syntax, tag: usize, branches: bool) {
        let stack = &mut self.open[syntax as usize];
        stack.tags.push(tag);
        *stack.names.entry(stack_name(syntax, &self.tags[tag])).or_default() += 1;
        if branches {
            stack.branching.push((tag, Vec::new()));
        }
    }

    fn branch(&mut self, syntax: Syntax, tag: usize) {
        if let Some((_, branches)) = self.open[syntax as usize].branching.last_mut() {
            branches.push(tag);
        }
    }

    /// Ends the nearest block of a name. Those that were begun since then have no end.
    fn close(&mut self, syntax: Syntax, name: &'a str, close: usize) {
        let stack = &mut self.open[syntax as usize];
        let name = if syntax == Syntax::Liquid && name.is_empty() { ZOLA } else { name };
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
fn stack_name<'a>(syntax: Syntax, tag: &Tag<'a>) -> &'a str {
    let call = syntax == Syntax::Liquid && tag.arguments.starts_with('(') && !has_branches(tag.name);
    if call { ZOLA } else { tag.name }
}

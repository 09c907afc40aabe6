//! The block at the head of an article: found, parsed, its keys known by their usual names.
//!
//! YAML between `---`, TOML between `+++`, JSON in `{ }`, header lines up to a blank line, or none.
//! [`locate()`] finds where the block ends in as much of the file as there is; [`parse`] reads it: what nearly
//! all heads are written in by `common`, anything else by the parser of its language, to one tree. All
//! values stay text with their place: what a date or an address means is decided later.

mod carried;
mod carried_names;
mod common;
mod defaults;
mod episode;
mod episode_names;
mod html;
mod keys;
mod locate;
mod lookup;
mod names;
mod node;
mod people;
mod remark;
mod toml;
mod unread;
mod yaml;

use std::collections::BTreeMap;
use std::ops::Range;

use super::{FrontMatter, withhold};
use crate::diagnostic::{Code, Diagnostic};
use crate::generator::{Table, value};

pub use html::known_metas;

pub use locate::{HeadBlock, Located, Syntax, locate};
pub use names::{known_keys, known_members};
pub(super) use node::{Node, NodeValue, Pair};

/// Which of the values that decide nothing are looked for: to choose among ten thousand heads takes few of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    pub title: bool,
    pub tags: bool,
    pub authors: bool,
    pub language: bool,
    /// What else an entry has: its summary, image, enclosures ...
    pub entry: bool,
    /// All of it as a table, for the generator.
    pub table: bool,
}

impl Wanted {
    /// All of them.
    pub const ALL: Self = Self { title: true, tags: true, authors: true, language: true, entry: true, table: false };
}

/// What the head of an article says.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The known keys.
    pub front_matter: FrontMatter,
    /// All keys and values, where they are asked for.
    pub table: Table,
    /// Where the body is in the text.
    pub body: Range<usize>,
    /// Faults and repairs, without the file's name. With an error among them the front matter cannot
    /// be relied on: a `draft: true` may be in the part that does not read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds and reads the front matter of a whole text.
///
/// ```
/// let parsed = tidings::article::front_matter::parse("---\ntitle: A start\ntags: [one, two]\n---\nHello.\n");
/// assert_eq!(parsed.front_matter.title.unwrap().value, "A start");
/// assert_eq!(parsed.front_matter.tags.len(), 2);
/// ```
pub fn parse(text: &str) -> Parsed {
    of_head(text, &locate(text, true), Wanted::ALL, None)
}

/// Reads the front matter that [`locate()`] has found in a text, or shown not to be there. `defaults` stand for what it
/// does not say.
pub(super) fn of_head(text: &str, head: &Located, wanted: Wanted, defaults: Option<&Table>) -> Parsed {
    match head {
        Located::Block(block) => parse_block(text, block, wanted, defaults),
        Located::Unclosed(fence) => Parsed { diagnostics: vec![unclosed(text, fence.clone())], ..Parsed::bare(text) },
        Located::None | Located::Cut => {
            let (marks, mut diagnostics) = unread::marks(text);
            let mut tree = Node { value: NodeValue::Map(Vec::new()), span: 0..0 };
            defaults::add_defaults(&mut tree, defaults);
            let mut front_matter = keys::front_matter(&tree, text, wanted, &mut diagnostics);
            front_matter.marks.extend(marks);
            let table = if wanted.table { tree.table() } else { Table::new() };
            Parsed { front_matter, table, diagnostics, ..Parsed::bare(text) }
        }
    }
}

/// What templates may ask for of the front matter of a whole text: the texts of its keys, those of tables joined with
/// dots. Long ones, and more than a thousand, are left out.
pub(crate) fn scalars(text: &str, defaults: Option<&Table>) -> BTreeMap<String, String> {
    let wanted = Wanted { table: true, ..Wanted::default() };
    let table = of_head(text, &locate(text, true), wanted, defaults).table;
    let mut values = BTreeMap::new();
    value::scalars(&table, &mut values);
    values
}

impl Parsed {
    /// A text without front matter.
    fn bare(text: &str) -> Self {
        Self { body: 0..text.len(), ..Self::default() }
    }
}

/// The error of a block whose fence is never closed.
fn unclosed(text: &str, fence: Range<usize>) -> Diagnostic {
    let mark = &text[fence.clone()];
    let closing = if mark.starts_with('{') { "}" } else { mark.get(..3).unwrap_or(mark) };
    Diagnostic::error(
        Code::FrontMatterInvalid,
        format!("the front matter that begins with `{}` is never closed", mark.trim()),
    )
    .at(text, fence)
    .help(format!("end it with `{closing}` on a line of its own"))
}

fn parse_block(text: &str, block: &HeadBlock, wanted: Wanted, defaults: Option<&Table>) -> Parsed {
    let mut diagnostics = Vec::new();
    let inner = &text[block.inner.clone()];
    let offset = block.inner.start;
    let tabless;
    let mut second = Vec::new();
    let is_in_braces = match block.syntax {
        Syntax::Json => true,
        Syntax::Yaml => locate::is_flow_mapping(inner),
        _ => false,
    };
    let tree = match block.syntax {
        Syntax::Toml => common::toml(inner, offset)
            .map_or_else(|| toml::parse(inner, offset), |tree| Ok((tree, Vec::new())))
            .map(|(tree, twice)| {
                for fault in &twice {
                    // The second value is lost, and may have been the one that withholds.
                    second.extend(withhold::of_lost_value(
                        text.get(fault.span.clone()).unwrap_or(""),
                        fault.span.clone(),
                    ));
                }
                for fault in twice.into_iter().take(MOST_REPEATED) {
                    let name = text.get(fault.span.clone()).unwrap_or("");
                    diagnostics.push(repeated(text, name, fault.span, "first"));
                }
                tree
            }),
        _ if is_in_braces => {
            // JSON is YAML but for tabs between its values; a blank takes the same place.
            tabless = locate::without_tabs(inner);
            yaml::parse(&tabless, offset, &mut yaml::Budget::default())
        }
        Syntax::Headers => match inner.match_indices('\n').nth(node::MOST_NODES) {
            Some((at, _)) => Err(node::HeadFault::too_much(offset + at..offset + at)),
            None => Ok(locate::header_tree(inner, offset)),
        },
        Syntax::Html => Ok(html::tree(inner, offset)),
        Syntax::Yaml | Syntax::Json => common::yaml(inner, offset)
            .map_or_else(|| yaml::parse(inner, offset, &mut yaml::Budget::default()), Ok)
            .and_then(|tree| match tree.value {
                node::NodeValue::Map(ref pairs) if pairs.iter().all(|pair| !pair.key.contains('\n')) => Ok(tree),
                node::NodeValue::Null => Ok(tree),
                _ => Err(node::HeadFault { span: tree.span, message: "no `key: value` lines".to_owned() }),
            })
            .or_else(|fault| {
                let Ok(repaired) = yaml::repair(inner, offset) else { return Err(fault) };
                diagnostics.extend(repaired.repairs.into_iter().map(|repair| {
                    Diagnostic::warning(Code::FrontMatterRepaired, repair.message)
                        .at(text, repair.span)
                        .help("put the value in quotes, or indent the line under its key")
                }));
                Ok(repaired.node)
            }),
    };
    let body = block.body..text.len();
    match tree {
        Ok(mut tree) => {
            defaults::add_defaults(&mut tree, defaults);
            let mut front_matter = keys::front_matter(&tree, text, wanted, &mut diagnostics);
            front_matter.marks.extend(second);
            if block.syntax == Syntax::Yaml {
                diagnostics.extend(remark::cut_values(&tree, text));
            }
            // A whole page below the block, or the rest of a page's head, withholds too.
            let page =
                if block.syntax == Syntax::Html { block.inner.end } else { locate::skip_blank(text, block.body) };
            if html::begins_page(&text[page..]) || block.syntax == Syntax::Html {
                front_matter.marks.extend(withhold::marks(&html::metas(text, page)));
            }
            let table = if wanted.table { tree.table() } else { Table::new() };
            Parsed { front_matter, table, body, diagnostics }
        }
        Err(fault) => {
            diagnostics.push(
                Diagnostic::error(
                    Code::FrontMatterInvalid,
                    format!("the front matter does not read as {}: {}", block.syntax.name(), fault.message),
                )
                .at(text, fault.span)
                .help("mend the line; a value with `:`, `#` or quotes in it goes in quotes"),
            );
            Parsed { body, diagnostics, ..Parsed::default() }
        }
    }
}

/// Repeats of a key that are told one by one; more of them are an attack, or help no one.
const MOST_REPEATED: usize = 8;

fn repeated(text: &str, key: &str, span: Range<usize>, counts: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::FrontMatterDuplicate,
        format!("the key `{key}` occurs more than once; the {counts} counts"),
    )
    .at(text, span)
    .help("keep one of them")
}

//! A small tree that html5ever builds into: nodes in one vector, linked by index.
//!
//! Nothing recurses and nothing is freed one by one, so depth costs no stack. The parser is fed in
//! small pieces, and after each the tree is measured: markup that nests too deep or that multiplies
//! (`<p><b id=1>` ...) is given up before it costs time.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, ns};

/// The index of a node.
pub(crate) type Id = usize;

/// No node.
pub(crate) const NONE: Id = usize::MAX;

/// Elements within elements: browsers stop at 512.
pub(crate) const DEEPEST: usize = 256;

/// How many bytes the parser gets between two measurements.
const PIECE: usize = 1024;

/// Attributes of one tag: the parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 400;

/// What a node is.
#[derive(Debug)]
pub(crate) enum NodeKind {
    /// An element; the root and a template's contents are elements without a name.
    Element {
        /// Its name.
        name: QualName,
        /// Its attributes.
        attributes: Vec<Attribute>,
    },
    /// Text.
    Text(String),
    /// A comment, a processing instruction: nothing that is shown.
    Nothing,
}

/// A node with its neighbours.
#[derive(Debug)]
pub(crate) struct HtmlNode {
    /// What it is.
    pub kind: NodeKind,
    parent: Id,
    /// Its first child.
    pub first: Id,
    last: Id,
    previous: Id,
    /// Its next sibling.
    pub next: Id,
    depth: usize,
}

/// Why markup was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TooMuch {
    /// Elements nest too deep.
    Deep,
    /// A little input makes much output.
    Large,
}

/// The tree while it is built.
pub(crate) struct HtmlTree {
    nodes: RefCell<Vec<HtmlNode>>,
    deepest: Cell<usize>,
}

/// Parses a fragment as the content of a `div`. The fragment's nodes are the children of the node
/// that comes back.
pub(crate) fn parse(html: &str) -> Result<(Vec<HtmlNode>, Id), TooMuch> {
    if attributes_without_end(html) {
        return Err(TooMuch::Large);
    }
    let tree = HtmlTree { nodes: RefCell::new(Vec::with_capacity(html.len() / 16 + 8)), deepest: Cell::new(0) };
    tree.add_nameless();
    let context = QualName::new(None, ns!(html), LocalName::from("div"));
    let mut parser = html5ever::parse_fragment(tree, ParseOpts::default(), context, Vec::new(), false);
    let most_nodes = html.len() + 4096;
    let mut rest = html;
    while !rest.is_empty() {
        let end = rest.ceil_char_boundary(PIECE.min(rest.len()));
        let (piece, after) = rest.split_at(end);
        parser.process(StrTendril::from(piece));
        rest = after;
        let tree = &parser.tokenizer.sink.sink;
        if tree.deepest.get() > DEEPEST {
            return Err(TooMuch::Deep);
        }
        if tree.nodes.borrow().len() > most_nodes {
            return Err(TooMuch::Large);
        }
    }
    let nodes = parser.finish().nodes.into_inner();
    // A fragment's nodes are in the root's only child, an `html` element.
    let top = nodes.first().map_or(NONE, |root| root.first);
    Ok((nodes, top))
}

/// Whether a tag has more attributes than any writer types.
pub(crate) fn attributes_without_end(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        at += found + 1;
        let start = at + usize::from(bytes.get(at) == Some(&b'/'));
        if !bytes.get(start).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        // The states of a tag in the HTML standard (13.2.5.32 ff.), as far as they count attributes.
        let mut here = start;
        let mut count = 0;
        let skip = |mut here: usize, stop: &[u8]| {
            while here < bytes.len() && !stop.contains(&bytes[here]) {
                here += 1;
            }
            here
        };
        here = skip(here, b" \t\n\x0c\r/>");
        while here < bytes.len() && bytes[here] != b'>' {
            if bytes[here].is_ascii_whitespace() || bytes[here] == b'/' {
                here += 1;
                continue;
            }
            count += 1;
            if count > MOST_ATTRIBUTES {
                return true;
            }
            here = skip(here + 1, b" \t\n\x0c\r/>=");
            while here < bytes.len() && bytes[here].is_ascii_whitespace() {
                here += 1;
            }
            if bytes.get(here) == Some(&b'=') {
                here += 1;
                while here < bytes.len() && bytes[here].is_ascii_whitespace() {
                    here += 1;
                }
                here = match bytes.get(here) {
                    Some(&quote @ (b'"' | b'\'')) => (skip(here + 1, &[quote]) + 1).min(bytes.len()),
                    _ => skip(here, b" \t\n\x0c\r>"),
                };
            }
        }
        at = here;
        while !html.is_char_boundary(at) {
            at += 1;
        }
    }
    false
}

impl HtmlTree {
    fn add(&self, kind: NodeKind) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(HtmlNode { kind, parent: NONE, first: NONE, last: NONE, previous: NONE, next: NONE, depth: 0 });
        nodes.len() - 1
    }

    fn add_nameless(&self) -> Id {
        self.add(NodeKind::Element { name: QualName::new(None, ns!(), LocalName::from("")), attributes: Vec::new() })
    }

    fn detach(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let (parent, previous, next) = (nodes[id].parent, nodes[id].previous, nodes[id].next);
        if parent == NONE {
            return;
        }
        match previous {
            NONE => nodes[parent].first = next,
            _ => nodes[previous].next = next,
        }
        match next {
            NONE => nodes[parent].last = previous,
            _ => nodes[next].previous = previous,
        }
        nodes[id].parent = NONE;
        nodes[id].previous = NONE;
        nodes[id].next = NONE;
    }

    /// Puts a node without parent under `parent`, before `next` (or last).
    fn attach(&self, id: Id, parent: Id, next: Id) {
        self.detach(id);
        let mut nodes = self.nodes.borrow_mut();
        let previous = if next == NONE { nodes[parent].last } else { nodes[next].previous };
        nodes[id].parent = parent;
        nodes[id].previous = previous;
        nodes[id].next = next;
        match previous {
            NONE => nodes[parent].first = id,
            _ => nodes[previous].next = id,
        }
        match next {
            NONE => nodes[parent].last = id,
            _ => nodes[next].previous = id,
        }
        let depth = nodes[parent].depth + 1;
        nodes[id].depth = depth;
        if matches!(nodes[id].kind, NodeKind::Element { .. }) {
            self.deepest.set(self.deepest.get().max(depth));
        }
    }

    /// Adds text to the text node `at`, if it is one.
    fn extend_text(&self, at: Id, text: &str) -> bool {
        if at == NONE {
            return false;
        }
        match &mut self.nodes.borrow_mut()[at].kind {
            NodeKind::Text(old) => {
                old.push_str(text);
                true
            }
            _ => false,
        }
    }
}

impl TreeSink for HtmlTree {
    type Handle = Id;
    type Output = Self;
    type ElemName<'a> = TagName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> TagName<'a> {
        TagName(Ref::map(self.nodes.borrow(), |nodes| match (&nodes[*target].kind, &nodes[0].kind) {
            (NodeKind::Element { name, .. }, _) | (_, NodeKind::Element { name, .. }) => name,
            _ => unreachable!("the first node is the nameless root"),
        }))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.add(NodeKind::Element { name, attributes })
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(NodeKind::Nothing)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(NodeKind::Nothing)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendNode(id) => self.attach(id, *parent, NONE),
            NodeOrText::AppendText(text) => {
                let last = self.nodes.borrow()[*parent].last;
                if !self.extend_text(last, &text) {
                    let id = self.add(NodeKind::Text(text.to_string()));
                    self.attach(id, *parent, NONE);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.nodes.borrow()[*element].parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _: &Id) -> Id {
        // A template's contents are never shown: any node outside the tree will do.
        self.add_nameless()
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let (parent, previous) = {
            let nodes = self.nodes.borrow();
            (nodes[*sibling].parent, nodes[*sibling].previous)
        };
        if parent == NONE {
            return;
        }
        match child {
            NodeOrText::AppendNode(id) => self.attach(id, parent, *sibling),
            NodeOrText::AppendText(text) => {
                if !self.extend_text(previous, &text) {
                    let id = self.add(NodeKind::Text(text.to_string()));
                    self.attach(id, parent, *sibling);
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, _: &Id, _: Vec<Attribute>) {
        // Only ever for `html` and `body`, which are not shown.
    }

    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        loop {
            let child = self.nodes.borrow()[*node].first;
            if child == NONE {
                break;
            }
            self.attach(child, *new_parent, NONE);
        }
    }
}

/// An element's name, as html5ever asks for it.
#[derive(Debug)]
pub(crate) struct TagName<'a>(Ref<'a, QualName>);

impl html5ever::interface::ElemName for TagName<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

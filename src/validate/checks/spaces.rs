//! Namespaces as they are declared, and what a document is whose root is none of a feed.

use super::values;
use crate::diagnostic::Code;
use crate::validate::forms::{names, uris};
use crate::validate::log::{Log, shown};
use crate::validate::rules::rule;
use crate::validate::xml::Declaration;

/// Elements that a piece of HTML begins with; without a page around it, it is still no feed.
#[rustfmt::skip]
const HTML_ROOTS: &[&str] = &[
    "article", "aside", "body", "div", "footer", "form", "h1", "h2", "h3", "head", "header", "main", "nav", "ol", "p",
    "section", "span", "table", "ul",
];

/// What people call a document with this root, where it is of a kind that is often given for a feed.
pub fn other_kind(root: &str, known: Option<&str>) -> Option<&'static str> {
    let lower = root.to_ascii_lowercase();
    Some(match lower.as_str() {
        "html" => "a page",
        "svg" => "an SVG image",
        "urlset" | "sitemapindex" => "a sitemap",
        "plist" => "a property list",
        "kml" => "a map in KML",
        "opensearchdescription" => "a description of a search",
        _ if HTML_ROOTS.contains(&lower.as_str()) && matches!(known, None | Some("xhtml")) => "a piece of HTML",
        _ => return None,
    })
}

/// What declaring namespaces says about the document: one of Atom or not, on its first element or another.
pub fn declarations(declarations: &[Declaration], atom: bool, first: bool, log: &mut Log) {
    for declaration in declarations {
        let (prefix, uri) = (declaration.prefix.as_str(), &*declaration.uri);
        if uri.is_empty() {
            continue;
        }
        let exact = names::exactly(uri);
        if uri == names::MEDIA_WRONG {
            let message = format!("the namespace of Media RSS ends with a slash, `{uri}` does not");
            log.add(const { rule(Code::NamespaceMedia) }, declaration.mark, message);
        } else if !prefix.is_empty()
            && names::namespace_of(prefix).is_some()
            && exact != Some(prefix)
            // Words that people take as a prefix for something of their own.
            && !matches!(prefix, "email" | "image" | "search" | "link" | "str" | "sub" | "ref" | "company")
        {
            let nearly = names::namespace_of(prefix).filter(|_| names::known(uri) == Some(prefix));
            let usual = nearly.map_or_else(|| "another namespace".to_owned(), |usual| format!("`{usual}`, not for"));
            let than = if nearly.is_some() { "" } else { " than" };
            let message = format!("the prefix `{prefix}` usually stands for {usual}{than} `{}`", shown(uri));
            log.add(const { rule(Code::NamespacePrefixReserved) }, declaration.mark, message);
        } else if let Some(usual) = exact {
            if !prefix.is_empty() && usual != prefix {
                let message = format!("`{}` usually has the prefix `{usual}`, not `{}`", shown(uri), shown(prefix));
                log.add(const { rule(Code::NamespacePrefixUnusual) }, declaration.mark, message);
            }
            if !prefix.is_empty() && atom && matches!(usual, "atom" | "xhtml") {
                let message = format!("Atom and XHTML go without the prefix `{}` in an Atom document", shown(prefix));
                log.add(const { rule(Code::NamespacePrefixAvoid) }, declaration.mark, message);
            }
        } else if names::UNSUPPORTED.iter().any(|(known, _)| *known == uri) {
            let message = format!("the extension `{}` is not checked", shown(uri));
            log.add(const { rule(Code::NamespaceUnsupported) }, declaration.mark, message);
        } else if let Some(near) = names::known(uri).and_then(names::namespace_of) {
            // That of the root has been told.
            if !(first && log.has(const { rule(Code::RootNamespace) })) {
                let message = format!("`{}` is not `{near}`, which readers know", shown(uri));
                log.add(const { rule(Code::NamespaceNear) }, declaration.mark, message);
            }
        } else if values::identifier(
            uri,
            uris::UriForm::IriReference,
            declaration.mark,
            "the namespace",
            const { rule(Code::Iri) },
            log,
        ) {
            let message = format!("the namespace `{}` is not one that is known here", shown(uri));
            log.add(const { rule(Code::NamespaceUnknown) }, declaration.mark, message);
        }
    }
}

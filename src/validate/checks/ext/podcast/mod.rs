//! Podcasting 2.0: the `podcast` namespace, under either of its two names.
//!
//! What an element needs stands in one table. An element that is in no row of it (the namespace still
//! grows) is let through with all that it holds; one that is nearly a known one is told.

mod forms;
mod table;

use self::forms::{Form, TextRule, fault, longest, text_fault};
pub use self::table::LIVE_ITEM;
use self::table::{ELEMENTS, Element, Home};
use crate::diagnostic::Code;
use crate::validate::checks::frame::{Frame, Scope};
use crate::validate::checks::schema::Ctx;
use crate::validate::checks::values;
use crate::validate::log::{Log, Stretch, shown};
use crate::validate::rules::rule;

/// A longer name is no slip of the pen.
const LONG_NAME: usize = 40;

fn find(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name == name)
}

/// The name of an element that is checked where it stands, by its name with the usual prefix. Within
/// an element of the namespace those are its own children only.
pub fn known(name: &str, parent: &Frame) -> Option<&'static str> {
    let element = find(name)?;
    let own = element.homes.iter().any(|home| matches!(home, Home::Within(around) if parent.name == *around));
    (own || parent.ctx != Ctx::Podcast).then_some(element.name)
}

/// An element that no row knows, by its name without prefix: told where it is nearly one that is known.
pub fn unknown(name: &str, mark: Stretch, log: &mut Log) {
    if name.len() > LONG_NAME || find(&format!("podcast:{name}")).is_some() {
        return;
    }
    let lower = name.to_ascii_lowercase();
    let slips = if name.len() < 5 { 1 } else { 2 };
    let names = ELEMENTS.iter().filter_map(|element| element.name.strip_prefix("podcast:"));
    let near = names
        .map(|known| (strsim::osa_distance(&lower, &known.to_ascii_lowercase()), known))
        .filter(|(distance, known)| *distance <= slips && distance * 3 <= known.len())
        .min();
    if let Some((_, known)) = near {
        let message = format!("the podcast namespace has no `{}`; it has `{known}`", shown(name));
        log.add(const { rule(Code::PodcastMisspelt) }, mark, message);
    }
}

/// An element begins: its place and its attributes.
pub fn start(frame: &Frame, scope: &mut Scope<'_>) {
    let Some(element) = find(&frame.name) else { return };
    place(element, frame, scope);
    let written = |name: &str| frame.attribute(name).map(|attribute| (attribute.value.trim(), attribute.mark));
    // Comments that are turned off have no address.
    let disabled = written("protocol").is_some_and(|(value, _)| value == "disabled");
    let needed = element.needed.iter().filter(|(name, _)| !(disabled && *name == "uri"));
    let all = needed.map(|one| (one, true)).chain(element.optional.iter().map(|one| (one, false)));
    for (&(name, form), needed) in all {
        match written(name).filter(|(value, _)| !(needed && value.is_empty())) {
            None if needed => {
                let message = format!("`{}` has no attribute `{name}`", frame.name);
                scope.log.add(const { rule(Code::PodcastAttributeMissing) }, frame.mark, message);
            }
            None => {}
            Some((value, mark)) => {
                if matches!(form, Form::Url | Form::Uri) {
                    values::web_habits(value, mark, &format!("`{name}` of `{}`", element.name), scope.log);
                }
                if let Some((rule_of, wanted)) = fault(form, value, needed) {
                    let message = format!("`{name}` of `{}` is `{}`, which is {wanted}", element.name, shown(value));
                    scope.log.add(rule_of, mark, message);
                }
            }
        }
    }
    // A number of releases is counted from somewhere.
    if written("rrule").is_some_and(|(rule, _)| rule.contains("COUNT=")) && written("dtstart").is_none() {
        let message = format!("`rrule` of `{}` counts, and no attribute `dtstart` says from when", frame.name);
        scope.log.add(const { rule(Code::PodcastAttributeMissing) }, frame.mark, message);
    }
}

fn place(element: &Element, frame: &Frame, scope: &mut Scope<'_>) {
    let Some(parent) = scope.parent.as_deref() else { return };
    let at_home = |home: &Home| match home {
        Home::Channel => matches!(parent.ctx, Ctx::Channel | Ctx::Feed | Ctx::AtomSource),
        Home::Item => matches!(parent.ctx, Ctx::Item | Ctx::ItemLike | Ctx::Entry),
        Home::Within(around) => parent.name == *around,
    };
    if !element.homes.iter().any(at_home) {
        let homes: Vec<String> = element.homes.iter().map(called).collect();
        let message =
            format!("`{}` stands in `{}`, its place is {}", element.name, shown(&parent.name), homes.join(" or "));
        scope.log.add(const { rule(Code::PodcastMisplaced) }, frame.mark, message);
    } else if element.once && parent.has(element.name) {
        let message = format!("`{}` stands twice in `{}`", element.name, parent.name);
        scope.log.add(const { rule(Code::PodcastTwice) }, frame.mark, message);
    }
}

/// Names in backticks, words without.
fn called(home: &Home) -> String {
    match home {
        Home::Channel => "the channel".to_owned(),
        Home::Item => "an item".to_owned(),
        Home::Within(around) => format!("`{around}`"),
    }
}

/// An element ends: its text, and the children it cannot be without.
pub fn end(frame: &Frame, scope: &mut Scope<'_>) {
    let Some(element) = find(&frame.name) else { return };
    let text = frame.text.trimmed();
    let mark = frame.text.whole(frame.mark);
    if !element.children.is_empty() && !element.children.iter().any(|child| frame.has(child)) {
        let message = format!("`{}` holds no `{}`", element.name, element.children.join("` and no `"));
        scope.log.add(const { rule(Code::PodcastChildMissing) }, frame.mark, message);
    }
    if matches!(element.words, TextRule::Filled | TextRule::Short | TextRule::License) && text.is_empty() {
        let message = format!("`{}` is empty", element.name);
        scope.log.add(const { rule(Code::PodcastTextMissing) }, mark, message);
    }
    if let Some(longest) = longest(element.words)
        && text.chars().nth(longest).is_some()
    {
        let message = format!("the text of `{}` is longer than {longest} characters", element.name);
        scope.log.add(const { rule(Code::PodcastTextLong) }, mark, message);
    }
    if let Some((rule_of, wanted)) = text_fault(element.words, text, frame.attribute("url").is_some()) {
        scope.log.add(rule_of, mark, format!("`{}` is `{}`, which is {wanted}", element.name, shown(text)));
    }
}

#[cfg(test)]
mod tests {
    /// The codes for what stands in the channel or in its item.
    fn codes(channel: &str, item: &str) -> Vec<&'static str> {
        let other = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md";
        let document = format!(
            "<rss version=\"2.0\" xmlns:podcast=\"{other}\"><channel>{channel}<item>{item}</item></channel></rss>"
        );
        let report = crate::validate::validate(document.as_bytes(), &crate::validate::Options::default());
        let codes = report.findings.iter().map(|finding| finding.code.as_str());
        codes.filter(|code| code.starts_with("podcast-") || code.starts_with("element-un")).collect()
    }

    #[test]
    fn the_other_name_of_the_namespace_is_the_same() {
        assert_eq!(codes("<podcast:locked>maybe</podcast:locked>", ""), ["podcast-locked"]);
        assert_eq!(codes("<podcast:chapters url=\"https://example.org/a\" type=\"a/b\"/>", ""), ["podcast-misplaced"]);
    }

    #[test]
    fn what_is_not_known_is_let_through() {
        let value = "<podcast:value type=\"lightning\" method=\"keysend\"><podcast:newSplit/><title/>\
            <podcast:valueRecipient type=\"node\" address=\"a\" split=\"1\"/></podcast:value>";
        assert_eq!(codes("", value), [""; 0]);
        assert_eq!(codes("<podcast:zoetrope/><podcast:gateway/><podcast:id/>", ""), [""; 0]);
        assert_eq!(codes("", "<podcast:source uri=\"/a\"/>"), ["podcast-misplaced", "podcast-url"]);
    }

    #[test]
    fn slips_of_the_pen_are_told() {
        for slip in ["transcrpt", "chaptrs", "Transcript", "lockd", "liveitem", "txtt"] {
            assert_eq!(codes("", &format!("<podcast:{slip}/>")), ["podcast-misspelt"], "{slip}");
        }
    }
}

//! JSON Feed 1.1 and 1.0 (<https://jsonfeed.org/version/1.1>).

use std::collections::HashMap;
use std::io::{self, Read};

use super::json_members::{MemberRule, ValueRole, element, members};
use super::{pages, values};
use crate::diagnostic::Code;
use crate::validate::document::{DocumentFormat, Options, Recognition};
use crate::validate::forms::dates::Iso;
use crate::validate::forms::{dates, uris};
use crate::validate::html;
use crate::validate::html::Relative;
use crate::validate::input::source::TextSource;
use crate::validate::json::{Event, JsonReader};
use crate::validate::log::{Log, Pos, Stretch, shown};
use crate::validate::outline::Outline;
use crate::validate::rules::rule;

struct OpenValue {
    place: ValueRole,
    array: bool,
    mark: Stretch,
    seen: Vec<&'static str>,
    others: Vec<String>,
    /// The page of an item, and where it is named.
    page: Option<(String, Stretch)>,
    /// Whether the id of an item is that of another.
    repeated: bool,
}

struct Checker<'o> {
    options: &'o Options,
    stack: Vec<OpenValue>,
    /// The member whose value comes next.
    want: Option<(MemberRule, String)>,
    ids: HashMap<u64, usize>,
    /// The pages of items, as they are compared, with the lines where they stand.
    pages: HashMap<u64, usize>,
    /// The page of the feed.
    home: Option<String>,
    old: bool,
    feed: bool,
    /// Whether any member was read: what ends before is no JSON.
    any: bool,
    /// Whether the version is one of JSON Feed, or nearly.
    versioned: bool,
    /// Where `author` stands alone. Whether that is old is known when the feed ends: its members have no order.
    authors: Vec<Stretch>,
    /// Addresses of the feed that may not be the same: its own, and that of its next page.
    own: Option<String>,
    next: Option<(String, Stretch)>,
    outline: Option<Outline>,
}

/// More than are shown of one rule need not be kept.
const AUTHORS_KEPT: usize = 512;

fn hash(text: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Validates a JSON Feed.
///
/// # Errors
/// What reading gives.
pub fn check<R: Read>(source: TextSource<R>, options: &Options, log: &mut Log) -> io::Result<Recognition> {
    let declared = source.declared.clone();
    let list = source.first_byte() == Some(b'[');
    if declared.bom || declared.family.is_some_and(|family| family != "UTF-8") {
        log.add(
            const { rule(Code::JsonEncoding) },
            Stretch::at(Pos::START),
            "the document has a byte order mark, or is not in UTF-8",
        );
    }
    let mut checker = Checker {
        options,
        stack: Vec::new(),
        want: None,
        ids: HashMap::new(),
        pages: HashMap::new(),
        home: None,
        old: false,
        feed: true,
        any: false,
        versioned: false,
        authors: Vec::new(),
        own: None,
        next: None,
        outline: options.compared.then(Outline::default),
    };
    let mut reader = JsonReader::new(source);
    reader.run(|event, mark, log| checker.event(event, mark, log), log)?;
    if let Some(pos) = reader.malformed() {
        log.add(const { rule(Code::JsonEncoding) }, Stretch::at(pos), "the bytes here are not UTF-8");
    }
    let broken = log.has(const { rule(Code::JsonSyntax) }) || log.has(const { rule(Code::JsonLimit) });
    // Text may begin with a bracket; what begins like an object and goes on as one is JSON that somebody mistyped.
    if list || !(checker.feed || broken) {
        let what = if broken { "text" } else { "JSON" };
        let message = format!("the document is {what}, not a feed");
        log.add(const { rule(Code::DocumentUnknown) }, Stretch::at(Pos::START), message);
        log.only(const { rule(Code::DocumentUnknown) });
    }
    if list || !checker.feed || !checker.any {
        return Ok((None, None));
    }
    Ok((Some(DocumentFormat::JsonFeed), checker.outline))
}

impl Checker<'_> {
    fn event(&mut self, event: Event, mark: Stretch, log: &mut Log) {
        match event {
            Event::Name(name) => self.name(name, mark, log),
            Event::End => self.end(log),
            Event::Object | Event::Array => {
                let array = event == Event::Array;
                let place = self.enter(array, mark, log);
                let (seen, others) = (Vec::new(), Vec::new());
                self.stack.push(OpenValue { place, array, mark, seen, others, page: None, repeated: false });
            }
            value => self.value(value, mark, log),
        }
    }

    /// What the next value must be, and what it is called.
    fn wanted(&mut self) -> Option<(MemberRule, String)> {
        match self.stack.last() {
            Some(frame) if frame.array => element(frame.place).map(|want| (want, "the element".to_owned())),
            Some(_) => self.want.take(),
            None => Some((MemberRule::Object(ValueRole::Feed), "the document".to_owned())),
        }
    }

    fn enter(&mut self, array: bool, mark: Stretch, log: &mut Log) -> ValueRole {
        match self.wanted() {
            Some((MemberRule::Object(place), _)) if !array => place,
            Some((MemberRule::Array(place), _)) if array => place,
            Some((_, what)) => {
                let kind = if array { "an array" } else { "an object" };
                log.add(const { rule(Code::JsonType) }, mark, format!("{what} is {kind}"));
                if self.stack.is_empty() {
                    self.feed = false;
                }
                ValueRole::Any
            }
            None => ValueRole::Any,
        }
    }

    fn name(&mut self, name: String, mark: Stretch, log: &mut Log) {
        self.any = true;
        let Some(frame) = self.stack.last_mut() else { return };
        let place = frame.place;
        if place == ValueRole::Any {
            self.want = None;
            return;
        }
        match members(place).iter().find(|(known, _)| *known == name) {
            Some(&(known, want)) => {
                if frame.seen.contains(&known) {
                    log.add(const { rule(Code::JsonNameTwice) }, mark, format!("`{known}` is given twice"));
                } else {
                    frame.seen.push(known);
                }
                self.want = Some((want, format!("`{known}`")));
            }
            None => {
                if frame.others.contains(&name) {
                    log.add(const { rule(Code::JsonNameTwice) }, mark, format!("`{}` is given twice", shown(&name)));
                } else if frame.others.len() < 64 {
                    frame.others.push(name.clone());
                }
                if !name.starts_with('_') {
                    let message = format!("`{}` is no member that JSON Feed knows", shown(&name));
                    log.add(const { rule(Code::JsonUnknown) }, mark, message);
                }
                self.want = None;
            }
        }
    }

    fn value(&mut self, value: Event, mark: Stretch, log: &mut Log) {
        let Some((want, what)) = self.wanted() else { return };
        let good = match (&value, want) {
            (Event::String(text), _) => return self.text(text, want, &what, mark, log),
            (Event::Bool(_), MemberRule::Bool) => true,
            (Event::Number(number), MemberRule::Whole) => {
                if !number.bytes().all(|byte| byte.is_ascii_digit()) {
                    log.add(
                        const { rule(Code::JsonNumber) },
                        mark,
                        format!("{what} is `{}`, no whole number from 0", shown(number)),
                    );
                }
                true
            }
            (Event::Number(number), MemberRule::Number) => {
                if number.starts_with('-') {
                    log.add(const { rule(Code::JsonNumber) }, mark, format!("{what} is `{}`, below 0", shown(number)));
                }
                true
            }
            // JSON Feed 1.1: a reader should take a number for an id, a writer should not give one.
            _ => false,
        };
        if !good {
            let kind = match value {
                Event::Number(_) => "a number",
                Event::Bool(_) => "a truth value",
                _ => "null",
            };
            log.add(const { rule(Code::JsonType) }, mark, format!("{what} is {kind}"));
        }
        if self.stack.is_empty() {
            self.feed = false;
        }
    }

    fn text(&mut self, text: &str, want: MemberRule, what: &str, mark: Stretch, log: &mut Log) {
        self.outline(text, what, mark);
        let blank = text.trim().is_empty();
        match want {
            MemberRule::Text => {}
            MemberRule::Filled if blank => log.add(const { rule(Code::JsonBlank) }, mark, format!("{what} is empty")),
            MemberRule::Filled => {}
            MemberRule::Version => self.version(text, mark, log),
            MemberRule::Id => self.id(text, mark, log),
            MemberRule::Url => self.url(text, what, mark, log),
            MemberRule::Date => match dates::iso(text, Iso::Rfc3339Any) {
                Some((seconds, utc)) => {
                    if self.options.now.is_some_and(|now| seconds > now + 600) {
                        let message = format!("{what} holds `{}`, which is still to come", shown(text));
                        log.add(const { rule(Code::DateImplausible) }, mark, message);
                    }
                    if !utc {
                        let message = format!("{what} holds `{}`, which is not in UTC", shown(text));
                        log.add(const { rule(Code::DateNotUtc) }, mark, message);
                    }
                }
                None => {
                    let message = format!("{what} holds `{}`, which is no date of RFC 3339", shown(text));
                    log.add(const { rule(Code::JsonDate) }, mark, message);
                }
            },
            MemberRule::Html => {
                // Escapes shift what follows them; the place of the string is near enough.
                html::check_text(text, "content_html", mark, Relative::Atom, &|_, _| mark, log);
            }
            MemberRule::Language => values::language(text, mark, log),
            MemberRule::MediaType if !uris::is_media_type(text) => {
                let message = format!("{what} is `{}`, which is no media type", shown(text));
                log.add(const { rule(Code::AttributeMediaType) }, mark, message);
            }
            MemberRule::MediaType => {}
            _ => {
                log.add(const { rule(Code::JsonType) }, mark, format!("{what} is a string"));
                if self.stack.is_empty() {
                    self.feed = false;
                }
            }
        }
    }

    /// What other documents are compared with.
    fn outline(&mut self, text: &str, what: &str, mark: Stretch) {
        let (Some(outline), Some(frame)) = (&mut self.outline, self.stack.last()) else { return };
        match (frame.place, what) {
            (ValueRole::Feed, "`title`") => outline.title(text),
            (ValueRole::Feed, "`home_page_url`") => outline.home(text),
            (ValueRole::Feed, "`feed_url`") => outline.own(text),
            (ValueRole::Item, "`id`") => outline.id(text, mark),
            (ValueRole::Item, "`url`") => outline.page(text),
            _ => {}
        }
    }

    fn version(&mut self, text: &str, mark: Stretch, log: &mut Log) {
        self.versioned = text.contains("jsonfeed.org");
        match text.strip_prefix("https://jsonfeed.org/version/") {
            Some("1.1") => {}
            Some("1") => self.old = true,
            _ => log.add(const { rule(Code::JsonVersion) }, mark, format!("there is no version `{}`", shown(text))),
        }
    }

    fn id(&mut self, text: &str, mark: Stretch, log: &mut Log) {
        if text.trim().is_empty() {
            log.add(const { rule(Code::JsonBlank) }, mark, "`id` is empty");
            return;
        }
        if let Some(line) = self.ids.insert(hash(text), mark.pos.line) {
            if let Some(item) = self.stack.last_mut() {
                item.repeated = true;
            }
            let message = format!("the id `{}` has been given to another item on line {line}", shown(text));
            log.add(const { rule(Code::JsonIdRepeated) }, mark, message);
        }
    }

    /// The page of an item that ends; see [`pages`].
    fn page(&mut self, item: &OpenValue, log: &mut Log) {
        let Some((url, mark)) = &item.page else { return };
        let file = item.seen.contains(&"attachments");
        if file || item.repeated || log.errors_only || pages::leads_out(url, self.home.as_deref()) {
            return;
        }
        if let Some(line) = self.pages.insert(hash(&pages::even_page(url)), mark.pos.line) {
            pages::told(url, line, *mark, log);
        }
    }

    fn url(&mut self, text: &str, what: &str, mark: Stretch, log: &mut Log) {
        match (self.stack.last_mut(), what) {
            (Some(feed), "`home_page_url`") if feed.place == ValueRole::Feed => self.home = Some(text.to_owned()),
            (Some(feed), "`feed_url`") if feed.place == ValueRole::Feed => self.own = Some(text.to_owned()),
            (Some(feed), "`next_url`") if feed.place == ValueRole::Feed => self.next = Some((text.to_owned(), mark)),
            (Some(item), "`url`") if item.place == ValueRole::Item => item.page = Some((text.to_owned(), mark)),
            _ => {}
        }
        // `feed_url` and the like may be of any scheme, an author's `url` may be `mailto:`.
        if !values::uri(text, uris::UriForm::AbsoluteIri, mark, what, const { rule(Code::JsonUrl) }, log) {
            return;
        }
        let document = self.options.url.as_deref();
        if what == "`feed_url`"
            && self.stack.last().is_some_and(|frame| frame.place == ValueRole::Feed)
            && document.is_some_and(|document| uris::canonical(document) != uris::canonical(text))
        {
            let message = format!("`feed_url` is `{}`, the document's address is another", shown(text));
            log.add(const { rule(Code::JsonFeedUrlElsewhere) }, mark, message);
        }
    }

    /// What is known when all members of the feed have been read.
    fn feed_end(&mut self, log: &mut Log) {
        for mark in std::mem::take(&mut self.authors).into_iter().filter(|_| !self.old) {
            log.add(const { rule(Code::JsonDeprecated) }, mark, "`author` is JSON Feed 1.0, 1.1 has `authors`");
        }
        if let Some((next, mark)) = self.next.take() {
            let canonical = uris::canonical(&next);
            let mut own = [self.own.as_deref(), self.options.url.as_deref()].into_iter().flatten();
            if own.any(|own| uris::canonical(own) == canonical) {
                let message = format!("`next_url` is `{}`, the address of this document", shown(&next));
                log.add(const { rule(Code::JsonNextUrl) }, mark, message);
            }
        }
    }

    fn end(&mut self, log: &mut Log) {
        let Some(frame) = self.stack.pop() else { return };
        let has = |name: &str| frame.seen.contains(&name);
        if frame.array {
            return;
        }
        let missing = |log: &mut Log, names: &[&str], what: &str| {
            for name in names.iter().filter(|name| !has(name)) {
                let message = format!("{what} has no `{name}`");
                match frame.place {
                    ValueRole::Attachment => log.add(const { rule(Code::JsonAttachment) }, frame.mark, message),
                    ValueRole::Hub => log.add(const { rule(Code::JsonHub) }, frame.mark, message),
                    _ => log.add(const { rule(Code::JsonMissing) }, frame.mark, message),
                }
            }
        };
        // A feed may give both, for readers of version 1.0.
        let old_author = has("author") && !has("authors");
        if old_author && matches!(frame.place, ValueRole::Feed | ValueRole::Item) && self.authors.len() < AUTHORS_KEPT {
            self.authors.push(frame.mark);
        }
        match frame.place {
            ValueRole::Feed => {
                missing(log, &["version", "title", "items"], "the feed");
                if !has("feed_url") {
                    log.add(const { rule(Code::JsonFeedUrl) }, frame.mark, "the feed has no `feed_url`");
                }
                if !has("home_page_url") {
                    log.add(const { rule(Code::JsonHomePage) }, frame.mark, "the feed has no `home_page_url`");
                }
                if !has("language") && !self.old {
                    log.add(const { rule(Code::LanguageMissing) }, frame.mark, "the feed has no `language`");
                }
                self.feed = has("items") || self.versioned;
                self.feed_end(log);
                if let Some(outline) = &mut self.outline {
                    outline.whole = self.feed;
                    outline.mark = Some(frame.mark);
                }
            }
            ValueRole::Item => {
                self.page(&frame, log);
                if let Some(outline) = &mut self.outline {
                    outline.entry();
                }
                missing(log, &["id"], "an item");
                if !has("content_html") && !has("content_text") {
                    let message = "an item has neither `content_html` nor `content_text`";
                    log.add(const { rule(Code::JsonContentMissing) }, frame.mark, message);
                }
            }
            ValueRole::Author if !["name", "url", "avatar"].iter().any(|name| has(name)) => {
                log.add(
                    const { rule(Code::JsonAuthorEmpty) },
                    frame.mark,
                    "an author has neither name nor URL nor avatar",
                );
            }
            ValueRole::Hub => missing(log, &["type", "url"], "a hub"),
            ValueRole::Attachment => missing(log, &["url", "mime_type"], "an attachment"),
            _ => {}
        }
    }
}

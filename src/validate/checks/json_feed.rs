//! JSON Feed 1.1 and 1.0 (<https://jsonfeed.org/version/1.1>).

use std::collections::HashMap;
use std::io::{self, Read};

use super::{pages, values};
use crate::diagnostic::Code;
use crate::validate::document::{DocumentFormat, Options, Recognised};
use crate::validate::forms::dates::Iso;
use crate::validate::forms::{dates, uris};
use crate::validate::html;
use crate::validate::html::Relative;
use crate::validate::input::source::Source;
use crate::validate::json::{Event, Reader};
use crate::validate::log::{Log, Mark, Pos, shown};
use crate::validate::outline::Outline;
use crate::validate::rules::rule;

/// What an object or array is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Feed,
    Items,
    Item,
    Authors,
    Author,
    Hubs,
    Hub,
    Attachments,
    Attachment,
    Tags,
    /// An extension, or something that should not be there.
    Any,
}

/// What a member must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    Text,
    Filled,
    Url,
    Version,
    Id,
    Date,
    Html,
    Language,
    MediaType,
    Bool,
    Whole,
    Number,
    Object(Place),
    Array(Place),
}

const FEED: &[(&str, Want)] = &[
    ("version", Want::Version),
    ("title", Want::Filled),
    ("home_page_url", Want::Url),
    ("feed_url", Want::Url),
    ("description", Want::Text),
    ("user_comment", Want::Text),
    ("next_url", Want::Url),
    ("icon", Want::Url),
    ("favicon", Want::Url),
    ("authors", Want::Array(Place::Authors)),
    ("author", Want::Object(Place::Author)),
    ("language", Want::Language),
    ("expired", Want::Bool),
    ("hubs", Want::Array(Place::Hubs)),
    ("items", Want::Array(Place::Items)),
];
const ITEM: &[(&str, Want)] = &[
    ("id", Want::Id),
    ("url", Want::Url),
    ("external_url", Want::Url),
    ("title", Want::Filled),
    ("content_html", Want::Html),
    ("content_text", Want::Text),
    ("summary", Want::Filled),
    ("image", Want::Url),
    ("banner_image", Want::Url),
    ("date_published", Want::Date),
    ("date_modified", Want::Date),
    ("authors", Want::Array(Place::Authors)),
    ("author", Want::Object(Place::Author)),
    ("tags", Want::Array(Place::Tags)),
    ("language", Want::Language),
    ("attachments", Want::Array(Place::Attachments)),
];
const AUTHOR: &[(&str, Want)] = &[("name", Want::Filled), ("url", Want::Url), ("avatar", Want::Url)];
const HUB: &[(&str, Want)] = &[("type", Want::Filled), ("url", Want::Url)];
const ATTACHMENT: &[(&str, Want)] = &[
    ("url", Want::Url),
    ("mime_type", Want::MediaType),
    ("title", Want::Text),
    ("size_in_bytes", Want::Whole),
    ("duration_in_seconds", Want::Number),
];

fn members(place: Place) -> &'static [(&'static str, Want)] {
    match place {
        Place::Feed => FEED,
        Place::Item => ITEM,
        Place::Author => AUTHOR,
        Place::Hub => HUB,
        Place::Attachment => ATTACHMENT,
        _ => &[],
    }
}

/// What the elements of an array are.
fn element(place: Place) -> Option<Want> {
    Some(match place {
        Place::Items => Want::Object(Place::Item),
        Place::Authors => Want::Object(Place::Author),
        Place::Hubs => Want::Object(Place::Hub),
        Place::Attachments => Want::Object(Place::Attachment),
        Place::Tags => Want::Filled,
        _ => return None,
    })
}

struct Frame {
    place: Place,
    array: bool,
    mark: Mark,
    seen: Vec<&'static str>,
    others: Vec<String>,
    /// The page of an item, and where it is named.
    page: Option<(String, Mark)>,
    /// Whether the id of an item is that of another.
    repeated: bool,
}

struct Checker<'o> {
    options: &'o Options,
    stack: Vec<Frame>,
    /// The member whose value comes next.
    want: Option<(Want, String)>,
    ids: HashMap<u64, usize>,
    /// The pages of items, as they are compared, with the lines where they stand.
    pages: HashMap<u64, usize>,
    /// The page of the feed.
    home: Option<String>,
    old: bool,
    feed: bool,
    outline: Option<Outline>,
}

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
pub fn check<R: Read>(source: Source<R>, options: &Options, log: &mut Log) -> io::Result<Recognised> {
    let declared = source.declared.clone();
    if declared.bom || declared.family.is_some_and(|family| family != "UTF-8") {
        log.add(
            const { rule(Code::JsonEncoding) },
            Mark::at(Pos::START),
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
        outline: options.compared.then(Outline::default),
    };
    let mut reader = Reader::new(source);
    reader.run(|event, mark, log| checker.event(event, mark, log), log)?;
    if let Some(pos) = reader.malformed() {
        log.add(const { rule(Code::JsonEncoding) }, Mark::at(pos), "the bytes here are not UTF-8");
    }
    Ok((checker.feed.then_some(DocumentFormat::JsonFeed), checker.outline))
}

impl Checker<'_> {
    fn event(&mut self, event: Event, mark: Mark, log: &mut Log) {
        match event {
            Event::Name(name) => self.name(name, mark, log),
            Event::End => self.end(log),
            Event::Object | Event::Array => {
                let array = event == Event::Array;
                let place = self.enter(array, mark, log);
                let (seen, others) = (Vec::new(), Vec::new());
                self.stack.push(Frame { place, array, mark, seen, others, page: None, repeated: false });
            }
            value => self.value(value, mark, log),
        }
    }

    /// What the next value must be, and what it is called.
    fn wanted(&mut self) -> Option<(Want, String)> {
        match self.stack.last() {
            Some(frame) if frame.array => element(frame.place).map(|want| (want, "the element".to_owned())),
            Some(_) => self.want.take(),
            None => Some((Want::Object(Place::Feed), "the document".to_owned())),
        }
    }

    fn enter(&mut self, array: bool, mark: Mark, log: &mut Log) -> Place {
        match self.wanted() {
            Some((Want::Object(place), _)) if !array => place,
            Some((Want::Array(place), _)) if array => place,
            Some((_, what)) => {
                let kind = if array { "an array" } else { "an object" };
                log.add(const { rule(Code::JsonType) }, mark, format!("{what} is {kind}"));
                if self.stack.is_empty() {
                    self.feed = false;
                }
                Place::Any
            }
            None => Place::Any,
        }
    }

    fn name(&mut self, name: String, mark: Mark, log: &mut Log) {
        let Some(frame) = self.stack.last_mut() else { return };
        let place = frame.place;
        if place == Place::Any {
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

    fn value(&mut self, value: Event, mark: Mark, log: &mut Log) {
        let Some((want, what)) = self.wanted() else { return };
        let good = match (&value, want) {
            (Event::String(text), _) => return self.text(text, want, &what, mark, log),
            (Event::Bool(_), Want::Bool) => true,
            (Event::Number(number), Want::Whole) => {
                if !number.bytes().all(|byte| byte.is_ascii_digit()) {
                    log.add(
                        const { rule(Code::JsonNumber) },
                        mark,
                        format!("{what} is `{}`, no whole number from 0", shown(number)),
                    );
                }
                true
            }
            (Event::Number(number), Want::Number) => {
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

    fn text(&mut self, text: &str, want: Want, what: &str, mark: Mark, log: &mut Log) {
        self.outline(text, what, mark);
        let blank = text.trim().is_empty();
        match want {
            Want::Text => {}
            Want::Filled if blank => log.add(const { rule(Code::JsonBlank) }, mark, format!("{what} is empty")),
            Want::Filled => {}
            Want::Version => self.version(text, mark, log),
            Want::Id => self.id(text, mark, log),
            Want::Url => self.url(text, what, mark, log),
            Want::Date => match dates::iso(text, Iso::Rfc3339) {
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
            Want::Html => {
                // Escapes shift what follows them; the place of the string is near enough.
                html::check_text(text, "content_html", mark, Relative::Atom, &|_, _| mark, log);
            }
            Want::Language => values::language(text, mark, log),
            Want::MediaType if !uris::is_media_type(text) => {
                let message = format!("{what} is `{}`, which is no media type", shown(text));
                log.add(const { rule(Code::AttributeMediaType) }, mark, message);
            }
            Want::MediaType => {}
            _ => {
                log.add(const { rule(Code::JsonType) }, mark, format!("{what} is a string"));
                if self.stack.is_empty() {
                    self.feed = false;
                }
            }
        }
    }

    /// What other documents are compared with.
    fn outline(&mut self, text: &str, what: &str, mark: Mark) {
        let (Some(outline), Some(frame)) = (&mut self.outline, self.stack.last()) else { return };
        match (frame.place, what) {
            (Place::Feed, "`title`") => outline.title(text),
            (Place::Feed, "`home_page_url`") => outline.home(text),
            (Place::Feed, "`feed_url`") => outline.own(text),
            (Place::Item, "`id`") => outline.id(text, mark),
            (Place::Item, "`url`") => outline.page(text),
            _ => {}
        }
    }

    fn version(&mut self, text: &str, mark: Mark, log: &mut Log) {
        match text.strip_prefix("https://jsonfeed.org/version/") {
            Some("1.1") => {}
            Some("1") => self.old = true,
            _ => log.add(const { rule(Code::JsonVersion) }, mark, format!("there is no version `{}`", shown(text))),
        }
    }

    fn id(&mut self, text: &str, mark: Mark, log: &mut Log) {
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
    fn page(&mut self, item: &Frame, log: &mut Log) {
        let Some((url, mark)) = &item.page else { return };
        let file = item.seen.contains(&"attachments");
        if file || item.repeated || log.errors_only || pages::leads_out(url, self.home.as_deref()) {
            return;
        }
        if let Some(line) = self.pages.insert(hash(&pages::even_page(url)), mark.pos.line) {
            pages::told(url, line, *mark, log);
        }
    }

    fn url(&mut self, text: &str, what: &str, mark: Mark, log: &mut Log) {
        match (self.stack.last_mut(), what) {
            (Some(feed), "`home_page_url`") if feed.place == Place::Feed => self.home = Some(text.to_owned()),
            (Some(item), "`url`") if item.place == Place::Item => item.page = Some((text.to_owned(), mark)),
            _ => {}
        }
        // `feed_url` and the like may be of any scheme, an author's `url` may be `mailto:`.
        if !values::uri(text, uris::Want::AbsoluteIri, mark, what, const { rule(Code::JsonUrl) }, log) {
            return;
        }
        let document = self.options.url.as_deref();
        if what == "`feed_url`"
            && self.stack.last().is_some_and(|frame| frame.place == Place::Feed)
            && document.is_some_and(|document| uris::canonical(document) != uris::canonical(text))
        {
            let message = format!("`feed_url` is `{}`, the document's address is another", shown(text));
            log.add(const { rule(Code::JsonFeedUrlElsewhere) }, mark, message);
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
                    Place::Attachment => log.add(const { rule(Code::JsonAttachment) }, frame.mark, message),
                    Place::Hub => log.add(const { rule(Code::JsonHub) }, frame.mark, message),
                    _ => log.add(const { rule(Code::JsonMissing) }, frame.mark, message),
                }
            }
        };
        // A feed may give both, for readers of version 1.0.
        let old_author = has("author") && !has("authors") && !self.old;
        if old_author && matches!(frame.place, Place::Feed | Place::Item) {
            let message = "`author` is JSON Feed 1.0, 1.1 has `authors`";
            log.add(const { rule(Code::JsonDeprecated) }, frame.mark, message);
        }
        match frame.place {
            Place::Feed => {
                missing(log, &["version", "title", "items"], "the feed");
                if !has("feed_url") {
                    log.add(const { rule(Code::JsonFeedUrl) }, frame.mark, "the feed has no `feed_url`");
                }
                if !has("language") && !self.old {
                    log.add(const { rule(Code::LanguageMissing) }, frame.mark, "the feed has no `language`");
                }
                self.feed = has("version") || has("items");
                if let Some(outline) = &mut self.outline {
                    outline.whole = self.feed;
                    outline.mark = Some(frame.mark);
                }
            }
            Place::Item => {
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
            Place::Author if !["name", "url", "avatar"].iter().any(|name| has(name)) => {
                log.add(
                    const { rule(Code::JsonAuthorEmpty) },
                    frame.mark,
                    "an author has neither name nor URL nor avatar",
                );
            }
            Place::Hub => missing(log, &["type", "url"], "a hub"),
            Place::Attachment => missing(log, &["url", "mime_type"], "an attachment"),
            _ => {}
        }
    }
}

//! The contact block that a company's office puts at the end of an article.
//!
//! ```text
//! Service hotline: 0755-0000000
//! Email: press@acme.example
//! WeChat: acme   WhatsApp: +86 755 0000 0000
//! Address: 1 Pump Road, Shenzhen
//! ```
//!
//! A body comes in as its writer typed it (Markdown, plain text or HTML), the block's place and what
//! it says go out. Only lines at the very end are taken, and only where values are what their
//! labels say, so that prose is never mistaken for one: at least two labelled values, or one below
//! a heading such as `Media contact`, and among them a telephone, an e-mail address, a site or a
//! messenger. A paragraph is read whole or not at all: names and places without a label, and labels
//! that are not known, belong to it, and what has no field of its own is kept as it stands. A paragraph on the company (`About Acme`) before the block is content and stays. Time
//! is that of the body's last lines.

mod fields;
pub mod identity;
mod labels;
mod lines;
pub mod majority;
mod reading;
mod signature;
mod typed;

use std::collections::HashSet;
use std::ops::Range;

use crate::feed::{Channel, Contact, Email, PlainText, WebUrl};
use crate::text::plain;
use crate::text::sentence::is_wide;
use fields::{ContactField, Labelled};
use labels::Label;
use lines::TypedLine;
use reading::{BlockReading, LineKind};

/// No title has more bytes, whatever its markup.
const LONGEST_TITLE: usize = 500;

/// A contact block and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContactBlock {
    /// The bytes of the body that the block takes. Nothing but white space, closing tags, rules,
    /// definitions of links and footnotes, and the signature of a notice (company, department, day) comes after it.
    pub span: Range<usize>,
    /// The company's name.
    pub name: Option<PlainText>,
    /// Its first e-mail address.
    pub email: Option<Email>,
    /// Its first site.
    pub url: Option<WebUrl>,
    /// All else: telephone, address, messengers, further e-mail addresses and sites, in their order,
    /// each once. A person to ask for is `Other("contact")`.
    pub contacts: Vec<Contact>,
    /// Its lines of which the fields above do not say every word, but for the names of labels.
    pub notes: Vec<PlainText>,
    /// The line without a label that it begins with, which says whose it is.
    pub opening: Option<PlainText>,
    /// The company that signs below the block, which may be another than the block's.
    pub signed: Option<PlainText>,
}

/// After a line that is no part of a block, so many lines above it are looked at for what it cuts.
const ABOVE: usize = 12;

/// So many paragraphs of one company are one block.
const PARAGRAPHS: usize = 8;

/// The contact block at the end of a body, or `None`.
///
/// ```
/// use tidings::text::contact::find_contact_block;
///
/// let body = "We ship on Monday.\n\nTel: +86 755 0000 0000\nEmail: press@acme.example\n";
/// let block = find_contact_block(body).unwrap();
/// assert_eq!(&body[..block.span.start], "We ship on Monday.\n\n");
/// assert_eq!(block.email.unwrap().as_str(), "press@acme.example");
/// ```
#[must_use]
pub fn find_contact_block(body: &str) -> Option<ContactBlock> {
    let mut block = find_last(body)?;
    // A company's paragraphs are one block; those of two companies are two.
    for _ in 1..PARAGRAPHS {
        let Some(above) = find_last(&body[..block.span.start]) else { break };
        let touches = body[above.span.end..block.span.start].trim().is_empty();
        if !touches || !above.identity().shares_with(&block.identity()) {
            break;
        }
        block = above.with(block);
    }
    Some(block)
}

/// The last block, above the signature where a notice has one.
fn find_last(body: &str) -> Option<ContactBlock> {
    read_last(body).or_else(|| {
        let signature = signature::signature_of(body)?;
        let mut block = read_last(&body[..signature.start])?;
        block.signed = signature.company;
        Some(block)
    })
}

fn read_last(body: &str) -> Option<ContactBlock> {
    // Lines above one that is no part of a block are looked at only for what it cuts off.
    let (mut lines, mut kinds): (Vec<TypedLine>, Vec<LineKind>) = (Vec::new(), Vec::new());
    let mut fit = None;
    let is_below = |line: &TypedLine| line.is_tail() || signature::is_dateline(&line.text);
    for line in lines::last_lines(body).skip_while(is_below) {
        let kind = LineKind::of(&line);
        let other = matches!(kind, LineKind::Other { .. });
        if other && lines.is_empty() {
            return None;
        }
        if let Some(fit) = fit
            && (kind.is_gap() || lines.len() > fit + ABOVE)
        {
            break;
        }
        if other {
            fit = fit.or(Some(lines.len()));
        }
        lines.push(line);
        kinds.push(kind);
    }
    let unfit = fit.map_or(0, |fit| lines.len() - fit);
    lines.reverse();
    kinds.reverse();
    let end = lines.last()?.range.end;
    // The earliest line from which all of the rest reads as one block.
    (unfit..lines.len()).find_map(|at| {
        if !may_begin(body, &lines, &kinds, at) {
            return None;
        }
        let mut block = ContactBlock::of(&lines[at..], &kinds[at..])?;
        block.span = lines[at].range.start..end;
        let fenced = lines::is_within_fence(&body[..block.span.start]);
        (!fenced).then_some(block)
    })
}

/// Whether a block may begin at a line: where its paragraph does, or below prose, but not below what belongs
/// to it.
fn may_begin(body: &str, lines: &[TypedLine], kinds: &[LineKind], at: usize) -> bool {
    let parted = |at: usize| lines[at].opens || at > 0 && kinds[at - 1].is_gap();
    match kinds[at] {
        // The first line of an article is its title.
        LineKind::Short | LineKind::Opener => parted(at) && !body[..lines[at].range.start].trim().is_empty(),
        _ => (1..=at).rev().take_while(|&at| !parted(at)).all(|at| !kinds[at - 1].is_contact()),
    }
}

impl ContactBlock {
    /// Reads all of the lines as one block.
    fn of(lines: &[TypedLine], kinds: &[LineKind]) -> Option<Self> {
        let reading = BlockReading::of(lines, kinds)?;
        let mut block = Self {
            span: 0..0,
            name: None,
            email: None,
            url: None,
            contacts: Vec::new(),
            notes: Vec::new(),
            opening: None,
            signed: None,
        };
        for field in reading.fields {
            block.take(field);
        }
        if block.name.is_none() {
            let parts = reading.names.iter().flat_map(|name| name.split('\u{3000}'));
            block.name = parts.map(str::trim).find(|name| fields::is_company(name)).and_then(PlainText::new);
        }
        let first = kinds.iter().position(|kind| !kind.is_gap() || matches!(kind, LineKind::Heading));
        let first = first.filter(|&at| matches!(kinds[at], LineKind::Short));
        block.opening = first.and_then(|at| PlainText::new(&lines[at].text));
        block.note_the_rest(lines, kinds);
        Some(block)
    }

    /// Keeps each line that says a word more than the fields do.
    fn note_the_rest(&mut self, lines: &[TypedLine], kinds: &[LineKind]) {
        let said = self.text();
        let said: HashSet<String> = words(&said).collect();
        let wide: String = said.iter().filter(|word| word.contains(is_wide)).map(|word| format!("{word} ")).collect();
        let is_said = |word: String| said.contains(&word) || word.contains(is_wide) && wide.contains(&word);
        let labelled = || {
            kinds.iter().filter_map(|kind| if let LineKind::Fields(labelled) = kind { Some(labelled) } else { None })
        };
        // Two numbers are told apart by the names of their labels.
        let several = |channel: Label| {
            let has = |labelled: &&Labelled| labelled.fields.iter().any(|field| field.label == channel);
            let names: HashSet<&[String]> = labelled().filter(has).map(|labelled| &*labelled.names).collect();
            names.len() > 1
        };
        for (at, (line, kind)) in lines.iter().zip(kinds).enumerate() {
            let rest = match kind {
                LineKind::Blank | LineKind::Tag | LineKind::Rule | LineKind::Label(_) => continue,
                // Between names a heading is one of them: `Press office`.
                LineKind::Heading if at == 0 && labels::is_plain_heading(&line.text) => continue,
                LineKind::Fields(labelled) if !labelled.fields.iter().any(|field| several(field.label)) => {
                    &labelled.rest
                }
                _ => &line.text,
            };
            if !words(rest).all(is_said)
                && let Some(note) = PlainText::new(&line.text)
                && !self.notes.contains(&note)
            {
                self.notes.push(note);
            }
        }
    }

    /// All that the fields say.
    fn text(&self) -> String {
        let mut text = String::new();
        let fields = [self.name.as_ref().map(PlainText::as_str), self.email.as_ref().map(Email::as_str)];
        let fields = fields.into_iter().chain([self.url.as_ref().map(WebUrl::as_str)]).flatten();
        for value in fields.chain(self.contacts.iter().map(|contact| contact.value.as_str())) {
            text.push_str(value);
            text.push('\n');
        }
        text
    }

    /// This block and the one below it as one.
    fn with(mut self, below: Self) -> Self {
        self.span.end = below.span.end;
        match (&self.name, below.name) {
            (None, name) => self.name = name,
            (Some(own), Some(name)) if *own != name => self.note(name),
            _ => {}
        }
        self.opening = self.opening.or(below.opening);
        self.signed = self.signed.or(below.signed);
        if let Some(email) = below.email {
            self.take_email(email);
        }
        if let Some(url) = below.url {
            self.take_url(url);
        }
        for contact in below.contacts {
            self.add(contact.channel, contact.value.as_str());
        }
        below.notes.into_iter().for_each(|note| self.note(note));
        self
    }

    fn note(&mut self, note: PlainText) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// The body with white space in the block's place, so that all else stays where it is: the
    /// definitions of links after the block too.
    #[must_use]
    pub fn blanked(&self, body: &str) -> String {
        let mut blanked = String::with_capacity(body.len());
        blanked.push_str(&body[..self.span.start]);
        blanked.extend(body[self.span.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        blanked.push_str(&body[self.span.end..]);
        blanked
    }

    /// Whether nothing but a title comes before the block: it is what such an article is about.
    #[must_use]
    pub fn stands_alone(&self, body: &str) -> bool {
        let before = body[..self.span.start].trim();
        if before.len() > LONGEST_TITLE {
            return false;
        }
        let mut lines = lines::last_lines(before).filter(|line| !line.text.is_empty() && !line.is_tag);
        let is_title = |line: TypedLine| line.is_heading || plain::reads_as_title(&line.text);
        lines.next().is_none_or(is_title) && lines.next().is_none()
    }

    fn take(&mut self, field: ContactField) {
        let channel = match field.label {
            Label::Email => return field.emails().for_each(|email| self.take_email(email)),
            Label::Website => return field.url().into_iter().for_each(|url| self.take_url(url)),
            Label::Company => {
                self.name = self.name.take().or_else(|| PlainText::new(&field.value));
                return;
            }
            Label::Postcode => {
                let address = self.contacts.iter_mut().rev().find(|contact| contact.channel == Channel::Address);
                if let Some(address) = address
                    && let Some(whole) = PlainText::new(&format!("{}, {}", address.value, field.value))
                {
                    address.value = whole;
                }
                return;
            }
            Label::Hours | Label::Any => return,
            Label::Phone => Channel::Phone,
            Label::Fax => Channel::Fax,
            Label::Address => Channel::Address,
            Label::Person => Channel::Other("contact".to_owned()),
            Label::Messenger(name) => Channel::Other(name.to_owned()),
        };
        self.add(channel, &field.value);
    }

    fn take_email(&mut self, email: Email) {
        match &self.email {
            None => self.email = Some(email),
            Some(first) if *first == email => {}
            Some(_) => self.add(Channel::Email, email.as_str()),
        }
    }

    fn take_url(&mut self, url: WebUrl) {
        match &self.url {
            None => self.url = Some(url),
            Some(first) if *first == url => {}
            Some(_) => self.add(Channel::Website, url.as_str()),
        }
    }

    fn add(&mut self, channel: Channel, value: &str) {
        let Some(value) = PlainText::new(value) else { return };
        let contact = Contact { channel, value };
        if !self.contacts.contains(&contact) {
            self.contacts.push(contact);
        }
    }
}

/// The words of a text as they are compared: runs of letters and digits, narrow and in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    let folded: String = text.chars().map(typed::narrow_char).flat_map(char::to_lowercase).collect();
    let words: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

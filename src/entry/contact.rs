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
//! it says go out. Only lines at the very end are taken, and only those whose value is what their
//! label says, so that prose is never mistaken for one: at least two labelled values, or one below
//! a heading such as `Media contact`, and among them a telephone, an e-mail address, a site or a
//! messenger. A paragraph on the company (`About Acme`) before the block is content and stays. Time
//! is that of the body's last lines.

mod fields;
mod lines;

use std::ops::Range;

use crate::feed::{Channel, Contact, Email, PlainText, WebUrl};
use fields::{Field, Label};
use lines::Line;

/// A contact block and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactBlock {
    /// The bytes of the body that the block takes. Nothing but white space, closing tags, rules and
    /// definitions of links and footnotes comes after it.
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
}

/// The contact block at the end of a body, or `None`.
///
/// ```
/// use tidings::entry::contact::find_contact_block;
///
/// let body = "We ship on Monday.\n\nTel: +86 755 0000 0000\nEmail: press@acme.example\n";
/// let block = find_contact_block(body).unwrap();
/// assert_eq!(&body[..block.span.start], "We ship on Monday.\n\n");
/// assert_eq!(block.email.unwrap().as_str(), "press@acme.example");
/// ```
pub fn find_contact_block(body: &str) -> Option<ContactBlock> {
    // Lines above one that is no part of a block are not looked at.
    let (mut lines, mut kinds): (Vec<Line>, Vec<Kind>) = lines::last_lines(body)
        .skip_while(Line::is_tail)
        .map(|line| {
            let kind = Kind::of(&line);
            (line, kind)
        })
        .take_while(|(_, kind)| !matches!(kind, Kind::Other))
        .unzip();
    lines.reverse();
    kinds.reverse();
    let end = lines.last()?.range.end;
    // The earliest line from which all of the rest reads as one block.
    (0..lines.len()).find_map(|at| {
        let mut block = Reading::of(&lines[at..], &kinds[at..])?.into_block();
        block.span = lines[at].range.start..end;
        let fenced = lines::is_within_fence(&body[..block.span.start]);
        (!fenced).then_some(block)
    })
}

/// What a line may be to a contact block.
#[derive(Debug)]
enum Kind {
    Blank,
    /// A tag alone on its line.
    Tag,
    Rule,
    /// A heading that says that contacts follow.
    Heading,
    /// Labelled values.
    Fields(Vec<Field>),
    /// A label whose value is on the lines below.
    Label(Label),
    /// A telephone number, an e-mail address or a site without a label.
    Bare(Field),
    /// A name and how to reach it, without labels: `Lin Wei, +86 755 0000 0000, lin@acme.example`.
    Signature(Vec<Field>),
    /// A short line that may be a name or go on with an address.
    Short,
    /// Anything else: no part of a block.
    Other,
}

impl Kind {
    fn of(line: &Line) -> Self {
        if line.is_tag {
            return Self::Tag;
        }
        if line.text.is_empty() {
            return Self::Blank;
        }
        if line.is_rule() {
            return Self::Rule;
        }
        if line.is_code {
            return Self::Other;
        }
        let fields = fields::read(&line.text, &line.links);
        if !fields.is_empty() {
            return Self::Fields(fields);
        }
        if fields::is_contact_heading(&line.text, line.is_heading) {
            return Self::Heading;
        }
        if line.is_heading {
            return Self::Other;
        }
        if let Some(label) = fields::label_alone(&line.text) {
            return Self::Label(label);
        }
        if let Some(field) = fields::bare(&line.text, &line.links) {
            return Self::Bare(field);
        }
        let signature = fields::signature(&line.text);
        if !signature.is_empty() {
            return Self::Signature(signature);
        }
        if fields::is_short(&line.text) { Self::Short } else { Self::Other }
    }
}

/// A block as it is read, from its first line to its last.
#[derive(Default)]
struct Reading<'a> {
    fields: Vec<Field>,
    names: Vec<&'a str>,
    labelled: usize,
    bare: usize,
    heading: bool,
}

/// What the line before says of the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Start,
    Blank,
    /// A heading, or names below one.
    Heading,
    /// The company's name that opens the block.
    Company,
    Address,
    Field,
    /// A label that waits for its value.
    Label(Label),
}

impl<'a> Reading<'a> {
    /// Reads all of the lines as one block; `None` where one of them does not fit, or where too little
    /// is in it.
    fn of(lines: &'a [Line], kinds: &[Kind]) -> Option<Self> {
        let mut reading = Self::default();
        let mut before = Before::Start;
        let mut blanks = 0;
        for (at, (line, kind)) in lines.iter().zip(kinds).enumerate() {
            let next = kinds[at + 1..].iter().find(|kind| !matches!(kind, Kind::Tag));
            before = match (kind, before) {
                (Kind::Tag, Before::Start) | (Kind::Blank, Before::Start) => return None,
                (Kind::Tag, _) => before,
                (Kind::Blank, _) => {
                    blanks += 1;
                    if blanks > 2 {
                        return None;
                    }
                    if matches!(before, Before::Heading | Before::Label(_)) { before } else { Before::Blank }
                }
                (_, Before::Label(label)) => reading.value_below(label, line, kind)?,
                (Kind::Rule, _) => Before::Blank,
                (Kind::Heading, _) => {
                    reading.heading = true;
                    Before::Heading
                }
                (Kind::Fields(fields), _) => {
                    reading.labelled += fields.len();
                    reading.fields.extend(fields.iter().cloned());
                    if fields.last().is_some_and(|field| field.label == Label::Address) {
                        Before::Address
                    } else {
                        Before::Field
                    }
                }
                (Kind::Label(label), _) => Before::Label(*label),
                (Kind::Bare(field), _) if before != Before::Start => {
                    reading.bare += 1;
                    reading.fields.push(field.clone());
                    Before::Field
                }
                (Kind::Signature(fields), _) if reading.heading => {
                    reading.bare += fields.len();
                    reading.fields.extend(fields.iter().cloned());
                    Before::Field
                }
                (Kind::Short, Before::Address) if fields::continues_address(&line.text) => {
                    fields::go_on(&mut reading.fields.last_mut()?.value, &line.text);
                    Before::Address
                }
                (Kind::Short, Before::Heading) if reading.names.len() < 6 => {
                    reading.names.push(&line.text);
                    Before::Heading
                }
                // A company's name, or a second person's below a heading, right above what belongs to it.
                (Kind::Short, Before::Start | Before::Blank | Before::Field)
                    if matches!(next, Some(Kind::Fields(_) | Kind::Bare(_)))
                        && (fields::is_company(&line.text) || (reading.heading && before == Before::Blank)) =>
                {
                    reading.names.push(&line.text);
                    Before::Company
                }
                _ => return None,
            };
            if !matches!(kind, Kind::Blank | Kind::Tag) {
                blanks = 0;
            }
        }
        let strong = reading.fields.iter().any(|field| field.label.is_strong());
        let enough = reading.labelled >= 2 || (reading.heading && reading.labelled + reading.bare >= 1);
        (strong && enough && !matches!(before, Before::Label(_))).then_some(reading)
    }

    /// The value of a label that stands on the line above.
    fn value_below(&mut self, label: Label, line: &'a Line, kind: &Kind) -> Option<Before> {
        match kind {
            Kind::Bare(field) if field.label == label || label == Label::Any => self.fields.push(field.clone()),
            Kind::Short | Kind::Bare(_) => self.fields.push(fields::check(label, &line.text, &line.links)?),
            Kind::Fields(fields) if label == Label::Any => {
                self.heading = true;
                self.fields.extend(fields.iter().cloned());
            }
            _ => return None,
        }
        self.labelled += 1;
        Some(if label == Label::Address { Before::Address } else { Before::Field })
    }

    fn into_block(self) -> ContactBlock {
        let mut block = ContactBlock { span: 0..0, name: None, email: None, url: None, contacts: Vec::new() };
        for field in self.fields {
            block.take(field);
        }
        if block.name.is_none() {
            block.name = self.names.into_iter().find(|name| fields::is_company(name)).and_then(PlainText::new);
        }
        block
    }
}

impl ContactBlock {
    /// The body with white space in the block's place, so that all else stays where it is: the
    /// definitions of links after the block too.
    pub fn blanked(&self, body: &str) -> String {
        let mut blanked = String::with_capacity(body.len());
        blanked.push_str(&body[..self.span.start]);
        blanked.extend(body[self.span.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        blanked.push_str(&body[self.span.end..]);
        blanked
    }

    fn take(&mut self, field: Field) {
        let channel = match field.label {
            Label::Email => {
                for email in field.emails() {
                    if self.email.is_none() {
                        self.email = Some(email);
                    } else if self.email.as_ref() != Some(&email) {
                        self.add(Channel::Email, email.as_str());
                    }
                }
                return;
            }
            Label::Website => {
                let Some(url) = field.url() else { return };
                if self.url.is_none() {
                    self.url = Some(url);
                } else if self.url.as_ref() != Some(&url) {
                    self.add(Channel::Website, url.as_str());
                }
                return;
            }
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

    fn add(&mut self, channel: Channel, value: &str) {
        let Some(value) = PlainText::new(value) else { return };
        let contact = Contact { channel, value };
        if !self.contacts.contains(&contact) {
            self.contacts.push(contact);
        }
    }
}

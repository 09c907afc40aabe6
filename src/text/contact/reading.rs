//! Lines are read as one contact block, or not at all.

use super::fields::{self, ContactField, Labelled};
use super::labels::{self, Label};
use super::lines::TypedLine;

/// What a line may be to a contact block.
#[derive(Debug)]
pub(super) enum LineKind {
    Blank,
    /// A tag alone on its line.
    Tag,
    Rule,
    /// A heading that says that contacts follow.
    Heading,
    /// Labelled values.
    Fields(Labelled),
    /// A label whose value is on the lines below.
    Label(Label),
    /// A telephone number, an e-mail address, a site or a place without a label.
    Bare(ContactField),
    /// A name and how to reach it, without labels: `Lin Wei, +86 755 0000 0000, lin@acme.example`.
    Signature(Vec<ContactField>),
    /// A value behind words that are no label, and what it proves to be; or a label whose value is not proven.
    Unknown {
        field: Option<ContactField>,
        label: bool,
    },
    /// Words and a colon above what they announce.
    Opener,
    /// A short line that may be a name or go on with an address.
    Short,
    /// Anything else: no part of a block.
    Other {
        /// Whether it has a label all the same: a block that it is in is none.
        labelled: bool,
    },
}

impl LineKind {
    pub fn of(line: &TypedLine) -> Self {
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
            return Self::Other { labelled: fields::is_labelled(&line.text) };
        }
        let labelled = fields::read(&line.text, &line.links);
        if !labelled.fields.is_empty() {
            return Self::Fields(labelled);
        }
        if labels::is_contact_heading(&line.text, line.is_heading) {
            return Self::Heading;
        }
        if line.is_heading {
            return Self::Other { labelled: false };
        }
        if let Some(label) = labels::label_alone(&line.text) {
            return Self::Label(label);
        }
        if let Some(field) = fields::bare(&line.text, &line.links) {
            return Self::Bare(field);
        }
        let signature = fields::signature(&line.text);
        if !signature.is_empty() {
            return Self::Signature(signature);
        }
        if let Some((field, label)) = fields::unknown(&line.text, &line.links) {
            return Self::Unknown { field, label };
        }
        if fields::is_labelled(&line.text) {
            return Self::Other { labelled: true };
        }
        if fields::is_opener(&line.text) {
            return Self::Opener;
        }
        if fields::is_short(&line.text) { Self::Short } else { Self::Other { labelled: false } }
    }

    /// Whether the line parts paragraphs.
    pub fn is_gap(&self) -> bool {
        matches!(self, Self::Blank | Self::Rule | Self::Tag | Self::Heading)
    }

    /// Whether a line of this kind belongs to the contacts that stand right below it.
    pub fn is_contact(&self) -> bool {
        match self {
            Self::Fields(_) | Self::Label(_) | Self::Bare(_) | Self::Signature(_) => true,
            Self::Unknown { .. } => true,
            Self::Other { labelled } => *labelled,
            _ => false,
        }
    }
}

/// So many lines of a paragraph may be names, places and the like.
const UNLABELLED: usize = 8;

/// A block as it is read, from its first line to its last.
#[derive(Default)]
pub(super) struct BlockReading<'a> {
    pub fields: Vec<ContactField>,
    /// Lines that name somebody or something, in their order.
    pub names: Vec<&'a str>,
    labelled: usize,
    bare: usize,
    /// Values that prove themselves behind words that are no label.
    proven: usize,
    heading: bool,
    /// Lines without a value in this paragraph, and whether any has had one.
    unlabelled: usize,
    valued: bool,
}

/// What the line before says of the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Start,
    Blank,
    /// A heading, or names below one.
    Heading,
    /// Names that open the block, right above what belongs to them.
    Names,
    Address,
    ContactField,
    /// A label that waits for its value.
    Label(Label),
}

impl<'a> BlockReading<'a> {
    /// Reads all of the lines as one block; `None` where one of them does not fit, or where too little
    /// is in it.
    pub fn of(lines: &'a [TypedLine], kinds: &[LineKind]) -> Option<Self> {
        let mut reading = Self::default();
        let mut before = Before::Start;
        let mut blanks = 0;
        for (at, (line, kind)) in lines.iter().zip(kinds).enumerate() {
            before = match (kind, before) {
                (LineKind::Tag, Before::Start) | (LineKind::Blank, Before::Start | Before::Names) => return None,
                (LineKind::Tag, _) => before,
                (LineKind::Blank, _) => {
                    blanks += 1;
                    if blanks > 2 {
                        return None;
                    }
                    (reading.unlabelled, reading.valued) = (0, false);
                    if matches!(before, Before::Heading | Before::Label(_)) { before } else { Before::Blank }
                }
                (_, Before::Label(label)) => reading.value_below(label, line, kind)?,
                (LineKind::Rule, _) => Before::Blank,
                (LineKind::Heading, _) => {
                    reading.heading = true;
                    Before::Heading
                }
                (LineKind::Label(label), _) => Before::Label(*label),
                (LineKind::Short | LineKind::Opener, _) => reading.short_line(line, kinds, at, before)?,
                _ => reading.values(kind, before)?,
            };
            if !matches!(kind, LineKind::Blank | LineKind::Tag) {
                blanks = 0;
            }
        }
        let strong = reading.fields.iter().any(|field| field.label.is_strong());
        let enough = reading.labelled >= 2
            || reading.heading && reading.labelled + reading.bare + reading.proven >= 1
            || reading.labelled >= 1 && reading.proven >= 1;
        let open = matches!(before, Before::Label(_) | Before::Names);
        (strong && enough && !open).then_some(reading)
    }

    /// A line with values.
    fn values(&mut self, kind: &LineKind, before: Before) -> Option<Before> {
        let address = match kind {
            LineKind::Fields(labelled) => {
                self.labelled += labelled.fields.len();
                self.fields.extend(labelled.fields.iter().cloned());
                labelled.fields.last().is_some_and(|field| field.label == Label::Address)
            }
            LineKind::Bare(field) if before != Before::Start => {
                self.bare += 1;
                self.fields.push(field.clone());
                field.label == Label::Address
            }
            LineKind::Signature(fields) if self.heading => {
                self.bare += fields.len();
                self.fields.extend(fields.iter().cloned());
                false
            }
            LineKind::Unknown { field: Some(field), .. } => {
                self.proven += usize::from(matches!(field.label, Label::Email | Label::Phone));
                self.fields.push(field.clone());
                false
            }
            // A value that nothing proves belongs to what is around it.
            LineKind::Unknown { field: None, label } if self.valued || self.heading || *label => {
                self.unlabelled += 1;
                return (self.unlabelled <= UNLABELLED).then_some(Before::ContactField);
            }
            _ => return None,
        };
        self.valued = true;
        Some(if address { Before::Address } else { Before::ContactField })
    }

    /// A line that has no value of its own.
    fn short_line(&mut self, line: &'a TypedLine, kinds: &[LineKind], at: usize, before: Before) -> Option<Before> {
        self.unlabelled += 1;
        if self.unlabelled > UNLABELLED {
            return None;
        }
        let opener = matches!(kinds[at], LineKind::Opener);
        let begun = !self.fields.is_empty() || !self.names.is_empty();
        match before {
            Before::Address if !opener && fields::continues_address(&line.text) => {
                fields::go_on(&mut self.fields.last_mut()?.value, &line.text);
                return Some(Before::Address);
            }
            Before::Heading => {
                self.names.push(&line.text);
                return Some(Before::Heading);
            }
            _ if !fields::may_be_name(&line.text) => return None,
            Before::Start | Before::Names => {}
            // After a rule that opens the block, or a further person's below a heading.
            Before::Blank if !begun || self.heading => {}
            Before::ContactField | Before::Address => {
                let more = kinds[at + 1..].iter().take_while(|kind| !kind.is_gap()).any(LineKind::is_contact);
                self.names.push(&line.text);
                return (more || fields::may_end_block(&line.text)).then_some(Before::ContactField);
            }
            _ => return None,
        }
        self.names.push(&line.text);
        Some(Before::Names)
    }

    /// The value of a label that stands on the line above.
    fn value_below(&mut self, label: Label, line: &'a TypedLine, kind: &LineKind) -> Option<Before> {
        match kind {
            LineKind::Bare(field) if field.label == label || label == Label::Any => self.fields.push(field.clone()),
            LineKind::Short | LineKind::Bare(_) => match fields::check(label, &line.text, &line.links) {
                Some(field) => self.fields.push(field),
                // `Contact:`, and a name below it.
                None if label == Label::Any => {
                    self.heading = true;
                    self.names.push(&line.text);
                    return Some(Before::Heading);
                }
                None => return None,
            },
            LineKind::Fields(labelled) if label == Label::Any => {
                self.heading = true;
                self.fields.extend(labelled.fields.iter().cloned());
            }
            _ => return None,
        }
        self.labelled += 1;
        self.valued = true;
        Some(if label == Label::Address { Before::Address } else { Before::ContactField })
    }
}

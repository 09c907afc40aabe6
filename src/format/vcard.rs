//! The company's vCard 4.0 (RFC 6350): the ways to reach it that feeds have no element for.
//!
//! Messengers go where software finds them (`IMPP`, or `SOCIALPROFILE` of RFC 9554) and, since few
//! address books show those, into a `NOTE` for people. There is no `REV`: the clock reaches no
//! document.

use url::Url;

use super::channel_name;
use crate::feed::{Channel, Contact, Email, Organization, WebUrl, in_ascii};

/// A line's length in octets without its end (RFC 6350, 3.2).
const LINE: usize = 75;

/// The schemes of messengers, for `IMPP`.
const MESSENGERS: [&str; 4] = ["xmpp", "matrix", "sip", "skype"];

/// The card, with CRLF line ends, folded.
///
/// ```
/// use tidings::feed::{Email, Organization, PlainText};
/// use tidings::format::vcard;
///
/// let company = Organization {
///     name: PlainText::new("Acme Pumps").unwrap(),
///     url: None,
///     email: Email::parse("press@acme.example"),
///     logo: None,
///     icon: None,
///     rights: None,
///     contacts: Vec::new(),
///     notes: Vec::new(),
/// };
/// assert!(vcard::document(&company).contains("\r\nEMAIL:press@acme.example\r\n"));
/// ```
#[must_use]
pub fn document(organization: &Organization) -> String {
    let mut card = Card::default();
    card.line("BEGIN", "VCARD");
    card.line("VERSION", "4.0");
    card.line("KIND", "org");
    card.line("FN", &text(organization.name.as_str()));
    card.line("ORG", &text(organization.name.as_str()));
    if let Some(url) = &organization.url {
        card.line("URL", url.as_str());
    }
    if let Some(logo) = &organization.logo {
        card.line("LOGO", logo.as_str());
    }
    if let Some(email) = &organization.email {
        card.line("EMAIL", &text(email.as_str()));
    }
    let mut notes = Vec::new();
    for contact in &organization.contacts {
        write_contact(&mut card, &mut notes, organization, contact);
    }
    notes.extend(organization.notes.iter().map(|note| note.as_str().to_owned()));
    if !notes.is_empty() {
        card.line("NOTE", &text(&notes.join("\n")));
    }
    card.line("END", "VCARD");
    card.0
}

fn write_contact(card: &mut Card, notes: &mut Vec<String>, organization: &Organization, contact: &Contact) {
    let value = contact.value.as_str();
    match &contact.channel {
        Channel::Phone => telephone(card, "voice", value),
        Channel::Fax => telephone(card, "fax", value),
        // The parts of an address on one line are not told apart; all of it is the street.
        Channel::Address => card.line("ADR", &format!(";;{};;;;", text(value))),
        Channel::Email => {
            let known = organization.email.as_ref().is_some_and(|email| email.as_str() == value);
            match Email::parse(value) {
                Some(email) if !known => card.line("EMAIL", &text(email.as_str())),
                Some(_) => {}
                None => notes.push(format!("email: {value}")),
            }
        }
        Channel::Website => match WebUrl::parse(value) {
            Some(url) if organization.url.as_ref() != Some(&url) => card.line("URL", url.as_str()),
            Some(_) => {}
            None => notes.push(format!("website: {value}")),
        },
        Channel::Other(name) => {
            let name = channel_name(name);
            messenger(card, &name, value);
            notes.push(format!("{name}: {value}"));
        }
    }
}

/// A number that can be dialled as a `tel:` URI (RFC 3966), anything else as text.
fn telephone(card: &mut Card, kind: &str, value: &str) {
    match telephone_uri(value) {
        Some(uri) => card.line(&format!("TEL;VALUE=uri;TYPE={kind}"), &uri),
        None => card.line(&format!("TEL;VALUE=text;TYPE={kind}"), &text(value)),
    }
}

/// `tel:` with digits and hyphens; only a number with its country code is the same everywhere, and a
/// local one has no URI without a context (RFC 3966, 5.1.4).
pub(super) fn telephone_uri(value: &str) -> Option<String> {
    let number = value.trim().strip_prefix('+')?;
    let mut uri = String::from("tel:+");
    for c in number.chars() {
        match c {
            '0'..='9' => uri.push(c),
            ' ' | '-' | '.' | '\u{a0}' | '/' | '(' | ')' if uri.ends_with(|c: char| c.is_ascii_digit()) => {
                uri.push('-')
            }
            ' ' | '-' | '.' | '\u{a0}' | '/' | '(' | ')' => {}
            _ => return None,
        }
    }
    let uri = uri.trim_end_matches('-');
    (uri.bytes().filter(u8::is_ascii_digit).count() >= 5).then(|| uri.to_owned())
}

fn messenger(card: &mut Card, name: &str, value: &str) {
    // RFC 9554, 4.9. A parameter in quotes holds anything but quotes and controls (RFC 6350, 3.3 QSAFE-CHAR).
    let service = name.replace('"', "'");
    let messenger = Url::parse(value.trim()).ok().filter(|url| MESSENGERS.contains(&url.scheme()));
    match (WebUrl::parse(value), messenger) {
        (Some(url), _) => card.line(&format!("SOCIALPROFILE;SERVICE-TYPE=\"{service}\""), url.as_str()),
        (None, Some(url)) => card.line("IMPP", &in_ascii(url.into())),
        (None, None) => card.line(&format!("SOCIALPROFILE;VALUE=text;SERVICE-TYPE=\"{service}\""), &text(value)),
    }
}

/// A text value, escaped (RFC 6350, 3.4).
fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ',' | ';' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[derive(Default)]
struct Card(String);

impl Card {
    /// One property, folded between characters so that no line is longer than [`LINE`].
    fn line(&mut self, property: &str, value: &str) {
        let line = format!("{property}:{value}");
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

//! Values of `tidings.toml` become those of the model; what is wrong with one is noted with its place.

use std::ops::Range;

use super::FILE_NAME;
use super::raw::RawText;
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::*;

pub(super) struct ValueReader<'a> {
    pub(super) text: &'a str,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl ValueReader<'_> {
    pub(super) fn complain(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = Diagnostic::error(Code::ConfigInvalid, message).help(help);
        self.diagnostics.push(diagnostic.in_file(FILE_NAME).at(self.text, span));
    }

    pub(super) fn plain(&mut self, text: &RawText) -> Option<PlainText> {
        let plain = PlainText::new(text.as_ref());
        if plain.is_none() {
            self.complain(text.span(), "this text is empty", "write something, or take the key out");
        }
        plain
    }

    /// A number, an account or an address; an address book may open what looks like one.
    pub(super) fn contact(&mut self, text: &RawText) -> Option<PlainText> {
        if is_script_scheme(text.as_ref()) {
            let message = format!("`{}` is no way to reach anybody", text.as_ref());
            self.complain(text.span(), message, "write a number, an account or a web address");
            return None;
        }
        self.plain(text)
    }

    pub(super) fn email(&mut self, text: &RawText) -> Option<Email> {
        let email = Email::parse(text.as_ref());
        if email.is_none() {
            let message = format!("`{}` is no e-mail address", text.as_ref());
            self.complain(text.span(), message, "write it as `press@acme.example`");
        }
        email
    }

    pub(super) fn absolute(&mut self, text: &RawText) -> Option<WebUrl> {
        let complaint = match WebUrl::read(text.as_ref()) {
            Ok(url) => return Some(url),
            Err(Refusal::Credentials) => (Refusal::Credentials.of(text.as_ref()), Refusal::Credentials.help()),
            Err(_) => {
                let message = format!("`{}` is no absolute web address", text.as_ref());
                (message, "write it in full, beginning with https://")
            }
        };
        self.complain(text.span(), complaint.0, complaint.1);
        None
    }

    /// An address, absolute or on the site.
    pub(super) fn joined(&mut self, text: &RawText, base: &WebUrl) -> Option<WebUrl> {
        let complaint = match WebUrl::join(&base.to_url(), text.as_ref()) {
            Ok(url) => return Some(url),
            Err(Refusal::Credentials) => (Refusal::Credentials.of(text.as_ref()), Refusal::Credentials.help()),
            Err(refusal) => (refusal.of(text.as_ref()), "write it in full, or from the root of the site (`/logo.png`)"),
        };
        self.complain(text.span(), complaint.0, complaint.1);
        None
    }
}

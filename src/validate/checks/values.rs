//! What a value must be, wherever it stands: filled, an address, a date, a number.

use std::fmt::{self, Display};

use super::frame::{Frame, Scope};
use crate::diagnostic::Code;
use crate::validate::forms::dates::{Iso, Rfc822};
use crate::validate::forms::uris::{Scheme, UriFault, UriForm};
use crate::validate::forms::{authority, dates, names, uris};
use crate::validate::log::{Log, Stretch, shown};
use crate::validate::rules::{Rule, rule};

/// Dates before this are taken for a mistake: 1990 in seconds.
const EARLIEST: i64 = 631_152_000;
/// How far ahead of now a date may lie: ten minutes for a clock that is wrong.
const AHEAD: i64 = 600;

/// A name as messages show it, written only where there is one.
pub struct Quoted<'n>(pub &'n str);

impl Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`", self.0)
    }
}

/// Says that an attribute is missing.
pub fn missing_attribute(frame: &Frame, name: &str, scope: &mut Scope<'_>) {
    let message = format!("`{}` has no attribute `{name}`", frame.name);
    scope.log.add(const { rule(Code::AttributeMissing) }, frame.mark, message);
}

/// Text that should not be empty.
pub fn filled(text: &str, mark: Stretch, name: &str, log: &mut Log) {
    if text.is_empty() {
        log.add(const { rule(Code::Blank) }, mark, format!("`{name}` is empty"));
    }
}

/// Text of a limited length.
pub fn up_to(text: &str, max: usize, mark: Stretch, name: &str, log: &mut Log) {
    let long = text.chars().count();
    if long > max {
        log.add(
            const { rule(Code::ItunesTooLong) },
            mark,
            format!("`{name}` has {long} characters, {max} are allowed"),
        );
    }
}

/// Text that may have no white space around it.
pub fn unspaced(frame: &Frame, log: &mut Log) {
    if frame.text.value != frame.text.trimmed() {
        let message = format!("white space stands around the text of `{}`", frame.name);
        log.add(const { rule(Code::WhiteSpace) }, frame.text.whole(frame.mark), message);
    }
}

/// A URI that a reader may open. `general` is the rule for what is not more exactly known. True where it is good.
pub fn uri(
    text: &str,
    want: UriForm,
    mark: Stretch,
    what: &(impl Display + ?Sized),
    general: &'static Rule,
    log: &mut Log,
) -> bool {
    if let Some(scheme) = uris::unsafe_scheme(text) {
        let message = format!("{what} holds `{}`; `{scheme}:` leads to no page", shown(text));
        log.add(const { rule(Code::UrlUnsafe) }, mark, message);
        // That no registry knows the scheme is the smaller news.
        if uris::check(text, want) == Ok(Scheme::Unknown) {
            return false;
        }
    }
    web_habits(text, mark, what, log);
    identifier(text, want, mark, what, general, log)
}

/// What no address that people open should have, though most programs forgive it.
pub fn web_habits(text: &str, mark: Stretch, what: &(impl Display + ?Sized), log: &mut Log) {
    if !authority::escapes_are_whole(text) {
        let message = format!("{what} holds `{}`; `%` is followed by two hexadecimal digits", shown(text));
        log.add(const { rule(Code::UriEscape) }, mark, message);
    }
    if authority::has_user(text) {
        // Not shown: a password may stand there.
        log.add(const { rule(Code::UriUser) }, mark, format!("{what} holds the name of a user before its host"));
    }
}

/// A URI that names something and that nobody opens: an id, a namespace, the scheme of a category. As [`uri`].
pub fn identifier(
    text: &str,
    want: UriForm,
    mark: Stretch,
    what: &(impl Display + ?Sized),
    general: &'static Rule,
    log: &mut Log,
) -> bool {
    let (rule, message) = match uris::check(text, want) {
        Ok(Scheme::Known) => return true,
        Ok(Scheme::Unknown) => {
            let scheme = uris::scheme(text).unwrap_or_default();
            (const { rule(Code::UriScheme) }, format!("the scheme `{}` of {what} is not registered", shown(scheme)))
        }
        Err(UriFault::Tag) => {
            (const { rule(Code::UriTag) }, format!("{what} holds `{}`, which is no tag URI", shown(text)))
        }
        Err(UriFault::Urn) => {
            (const { rule(Code::UriUrn) }, format!("{what} holds `{}`, which is no URN", shown(text)))
        }
        Err(UriFault::Uuid) => {
            (const { rule(Code::UriUuid) }, format!("{what} holds `{}`, which is no UUID", shown(text)))
        }
        Err(UriFault::Character(char)) => (
            const { rule(Code::UriCharacter) },
            format!("{what} holds `{}`; `{char}` may not stand in a URI", shown(text)),
        ),
        Err(UriFault::NotAscii) => {
            (const { rule(Code::UriAscii) }, format!("{what} holds `{}`; a URI is written in ASCII", shown(text)))
        }
        Err(UriFault::Relative) => (general, format!("{what} holds `{}`, which has no scheme", shown(text))),
        Err(UriFault::NoHost) => (general, format!("{what} holds `{}`, which names no host", shown(text))),
        Err(UriFault::Host) => (general, format!("{what} holds `{}`, whose host nobody can look up", shown(text))),
        Err(UriFault::Port) => (general, format!("{what} holds `{}`, whose port is none up to 65535", shown(text))),
        Err(UriFault::Malformed) if text.is_empty() => (general, format!("{what} is empty, a URL is wanted")),
        Err(UriFault::Malformed) => (general, format!("{what} holds `{}`, which is no URL", shown(text))),
    };
    log.add(rule, mark, message);
    false
}

/// An http or https URL.
pub fn web_url(text: &str, mark: Stretch, what: &(impl Display + ?Sized), log: &mut Log) {
    web_habits(text, mark, what, log);
    if !uris::is_web(text) || uris::check(text, UriForm::Absolute).is_err() {
        log.add(
            const { rule(Code::UrlWeb) },
            mark,
            format!("{what} holds `{}`, which is no http or https URL", shown(text)),
        );
    }
}

/// Says once that no language is given.
pub fn language_missing(mark: Stretch, scope: &mut Scope<'_>) {
    if !scope.log.has(const { rule(Code::LanguageMissing) }) {
        scope.log.add(const { rule(Code::LanguageMissing) }, mark, "the language of the text is not given");
    }
}

/// A language tag.
pub fn language(text: &str, mark: Stretch, log: &mut Log) {
    if !names::is_language(text) {
        log.add(const { rule(Code::Language) }, mark, format!("`{}` is no language tag", shown(text)));
    }
}

/// The address in `address (Name)` or `Name <address>` (RFC 5322, 3.4), or the text itself.
pub fn mailbox(text: &str) -> &str {
    let commented = text.strip_suffix(')').and_then(|text| text.split_once('(')).map(|(address, _)| address.trim_end());
    let named = text.strip_suffix('>').and_then(|text| text.rsplit_once('<')).map(|(_, address)| address);
    commented.or(named).unwrap_or(text)
}

/// An e-mail address.
pub fn address(text: &str, mark: Stretch, rule_of: &'static Rule, log: &mut Log) {
    match is_address(text) {
        Some(true) => {}
        Some(false) => {
            let message = format!("the host of `{}` has no dot, so no mail reaches it from outside", shown(text));
            log.add(const { rule(Code::EmailHost) }, mark, message);
        }
        None => log.add(rule_of, mark, format!("`{}` is no e-mail address", shown(text))),
    }
}

/// Whether this is an e-mail address, and then whether its host has a dot.
pub fn is_address(text: &str) -> Option<bool> {
    // RFC 5322 allows far more; this is what mail programs take without a thought.
    let (local, host) = text.rsplit_once('@')?;
    let local_good = !local.is_empty()
        && local.chars().all(|char| char.is_ascii_alphanumeric() || "_-+.'%&!#$*/=?^`{|}~".contains(char));
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !local_good || !host.split('.').all(label) {
        return None;
    }
    let last_good = host.rsplit('.').next().is_some_and(|last| !last.starts_with('-'));
    last_good.then(|| host.contains('.'))
}

/// A date of RFC 822.
pub fn rfc822(text: &str, mark: Stretch, what: &(impl Display + ?Sized), scope: &mut Scope<'_>) {
    match dates::rfc822(text) {
        Rfc822::Good(seconds) => {
            plausible(seconds, text, mark, what, scope);
            if !(text.ends_with("GMT") || text.ends_with("+0000") || text.ends_with(" Z") || text.ends_with("UT")) {
                not_utc(text, mark, what, scope);
            }
        }
        Rfc822::WrongWeekday(actual) => {
            let message = format!("{what} says `{}`, but that day was a {actual}", shown(text));
            scope.log.add(const { rule(Code::DateWeekday) }, mark, message);
        }
        Rfc822::Odd(_) => {
            let message = format!("{what} holds `{}`, a form that not every reader knows", shown(text));
            scope.log.add(const { rule(Code::DateOdd) }, mark, message);
        }
        Rfc822::Bad => {
            let message = format!("{what} holds `{}`, which is no date of RFC 822", shown(text));
            scope.log.add(const { rule(Code::DateRfc822) }, mark, message);
        }
    }
}

/// A date of RFC 3339.
pub fn rfc3339(text: &str, mark: Stretch, what: &(impl Display + ?Sized), scope: &mut Scope<'_>) {
    match dates::iso(text, Iso::Rfc3339) {
        Some((seconds, utc)) => {
            plausible(seconds, text, mark, what, scope);
            if !utc {
                not_utc(text, mark, what, scope);
            }
        }
        None => {
            let message = format!("{what} holds `{}`, which is no date of RFC 3339", shown(text));
            scope.log.add(const { rule(Code::DateRfc3339) }, mark, message);
        }
    }
}

pub fn iso(text: &str, kind: Iso, mark: Stretch, what: &(impl Display + ?Sized), bounded: bool, scope: &mut Scope<'_>) {
    match dates::iso(text, kind) {
        Some((seconds, _)) if bounded => plausible(seconds, text, mark, what, scope),
        Some(_) => {}
        None if kind == Iso::W3cdtf => {
            let message = format!("{what} holds `{}`, which is no date of W3CDTF", shown(text));
            scope.log.add(const { rule(Code::DateW3cdtf) }, mark, message);
        }
        None => {
            let message = format!("{what} holds `{}`, which is no date of ISO 8601", shown(text));
            scope.log.add(const { rule(Code::DateIso8601) }, mark, message);
        }
    }
}

fn plausible(seconds: i64, text: &str, mark: Stretch, what: &(impl Display + ?Sized), scope: &mut Scope<'_>) {
    let message = if seconds < EARLIEST {
        format!("{what} holds `{}`, before there were feeds", shown(text))
    } else if scope.options.now.is_some_and(|now| seconds > now + AHEAD) {
        format!("{what} holds `{}`, which is still to come", shown(text))
    } else {
        return;
    };
    scope.log.add(const { rule(Code::DateImplausible) }, mark, message);
}

fn not_utc(text: &str, mark: Stretch, what: &(impl Display + ?Sized), scope: &mut Scope<'_>) {
    let message = format!("{what} holds `{}`, which is not in UTC", shown(text));
    scope.log.add(const { rule(Code::DateNotUtc) }, mark, message);
}

/// A whole number with or without sign.
pub fn integer(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

/// A whole number, or nothing.
pub fn any_integer(text: &str, mark: Stretch, what: &(impl Display + ?Sized), log: &mut Log) {
    if !text.is_empty() && integer(text).is_none() {
        let message = format!("{what} holds `{}`, which is no whole number", shown(text));
        log.add(const { rule(Code::Integer) }, mark, message);
    }
}

/// A whole number above 0.
pub fn positive(text: &str, mark: Stretch, what: &(impl Display + ?Sized), log: &mut Log) {
    if integer(text).is_none_or(|value| value <= 0) {
        let message = format!("{what} holds `{}`, a whole number above 0 is wanted", shown(text));
        log.add(const { rule(Code::IntegerPositive) }, mark, message);
    }
}

/// A whole number from 0.
pub fn non_negative(text: &str, mark: Stretch, what: &(impl Display + ?Sized), log: &mut Log) {
    if integer(text).is_none_or(|value| value < 0) {
        let message = format!("{what} holds `{}`, a whole number from 0 is wanted", shown(text));
        log.add(const { rule(Code::IntegerNonNegative) }, mark, message);
    }
}

/// Digits with at most one point.
pub fn is_decimal(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !whole.is_empty() && digits(whole) && digits(part)
}

/// A decimal number with or without sign.
pub fn decimal(text: &str, mark: Stretch, what: &(impl Display + ?Sized), log: &mut Log) {
    number(text, text.strip_prefix(['+', '-']).unwrap_or(text), mark, what, log);
}

/// A decimal number from 0.
pub fn float(text: &str, mark: Stretch, what: &(impl Display + ?Sized), log: &mut Log) {
    number(text, text, mark, what, log);
}

fn number(text: &str, unsigned: &str, mark: Stretch, what: &(impl Display + ?Sized), log: &mut Log) {
    if !is_decimal(unsigned) {
        log.add(const { rule(Code::Number) }, mark, format!("{what} holds `{}`, which is no number", shown(text)));
    }
}

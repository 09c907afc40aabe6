//! URIs, IRIs and the schemes that ids are made of (RFC 3986, 3987, 4151, 8141, 9562).

use crate::scheme::UNSAFE_SCHEMES;
use crate::validate::forms::authority::{self, AuthorityFault};
use crate::validate::forms::names;

/// What a place takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UriForm {
    /// A URI reference in ASCII; it may be relative.
    Reference,
    /// A URI in ASCII with a scheme.
    Absolute,
    /// An IRI reference: other letters than ASCII are welcome.
    IriReference,
    /// An IRI with a scheme.
    AbsoluteIri,
}

/// What is wrong with a URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UriFault {
    /// A `tag:` URI against RFC 4151.
    Tag,
    /// A `urn:` URI against RFC 8141.
    Urn,
    /// A `urn:uuid:` URI against RFC 9562.
    Uuid,
    /// A character of ASCII that no URI contains.
    Character(char),
    /// Letters that would be allowed in an IRI only.
    NotAscii,
    /// There is no scheme where one is needed.
    Relative,
    /// `http:` without `//` and a host.
    NoHost,
    /// A host that no program could look up.
    Host,
    /// A port that is no number up to 65535.
    Port,
    /// It is empty, or its parts do not fit together.
    Malformed,
}

impl UriFault {
    fn of(fault: AuthorityFault) -> Self {
        match fault {
            AuthorityFault::NoHost => Self::NoHost,
            AuthorityFault::Host => Self::Host,
            AuthorityFault::Port => Self::Port,
        }
    }
}

/// A scheme that no registry knows, which is allowed and worth a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Registered, or none.
    Known,
    /// Neither registered nor in wide use.
    Unknown,
}

/// The scheme of a URI reference, as written; none of a relative one.
pub fn scheme(uri: &str) -> Option<&str> {
    let (scheme, _) = uri.split_once(':')?;
    let good = scheme.starts_with(|char: char| char.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    good.then_some(scheme)
}

/// The scheme of an address that leads to no page, as whoever opens it reads it: one that runs a program, brings its
/// page along, or shows what is on the machine. Blanks, tabs, line ends and capitals hide none (URL standard, 4.4).
pub fn unsafe_scheme(uri: &str) -> Option<&'static str> {
    // A program that knows `feed:` opens what follows it.
    let mut text = uri.trim_start_matches(|char: char| char <= ' ');
    while text.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("feed:")) {
        text = text[5..].trim_start_matches(|char: char| char <= ' ');
    }
    let fits = |name: &&&'static str| {
        let mut rest = text.bytes().filter(|byte| !matches!(byte, b'\t' | b'\n' | b'\r'));
        name.bytes().chain(*b":").all(|byte| rest.next().is_some_and(|next| next.eq_ignore_ascii_case(&byte)))
    };
    UNSAFE_SCHEMES.iter().find(fits).copied()
}

/// Judges a URI.
///
/// # Errors
/// The first fault.
pub fn check(uri: &str, want: UriForm) -> Result<Scheme, UriFault> {
    let name = scheme(uri);
    let lower = name.unwrap_or("").to_ascii_lowercase();
    let iri = matches!(want, UriForm::IriReference | UriForm::AbsoluteIri);
    match lower.as_str() {
        "tag" => return if is_tag(uri) { Ok(Scheme::Known) } else { Err(UriFault::Tag) },
        "urn" => {
            let uuid = uri.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("urn:uuid:"));
            return match (uuid, is_urn(uri)) {
                (true, _) if !is_uuid(&uri[9..]) => Err(UriFault::Uuid),
                (_, true) => Ok(Scheme::Known),
                _ => Err(UriFault::Urn),
            };
        }
        _ => {}
    }
    // Nearly all that is asked about consists of nothing but what may stand anywhere.
    if !uri.bytes().all(|byte| is_uri_char(char::from(byte))) {
        characters(uri, iri)?;
    }
    if matches!(want, UriForm::Absolute | UriForm::AbsoluteIri) && name.is_none() {
        return Err(UriFault::Relative);
    }
    if let Some(name) = name {
        let rest = &uri[name.len() + 1..];
        if matches!(want, UriForm::Absolute | UriForm::AbsoluteIri) && rest.trim_start_matches('/').is_empty() {
            return Err(UriFault::Malformed);
        }
        if matches!(lower.as_str(), "http" | "https" | "ftp") {
            authority::check(rest).map_err(UriFault::of)?;
        } else if names::SCHEMES.binary_search(&lower.as_str()).is_err() {
            return Ok(Scheme::Unknown);
        }
    }
    Ok(Scheme::Known)
}

/// Whether the characters of a URI or IRI may stand there.
fn characters(uri: &str, iri: bool) -> Result<(), UriFault> {
    let bad_ascii = |char: &char| char.is_ascii() && !is_uri_char(*char);
    // Brackets only enclose an IPv6 address.
    let host =
        uri.split_once("//[").and_then(|(before, rest)| Some((before.len(), before.len() + 3 + rest.find(']')?)));
    let odd = uri
        .char_indices()
        .filter(|&(at, char)| !matches!((char, host), ('[' | ']', Some((from, to))) if at == from + 2 || at == to))
        .map(|(_, char)| char)
        .find(bad_ascii);
    if let Some(char) = odd {
        return Err(UriFault::Character(char));
    }
    if !iri && !uri.is_ascii() {
        return Err(UriFault::NotAscii);
    }
    if iri && uri.chars().any(is_not_iri) {
        return Err(UriFault::Malformed);
    }
    Ok(())
}

fn is_uri_char(char: char) -> bool {
    char.is_ascii_alphanumeric()
        || matches!(
            char,
            ';' | '/'
                | '?'
                | ':'
                | '@'
                | '&'
                | '='
                | '+'
                | '$'
                | '.'
                | '-'
                | '_'
                | '!'
                | '~'
                | '*'
                | '\''
                | '('
                | ')'
                | '%'
                | ','
                | '#'
        )
}

/// RFC 3987, production `ucschar` and `iprivate`, from the other side.
fn is_not_iri(char: char) -> bool {
    matches!(char, '\u{80}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FFF0}'..='\u{FFFF}')
        || char.is_whitespace() && !char.is_ascii()
}

/// RFC 4151: `tag:authority,date:specific`, the authority in lower case.
fn is_tag(uri: &str) -> bool {
    let Some(rest) = uri.strip_prefix("tag:") else { return false };
    let Some((authority, rest)) = rest.split_once(',') else { return false };
    let Some((date, specific)) = rest.split_once(':') else { return false };
    let (user, host) = authority.split_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
    let lower = |text: &str, more: &str| {
        !text.is_empty()
            && text.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || more.contains(char))
    };
    let mut parts = date.split('-');
    let digits = |part: Option<&str>, len: usize| {
        part.is_none_or(|part| part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    user.is_none_or(|user| lower(user, "-._"))
        && lower(host, ".-")
        && digits(parts.next(), 4)
        && digits(parts.next(), 2)
        && digits(parts.next(), 2)
        && parts.next().is_none()
        && specific.chars().all(is_uri_char)
        && specific.matches('#').count() <= 1
}

/// RFC 8141: `urn:namespace:specific`.
fn is_urn(uri: &str) -> bool {
    let Some((namespace, specific)) = uri.get(4..).and_then(|rest| rest.split_once(':')) else { return false };
    let mut rest = specific.bytes();
    let mut good = !specific.is_empty()
        && (2..=32).contains(&namespace.len())
        && namespace.starts_with(|char: char| char.is_ascii_alphanumeric())
        && namespace.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    while let Some(byte) = rest.next() {
        good &= match byte {
            b'%' => [rest.next(), rest.next()].iter().all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit())),
            _ => byte.is_ascii_alphanumeric() || b"()+,.:=@;$_!*'-".contains(&byte),
        };
    }
    good
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.splitn(6, '-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The form in which equal URIs are equal letter by letter (RFC 3986, 6.2): scheme and host in lower
/// case, no default port, a path after a bare host, no dot segments, escapes in upper case and only
/// where they are needed.
pub fn canonical(uri: &str) -> String {
    let Some(name) = scheme(uri) else { return normal_escapes(uri) };
    let lower = name.to_ascii_lowercase();
    let rest = &uri[name.len() + 1..];
    let Some(rest) = rest.strip_prefix("//") else { return format!("{lower}:{}", normal_escapes(rest)) };
    let authority_len = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(authority_len);
    let path_len = rest.find(['?', '#']).unwrap_or(rest.len());
    let (path, tail) = rest.split_at(path_len);
    if !matches!(lower.as_str(), "http" | "https" | "ftp") {
        return format!("{lower}://{authority}{}{}", normal_escapes(path), normal_escapes(tail));
    }
    let port = match lower.as_str() {
        "http" => ":80",
        "https" => ":443",
        _ => ":21",
    };
    let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
    let mut host = host.to_lowercase();
    if host.ends_with(port) || host.ends_with(':') {
        host.truncate(host.rfind(':').unwrap_or(host.len()));
    }
    let user = user.filter(|user| !user.is_empty() && *user != ":").map(|user| format!("{user}@")).unwrap_or_default();
    let path = if path.is_empty() { "/".to_owned() } else { without_dots(path) };
    format!("{lower}://{user}{host}{}{}", normal_escapes(&path), normal_escapes(tail))
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." => {
                if kept.len() > 1 {
                    kept.pop();
                }
            }
            _ => kept.push(segment),
        }
    }
    kept.join("/")
}

fn normal_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let digits = rest.get(at + 1..at + 3).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some(digits) = digits else {
            out.push('%');
            rest = &rest[at + 1..];
            continue;
        };
        match u8::from_str_radix(digits, 16) {
            Ok(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.push_str(&digits.to_ascii_uppercase());
            }
        }
        rest = &rest[at + 3..];
    }
    out.push_str(rest);
    out
}

/// Whether this is an http or https URL with a host: what an enclosure is.
pub fn is_web(uri: &str) -> bool {
    let Some(name) = scheme(uri) else { return false };
    if !matches!(name.to_ascii_lowercase().as_str(), "http" | "https") {
        return false;
    }
    let Some(rest) = uri[name.len()..].strip_prefix("://") else { return false };
    let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let after = &rest[host.len()..];
    let after =
        after.strip_prefix(':').map_or(after, |after| after.trim_start_matches(|char: char| char.is_ascii_digit()));
    host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
        && (after.is_empty() || after.starts_with('/'))
}

/// Joins a reference to a base; the reference itself where that cannot be done.
pub fn join(base: &str, reference: &str) -> String {
    match url::Url::parse(base).and_then(|base| base.join(reference)) {
        Ok(url) => url.into(),
        Err(_) => reference.to_owned(),
    }
}

/// RFC 6838 with the parameters of RFC 9110: `type/subtype; name=value`.
pub fn is_media_type(text: &str) -> bool {
    let is_token = |text: &str| {
        !text.is_empty()
            && !text.chars().any(|char| char.is_whitespace() || char.is_control() || "()<>,;:\\\"/[]?=".contains(char))
    };
    let (name, mut rest) = text.split_once(';').map_or((text, ""), |(name, rest)| (name, rest));
    let name = name.trim_end();
    if !name.split_once('/').is_some_and(|(kind, sub)| is_token(kind) && is_token(sub)) {
        return false;
    }
    if text.contains(';') && rest.trim().is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let Some((key, value)) = rest.trim_start().split_once('=') else { return false };
        if !is_token(key) {
            return false;
        }
        let (value, after) = if let Some(quoted) = value.strip_prefix('"') {
            let mut escaped = false;
            let close = quoted.find(|char| {
                let end = char == '"' && !escaped;
                escaped = char == '\\' && !escaped;
                end
            });
            let Some(close) = close else { return false };
            ("quoted", quoted[close + 1..].trim_start())
        } else {
            let end = value.find(';').unwrap_or(value.len());
            (value[..end].trim_end(), &value[end..])
        };
        if !is_token(value) {
            return false;
        }
        rest = match after.strip_prefix(';') {
            Some(rest) => rest,
            None if after.is_empty() => "",
            None => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_judged() {
        use UriForm::{Absolute, AbsoluteIri, IriReference, Reference};
        for (uri, want, outcome) in [
            ("https://a.example/b?c=d#e", Absolute, Ok(Scheme::Known)),
            ("http://[2001:db8::1]/", Absolute, Ok(Scheme::Known)),
            ("http://a.example/[b]", Absolute, Err(UriFault::Character('['))),
            ("http://a.example/ b", Absolute, Err(UriFault::Character(' '))),
            ("/b", Absolute, Err(UriFault::Relative)),
            ("/b", Reference, Ok(Scheme::Known)),
            ("http:/a.example/", Absolute, Err(UriFault::NoHost)),
            ("http:", Absolute, Err(UriFault::Malformed)),
            ("http://é.example/", Absolute, Err(UriFault::NotAscii)),
            ("http://é.example/", AbsoluteIri, Ok(Scheme::Known)),
            ("é", IriReference, Ok(Scheme::Known)),
            ("what:ever", Absolute, Ok(Scheme::Unknown)),
            ("tag:a.example,2024-01-02:b", AbsoluteIri, Ok(Scheme::Known)),
            ("tag:A.example,2024:b", AbsoluteIri, Err(UriFault::Tag)),
            ("tag:a.example,2024-1:b", AbsoluteIri, Err(UriFault::Tag)),
            ("urn:isbn:9780262510875", AbsoluteIri, Ok(Scheme::Known)),
            ("urn:x", AbsoluteIri, Err(UriFault::Urn)),
            ("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", AbsoluteIri, Ok(Scheme::Known)),
            ("urn:uuid:1225c695", AbsoluteIri, Err(UriFault::Uuid)),
        ] {
            assert_eq!(check(uri, want), outcome, "{uri}");
        }
    }

    #[test]
    fn canonical_forms() {
        for (uri, want) in [
            ("HTTP://A.Example:80", "http://a.example/"),
            ("http://a.example/%7eb/%c3%a9", "http://a.example/~b/%C3%A9"),
            ("http://a.example/b/../c", "http://a.example/c"),
            ("tag:a.example,2024:b", "tag:a.example,2024:b"),
        ] {
            assert_eq!(canonical(uri), want);
            assert_eq!(canonical(want), want);
        }
    }

    #[test]
    fn media_types() {
        for good in ["text/html", "text/html; charset=utf-8", "a/b;c=\"d\\\"e\"; f=g", "application/atom+xml"] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in ["text", "text/", "/html", "text/html;", "text/html; charset", "text /html", "text/html; a=\"b"] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }

    #[test]
    fn schemes_are_sorted() {
        assert!(names::SCHEMES.is_sorted());
    }
}

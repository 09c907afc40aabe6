//! The authority of an address: who may be told of it, which machine, which door (RFC 3986, 3.2).

/// What is wrong with an authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorityFault {
    /// There is no host.
    NoHost,
    /// A host that no program could look up.
    Host,
    /// A port that is no number up to 65535.
    Port,
}

/// Judges what stands behind the colon of an `http:`, `https:` or `ftp:` address.
///
/// # Errors
/// There is no host, or none that a program could look up, or no such port.
pub fn check(rest: &str) -> Result<(), AuthorityFault> {
    let (user, host) = parts(rest).ok_or(AuthorityFault::NoHost)?;
    if host.is_empty() {
        return Err(AuthorityFault::NoHost);
    }
    // Nearly all hosts are letters, digits, hyphens and dots that end in a word.
    let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    let word = host.rsplit('.').find(|label| !label.is_empty()).is_some_and(|last| !last.starts_with(char::is_numeric));
    if plain && word && user.is_none() {
        return Ok(());
    }
    // The URL standard's own parser knows ports, addresses of both versions and the letters of hosts.
    match url::Url::parse(&format!("http://{host}/")) {
        Ok(_) => Ok(()),
        Err(url::ParseError::EmptyHost) => Err(AuthorityFault::NoHost),
        Err(url::ParseError::InvalidPort) => Err(AuthorityFault::Port),
        Err(_) => Err(AuthorityFault::Host),
    }
}

/// Whether an address of the web names a user, and with it often a password (RFC 9110, 4.2.4).
pub fn has_user(uri: &str) -> bool {
    let web = |name: &str| uri.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    let rest = ["http:", "https:"].into_iter().find(|name| web(name)).map(|name| &uri[name.len()..]);
    rest.and_then(parts).is_some_and(|(user, host)| {
        // Without a host that is the fault to tell.
        user.is_some_and(|user| !user.is_empty()) && !host.is_empty() && !host.starts_with(':')
    })
}

/// The user, where there is one, and the host with its port.
fn parts(rest: &str) -> Option<(Option<&str>, &str)> {
    let rest = rest.strip_prefix("//")?;
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    Some(authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host)))
}

/// Whether every `%` is followed by two hexadecimal digits (RFC 3986, 2.1).
pub fn escapes_are_whole(uri: &str) -> bool {
    let bytes = uri.as_bytes();
    memchr::memchr_iter(b'%', bytes)
        .all(|at| bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_ports_are_those_that_exist() {
        for good in
            ["//a.example/", "//a.example:8080/b", "//[2001:db8::1]/", "//é.example", "//127.0.0.1:1", "//u@a.b"]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for (bad, fault) in [
            ("", AuthorityFault::NoHost),
            ("///a", AuthorityFault::NoHost),
            ("//user@:80/", AuthorityFault::NoHost),
            ("//:80/", AuthorityFault::NoHost),
            ("//a.example:99999/", AuthorityFault::Port),
            ("//a.example:x/", AuthorityFault::Port),
            ("//256.1.1.1/", AuthorityFault::Host),
            ("//[::1/", AuthorityFault::Host),
        ] {
            assert_eq!(check(bad), Err(fault), "{bad}");
        }
    }

    #[test]
    fn users_and_escapes() {
        assert!(has_user("https://me:secret@a.example/") && has_user("HTTP://me@a.example"));
        assert!(
            !has_user("https://a.example/@me") && !has_user("mailto:me@a.example") && !has_user("https://@a.example/")
        );
        assert!(escapes_are_whole("/a%20b%C3%A9") && escapes_are_whole(""));
        assert!(!escapes_are_whole("/%zz") && !escapes_are_whole("/100%") && !escapes_are_whole("/%2"));
    }
}

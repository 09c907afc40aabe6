//! The lines by which a server sends those who ask for a document that has moved to its new address.

use std::fmt::Write;

use super::documents::address_below;
use super::walk::{RunMode, make_in};
use super::{Progress, RunOptions, SiteError};
use crate::config::Config;
use crate::diagnostic::Diagnostic;

/// What answers requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RedirectServer {
    /// Netlify: lines of `_redirects`.
    Netlify,
    /// Cloudflare Pages: lines of `_redirects`.
    Cloudflare,
    /// nginx: locations of a `server`.
    Nginx,
    /// Apache: lines of `.htaccess`.
    Apache,
    /// Caddy: lines of a site in the `Caddyfile`.
    Caddy,
}

/// The line of one document. `path` is percent-encoded and begins with `/`, as an address has it; so is what is in `to`.
fn line(server: RedirectServer, path: &str, to: &str) -> String {
    let decoded = || {
        let mut url = String::new();
        let mut bytes = Vec::new();
        let mut rest = path.as_bytes();
        while let Some((&byte, after)) = rest.split_first() {
            let code = after.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
            match code.filter(|_| byte == b'%') {
                Some(code) => {
                    bytes.push(code);
                    rest = &after[2..];
                }
                None => {
                    bytes.push(byte);
                    rest = after;
                }
            }
        }
        url.push_str(&String::from_utf8_lossy(&bytes));
        url.replace('\\', "\\\\").replace('"', "\\\"")
    };
    match server {
        // A file that is there is served unless the line insists; special characters are percent-encoded.
        RedirectServer::Netlify => format!("{path} {to} 301!"),
        // Lines come before files.
        RedirectServer::Cloudflare => format!("{path} {to} 301"),
        // A location is compared with the decoded path; `$` would begin a variable in the address.
        RedirectServer::Nginx => {
            format!("location = \"{}\" {{ return 301 \"{}\"; }}", decoded(), to.replace('$', "%24").replace('"', "%22"))
        }
        // `Redirect` would take what begins with the path too.
        RedirectServer::Apache => {
            let mut pattern = String::new();
            for c in decoded().chars() {
                if c.is_ascii_punctuation() && !matches!(c, '/' | '-' | '_' | '"' | '\\') {
                    pattern.push('\\');
                }
                pattern.push(c);
            }
            let to = to.replace('$', "%24").replace('"', "%22");
            format!("RedirectMatch 301 \"^{pattern}$\" \"{to}\"")
        }
        RedirectServer::Caddy => {
            format!("redir \"{}\" \"{}\" permanent", decoded(), to.replace('{', "%7B").replace('"', "%22"))
        }
    }
}

/// The lines for all documents that have moved, and the errors that a build would tell; empty where none has.
///
/// # Errors
/// The machine's faults.
pub fn redirects(
    config: &Config,
    server: RedirectServer,
    options: &RunOptions,
    progress: &dyn Progress,
) -> Result<(String, Vec<Diagnostic>), SiteError> {
    let walked = make_in(RunMode::Check, config, options, progress)?;
    let mut lines = String::new();
    for made in &walked.made.feeds {
        let Some(to) = &made.moved_to else { continue };
        let from = address_below(&config.output.url, &made.path).to_url();
        let _ = writeln!(lines, "{}", line(server, from.path(), to));
    }
    let errors = walked.made.diagnostics.into_iter().filter(Diagnostic::is_error).collect();
    Ok((lines, errors))
}

#[cfg(test)]
mod tests {
    use super::{RedirectServer, line};

    #[test]
    fn each_server_has_its_line() {
        let to = "https://new.example/a$b.xml";
        for (server, expected) in [
            (RedirectServer::Netlify, "/f/%E6%96%B0.xml https://new.example/a$b.xml 301!"),
            (RedirectServer::Cloudflare, "/f/%E6%96%B0.xml https://new.example/a$b.xml 301"),
            (RedirectServer::Nginx, "location = \"/f/新.xml\" { return 301 \"https://new.example/a%24b.xml\"; }"),
            (RedirectServer::Apache, "RedirectMatch 301 \"^/f/新\\.xml$\" \"https://new.example/a%24b.xml\""),
            (RedirectServer::Caddy, "redir \"/f/新.xml\" \"https://new.example/a$b.xml\" permanent"),
        ] {
            assert_eq!(line(server, "/f/%E6%96%B0.xml", to), expected);
        }
    }
}

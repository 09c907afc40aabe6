//! The lines by which a server sends those who ask for a document that has moved to its new address.

use std::fmt::Write;

use percent_encoding::percent_decode_str;

use super::documents::address_below;
use super::walk::{RunMode, make_in};
use super::{Progress, RunOptions, SiteError};
use crate::config::{Config, WebServer};
use crate::diagnostic::Diagnostic;

/// The line of one document. `path` is percent-encoded and begins with `/`, as an address has it; so is what is in `to`.
fn line(server: WebServer, path: &str, to: &str) -> String {
    let decoded = || percent_decode_str(path).decode_utf8_lossy().replace('\\', "\\\\").replace('"', "\\\"");
    match server {
        // A file that is there is served unless the line insists; special characters are percent-encoded.
        WebServer::Netlify => format!("{path} {to} 301!"),
        // Lines come before files.
        WebServer::Cloudflare => format!("{path} {to} 301"),
        // A location is compared with the decoded path; `$` would begin a variable in the address.
        WebServer::Nginx => {
            format!("location = \"{}\" {{ return 301 \"{}\"; }}", decoded(), to.replace('$', "%24").replace('"', "%22"))
        }
        // `Redirect` would take what begins with the path too.
        WebServer::Apache => {
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
        WebServer::Caddy => {
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
    server: WebServer,
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
    use super::{WebServer, line};

    #[test]
    fn each_server_has_its_line() {
        let to = "https://new.example/a$b.xml";
        for (server, expected) in [
            (WebServer::Netlify, "/f/%E6%96%B0.xml https://new.example/a$b.xml 301!"),
            (WebServer::Cloudflare, "/f/%E6%96%B0.xml https://new.example/a$b.xml 301"),
            (WebServer::Nginx, "location = \"/f/新.xml\" { return 301 \"https://new.example/a%24b.xml\"; }"),
            (WebServer::Apache, "RedirectMatch 301 \"^/f/新\\.xml$\" \"https://new.example/a%24b.xml\""),
            (WebServer::Caddy, "redir \"/f/新.xml\" \"https://new.example/a$b.xml\" permanent"),
        ] {
            assert_eq!(line(server, "/f/%E6%96%B0.xml", to), expected);
        }
    }
}

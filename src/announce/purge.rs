//! Caches are asked to forget addresses: what each CDN takes, in one table.
//!
//! | CDN | request | at most | credential | read in |
//! | --- | --- | --- | --- | --- |
//! | Cloudflare | `POST /client/v4/zones/{zone}/purge_cache`, JSON `files` | 30 addresses (100 since 2025; 500 for Enterprise) | `CLOUDFLARE_API_TOKEN` | API, "Purge Cached Content by URL" |
//! | Fastly | `POST /purge/{host}{path}` | 1 | `FASTLY_API_TOKEN` | API, "Purging", and go-fastly's `Purge` |
//! | Bunny | `POST /purge?url=` | 1 | `BUNNYNET_API_KEY` | API, "Purge URL" |
//! | CloudFront | `POST /2020-05-31/distribution/{zone}/invalidation`, XML, Signature 4 | 3000 paths at work | those of a storage | API, `CreateInvalidation`; Developer Guide, "Quotas" |

use std::fmt::Write as _;

use rusty_s3::Credentials;
use serde_json::json;
use url::{Url, form_urlencoded};

use super::sigv4::{self, signed};
use super::{ChangedDocument, Surroundings, posted};
use crate::config::{Cdn, PurgeConfig};
use crate::diagnostic::{Code, Diagnostic};
use crate::storage::{ContentHash, amazon_key};
use crate::web::Client;

/// Another address of the CDN's interface, without a `/` at its end: a proxy, or a test. It is no key of the configuration, for
/// whoever names it is given the credential.
const ANOTHER: &str = "TIDINGS_PURGE_URL";

/// How often a request is sent that is answered by 429 or 5xx, or not at all.
const TRIES: u32 = 3;

/// What lets us in. It has no `Debug`, so that nothing prints it.
enum Credential {
    Token(String),
    Amazon(Credentials),
}

/// A request to a CDN.
struct PurgeRequest {
    url: String,
    fields: Vec<(&'static str, String)>,
    body: String,
}

impl Cdn {
    fn base(self) -> &'static str {
        match self {
            Self::Cloudflare => "https://api.cloudflare.com",
            Self::Fastly => "https://api.fastly.com",
            Self::Bunny => "https://api.bunny.net",
            Self::CloudFront => "https://cloudfront.amazonaws.com",
        }
    }

    /// The variable of the environment that holds the credential.
    fn credential(self) -> &'static str {
        match self {
            Self::Cloudflare => "CLOUDFLARE_API_TOKEN",
            Self::Fastly => "FASTLY_API_TOKEN",
            Self::Bunny => "BUNNYNET_API_KEY",
            Self::CloudFront => "AWS_ACCESS_KEY_ID",
        }
    }

    /// How many addresses a request takes.
    fn at_once(self) -> usize {
        match self {
            Self::Cloudflare => 30,
            Self::Fastly | Self::Bunny => 1,
            Self::CloudFront => 1000,
        }
    }
}

/// Asks the CDN to forget these addresses.
pub fn purge(config: &PurgeConfig, changed: &[ChangedDocument], around: &Surroundings<'_>) -> Result<(), Diagnostic> {
    let cdn = config.cdn;
    // CI's secrets often end in a line feed.
    let given =
        |name: &str| (around.variable)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let credential = match cdn {
        Cdn::CloudFront => amazon_key(around.variable, sigv4::REGION).map(Credential::Amazon).map_err(|error| {
            let message = format!("nothing is purged at {}: {error}", cdn.name());
            Diagnostic::warning(Code::PurgeFailed, message).help(error.help())
        })?,
        _ => Credential::Token(given(cdn.credential()).ok_or_else(|| {
            let message = format!("nothing is purged at {}: there is no credential", cdn.name());
            let help = format!("give it in the environment, as `{}`", cdn.credential());
            Diagnostic::warning(Code::PurgeFailed, message).help(help)
        })?),
    };
    let base = given(ANOTHER).unwrap_or_else(|| cdn.base().to_owned());
    let client = Client::for_many(around.reach);
    for some in changed.chunks(cdn.at_once()) {
        let request = request(config, &base, some, &credential, around.time.unix());
        send(&client, &request, around).map_err(|why| refused(cdn, &why))?;
    }
    Ok(())
}

fn refused(cdn: Cdn, why: &str) -> Diagnostic {
    let message = format!("{} does not purge: {why}", cdn.name());
    let help = format!(
        "look at `zone` in `[publish]` and at what `{}` may do; until caches forget by themselves, readers get the old",
        cdn.credential()
    );
    Diagnostic::warning(Code::PurgeFailed, message).help(help)
}

fn send(client: &Client, request: &PurgeRequest, around: &Surroundings<'_>) -> Result<(), String> {
    let url = Url::parse(&request.url).map_err(|_| "its address is none".to_owned())?;
    let fields: Vec<(&str, &str)> = request.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    posted(client, &url, &fields, request.body.as_bytes(), TRIES, around)
}

fn request(
    config: &PurgeConfig,
    base: &str,
    changed: &[ChangedDocument],
    credential: &Credential,
    unix: i64,
) -> PurgeRequest {
    let urls = || changed.iter().map(|document| document.url.as_str());
    let first = urls().next().unwrap_or_default();
    let zone = &config.zone;
    let token = match credential {
        Credential::Token(token) => token.as_str(),
        Credential::Amazon(key) => {
            let url = format!("{base}/2020-05-31/distribution/{zone}/invalidation");
            let body = invalidation(changed, unix);
            let mut fields = vec![("Content-Type", "application/xml".to_owned())];
            fields.extend(signed(&url, &body, key, unix));
            return PurgeRequest { url, fields, body };
        }
    };
    match config.cdn {
        Cdn::Cloudflare => PurgeRequest {
            url: format!("{base}/client/v4/zones/{zone}/purge_cache"),
            fields: vec![("Authorization", format!("Bearer {token}")), ("Content-Type", "application/json".to_owned())],
            body: json!({ "files": urls().collect::<Vec<_>>() }).to_string(),
        },
        Cdn::Fastly => {
            // Without the scheme: that is how their own documentation writes it.
            let address = first.split_once("://").map_or(first, |(_, rest)| rest);
            let fields = vec![("Fastly-Key", token.to_owned()), ("Accept", "application/json".to_owned())];
            PurgeRequest { url: format!("{base}/purge/{address}"), fields, body: String::new() }
        }
        Cdn::Bunny | Cdn::CloudFront => {
            let query: String = form_urlencoded::byte_serialize(first.as_bytes()).collect();
            let fields = vec![("AccessKey", token.to_owned())];
            PurgeRequest { url: format!("{base}/purge?url={query}"), fields, body: String::new() }
        }
    }
}

/// The body of `CreateInvalidation`. Its reference is the same only for the same documents at the same time.
fn invalidation(changed: &[ChangedDocument], unix: i64) -> String {
    let mut items = String::new();
    let mut sums = Vec::new();
    for document in changed {
        let url = document.url.to_url();
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        // In a path `*` is for all that follows, and stands for itself nowhere.
        let path = path.replace('*', "%2A").replace('&', "&amp;").replace('<', "&lt;");
        let _ = write!(items, "<Path>{path}</Path>");
        sums.extend_from_slice(document.hash.as_ref().map_or("", |hash| hash.as_str()).as_bytes());
        sums.extend_from_slice(url.as_str().as_bytes());
    }
    let reference = ContentHash::of(&sums);
    let reference = &reference.as_str()[..16];
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><InvalidationBatch xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\">\
         <Paths><Quantity>{}</Quantity><Items>{items}</Items></Paths>\
         <CallerReference>tidings-{unix}-{reference}</CallerReference></InvalidationBatch>",
        changed.len()
    )
}

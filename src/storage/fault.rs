//! Why a storage did not do what it was asked for, in words of our own: what a server says of a request may repeat its
//! credentials.

use std::fmt;

use crate::output::OutputError;

/// What could not be done, with which object, and why.
#[derive(Debug)]
pub struct StorageError {
    /// What was tried, as ``upload `rss.xml` ``.
    pub tried: String,
    /// Why it failed.
    pub trouble: Trouble,
}

/// Why it failed.
#[derive(Debug)]
pub enum Trouble {
    /// No usable credentials; what was looked at.
    Credentials(String),
    /// The place or the address cannot be used.
    Address(&'static str),
    /// The storage refuses: its status, and what that means.
    Refused(u16, &'static str),
    /// The storage has no such operation (501): conditions, mostly.
    Unsupported,
    /// No answer, after all attempts.
    Unanswered(String),
    /// The storage was at fault at every attempt: its last status.
    Failing(u16),
    /// What came is no answer to what was asked.
    Malformed(&'static str),
    /// The folder cannot be read or written.
    Disk(OutputError),
}

impl StorageError {
    pub(super) fn new(tried: impl Into<String>, trouble: Trouble) -> Self {
        Self { tried: tried.into(), trouble }
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match &self.trouble {
            Trouble::Credentials(_) => {
                "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile of the credentials file in AWS_PROFILE"
            }
            Trouble::Address(_) => "see `[publish]` in the documentation of tidings.toml",
            Trouble::Refused(404, _) => "make the bucket, or put its name or `endpoint` right",
            Trouble::Refused(_, why) if why.contains("expired") => "get new credentials, and run it again",
            Trouble::Refused(301 | 307 | 308 | 400, _) => "put `region` and `endpoint` in `[publish]` right",
            Trouble::Refused(..) => "look at the credentials, what they may do, and the clock of this machine",
            Trouble::Unsupported => "this storage cannot tell two publishers apart; see `--allow-unconditional`",
            Trouble::Unanswered(_) => {
                "look at `endpoint` in `[publish]` and at AWS_ENDPOINT_URL; where the storage was away for a moment, run it again: what \
                 has been uploaded is not uploaded twice"
            }
            Trouble::Failing(_) | Trouble::Malformed(_) => "run it again: what has been uploaded is not uploaded twice",
            Trouble::Disk(_) => "see that the folder can be written to",
        }
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot {}: ", self.tried)?;
        match &self.trouble {
            Trouble::Credentials(why) => write!(out, "there are no credentials: {why}"),
            Trouble::Address(why) => out.write_str(why),
            Trouble::Refused(status, why) => write!(out, "the storage answers {status}: {why}"),
            Trouble::Unsupported => out.write_str("the storage answers 501: it has no such thing"),
            Trouble::Unanswered(why) => write!(out, "the storage does not answer: {why}"),
            Trouble::Failing(status) => write!(out, "the storage answers {status} again and again"),
            Trouble::Malformed(why) => write!(out, "the storage's answer cannot be used: {why}"),
            Trouble::Disk(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for StorageError {}

/// What a status and the code of an error mean (Amazon S3 API Reference, "Error responses"). Only codes that are known
/// are told.
pub(super) fn refused(status: u16, body: &[u8]) -> Trouble {
    let code = error_code(body);
    let why = match code.as_deref().unwrap_or_default() {
        "AccessDenied" => "the credentials may not do this",
        "InvalidAccessKeyId" => "the access key is not known",
        "SignatureDoesNotMatch" => "the secret key is not the one of the access key, or a proxy changes requests",
        "ExpiredToken" | "TokenRefreshRequired" => "the credentials have expired",
        "InvalidToken" => "the session token is not valid",
        "RequestTimeTooSkewed" => "the clock of this machine is wrong",
        "RequestExpired" => "the request took too long on its way, or the clock of this machine is wrong",
        "NoSuchBucket" => "there is no such bucket",
        "PermanentRedirect" | "TemporaryRedirect" => "the bucket is elsewhere: at another endpoint",
        "AuthorizationHeaderMalformed" | "AuthorizationQueryParametersError" | "IllegalLocationConstraintException" => {
            "the bucket is in another region"
        }
        "QuotaExceeded" => "there is no room left",
        "EntityTooLarge" => "the object is too large",
        "MethodNotAllowed" => "that is not allowed here",
        _ => match status {
            300..=399 => "the bucket is elsewhere: at another endpoint, or in another region",
            401 | 403 => "the credentials may not do this, or are wrong",
            404 => "there is no such bucket, or no storage at this address",
            413 => "the object is too large",
            507 => "there is no room left",
            _ => "the request is not understood",
        },
    };
    if status == 501 { Trouble::Unsupported } else { Trouble::Refused(status, why) }
}

/// The code of an error: `<Error><Code>AccessDenied</Code>...`.
pub(super) fn error_code(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body.get(..body.len().min(4096))?).ok()?;
    let (_, rest) = text.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    Some(code.trim().to_owned())
}

//! A bucket that speaks S3: requests signed by their query, each with its own bound, and what their answers mean.
//!
//! The address of a signed request is a credential while it lasts: it is made, asked for and dropped here, and is in no
//! error.

use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;
use std::time::Duration;

use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use ureq::http::Method;
use url::Url;

use super::chain::Chain;
use super::credentials;
use super::fault::{StorageError, Trouble, error_code, refused};
use super::list;
use super::object::{
    ContentHash, ListedObject, ObjectHead, ObjectTag, Precondition, ReadObject, ServedAs, Stored, Variables,
};
use super::patience::{Patience, retry_after};
use crate::config::{Addressing, StorageAccess, is_key};
use crate::web::{Client, Fetched, Proxied, Unanswered};

/// How long a signed request may be on its way; storages allow clocks to differ by as much.
const VALID: Duration = Duration::from_secs(900);
/// How long a request may take, beside what it carries.
const LONGEST: Duration = Duration::from_secs(30);
/// Pages of a list, of a thousand objects each.
const MOST_PAGES: usize = 1000;
const MOST_ON_PAGE: usize = 10_000;
/// The field in which the hash is kept with an object.
const HASH_FIELD: &str = "x-amz-meta-sha256";
/// That of the site.
const SITE_FIELD: &str = "x-amz-meta-site";

pub struct S3Storage {
    client: Client,
    bucket: Bucket,
    credentials: Credentials,
    prefix: String,
    patience: Patience,
    /// Whether the storage compares tags without their quotes, once that has been seen (Ceph).
    bare_tags: Cell<bool>,
    /// What is kept with each object that is written: of which site it is.
    mark: Option<String>,
}

impl fmt::Debug for S3Storage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("S3Storage").field("bucket", &self.bucket.name()).finish_non_exhaustive()
    }
}

/// What came of a request after all attempts.
struct Answered {
    answer: Fetched,
    /// Whether an attempt before it may have been carried out.
    maybe_done: bool,
}

/// What is sent, but for its address.
struct S3Request<'a> {
    method: Method,
    fields: &'a [(&'a str, &'a str)],
    body: Option<&'a [u8]>,
    patience: Patience,
}

impl S3Storage {
    pub fn open(
        name: &str,
        prefix: &str,
        access: &StorageAccess,
        variables: Variables<'_>,
    ) -> Result<Self, StorageError> {
        let tried = || format!("open the bucket `{name}`");
        let wrong = |why| StorageError::new(tried(), Trouble::Address(why));
        let chain = Chain::read(variables).map_err(|trouble| StorageError::new(tried(), trouble))?;
        let region = access.region.clone().or_else(|| chain.region()).unwrap_or_else(|| "us-east-1".to_owned());
        let is_region = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if region.is_empty() || !region.chars().all(is_region) {
            return Err(wrong("that is no region"));
        }
        let told = match &access.endpoint {
            Some(endpoint) => Some(endpoint.clone()),
            None => chain.endpoint().map_err(wrong)?,
        };
        let addressing = access.addressing.unwrap_or(match told {
            // A certificate for `*.s3.amazonaws.com` covers no name with a dot in it; other storages all know paths.
            None if !name.contains('.') => Addressing::VirtualHost,
            _ => Addressing::Path,
        });
        let endpoint = told.map_or_else(|| amazon(&region), Ok).map_err(wrong)?;
        let style = match addressing {
            Addressing::Path => UrlStyle::Path,
            Addressing::VirtualHost => UrlStyle::VirtualHost,
        };
        let bucket = Bucket::new(endpoint, style, name.to_owned(), region.clone())
            .map_err(|_| wrong("the endpoint and the name of the bucket make no address"))?;
        let credentials = credentials::find(&chain, &region).map_err(|trouble| StorageError::new(tried(), trouble))?;
        let (client, patience) = (Client::of_service(LONGEST, Proxied::AsTold), Patience::of(variables));
        let (prefix, bare_tags) = (prefix.to_owned(), Cell::new(false));
        Ok(Self { client, bucket, credentials, prefix, patience, bare_tags, mark: None })
    }

    pub fn set_mark(&mut self, mark: String) {
        self.mark = Some(mark);
    }

    pub fn get(&self, key: &str) -> Result<Option<ReadObject>, StorageError> {
        let tried = || format!("read `{key}`");
        let object = self.key(key, tried)?;
        let action = self.bucket.get_object(Some(&self.credentials), &object);
        let answer = self.ask(Method::GET, || action.sign(VALID), tried)?;
        match answer.status {
            200 => {
                let head = known(&answer, tried)?;
                Ok(Some(ReadObject { head, bytes: answer.body }))
            }
            404 if error_code(&answer.body).as_deref() != Some("NoSuchBucket") => Ok(None),
            status => Err(StorageError::new(tried(), refused(status, &answer.body))),
        }
    }

    pub fn head(&self, key: &str) -> Result<Option<ObjectHead>, StorageError> {
        self.head_with(self.patience, key)
    }

    fn head_with(&self, patience: Patience, key: &str) -> Result<Option<ObjectHead>, StorageError> {
        let tried = || format!("look at `{key}`");
        let object = self.key(key, tried)?;
        let action = self.bucket.head_object(Some(&self.credentials), &object);
        let asked = S3Request { method: Method::HEAD, fields: &[], body: None, patience };
        let Some(Answered { answer, .. }) = self.ask_until(&asked, || action.sign(VALID), tried, || false)? else {
            return Ok(None);
        };
        match answer.status {
            200 => known(&answer, tried).map(Some),
            404 => Ok(None),
            status => Err(StorageError::new(tried(), refused(status, &answer.body))),
        }
    }

    pub fn put(
        &self,
        key: &str,
        bytes: &[u8],
        served: &ServedAs,
        precondition: Precondition<'_>,
    ) -> Result<Stored, StorageError> {
        let stored = self.put_under(key, bytes, served, precondition)?;
        let Precondition::Tagged(tag) = precondition else { return Ok(stored) };
        // Ceph's gateway has quotes in its tags and compares them without (16.2, measured): what is there has the very
        // tag that it says is not there.
        if stored == Stored::Lost && !self.bare_tags.get() && self.head(key)?.is_some_and(|head| head.tag == *tag) {
            self.bare_tags.set(true);
            let again = self.put_under(key, bytes, served, precondition)?;
            self.bare_tags.set(matches!(again, Stored::Done(_)));
            return Ok(again);
        }
        Ok(stored)
    }

    fn put_under(
        &self,
        key: &str,
        bytes: &[u8],
        served: &ServedAs,
        precondition: Precondition<'_>,
    ) -> Result<Stored, StorageError> {
        let tried = || format!("upload `{key}`");
        let object = self.key(key, tried)?;
        let hash = ContentHash::of(bytes);
        let mut fields = vec![("content-type", &*served.media_type), (HASH_FIELD, hash.as_str())];
        fields.extend(self.mark.as_deref().map(|mark| (SITE_FIELD, mark)));
        fields.extend(served.cache.as_deref().map(|cache| ("cache-control", cache)));
        fields.extend(served.disposition.as_deref().map(|disposition| ("content-disposition", disposition)));
        match precondition {
            Precondition::Nothing => {}
            Precondition::Absent => fields.push(("if-none-match", "*")),
            Precondition::Tagged(tag) if self.bare_tags.get() => {
                fields.push(("if-match", tag.as_str().trim_matches('"')));
            }
            Precondition::Tagged(tag) => fields.push(("if-match", tag.as_str())),
        }
        let mut action = self.bucket.put_object(Some(&self.credentials), &object);
        for (name, value) in &fields {
            action.headers_mut().insert(*name, *value);
        }
        let ours = |patience: Patience| -> Result<Option<ObjectTag>, StorageError> {
            let head = self.head_with(patience, key)?;
            Ok(head.filter(|head| head.hash.as_ref() == Some(&hash)).map(|head| head.tag))
        };
        let mut looked = None;
        let is_done = || {
            // Where it cannot be looked at, another attempt under the same condition says as much.
            looked = ours(Patience::once()).unwrap_or_default();
            looked.is_some()
        };
        let asked = S3Request { method: Method::PUT, fields: &fields, body: Some(bytes), patience: self.patience };
        let answered = self.ask_until(&asked, || action.sign(VALID), tried, is_done)?;
        let (answer, maybe_done) = match (answered, looked) {
            (Some(Answered { answer, maybe_done }), _) => (answer, maybe_done),
            (None, Some(tag)) => return Ok(Stored::Done(tag)),
            (None, None) => return Err(StorageError::new(tried(), Trouble::Malformed("there is none"))),
        };
        match answer.status {
            200 | 201 | 204 => match answer.field("etag") {
                Some(tag) => Ok(Stored::Done(ObjectTag::new(&tag))),
                None => ours(self.patience)?
                    .map(Stored::Done)
                    .ok_or_else(|| StorageError::new(tried(), Trouble::Malformed("it has no tag"))),
            },
            // What was lost was the answer, where what is there is ours.
            412 if maybe_done => Ok(ours(self.patience)?.map_or(Stored::Lost, Stored::Done)),
            412 => Ok(Stored::Lost),
            409 => Ok(Stored::Busy),
            // Amazon's answer to a condition on what is not there.
            404 if precondition != Precondition::Nothing
                && error_code(&answer.body).as_deref() == Some("NoSuchKey") =>
            {
                Ok(Stored::Lost)
            }
            status => Err(StorageError::new(tried(), refused(status, &answer.body))),
        }
    }

    pub fn list(&self, prefix: &str, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<ListedObject>, StorageError> {
        let tried = || "list what is there".to_owned();
        let malformed = |why| StorageError::new(tried(), Trouble::Malformed(why));
        let whole = format!("{}{prefix}", self.prefix);
        let mut found = Vec::new();
        let mut next: Option<String> = None;
        let mut tokens = HashSet::new();
        for _ in 0..MOST_PAGES {
            let mut action = self.bucket.list_objects_v2(Some(&self.credentials));
            action.with_prefix(&*whole);
            if let Some(next) = &next {
                action.with_continuation_token(next.clone());
            }
            let answer = self.ask(Method::GET, || action.sign(VALID), tried)?;
            if answer.status != 200 {
                return Err(StorageError::new(tried(), refused(answer.status, &answer.body)));
            }
            let page = list::read(&answer.body).map_err(malformed)?;
            // A page is a thousand objects at most, and none of them is on an earlier one.
            if page.objects.len() > MOST_ON_PAGE || (page.objects.is_empty() && page.next.is_some()) {
                return Err(malformed("the list does not go on"));
            }
            for object in page.objects {
                if let Some(key) = object.key.strip_prefix(&self.prefix).filter(|key| wanted(key)) {
                    found.push(ListedObject { key: key.to_owned(), ..object });
                }
            }
            next = match page.next {
                None => {
                    found.sort_by(|a, b| a.key.cmp(&b.key));
                    return Ok(found);
                }
                Some(token) if !tokens.insert(token.clone()) => return Err(malformed("the list does not go on")),
                token => token,
            };
        }
        Err(malformed("more than a million objects"))
    }

    pub fn delete(&self, key: &str) -> Result<(), StorageError> {
        let tried = || format!("remove `{key}`");
        let object = self.key(key, tried)?;
        let action = self.bucket.delete_object(Some(&self.credentials), &object);
        let answer = self.ask(Method::DELETE, || action.sign(VALID), tried)?;
        match answer.status {
            200 | 202 | 204 => Ok(()),
            404 if error_code(&answer.body).as_deref() != Some("NoSuchBucket") => Ok(()),
            status => Err(StorageError::new(tried(), refused(status, &answer.body))),
        }
    }

    fn key(&self, key: &str, tried: impl Fn() -> String) -> Result<String, StorageError> {
        match is_key(key) {
            true => Ok(format!("{}{key}", self.prefix)),
            false => Err(StorageError::new(tried(), Trouble::Address("that is no key of an object"))),
        }
    }

    /// The answer to a request without a body after as many attempts as it takes, signed anew for each.
    fn ask(&self, method: Method, sign: impl Fn() -> Url, tried: impl Fn() -> String) -> Result<Fetched, StorageError> {
        let asked = S3Request { method, fields: &[], body: None, patience: self.patience };
        let answered = self.ask_until(&asked, sign, &tried, || false)?;
        answered
            .map(|found| found.answer)
            .ok_or_else(|| StorageError::new(tried(), Trouble::Malformed("there is none")))
    }

    /// The same of any request; where an attempt may have been carried out, `is_done` is asked before another, and `None`
    /// says that it was.
    fn ask_until(
        &self,
        request: &S3Request<'_>,
        sign: impl Fn() -> Url,
        tried: impl Fn() -> String,
        mut is_done: impl FnMut() -> bool,
    ) -> Result<Option<Answered>, StorageError> {
        let (mut made, mut maybe_done) = (0, false);
        loop {
            let answer = self.client.send(&request.method, &sign(), request.fields, request.body);
            made += 1;
            let wait = answer.as_ref().ok().and_then(|answer| retry_after(answer.field("retry-after").as_deref()));
            let trouble = match answer {
                Err(Unanswered::Private) => Trouble::Unanswered("its host is not to be asked".to_owned()),
                Err(Unanswered::Failed(why)) => Trouble::Unanswered(why),
                Ok(answer) => match answer.status {
                    // Too many requests, or others that write: nothing was done.
                    409 => {
                        if !request.patience.wait(made, wait) {
                            return Ok(Some(Answered { answer, maybe_done }));
                        }
                        continue;
                    }
                    status @ (429 | 503) => {
                        if !request.patience.wait(made, wait) {
                            return Err(StorageError::new(tried(), Trouble::Failing(status)));
                        }
                        continue;
                    }
                    status @ (408 | 500 | 502 | 504) => Trouble::Failing(status),
                    // Amazon's word for a connection on which nothing came in time.
                    400 if error_code(&answer.body).as_deref() == Some("RequestTimeout") => Trouble::Failing(400),
                    _ => return Ok(Some(Answered { answer, maybe_done })),
                },
            };
            let again = request.patience.wait(made, wait);
            if is_done() {
                return Ok(None);
            }
            if !again {
                return Err(StorageError::new(tried(), trouble));
            }
            maybe_done = true;
        }
    }
}

/// Amazon's own address of a region (AWS General Reference, "Service endpoints").
fn amazon(region: &str) -> Result<Url, &'static str> {
    let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
    Url::parse(&format!("https://s3.{region}.{domain}/")).map_err(|_| "that is no region")
}

fn known(answer: &Fetched, tried: impl Fn() -> String) -> Result<ObjectHead, StorageError> {
    let Some(tag) = answer.field("etag") else {
        return Err(StorageError::new(tried(), Trouble::Malformed("it has no tag")));
    };
    let served = ServedAs {
        media_type: answer.field("content-type").unwrap_or_default(),
        cache: answer.field("cache-control"),
        disposition: answer.field("content-disposition"),
    };
    let hash = answer.field(HASH_FIELD).and_then(|text| ContentHash::parse(&text));
    let size = answer.field("content-length").and_then(|text| text.parse().ok());
    Ok(ObjectHead { tag: ObjectTag::new(&tag), hash, site: answer.field(SITE_FIELD), size, served })
}

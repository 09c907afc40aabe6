//! Credentials for a token that says who one is, as CI and Kubernetes hand them out (AWS STS API Reference,
//! `AssumeRoleWithWebIdentity`).

use std::path::Path;
use std::time::Duration;

use quick_xml::Reader;
use quick_xml::events::Event;
use rusty_s3::Credentials;
use ureq::http::Method;
use url::Url;
use url::form_urlencoded::Serializer;

use super::chain::{Chain, made};
use super::fault::Trouble;
use crate::file;
use crate::web::{Client, Proxied, Unanswered};

const LONGEST: Duration = Duration::from_secs(10);

/// `None` where no token is named.
pub fn ask(chain: &Chain<'_>, region: &str) -> Result<Option<Credentials>, Trouble> {
    let told =
        |variable: &str, key: &str| (chain.variables)(variable).or_else(|| chain.profile.config.get(key).cloned());
    let Some(path) = told("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file") else { return Ok(None) };
    let Some(role) = told("AWS_ROLE_ARN", "role_arn") else {
        return Err(failed("a web identity is named, and AWS_ROLE_ARN is not"));
    };
    let token = file::read_text(Path::new(&path), 64 << 10)
        .map_err(|error| failed(&format!("the file of the web identity cannot be read: {}", error.kind())))?;
    let session = told("AWS_ROLE_SESSION_NAME", "role_session_name").unwrap_or_else(|| "tidings".to_owned());
    let endpoint = match (chain.variables)("AWS_ENDPOINT_URL_STS") {
        Some(text) => Url::parse(&text).map_err(|_| failed("AWS_ENDPOINT_URL_STS is no address"))?,
        None => amazon(region)?,
    };
    let body = Serializer::new(String::new())
        .append_pair("Action", "AssumeRoleWithWebIdentity")
        .append_pair("Version", "2011-06-15")
        .append_pair("RoleArn", &role)
        .append_pair("RoleSessionName", &session)
        .append_pair("WebIdentityToken", token.trim())
        .finish();
    let client = Client::of_service(LONGEST, Proxied::AsTold);
    let fields = [("content-type", "application/x-www-form-urlencoded"), ("accept", "application/xml")];
    let answer = match client.send(&Method::POST, &endpoint, &fields, Some(body.as_bytes())) {
        Ok(answer) => answer,
        Err(Unanswered::Failed(why)) => return Err(failed(&format!("the token service does not answer: {why}"))),
        Err(Unanswered::Private) => return Err(failed("the token service is not to be asked")),
    };
    if answer.status != 200 {
        let status = answer.status;
        return Err(failed(&format!("the token service refuses the web identity, with status {status}")));
    }
    let Some((key, secret, token)) = read(&answer.body) else {
        return Err(failed("what the token service answers is not understood"));
    };
    made(&key, &secret, Some(&token)).map(Some)
}

fn amazon(region: &str) -> Result<Url, Trouble> {
    let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
    Url::parse(&format!("https://sts.{region}.{domain}/")).map_err(|_| failed("that is no region"))
}

fn failed(why: &str) -> Trouble {
    Trouble::Credentials(why.to_owned())
}

/// Key, secret and token, wherever they stand in the answer.
fn read(body: &[u8]) -> Option<(String, String, String)> {
    let mut reader = Reader::from_reader(body);
    let (mut key, mut secret, mut token) = (String::new(), String::new(), String::new());
    let mut name = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => name = tag.local_name().as_ref().to_vec(),
            Event::End(_) => name.clear(),
            Event::Text(text) => {
                let text = text.decode().ok()?;
                match name.as_slice() {
                    b"AccessKeyId" => key.push_str(&text),
                    b"SecretAccessKey" => secret.push_str(&text),
                    b"SessionToken" => token.push_str(&text),
                    _ => {}
                }
            }
            Event::Eof => {
                return (![&key, &secret, &token].iter().any(|text| text.is_empty())).then_some((key, secret, token));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read() {
        let text =
            b"<A xmlns='https://sts.amazonaws.com/doc/2011-06-15/'><B><Credentials><SessionToken>t</SessionToken>\
            <SecretAccessKey>s/+</SecretAccessKey><AccessKeyId>k</AccessKeyId></Credentials></B></A>";
        assert_eq!(read(text), Some(("k".to_owned(), "s/+".to_owned(), "t".to_owned())));
        assert_eq!(read(b"<Error/>"), None);
    }
}

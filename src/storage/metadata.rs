//! Credentials that a container or a machine gives to what runs in it (Amazon ECS Developer Guide, "Task IAM role"; EC2
//! User Guide, "Use IMDS", version 2, which asks for a token first).

use std::time::Duration;

use rusty_s3::Credentials;
use ureq::http::Method;
use url::{Host, Url};

use super::chain::made;
use super::fault::Trouble;
use super::object::Variables;
use crate::file;
use crate::web::{Client, Fetched, Proxied};

/// A machine that has them answers at once; elsewhere nobody does.
const LONGEST: Duration = Duration::from_secs(2);

#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GivenKeys {
    access_key_id: String,
    secret_access_key: String,
    token: Option<String>,
}

/// `None` where neither a container nor a machine gives any.
pub fn ask(variables: Variables<'_>) -> Result<Option<Credentials>, Trouble> {
    match of_container(variables)? {
        Some(found) => Ok(Some(found)),
        None => Ok(of_machine(variables)),
    }
}

fn of_container(variables: Variables<'_>) -> Result<Option<Credentials>, Trouble> {
    let failed = |why: &str| Trouble::Credentials(why.to_owned());
    let text = match variables("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
        Some(path) => format!("http://169.254.170.2{path}"),
        None => match variables("AWS_CONTAINER_CREDENTIALS_FULL_URI") {
            Some(text) => text,
            None => return Ok(None),
        },
    };
    let url = Url::parse(&text).ok().filter(is_trusted);
    let url = url.ok_or_else(|| failed("AWS_CONTAINER_CREDENTIALS_FULL_URI is not that of a container"))?;
    let token = match variables("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
        None => variables("AWS_CONTAINER_AUTHORIZATION_TOKEN"),
        Some(path) => Some(
            file::read_text(path.as_ref(), 64 << 10)
                .map_err(|error| failed(&format!("the container's token cannot be read: {}", error.kind())))?,
        ),
    };
    let token = token.map(|token| token.trim().to_owned());
    let fields: Vec<(&str, &str)> = token.iter().map(|token| ("authorization", token.as_str())).collect();
    let client = Client::of_service(LONGEST, Proxied::Never);
    let answer = client.send(&Method::GET, &url, &fields, None);
    let given = answer.ok().and_then(|answer| read(&answer));
    given.map(Some).ok_or_else(|| failed("the container, which is to give them, does not"))
}

/// Where credentials may come from unencrypted: this machine, and the addresses of container services (botocore,
/// `ContainerMetadataFetcher`).
fn is_trusted(url: &Url) -> bool {
    if url.scheme() == "https" {
        return true;
    }
    url.scheme() == "http"
        && match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback() || matches!(address.octets(), [169, 254, 170, 2 | 23]),
            Some(Host::Ipv6(address)) => {
                address.is_loopback() || address.segments() == [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23]
            }
            None => false,
        }
}

/// Nobody's answer is no fault: most machines are not Amazon's.
fn of_machine(variables: Variables<'_>) -> Option<Credentials> {
    if variables("AWS_EC2_METADATA_DISABLED").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return None;
    }
    let endpoint = variables("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    let base = Url::parse(&endpoint.unwrap_or_else(|| "http://169.254.169.254/".to_owned())).ok()?;
    let client = Client::of_service(LONGEST, Proxied::Never);
    let fields = [("x-aws-ec2-metadata-token-ttl-seconds", "21600")];
    let token = text(client.send(&Method::PUT, &base.join("latest/api/token").ok()?, &fields, Some(b"")).ok()?)?;
    let fields = [("x-aws-ec2-metadata-token", token.as_str())];
    let roles = base.join("latest/meta-data/iam/security-credentials/").ok()?;
    let role = text(client.send(&Method::GET, &roles, &fields, None).ok()?)?;
    // It is a name (IAM API Reference, `CreateRole`), and leads nowhere else.
    let is_name = |c: char| c.is_ascii_alphanumeric() || "+=,.@_-".contains(c);
    let role = role.lines().next().filter(|role| role.chars().all(is_name))?;
    let answer = client.send(&Method::GET, &roles.join(role).ok()?, &fields, None).ok()?;
    read(&answer)
}

fn text(answer: Fetched) -> Option<String> {
    let text = String::from_utf8(answer.body).ok().filter(|_| answer.status == 200)?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn read(answer: &Fetched) -> Option<Credentials> {
    let keys: GivenKeys = serde_json::from_slice(&answer.body).ok().filter(|_| answer.status == 200)?;
    made(&keys.access_key_id, &keys.secret_access_key, keys.token.as_deref()).ok()
}

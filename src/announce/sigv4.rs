//! A request to CloudFront is signed ("AWS Signature Version 4 for API requests"): method, path, the fields named, the body.

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use rusty_s3::Credentials;
use sha2::Sha256;
use url::Url;

use crate::storage::ContentHash;

/// CloudFront is one service for all regions, and has this one.
pub const REGION: &str = "us-east-1";
const SCOPE: [&str; 3] = [REGION, "cloudfront", "aws4_request"];

/// The fields by which a `POST` to `url` is signed. Its path must have nothing that is to be escaped, and it has no query.
pub fn signed(url: &str, body: &str, key: &Credentials, unix: i64) -> Vec<(&'static str, String)> {
    let moment: DateTime<Utc> = DateTime::from_timestamp(unix, 0).unwrap_or_default();
    let (time, day) = (moment.format("%Y%m%dT%H%M%SZ").to_string(), moment.format("%Y%m%d").to_string());
    let url = Url::parse(url).ok();
    let path = url.as_ref().map_or("/", |url| url.path());
    let host = url.as_ref().map_or_else(String::new, host);
    let token = key.token().map(|token| ("x-amz-security-token", token.to_owned()));
    let named: Vec<(&'static str, String)> =
        [("host", host), ("x-amz-date", time.clone())].into_iter().chain(token.clone()).collect();
    let fields: String = named.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
    let names = named.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    let canonical = format!("POST\n{path}\n\n{fields}\n{names}\n{}", ContentHash::of(body.as_bytes()).as_str());
    let scope = format!("{day}/{}", SCOPE.join("/"));
    let to_sign = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", ContentHash::of(canonical.as_bytes()).as_str());
    let first = mac(format!("AWS4{}", key.secret()).as_bytes(), &day);
    let signing = SCOPE.iter().fold(first, |key, part| mac(&key, part));
    let signature = hex(&mac(&signing, &to_sign));
    let authorization =
        format!("AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={names}, Signature={signature}", key.key());
    [("authorization", authorization), ("x-amz-date", time)].into_iter().chain(token).collect()
}

/// As it is sent: with a port that is not the scheme's own.
fn host(url: &Url) -> String {
    let name = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
}

fn mac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of HMAC has any length (RFC 2104, 2)");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What botocore 1.44.8 makes of the same request: `SigV4Auth(key, "cloudfront", "us-east-1").add_auth(request)` at
    /// 2026-03-01T08:00:00Z.
    #[test]
    fn a_signature_is_that_of_the_vendors_own_library() {
        let url = "https://cloudfront.amazonaws.com/2020-05-31/distribution/E1ABC/invalidation";
        let cases = [
            (None::<&str>, "host;x-amz-date", "13b5daef41e960da4454886dd57d1010831f8481277f185870c1ccc34a8847fb"),
            (
                Some("token/with+signs=="),
                "host;x-amz-date;x-amz-security-token",
                "fcf7add0bb10e3c23449aa0d918ba701e4877af641de6250de9d6e108fd67584",
            ),
        ];
        for (token, names, signature) in cases {
            let (id, secret) = ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
            let key = match token {
                Some(token) => Credentials::new_with_token(id, secret, token),
                None => Credentials::new(id, secret),
            };
            let fields = signed(url, "<a/>", &key, 1_772_352_000);
            let scope = "20260301/us-east-1/cloudfront/aws4_request";
            let expected = format!(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{scope}, SignedHeaders={names}, Signature={signature}"
            );
            assert_eq!(fields[0], ("authorization", expected));
            assert_eq!(fields[1], ("x-amz-date", "20260301T080000Z".to_owned()));
        }
    }
}

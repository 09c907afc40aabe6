//! Credentials, looked for in the order of Amazon's own programs (botocore 1.44, `create_credential_resolver`): the
//! environment, a web identity, the credentials file, the configuration file, the container, the machine.

use rusty_s3::Credentials;

use super::chain::{Chain, made};
use super::fault::Trouble;
use super::metadata;
use super::object::Variables;
use super::profile::Profile;
use super::web_identity;

/// The first credentials that there are; where there are some in part, or what has to give them fails, that is said, and
/// no other are taken.
pub fn find(chain: &Chain<'_>, region: &str) -> Result<Credentials, Trouble> {
    let found = match of_environment(chain.variables)? {
        Some(found) => Some(found),
        None => match web_identity::ask(chain, region)? {
            Some(found) => Some(found),
            None => match of_profile(&chain.profile)? {
                Some(found) => Some(found),
                None => metadata::ask(chain.variables)?,
            },
        },
    };
    found.ok_or_else(|| {
        let looked = "the environment, a web identity, the profile, the container and the machine give none";
        Trouble::Credentials(looked.to_owned())
    })
}

fn of_environment(variables: Variables<'_>) -> Result<Option<Credentials>, Trouble> {
    let Some(key) = variables("AWS_ACCESS_KEY_ID") else { return Ok(None) };
    let Some(secret) = variables("AWS_SECRET_ACCESS_KEY") else {
        return Err(Trouble::Credentials("AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not".to_owned()));
    };
    let token = variables("AWS_SECURITY_TOKEN").or_else(|| variables("AWS_SESSION_TOKEN"));
    made(&key, &secret, token.as_deref()).map(Some)
}

fn of_profile(profile: &Profile) -> Result<Option<Credentials>, Trouble> {
    if profile.is_named && !profile.is_there() {
        return Err(Trouble::Credentials(format!("there is no profile `{}`", profile.name)));
    }
    for keys in [&profile.credentials, &profile.config] {
        let Some(key) = keys.get("aws_access_key_id") else { continue };
        let Some(secret) = keys.get("aws_secret_access_key") else {
            let why = format!("the profile `{}` has no `aws_secret_access_key`", profile.name);
            return Err(Trouble::Credentials(why));
        };
        let token = keys.get("aws_security_token").or_else(|| keys.get("aws_session_token"));
        return made(key, secret, token.map(String::as_str)).map(Some);
    }
    let unknown = ["role_arn", "sso_session", "sso_start_url", "credential_process", "login_session"];
    let has = |key: &&str| profile.credentials.contains_key(*key) || profile.config.contains_key(*key);
    match unknown.iter().find(|key| has(key)) {
        Some(key) => Err(Trouble::Credentials(format!(
            "the profile `{}` has `{key}`, which Tidings does not follow; run `aws configure export-credentials` for it",
            profile.name
        ))),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)]) -> Result<(String, Option<String>), String> {
        let variables =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let chain = Chain::read(&variables).unwrap();
        match find(&chain, "eu-central-1") {
            Ok(found) => Ok((found.key().to_owned(), found.token().map(str::to_owned))),
            Err(Trouble::Credentials(why)) => Err(why),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_order_is_that_of_amazons_programs() {
        let folder = tempfile::tempdir().unwrap();
        let (credentials, config) = (folder.path().join("credentials"), folder.path().join("config"));
        std::fs::write(
            &credentials,
            "[default]\naws_access_key_id=D\naws_secret_access_key=s\n[b]\naws_access_key_id=B\n",
        )
        .unwrap();
        let text = "[profile c]\naws_access_key_id=C\naws_secret_access_key=s\naws_session_token=t\n[profile sso]\nsso_session=x\n";
        std::fs::write(&config, text).unwrap();
        let (credentials, config) = (credentials.to_str().unwrap(), config.to_str().unwrap());
        let files = [
            ("AWS_SHARED_CREDENTIALS_FILE", credentials),
            ("AWS_CONFIG_FILE", config),
            ("AWS_EC2_METADATA_DISABLED", "true"),
        ];
        let with = |more: &[(&'static str, &'static str)]| found(&[&files[..], more].concat());
        assert_eq!(with(&[]).unwrap(), ("D".to_owned(), None));
        assert_eq!(with(&[("AWS_PROFILE", "c")]).unwrap(), ("C".to_owned(), Some("t".to_owned())));
        let keys = [("AWS_ACCESS_KEY_ID", "E"), ("AWS_SECRET_ACCESS_KEY", "s"), ("AWS_PROFILE", "c")];
        assert_eq!(with(&keys).unwrap(), ("E".to_owned(), None));
        assert!(with(&keys[..1]).unwrap_err().contains("AWS_SECRET_ACCESS_KEY"));
        assert!(with(&[("AWS_PROFILE", "b")]).unwrap_err().contains("aws_secret_access_key"));
        assert!(with(&[("AWS_PROFILE", "none")]).unwrap_err().contains("no profile `none`"));
        assert!(with(&[("AWS_PROFILE", "sso")]).unwrap_err().contains("sso_session"));
        assert!(found(&files[1..]).unwrap_err().contains("give none"));
    }
}

//! What the environment and the profile say of a storage, and credentials of their parts.

use rusty_s3::Credentials;
use url::Url;

use super::fault::Trouble;
use super::object::Variables;
use super::profile::Profile;

/// What the environment and the profile say.
pub struct Chain<'a> {
    pub variables: Variables<'a>,
    pub profile: Profile,
}

impl<'a> Chain<'a> {
    pub fn read(variables: Variables<'a>) -> Result<Self, Trouble> {
        let profile = Profile::read(variables).map_err(Trouble::Credentials)?;
        Ok(Self { variables, profile })
    }

    /// The region that is named outside of `tidings.toml`.
    pub fn region(&self) -> Option<String> {
        let told = (self.variables)("AWS_REGION").or_else(|| (self.variables)("AWS_DEFAULT_REGION"));
        told.or_else(|| self.profile.config.get("region").cloned())
    }

    /// The endpoint that is named outside of `tidings.toml`.
    pub fn endpoint(&self) -> Result<Option<Url>, &'static str> {
        let told = (self.variables)("AWS_ENDPOINT_URL_S3").or_else(|| (self.variables)("AWS_ENDPOINT_URL"));
        let Some(text) = told.or_else(|| self.profile.config.get("endpoint_url").cloned()) else { return Ok(None) };
        let url = Url::parse(text.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        match url {
            None => Err("the endpoint of the environment is no address of the web"),
            Some(url) if !url.username().is_empty() || url.password().is_some() => {
                Err("the endpoint of the environment has a user or a password in it")
            }
            Some(mut url) => {
                if !url.path().ends_with('/') {
                    let path = format!("{}/", url.path());
                    url.set_path(&path);
                }
                url.set_query(None);
                url.set_fragment(None);
                Ok(Some(url))
            }
        }
    }
}

/// Credentials of these parts, where they can stand in a request.
pub fn made(key: &str, secret: &str, token: Option<&str>) -> Result<Credentials, Trouble> {
    let (key, secret, token) = (key.trim(), secret.trim(), token.map(str::trim).filter(|token| !token.is_empty()));
    let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    if ![Some(key), Some(secret), token].into_iter().flatten().all(is_plain) {
        return Err(Trouble::Credentials("they are empty, or have characters that no credentials have".to_owned()));
    }
    Ok(match token {
        None => Credentials::new(key, secret),
        Some(token) => Credentials::new_with_token(key, secret, token),
    })
}

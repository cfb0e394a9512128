//! What the web needs to be told.

use std::fmt;
use url::{Host, Url};

/// A value that never shows up in logs or errors.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a value.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }
    /// The value, for the one place that sends it.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where and as whom to sign people in (Discord: topics/oauth2).
#[derive(Clone, Debug)]
pub struct OAuth {
    /// The application's id.
    pub client_id: String,
    /// The application's secret; nobody can sign in without.
    pub client_secret: Option<Secret>,
    /// Where browsers are sent: `https://discord.com/oauth2/authorize`.
    pub authorize_url: Url,
    /// Where the code is exchanged: `https://discord.com/api/oauth2/token`.
    pub token_url: Url,
    /// Where the person is read: `https://discord.com/api/v10`, without a slash at the end.
    pub api_base: Url,
    /// Where Discord keeps pictures: `https://cdn.discordapp.com`.
    pub cdn: Url,
}

impl OAuth {
    /// Sign-in with the real Discord.
    pub fn discord(client_id: impl Into<String>, client_secret: Option<Secret>) -> Self {
        let base = Url::parse("https://discord.com").expect("a constant address");
        let cdn = Url::parse("https://cdn.discordapp.com").expect("a constant address");
        Self { cdn, ..Self::at(&base, client_id, client_secret) }
    }

    /// Sign-in with Discord at this address, or with what stands in for it.
    pub fn at(base: &Url, client_id: impl Into<String>, client_secret: Option<Secret>) -> Self {
        let url = |path: &str| {
            let mut url = base.clone();
            url.set_path(path);
            url
        };
        Self {
            client_id: client_id.into(),
            client_secret,
            authorize_url: url("/oauth2/authorize"),
            token_url: url("/api/oauth2/token"),
            api_base: url("/api/v10"),
            cdn: url("/"),
        }
    }
}

/// The configuration of the web.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address that browsers use. Its origin is the only one that forms are accepted from.
    pub public_url: Url,
    /// Sign-in.
    pub oauth: OAuth,
    /// Where links to a channel lead; `/{guild}/{channel}` is added. `https://discord.com/channels` for the real Discord.
    pub channel_links: String,
}

/// What is wrong with a configuration.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The public address is no plain http(s) origin.
    #[error("public_url must be like https://desk.example.org, without a path: {0}")]
    NotAnOrigin(Url),
    /// Cookies would travel in the clear.
    #[error("public_url must begin with https:// unless it is on this machine (localhost): {0}")]
    NotSecure(Url),
}

impl Config {
    /// Checks that people can be signed in safely at the public address.
    ///
    /// # Errors
    /// [`ConfigError`], which says what to change.
    pub fn check(&self) -> Result<(), ConfigError> {
        let url = &self.public_url;
        let plain = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !plain || !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(ConfigError::NotAnOrigin(url.clone()));
        }
        let local = match url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        if self.secure() || local { Ok(()) } else { Err(ConfigError::NotSecure(url.clone())) }
    }

    /// Whether browsers come over https.
    pub(crate) fn secure(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The origin of the public address, as browsers write it in `Origin`.
    pub(crate) fn origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }

    /// Where the sign-in comes back to; to be entered in Discord's developer portal.
    pub fn redirect_uri(&self) -> String {
        format!("{}/auth/callback", self.origin())
    }
}

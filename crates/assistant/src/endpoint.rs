//! Which endpoint, which model, and the key.

use serde::{Deserialize, Serialize};
use std::fmt;
use url::Url;

/// Characters of a model's name.
const MODEL_CHARS: usize = 120;

/// A key that never shows up in logs or errors.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// Keeps a key.
    pub fn new(key: impl AsRef<str>) -> Self {
        Self(key.as_ref().trim().to_owned())
    }
    /// The key, for the one header that carries it.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// What the self-hoster sets (P184). Serialised only to be sealed: it holds the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// The base address with the version, as `https://api.example.com/v1` or `http://127.0.0.1:11434/v1`.
    #[serde(with = "address")]
    pub base: Url,
    /// The chat model's name there.
    pub model: String,
    /// The embeddings model's name there; without one, retrieval goes by words alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embeddings: Option<String>,
    /// The key; endpoints on one's own machine often need none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    /// Whether the answer is taken piece by piece.
    #[serde(default)]
    pub stream: bool,
    /// What tokens cost; without it only tokens are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<crate::Price>,
}

/// An address as a string.
mod address {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use url::Url;

    pub fn serialize<S: Serializer>(url: &Url, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(url.as_str())
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Url, D::Error> {
        String::deserialize(input)?.parse().map_err(D::Error::custom)
    }
}

/// Why an endpoint cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Neither `http` nor `https`, or with a user, a question or a fragment in it.
    #[error("the address must look like https://api.example.com/v1")]
    Address,
    /// A key would go over the network in clear text.
    #[error("a key is sent only over https, or to this machine")]
    ClearText,
    /// Empty or too long.
    #[error("the model's name must have 1 to {MODEL_CHARS} characters")]
    Model,
}

impl Endpoint {
    /// Checks it.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), Wrong> {
        let plain = self.base.username().is_empty() && self.base.password().is_none();
        let bare = self.base.query().is_none() && self.base.fragment().is_none();
        if !matches!(self.base.scheme(), "http" | "https")
            || !plain
            || !bare
            || self.base.host_str().is_none()
        {
            return Err(Wrong::Address);
        }
        if self.base.scheme() == "http" && self.key.is_some() && !self.is_here() {
            return Err(Wrong::ClearText);
        }
        let fits = |model: &str| !model.trim().is_empty() && model.chars().count() <= MODEL_CHARS;
        let models = [Some(&self.model), self.embeddings.as_ref()];
        if models.into_iter().flatten().all(|model| fits(model)) { Ok(()) } else { Err(Wrong::Model) }
    }

    /// Whether it is on this machine.
    fn is_here(&self) -> bool {
        match self.base.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// The host, for the privacy page: this is where text is sent.
    pub fn host(&self) -> &str {
        self.base.host_str().unwrap_or("")
    }

    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.base.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(base: &str, key: Option<&str>) -> Endpoint {
        let base = base.parse().expect("an address");
        Endpoint {
            base,
            model: "m".to_owned(),
            embeddings: None,
            key: key.map(Key::new),
            stream: false,
            price: None,
        }
    }

    #[test]
    fn endpoints_are_checked() {
        assert_eq!(endpoint("https://api.example.com/v1", Some("k")).check(), Ok(()));
        assert_eq!(endpoint("http://127.0.0.1:8080/v1/", Some("k")).check(), Ok(()));
        assert_eq!(endpoint("http://10.0.0.5/v1", None).check(), Ok(()));
        assert_eq!(endpoint("http://10.0.0.5/v1", Some("k")).check(), Err(Wrong::ClearText));
        assert_eq!(endpoint("http://localhost.evil.example/v1", Some("k")).check(), Err(Wrong::ClearText));
        for address in ["ftp://a/v1", "https://user:pass@a/v1", "https://a/v1?key=1", "data:text/plain,x"] {
            assert_eq!(endpoint(address, None).check(), Err(Wrong::Address), "{address}");
        }
        assert_eq!(
            Endpoint { model: " ".to_owned(), ..endpoint("https://a/v1", None) }.check(),
            Err(Wrong::Model)
        );
        assert_eq!(endpoint("http://a/v1/", None).at("chat/completions"), "http://a/v1/chat/completions");
        assert!(!format!("{:?}", endpoint("https://a/v1", Some("hush"))).contains("hush"));
    }
}

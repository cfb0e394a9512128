//! What a token says, and what it may (P215, P216).

use desk::ports::TokenHash;
use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// What every token begins with, so that it is recognised where it should not be.
pub(crate) const PREFIX: &str = "guildhall_";
/// Letters of a name.
pub(crate) const MOST_NAME: usize = 40;
/// Networks that a token can be bound to.
pub(crate) const MOST_NETWORKS: usize = 20;

/// What a token can be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// See tickets and what is said in them.
    TicketsRead,
    /// Reply, claim, assign, close, reopen (P217).
    TicketsWrite,
    /// Webhooks, and nothing else.
    WebhooksManage,
}

impl Scope {
    pub(crate) const ALL: [Self; 3] = [Self::TicketsRead, Self::TicketsWrite, Self::WebhooksManage];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::TicketsRead => "tickets:read",
            Self::TicketsWrite => "tickets:write",
            Self::WebhooksManage => "webhooks:manage",
        }
    }

    pub(crate) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

/// A new token: 32 random bytes in letters.
pub(crate) fn fresh() -> String {
    format!("{PREFIX}{}", crate::headers::fresh())
}

/// All that is kept of it.
pub(crate) fn hash(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}

/// Networks, one in a line or between commas: `203.0.113.7` or `203.0.113.0/24`.
///
/// # Errors
/// What is none.
pub(crate) fn networks(text: &str) -> Result<Vec<String>, String> {
    let parts = text.split([',', '\n', ' ']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| network(part).map(|net| net.to_string()).ok_or_else(|| part.to_owned())).collect()
}

fn network(text: &str) -> Option<ipnet::IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(ipnet::IpNet::from)).map(|net| net.trunc())
}

/// Whether a token that is bound to these networks may be used from there.
pub(crate) fn allows(networks: &[String], from: IpAddr) -> bool {
    let from = from.to_canonical();
    networks.is_empty() || networks.iter().filter_map(|one| network(one)).any(|one| one.contains(&from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

    // Proves: P215
    #[test]
    fn tokens_are_recognised_and_random() {
        let (one, two) = (fresh(), fresh());
        assert_ne!(one, two);
        let bytes = URL_SAFE_NO_PAD.decode(one.strip_prefix(PREFIX).expect("the prefix")).expect("base64");
        assert_eq!(bytes.len(), 32);
        assert_ne!(hash(&one), hash(&two));
    }

    // Proves: P215
    #[test]
    fn networks_are_read_and_held() {
        let all = networks("203.0.113.7, 10.1.2.3/8\n2001:db8::/32").expect("are read");
        assert_eq!(all, ["203.0.113.7/32", "10.0.0.0/8", "2001:db8::/32"]);
        assert_eq!(networks("here"), Err("here".to_owned()));
        let from = |text: &str| allows(&all, text.parse().expect("an address"));
        assert!(from("203.0.113.7") && from("10.200.0.1") && from("2001:db8::5") && from("::ffff:10.0.0.1"));
        assert!(!from("203.0.113.8") && !from("11.0.0.1") && !from("::1"));
        assert!(allows(&[], "8.8.8.8".parse().expect("an address")));
    }
}

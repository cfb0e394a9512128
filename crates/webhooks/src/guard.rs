//! Where webhooks may lead: to the open internet over https, and nowhere else unless the self-hoster says so. A name is looked up and
//! its addresses are checked for every connection, so that one that leads elsewhere later leads nowhere.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};
use url::{Host, Url};

/// Letters of an address.
pub const MOST_CHARS: usize = 2_000;

/// Why an address cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It is no web address, or has a user, a password or a fragment in it.
    #[error("that is no address of the form https://example.com/hooks")]
    Address,
    /// Not https (P223).
    #[error("only https:// addresses are told anything")]
    NotSecure,
    /// It leads into a private network, to this machine, or to no machine at all.
    #[error("the address leads into a private network")]
    Private,
}

/// Whether private addresses are allowed: `GUILDHALL_WEBHOOKS_PRIVATE`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Private {
    /// They are refused.
    #[default]
    Refused,
    /// They are allowed, there also over http.
    Allowed,
}

/// Reads an address and checks what can be seen of it without looking names up.
///
/// # Errors
/// [`Wrong`].
pub fn check(text: &str, private: Private) -> Result<Url, Wrong> {
    let url = Url::parse(text.trim()).map_err(|_| Wrong::Address)?;
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let Some(host) = url.host() else { return Err(Wrong::Address) };
    if !plain || text.chars().count() > MOST_CHARS || !matches!(url.scheme(), "http" | "https") {
        return Err(Wrong::Address);
    }
    let address = match host {
        Host::Ipv4(address) => Some(IpAddr::V4(address)),
        Host::Ipv6(address) => Some(IpAddr::V6(address)),
        Host::Domain(_) => None,
    };
    if private == Private::Refused {
        if address.is_some_and(|address| !is_public(address)) || is_local_name(&url) {
            return Err(Wrong::Private);
        }
        if url.scheme() != "https" {
            return Err(Wrong::NotSecure);
        }
    } else if url.scheme() != "https" && !is_local_name(&url) && address.is_none_or(is_public) {
        // Allowed at home is not allowed on the open internet.
        return Err(Wrong::NotSecure);
    }
    Ok(url)
}

/// Names that mean this machine or this network whoever is asked.
fn is_local_name(url: &Url) -> bool {
    let name = url.host_str().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or_default();
    !name.contains(['.', ':'])
        || matches!(last, "localhost" | "local" | "internal" | "lan" | "home" | "onion")
}

/// Whether everybody reaches the same machine there (IANA's special-purpose registries).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = a == 0
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_documentation()
        // Carriers' own networks, protocol assignments, relays, benchmarks, multicast and what is reserved.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19))
        || a >= 224;
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    // What stands for an address of the other kind is judged as that one.
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let inner = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match parts {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_public_v4(inner(high, low)),
        [0x2002, high, low, ..] => is_public_v4(inner(high, low)),
        // Tunnels, overlays, benchmarks, documentation.
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => false,
        [0x3fff, second, ..] if second < 0x1000 => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

/// Every address of a name is one that is not to be reached.
#[derive(Debug)]
pub(crate) struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name leads into a private network")
    }
}

impl std::error::Error for Closed {}

/// How names are looked up.
pub(crate) type LookUp = Arc<
    dyn Fn(String) -> std::pin::Pin<Box<dyn Future<Output = std::io::Result<Vec<SocketAddr>>> + Send>>
        + Send
        + Sync,
>;

/// Asks the system.
pub(crate) fn system() -> LookUp {
    Arc::new(|name| Box::pin(async move { Ok(tokio::net::lookup_host((name.as_str(), 0)).await?.collect()) }))
}

/// Gives only addresses that may be reached: the connection is made to what was checked.
pub(crate) struct Guard {
    pub(crate) look_up: LookUp,
    pub(crate) private: Private,
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (found, private) = ((self.look_up)(name.as_str().to_owned()), self.private);
        Box::pin(async move {
            let mut found = found.await?;
            if private == Private::Refused {
                found.retain(|one| is_public(one.ip()));
                if found.is_empty() {
                    return Err(Closed.into());
                }
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: P223
    #[test]
    fn only_the_open_internet_over_https() {
        for good in
            ["https://example.com/hooks?a=1", "https://93.184.215.14:8443/x", "https://[2606:4700::1111]/x"]
        {
            assert!(check(good, Private::Refused).is_ok(), "{good}");
        }
        assert_eq!(check("http://example.com/", Private::Refused), Err(Wrong::NotSecure));
        assert_eq!(check("http://example.com/", Private::Allowed), Err(Wrong::NotSecure));
        for odd in [
            "",
            "example.com",
            "ftp://example.com/",
            "https://user@example.com/",
            "https://a:b@c.example/",
            "https://c.example/#x",
            "file:///etc/passwd",
        ] {
            assert_eq!(check(odd, Private::Refused), Err(Wrong::Address), "{odd}");
        }
        for inside in [
            "https://localhost/",
            "https://LOCALHOST./",
            "https://a.localhost/",
            "https://printer.local/",
            "https://db.internal/",
            "https://postgres/",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0.0.0.0/",
            "https://10.1.2.3/",
            "https://172.16.0.1/",
            "https://172.31.255.255/",
            "https://192.168.1.1/",
            "https://169.254.169.254/",
            "https://100.64.0.1/",
            "https://192.0.0.1/",
            "https://198.18.0.1/",
            "https://224.0.0.1/",
            "https://255.255.255.255/",
            "https://203.0.113.5/",
            "https://[::1]/",
            "https://[::]/",
            "https://[fc00::1]/",
            "https://[fe80::1]/",
            "https://[ff02::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[2002:7f00:1::]/",
            "https://[2001:db8::1]/",
            "https://[2001::1]/",
            "https://[fec0::1]/",
        ] {
            assert_eq!(check(inside, Private::Refused), Err(Wrong::Private), "{inside}");
        }
        for home in ["http://127.0.0.1:9000/x", "http://localhost/x", "https://10.0.0.7/x", "http://[::1]/"] {
            assert!(check(home, Private::Allowed).is_ok(), "{home}");
        }
    }

    // Proves: P223
    #[tokio::test]
    async fn names_that_lead_inside_lead_nowhere() {
        let looked: LookUp = Arc::new(|name| {
            Box::pin(async move {
                let inside = "10.0.0.9:0".parse().expect("an address");
                let outside = "93.184.215.14:0".parse().expect("an address");
                Ok(if name.starts_with("both") { vec![inside, outside] } else { vec![inside] })
            })
        });
        let ask = async |private, name: &str| {
            let guard = Guard { look_up: Arc::clone(&looked), private };
            let found = guard.resolve(name.parse().expect("a name")).await;
            found.map(Iterator::count).map_err(|error| error.is::<Closed>())
        };
        assert_eq!(ask(Private::Refused, "rebinding.example").await, Err(true));
        assert_eq!(ask(Private::Refused, "both.example").await, Ok(1), "only the address outside is left");
        assert_eq!(ask(Private::Allowed, "rebinding.example").await, Ok(1));
    }
}

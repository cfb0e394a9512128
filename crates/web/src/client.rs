//! Who is at the other end of the connection.

use crate::state::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

/// The client's address: of the connection, or as our own proxy names it.
pub(crate) struct Client(pub(crate) IpAddr);

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // The last entry is the one our proxy wrote; those before it can be made up by the client.
        let named =
            app.config.behind_proxy.then(|| parts.headers.get_all("x-forwarded-for").iter().next_back());
        let named =
            named.flatten().and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        Ok(Self(named.or(direct).unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED))))
    }
}

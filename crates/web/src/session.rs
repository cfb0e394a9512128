//! Who is at the browser.

use crate::{Site, frame::Problem, headers::fresh_secret};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
};
use desk::ports::{Session, TokenHash};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use subtle::ConstantTimeEq;
use ticket::{Timestamp, UserId};

/// Seconds without use after which a session ends (reliability C.7: 12 h).
const IDLE: i64 = 12 * 3600;
/// Seconds after which a session ends in any case (reliability C.7: 14 d).
const LIFE: i64 = 14 * 24 * 3600;

/// The name of the session's cookie: bound to host and TLS wherever there is TLS.
pub(crate) fn cookie_name(site: &Site) -> &'static str {
    if site.secure() { "__Host-guildhall" } else { "guildhall" }
}

/// A cookie's value.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';')).find_map(|one| one.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A cookie to be set, for this site only and out of reach for scripts.
pub(crate) fn set_cookie(site: &Site, name: &str, value: &str, seconds: i64) -> String {
    let secure = if site.secure() { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

pub(crate) fn hash(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}

/// Starts a session; gives the cookie for it.
pub(crate) async fn start(
    site: &Site,
    user: UserId,
    username: String,
    avatar: Option<String>,
    guilds: Vec<ticket::GuildId>,
) -> Result<String, desk::Failure> {
    let (token, csrf, now) = (fresh_secret(), fresh_secret(), site.desk.clock().now());
    let store = site.desk.store();
    store.sessions_swept(now.plus_seconds(-IDLE), now.plus_seconds(-LIFE)).await?;
    let session =
        Session { token: hash(&token), user, username, avatar, guilds, csrf, created: now, used: now };
    store.session_start(&session).await?;
    Ok(set_cookie(site, cookie_name(site), &token, LIFE))
}

/// Someone who signed in.
pub(crate) struct Viewer(pub Session);

impl FromRequestParts<Arc<Site>> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Problem> {
        let uri = &parts.uri;
        let here = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let elsewhere = || Problem::SignIn {
            next: if parts.method == Method::GET { here.clone() } else { "/".to_owned() },
        };
        let token = cookie(&parts.headers, cookie_name(site)).ok_or_else(elsewhere)?;
        let now = site.desk.clock().now();
        let (idle, born) = (now.plus_seconds(-IDLE), now.plus_seconds(-LIFE));
        let session = site.desk.store().session(&hash(token), idle, born).await?.ok_or_else(elsewhere)?;
        if now.0 - session.used.0 > 60_000 {
            site.desk.store().session_used(&session.token, minute(now)).await?;
        }
        Ok(Self(session))
    }
}

fn minute(now: Timestamp) -> Timestamp {
    Timestamp(now.0 - now.0.rem_euclid(60_000))
}

impl Viewer {
    /// Refuses a form that did not come from our own pages: the browser's word for where it comes from, and the session's secret in it.
    pub(crate) fn check_form(&self, site: &Site, headers: &HeaderMap, csrf: &str) -> Result<(), Problem> {
        let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
        let own = origin.is_none_or(|origin| origin == site.config.public_url);
        let fetched = headers.get("sec-fetch-site").and_then(|from| from.to_str().ok());
        let same = fetched.is_none_or(|from| from == "same-origin" || from == "none");
        let known = bool::from(csrf.as_bytes().ct_eq(self.0.csrf.as_bytes()));
        if own && same && known { Ok(()) } else { Err(Problem::Forged) }
    }
}

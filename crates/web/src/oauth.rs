//! Sign-in through Discord (OAuth2 code grant with `state` and PKCE; Discord: topics/oauth2, RFC 7636).
//!
//! What Discord grants is used once, to read who it is and in which of our guilds, and then dropped: no token of theirs is kept.

mod discord;

use crate::{
    client::Client,
    config::Config,
    elsewhere,
    error::{Problem, SignInFailed},
    headers::fresh,
    pages::notifications,
    session::{self, Current, cookie, cookie_name, set_cookie},
    state::App,
};
use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use desk::ports::Session;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What is asked for: who the person is, their servers, and their roles in ours.
pub(crate) const SCOPES: &str = "identify guilds guilds.members.read";
/// A sign-in that takes longer is begun anew.
const PATIENCE_SECONDS: i64 = 10 * 60;
/// The cookie that ties the way back to the browser that set out.
const FLOW: &str = "guildhall_signin";
/// The longest address to go on to.
const MAX_NEXT: usize = 512;

/// A sign-in under way, kept in the browser that began it.
#[derive(Serialize, Deserialize)]
struct Flow {
    state: String,
    verifier: String,
    next: String,
}

#[derive(Deserialize)]
pub(crate) struct Begin {
    #[serde(default)]
    next: String,
}

/// `GET /auth/discord?next=…`
pub(crate) async fn begin(
    State(app): State<App>,
    Client(from): Client,
    Query(Begin { next }): Query<Begin>,
) -> Result<Response, Problem> {
    if !app.limits.may_sign_in(from) {
        return Err(Problem::TooMany);
    }
    if app.config.oauth.client_secret.is_none() {
        return Err(Problem::NoSignIn);
    }
    let flow = Flow { state: fresh(), verifier: fresh(), next: local(&app.config, &next) };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(flow.verifier.as_bytes()));
    let mut to = app.config.oauth.authorize_url.clone();
    to.query_pairs_mut()
        .append_pair("client_id", &app.config.oauth.client_id)
        .append_pair("response_type", "code")
        .append_pair("redirect_uri", &app.config.redirect_uri())
        .append_pair("scope", SCOPES)
        .append_pair("state", &flow.state)
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256")
        .append_pair("prompt", "none");
    let kept = serde_json::to_vec(&flow).map(|json| URL_SAFE_NO_PAD.encode(json)).unwrap_or_default();
    let cookie = set_cookie(&app.config, FLOW, &kept, PATIENCE_SECONDS);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(to.as_str())).into_response())
}

#[derive(Deserialize)]
pub(crate) struct Back {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
}

/// `GET /auth/callback`
pub(crate) async fn callback(
    State(app): State<App>,
    Client(from): Client,
    current: Option<Extension<Current>>,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Result<Response, Problem> {
    if !app.limits.may_sign_in(from) {
        return Err(Problem::TooMany);
    }
    let flow = flow(&app.config, &headers).ok_or(Problem::SignInFailed(SignInFailed::Stale))?;
    if !bool::from(back.state.unwrap_or_default().as_bytes().ct_eq(flow.state.as_bytes())) {
        return Err(Problem::SignInFailed(SignInFailed::Stale));
    }
    let code = match (back.code, back.error) {
        (Some(code), None) => code,
        _ => return Err(Problem::SignInFailed(SignInFailed::Cancelled)),
    };
    let known = discord::who(&app, &code, &flow.verifier).await.map_err(Problem::SignInFailed)?;
    let guilds = discord::remember_memberships(&app, &known).await?;
    let now = app.now();
    let session = Session {
        token: [0; 32],
        user: known.user,
        addable: discord::addable(&known, &guilds),
        username: known.username,
        avatar: known.avatar,
        guilds,
        csrf: fresh(),
        created: now,
        used: now,
    };
    tracing::info!(user = %session.user, "signed in");
    elsewhere::copy(&app, &session.addable).await;
    // Whoever was here before may not have signed out.
    notifications::left(&app, &headers, Some(session.user)).await?;
    if let Some(Extension(Current(old))) = current {
        session::end(&app, &old).await?;
    }
    let started = session::start(&app, session).await?;
    let done = set_cookie(&app.config, FLOW, "", 0);
    let cookies = AppendHeaders([(header::SET_COOKIE, started), (header::SET_COOKIE, done)]);
    // Checked again: the cookie came back from the browser.
    Ok((cookies, Redirect::to(&local(&app.config, &flow.next))).into_response())
}

/// `POST /auth/sign-out`
pub(crate) async fn sign_out(
    State(app): State<App>,
    Extension(Current(session)): Extension<Current>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // Before the session: whoever is signed out is told nothing there any more.
    notifications::left(&app, &headers, None).await?;
    let forget = session::end(&app, &session).await?;
    Ok(([(header::SET_COOKIE, forget)], Redirect::to("/")).into_response())
}

fn flow(config: &Config, headers: &HeaderMap) -> Option<Flow> {
    let kept = cookie(headers, &cookie_name(config, FLOW))?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(kept).ok()?).ok()
}

/// The address if it is a page of ours, else the start page: nobody is sent to another site.
pub(crate) fn local(config: &Config, next: &str) -> String {
    let plain = next.starts_with('/')
        && !next.starts_with("//")
        && next.len() <= MAX_NEXT
        && !next.contains(|c: char| c.is_control() || c == '\\');
    let joined = plain.then(|| config.public_url.join(next).ok()).flatten();
    match joined.filter(|url| url.origin() == config.public_url.origin() && !url.path().starts_with("//")) {
        Some(url) => match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        },
        None => "/".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::local;
    use crate::{Config, OAuth, Secret};

    fn config() -> Config {
        Config {
            public_url: "https://desk.example.org".parse().unwrap(),
            oauth: OAuth::discord("1", Some(Secret::new("s"))),
            channel_links: String::new(),
        }
    }

    #[test]
    fn only_pages_of_ours_come_next() {
        let config = config();
        assert_eq!(local(&config, "/g/1/tickets?show=all"), "/g/1/tickets?show=all");
        let hostile = [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "javascript:alert(1)",
            "/..//evil.example",
            "/.//evil.example",
            "",
            "evil",
            "/%0d%0aSet-Cookie:x\r\n",
            "\\/evil",
        ];
        for next in hostile {
            let to = local(&config, next);
            assert!(to.starts_with('/') && !to.starts_with("//") && !to.contains('\\'), "{next:?} -> {to:?}");
            assert_eq!(config.public_url.join(&to).unwrap().origin(), config.public_url.origin(), "{next:?}");
        }
    }
}

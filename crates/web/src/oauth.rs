//! Signing in through Discord (Discord: topics/oauth2).

use crate::{
    Site,
    frame::{Frame, Problem, encoded},
    headers::fresh_secret,
    session::{self, Viewer},
};
use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use desk::ports::MemberInfo;
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, sync::Arc};
use subtle::ConstantTimeEq;
use ticket::{GuildId, RoleId, UserId};

/// The least that tells who someone is and which roles they hold in our guilds.
const SCOPES: &str = "identify guilds guilds.members.read";
/// Seconds a sign-in may take at Discord.
const PATIENCE: i64 = 600;
/// Guilds looked at when someone signs in.
const MOST_GUILDS: usize = 50;

/// Where to go afterwards: a path of ours, nothing else.
fn local(next: Option<&String>) -> &str {
    let next = next.map_or("/", String::as_str);
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    if ours { next } else { "/" }
}

/// Sends the browser to Discord. What comes back must name the state that only this browser has.
pub(crate) async fn begin(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    if site.config.client_secret.is_none() {
        return Problem::NoSignIn.page(frame);
    }
    let (state, verifier) = (fresh_secret(), fresh_secret());
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    let address = format!(
        "{}/oauth2/authorize?response_type=code&client_id={}&redirect_uri={}&scope={}&state={state}\
         &code_challenge={challenge}&code_challenge_method=S256&prompt=none",
        site.config.discord,
        site.config.client_id,
        encoded(&redirect(&site)).replace('/', "%2F"),
        encoded(SCOPES),
    );
    let pending = format!("{state}.{verifier}.{}", URL_SAFE_NO_PAD.encode(local(query.get("next"))));
    let cookie = session::set_cookie(&site, pending_name(&site), &pending, PATIENCE);
    (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(&address)).into_response()
}

fn redirect(site: &Site) -> String {
    format!("{}/auth/callback", site.config.public_url)
}

fn pending_name(site: &Site) -> &'static str {
    if site.secure() { "__Host-guildhall-signing-in" } else { "guildhall-signing-in" }
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
}

#[derive(Deserialize)]
struct Account {
    id: String,
    username: String,
    global_name: Option<String>,
    avatar: Option<String>,
}

#[derive(Deserialize)]
struct Listed {
    id: String,
}

#[derive(Deserialize)]
struct Membership {
    nick: Option<String>,
    roles: Vec<String>,
}

/// Takes the browser back from Discord. Discord's tokens are used here and forgotten.
pub(crate) async fn callback(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    match confirmed(&site, &headers, &query).await {
        Ok((cookie, next)) => {
            let gone = session::set_cookie(&site, pending_name(&site), "", 0);
            let cookies = AppendHeaders([(header::SET_COOKIE, cookie), (header::SET_COOKIE, gone)]);
            (cookies, Redirect::to(&next)).into_response()
        }
        Err(problem) => problem.page(frame),
    }
}

async fn confirmed(
    site: &Site,
    headers: &HeaderMap,
    query: &HashMap<String, String>,
) -> Result<(String, String), Problem> {
    let pending = session::cookie(headers, pending_name(site)).ok_or(Problem::NotConfirmed)?;
    let mut parts = pending.splitn(3, '.');
    let (state, verifier, next) = (parts.next(), parts.next(), parts.next());
    let (Some(state), Some(verifier), Some(next)) = (state, verifier, next) else {
        return Err(Problem::NotConfirmed);
    };
    let given = query.get("state").map(String::as_str).unwrap_or_default();
    let code = query.get("code").ok_or(Problem::NotConfirmed)?;
    if !bool::from(given.as_bytes().ct_eq(state.as_bytes())) {
        return Err(Problem::NotConfirmed);
    }
    let token = redeem(site, code, verifier).await?;
    let account: Account = ask(site, &token, "/users/@me").await?;
    let user: UserId = account.id.parse().map_err(|_| Problem::NotConfirmed)?;
    let guilds = remember(site, &token, user, &account).await?;
    let cookie = session::start(site, user, account.username, account.avatar, guilds).await?;
    let next = URL_SAFE_NO_PAD.decode(next).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    Ok((cookie, local(next.as_ref()).to_owned()))
}

async fn redeem(site: &Site, code: &str, verifier: &str) -> Result<String, Problem> {
    let secret = site.config.client_secret.as_deref().ok_or(Problem::NoSignIn)?;
    let redirect = redirect(site);
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &redirect),
        ("client_id", &site.config.client_id),
        ("client_secret", secret),
        ("code_verifier", verifier),
    ];
    let address = format!("{}/api/v10/oauth2/token", site.config.discord);
    let answered = site.http.post(address).form(&form).send().await.map_err(not_confirmed)?;
    let token: Token =
        answered.error_for_status().map_err(not_confirmed)?.json().await.map_err(not_confirmed)?;
    Ok(token.access_token)
}

fn not_confirmed(error: reqwest::Error) -> Problem {
    tracing::warn!(error = %error.without_url(), "signing in failed");
    Problem::NotConfirmed
}

async fn ask<T: DeserializeOwned>(site: &Site, token: &str, path: &str) -> Result<T, Problem> {
    let address = format!("{}/api/v10{path}", site.config.discord);
    let answered = site.http.get(address).bearer_auth(token).send().await.map_err(not_confirmed)?;
    answered.error_for_status().map_err(not_confirmed)?.json().await.map_err(not_confirmed)
}

/// Remembers what Discord says of the person in our guilds, so that rights are known at once; the gateway keeps them up to date.
async fn remember(
    site: &Site,
    token: &str,
    user: UserId,
    account: &Account,
) -> Result<Vec<GuildId>, Problem> {
    let listed: Vec<Listed> = ask(site, token, "/users/@me/guilds").await?;
    let mut theirs = Vec::new();
    for guild in site.desk.store().guilds().await? {
        if theirs.len() >= MOST_GUILDS || !listed.iter().any(|one| one.id == guild.id.to_string()) {
            continue;
        }
        let found: Membership = ask(site, token, &format!("/users/@me/guilds/{}/member", guild.id)).await?;
        let roles = found.roles.iter().filter_map(|id| id.parse::<RoleId>().ok()).collect();
        let name =
            found.nick.or_else(|| account.global_name.clone()).unwrap_or_else(|| account.username.clone());
        let member = MemberInfo {
            user,
            username: account.username.clone(),
            name,
            avatar: account.avatar.clone(),
            bot: false,
            roles,
            present: true,
        };
        site.desk.store().members_seen(guild.id, &[member]).await?;
        theirs.push(guild.id);
    }
    Ok(theirs)
}

#[derive(Deserialize)]
pub(crate) struct SignOut {
    csrf: String,
}

/// Ends the session.
pub(crate) async fn end(
    State(site): State<Arc<Site>>,
    viewer: Viewer,
    frame: Frame,
    headers: HeaderMap,
    Form(form): Form<SignOut>,
) -> Response {
    if let Err(problem) = viewer.check_form(&site, &headers, &form.csrf) {
        return problem.page(frame);
    }
    if let Err(failure) = site.desk.store().session_end(&viewer.0.token).await {
        return Problem::Failed(failure).page(frame);
    }
    let gone = session::set_cookie(&site, session::cookie_name(&site), "", 0);
    (AppendHeaders([(header::SET_COOKIE, gone)]), Redirect::to("/auth/signed-out")).into_response()
}

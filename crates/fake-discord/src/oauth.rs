//! Signing in with Discord (Discord: topics/oauth2).

use crate::{
    State,
    error::{Answered, refuse, unknown},
    wire,
};
use axum::{
    Router,
    extract::{Form, Query, State as Shared},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, fmt::Write, sync::Arc};

/// What was consented to, by code until it is redeemed, then by token.
#[derive(Default)]
pub(crate) struct Grants {
    codes: HashMap<String, Grant>,
    tokens: HashMap<String, Grant>,
}

#[derive(Clone)]
struct Grant {
    person: u64,
    scopes: Vec<String>,
    redirect: String,
    challenge: Option<String>,
}

pub(crate) fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/oauth2/authorize", get(authorize))
        .route("/api/oauth2/token", post(token))
        .route("/api/v10/oauth2/token", post(token))
        .route("/api/oauth2/token/revoke", post(revoke))
}

type Words = HashMap<String, String>;

/// Asks for consent. The person is the one the browser's cookie `fake_person` or the parameter `as` names; else people to choose from
/// are shown.
async fn authorize(
    Shared(state): Shared<Arc<State>>,
    Query(query): Query<Words>,
    headers: HeaderMap,
) -> Response {
    let get = |key: &str| query.get(key).cloned().unwrap_or_default();
    let bad = |why: &str| (StatusCode::BAD_REQUEST, format!("invalid request: {why}")).into_response();
    let world = state.lock();
    if get("client_id") != world.application.to_string() {
        return bad("unknown client_id");
    }
    if get("response_type") != "code" {
        return bad("response_type must be code");
    }
    let redirect = get("redirect_uri");
    if !state.config.redirects.is_empty() && !state.config.redirects.contains(&redirect) {
        return bad("redirect_uri is not one of the application's");
    }
    let cookies = headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let cookie = cookies.split(';').find_map(|one| one.trim().strip_prefix("fake_person="));
    let chosen = query.get("as").map(String::as_str).or(cookie).and_then(|id| id.parse::<u64>().ok());
    let Some(person) = chosen.filter(|id| world.users.get(id).is_some_and(|user| !user.bot)) else {
        return Html(choose(&world, &query)).into_response();
    };
    drop(world);
    let code = state.change(|world| format!("code-{:x}", world.id()));
    let scopes = get("scope").split(' ').map(str::to_owned).collect();
    let challenge = query.get("code_challenge").cloned();
    let grant = Grant { person, scopes, redirect: redirect.clone(), challenge };
    state.grants.lock().unwrap_or_else(std::sync::PoisonError::into_inner).codes.insert(code.clone(), grant);
    let Ok(mut back) = url::Url::parse(&redirect) else { return bad("redirect_uri is no address") };
    back.query_pairs_mut().append_pair("code", &code);
    if let Some(given) = query.get("state") {
        back.query_pairs_mut().append_pair("state", given);
    }
    Redirect::to(back.as_str()).into_response()
}

fn choose(world: &crate::World, query: &Words) -> String {
    let mut page = "<!doctype html><meta charset=utf-8><title>Sign in</title><body style='font:16px system-ui;max-width:30rem;\
        margin:4rem auto;padding:0 1rem'><h1>Who are you?</h1><p>This stands in for Discord's own page.</p><ul>"
        .to_owned();
    for user in world.users.values().filter(|user| !user.bot) {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        pairs.extend_pairs(query.iter()).append_pair("as", &user.id.to_string());
        let name = user.global_name.as_deref().unwrap_or(&user.username);
        let name = name.replace('&', "&amp;").replace('<', "&lt;");
        // Writing to a string does not fail.
        let _ = write!(
            page,
            "<li><a href='/oauth2/authorize?{}'>{name}</a></li>",
            pairs.finish().replace('\'', "%27")
        );
    }
    page + "</ul>"
}

fn rejected(why: &str) -> Response {
    (StatusCode::BAD_REQUEST, axum::Json(json!({"error": why}))).into_response()
}

async fn token(Shared(state): Shared<Arc<State>>, headers: HeaderMap, Form(form): Form<Words>) -> Response {
    let get = |key: &str| form.get(key).map(String::as_str).unwrap_or_default();
    let basic = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let basic = basic.and_then(|value| value.strip_prefix("Basic ")).and_then(|text| {
        let bytes = base64::engine::general_purpose::STANDARD.decode(text).ok()?;
        String::from_utf8(bytes).ok()
    });
    let given = basic.unwrap_or_else(|| format!("{}:{}", get("client_id"), get("client_secret")));
    if given != format!("{}:{}", state.lock().application, state.config.secret) {
        return (StatusCode::UNAUTHORIZED, axum::Json(json!({"error": "invalid_client"}))).into_response();
    }
    if get("grant_type") != "authorization_code" {
        return rejected("unsupported_grant_type");
    }
    let mut grants = state.grants.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    // A code can be redeemed once.
    let Some(grant) = grants.codes.remove(get("code")) else { return rejected("invalid_grant") };
    let proven = match &grant.challenge {
        None => true,
        Some(challenge) => {
            URL_SAFE_NO_PAD.encode(Sha256::digest(get("code_verifier").as_bytes())) == *challenge
        }
    };
    if !proven || grant.redirect != get("redirect_uri") {
        return rejected("invalid_grant");
    }
    let scope = grant.scopes.join(" ");
    let token = state.change(|world| format!("token-{:x}", world.id()));
    grants.tokens.insert(token.clone(), grant);
    let refresh = format!("refresh-{token}");
    let answer = json!({"access_token": token, "token_type": "Bearer", "expires_in": 604_800, "refresh_token": refresh, "scope": scope});
    axum::Json(answer).into_response()
}

async fn revoke(Shared(state): Shared<Arc<State>>, Form(form): Form<Words>) -> Response {
    let token = form.get("token").cloned().unwrap_or_default();
    state.grants.lock().unwrap_or_else(std::sync::PoisonError::into_inner).tokens.remove(&token);
    axum::Json(json!({})).into_response()
}

/// What the API gives to a person's own token.
pub(crate) fn as_person(state: &State, token: &str, path: &str) -> Answered {
    let grants = state.grants.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let grant = grants.tokens.get(token).cloned().ok_or_else(|| refuse(401, 0, "401: Unauthorized"))?;
    drop(grants);
    let scope = |wanted: &str| {
        let has = grant.scopes.iter().any(|scope| scope == wanted);
        if has { Ok(()) } else { Err(refuse(401, 0, "401: Unauthorized")) }
    };
    let world = state.lock();
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["users", "@me"] => {
            scope("identify")?;
            Ok(world.users.get(&grant.person).map_or(Value::Null, wire::own_user))
        }
        ["users", "@me", "guilds"] => {
            scope("guilds")?;
            let own = world.guilds.values().filter(|guild| guild.members.contains_key(&grant.person));
            Ok(own.map(|guild| wire::guild_partial(guild, grant.person)).collect())
        }
        ["users", "@me", "guilds", id, "member"] => {
            scope("guilds.members.read")?;
            let guild = id.parse::<u64>().ok().and_then(|id| world.guilds.get(&id));
            let guild = guild.filter(|guild| guild.members.contains_key(&grant.person));
            let guild = guild.ok_or_else(|| unknown("Guild", 10004))?;
            Ok(wire::member_of(&world, guild, grant.person))
        }
        _ => Err(refuse(404, 0, "404: Not Found")),
    }
}

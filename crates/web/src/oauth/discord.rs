//! What Discord is asked at sign-in.

use crate::{error::Problem, error::SignInFailed, state::App};
use desk::ports::{Addable, MemberInfo};
use reqwest::StatusCode;
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::HashSet;
use ticket::{GuildId, Permissions, RoleId, Timestamp, UserId};

/// Guilds whose membership is read at one sign-in; the directory learns of others from the gateway.
const MAX_GUILDS: usize = 50;
/// Guilds that are offered for adding Guildhall to.
const MAX_ADDABLE: usize = 100;
/// What an answer may hold, in bytes: two hundred guilds are some 60 KiB.
const MAX_ANSWER: usize = 1024 * 1024;

/// Who signed in, with the short-lived access that the rest is read with. Dropped at the end of the request.
pub(super) struct Known {
    pub(super) user: UserId,
    pub(super) username: String,
    pub(super) avatar: Option<String>,
    guilds: HashSet<GuildId>,
    /// Those of them that bots can be added to by this person (Discord: topics/oauth2, "Bot Authorization Flow").
    manages: Vec<Addable>,
    access: String,
}

#[derive(Deserialize)]
struct Grant {
    access_token: String,
}

#[derive(Deserialize)]
struct Account {
    id: UserId,
    username: String,
    #[serde(default)]
    global_name: Option<String>,
    #[serde(default)]
    avatar: Option<String>,
    #[serde(default)]
    bot: bool,
}

#[derive(Deserialize)]
struct GuildOf {
    id: GuildId,
    #[serde(default)]
    name: String,
    #[serde(default)]
    icon: Option<String>,
    #[serde(default)]
    owner: bool,
    #[serde(default)]
    permissions: String,
}

impl GuildOf {
    /// Whether the person may add bots to it.
    fn is_managed(&self) -> bool {
        let held = Permissions(self.permissions.parse().unwrap_or(0));
        self.owner || held.contains(Permissions::ADMINISTRATOR) || held.contains(Permissions::MANAGE_GUILD)
    }
}

#[derive(Deserialize)]
struct Membership {
    user: Account,
    #[serde(default)]
    nick: Option<String>,
    #[serde(default)]
    roles: Vec<RoleId>,
    #[serde(default)]
    joined_at: Option<String>,
}

/// Exchanges the code and reads who it is.
pub(super) async fn who(app: &App, code: &str, verifier: &str) -> Result<Known, SignInFailed> {
    let oauth = &app.config.oauth;
    let secret = oauth.client_secret.as_ref().ok_or(SignInFailed::Refused)?;
    let redirect = app.config.redirect_uri();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &redirect),
        ("client_id", &oauth.client_id),
        ("client_secret", secret.expose()),
        ("code_verifier", verifier),
    ];
    let grant: Grant = answer(app.http.post(oauth.token_url.clone()).form(&form)).await?;
    let access = grant.access_token;
    let account: Account = get(app, &access, "users/@me").await?;
    let guilds: Vec<GuildOf> = get(app, &access, "users/@me/guilds").await?;
    Ok(Known {
        user: account.id,
        username: account.username,
        avatar: account.avatar,
        guilds: guilds.iter().map(|guild| guild.id).collect(),
        manages: guilds
            .into_iter()
            .filter(GuildOf::is_managed)
            .map(|guild| Addable { id: guild.id, name: guild.name, icon: guild.icon })
            .collect(),
        access,
    })
}

/// The guilds that the person could add Guildhall to, by name.
pub(super) fn addable(known: &Known, shared: &[GuildId]) -> Vec<Addable> {
    let elsewhere = known.manages.iter().filter(|guild| !shared.contains(&guild.id));
    let mut all: Vec<Addable> = elsewhere.take(MAX_ADDABLE).cloned().collect();
    all.sort_by_key(|guild| guild.name.to_lowercase());
    all
}

/// For the guilds that the person shares with Guildhall: writes down the roles they hold now. Gives these guilds.
pub(super) async fn remember_memberships(app: &App, known: &Known) -> Result<Vec<GuildId>, Problem> {
    let store = app.desk.store();
    let ours = store.guilds().await?.into_iter().filter(|guild| guild.present).map(|guild| guild.id);
    let shared: Vec<GuildId> = ours.filter(|guild| known.guilds.contains(guild)).collect();
    for guild in shared.iter().take(MAX_GUILDS) {
        let path = format!("users/@me/guilds/{guild}/member");
        match get::<Membership>(app, &known.access, &path).await {
            Ok(found) => store.members_seen(*guild, &[member(found)]).await?,
            // What the gateway told us before still stands; no reason to keep the person out.
            Err(why) => tracing::warn!(%guild, ?why, "a membership could not be read at sign-in"),
        }
    }
    Ok(shared)
}

fn member(found: Membership) -> MemberInfo {
    let Membership { user, nick, roles, joined_at } = found;
    let name = nick.or(user.global_name).unwrap_or_else(|| user.username.clone());
    MemberInfo {
        user: user.id,
        username: user.username,
        name,
        avatar: user.avatar,
        bot: user.bot,
        roles,
        joined: joined_at
            .and_then(|at| at.parse::<jiff::Timestamp>().ok())
            .map(|at| Timestamp(at.as_millisecond())),
        present: true,
    }
}

async fn get<T: DeserializeOwned>(app: &App, access: &str, path: &str) -> Result<T, SignInFailed> {
    let base = app.config.oauth.api_base.as_str().trim_end_matches('/');
    answer(app.http.get(format!("{base}/{path}")).bearer_auth(access)).await
}

/// Sends, and reads an answer of bounded size. Neither the request nor the answer is ever logged.
async fn answer<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T, SignInFailed> {
    let mut response = request.send().await.map_err(|failure| {
        tracing::warn!(failure = %failure.without_url(), "Discord could not be reached at sign-in");
        SignInFailed::Unreachable
    })?;
    let status = response.status();
    if !status.is_success() {
        tracing::warn!(%status, "Discord did not confirm a sign-in");
        let refused = status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS;
        return Err(if refused { SignInFailed::Refused } else { SignInFailed::Unreachable });
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| SignInFailed::Unreachable)? {
        if bytes.len() + chunk.len() > MAX_ANSWER {
            return Err(SignInFailed::Unreachable);
        }
        bytes.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&bytes).map_err(|_| SignInFailed::Unreachable)
}

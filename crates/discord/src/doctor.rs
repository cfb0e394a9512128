//! Looks whether everything is in place at Discord, and says in a sentence what is not and how to fix it.

use crate::{
    config::Config,
    discord::{Application, invite_url},
    gateway::GatewayBot,
    rest::{Call, Fault, Rest},
    wire,
};
use ticket::{GuildId, Permissions, permissions::NEEDED};
use twilight_http::{request::Method, routing::Route};

/// Guilds looked at; a bot in more has them checked by the health page.
const MOST_GUILDS: u16 = 100;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What: `token`, `intents`, `gateway`, `guild`.
    pub name: String,
    /// Whether it is as it should be.
    pub ok: bool,
    /// How it is, and if that is not well, the way out.
    pub sentence: String,
}

impl Check {
    fn new(name: impl Into<String>, ok: bool, sentence: impl Into<String>) -> Self {
        Self { name: name.into(), ok, sentence: sentence.into() }
    }
}

/// Checks token, intents, gateway, and the permissions in each guild.
pub async fn doctor(config: Config) -> Vec<Check> {
    let rest = match Rest::new(&config) {
        Ok(rest) => rest,
        Err(fault) => {
            return vec![Check::new("token", false, format!("The HTTP client does not start: {fault}."))];
        }
    };
    let me: wire::User = match rest.get(&Route::GetCurrentUser).await {
        Ok(me) => me,
        Err(fault) => return vec![Check::new("token", false, sentence(fault))],
    };
    let mut checks = vec![Check::new("token", true, format!("Signed in to Discord as {}.", me.username))];
    let application = match rest.get::<Application>(&Route::GetCurrentUserApplicationInfo).await {
        Ok(application) => application,
        Err(fault) => {
            checks.push(Check::new("intents", false, sentence(fault)));
            return checks;
        }
    };
    checks.push(intents(&application));
    checks.push(match rest.get::<GatewayBot>(&Route::GetGatewayBot).await {
        Ok(found) => gateway(&found),
        Err(fault) => Check::new("gateway", false, sentence(fault)),
    });
    match guilds(&rest).await {
        Ok(found) if found.is_empty() => {
            let invite = invite_url(application.id.0, None);
            checks.push(Check::new(
                "guild",
                false,
                format!("The bot is in no server yet. Invite it: {invite}"),
            ));
        }
        Ok(found) => {
            checks.extend(found.into_iter().map(|guild| guild.check(application.id.0)));
        }
        Err(fault) => checks.push(Check::new("guild", false, sentence(fault))),
    }
    checks
}

fn sentence(fault: Fault) -> String {
    let error = crate::ConnectError::from(fault);
    format!("{error}.")
}

fn intents(application: &Application) -> Check {
    let missing = application.missing_intents();
    if missing.is_empty() {
        return Check::new("intents", true, "SERVER MEMBERS and MESSAGE CONTENT are switched on.");
    }
    let names = missing.join(" and ");
    let words = format!(
        "{names} must be switched on under Bot > Privileged Gateway Intents on https://discord.com/developers/applications."
    );
    Check::new("intents", false, words)
}

fn gateway(found: &GatewayBot) -> Check {
    let limit = &found.session_start_limit;
    let words =
        format!("The gateway answers; {} of {} sessions of today are left.", limit.remaining, limit.total);
    Check::new("gateway", limit.remaining > 0, words)
}

/// A guild as `GET /users/@me/guilds` lists it, with what we may do in it (resources/user).
#[derive(serde::Deserialize)]
struct Listed {
    id: GuildId,
    name: String,
    #[serde(default, deserialize_with = "wire::bits")]
    permissions: Permissions,
}

async fn guilds(rest: &Rest) -> Result<Vec<Listed>, Fault> {
    let path = format!("users/@me/guilds?limit={MOST_GUILDS}");
    rest.ask(Call::raw(Method::Get, path)?).await
}

impl Listed {
    fn check(self, application: u64) -> Check {
        let name = format!("guild {}", self.name);
        let lacks = |needed: &&(Permissions, &str)| !self.permissions.contains(needed.0);
        let missing: Vec<&str> = NEEDED.iter().filter(lacks).map(|(_, name)| *name).collect();
        if self.permissions.contains(Permissions::ADMINISTRATOR) || missing.is_empty() {
            return Check::new(name, true, "Every permission that tickets need is there.");
        }
        let invite = invite_url(application, Some(self.id));
        let words = format!("Missing: {}. Open this link to grant them: {invite}", missing.join(", "));
        Check::new(name, false, words)
    }
}

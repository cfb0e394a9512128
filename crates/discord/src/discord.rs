//! The bot as one handle.

use crate::{
    cache::Cache,
    config::Config,
    rest::{Fault, Rest, errors::UNKNOWN_CHANNEL},
    wire,
};
use desk::{Attempt, Desk, Failure, Outcome, Rejected};
use serde::Deserialize;
use std::{
    collections::{BTreeSet, HashSet},
    sync::{Arc, Mutex},
};
use ticket::{Actor, Command, GuildConfig, GuildId, Refusal, TicketKey, Trouble, UserId};
use twilight_http::routing::Route;

/// Why there is no connection to Discord: one sentence with the way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// Wrong token.
    #[error(
        "Discord does not accept the bot token: copy it again from Bot > Token on https://discord.com/developers/applications, \
         or reset it there"
    )]
    Token,
    /// A privileged intent is switched off.
    #[error(
        "Discord refuses the intents {}: switch them on under Bot > Privileged Gateway Intents on \
         https://discord.com/developers/applications; Guildhall begins by itself within a minute",
        .0.join(" and ")
    )]
    Intents(Vec<&'static str>),
    /// Discord cannot be reached.
    #[error(
        "Discord cannot be reached ({0}): check this machine's network and DNS, or the configured API address"
    )]
    Unreachable(String),
    /// Something else.
    #[error("Discord closed the connection for good ({0}): see the log, and report it if it stays")]
    Other(String),
}

impl From<Fault> for ConnectError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unauthorized => Self::Token,
            Fault::Later { why, .. } => Self::Unreachable(why),
            other => Self::Other(other.to_string()),
        }
    }
}

/// The application's flags that say which privileged intents are on (resources/application, "Application Flags"): full and limited.
const MEMBERS_FLAGS: u64 = 1 << 14 | 1 << 15;
const CONTENT_FLAGS: u64 = 1 << 18 | 1 << 19;

/// `GET /applications/@me`, as far as we look.
#[derive(Debug, Deserialize)]
pub(crate) struct Application {
    pub id: ticket::RoleId,
    #[serde(default)]
    pub flags: Option<u64>,
}

impl Application {
    /// The privileged intents that are off.
    pub(crate) fn missing_intents(&self) -> Vec<&'static str> {
        let flags = self.flags.unwrap_or(0);
        let all = [(MEMBERS_FLAGS, "SERVER MEMBERS"), (CONTENT_FLAGS, "MESSAGE CONTENT")];
        all.into_iter().filter(|(bits, _)| flags & bits == 0).map(|(_, name)| name).collect()
    }
}

/// The bot, connected to one Discord. Cheap to clone.
#[derive(Clone)]
pub struct Discord {
    pub(crate) config: Arc<Config>,
    pub(crate) desk: Arc<Desk>,
    pub(crate) rest: Rest,
    pub(crate) cache: Arc<Cache>,
    pub(crate) me: UserId,
    pub(crate) application: u64,
    pub(crate) tried: Arc<Tried>,
    pub(crate) relays: Arc<crate::relay::Memory>,
    pub(crate) cooldowns: Arc<crate::command_rules::Cooldowns>,
}

/// What this process itself began: work that was begun by another, or twice, looks first what is there.
#[derive(Default)]
pub(crate) struct Tried {
    creating: Mutex<HashSet<TicketKey>>,
    fresh: Mutex<HashSet<TicketKey>>,
    interactions: Mutex<BTreeSet<u64>>,
}

/// Interactions remembered, the latest ones. One can be told twice within moments, not later: its token ends after fifteen minutes.
const MOST_INTERACTIONS: usize = 4_096;

/// Tickets remembered as begun. More are forgotten together: that costs a look, never a double.
const MOST_TRIED: usize = 10_000;

impl Tried {
    /// Whether this interaction comes for the first time. An answer that Discord has already says nothing of that: it may be our own, of which
    /// the confirmation was lost.
    pub(crate) fn first_time(&self, interaction: u64) -> bool {
        let mut known = self.interactions.lock().expect("no panic holds it");
        let first = known.insert(interaction);
        if known.len() > MOST_INTERACTIONS {
            known.pop_first();
        }
        first
    }
    /// Marks that a creation is sent; false if one was sent before and its end is unknown.
    pub(crate) fn creating(&self, key: TicketKey) -> bool {
        self.creating.lock().expect("no panic holds it").insert(key)
    }
    /// Whether a creation was sent whose end is unknown.
    pub(crate) fn is_creating(&self, key: TicketKey) -> bool {
        self.creating.lock().expect("no panic holds it").contains(&key)
    }
    /// The creation ended in a known way.
    pub(crate) fn settled(&self, key: TicketKey) {
        self.creating.lock().expect("no panic holds it").remove(&key);
    }
    /// The channel was created by this process just now: there cannot be a welcome in it.
    pub(crate) fn created(&self, key: TicketKey) {
        let mut fresh = self.fresh.lock().expect("no panic holds it");
        if fresh.len() > MOST_TRIED {
            fresh.clear();
        }
        fresh.insert(key);
    }
    /// Whether a channel is certainly still without a welcome; asked once.
    pub(crate) fn take_fresh(&self, key: TicketKey) -> bool {
        self.fresh.lock().expect("no panic holds it").remove(&key)
    }
}

impl Discord {
    /// Checks the token and learns who we are.
    ///
    /// # Errors
    /// A [`ConnectError`].
    pub async fn connect(config: Config, desk: Arc<Desk>) -> Result<Self, ConnectError> {
        let rest = Rest::new(&config)?;
        let me: wire::User = rest.get(&Route::GetCurrentUser).await?;
        let application: Application = rest.get(&Route::GetCurrentUserApplicationInfo).await?;
        tracing::info!(bot = %me.username, "signed in to Discord");
        Ok(Self {
            config: Arc::new(config),
            desk,
            rest,
            cache: Arc::default(),
            me: me.id,
            application: application.id.0,
            tried: Arc::default(),
            relays: Arc::default(),
            cooldowns: Arc::default(),
        })
    }

    /// The bot as one attempt at a job sees it: work that was begun before looks for what it may have posted already, and what nobody waits
    /// for steps back for those who do.
    pub fn attempt(&self, attempt: &Attempt) -> Self {
        let rest = if attempt.again { self.rest.looking_first(self.me) } else { self.rest.clone() };
        let rest = if attempt.job.is_record() { rest.for_records() } else { rest };
        Self { rest, ..self.clone() }
    }

    /// The bot's own account.
    pub fn me(&self) -> UserId {
        self.me
    }

    /// The application's id, which is also its OAuth2 client id.
    pub fn application(&self) -> u64 {
        self.application
    }

    /// The link that invites the bot with the permissions it needs.
    pub fn invite_url(&self) -> String {
        invite_url(self.application, None)
    }

    pub(crate) async fn guild_config(&self, guild: GuildId) -> Result<Arc<GuildConfig>, Failure> {
        Ok(self.desk.config(guild).await?.config)
    }

    /// Reports something that Discord was seen to be; that it changes nothing is fine.
    pub(crate) async fn observe(&self, key: TicketKey, command: Command) -> Result<(), Failure> {
        match self.desk.handle(key, &Actor::System, &command).await {
            Ok(_) | Err(Rejected::Refused(Refusal::Nothing | Refusal::NotATicket)) => Ok(()),
            Err(Rejected::Refused(refusal)) => {
                tracing::debug!(%refusal, %key, "an observation was refused");
                Ok(())
            }
            Err(Rejected::Failed(failure)) => Err(failure),
        }
    }
}

/// The invite link (topics/oauth2, "Bot Authorization Flow").
pub(crate) fn invite_url(application: u64, guild: Option<GuildId>) -> String {
    let permissions = ticket::permissions::needed().0;
    let place = guild.map_or(String::new(), |guild| format!("&guild_id={guild}"));
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot%20applications.commands&permissions={permissions}{place}"
    )
}

/// Discord's codes for a channel that cannot be seen, and for a lacking permission (topics/opcodes-and-status-codes).
const MISSING_ACCESS: u32 = 50_001;
const MISSING_PERMISSIONS: u32 = 50_013;

/// How a job ends that people in the guild can mend; the code is what is stored (P204).
pub(crate) fn give_up(trouble: Trouble) -> Outcome {
    Outcome::GiveUp { why: trouble.code().to_owned() }
}

/// What a refusal to post means, by Discord's code.
pub(crate) fn unwritable(code: u32) -> Trouble {
    if code == MISSING_ACCESS { Trouble::ViewChannel } else { Trouble::SendMessages }
}

/// How a job ends that failed in the store.
pub(crate) fn store_failed(failure: Failure) -> Outcome {
    Outcome::Later { at: None, why: failure.to_string() }
}

impl Discord {
    /// How a job ends that failed at Discord, where nothing better is known.
    pub(crate) fn failed(&self, fault: Fault) -> Outcome {
        match fault {
            Fault::Later { after, why } => {
                let at = after.map(|after| {
                    let seconds = i64::try_from(after.as_secs()).unwrap_or(600) + 1;
                    self.desk.clock().now().plus_seconds(seconds)
                });
                Outcome::Later { at, why }
            }
            Fault::Forbidden { code: MISSING_ACCESS, .. } => give_up(Trouble::ViewChannel),
            Fault::Forbidden { code: MISSING_PERMISSIONS, .. } => give_up(Trouble::NotAllowed),
            ref full if full.is_code(30_013) => give_up(Trouble::GuildFull),
            ref full if full.is_code(160_006) => give_up(Trouble::ThreadsFull),
            ref full if full.is_code(30_007) || full.is_code(30_058) => give_up(Trouble::NoWebhook),
            Fault::Gone(UNKNOWN_CHANNEL) => give_up(Trouble::ChannelGone),
            Fault::Unauthorized => give_up(Trouble::Token),
            other => Outcome::GiveUp { why: other.to_string() },
        }
    }
}

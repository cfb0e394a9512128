//! Compares what should be in a guild with what is there, after a time when nobody listened.
//!
//! That something was not seen proves nothing: only Discord's own word that it does not exist counts. Whatever cannot be looked at now
//! is looked at later, and stays as it is until then.

use crate::{
    Discord,
    cache::{Guild, Known, fingerprint, overwrites_print},
    chores,
    discord::store_failed,
    rest::{
        Call, Fault,
        errors::{UNKNOWN_CHANNEL, UNKNOWN_MEMBER, UNKNOWN_MESSAGE, UNKNOWN_USER},
    },
    wire,
};
use desk::{Failure, Outcome};
use ticket::{
    ChannelId, Command, GuildConfig, GuildId, RoleId, TicketKey, UserId, surface::Desired, ticket_type::Place,
};
use twilight_http::routing::Route;

/// People asked for one by one in one attempt; with more to come, the job continues.
const MOST_ASKED: usize = 100;
/// Members of a guild whom we know and account for. In guilds where we know more, the others are noticed when they act.
pub(crate) const MOST_KNOWN: u32 = 50_000;

/// Why an attempt ended early.
enum Stopped {
    Discord(Fault),
    Store(Failure),
}

impl From<Fault> for Stopped {
    fn from(fault: Fault) -> Self {
        Self::Discord(fault)
    }
}
impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Store(failure)
    }
}

impl Discord {
    /// Accounts for the people we know and for the panels of a guild.
    pub async fn compare(&self, guild: GuildId) -> Outcome {
        if !self.in_sight(guild) {
            return Outcome::Later { at: None, why: "the guild is not in sight".to_owned() };
        }
        let compared = async {
            self.find_panels(guild).await?;
            self.find_people(guild).await
        };
        match compared.await {
            Ok(true) => Outcome::Done,
            Ok(false) => {
                let at = Some(self.desk.clock().now());
                Outcome::Later { at, why: "more people are to be looked for".to_owned() }
            }
            Err(Stopped::Discord(fault)) => self.failed(fault),
            Err(Stopped::Store(failure)) => store_failed(failure),
        }
    }

    pub(crate) fn in_sight(&self, guild: GuildId) -> bool {
        self.cache.guild(guild, |_| ()).is_some()
    }

    /// Whom we know to be in a guild, and whoever has open tickets there.
    pub(crate) async fn people(&self, guild: GuildId) -> Result<Vec<UserId>, Failure> {
        // Openers first: somebody waits for what becomes of their tickets.
        let mut people = self.desk.store().openers(guild).await?;
        let more = self.desk.store().present(guild, MOST_KNOWN).await?;
        people
            .extend(more.into_iter().filter(|user| people.binary_search(user).is_err()).collect::<Vec<_>>());
        people.retain(|user| *user != self.me);
        Ok(people)
    }

    /// Asks for those who were not seen since the guild came into sight; false if there are more.
    async fn find_people(&self, guild: GuildId) -> Result<bool, Stopped> {
        let people = self.people(guild).await?;
        let Some((roll, unseen)) = self.cache.unseen(guild, people) else { return Ok(true) };
        for user in unseen.iter().copied().take(MOST_ASKED) {
            let route = Route::GetMember { guild_id: guild.0, user_id: user.0 };
            match self.rest.ask::<wire::Member>(Call::of(&route).record()).await {
                Ok(member) => {
                    self.remember(guild, member.info(None).into_iter().collect()).await;
                }
                Err(fault) if fault.is_code(UNKNOWN_MEMBER) || fault.is_code(UNKNOWN_USER) => {
                    tracing::info!(%guild, %user, "left while nobody listened");
                    chores::left(self, guild, user, None).await?;
                }
                Err(fault) => return Err(fault.into()),
            }
            self.cache.seen(guild, std::iter::once(user));
        }
        if unseen.len() > MOST_ASKED {
            return Ok(false);
        }
        self.cache.end_roll(guild, roll);
        Ok(true)
    }

    /// Looks whether the messages of the panels still stand (A35).
    async fn find_panels(&self, guild: GuildId) -> Result<(), Stopped> {
        let config = self.guild_config(guild).await?;
        for panel in &config.panels {
            let Some(posted) = panel.posted.filter(|posted| !posted.lost) else { continue };
            let route = Route::GetMessage { channel_id: posted.channel.0, message_id: posted.message.0 };
            match self.rest.send(Call::of(&route).record()).await {
                Err(fault) if fault.is_code(UNKNOWN_MESSAGE) || fault.is_code(UNKNOWN_CHANNEL) => {
                    self.panels_deleted(guild, |at| *at == posted).await?;
                }
                Err(fault @ Fault::Later { .. }) => return Err(fault.into()),
                // It stands, or we may not look.
                _ => {}
            }
        }
        Ok(())
    }

    /// A channel or thread was not found. Closing its ticket is for good, so Discord is asked for the channel itself, and must say
    /// clearly that there is none (A36).
    pub(crate) async fn deleted(&self, key: TicketKey, channel: ChannelId) -> Outcome {
        let looked = self.rest.send(Call::of(&Route::GetChannel { channel_id: channel.0 })).await;
        let observed = match looked {
            Err(fault) if fault.is_code(UNKNOWN_CHANNEL) && self.in_sight(key.guild) => {
                self.cache.ticket_gone(channel);
                self.observe(key, Command::SurfaceDeleted).await
            }
            Err(Fault::Gone(code)) => {
                return Outcome::Later { at: None, why: format!("it is not clear what is gone ({code})") };
            }
            Err(fault) => return self.failed(fault),
            Ok(()) => return Outcome::Later { at: None, why: "it was not found, and is there".to_owned() },
        };
        observed.map_or_else(store_failed, |()| Outcome::Done)
    }

    /// A configuration without the roles and categories that were deleted: tickets do without them (A24).
    pub(crate) fn existing(&self, guild: GuildId, config: &GuildConfig) -> GuildConfig {
        let mut config = config.clone();
        self.cache.guild(guild, |known| keep_existing(known, &mut config));
        config
    }
}

fn keep_existing(known: &Guild, config: &mut GuildConfig) {
    let role = |role: &RoleId| known.info.role(*role);
    let there = |channel: &ChannelId| known.channels.contains_key(channel);
    let settings = &mut config.settings;
    settings.staff_role = settings.staff_role.filter(role);
    settings.team.retain(|team| role(&team.role));
    settings.open_category = settings.open_category.filter(there);
    settings.closed_category = settings.closed_category.filter(there);
    settings.overflow_categories.retain(there);
    for ticket_type in &mut config.types {
        ticket_type.staff_roles.retain(role);
        ticket_type.ping_roles.retain(role);
        if let Place::Channel { category } = &mut ticket_type.place {
            *category = category.filter(there);
        }
    }
}

/// Whether a channel is not what it should be where that matters at once: who sees it, the mark by which we know it again, whether it is put
/// away. A name or a place that somebody chose by hand stays until the next change.
pub(crate) fn strayed(known: &Known, wanted: &Desired) -> bool {
    match wanted {
        Desired::Channel { topic, overwrites, .. } => {
            known.topic != fingerprint(topic) || known.overwrites != overwrites_print(overwrites)
        }
        Desired::Thread { locked, .. } => *locked && !known.archived,
        // It should not be there any more.
        Desired::Nothing => true,
    }
}

//! What every act has: who, where, in which language, and how to answer.

use super::data::Interaction;
use crate::{
    Discord,
    reply::{self, EPHEMERAL},
    rest::{Call, Fault},
};
use desk::{Failure, Rejected};
use serde_json::{Value, json};
use ticket::{
    Actor, ChannelId, GuildId, Person, Refusal, Timestamp, event::Reply, say, settings::Locale, text,
};
use twilight_http::routing::Route;

/// Kinds of first answers (interactions/receiving-and-responding, "Interaction Callback Type").
const MESSAGE: u8 = 4;
const DEFERRED: u8 = 5;
const CHOICES: u8 = 8;
const FORM: u8 = 9;
/// Discord's code for "answered already": our first try got through after all.
const ANSWERED: u32 = 40_060;

/// Why an act had no effect.
#[derive(Debug)]
pub(crate) enum No {
    /// The rules say no.
    Refused(Refusal),
    /// It could not be done.
    Failed(String),
}

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
impl From<Failure> for No {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure.to_string())
    }
}
impl From<Rejected> for No {
    fn from(rejected: Rejected) -> Self {
        match rejected {
            Rejected::Refused(refusal) => Self::Refused(refusal),
            Rejected::Failed(failure) => failure.into(),
        }
    }
}

/// The message that answers an act, or why not.
pub(crate) type Said = Result<Value, No>;

/// One interaction being worked.
pub(crate) struct Act<'a> {
    pub bot: &'a Discord,
    pub guild: GuildId,
    pub channel: ChannelId,
    pub person: Person,
    /// The member's language where we speak it, else the guild's.
    pub locale: Locale,
    pub at: Timestamp,
    pub reply: Reply,
    id: u64,
}

impl<'a> Act<'a> {
    /// None outside of a guild.
    pub(crate) async fn new(bot: &'a Discord, interaction: &Interaction) -> Option<Self> {
        let guild = interaction.guild_id?;
        let person = bot.person(guild, interaction.member.as_ref()?)?;
        let locale = match interaction.locale.as_deref() {
            Some(tag) if tag.starts_with("de") || tag.starts_with("en") => Locale::fitting(tag),
            _ => bot.guild_config(guild).await.map(|config| config.settings.locale).unwrap_or_default(),
        };
        Some(Self {
            bot,
            guild,
            channel: interaction.channel_id?,
            person,
            locale,
            at: interaction.id.at(),
            reply: Reply { application: interaction.application_id.0, token: interaction.token.clone() },
            id: interaction.id.0,
        })
    }

    /// The member as an actor.
    pub(crate) fn actor(&self) -> Actor {
        Actor::Person(self.person.clone())
    }

    /// The first answer; false if Discord does not take it: then the member saw a failure, and nothing must happen.
    async fn respond(&self, kind: u8, data: Value) -> bool {
        let route = Route::InteractionCallback {
            interaction_id: self.id,
            interaction_token: &self.reply.token,
            with_response: false,
        };
        let sent = match Call::json(&route, &json!({ "type": kind, "data": data })) {
            Ok(call) => self.bot.rest.send(call).await,
            Err(fault) => Err(fault),
        };
        match sent {
            Ok(()) => true,
            Err(fault) if fault.is_code(ANSWERED) => true,
            Err(fault) => {
                tracing::warn!(%fault, "an interaction could not be answered");
                false
            }
        }
    }

    /// Acknowledges privately; the answer follows.
    pub(crate) async fn defer(&self) -> bool {
        self.respond(DEFERRED, json!({ "flags": EPHEMERAL })).await
    }

    /// Answers privately with words.
    pub(crate) async fn say_at_once(&self, words: &str) {
        let mut body = reply::words(words);
        body["flags"] = json!(EPHEMERAL);
        self.respond(MESSAGE, body).await;
    }

    /// Shows a form.
    pub(crate) async fn show(&self, form: Value) {
        self.respond(FORM, form).await;
    }

    /// Offers completions.
    pub(crate) async fn offer(&self, choices: Vec<Value>) {
        self.respond(CHOICES, json!({ "choices": choices })).await;
    }

    /// Turns the acknowledgement into the answer.
    pub(crate) async fn finish(&self, said: Said) {
        let body = match said {
            Ok(body) => body,
            Err(No::Refused(refusal)) => reply::words(&text::refusal(self.locale, &refusal)),
            Err(No::Failed(why)) => {
                tracing::error!(guild = %self.guild, why, "an interaction failed");
                reply::words(&say!(self.locale, "failed"))
            }
        };
        match self.bot.edit_reply(&self.reply, &body).await {
            // Dismissed meanwhile.
            Ok(()) | Err(Fault::Gone(_)) => {}
            Err(fault) => tracing::warn!(%fault, "the answer to an interaction got lost"),
        }
    }
}

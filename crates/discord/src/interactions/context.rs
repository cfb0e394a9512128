//! What every act has: who, where, in which language, and how to answer.

use super::data::Interaction;
use crate::{
    Discord,
    custom_id::CustomId,
    reply::{self, EPHEMERAL},
    rest::{Call, Fault, errors::UNKNOWN_WEBHOOK},
};
use desk::{Failure, Rejected};
use serde_json::{Value, json};
use ticket::{
    Actor, ChannelId, GuildId, MessageId, Permissions, Person, Refusal, Timestamp, event::Reply, say,
    settings::Locale, text,
};
use twilight_http::routing::Route;

/// Kinds of first answers (interactions/receiving-and-responding, "Interaction Callback Type").
const MESSAGE: u8 = 4;
const DEFERRED: u8 = 5;
const DEFERRED_UPDATE: u8 = 6;
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
    /// The message whose component was used, or led to the form.
    pub message: Option<MessageId>,
    id: u64,
}

impl<'a> Act<'a> {
    /// None where it is not known which guild it is about.
    pub(crate) async fn new(bot: &'a Discord, interaction: &Interaction) -> Option<Self> {
        let (guild, person) = match (interaction.guild_id, &interaction.member) {
            (Some(guild), Some(member)) => (guild, bot.person(guild, member)?),
            _ => Self::outside(interaction)?,
        };
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
            reply: Reply {
                application: interaction.application_id.0,
                token: interaction.token.clone(),
                asked_at: Some(interaction.id.at()),
            },
            message: interaction.message_id(),
            id: interaction.id.0,
        })
    }

    /// In direct messages the button says which ticket it is about; its user is a member with no rights but their own.
    fn outside(interaction: &Interaction) -> Option<(GuildId, Person)> {
        let key = match interaction.data.custom_id.parse().ok()? {
            CustomId::Reopen(key)
            | CustomId::Rate(key, _)
            | CustomId::Comment(key, _)
            | CustomId::CommentForm(key, _) => key,
            _ => return None,
        };
        let user = interaction.user.as_ref()?;
        let person = Person {
            user: user.id,
            name: user.shown_name().to_owned(),
            roles: Vec::new(),
            permissions: Permissions::NONE,
            owner: false,
            bot: user.bot,
        };
        Some((key.guild, person))
    }

    /// The interaction, for acts that must happen once.
    pub(crate) fn id(&self) -> u64 {
        self.id
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
        let body =
            if data.is_null() { json!({ "type": kind }) } else { json!({ "type": kind, "data": data }) };
        let sent = match Call::json(&route, &body) {
            Ok(call) => self.bot.rest.send(call.answering(self.bot.desk.clock(), &self.reply)).await,
            Err(fault) => Err(fault),
        };
        match sent {
            Ok(()) => true,
            Err(fault) if fault.is_code(ANSWERED) => true,
            Err(Fault::Gone(UNKNOWN_WEBHOOK)) => {
                tracing::info!(guild = %self.guild, "an interaction came too late to be answered");
                false
            }
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

    /// Acknowledges in public; the answer follows.
    pub(crate) async fn defer_for_all(&self) -> bool {
        self.respond(DEFERRED, Value::Null).await
    }

    /// Acknowledges; the answer takes the place of the message whose component was used.
    pub(crate) async fn defer_update(&self) -> bool {
        self.respond(DEFERRED_UPDATE, Value::Null).await
    }

    /// Puts the answer in the place of the message whose component was used, all of it.
    pub(crate) async fn replace(&self, said: Said) {
        let said = said.or_else(|no| match no {
            No::Refused(refusal) => Ok(reply::words(&text::refusal(self.locale, &refusal))),
            failed => Err(failed),
        });
        self.finish(said.map(|mut body| {
            for part in ["embeds", "components"] {
                if body[part].is_null() {
                    body[part] = json!([]);
                }
            }
            body
        }))
        .await;
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

//! Canned responses and custom commands: by `/can`, or by `?name` typed in a ticket (P59-P70, A17, A18).

use crate::{
    Discord,
    custom::filled,
    discord::{give_up, store_failed},
    reply,
    rest::{Call, Fault},
};
use desk::{
    Outcome, Rejected,
    speak::{Face, Saying},
};
use serde_json::Value;
use ticket::{
    GuildConfig, MessageId, Person, Refusal, Ticket, TicketKey, Trouble, access,
    canned::{self, Canned, Facts},
    custom::{self, CustomCommand},
};
use twilight_http::routing::Route;

/// What a message asks for.
enum Asked<'a> {
    Custom(&'a CustomCommand, &'a str),
    Canned(&'a Canned),
}

impl Discord {
    /// Whether a message is nothing but the name of something that can be given here; a custom command wins (P64).
    fn asked<'a>(config: &'a GuildConfig, ticket: &Ticket, content: &'a str) -> Option<Asked<'a>> {
        let custom =
            custom::typed(content).and_then(|(name, args)| Some((config.custom_command(name)?, args)));
        if let Some((custom, args)) = custom {
            return Some(Asked::Custom(custom, args));
        }
        let name = canned::shortcode(content)?;
        config.canned_named(name, ticket.ticket_type).map(Asked::Canned)
    }

    /// Answers what was typed, once, and takes the trigger away (P61, P62).
    pub async fn shortcode(&self, key: TicketKey, message: MessageId) -> Outcome {
        match self.answer_shortcode(key, message).await {
            Ok(true) => self.take_trigger(key, message).await,
            Ok(false) => Outcome::Done,
            Err(Rejected::Refused(refusal)) => {
                tracing::debug!(%key, %refusal, "a shortcode was not for them");
                Outcome::Done
            }
            Err(Rejected::Failed(failure)) => store_failed(failure),
        }
    }

    async fn answer_shortcode(&self, key: TicketKey, message: MessageId) -> Result<bool, Rejected> {
        let Some((ticket, config)) = self.ticket_and_config(key).await? else { return Ok(false) };
        let Some(line) = self.kept_line(key, message).await? else { return Ok(false) };
        let body: Value = serde_json::from_str(&line.body).unwrap_or_default();
        let content = body["content"].as_str().unwrap_or_default();
        let Some(asked) = Self::asked(&config, &ticket, content) else { return Ok(false) };
        let Some(member) = self.member(key.guild, line.author).await? else { return Ok(false) };
        let person = self.person_by_roles(key.guild, &member);
        let Some(channel) = ticket.surface.channel() else { return Ok(false) };
        self.may_command(&config, key.guild, &person, channel, message)?;
        let once = format!("shortcode-{message}");
        match asked {
            Asked::Custom(custom, args) => {
                let here = (key.guild, channel);
                let answer = self.custom_answer(custom, &config, here, &person, args, Some(&ticket));
                if answer.is_empty() {
                    return Ok(false);
                }
                self.desk.say_as_bot(key, self.me, &answer.text, answer.embed, once).await?;
            }
            Asked::Canned(canned) => self.give(&ticket, &config, &person, canned, once).await?,
        }
        Ok(true)
    }

    async fn take_trigger(&self, key: TicketKey, message: MessageId) -> Outcome {
        let channel = match self.ticket_and_config(key).await {
            Ok(found) => found.and_then(|(ticket, _)| ticket.surface.channel()),
            Err(failure) => return store_failed(failure),
        };
        let Some(channel) = channel else { return Outcome::Done };
        let route = Route::DeleteMessage { channel_id: channel.0, message_id: message.0 };
        match self.rest.send(Call::of(&route)).await {
            Ok(()) | Err(Fault::Gone(_)) => Outcome::Done,
            Err(Fault::Forbidden { .. }) => give_up(Trouble::ManageMessages),
            Err(fault) => self.failed(fault),
        }
    }

    /// Says a canned response in a staff member's name or the bot's, as it is configured; `once` names the act.
    pub(crate) async fn give(
        &self,
        ticket: &Ticket,
        config: &GuildConfig,
        person: &Person,
        canned: &Canned,
        once: String,
    ) -> Result<(), Rejected> {
        if !access::is_staff(config, &config.type_or_removed(ticket.ticket_type), person) {
            return Err(Refusal::StaffOnly.into());
        }
        let fill = |text: &str| self.rendered(text, ticket, config, person);
        let embed = canned.embed.as_ref().and_then(|embed| filled(embed, fill));
        let saying = Saying {
            text: self.rendered(&canned.text, ticket, config, person),
            embed,
            face: if canned.as_staff { Face::Writer } else { Face::Bot(self.me) },
            once,
            files: Vec::new(),
            claims: false,
        };
        self.desk.say(ticket.key, person, saying).await.map(drop)
    }

    fn rendered(&self, template: &str, ticket: &Ticket, config: &GuildConfig, person: &Person) -> String {
        let server = self.cache.guild(ticket.key.guild, |known| known.info.name.clone()).unwrap_or_default();
        canned::render(
            template,
            &Facts {
                ticket,
                type_name: &config.type_or_removed(ticket.ticket_type).name,
                staff: &person.name,
                server: &server,
                locale: config.settings.locale,
            },
        )
    }

    /// Whether a message that was just posted is to be looked at as a shortcode.
    pub(crate) fn may_be_shortcode(config: &GuildConfig, content: &str) -> bool {
        custom::typed(content).is_some_and(|(name, _)| config.custom_command(name).is_some())
            || canned::shortcode(content).is_some_and(|name| {
                let lower = name.to_lowercase();
                config.canned.iter().any(|one| one.name.to_lowercase() == lower)
            })
    }
}

impl crate::interactions::Act<'_> {
    /// Gives a canned response by its name (P43).
    pub(crate) async fn can(&self, name: &str) -> crate::interactions::Said {
        let ticket = self.ticket_here().await?.ticket;
        let config = self.bot.guild_config(self.guild).await?;
        let ticket_type = config.type_or_removed(ticket.ticket_type);
        if !access::is_staff(&config, &ticket_type, &self.person) {
            return Err(Refusal::StaffOnly.into());
        }
        let unknown = || Refusal::UnknownCanned { name: name.to_owned() };
        let found = config.canned_named(name, ticket.ticket_type).ok_or_else(unknown)?;
        let once = format!("can-{}", self.id());
        self.bot.give(&ticket, &config, &self.person, found, once).await?;
        Ok(reply::words(&ticket::say!(self.locale, "reply-can")))
    }
}

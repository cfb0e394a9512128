//! Custom commands: registered in the guild they are of, answered by `/name` anywhere and by `?name` in tickets (P64, P212-P214).

use crate::{
    Discord,
    commands::{plain, waiting_root, with, words},
    discord::store_failed,
    interactions::{Act, Said},
    reply,
    rest::{Call, Fault},
};
use desk::Outcome;
use serde_json::{Value, json};
use ticket::{
    ChannelId, GuildConfig, GuildId, Person, Ticket,
    canned::{Embed, Facts},
    custom::{self, CustomCommand, MAX_ARGS},
    say,
};
use twilight_http::routing::Route;

/// The option that takes what is added.
const ARGS: &str = "args";

/// What a custom command says to somebody.
pub(crate) struct Answer {
    pub text: String,
    pub embed: Option<Value>,
}

impl Answer {
    /// Whether nothing is left once the conditions are judged: Discord takes no empty message.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.embed.is_none()
    }
}

/// An embed as Discord has it, its texts filled by `fill`; none where nothing is left of them.
pub(crate) fn filled(embed: &Embed, fill: impl Fn(&str) -> String) -> Option<Value> {
    let mut left = ticket::canned::MAX_EMBED;
    let mut part = |template: &str, most: usize| {
        let text = reply::cut(fill(template).trim(), most.min(left.max(1)));
        left -= reply::length(&text).min(left);
        text
    };
    let title = embed.title.as_deref().map(|title| part(title, 256)).unwrap_or_default();
    let text = part(&embed.text, 4096);
    let footer = embed.footer.as_deref().map(|footer| part(footer, 2048)).unwrap_or_default();
    if title.is_empty() && text.is_empty() {
        return None;
    }
    let mut shown = json!({ "type": "rich", "description": text });
    if !title.is_empty() {
        shown["title"] = json!(title);
    }
    if !footer.is_empty() {
        shown["footer"] = json!({ "text": footer });
    }
    if let Some(color) = embed.color {
        shown["color"] = json!(color);
    }
    Some(shown)
}

impl Discord {
    /// Looks at the guild's registered commands and replaces them, in one call, if they are not its custom commands as they are now.
    pub async fn sync_guild_commands(&self, guild: GuildId) -> Outcome {
        // From the store itself: what was just saved may not be remembered yet.
        let config = match self.desk.store().config(guild).await {
            Ok(found) => found.config,
            Err(failure) => return store_failed(failure),
        };
        let wanted = self.guild_commands(&config);
        let route = Route::GetGuildCommands {
            application_id: self.application,
            guild_id: guild.0,
            with_localizations: Some(true),
        };
        let registered: Value = match self.rest.get(&route).await {
            Ok(registered) => registered,
            // Not in the guild: it is looked at again when we come back.
            Err(Fault::Gone(_)) => return Outcome::Done,
            Err(fault) => return self.failed(fault),
        };
        if plain(&registered) == plain(&wanted) {
            return Outcome::Done;
        }
        let route = Route::SetGuildCommands { application_id: self.application, guild_id: guild.0 };
        let sent = match Call::json(&route, &wanted) {
            Ok(call) => self.rest.send(call.record()).await,
            Err(fault) => Err(fault),
        };
        sent.map_or_else(|fault| self.failed(fault), |()| Outcome::Done)
    }

    /// One of the name of our own command would stand in its way; it works by `?name`.
    fn guild_commands(&self, config: &GuildConfig) -> Value {
        let l = config.settings.locale;
        let one = |custom: &CustomCommand| {
            let hint = Some(custom.hint.trim()).filter(|hint| !hint.is_empty());
            let hint = hint.map_or_else(|| say!(l, "command-custom"), str::to_owned);
            let args = custom.takes_args().then(|| words(ARGS, "command-custom-args", MAX_ARGS));
            let command = json!({
                "name": custom.name, "type": 1, "description": hint,
                "options": args.into_iter().collect::<Vec<_>>(),
            });
            with(command, "contexts", json!([0]))
        };
        let root = &self.config.root_command;
        let own = [root.clone(), waiting_root(root)];
        let others = config.custom_commands.iter().filter(|custom| !own.contains(&custom.name));
        others.map(one).collect()
    }

    /// What a custom command says to somebody at a place.
    pub(crate) fn custom_answer(
        &self,
        custom: &CustomCommand,
        config: &GuildConfig,
        (guild, channel): (GuildId, ChannelId),
        person: &Person,
        args: &str,
        ticket: Option<&Ticket>,
    ) -> Answer {
        let name = self.cache.guild(guild, |known| known.info.name.clone()).unwrap_or_default();
        let kind = ticket.map(|ticket| config.type_or_removed(ticket.ticket_type));
        let facts = ticket.zip(kind.as_ref()).map(|(ticket, kind)| Facts {
            ticket,
            type_name: &kind.name,
            staff: &person.name,
            server: &name,
            locale: config.settings.locale,
        });
        let call = custom::Call { user: person, args, guild, guild_name: &name, channel, ticket: facts };
        let fill = |text: &str| custom::render(text, &call);
        Answer {
            text: reply::cut(fill(&custom.text).trim(), ticket::canned::MAX_TEXT),
            embed: custom.embed.as_ref().and_then(|embed| filled(embed, fill)),
        }
    }
}

impl Act<'_> {
    /// Answers `/name`: to who asked, or to all where the guild has it so (P211). In a ticket what all see is part of its conversation.
    pub(crate) async fn custom(&self, custom: &CustomCommand, config: &GuildConfig, args: &str) {
        let ticket = self.ticket_here().await.ok().map(|here| here.ticket);
        let here = (self.guild, self.channel);
        let answer = self.bot.custom_answer(custom, config, here, &self.person, args, ticket.as_ref());
        let public = !config.settings.commands.private && !answer.is_empty();
        let talk = ticket.filter(|ticket| public && ticket.is_open());
        let deferred = if public && talk.is_none() { self.defer_for_all().await } else { self.defer().await };
        if !deferred {
            return;
        }
        let said: Said = match talk {
            Some(ticket) => {
                let (bot, once) = (self.bot.me, format!("custom-{}", self.id()));
                let told = self.bot.desk.say_as_bot(ticket.key, bot, &answer.text, answer.embed, once).await;
                told.map(|_| reply::words(&say!(self.locale, "reply-can"))).map_err(Into::into)
            }
            None if answer.is_empty() => Ok(reply::words(&say!(self.locale, "reply-custom-empty"))),
            None => {
                let mut body = reply::words(&answer.text);
                body["embeds"] = json!(answer.embed.into_iter().collect::<Vec<_>>());
                Ok(body)
            }
        };
        self.finish(said).await;
    }
}

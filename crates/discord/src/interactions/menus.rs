//! Right clicks: a ticket from a message or for a member, opened by staff; a message kept as a note.

use super::{
    context::{Act, No, Said},
    data::{Data, Interaction},
};
use crate::{
    commands::Menu,
    custom_id::CustomId,
    reply::{self, color},
};
use desk::Hint;
use serde_json::json;
use std::time::Duration;
use ticket::{
    GuildConfig, MessageId, Refusal, TicketKey, TicketType, TypeId, UserId, access, command::MAX_NOTE,
    event::Origin, open::Request, say,
};
use tokio::sync::broadcast::error::RecvError;

/// How long the answer waits for the channel of the new ticket.
const WAIT: Duration = Duration::from_secs(10);
/// Choices of a menu, and menus of a message (components/reference, "String Select", "Action Row").
const CHOICES: usize = 25;
const MENUS: usize = 5;

/// A message that a ticket is opened from.
pub(crate) struct Quoted {
    pub words: String,
    pub url: Option<String>,
}

impl Act<'_> {
    pub(crate) async fn menu(&self, menu: Menu, data: &Data) -> Said {
        let no_target = || No::Failed("a menu without a target".to_owned());
        match menu {
            Menu::ToNotes => {
                let (author, message, words) = data.target_message().ok_or_else(no_target)?;
                let url = self.message_url(message);
                let about = format!("<@{author}> · {url}\n");
                let room = MAX_NOTE - about.chars().count();
                let words: String = words.chars().take(room).collect();
                self.note(&format!("{about}{words}")).await
            }
            Menu::FromMessage => {
                let (author, message, words) = data.target_message().ok_or_else(no_target)?;
                let quoted = Quoted { words: words.to_owned(), url: Some(self.message_url(message)) };
                self.choose_type(author, quoted).await
            }
            Menu::ForUser => {
                let user = data.target_user().ok_or_else(no_target)?;
                self.choose_type(user, Quoted { words: String::new(), url: None }).await
            }
        }
    }

    fn message_url(&self, message: MessageId) -> String {
        format!("{}/{message}", reply::channel_url(self.guild, self.channel))
    }

    /// Opens at once where only one type comes into question; else asks which.
    async fn choose_type(&self, user: UserId, quoted: Quoted) -> Said {
        let config = self.bot.guild_config(self.guild).await?;
        let types = self.handled(&config);
        match types.as_slice() {
            [] => Err(Refusal::StaffOnly.into()),
            [only] => self.open_for(user, only.id, &quoted).await,
            several => {
                let menus = several.chunks(CHOICES).take(MENUS);
                let menus =
                    menus.enumerate().map(|(at, types)| self.type_menu(user, at, types)).collect::<Vec<_>>();
                // The message travels in the embed: the choice comes back with it, and nothing needs to be kept.
                let mut embed = json!({
                    "title": say!(self.locale, "menu-choose-title"), "color": color::PLAIN,
                    "description": if quoted.words.is_empty() { format!("<@{user}>") } else { reply::cut(&quoted.words, 4096) },
                });
                if let Some(url) = &quoted.url {
                    embed["url"] = json!(url);
                }
                let mut body = reply::embed(embed);
                body["components"] = json!(menus);
                Ok(body)
            }
        }
    }

    /// A menu of types, with what helps to choose.
    fn type_menu(&self, user: UserId, number: usize, types: &[&TicketType]) -> serde_json::Value {
        let option = |of: &&TicketType| {
            let mut option = json!({ "label": reply::cut(&of.name, 100), "value": of.id.to_string() });
            if let Some(hint) = &of.hint {
                option["description"] = json!(reply::cut(hint, 100));
            }
            if let Some(emoji) = &of.emoji {
                option["emoji"] = reply::emoji(emoji);
            }
            option
        };
        let options: Vec<_> = types.iter().map(option).collect();
        let id = CustomId::OpenFor(user, u8::try_from(number).unwrap_or_default());
        reply::row(vec![json!({
            "type": 3, "custom_id": id.to_string(), "options": options,
            "placeholder": reply::cut(&say!(self.locale, "menu-choose-type"), 150),
        })])
    }

    fn handled<'c>(&self, config: &'c GuildConfig) -> Vec<&'c TicketType> {
        config.types.iter().filter(|of| of.active && access::is_staff(config, of, &self.person)).collect()
    }

    /// A type was chosen for a ticket that staff open.
    pub(crate) async fn type_chosen(&self, user: UserId, interaction: &Interaction) -> Said {
        let chosen = interaction.data.values().first().and_then(|id| id.parse().ok());
        let ticket_type = TypeId(chosen.ok_or(Refusal::UnknownType)?);
        self.open_for(user, ticket_type, &interaction.quoted(user)).await
    }

    async fn open_for(&self, user: UserId, ticket_type: TypeId, quoted: &Quoted) -> Said {
        let Some(member) = self.bot.member(self.guild, user).await? else { return Ok(self.no_member()) };
        let opener = self.bot.person_by_roles(self.guild, &member);
        let mut answers = Vec::new();
        if !quoted.words.trim().is_empty() {
            answers.push((say!(self.locale, "menu-answer-message"), quoted.words.clone()));
        }
        answers.extend(quoted.url.clone().map(|url| (say!(self.locale, "menu-answer-link"), url)));
        let request = Request {
            files: Vec::new(),
            ticket_type,
            subject: None,
            answers,
            on_behalf: Some(self.person.clone()),
            origin: Origin::Discord { reply: None, panel: None },
            at: self.at,
        };
        let opened = self.bot.desk.open(self.guild, &opener, request).await?;
        self.opened_for(opened.ticket.ticket.key, user).await
    }

    /// Waits a moment for the channel, so that the answer leads there.
    async fn opened_for(&self, key: TicketKey, user: UserId) -> Said {
        let mut hints = self.bot.desk.hints().listen();
        let ready = async {
            loop {
                let found = self.bot.desk.store().ticket(key).await.ok().flatten();
                if let Some(channel) = found.and_then(|found| found.ticket.surface.channel()) {
                    return channel;
                }
                loop {
                    match hints.recv().await {
                        Ok(Hint::Ticket(changed)) if changed == key => break,
                        Ok(_) => {}
                        Err(RecvError::Lagged(_)) => break,
                        Err(RecvError::Closed) => std::future::pending().await,
                    }
                }
            }
        };
        let (number, who) = (key.number, format!("<@{user}>"));
        let (words, url) = match tokio::time::timeout(WAIT, ready).await {
            Ok(channel) => {
                let here = format!("<#{channel}>");
                let words =
                    say!(self.locale, "reply-opened-for", number = number, user = who, channel = here);
                (words, reply::channel_url(self.guild, channel))
            }
            Err(_) => {
                let words = say!(self.locale, "reply-opened-for-soon", number = number, user = who);
                (words, self.bot.config.ticket_url(key))
            }
        };
        let mut body = reply::words(&words);
        body["embeds"] = json!([]);
        body["components"] = json!([reply::row(vec![reply::link(&url, &say!(self.locale, "button-go"))])]);
        Ok(body)
    }
}

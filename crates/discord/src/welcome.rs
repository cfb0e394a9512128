//! The first message of a ticket: greeting, answers, buttons, and exactly the pings that the type asks for.

use crate::{
    Discord,
    announce::MOST_ROLES,
    custom_id::CustomId,
    discord::store_failed,
    reply::{self, color, inert, length},
    rest::{Fault, Post, Urgency, nonce},
    wire,
};
use desk::{Outcome, crash};
use serde_json::{Value, json};
use ticket::{
    ChannelId, Command, GuildConfig, Job, MessageId, RoleId, Ticket, TicketKey, UserId, form::Answer, say,
    settings::Locale,
};
use twilight_http::routing::Route;

/// Characters of one field's value and name, of a field list, of all embeds of a message (resources/message, "Embed Limits").
const VALUE: usize = 1024;
const NAME: usize = 256;
const FIELDS: usize = 25;
const WHOLE: usize = 6000;
/// The oldest messages of a channel among which a welcome is looked for.
const LOOKED_AT: u16 = 20;

impl Discord {
    /// Posts the welcome, once.
    pub async fn welcome(&self, key: TicketKey) -> Outcome {
        let (ticket, config) = match self.ticket_and_config(key).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        let Some(channel) = ticket.surface.channel() else { return Outcome::Done };
        if ticket.surface.welcome().is_some() {
            return Outcome::Done;
        }
        match self.post_welcome(&ticket, &config, channel).await {
            Ok(message) => match self.observe(key, Command::WelcomePosted { message }).await {
                Ok(()) => Outcome::Done,
                Err(failure) => store_failed(failure),
            },
            // The next sync will see that the channel is gone.
            Err(Fault::Gone(_)) => match self.desk.enqueue(vec![Job::SyncSurface { ticket: key }]).await {
                Ok(()) => Outcome::Done,
                Err(failure) => store_failed(failure),
            },
            Err(fault) => self.failed(fault),
        }
    }

    async fn post_welcome(
        &self,
        ticket: &Ticket,
        config: &GuildConfig,
        channel: ChannelId,
    ) -> Result<MessageId, Fault> {
        let posted =
            if self.tried.take_fresh(ticket.key) { None } else { self.find_welcome(channel).await? };
        let mut first = posted;
        let work = format!("welcome:{}:{channel}", ticket.key);
        for (part, body) in messages(ticket, &self.existing(ticket.key.guild, config)).into_iter().enumerate()
        {
            if part == 0 && posted.is_some() {
                continue;
            }
            crash::point("welcome-before");
            let (nonce, since, urgency) = (nonce(&work, part), ticket.opened_at, Urgency::Person);
            // The first is known by its buttons and has a title, which an address would turn into a link.
            let message = match part {
                0 => self.rest.post_message(channel, body, &nonce, urgency).await?,
                _ => self.rest.post_once(Post { channel, body, nonce, since, urgency }).await?,
            };
            crash::point("welcome-after");
            first.get_or_insert(message);
        }
        first.ok_or_else(|| Fault::Broken("a welcome of no messages".to_owned()))
    }

    /// Our welcome among the first messages of a channel: an attempt before this one may have posted it.
    async fn find_welcome(&self, channel: ChannelId) -> Result<Option<MessageId>, Fault> {
        let route = Route::GetMessages {
            after: Some(1),
            around: None,
            before: None,
            channel_id: channel.0,
            limit: Some(LOOKED_AT),
        };
        let messages: Vec<wire::Message> = self.rest.get(&route).await?;
        let claim = CustomId::Claim.to_string();
        let ours = |message: &&wire::Message| {
            message.is_by(self.me) && message.components.iter().any(|row| row.to_string().contains(&claim))
        };
        Ok(messages.iter().filter(ours).map(|message| message.id).min())
    }
}

/// The messages of a welcome: the first with pings, greeting and buttons; more only if the answers need the room.
pub(crate) fn messages(ticket: &Ticket, config: &GuildConfig) -> Vec<Value> {
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    let locale = config.settings.locale;
    let welcome = &ticket_type.welcome;
    let color = welcome.color.unwrap_or(color::PLAIN);
    let title = reply::cut(welcome.title.as_deref().unwrap_or(&ticket.subject), NAME);
    let text = fill(&welcome.text, ticket, &ticket_type.name);
    let text = reply::cut(&text, 4096);
    let (content, pings) = pings(&ticket_type.roles_to_ping(), ticket);
    let used = length(&title) + length(&text);
    let mut pages = pages(fields(&ticket.answers), WHOLE - used);
    let rest = if pages.is_empty() { Vec::new() } else { pages.split_off(1) };
    let first = json!({
        "content": content,
        "allowed_mentions": pings,
        "embeds": [{ "title": title, "description": text, "color": color, "fields": pages.pop().unwrap_or_default() }],
        "components": [buttons(locale)],
    });
    let more = rest.into_iter().map(|fields| reply::embed(json!({ "color": color, "fields": fields })));
    std::iter::once(first).chain(more).collect()
}

fn buttons(locale: Locale) -> Value {
    reply::row(vec![
        reply::button(&CustomId::Claim, &say!(locale, "welcome-claim"), 3),
        reply::button(&CustomId::Close, &say!(locale, "welcome-close"), 4),
    ])
}

/// Mentions of roles, case worker and opener, and the permission to ping exactly these (P26).
fn pings(roles: &[RoleId], ticket: &Ticket) -> (String, Value) {
    let mut users: Vec<UserId> = ticket.assignee.into_iter().collect();
    if !users.contains(&ticket.opener.user) {
        users.push(ticket.opener.user);
    }
    let roles = &roles[..roles.len().min(MOST_ROLES)];
    let mentions = roles.iter().map(|role| format!("<@&{role}>"));
    let mentions: Vec<_> = mentions.chain(users.iter().map(|user| format!("<@{user}>"))).collect();
    (mentions.join(" "), reply::only(roles, &users))
}

fn fill(text: &str, ticket: &Ticket, type_name: &str) -> String {
    text.replace("{member}", &format!("<@{}>", ticket.opener.user))
        .replace("{number}", &ticket.key.number.to_string())
        .replace("{type}", type_name)
}

/// Answers as fields, every character of them: a long one goes on in the next field.
fn fields(answers: &[Answer]) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for answer in answers {
        let mut name = reply::cut(&inert(&answer.label), NAME);
        for piece in pieces(&answer.markup()) {
            fields.push((name, piece));
            // Discord wants a name; this one has no width.
            name = "\u{200b}".to_owned();
        }
    }
    fields
}

/// Cuts at line ends or spaces where there are some, else anywhere but inside a character or after a backslash.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut piece = reply::fitting(rest, VALUE);
        if piece.len() < rest.len() {
            let end = piece.rfind('\n').or_else(|| piece.rfind(' ')).filter(|end| *end > VALUE / 2);
            piece = end.map_or(piece, |end| &piece[..=end]);
            let slashes = piece.len() - piece.trim_end_matches('\\').len();
            piece = &piece[..piece.len() - slashes % 2];
        }
        rest = &rest[piece.len()..];
        // Discord refuses a value of nothing but blanks.
        if !piece.trim().is_empty() {
            pieces.push(piece.to_owned());
        }
    }
    pieces
}

/// Fields by message: at most 25 and 6,000 characters in each, of which the first has some taken already.
fn pages(fields: Vec<(String, String)>, room: usize) -> Vec<Vec<Value>> {
    let mut pages: Vec<Vec<Value>> = Vec::new();
    let mut left = room;
    let mut page = Vec::new();
    for (name, value) in fields {
        let size = length(&name) + length(&value);
        if size > left || page.len() == FIELDS {
            pages.push(std::mem::take(&mut page));
            left = WHOLE;
        }
        left = left.saturating_sub(size);
        page.push(json!({ "name": name, "value": value }));
    }
    if !page.is_empty() {
        pages.push(page);
    }
    pages
}

#[cfg(test)]
#[path = "welcome_tests.rs"]
mod tests;

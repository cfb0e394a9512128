//! From the lines of a ticket to what Auto-Assist reads: public messages, by whom, and nothing else.

use assist::talk::{Said, Speaker, Talk};
use desk::{Failure, Store, ports::Line};
use serde::Deserialize;
use ticket::{GuildConfig, MessageId, Ticket, UserId, custom};

/// Lines fetched at once, and how often, from the newest on: what is older than this many is not read.
const PAGE: u32 = 200;
const PAGES: usize = 10;
/// Kinds of messages that people write: plain ones, replies, and what a command says (Discord: resources/message, "Message Types"). That
/// somebody pinned a message or joined a thread is nothing that was said.
const SAID: [u8; 3] = [0, 19, 20];
/// What the buttons under our own messages begin with, so that they are told from other messages of the bot.
pub const MARK: &str = "gh1:assist";

/// The parts of Discord's message object that are read.
#[derive(Deserialize)]
struct Body {
    #[serde(default, rename = "type")]
    kind: u8,
    #[serde(default)]
    content: String,
    #[serde(default)]
    author: Option<Author>,
    #[serde(default)]
    attachments: Vec<Attachment>,
    #[serde(default)]
    embeds: Vec<Embed>,
    #[serde(default)]
    components: serde_json::Value,
}

#[derive(Deserialize)]
struct Embed {
    #[serde(default)]
    description: Option<String>,
}

#[derive(Deserialize)]
struct Author {
    #[serde(default)]
    id: Option<UserId>,
    #[serde(default)]
    bot: bool,
}

#[derive(Deserialize)]
struct Attachment {
    #[serde(default)]
    filename: String,
}

/// A ticket as it was read.
pub struct Reading {
    /// What was said.
    pub talk: Talk,
    /// The newest message of a member.
    pub newest_of_member: Option<MessageId>,
    /// The newest message of anyone.
    pub newest: Option<MessageId>,
}

/// Reads a ticket.
///
/// # Errors
///
/// A [`Failure`] of the store.
pub async fn read(store: &dyn Store, config: &GuildConfig, ticket: &Ticket) -> Result<Reading, Failure> {
    let mut lines: Vec<Line> = Vec::new();
    for _ in 0..PAGES {
        let before = lines.first().map(|line| line.message);
        let page = store.lines_before(ticket.key, before, PAGE).await?;
        let full = page.len() == PAGE as usize;
        lines.splice(0..0, page);
        if !full {
            break;
        }
    }
    let newest = lines.last().map(|line| line.message);
    let mut newest_of_member = None;
    let mut said = Vec::new();
    for line in &lines {
        let Some(one) = one(config, ticket, line) else { continue };
        if one.speaker == Speaker::Member {
            newest_of_member = Some(line.message);
        }
        said.push(one);
    }
    let form: Vec<(String, String)> =
        ticket.answers.iter().map(|answer| (answer.label.clone(), answer.value.clone())).collect();
    Ok(Reading { talk: Talk::new(ticket.key, &form, said), newest_of_member, newest })
}

fn one(config: &GuildConfig, ticket: &Ticket, line: &Line) -> Option<Said> {
    if line.deleted.is_some() {
        return None;
    }
    let body: Body = serde_json::from_str(&line.body).ok().filter(|body: &Body| SAID.contains(&body.kind))?;
    // What staff say under the bot's face is kept under their own account, and is theirs.
    let bot = |author: &Author| author.bot && author.id.is_none_or(|id| id == line.author);
    let speaker = if body.author.as_ref().is_some_and(bot) {
        body.components.to_string().contains(MARK).then_some(Speaker::Assist)?
    } else if line.author == ticket.opener.user || ticket.added.contains(&line.author) {
        Speaker::Member
    } else {
        Speaker::Staff
    };
    // `?status` is answered by what was written for it.
    let command = custom::typed(&body.content).and_then(|(name, _)| config.custom_command(name));
    if speaker == Speaker::Member && command.is_some() {
        return None;
    }
    let files = body.attachments.into_iter().map(|attachment| attachment.filename).collect();
    // What we post is in an embed; embeds of others are previews of links, which nobody said.
    let ours = body.embeds.into_iter().next().and_then(|embed| embed.description);
    let text = if speaker == Speaker::Assist { ours.unwrap_or_default() } else { body.content };
    Some(Said { speaker, at: line.message.at(), text, files })
}

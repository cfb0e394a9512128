//! A ticket's conversation as lines to be shown, filtered for who reads.

use crate::{Site, frame::Frame};
use desk::{
    Failure, Loaded,
    ports::{FileState, GuildInfo, Line as Kept, StoredFile},
};
use std::collections::{BTreeSet, HashMap};
use ticket::{
    Event, GuildConfig, Recorded, TicketKey, UserId, access::Audience, entry, say, settings::Locale, text,
};
use transcript::{Conversation, Deleted, Fact, FileRef, FileSource, Id, Line, MessageLine, Version};

/// Messages read at a time.
const PAGE: u32 = 500;
/// Messages shown at most; a longer conversation shows its latest.
pub(crate) const MOST: usize = 20_000;

/// A conversation ready to be written.
pub(crate) struct Shown {
    pub conversation: Conversation,
    pub lines: Vec<Line>,
    pub files: HashMap<u64, StoredFile>,
}

/// An instant as the renderer knows it.
pub(crate) fn instant(at: ticket::Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

/// Reads a ticket's conversation. Members get no deleted messages, no earlier versions, and of the events those they may see.
pub(crate) async fn read(
    site: &Site,
    guild: &GuildInfo,
    config: &GuildConfig,
    loaded: &Loaded,
    audience: Audience,
    frame: &Frame,
) -> Result<Shown, Failure> {
    let key = loaded.ticket.key;
    let mut lines = messages(site, key).await?;
    let people = people(site, guild, loaded, &lines).await?;
    for recorded in site.desk.store().events(key).await? {
        if entry::visible(&recorded.event, audience)
            && let Some(words) = words(frame.locale, &recorded)
        {
            let at = Some(instant(recorded.at));
            let event = transcript::Event { id: format!("{}", recorded.seq), text: words, at };
            lines.push((recorded.at.0, Line::Event(event)));
        }
    }
    lines.sort_by_key(|(at, _)| *at);
    let lines = lines.into_iter().map(|(_, line)| line);
    let lines = match audience {
        Audience::Staff => lines.collect(),
        Audience::Member => lines.filter_map(Line::for_opener).collect(),
    };
    let files = site.desk.store().files(key).await?.into_iter().map(|file| (file.id, file)).collect();
    Ok(Shown { conversation: head(guild, config, loaded, people, frame), lines, files })
}

async fn messages(site: &Site, key: TicketKey) -> Result<Vec<(i64, Line)>, Failure> {
    let (mut lines, mut after) = (Vec::new(), None);
    loop {
        let page = site.desk.store().lines(key, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.message);
        for kept in page {
            let versions = if kept.versions > 0 {
                site.desk.store().versions(key, kept.message).await?
            } else {
                Vec::new()
            };
            lines.push((kept.message.at().0, message(&kept, &versions)));
        }
        if lines.len() > MOST {
            lines.drain(..lines.len() - MOST);
        }
    }
    Ok(lines)
}

fn parsed(body: &str) -> transcript::Message {
    // What cannot be read is shown as an empty message rather than not at all.
    let value = serde_json::from_str(body).unwrap_or(serde_json::Value::Null);
    transcript::message_from_value(&value)
}

fn message(kept: &Kept, versions: &[(ticket::Timestamp, String)]) -> Line {
    let earlier =
        versions.iter().map(|(at, body)| Version { at: Some(instant(*at)), content: parsed(body).content });
    Line::Message(Box::new(MessageLine {
        message: parsed(&kept.body),
        deleted: kept.deleted.map(|at| Deleted { at: Some(instant(at)), by: None }),
        versions: earlier.collect(),
        internal: false,
    }))
}

async fn people(
    site: &Site,
    guild: &GuildInfo,
    loaded: &Loaded,
    lines: &[(i64, Line)],
) -> Result<HashMap<Id, transcript::Person>, Failure> {
    let ticket = &loaded.ticket;
    let mut ids = BTreeSet::from([ticket.opener.user]);
    ids.extend(ticket.assignee);
    ids.extend(ticket.claim.as_ref().map(|claim| claim.by));
    ids.extend(ticket.closure().and_then(|closure| closure.by.user()));
    for (_, line) in lines {
        if let Line::Message(line) = line {
            ids.insert(UserId(line.message.author.id.0));
            ids.extend(line.message.mentions.iter().map(|mention| UserId(mention.id.0)));
        }
    }
    let ids: Vec<UserId> = ids.into_iter().collect();
    let members = site.desk.store().members(guild.id, &ids).await?;
    let shown = members.into_iter().map(|member| {
        let mut roles: Vec<_> =
            guild.roles.iter().filter(|role| member.roles.contains(&role.id) && role.color != 0).collect();
        roles.sort_by_key(|role| role.position);
        let color = roles.last().map(|role| role.color);
        (Id(member.user.0), transcript::Person { name: member.name, color, avatar: None, bot: member.bot })
    });
    Ok(shown.collect())
}

fn head(
    guild: &GuildInfo,
    config: &GuildConfig,
    loaded: &Loaded,
    people: HashMap<Id, transcript::Person>,
    frame: &Frame,
) -> Conversation {
    let (ticket, locale) = (&loaded.ticket, frame.locale);
    let kind = config.type_or_removed(ticket.ticket_type);
    let text = |label: String, value: String| Fact::Text { label, value };
    let mut facts = vec![
        text(locale.say("web-type"), kind.name.clone()),
        text(locale.say("web-member"), ticket.opener.name.clone()),
        Fact::Time { label: locale.say("web-opened"), at: instant(ticket.opened_at) },
    ];
    if let Some(claim) = &ticket.claim {
        facts.push(text(locale.say("web-claimed-by"), claim.name.clone()));
    }
    if let Some(closure) = ticket.closure() {
        facts.push(Fact::Time { label: locale.say("web-closed"), at: instant(closure.at) });
        facts.push(text(locale.say("web-closed-by"), text::by(locale, &closure.by)));
        facts.extend(closure.reason.clone().map(|reason| text(locale.say("web-reason"), reason)));
    }
    let roles = guild.roles.iter().map(|role| {
        let shown = transcript::Role { name: role.name.clone(), color: role.color, position: role.position };
        (Id(role.id.0), shown)
    });
    let channels =
        guild.channels.iter().map(|(id, name)| (Id(id.0), transcript::Channel { name: name.clone() }));
    Conversation {
        title: format!("#{} {}", ticket.key.number, ticket.subject),
        guild_name: guild.name.clone(),
        guild_id: Some(Id(guild.id.0)),
        status: Some(status(locale, ticket.status())),
        facts,
        participants: Vec::new(),
        message_count: Some(u64::from(loaded.activity.messages)),
        roles: roles.collect(),
        channels: channels.collect(),
        people,
        zone: frame.zone.as_deref().and_then(|name| jiff::tz::TimeZone::get(name).ok()),
        locale: locale.tag().to_owned(),
        theme: match frame.theme {
            Some("dark") => transcript::Theme::Dark,
            Some("light") => transcript::Theme::Light,
            _ => transcript::Theme::System,
        },
        ..Conversation::default()
    }
}

/// A status in a word.
pub(crate) fn status(locale: Locale, status: ticket::Status) -> String {
    match status {
        ticket::Status::Open => locale.say("status-open"),
        ticket::Status::Claimed => locale.say("status-claimed"),
        ticket::Status::Assigned => locale.say("status-assigned"),
        ticket::Status::Closed => locale.say("status-closed"),
        ticket::Status::Archived => locale.say("status-archived"),
    }
}

/// An event as a sentence; none for what is no part of the conversation.
fn words(locale: Locale, recorded: &Recorded) -> Option<String> {
    let who = text::by(locale, &recorded.by);
    Some(match &recorded.event {
        Event::Opened { ticket, .. } => say!(locale, "event-opened", name = &ticket.opener.name),
        Event::Claimed { claim } => say!(locale, "event-claimed", name = &claim.name),
        Event::Unclaimed { was } => say!(locale, "event-unclaimed", name = who, was = &was.name),
        Event::Assigned { name, .. } => say!(locale, "event-assigned", name = who, to = name),
        Event::Unassigned { .. } => say!(locale, "event-unassigned", name = who),
        Event::Closed { closure } if closure.kind != ticket::CloseKind::Manual => {
            say!(locale, "event-closed-automatic", kind = text::close_kind(locale, closure.kind))
        }
        Event::Closed { closure } => match &closure.reason {
            Some(reason) => say!(locale, "event-closed-reason", name = who, reason = reason),
            None => say!(locale, "event-closed", name = who),
        },
        Event::Reopened => say!(locale, "event-reopened", name = who),
        _ => return None,
    })
}

/// Where a page finds a file: under our own address, once it is kept.
pub(crate) fn on_site<'a>(
    key: TicketKey,
    files: &'a HashMap<u64, StoredFile>,
) -> impl Fn(FileRef<'_>) -> FileSource + 'a {
    move |file| match file {
        FileRef::Attachment { attachment, .. } => match files.get(&attachment.id.0) {
            Some(kept) if kept.state == FileState::Kept => {
                let name = crate::frame::encoded(&kept.name).replace('/', "%2F");
                FileSource::Url(format!("/g/{}/tickets/{}/files/{}/{name}", key.guild, key.number, kept.id))
            }
            _ => FileSource::Missing,
        },
        _ => FileSource::Missing,
    }
}

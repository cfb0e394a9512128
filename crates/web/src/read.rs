//! A ticket's conversation as the renderer wants it: messages and events in the order of time, seen with the reader's eyes.

use crate::{actor::InGuild, error::Problem, prefs::Theme, state::App, view};
use desk::{
    Loaded,
    ports::{FileState, Line as Kept, StoredFile},
};
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};
use ticket::{
    By, Event, GuildConfig, MessageId, Recorded, TicketKey, Timestamp, UserId,
    access::Audience,
    entry,
    history::{self, Names},
    say,
    settings::Locale,
};
use transcript::{
    Channel, Conversation, Deleted, Fact, FileRef, FileSource, Id, Line, Message, MessageLine, Person, Role,
    Version,
};

/// Messages fetched at a time.
const PAGE: u32 = 500;

/// Gives the lines of a ticket one after the other.
pub(crate) struct Lines {
    app: App,
    key: TicketKey,
    audience: Audience,
    locale: Locale,
    config: Arc<GuildConfig>,
    events: VecDeque<Recorded>,
    page: VecDeque<Kept>,
    after: Option<MessageId>,
    more: bool,
    without: Option<MessageId>,
}

impl Lines {
    pub(crate) async fn of(
        app: &App,
        here: &InGuild,
        key: TicketKey,
        audience: Audience,
    ) -> Result<Self, Problem> {
        let mut events: VecDeque<_> = app.desk.store().events(key).await?.into();
        events.retain(|recorded| entry::visible(&recorded.event, audience));
        Ok(Self {
            app: app.clone(),
            key,
            audience,
            locale: here.signed.prefs.locale,
            config: Arc::clone(&here.config.config),
            events,
            page: VecDeque::new(),
            after: None,
            more: true,
            without: None,
        })
    }

    /// Leaves a message out: the welcome has nothing to say where the answers and the acts stand beside the conversation.
    pub(crate) fn without(mut self, message: Option<MessageId>) -> Self {
        self.without = message;
        self
    }

    /// The next line, without reading it yet.
    async fn step(&mut self) -> Result<Option<Step>, Problem> {
        if self.page.is_empty() && self.more {
            self.page = self.app.desk.store().lines(self.key, self.after, PAGE).await?.into();
            self.more = self.page.len() == PAGE as usize;
            self.after = self.page.back().map(|kept| kept.message).or(self.after);
            self.page.retain(|kept| Some(kept.message) != self.without);
        }
        let event_first = match (self.events.front(), self.page.front()) {
            (Some(event), Some(message)) => event.at <= message.message.at(),
            (Some(_), None) => true,
            (None, _) => false,
        };
        Ok(if event_first {
            self.events.pop_front().map(Step::Event)
        } else {
            self.page.pop_front().map(Step::Said)
        })
    }

    /// The next line; members are not shown what was deleted.
    pub(crate) async fn next(&mut self) -> Result<Option<Line>, Problem> {
        while let Some(step) = self.step().await? {
            if let Some(line) = self.line(step).await? {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    /// The last lines, and whether there are earlier ones.
    pub(crate) async fn tail(mut self, most: usize) -> Result<(Vec<Line>, bool), Problem> {
        let mut last = VecDeque::with_capacity(most);
        let mut earlier = false;
        while let Some(step) = self.step().await? {
            if last.len() == most {
                last.pop_front();
                earlier = true;
            }
            last.push_back(step);
        }
        let mut lines = Vec::with_capacity(last.len());
        for step in last {
            lines.extend(self.line(step).await?);
        }
        Ok((lines, earlier))
    }

    async fn line(&self, step: Step) -> Result<Option<Line>, Problem> {
        let line = match step {
            Step::Event(recorded) => match event(self.locale, &self.config, &recorded) {
                Some(line) => line,
                None => return Ok(None),
            },
            Step::Said(kept) => {
                let versions = if self.audience == Audience::Staff && kept.versions > 0 {
                    self.versions(kept.message).await?
                } else {
                    Vec::new()
                };
                said(kept, versions)
            }
        };
        Ok(if self.audience == Audience::Staff { Some(line) } else { line.for_opener() })
    }

    async fn versions(&self, message: MessageId) -> Result<Vec<Version>, Problem> {
        let kept = self.app.desk.store().versions(self.key, message).await?;
        // Each was replaced when the next was written.
        let mut written = Some(message.at());
        let version = |(replaced, body): (Timestamp, String)| {
            let at = written.replace(replaced).map(moment);
            Version { at, content: read(&body).content }
        };
        Ok(kept.into_iter().map(version).collect())
    }
}

enum Step {
    Event(Recorded),
    Said(Kept),
}

fn read(body: &str) -> Message {
    serde_json::from_str(body).unwrap_or_default()
}

fn said(kept: Kept, versions: Vec<Version>) -> Line {
    let mut message = read(&kept.body);
    message.id = Id(kept.message.0);
    message.edited_timestamp = message.edited_timestamp.or(kept.edited.map(moment));
    let deleted = kept.deleted.map(|at| Deleted { at: Some(moment(at)), by: None });
    Line::Message(Box::new(MessageLine { message, deleted, versions, internal: false }))
}

/// A note is a line of its own; anything else is a sentence.
fn event(l: Locale, config: &GuildConfig, recorded: &Recorded) -> Option<Line> {
    let (id, at) = (recorded.seq.to_string(), Some(moment(recorded.at)));
    if let Event::Noted { text } = &recorded.event {
        let name = ticket::text::by(l, &recorded.by);
        let author = transcript::User {
            id: Id(recorded.by.user().map_or(0, |user| user.0)),
            username: name.clone(),
            global_name: Some(name),
            ..Default::default()
        };
        return Some(Line::Note(transcript::Note { id, author, content: text.clone(), at }));
    }
    let text = history::sentence(l, recorded, config, &Names { of: &|_| None })?;
    Some(Line::Event(transcript::Event { id, text, at }))
}

pub(crate) fn moment(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_default()
}

/// Everything around the lines.
pub(crate) async fn about(app: &App, here: &InGuild, loaded: &Loaded) -> Result<Conversation, Problem> {
    let (l, ticket) = (here.signed.prefs.locale, &loaded.ticket);
    let guild = &here.guild;
    let color = |roles: &[ticket::RoleId]| {
        let held = guild.roles.iter().filter(|role| role.color != 0 && roles.contains(&role.id));
        held.max_by_key(|role| role.position).map(|role| role.color)
    };
    let mut people: HashMap<Id, Person> = HashMap::new();
    let users = involved(loaded);
    for member in app.desk.store().members(guild.id, &users).await? {
        let person =
            Person { name: member.name, color: color(&member.roles), avatar: member.avatar, bot: member.bot };
        people.insert(Id(member.user.0), person);
    }
    people
        .entry(Id(ticket.opener.user.0))
        .or_insert_with(|| Person { name: ticket.opener.name.clone(), ..Person::default() });
    let roles = guild.roles.iter().map(|role| {
        (Id(role.id.0), Role { name: role.name.clone(), color: role.color, position: role.position })
    });
    let channels = guild.channels.iter().map(|(id, name)| (Id(id.0), Channel { name: name.clone() }));
    let channel =
        ticket.surface.channel().and_then(|id| guild.channels.iter().find(|(known, _)| *known == id));
    let prefs = &here.signed.prefs;
    Ok(Conversation {
        title: format!("#{} {}", ticket.key.number, ticket.subject),
        guild_name: guild.name.clone(),
        guild_id: Some(Id(guild.id.0)),
        channel_name: channel.map(|(_, name)| name.clone()).unwrap_or_default(),
        status: Some(view::status(l, ticket).1),
        facts: facts(l, here, loaded),
        participants: users.iter().map(|user| Id(user.0)).filter(|id| people.contains_key(id)).collect(),
        message_count: Some(loaded.activity.messages.into()),
        roles: roles.collect(),
        channels: channels.collect(),
        people,
        zone: Some(prefs.zone.clone()),
        locale: l.tag().to_owned(),
        theme: match prefs.theme {
            Theme::System => transcript::Theme::System,
            Theme::Light => transcript::Theme::Light,
            Theme::Dark => transcript::Theme::Dark,
        },
        ..Conversation::default()
    })
}

/// Opener, claimer, case worker, who closed; each once.
fn involved(loaded: &Loaded) -> Vec<UserId> {
    let ticket = &loaded.ticket;
    let mut users = vec![ticket.opener.user];
    let closer = ticket.closure().and_then(|closure| closure.by.user());
    let more =
        [ticket.claim.as_ref().map(|claim| claim.by), ticket.assignee, closer, loaded.activity.last_by];
    for user in more.into_iter().flatten() {
        if !users.contains(&user) {
            users.push(user);
        }
    }
    users
}

fn facts(l: Locale, here: &InGuild, loaded: &Loaded) -> Vec<Fact> {
    let ticket = &loaded.ticket;
    let person = |label, user: UserId| Fact::Person { label, id: Id(user.0) };
    let mut facts = vec![
        Fact::Text {
            label: say!(l, "web-fact-type"),
            value: here.config.config.type_or_removed(ticket.ticket_type).name.clone(),
        },
        Fact::Time { label: say!(l, "web-fact-opened"), at: moment(ticket.opened_at) },
        person(say!(l, "web-fact-member"), ticket.opener.user),
    ];
    if let Some(claim) = &ticket.claim {
        facts.push(Fact::Text { label: say!(l, "web-fact-claimer"), value: claim.name.clone() });
    }
    if let Some(closure) = ticket.closure() {
        facts.push(Fact::Time { label: say!(l, "web-fact-closed"), at: moment(closure.at) });
        let by = if let By::Person { name, .. } = &closure.by { Some(name.clone()) } else { None };
        let by = by.or_else(|| view::automatic(l, closure.kind)).unwrap_or_default();
        facts.push(Fact::Text { label: say!(l, "web-fact-closed-by"), value: by });
        if let Some(reason) = &closure.reason {
            facts.push(Fact::Text { label: say!(l, "web-fact-reason"), value: reason.clone() });
        }
    }
    facts
}

/// The kept files of a ticket, by attachment.
pub(crate) struct Files {
    base: String,
    kept: HashMap<u64, StoredFile>,
}

impl Files {
    pub(crate) async fn of(app: &App, key: TicketKey) -> Result<Self, Problem> {
        let files = app.desk.store().files(key).await?;
        let kept = files.into_iter().filter(|file| file.state == FileState::Kept).map(|file| (file.id, file));
        Ok(Self { base: format!("/g/{}/tickets/{}/files", key.guild, key.number), kept: kept.collect() })
    }

    pub(crate) fn get(&self, attachment: u64) -> Option<&StoredFile> {
        self.kept.get(&attachment)
    }

    /// Our own copies by address; nothing is asked of another host.
    pub(crate) fn source(&self, file: FileRef<'_>) -> FileSource {
        let FileRef::Attachment { attachment, .. } = file else { return FileSource::Missing };
        match self.kept.get(&attachment.id.0) {
            Some(file) => {
                let name: String = url::form_urlencoded::byte_serialize(file.name.as_bytes()).collect();
                FileSource::Url(format!("{}/{}/{}", self.base, file.id, name.replace('+', "%20")))
            }
            None => FileSource::Missing,
        }
    }
}

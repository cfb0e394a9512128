//! A ticket's conversation as the renderer wants it: messages and events in the order of time, seen with the reader's eyes.

mod about;

pub(crate) use about::{about, speakers};

use crate::{
    actor::InGuild, answered, error::Problem, pages::ticket::timeline::Only, prefs::Prefs, state::App,
};
use desk::{ports::Line as Kept, speak::said_on_the_web};
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};
use ticket::{
    Event, GuildConfig, MessageId, Recorded, Ticket, TicketKey, Timestamp, UserId,
    access::Audience,
    entry,
    history::{self, Names},
    settings::Locale,
};
use transcript::{Deleted, Id, Line, Message, MessageLine, Version};

/// Messages fetched at a time.
const PAGE: u32 = 500;

/// Gives the lines of a ticket one after the other.
pub(crate) struct Lines {
    app: App,
    key: TicketKey,
    audience: Audience,
    locale: Locale,
    /// Whose clock the moments in sentences are written by; the server's own, if nobody's.
    reader: Option<Prefs>,
    config: Arc<GuildConfig>,
    events: VecDeque<Recorded>,
    page: VecDeque<(Kept, Box<Message>)>,
    after: Option<MessageId>,
    more: bool,
    without: Option<MessageId>,
    /// The welcomes that were posted.
    welcomes: Vec<MessageId>,
    /// What the form was answered with, where no message says it.
    form: Option<Box<MessageLine>>,
}

impl Lines {
    pub(crate) async fn of(
        app: &App,
        here: &InGuild,
        key: TicketKey,
        audience: Audience,
        locale: Locale,
    ) -> Result<Self, Problem> {
        let mut events: VecDeque<_> = app.desk.store().events(key).await?.into();
        let welcome = |recorded: &Recorded| match recorded.event {
            Event::WelcomePosted { message } => Some(message),
            _ => None,
        };
        let welcomes = events.iter().filter_map(welcome).collect();
        events.retain(|recorded| entry::visible(&recorded.event, audience));
        Ok(Self {
            app: app.clone(),
            key,
            audience,
            locale,
            reader: None,
            config: Arc::clone(&here.config.config),
            events,
            page: VecDeque::new(),
            after: None,
            more: true,
            without: None,
            welcomes,
            form: None,
        })
    }

    /// Begins with what the opener answered, unless the welcome says it: without a channel, or before there is one, nothing else does.
    pub(crate) async fn with_answers(mut self, ticket: &Ticket) -> Result<Self, Problem> {
        self.form = answered::line(&self.app, ticket, &self.welcomes).await?.map(Box::new);
        Ok(self)
    }

    /// Writes moments in sentences as this reader has them, in the language of their pages.
    pub(crate) fn read_by(mut self, prefs: &Prefs) -> Self {
        self.reader = Some(prefs.clone());
        self
    }

    /// Leaves a message out: the welcome has nothing to say where the answers and the acts stand beside the conversation.
    pub(crate) fn without(mut self, message: Option<MessageId>) -> Self {
        self.without = message;
        self
    }

    /// The next line, without reading it yet.
    async fn step(&mut self) -> Result<Option<Step>, Problem> {
        if self.page.is_empty() && self.more {
            let kept = self.app.desk.store().lines(self.key, self.after, PAGE).await?;
            self.more = kept.len() == PAGE as usize;
            self.after = kept.last().map(|kept| kept.message).or(self.after);
            self.page = self.read(kept).await?;
        }
        if self.form.is_some()
            && self.events.front().is_none_or(|event| !matches!(event.event, Event::Opened { .. }))
        {
            return Ok(self.form.take().map(Step::Form));
        }
        let event_first = match (self.events.front(), self.page.front()) {
            (Some(event), Some((kept, _))) => event.at <= kept.message.at(),
            (Some(_), None) => true,
            (None, _) => false,
        };
        Ok(if event_first {
            self.events.pop_front().map(Step::Event)
        } else {
            self.page.pop_front().map(|(kept, message)| Step::Said(kept, message))
        })
    }

    /// Reads messages. What they answer stands in them as it was then: it is shown as it is now, and not at all to members if it was
    /// deleted.
    async fn read(&self, mut kept: Vec<Kept>) -> Result<VecDeque<(Kept, Box<Message>)>, Problem> {
        kept.retain(|kept| Some(kept.message) != self.without);
        let mut page: VecDeque<_> = kept
            .into_iter()
            .map(|kept| {
                let message = Box::new(read(&kept.body));
                (kept, message)
            })
            .collect();
        let answered = |message: &Message| {
            message.referenced.as_ref().map(|answered| MessageId(answered.id.0)).filter(|id| id.0 != 0)
        };
        let mut ids: Vec<_> = page.iter().filter_map(|(_, message)| answered(message)).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(page);
        }
        let now = self.app.desk.store().lines_of(self.key, &ids).await?;
        let now: HashMap<MessageId, Kept> = now.into_iter().map(|line| (line.message, line)).collect();
        for (_, message) in &mut page {
            let Some(line) = answered(message).and_then(|id| now.get(&id)) else { continue };
            if line.deleted.is_none() {
                message.referenced = Some(Box::new(Message { referenced: None, ..read(&line.body) }));
            } else if self.audience == Audience::Member {
                (message.referenced, message.referenced_deleted) = (None, true);
            }
        }
        Ok(page)
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

    /// Some of the lines, read backwards from the newest: the last `page` messages, or everything from `page` messages before `above`, at
    /// most `most`, of these those that are asked for; and the last message that this person wrote on the web. An address with `above` shows the same beginning whatever is said meanwhile.
    pub(crate) async fn window(
        mut self,
        above: Option<MessageId>,
        page: u32,
        most: u32,
        me: UserId,
        only: Only,
    ) -> Result<Window, Problem> {
        let store = self.app.desk.store();
        let mut kept = store.lines_before(self.key, above, page + 1).await?;
        let earlier = kept.len() > page as usize;
        if earlier {
            kept.remove(0);
        }
        let mut later = false;
        if let Some(above) = above {
            let rest = most.saturating_sub(page) + 1;
            let mut below = store.lines(self.key, Some(MessageId(above.0.saturating_sub(1))), rest).await?;
            later = below.len() == rest as usize;
            below.truncate(rest as usize - 1);
            kept.append(&mut below);
        }
        let mine = |line: &&Kept| line.author == me && line.deleted.is_none() && said_on_the_web(&line.body);
        let own = kept.iter().rev().find(mine).map(|line| (line.message, read(&line.body).content));
        let newest = kept.last().map(|line| line.message);
        // Without messages there are no parts: what happened is all there.
        if !only.has_messages() {
            kept.clear();
        }
        let (earlier, later) = (earlier && !kept.is_empty(), later && !kept.is_empty());
        let (first, last) = (kept.first().map(|line| line.message), kept.last().map(|line| line.message));
        self.events.retain(|event| only.has_event(matches!(event.event, Event::Noted { .. })));
        // What happened belongs to the messages that it stands between.
        self.events.retain(|event| {
            let after = first.is_none_or(|first| !earlier || event.at > first.at());
            after && last.is_none_or(|last| !later || event.at <= last.at())
        });
        (self.page, self.more) = (self.read(kept).await?, false);
        self.form = self.form.filter(|_| !earlier && only.has_messages());
        let mut lines = Vec::with_capacity(self.page.len() + self.events.len());
        while let Some(line) = self.next().await? {
            lines.push(line);
        }
        Ok(Window { newest, lines, earlier: first.filter(|_| earlier), later: last.filter(|_| later), own })
    }

    async fn line(&self, step: Step) -> Result<Option<Line>, Problem> {
        let line = match step {
            Step::Event(recorded) => {
                return Ok(happened(
                    self.locale,
                    self.reader.as_ref(),
                    &self.config,
                    &recorded,
                    self.audience,
                ));
            }
            Step::Form(form) => Line::Message(form),
            Step::Said(kept, message) => {
                let versions = if self.audience == Audience::Staff && kept.versions > 0 {
                    self.versions(kept.message).await?
                } else {
                    Vec::new()
                };
                said(kept, message, versions)
            }
        };
        Ok(seen_by(line, self.audience))
    }

    async fn versions(&self, message: MessageId) -> Result<Vec<Version>, Problem> {
        let kept = self.app.desk.store().versions(self.key, message).await?;
        // Each was replaced when the next was written.
        let mut written = Some(message.at());
        let version = |(replaced, body): (Timestamp, String)| {
            let at = written.replace(replaced).map(moment);
            let Message { content, attachments, .. } = read(&body);
            Version { at, content, attachments }
        };
        Ok(kept.into_iter().map(version).collect())
    }
}

/// Some lines of a conversation.
pub(crate) struct Window {
    pub(crate) lines: Vec<Line>,
    /// The first message, if there are earlier ones.
    pub(crate) earlier: Option<MessageId>,
    /// The last message, if there are later ones.
    pub(crate) later: Option<MessageId>,
    /// The last message there is.
    pub(crate) newest: Option<MessageId>,
    /// What the reader wrote last and can change: its id and words.
    pub(crate) own: Option<(MessageId, String)>,
}

enum Step {
    Event(Recorded),
    Form(Box<MessageLine>),
    Said(Kept, Box<Message>),
}

fn read(body: &str) -> Message {
    serde_json::from_str(body).unwrap_or_default()
}

fn said(kept: Kept, mut message: Box<Message>, versions: Vec<Version>) -> Line {
    message.id = Id(kept.message.0);
    message.edited_timestamp = message.edited_timestamp.or(kept.edited.map(moment));
    let deleted = kept.deleted.map(|at| Deleted { at: Some(moment(at)), by: None });
    Line::Message(Box::new(MessageLine { message: *message, deleted, versions, internal: false }))
}

/// An event as this reader sees it, if they do.
pub(crate) fn happened(
    l: Locale,
    reader: Option<&Prefs>,
    config: &GuildConfig,
    recorded: &Recorded,
    audience: Audience,
) -> Option<Line> {
    entry::visible(&recorded.event, audience)
        .then(|| event(l, reader, config, recorded))?
        .and_then(|line| seen_by(line, audience))
}

fn seen_by(line: Line, audience: Audience) -> Option<Line> {
    if audience == Audience::Staff { Some(line) } else { line.for_opener() }
}

/// A note is a line of its own; anything else is a sentence.
fn event(l: Locale, reader: Option<&Prefs>, config: &GuildConfig, recorded: &Recorded) -> Option<Line> {
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
    let moment = reader.map(|prefs| move |at| prefs.moment(at));
    let moment = moment.as_ref().map(|moment| moment as &dyn Fn(Timestamp) -> String);
    let text = history::sentence(l, recorded, config, &Names { of: &|_| None, moment })?;
    Some(Line::Event(transcript::Event { id, text, at }))
}

pub(crate) fn moment(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_default()
}

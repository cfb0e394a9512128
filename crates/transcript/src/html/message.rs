//! Lines: days, messages in groups, replies, reactions, marks, events and notes.

use super::{FileRef, Group, Shown, Thread, shown};
use crate::markdown::Rules;
use crate::model::{Deleted, Event, Line, Message, MessageLine, Note, Reaction, Version};
use jiff::Timestamp;
use std::io::Write;

/// Messages of one person within this many seconds stand together, as in Discord's client.
const GROUP_SECONDS: i64 = 7 * 60;
/// Reactions shown under one message; Discord allows 20 different ones.
const REACTIONS: usize = 40;
/// Forwarded messages are shown inside one another to this depth.
const FORWARD_DEPTH: u8 = 2;

impl<W: Write> Thread<'_, W> {
    pub(super) fn write_line(&mut self, line: &Line) {
        match line {
            Line::Message(line) => {
                self.messages += 1;
                self.day_divider(line.message.sent_at());
                self.message_line(line);
            }
            Line::Event(event) => {
                self.day_divider(event.at);
                self.event(event);
            }
            Line::Note(note) => {
                self.day_divider(note.at);
                self.note(note);
            }
        }
    }

    fn day_divider(&mut self, at: Option<Timestamp>) {
        let Some(at) = at else { return };
        let day = self.clock.local(at).date();
        if self.day == Some(day) {
            return;
        }
        self.day = Some(day);
        self.group = None;
        self.out.raw("<li class=\"t-day\"><h2>");
        self.time(at, |clock, out| clock.day(out, day));
        self.out.raw("</h2></li>\n");
    }

    fn message_line(&mut self, line: &MessageLine) {
        let message = &line.message;
        if message.is_system() {
            self.system(message);
            return;
        }
        let conversation = self.conversation;
        let who = shown(conversation, &message.author, Some(message));
        let first = self.starts_group(line, &who);
        self.out.raw(if first { "<li class=\"t-msg t-first" } else { "<li class=\"t-msg" });
        if line.deleted.is_some() {
            self.out.raw(" t-del");
        }
        if line.internal {
            self.out.raw(" t-int");
        }
        self.out.raw("\" id=\"m-");
        self.out.number(message.id.0);
        self.out.raw("\">");
        if first {
            self.reply(message);
            self.interaction(message);
            self.avatar(message.author.id, &who);
            self.head(message, &who, line.internal);
        } else {
            self.side_time(message, &who);
        }
        self.body(message, &line.versions);
        if let Some(deleted) = &line.deleted {
            self.deleted(deleted);
        }
        self.out.raw("</li>\n");
    }

    /// A message without a place in a conversation.
    pub(super) fn preview(&mut self, message: &Message) {
        let conversation = self.conversation;
        let who = shown(conversation, &message.author, Some(message));
        self.out.raw("<li class=\"t-msg t-first\">");
        self.avatar(message.author.id, &who);
        self.head(message, &who, false);
        self.body(message, &[]);
        self.out.raw("</li>\n");
    }

    fn starts_group(&mut self, line: &MessageLine, who: &Shown<'_>) -> bool {
        let message = &line.message;
        let at = message.sent_at();
        let alone =
            message.reference.is_some() || message.interaction.is_some() || message.referenced.is_some();
        let near = |a: Option<Timestamp>, b: Option<Timestamp>| match (a, b) {
            (Some(a), Some(b)) => (b.as_second() - a.as_second()).abs() < GROUP_SECONDS,
            _ => false,
        };
        let same = self.group.as_ref().is_some_and(|g| {
            g.author == message.author.id
                && g.name == who.name
                && g.internal == line.internal
                && near(g.at, at)
        });
        if same && !alone {
            return false;
        }
        self.group =
            Some(Group { author: message.author.id, name: who.name.to_owned(), at, internal: line.internal });
        true
    }

    fn head(&mut self, message: &Message, who: &Shown<'_>, internal: bool) {
        let words = self.words();
        self.out.raw("<div class=\"t-head\">");
        self.name(who.name, who.color);
        if who.bot {
            self.out.raw("<span class=\"t-tag\">");
            self.out.text(&words.app);
            self.out.raw("</span>");
        }
        if internal {
            self.out.raw("<span class=\"t-tag t-tagn\">");
            self.out.text(&words.internal);
            self.out.raw("</span>");
        }
        if message.has(Message::EPHEMERAL) {
            self.quiet(&words.private_answer);
        }
        if message.has(Message::SILENT) {
            self.out.attr("<span class=\"t-quiet\" role=\"img\" aria-label=\"", &words.silent);
            self.out.attr(" title=\"", &words.silent);
            self.out.raw(">🔕</span>");
        }
        if let Some(at) = message.sent_at() {
            self.permalink(message, "t-time");
            let local = self.clock.local(at);
            self.time(at, |clock, out| clock.short(out, local));
            self.out.raw("</a>");
        }
        self.out.raw("</div>");
    }

    /// Time beside a follow-up; the name is there for those who do not see the picture above.
    fn side_time(&mut self, message: &Message, who: &Shown<'_>) {
        if let Some(at) = message.sent_at() {
            self.permalink(message, "t-side");
            let local = self.clock.local(at);
            self.time(at, |clock, out| clock.time(out, local, false));
            self.out.raw("</a>");
        }
        self.out.raw("<span class=\"t-vh\">");
        self.out.text(who.name);
        self.out.raw(": </span>");
    }

    fn permalink(&mut self, message: &Message, class: &'static str) {
        self.out.raw("<a class=\"");
        self.out.raw(class);
        let conversation = self.conversation;
        if message.id.0 != 0 {
            self.out.raw("\" href=\"");
            if let Some(found) = &conversation.nav.found {
                self.out.text(&found.place);
                self.out.number(message.id.0);
            }
            self.out.raw("#m-");
            self.out.number(message.id.0);
        }
        self.out.raw("\">");
    }

    /// Everything below the name.
    pub(super) fn body(&mut self, message: &Message, versions: &[Version]) {
        if message.has(Message::LOADING) && message.content.is_empty() {
            self.thinking(message);
        }
        if !message.content.is_empty() && !self.is_only_link(message) {
            self.content(&message.content, Some(message));
        }
        if let Some(at) = message.edited_timestamp {
            self.edited(at);
        }
        if !versions.is_empty() {
            self.versions(versions, message);
        }
        self.forwarded(message);
        self.attachments(message);
        if !message.has(Message::SUPPRESS_EMBEDS) {
            for embed in &message.embeds {
                self.embed(embed, message);
            }
        }
        self.components(&message.components, message);
        if let Some(poll) = &message.poll {
            self.poll(poll);
        }
        for sticker in &message.stickers {
            let source = (self.options.files)(FileRef::Sticker(sticker));
            if !self.image(&source, "t-sticker", &sticker.name, Some((160, 160))) {
                self.out.raw("<div class=\"t-stickn\">");
                self.quiet(&self.words().sticker);
                self.out.raw(" <bdi>");
                self.out.text(&sticker.name);
                self.out.raw("</bdi></div>");
            }
        }
        self.reactions(&message.reactions);
        if let Some(name) = &message.thread {
            self.out.raw("<div class=\"t-thread\">");
            self.phrase(&self.words().thread_here, |t, _| {
                t.out.raw("<bdi><strong>");
                t.out.text(name);
                t.out.raw("</strong></bdi>");
            });
            self.out.raw("</div>");
        }
    }

    /// An application has promised an answer, and not given it.
    fn thinking(&mut self, message: &Message) {
        let conversation = self.conversation;
        let who = shown(conversation, &message.author, Some(message));
        self.out.raw("<div class=\"t-quiet\">");
        self.phrase(&self.words().thinking, |t, _| {
            t.out.raw("<bdi>");
            t.out.text(who.name);
            t.out.raw("</bdi>");
        });
        self.out.raw("</div>");
    }

    fn edited(&mut self, at: Timestamp) {
        self.out.raw("<span class=\"t-edited\">");
        let words = self.words();
        self.time(at, |_, out| out.push_str(&words.edited));
        self.out.raw("</span>");
    }

    /// What it said before, with the files that it has no longer.
    fn versions(&mut self, versions: &[Version], now: &Message) {
        self.out.raw("<details class=\"t-vers\"><summary>");
        self.counted(&self.words().earlier_versions, versions.len() as u64);
        self.out.raw("</summary>");
        for version in versions {
            self.out.raw("<div class=\"t-ver\">");
            if let Some(at) = version.at {
                self.out.raw("<span class=\"t-quiet\">");
                let local = self.clock.local(at);
                self.time(at, |clock, out| clock.short(out, local));
                self.out.raw("</span>");
            }
            self.content(&version.content, None);
            let gone =
                version.attachments.iter().filter(|old| now.attachments.iter().all(|new| new.id != old.id));
            let attachments: Vec<_> = gone.cloned().collect();
            if !attachments.is_empty() {
                self.attachments(&Message { id: now.id, attachments, ..Message::default() });
            }
            self.out.raw("</div>");
        }
        self.out.raw("</details>");
    }

    fn deleted(&mut self, deleted: &Deleted) {
        let words = self.words();
        self.out.raw("<div class=\"t-delm\">");
        let pattern = match (&deleted.by, deleted.at) {
            (Some(_), Some(_)) => &words.deleted_by_at,
            (Some(_), None) => &words.deleted_by,
            (None, Some(_)) => &words.deleted_at,
            (None, None) => &words.deleted,
        };
        self.phrase(pattern, |t, place| match (place, &deleted.by, deleted.at) {
            ("name", Some(by), _) => {
                t.out.raw("<bdi>");
                t.out.text(by);
                t.out.raw("</bdi>");
            }
            ("time", _, Some(at)) => {
                let local = t.clock.local(at);
                t.time(at, |clock, out| clock.short(out, local));
            }
            _ => {}
        });
        self.out.raw("</div>");
    }

    fn forwarded(&mut self, message: &Message) {
        if message.forwarded.is_empty() || self.depth >= FORWARD_DEPTH {
            return;
        }
        self.depth += 1;
        for inner in &message.forwarded {
            self.out.raw("<div class=\"t-fwd\"><div class=\"t-quiet\">");
            self.out.text(&self.words().forwarded);
            self.out.raw("</div>");
            self.body(inner, &[]);
            self.forwarded_from(message, inner);
            self.out.raw("</div>");
        }
        self.depth -= 1;
    }

    /// Where a forwarded message was said, and when.
    fn forwarded_from(&mut self, message: &Message, inner: &Message) {
        let conversation = self.conversation;
        let channel = message.reference.and_then(|from| conversation.channels.get(&from.channel_id?));
        let sent = inner.timestamp.or_else(|| message.reference?.message_id?.timestamp());
        let Some(at) = sent else { return };
        self.out.raw("<div class=\"t-quiet\">");
        let pattern = if channel.is_some() { self.words().forwarded_from.as_str() } else { "{time}" };
        self.phrase(pattern, |t, place| match (place, channel) {
            ("channel", Some(channel)) => {
                t.out.raw("#<bdi>");
                t.out.text(&channel.name);
                t.out.raw("</bdi>");
            }
            ("time", _) => {
                let local = t.clock.local(at);
                t.time(at, |clock, out| clock.short(out, local));
            }
            _ => {}
        });
        self.out.raw("</div>");
    }

    fn reactions(&mut self, reactions: &[Reaction]) {
        if reactions.is_empty() {
            return;
        }
        self.out.attr("<ul class=\"t-reacts\" role=\"list\" aria-label=\"", &self.words().reactions);
        self.out.raw(">");
        for reaction in reactions.iter().take(REACTIONS) {
            self.out.raw("<li>");
            self.emoji(&reaction.emoji);
            self.out.raw(" <span>");
            self.out.number(reaction.count);
            self.out.raw("</span></li>");
        }
        self.out.raw("</ul>");
    }

    fn event(&mut self, event: &Event) {
        self.group = None;
        self.out.raw("<li class=\"t-evt\"");
        self.anchor(" id=\"e-", &event.id);
        self.out.raw("><span dir=\"auto\">");
        self.out.text(&event.text);
        self.out.raw("</span>");
        self.quiet_time(event.at);
        self.out.raw("</li>\n");
    }

    fn note(&mut self, note: &Note) {
        self.group = None;
        let conversation = self.conversation;
        let who = shown(conversation, &note.author, None);
        self.out.raw("<li class=\"t-msg t-first t-note\"");
        self.anchor(" id=\"n-", &note.id);
        self.out.raw(">");
        self.avatar(note.author.id, &who);
        self.out.raw("<div class=\"t-head\">");
        self.name(who.name, who.color);
        self.out.raw("<span class=\"t-tag t-tagn\">");
        self.out.text(&self.words().note);
        self.out.raw("</span>");
        self.quiet_time(note.at);
        self.out.raw("</div>");
        self.content(&note.content, None);
        self.out.raw("</li>\n");
    }

    pub(super) fn quiet_time(&mut self, at: Option<Timestamp>) {
        if let Some(at) = at {
            self.out.raw("<span class=\"t-time\">");
            let local = self.clock.local(at);
            self.time(at, |clock, out| clock.short(out, local));
            self.out.raw("</span>");
        }
    }

    /// An id made of letters, digits, `-` and `_` only.
    fn anchor(&mut self, open: &'static str, id: &str) {
        let clean: String =
            id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(64).collect();
        if !clean.is_empty() {
            self.out.attr(open, &clean);
        }
    }

    /// A line of markdown in which headings and lists are not recognised.
    pub(super) fn line_of(&mut self, text: &str, message: &Message) {
        self.markdown(text, Rules::Line, Some(message));
    }
}

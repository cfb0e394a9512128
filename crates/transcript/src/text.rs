//! The conversation as plain text.

use crate::html::shown;
use crate::markdown::{self, Event, Parsed, Rules, Tag};
use crate::model::{Component, Conversation, Embed, Fact, Line, Message, MessageLine, Poll, User};
use crate::system;
use crate::time::Clock;
use crate::words::{Part, Words, parts};
use jiff::Timestamp;
use std::borrow::Borrow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes one paragraph per line, with time and name in front; mentions carry names, markdown marks stay.
///
/// # Errors
/// When the writer fails.
pub fn to_text<L: Borrow<Line>>(
    conversation: &Conversation,
    lines: impl IntoIterator<Item = L>,
    mut writer: impl Write,
) -> io::Result<()> {
    let mut text = Text {
        conversation,
        words: &conversation.words,
        clock: Clock::new(conversation),
        out: String::new(),
    };
    text.head();
    for line in lines {
        text.line(line.borrow());
        writer.write_all(text.out.as_bytes())?;
        text.out.clear();
    }
    writer.write_all(text.out.as_bytes())?;
    writer.flush()
}

/// Messages within messages are written to this depth.
const DEPTH: u8 = 3;

struct Text<'a> {
    conversation: &'a Conversation,
    words: &'a Words,
    clock: Clock,
    out: String,
}

impl Text<'_> {
    fn head(&mut self) {
        let conversation = self.conversation;
        let _ = writeln!(self.out, "{}", conversation.title);
        if !conversation.guild_name.is_empty() {
            let _ = writeln!(self.out, "{} · #{}", conversation.guild_name, conversation.channel_name);
        }
        for fact in &conversation.facts {
            let (Fact::Text { label, .. } | Fact::Time { label, .. } | Fact::Person { label, .. }) = fact;
            let _ = write!(self.out, "{label}: ");
            match fact {
                Fact::Text { value, .. } => self.out.push_str(value),
                Fact::Time { at, .. } => self.clock.short(&mut self.out, self.clock.local(*at)),
                Fact::Person { id, .. } => {
                    let name = conversation.people.get(id).map_or(&*self.words.unknown_user, |one| &one.name);
                    self.out.push_str(name);
                }
            }
            self.out.push('\n');
        }
        let zone = self.clock.zone_name().to_owned();
        self.filled(&self.words.times_in, |out, _| out.push_str(&zone));
        self.out.push_str("\n\n");
    }

    fn line(&mut self, line: &Line) {
        match line {
            Line::Message(line) => {
                self.stamp(line.message.sent_at());
                self.message(&line.message);
                self.versions(line);
                if line.deleted.is_some() {
                    let _ = writeln!(self.out, "    ({})", self.words.deleted);
                }
            }
            Line::Event(event) => {
                self.stamp(event.at);
                let _ = writeln!(self.out, "— {}", event.text);
            }
            Line::Note(note) => {
                self.stamp(note.at);
                let who = shown(self.conversation, &note.author, None).name;
                let _ = write!(self.out, "[{}] {who}: ", self.words.note);
                plain(self.conversation, &note.content, None, true, &mut self.out);
                self.out.push('\n');
            }
        }
    }

    /// A pattern with its places filled.
    fn filled(&mut self, pattern: &str, mut place: impl FnMut(&mut String, &str)) {
        for part in parts(pattern) {
            match part {
                Part::Text(text) => self.out.push_str(text),
                Part::Place(name) => place(&mut self.out, name),
            }
        }
    }

    fn stamp(&mut self, at: Option<Timestamp>) {
        if let Some(at) = at {
            let local = self.clock.local(at);
            let _ = write!(self.out, "[{} ", local.date());
            self.clock.time(&mut self.out, local, false);
            self.out.push_str("] ");
        }
    }

    fn message(&mut self, message: &Message) {
        if message.is_system() {
            self.system(message);
            return;
        }
        let _ = write!(self.out, "{}: ", shown(self.conversation, &message.author, Some(message)).name);
        plain(self.conversation, &message.content, Some(message), true, &mut self.out);
        if message.edited_timestamp.is_some() {
            let _ = write!(self.out, " {}", self.words.edited);
        }
        self.out.push('\n');
        self.before(message);
        self.below(message, DEPTH);
    }

    /// A line that Discord wrote.
    fn system(&mut self, message: &Message) {
        let conversation = self.conversation;
        let name = shown(conversation, &message.author, Some(message)).name;
        let other = message.mentions.first().map_or("", |user| shown(conversation, user, None).name);
        let words = self.words;
        self.out.push_str("— ");
        self.filled(system::words(message, words).1, |out, place| match place {
            "name" => out.push_str(name),
            "other" => out.push_str(other),
            "message" => out.push_str(&words.system_a_message),
            "level" => drop(write!(out, "{}", message.kind.saturating_sub(8))),
            _ => out.push_str(system::text(message)),
        });
        self.out.push('\n');
        if let Some(text) = system::held_back(message) {
            let _ = writeln!(self.out, "    | {text}");
        }
        if let Some((answer, votes, total)) = system::winner(message) {
            self.out.push_str("    ");
            self.filled(&words.poll_won, |out, place| match place {
                "text" => out.push_str(answer),
                "count" => drop(write!(out, "{votes}")),
                _ => drop(write!(out, "{total}")),
            });
            self.out.push('\n');
        }
    }

    /// What it answers, in a line.
    fn before(&mut self, message: &Message) {
        let (conversation, words) = (self.conversation, self.words);
        if let Some(answered) = message.referenced.as_deref().filter(|_| message.reference.is_some()) {
            let mut text = String::new();
            plain(conversation, &answered.content, Some(answered), false, &mut text);
            let first: String =
                text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect();
            let who = shown(conversation, &answered.author, Some(answered)).name;
            let _ = writeln!(self.out, "    [{} {who}] {first}", words.reply_to);
        } else if message.referenced_deleted && message.kind == 19 {
            let _ = writeln!(self.out, "    [{}]", words.reply_deleted);
        }
        if let Some(interaction) = &message.interaction {
            let name = shown(conversation, &interaction.user, None).name;
            let known = interaction.name.is_some();
            self.out.push_str("    [");
            self.filled(if known { &words.used } else { &words.used_something }, |out, place| match place {
                "name" => out.push_str(name),
                _ => drop(write!(out, "/{}", interaction.name.as_deref().unwrap_or_default())),
            });
            self.out.push_str("]\n");
        }
    }

    /// Everything that stands below the text.
    fn below(&mut self, message: &Message, depth: u8) {
        let (conversation, words) = (self.conversation, self.words);
        for inner in message.forwarded.iter().filter(|_| depth > 0) {
            let _ = write!(self.out, "    [{}] ", words.forwarded);
            plain(conversation, &inner.content, Some(inner), true, &mut self.out);
            self.out.push('\n');
            self.below(inner, depth - 1);
        }
        for attachment in &message.attachments {
            let _ = write!(self.out, "    [{}] {} (", words.file, attachment.name());
            let size = attachment.size.to_string();
            self.filled(&words.bytes, |out, _| out.push_str(&size));
            self.out.push_str(")\n");
        }
        if !message.has(Message::SUPPRESS_EMBEDS) {
            message.embeds.iter().for_each(|embed| self.embed(embed, message));
        }
        self.components(&message.components, message, 8);
        if let Some(poll) = &message.poll {
            self.poll(poll);
        }
        for sticker in &message.stickers {
            let _ = writeln!(self.out, "    [{}] {}", words.sticker, sticker.name);
        }
        if !message.reactions.is_empty() {
            self.out.push_str("   ");
            for reaction in &message.reactions {
                let (name, count) = (&reaction.emoji.name, reaction.count);
                let _ = if reaction.emoji.id.is_some() {
                    write!(self.out, " :{name}: {count}")
                } else {
                    write!(self.out, " {name} {count}")
                };
            }
            self.out.push('\n');
        }
        if let Some(name) = &message.thread {
            self.out.push_str("    ");
            self.filled(&words.thread_here, |out, _| out.push_str(name));
            self.out.push('\n');
        }
    }

    fn embed(&mut self, embed: &Embed, message: &Message) {
        let parts =
            [embed.author.as_ref().map(|a| &a.name), embed.title.as_ref(), embed.description.as_ref()];
        for part in parts.into_iter().flatten() {
            self.quoted(part, message);
        }
        for field in &embed.fields {
            let _ = write!(self.out, "    | {}: ", field.name);
            plain(self.conversation, &field.value, Some(message), true, &mut self.out);
            self.out.push('\n');
        }
        if let Some(footer) = &embed.footer {
            let _ = writeln!(self.out, "    | {}", footer.text);
        }
    }

    fn quoted(&mut self, text: &str, message: &Message) {
        let mut block = String::new();
        plain(self.conversation, text, Some(message), true, &mut block);
        for line in block.trim().lines() {
            let _ = writeln!(self.out, "    | {line}");
        }
    }

    fn components(&mut self, list: &[Component], message: &Message, depth: u8) {
        for component in list.iter().filter(|_| depth > 0) {
            match component {
                Component::TextDisplay { content } => self.quoted(content, message),
                Component::Button { label: Some(label), .. } => drop(writeln!(self.out, "    [{label}]")),
                Component::Section { components: inner, .. }
                | Component::Container { components: inner, .. }
                | Component::ActionRow { components: inner } => self.components(inner, message, depth - 1),
                Component::File { name, .. } => drop(writeln!(self.out, "    [{}] {name}", self.words.file)),
                _ => {}
            }
        }
    }

    fn poll(&mut self, poll: &Poll) {
        let words = self.words;
        let _ = writeln!(self.out, "    | {}", poll.question);
        for answer in &poll.answers {
            let _ = write!(self.out, "    | - {}: ", answer.text);
            let votes = if answer.votes == 1 { &words.vote_one } else { &words.votes };
            let count = answer.votes.to_string();
            self.filled(votes, |out, _| out.push_str(&count));
            self.out.push('\n');
        }
        if poll.finalized {
            let _ = writeln!(self.out, "    | {}", words.poll_closed);
        }
    }

    /// What it said before, where the caller gives it.
    fn versions(&mut self, line: &MessageLine) {
        for version in &line.versions {
            self.out.push_str("    (");
            if let Some(at) = version.at {
                self.clock.short(&mut self.out, self.clock.local(at));
            }
            self.out.push_str(") ");
            plain(self.conversation, &version.content, None, true, &mut self.out);
            self.out.push('\n');
        }
    }
}

/// Markdown as text: names instead of ids; the marks of styles only with `marks`.
pub(crate) fn plain(
    conversation: &Conversation,
    text: &str,
    message: Option<&Message>,
    marks: bool,
    out: &mut String,
) {
    let parsed: Parsed = markdown::parse(text, if marks { Rules::Message } else { Rules::Line });
    for event in parsed.events() {
        one(conversation, &parsed, event, message, marks, out);
    }
}

/// One piece of a text, as [`plain`] has it.
pub(crate) fn one(
    conversation: &Conversation,
    parsed: &Parsed,
    event: &Event,
    message: Option<&Message>,
    marks: bool,
    out: &mut String,
) {
    match event {
        Event::Text(span) | Event::Everyone(span) => out.push_str(parsed.str(span)),
        Event::Open(tag) => {
            if marks || matches!(tag, Tag::Spoiler) {
                out.push_str(opening(tag));
            }
        }
        Event::Close(tag) => match tag {
            Tag::Link(url) if marks && !out.ends_with(parsed.str(url)) => {
                let _ = write!(out, " ({})", parsed.str(url));
            }
            _ if marks || matches!(tag, Tag::Spoiler) => out.push_str(closing(tag)),
            _ => {}
        },
        Event::Code(span) => {
            let _ = write!(out, "`{}`", parsed.str(span));
        }
        Event::CodeBlock { code, .. } => {
            let _ = write!(out, "\n{}\n", parsed.str(code));
        }
        Event::User(id) => {
            let known = conversation.people.get(id).map(|p| p.name.as_str());
            let name = known.or_else(|| message?.mentions.iter().find(|u| u.id == *id).and_then(User::name));
            let _ = write!(out, "@{}", name.unwrap_or(&conversation.words.unknown_mention));
        }
        Event::Role(id) => {
            let _ = write!(
                out,
                "@{}",
                conversation.roles.get(id).map_or(&conversation.words.deleted_role, |r| &r.name)
            );
        }
        Event::Channel(id) => {
            let _ = write!(
                out,
                "#{}",
                conversation.channels.get(id).map_or(&conversation.words.unknown_channel, |c| &c.name)
            );
        }
        Event::Command(span) => {
            let _ = write!(out, "/{}", parsed.str(span));
        }
        Event::Guild(span) => out.push_str(parsed.str(span)),
        Event::Emoji { name, .. } => {
            let _ = write!(out, ":{}:", parsed.str(name));
        }
        Event::Time { seconds, style } => {
            if let Ok(at) = Timestamp::from_second(*seconds) {
                Clock::new(conversation).styled(out, at, *style);
            }
        }
    }
}

fn opening(tag: &Tag) -> &'static str {
    match tag {
        Tag::Emphasis => "*",
        Tag::Strong => "**",
        Tag::Underline => "__",
        Tag::Strike => "~~",
        Tag::Spoiler => "||",
        Tag::Quote => "\n> ",
        Tag::Item => "\n- ",
        Tag::Heading(_) | Tag::Subtext => "\n",
        Tag::Link(_) | Tag::List(_) => "",
    }
}

fn closing(tag: &Tag) -> &'static str {
    match tag {
        Tag::Quote | Tag::Heading(_) | Tag::Subtext | Tag::List(_) => "\n",
        Tag::Item | Tag::Link(_) => "",
        other => opening(other),
    }
}

//! Conversations as HTML. Written as it goes: memory does not grow with the length of the conversation.

mod attachment;
mod component;
mod embed;
mod escape;
mod marks;
mod message;
mod page;
mod people;
mod player;
mod poll;
mod reply;
mod style;
mod system;

pub(crate) use escape::safe_href;
pub use style::stylesheet;

use crate::markdown::Parsed;
use crate::model::{Attachment, Conversation, Id, Line, Message, Sticker, User};
use crate::time::Clock;
use crate::words::{self, Words};
use escape::Out;
use jiff::Timestamp;
use jiff::civil::Date;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::io::{self, Write};

/// Where a picture or file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileSource {
    /// An address: a path of the same site, or http(s). Others are treated as missing. A page of [`render_page`] shows
    /// pictures of its own site only; its policy forbids the browser to ask another host.
    Url(String),
    /// The bytes themselves, for a page that is one file.
    DataUri {
        /// Media type; an unknown one becomes a download.
        mime: String,
        /// The file.
        bytes: Vec<u8>,
    },
    /// There is no copy: shown as initials, as a name, or as a link to where it was.
    Missing,
}

/// What a resolver is asked for.
#[derive(Debug, Clone, Copy)]
pub enum FileRef<'a> {
    /// A file of a message.
    Attachment {
        /// The message.
        message: Id,
        /// The file.
        attachment: &'a Attachment,
    },
    /// The picture of a person; the hash or address is in `avatar`.
    Avatar {
        /// Whose.
        user: Id,
        /// Hash or address as Discord or the export gave it.
        avatar: &'a str,
    },
    /// A custom emoji.
    Emoji {
        /// Which.
        id: Id,
        /// Its name.
        name: &'a str,
        /// Moving.
        animated: bool,
    },
    /// A sticker.
    Sticker(&'a Sticker),
    /// A picture of an embed or component, by its address.
    Remote {
        /// The message.
        message: Id,
        /// The address.
        url: &'a str,
    },
    /// The icon of the server; hash or address.
    GuildIcon(&'a str),
}

/// Finds the source for a file. Asked again for every appearance, so answers should be cheap.
pub type Resolver<'a> = dyn Fn(FileRef<'_>) -> FileSource + 'a;

/// The resolver that has nothing.
#[must_use]
pub fn no_files(_: FileRef<'_>) -> FileSource {
    FileSource::Missing
}

/// How to render.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Finds pictures and files.
    pub files: &'a Resolver<'a>,
    /// Nonce for the style (and only there), where the site's policy asks for one.
    pub nonce: Option<&'a str>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { files: &no_files, nonce: None }
    }
}

/// Writes the lines of a conversation one by one, for callers that get them from elsewhere as they go.
///
/// ```
/// # use transcript::{Conversation, Line, Message, Options, Thread};
/// let conversation = Conversation::default();
/// let mut html = Vec::new();
/// let mut thread = Thread::begin(&conversation, &mut html, Options::default())?;
/// thread.line(&Line::message(Message::default()))?;
/// thread.finish()?;
/// # std::io::Result::Ok(())
/// ```
pub struct Thread<'a, W> {
    conversation: &'a Conversation,
    options: Options<'a>,
    clock: Clock,
    out: Out<W>,
    parsed: Parsed,
    scratch: String,
    group: Option<Group>,
    day: Option<Date>,
    /// Pictures already written into the page: of whom or what, and how they look. Grows with the people, not with the lines.
    drawn: HashMap<(people::Kind, Id), Vec<Box<str>>>,
    messages: u64,
    depth: u8,
}

/// Who spoke last, to put messages together.
struct Group {
    author: Id,
    name: String,
    at: Option<Timestamp>,
    internal: bool,
}

impl<'a, W: Write> Thread<'a, W> {
    /// Opens the list of lines.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn begin(conversation: &'a Conversation, writer: W, options: Options<'a>) -> io::Result<Self> {
        let mut thread = Self::new(conversation, writer, options);
        thread.open_lines();
        thread.out.check()?;
        Ok(thread)
    }

    fn new(conversation: &'a Conversation, writer: W, options: Options<'a>) -> Self {
        Self {
            conversation,
            options,
            clock: Clock::new(conversation),
            out: Out::new(writer),
            parsed: Parsed::default(),
            scratch: String::new(),
            group: None,
            day: None,
            drawn: HashMap::new(),
            messages: 0,
            depth: 0,
        }
    }

    fn open_lines(&mut self) {
        self.out.attr("<section class=\"t-convo\" aria-label=\"", &self.words().conversation);
        self.out.raw("><ol class=\"t-lines\" role=\"list\">\n");
    }

    /// Writes one line; lines come oldest first.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn line(&mut self, line: &Line) -> io::Result<()> {
        self.write_line(line);
        self.out.check()
    }

    /// Closes the list and flushes the writer.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn finish(mut self) -> io::Result<()> {
        self.close_lines();
        self.out.finish()
    }

    fn words(&self) -> &'a Words {
        &self.conversation.words
    }

    /// A pattern: its text escaped, its places written by `place`.
    fn phrase(&mut self, pattern: &str, mut place: impl FnMut(&mut Self, &str)) {
        for part in words::parts(pattern) {
            match part {
                words::Part::Text(text) => self.out.text(text),
                words::Part::Place(name) => place(self, name),
            }
        }
    }

    /// A pattern with a number in it.
    fn counted(&mut self, pattern: &str, count: u64) {
        self.phrase(pattern, |t, _| t.out.number(count));
    }

    /// Quiet words.
    fn quiet(&mut self, text: &str) {
        self.out.raw("<span class=\"t-quiet\">");
        self.out.text(text);
        self.out.raw("</span>");
    }

    /// Opens what is hidden until somebody wants to see it.
    fn cover(&mut self) {
        self.out.raw("<details class=\"t-cover\"><summary>");
        self.out.text(&self.words().spoiler);
        self.out.raw("</summary>");
    }

    fn close_lines(&mut self) {
        self.out.raw("</ol></section>\n");
    }
}

/// Writes the lines as a fragment for a page that carries [`stylesheet`].
///
/// # Errors
/// When the writer fails.
pub fn render_thread<L: Borrow<Line>>(
    conversation: &Conversation,
    lines: impl IntoIterator<Item = L>,
    writer: impl Write,
    options: Options<'_>,
) -> io::Result<()> {
    let mut thread = Thread::begin(conversation, writer, options)?;
    for line in lines {
        thread.line(line.borrow())?;
    }
    thread.finish()
}

/// Writes one message as it would stand in the channel, for a preview; no day, no anchor to link to.
///
/// # Errors
/// When the writer fails.
pub fn render_message(
    conversation: &Conversation,
    message: &Message,
    writer: impl Write,
    options: Options<'_>,
) -> io::Result<()> {
    let mut thread = Thread::new(conversation, writer, options);
    thread.open_lines();
    thread.preview(message);
    thread.finish()
}

/// Writes a whole page that stands alone: its style is inside, and it asks nobody for anything that the resolver did not
/// give. The title, facts and participants of the conversation stand on top.
///
/// # Errors
/// When the writer fails.
pub fn render_page<L: Borrow<Line>>(
    conversation: &Conversation,
    lines: impl IntoIterator<Item = L>,
    writer: impl Write,
    options: Options<'_>,
) -> io::Result<()> {
    let mut thread = Thread::new(conversation, writer, options);
    thread.page_head();
    thread.open_lines();
    for line in lines {
        thread.line(line.borrow())?;
    }
    thread.close_lines();
    thread.page_foot();
    thread.out.finish()
}

/// How an author is shown.
pub(crate) struct Shown<'s> {
    pub(crate) name: &'s str,
    pub(crate) color: Option<u32>,
    pub(crate) avatar: Option<&'s str>,
    pub(crate) bot: bool,
}

/// Looks up how the server shows a user; webhooks are shown as they named themselves in that message.
pub(crate) fn shown<'s>(
    conversation: &'s Conversation,
    user: &'s User,
    message: Option<&'s Message>,
) -> Shown<'s> {
    let webhook = message.is_some_and(|m| m.webhook_id.is_some());
    let person = conversation.people.get(&user.id).filter(|_| !webhook && user.id != Id(0));
    let member = message.and_then(|m| m.member.as_ref());
    let name = person.map(|p| p.name.as_str()).or_else(|| member.and_then(|m| m.nick.as_deref()));
    let role_color = || {
        let roles = member?.roles.iter().filter_map(|id| conversation.roles.get(id));
        roles.filter(|r| r.color != 0).max_by_key(|r| r.position).map(|r| r.color)
    };
    Shown {
        name: name
            .filter(|n| !n.trim().is_empty())
            .or_else(|| user.name())
            .unwrap_or(&conversation.words.unknown_user),
        color: person.and_then(|p| p.color).filter(|c| *c != 0).or_else(role_color),
        avatar: member
            .and_then(|m| m.avatar.as_deref())
            .or(user.avatar.as_deref())
            .or_else(|| person.and_then(|p| p.avatar.as_deref())),
        bot: user.bot || webhook || person.is_some_and(|p| p.bot),
    }
}

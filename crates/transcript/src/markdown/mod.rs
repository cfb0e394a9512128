//! Discord markdown, as Discord's client shows it.
//!
//! [`parse`] turns text into a flat list of [`Event`]s: every [`Event::Open`] has its [`Event::Close`], properly nested. It is
//! total (any string gives a result), takes time linear in the text, and nests to a fixed depth, because each style can be
//! open only once and quotes and links do not nest.

mod block;
mod inline;
mod style;
mod token;

pub use token::is_jumbo;

use crate::model::Id;
use std::ops::Range;

/// Parsed text: the events, and the text they point into.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    text: String,
    events: Vec<Event>,
}

impl Parsed {
    /// The events in order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The text of a span found in an event.
    #[must_use]
    pub fn str(&self, span: &Span) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }
}

/// Bytes of [`Parsed`]'s text; see [`Parsed::str`].
pub type Span = Range<usize>;

/// A thing with an inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// `*…*` or `_…_`
    Emphasis,
    /// `**…**`
    Strong,
    /// `__…__`
    Underline,
    /// `~~…~~`
    Strike,
    /// `||…||`
    Spoiler,
    /// `[…](url)` or a bare address; the span is the address, checked to be http, https, mailto or discord.
    Link(Span),
    /// `#` to `###`
    Heading(u8),
    /// `-#`
    Subtext,
    /// `>` or `>>>`
    Quote,
    /// A list; `Some(n)` counts from n.
    List(Option<u32>),
    /// An item of a list.
    Item,
}

/// One step through the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Plain text, may hold line breaks.
    Text(Span),
    /// A thing begins.
    Open(Tag),
    /// The innermost open thing ends.
    Close(Tag),
    /// `` `…` ``
    Code(Span),
    /// A code block with its language (may be empty).
    CodeBlock {
        /// Letters, digits and a few signs.
        language: Span,
        /// The code.
        code: Span,
    },
    /// `<@id>`
    User(Id),
    /// `<@&id>`
    Role(Id),
    /// `<#id>`
    Channel(Id),
    /// `@everyone` or `@here`.
    Everyone(Span),
    /// `</name:id>`; the span is the name.
    Command(Span),
    /// `<id:customize>` and its kin; the span is the word.
    Guild(Span),
    /// `<:name:id>`
    Emoji {
        /// Name without colons.
        name: Span,
        /// Which.
        id: Id,
        /// Moving.
        animated: bool,
    },
    /// `<t:seconds:style>`
    Time {
        /// Seconds since 1970.
        seconds: i64,
        /// One of `t T d D f F s S R`.
        style: char,
    },
}

/// What is recognised, beyond inline styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// Everything, as in a message.
    Message,
    /// Everything except headings and lists, as in the name of an embed's field or its heading.
    Line,
}

/// Parses `text`.
#[must_use]
pub fn parse(text: &str, rules: Rules) -> Parsed {
    let mut parsed = Parsed::default();
    parse_into(text, rules, &mut parsed);
    parsed
}

/// Parses `text` into `parsed`, reusing its memory.
pub fn parse_into(text: &str, rules: Rules, parsed: &mut Parsed) {
    parsed.text.clear();
    parsed.events.clear();
    parsed.text.push_str(text);
    if !has_marks(text.as_bytes()) {
        if !text.is_empty() {
            parsed.events.push(Event::Text(0..text.len()));
        }
        return;
    }
    match rules {
        Rules::Line => inline::run(&parsed.text, 0..text.len(), &mut parsed.events),
        Rules::Message => {
            let segments = block::segments(&mut parsed.text);
            for segment in segments {
                block::run(&parsed.text, &segment, &mut parsed.events);
            }
        }
    }
}

/// Whether anything in the text could be more than text.
fn has_marks(bytes: &[u8]) -> bool {
    const MARKS: [bool; 256] = {
        let mut table = [false; 256];
        let marks = b"*_~|`<>[\\#@-";
        let mut i = 0;
        while i < marks.len() {
            table[marks[i] as usize] = true;
            i += 1;
        }
        table
    };
    let mut number_then_dot = false;
    bytes.iter().any(|&b| {
        let list = number_then_dot && b == b'.';
        number_then_dot = b.is_ascii_digit();
        MARKS[b as usize] || list
    }) || bytes.windows(3).any(|w| w == b"://")
}

//! How a conversation looks: Discord messages to HTML, JSON and text.
//!
//! Everything a person sees of a conversation is written here: the thread on the web, the transcript page, the single
//! file a person downloads, the panel preview and `guildhall transcript render`. The crate is pure: messages come in
//! as values, markup goes out through [`std::io::Write`]; it asks no clock, opens no file and no connection.
//!
//! - [`model`] holds the input: a tolerant reading of Discord's message objects, and the conversation around them.
//! - [`import()`] reads a file of messages written by somebody else.
//! - [`markdown`] parses what people type in Discord, in linear time.
//! - [`render_page`], [`render_thread`], [`render_message`] write HTML; [`to_text`] and [`to_json`] the other formats.
//!
//! Two rules hold everywhere. Text of people never becomes markup: the HTML writer takes markup only as string
//! literals, and escapes everything else. And the page asks nobody for anything: a picture is shown only when the
//! caller's [`Resolver`] gave a source for it, every other address is at most a link.

mod color;
mod find;
mod html;
mod import;
mod json;
pub mod markdown;
pub mod model;
mod system;
mod text;
mod time;
mod words;

pub use find::Query;
pub use html::{
    FileRef, FileSource, Options, Resolver, Thread, no_files, render_message, render_page, render_thread,
    stylesheet,
};
pub use import::{ImportError, Imported, Source, import, message_from_value};
pub use json::to_json;
pub use model::{
    Channel, Conversation, Deleted, Event, Fact, Found, Id, Line, Message, MessageLine, Nav, Note, Person,
    Role, Theme, User, Version,
};
pub use text::to_text;
pub use words::Words;

/// The time zone with this IANA name, for [`Conversation::zone`].
#[must_use]
pub fn zone(name: &str) -> Option<jiff::tz::TimeZone> {
    jiff::tz::TimeZone::get(name).ok()
}

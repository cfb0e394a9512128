//! Files of messages written by somebody else.

mod exporter;
mod raw;
mod read;

pub use raw::message_from_value;

use crate::model::{Conversation, Id, Message};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};
use std::io::Read;

/// A file larger than this is refused, because it is held in memory as a whole. 512 MiB.
const SIZE_LIMIT: u64 = 512 * 1024 * 1024;

/// Length of the text kept of a message that others answer, in characters.
const PREVIEW_CHARS: usize = 240;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A JSON export of DiscordChatExporter.
    DiscordChatExporter,
    /// Message objects as Discord's API returns them: a list, or one per line.
    RawMessages,
}

/// A conversation read from a file, oldest message first.
#[derive(Debug, Clone)]
pub struct Imported {
    /// What the file was.
    pub source: Source,
    /// Names, roles and people found in it.
    pub conversation: Conversation,
    /// Its messages.
    pub messages: Vec<Message>,
}

/// Why a file could not be read, as a sentence for the person who gave it.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The reader failed.
    #[error("The file could not be read: {0}. Check that it exists and that you may read it.")]
    Io(#[from] std::io::Error),
    /// Nothing in it.
    #[error("The file is empty. Export the channel again as JSON.")]
    Empty,
    /// Larger than this version reads.
    #[error(
        "The file is larger than 512 MiB. Export it in parts (for example one month each) and render them one by one."
    )]
    TooLarge,
    /// Bytes that are not text.
    #[error(
        "The file is not UTF-8 text (first wrong byte at position {at}). Save it as UTF-8, or export it again as JSON."
    )]
    NotText {
        /// Offset in bytes.
        at: usize,
    },
    /// An HTML, CSV or plain text export.
    #[error("This looks like {what}, which cannot be read. Export the channel again with the format JSON.")]
    OtherFormat {
        /// What it looks like.
        what: &'static str,
    },
    /// Broken JSON.
    #[error(
        "The JSON is broken at line {line}, column {column}: {what}. The export may have been cut off; run it again."
    )]
    Json {
        /// Counted from one.
        line: usize,
        /// Counted from one.
        column: usize,
        /// What the parser says.
        what: String,
    },
    /// Valid JSON of another shape.
    #[error(
        "The file is valid JSON, but {what}. Expected is a DiscordChatExporter export (an object with \"messages\") or a list of Discord message objects."
    )]
    Shape {
        /// What was found instead.
        what: String,
    },
}

/// Reads a DiscordChatExporter export, a list of Discord message objects, or one such object per line; which of them it
/// is, is found out from the content. Messages are sorted by time and replies are given the text they answer.
///
/// # Errors
/// When the file cannot be read or is none of these. Unknown or odd parts inside a message are no error.
pub fn import(reader: impl Read) -> Result<Imported, ImportError> {
    let mut bytes = Vec::new();
    reader.take(SIZE_LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(ImportError::TooLarge);
    }
    let text = std::str::from_utf8(&bytes).map_err(|e| ImportError::NotText { at: e.valid_up_to() })?;
    let text = text.trim_start_matches('\u{feff}').trim();
    let mut imported = match text.as_bytes().first() {
        None => return Err(ImportError::Empty),
        Some(b'[' | b'{') => parse(text)?,
        Some(b'<') => return Err(ImportError::OtherFormat { what: "an HTML page" }),
        Some(b'=') => return Err(ImportError::OtherFormat { what: "a plain text export" }),
        Some(_) if text.starts_with("AuthorID,") => {
            return Err(ImportError::OtherFormat { what: "a CSV export" });
        }
        Some(_) => return Err(ImportError::OtherFormat { what: "something other than JSON" }),
    };
    finish(&mut imported);
    Ok(imported)
}

/// Messages are split off as text first and read one by one, so that only one of them is a tree of values at a time.
fn parse(text: &str) -> Result<Imported, ImportError> {
    let whole = if text.starts_with('[') {
        serde_json::from_str::<Vec<&RawValue>>(text).map(|list| raw(&list))
    } else {
        serde_json::from_str::<HashMap<String, &RawValue>>(text).map(|parts| object(text, parts))
    };
    whole.unwrap_or_else(|error| match json_lines(text) {
        Some(list) => raw(&list?),
        None => Err(broken(&error, 0)),
    })
}

fn object(text: &str, mut parts: HashMap<String, &RawValue>) -> Result<Imported, ImportError> {
    let Some(messages) = parts.remove("messages") else {
        if parts.contains_key("author") {
            return raw(&[serde_json::from_str(text).map_err(|e| broken(&e, 0))?]);
        }
        return Err(ImportError::Shape { what: "the object has no \"messages\"".into() });
    };
    let messages: Vec<&RawValue> = serde_json::from_str(messages.get())
        .map_err(|_| ImportError::Shape { what: "its \"messages\" is not a list".into() })?;
    if messages.first().map(|m| value(m)).transpose()?.is_some_and(|m| is_raw(&m)) {
        return raw(&messages);
    }
    let head =
        parts.into_iter().map(|(key, part)| Ok((key, value(part)?))).collect::<Result<_, ImportError>>()?;
    exporter::read(&Value::Object(head), messages.into_iter().map(value))
}

fn value(part: &RawValue) -> Result<Value, ImportError> {
    serde_json::from_str(part.get()).map_err(|e| broken(&e, 0))
}

fn is_raw(message: &Value) -> bool {
    message.get("edited_timestamp").is_some() || message["author"].get("username").is_some()
}

fn raw(list: &[&RawValue]) -> Result<Imported, ImportError> {
    let mut messages = Vec::with_capacity(list.len());
    for (at, part) in list.iter().enumerate() {
        let v = value(part)?;
        let Some(entry) = v.as_object() else {
            return Err(ImportError::Shape {
                what: format!("entry {} of the list is not a message object", at + 1),
            });
        };
        if at == 0 && !entry.contains_key("id") && !entry.contains_key("content") {
            let keys: Vec<&str> = entry.keys().take(5).map(String::as_str).collect();
            let what = format!("its first entry has neither id nor content (it has: {})", keys.join(", "));
            return Err(ImportError::Shape { what });
        }
        messages.push(message_from_value(&v));
    }
    Ok(Imported { source: Source::RawMessages, conversation: Conversation::default(), messages })
}

/// One object per line, or nothing when the first line is not a whole object by itself.
fn json_lines(text: &str) -> Option<Result<Vec<&RawValue>, ImportError>> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (_, first) = lines.next()?;
    let first = serde_json::from_str::<&RawValue>(first).ok().filter(|v| v.get().starts_with('{'))?;
    let rest = lines.map(|(at, line)| serde_json::from_str(line).map_err(|e| broken(&e, at)));
    Some(std::iter::once(Ok(first)).chain(rest).collect())
}

fn broken(error: &serde_json::Error, lines_before: usize) -> ImportError {
    let full = error.to_string();
    let what = full.split(" at line ").next().unwrap_or(&full).to_owned();
    ImportError::Json { line: error.line() + lines_before, column: error.column(), what }
}

/// Sorts, finds the participants, and gives replies the text they answer.
fn finish(imported: &mut Imported) {
    let messages = &mut imported.messages;
    messages.sort_by_key(|m| (m.sent_at(), m.id));
    let wanted: HashSet<Id> =
        messages.iter().filter(|m| m.referenced.is_none()).filter_map(|m| m.reference?.message_id).collect();
    let answered: HashMap<Id, Message> =
        messages.iter().filter(|m| wanted.contains(&m.id)).map(|m| (m.id, preview(m))).collect();
    let mut seen = HashSet::new();
    for message in messages.iter_mut() {
        if message.referenced.is_none() && message.forwarded.is_empty() {
            let id = message.reference.and_then(|r| r.message_id);
            message.referenced = id.and_then(|id| answered.get(&id)).cloned().map(Box::new);
        }
        if message.author.id != Id(0) && message.webhook_id.is_none() && seen.insert(message.author.id) {
            imported.conversation.participants.push(message.author.id);
            let author = &message.author;
            imported.conversation.people.entry(author.id).or_insert_with(|| crate::model::Person {
                name: message
                    .member
                    .as_ref()
                    .and_then(|m| m.nick.clone())
                    .unwrap_or_else(|| author.name().unwrap_or_default().to_owned()),
                color: None,
                avatar: author.avatar.clone(),
                bot: author.bot,
            });
        }
    }
    let conversation = &mut imported.conversation;
    conversation.message_count = Some(messages.len() as u64);
    if conversation.title.is_empty() {
        conversation.title = if conversation.channel_name.is_empty() {
            "Conversation".into()
        } else {
            format!("#{}", conversation.channel_name)
        };
    }
}

fn preview(m: &Message) -> Message {
    Message {
        id: m.id,
        author: m.author.clone(),
        member: m.member.clone(),
        timestamp: m.timestamp,
        content: m.content.chars().take(PREVIEW_CHARS).collect(),
        attachments: m.attachments.iter().take(1).cloned().collect(),
        ..Message::default()
    }
}

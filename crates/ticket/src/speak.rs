//! Saying something in a ticket from outside Discord.

use crate::{GuildConfig, Person, Refusal, Ticket, UserId, access};

/// Characters of one message: four of Discord's (resources/message: 2,000).
pub const MAX_TEXT: usize = 8_000;
/// Files of one message (Discord: opcodes, 30015).
pub const MAX_FILES: usize = 10;
/// Bytes of one file: what Discord takes where nobody pays for more (Discord: reference, "Uploading Files").
pub const MAX_FILE_BYTES: u64 = 10 * 1024 * 1024;
/// Bytes of all files of a message.
pub const MAX_ALL_BYTES: u64 = 25 * 1024 * 1024;

/// As what somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The member whose ticket it is, staff or not: never the first reply (A13).
    Opener,
    /// Staff for the type.
    Staff,
}

/// A file that is to go with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attached<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its size in bytes.
    pub size: u64,
}

/// Judges whether the person may say this now; `embed` says whether something is there without words.
///
/// # Errors
/// [`Refusal::NotYours`], [`Refusal::Closed`], [`Refusal::MessageEmpty`], [`Refusal::MessageTooLong`], [`Refusal::TooManyFiles`],
/// [`Refusal::FileTooLarge`], [`Refusal::FilesTooLarge`].
pub fn say(
    ticket: &Ticket,
    person: &Person,
    config: &GuildConfig,
    text: &str,
    files: &[Attached<'_>],
    embed: bool,
) -> Result<Voice, Refusal> {
    let voice = voice(ticket, person, config)?;
    fits(text, files, embed)?;
    Ok(voice)
}

/// Whether an answer may claim the ticket for who gave it: nobody else has it.
pub fn is_claimable(ticket: &Ticket, by: UserId) -> bool {
    ticket.is_open() && ticket.claim.is_none() && ticket.assignee.is_none_or(|assignee| assignee == by)
}

/// Judges whether words and files can be one message.
///
/// # Errors
/// [`Refusal::MessageEmpty`], [`Refusal::MessageTooLong`], [`Refusal::TooManyFiles`], [`Refusal::FileTooLarge`],
/// [`Refusal::FilesTooLarge`].
pub fn fits(text: &str, files: &[Attached<'_>], embed: bool) -> Result<(), Refusal> {
    check_text(text, files.is_empty() && !embed)?;
    if files.len() > MAX_FILES {
        return Err(Refusal::TooManyFiles { most: MAX_FILES });
    }
    if let Some(file) = files.iter().find(|file| file.size > MAX_FILE_BYTES) {
        return Err(Refusal::FileTooLarge { name: file.name.to_owned(), most: mebibytes(MAX_FILE_BYTES) });
    }
    if files.iter().map(|file| file.size).sum::<u64>() > MAX_ALL_BYTES {
        return Err(Refusal::FilesTooLarge { most: mebibytes(MAX_ALL_BYTES) });
    }
    Ok(())
}

/// Judges whether the person may change the words of a message; `files` says whether something is left without words.
///
/// # Errors
/// [`Refusal::NotYourMessage`], [`Refusal::NotYours`], [`Refusal::Closed`], [`Refusal::MessageEmpty`], [`Refusal::MessageTooLong`].
pub fn reword(
    ticket: &Ticket,
    person: &Person,
    config: &GuildConfig,
    author: UserId,
    text: &str,
    files: bool,
) -> Result<(), Refusal> {
    take_back(ticket, person, config, author)?;
    check_text(text, !files)
}

/// Judges whether the person may delete a message.
///
/// # Errors
/// [`Refusal::NotYourMessage`], [`Refusal::NotYours`], [`Refusal::Closed`].
pub fn take_back(
    ticket: &Ticket,
    person: &Person,
    config: &GuildConfig,
    author: UserId,
) -> Result<(), Refusal> {
    voice(ticket, person, config)?;
    if person.user == author { Ok(()) } else { Err(Refusal::NotYourMessage) }
}

fn voice(ticket: &Ticket, person: &Person, config: &GuildConfig) -> Result<Voice, Refusal> {
    let voice = if person.user == ticket.opener.user {
        Voice::Opener
    } else if access::is_staff(config, &config.type_or_removed(ticket.ticket_type), person) {
        Voice::Staff
    } else {
        return Err(Refusal::NotYours);
    };
    if ticket.is_open() { Ok(voice) } else { Err(Refusal::Closed) }
}

fn check_text(text: &str, alone: bool) -> Result<(), Refusal> {
    let given = text.trim().chars().count();
    if given == 0 && alone {
        return Err(Refusal::MessageEmpty);
    }
    if given > MAX_TEXT {
        return Err(Refusal::MessageTooLong { most: MAX_TEXT, given });
    }
    Ok(())
}

fn mebibytes(bytes: u64) -> u64 {
    bytes / (1024 * 1024)
}

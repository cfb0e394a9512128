//! How a ticket comes to be.

use crate::{
    Event, GuildConfig, Person, Priority, Refusal, State, Surface, Ticket, TicketKey, Timestamp, TypeId,
    UserId, assign, event::Origin, form, state::Opener,
};
use std::collections::BTreeMap;

/// Characters of a subject.
pub const MAX_SUBJECT: usize = 100;

/// A wish to open a ticket.
#[derive(Clone, Debug)]
pub struct Request {
    /// Of which type.
    pub ticket_type: TypeId,
    /// Answers by [`form::Field::key`].
    pub answers: Vec<(String, String)>,
    /// Whence.
    pub origin: Origin,
    /// Discord's time of the interaction, or ours on the web.
    pub at: Timestamp,
}

/// What the decision relies on; the commit expects it to be true still.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The member's open tickets in the guild.
    pub open_in_guild: u32,
    /// The member's open tickets of this type.
    pub open_of_type: u32,
    /// Open tickets of this type by handler, for the handlers who are in the guild (A21).
    pub open_by_handler: BTreeMap<UserId, u32>,
}

/// Judges a wish to open, and gives the event with the new ticket.
///
/// # Errors
/// A [`Refusal`]: module off, unknown or inactive type, limit reached, answers that do not fit the form.
pub fn open(
    request: &Request,
    key: TicketKey,
    opener: &Person,
    config: &GuildConfig,
    facts: &Facts,
) -> Result<Event, Refusal> {
    if !config.settings.enabled {
        return Err(Refusal::ModuleOff);
    }
    let ticket_type = config.ticket_type(request.ticket_type).ok_or(Refusal::UnknownType)?;
    if !ticket_type.active {
        return Err(Refusal::TypeInactive { name: ticket_type.name.clone() });
    }
    if let Some(limit) = ticket_type.open_limit.filter(|limit| facts.open_of_type >= *limit) {
        return Err(Refusal::OpenLimit { limit, of_type: Some(ticket_type.name.clone()) });
    }
    if let Some(limit) = config.settings.open_limit.filter(|limit| facts.open_in_guild >= *limit) {
        return Err(Refusal::OpenLimit { limit, of_type: None });
    }
    let answers = form::check(&ticket_type.form, &request.answers)?;
    let subject = answers.first().map_or(ticket_type.name.as_str(), |answer| answer.value.as_str());
    let ticket = Ticket {
        key,
        ticket_type: ticket_type.id,
        opener: Opener { user: opener.user, name: opener.name.clone() },
        opened_at: request.at,
        subject: subject_line(subject),
        answers,
        priority: Priority::default(),
        state: State::Open,
        claim: None,
        assignee: assign::case_worker(ticket_type, &facts.open_by_handler, opener.user),
        surface: Surface::Pending,
    };
    Ok(Event::Opened { ticket: Box::new(ticket), origin: request.origin.clone() })
}

/// The first line, cut at [`MAX_SUBJECT`] characters with an ellipsis.
fn subject_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= MAX_SUBJECT {
        return line.to_owned();
    }
    line.chars().take(MAX_SUBJECT - 1).chain(['…']).collect()
}

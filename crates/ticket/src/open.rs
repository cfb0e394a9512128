//! How a ticket comes to be.

use crate::{
    Event, GuildConfig, Person, Refusal, Ticket, TicketKey, TicketType, Timestamp, TypeId, access, assign,
    assist::{Assist, Behaviour},
    event::Origin,
    follow,
    form::{self, Answer, Field},
    sla,
    state::Opener,
};

/// Characters of a subject.
pub const MAX_SUBJECT: usize = 100;

/// A wish to open a ticket.
#[derive(Clone, Debug)]
pub struct Request {
    /// Of which type.
    pub ticket_type: TypeId,
    /// Answers by [`form::Field::key`]; by their label where staff open for a member.
    pub answers: Vec<(String, String)>,
    /// The files that came with the answers.
    pub files: Vec<form::Sent>,
    /// What it is about, where there is no form: given by staff who open for a member.
    pub subject: Option<String>,
    /// The staff member who opens it for the member; none if the member does.
    pub on_behalf: Option<Person>,
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
    /// When the member last opened one of this type.
    pub last_opened: Option<Timestamp>,
    /// What is known of the type's handlers, for those who are in the guild (A21).
    pub handlers: assign::Records,
}

/// Judges a wish to open, and gives the event with the new ticket.
///
/// # Errors
/// A [`Refusal`]: module off, unknown or inactive type, not allowed to open it, limit reached, too soon after the last one, answers
/// that do not fit the form.
pub fn open(
    request: &Request,
    key: TicketKey,
    opener: &Person,
    config: &GuildConfig,
    facts: &Facts,
) -> Result<Event, Refusal> {
    if let Some(staff) = &request.on_behalf {
        return on_behalf(request, key, opener, staff, known(request, config)?, config, facts);
    }
    let ticket_type = allowed(request, opener, config, facts)?;
    let answers = form::check(&ticket_type.form, &request.answers, &request.files)?;
    Ok(opened(request, key, opener, ticket_type, answers, config, facts))
}

/// Judges the first part of a form, as [`open`] judges the whole of it, and gives the questions that follow from its answers.
///
/// # Errors
/// As [`open`].
pub fn begin(
    request: &Request,
    opener: &Person,
    config: &GuildConfig,
    facts: &Facts,
) -> Result<Vec<Field>, Refusal> {
    let ticket_type = allowed(request, opener, config, facts)?;
    form::check(&follow::first(&ticket_type.form), &request.answers, &request.files)?;
    Ok(follow::asked(&ticket_type.form, &request.answers))
}

fn known<'c>(request: &Request, config: &'c GuildConfig) -> Result<&'c TicketType, Refusal> {
    if !config.settings.enabled {
        return Err(Refusal::ModuleOff);
    }
    config.ticket_type(request.ticket_type).ok_or(Refusal::UnknownType)
}

/// The type, if this member may open one of it now.
fn allowed<'c>(
    request: &Request,
    opener: &Person,
    config: &'c GuildConfig,
    facts: &Facts,
) -> Result<&'c TicketType, Refusal> {
    let ticket_type = known(request, config)?;
    if !ticket_type.active {
        return Err(Refusal::TypeInactive { name: ticket_type.name.clone() });
    }
    if config.settings.blocked.contains(&opener.user) {
        return Err(Refusal::Blocked);
    }
    if !ticket_type.may_be_opened_by(opener, request.at) {
        return Err(Refusal::MayNotOpen { name: ticket_type.name.clone() });
    }
    if let (Some(minutes), Some(last)) = (ticket_type.cooldown_minutes, facts.last_opened) {
        let until = last.plus_seconds(i64::from(minutes) * 60);
        if until > request.at {
            return Err(Refusal::TooSoon { name: ticket_type.name.clone(), until });
        }
    }
    if let Some(limit) = ticket_type.open_limit.filter(|limit| facts.open_of_type >= *limit) {
        return Err(Refusal::OpenLimit { limit, of_type: Some(ticket_type.name.clone()) });
    }
    if let Some(limit) = config.settings.open_limit.filter(|limit| facts.open_in_guild >= *limit) {
        return Err(Refusal::OpenLimit { limit, of_type: None });
    }
    Ok(ticket_type)
}

/// Staff open for a member without the form, and whatever limits are set for members.
fn on_behalf(
    request: &Request,
    key: TicketKey,
    opener: &Person,
    staff: &Person,
    ticket_type: &TicketType,
    config: &GuildConfig,
    facts: &Facts,
) -> Result<Event, Refusal> {
    if !access::is_staff(config, ticket_type, staff) {
        return Err(Refusal::StaffOnly);
    }
    if opener.bot {
        return Err(Refusal::NoBots);
    }
    let answer = |(label, value): &(String, String)| Answer {
        key: label.clone(),
        label: label.clone(),
        value: value.clone(),
        mentions: false,
        files: Vec::new(),
    };
    let answers = request.answers.iter().map(answer).collect();
    Ok(opened(request, key, opener, ticket_type, answers, config, facts))
}

fn opened(
    request: &Request,
    key: TicketKey,
    opener: &Person,
    ticket_type: &TicketType,
    answers: Vec<Answer>,
    config: &GuildConfig,
    facts: &Facts,
) -> Event {
    let given = request.subject.as_deref().filter(|subject| !subject.trim().is_empty());
    // A file's name says little of what it is about.
    let first = answers.iter().find(|answer| answer.files.is_empty()).map(|answer| answer.value.as_str());
    let subject = given.or(first).unwrap_or(&ticket_type.name);
    let opened_by = Opener { user: opener.user, name: opener.name.clone() };
    let mut ticket = Ticket::new(key, ticket_type.id, opened_by, request.at, subject_line(subject));
    ticket.answers = answers;
    ticket.past.on_behalf = request.on_behalf.is_some();
    ticket.past.came = sla::came(config, opener, request.origin.panel());
    ticket.past.promise = sla::promised(config, &ticket, request.at);
    // As it is set now: what is changed later holds for the next ticket (P183).
    let assisted = config.settings.assist.enabled && ticket_type.assist.enabled;
    ticket.assist = assisted.then(|| {
        let hours = ticket_type.assist.hours.settled(config, ticket_type);
        Assist::new(Behaviour { hours, ..ticket_type.assist.clone() })
    });
    ticket.assignee =
        assign::case_worker(ticket_type, config, &facts.handlers, (opener.user, &[]), request.at);
    Event::Opened { ticket: Box::new(ticket), origin: request.origin.clone() }
}

/// The first line, cut at [`MAX_SUBJECT`] characters with an ellipsis.
fn subject_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= MAX_SUBJECT {
        return line.to_owned();
    }
    line.chars().take(MAX_SUBJECT - 1).chain(['…']).collect()
}

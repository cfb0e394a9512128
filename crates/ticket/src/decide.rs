//! The only place where the rules of a ticket live.

use crate::{
    Actor, Alarm, Claim, CloseKind, Closure, Command, Event, GuildConfig, Person, Refusal, State, Surface,
    Ticket, Timestamp, access, command::MAX_REASON,
};

/// Judges a command against the ticket as it stands: events that happen now, or a refusal.
///
/// # Errors
/// A [`Refusal`], always for a reason that is true of what was passed in.
pub fn decide(
    ticket: &Ticket,
    command: &Command,
    actor: &Actor,
    config: &GuildConfig,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Claim => claim(ticket, staff(ticket, actor, config)?, now),
        Command::Unclaim => {
            staff(ticket, actor, config)?;
            unclaim(ticket)
        }
        Command::Assign { to } => {
            staff(ticket, actor, config)?;
            assign(ticket, to, config)
        }
        Command::Unassign => {
            staff(ticket, actor, config)?;
            must_be_open(ticket)?;
            let was = ticket.assignee.ok_or(Refusal::NotAssigned)?;
            Ok(vec![Event::Unassigned { was }])
        }
        Command::Close { reason } => close(ticket, reason.as_deref(), actor, config, now),
        Command::Reopen => reopen(ticket, actor, config),
        Command::SurfaceReady { .. }
        | Command::SurfaceFailed { .. }
        | Command::SurfaceDeleted
        | Command::WelcomePosted { .. }
        | Command::OpenerLeft
        | Command::Wake(_) => observe(ticket, command, actor, now),
    }
}

fn staff<'a>(ticket: &Ticket, actor: &'a Actor, config: &GuildConfig) -> Result<&'a Person, Refusal> {
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    actor.person().filter(|person| access::is_staff(config, &ticket_type, person)).ok_or(Refusal::StaffOnly)
}

fn must_be_open(ticket: &Ticket) -> Result<(), Refusal> {
    if ticket.is_open() { Ok(()) } else { Err(Refusal::Closed) }
}

fn claim(ticket: &Ticket, person: &Person, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    must_be_open(ticket)?;
    match &ticket.claim {
        Some(claim) if claim.by == person.user => Err(Refusal::AlreadyYours),
        Some(claim) => Err(Refusal::AlreadyClaimed { by: claim.by, name: claim.name.clone(), at: claim.at }),
        None => {
            Ok(vec![Event::Claimed { claim: Claim { by: person.user, name: person.name.clone(), at: now } }])
        }
    }
}

/// Any staff for the type may release another's claim; the log keeps who did (A1).
fn unclaim(ticket: &Ticket) -> Result<Vec<Event>, Refusal> {
    must_be_open(ticket)?;
    let was = ticket.claim.clone().ok_or(Refusal::NotClaimed)?;
    Ok(vec![Event::Unclaimed { was }])
}

fn assign(ticket: &Ticket, to: &Person, config: &GuildConfig) -> Result<Vec<Event>, Refusal> {
    must_be_open(ticket)?;
    if !access::is_staff(config, &config.type_or_removed(ticket.ticket_type), to) {
        return Err(Refusal::AssigneeNotStaff { name: to.name.clone() });
    }
    if ticket.assignee == Some(to.user) {
        return Err(Refusal::AlreadyAssigned { name: to.name.clone() });
    }
    Ok(vec![Event::Assigned { to: to.user, name: to.name.clone() }])
}

fn close(
    ticket: &Ticket,
    reason: Option<&str>,
    actor: &Actor,
    config: &GuildConfig,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    let person = actor.person().ok_or(Refusal::NotYours)?;
    if !access::is_staff(config, &ticket_type, person) {
        if person.user != ticket.opener.user {
            return Err(Refusal::NotYours);
        }
        if !ticket_type.opener_can_close {
            return Err(Refusal::CloseStaffOnly);
        }
    }
    if let State::Closed(closure) = &ticket.state {
        return Err(Refusal::AlreadyClosed { by: closure.by.clone(), at: closure.at, kind: closure.kind });
    }
    let reason = reason.map(str::trim).filter(|text| !text.is_empty());
    if let Some(given) = reason.map(|text| text.chars().count()).filter(|given| *given > MAX_REASON) {
        return Err(Refusal::ReasonTooLong { most: MAX_REASON, given });
    }
    Ok(vec![closed(actor, CloseKind::Manual, reason, now)])
}

fn closed(actor: &Actor, kind: CloseKind, reason: Option<&str>, at: Timestamp) -> Event {
    Event::Closed {
        closure: Closure { by: actor.by(), at, kind, reason: reason.map(str::to_owned), archived: false },
    }
}

/// Staff reopen; so may the opener where they may close.
fn reopen(ticket: &Ticket, actor: &Actor, config: &GuildConfig) -> Result<Vec<Event>, Refusal> {
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    let person = actor.person().ok_or(Refusal::NotYours)?;
    if !access::is_staff(config, &ticket_type, person) {
        if person.user != ticket.opener.user {
            return Err(Refusal::NotYours);
        }
        if !ticket_type.opener_can_close {
            return Err(Refusal::StaffOnly);
        }
    }
    if ticket.is_open() { Err(Refusal::AlreadyOpen) } else { Ok(vec![Event::Reopened]) }
}

/// What Guildhall itself saw or waited for. Seen twice, it changes nothing the second time.
fn observe(ticket: &Ticket, command: &Command, actor: &Actor, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    if *actor != Actor::System {
        return Err(Refusal::StaffOnly);
    }
    let event = match command {
        Command::SurfaceReady { surface } if ticket.surface.channel() != surface.channel() => {
            Event::SurfaceReady { surface: surface.clone() }
        }
        Command::SurfaceFailed { problem } => match &ticket.surface {
            Surface::Pending | Surface::Gone => Event::SurfaceFailed { problem: problem.clone() },
            Surface::Unavailable { problem: known } if known != problem => {
                Event::SurfaceFailed { problem: problem.clone() }
            }
            _ => return Err(Refusal::Nothing),
        },
        Command::SurfaceDeleted if ticket.surface.channel().is_some() => {
            let mut events = vec![Event::SurfaceDeleted];
            if ticket.is_open() {
                events.push(closed(actor, CloseKind::ChannelDeleted, None, now));
            }
            return Ok(events);
        }
        Command::WelcomePosted { message } if ticket.surface.welcome() != Some(*message) => {
            Event::WelcomePosted { message: *message }
        }
        Command::OpenerLeft if ticket.is_open() => closed(actor, CloseKind::OpenerLeft, None, now),
        Command::Wake(Alarm::Archive) if ticket.closure().is_some_and(|closure| !closure.archived) => {
            Event::Archived
        }
        _ => return Err(Refusal::Nothing),
    };
    Ok(vec![event])
}

//! The only place where the rules of a ticket live.

mod assist;
mod change;
mod close;
mod handle;
mod observe;
mod rest;

pub(crate) use change::moved;

use crate::{
    Activity, Actor, Command, Event, GuildConfig, Person, Refusal, Ticket, Timestamp, access, assign, sla,
};

/// What a command is judged by, beside the ticket and the actor.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The guild's configuration.
    pub config: &'a GuildConfig,
    /// The ticket's conversation in numbers.
    pub activity: &'a Activity,
    /// For [`Command::Move`] and [`Command::Give`]: what is known of the handlers of the type, for those who are in the guild (A20,
    /// A21). For [`Command::Reopen`]: of those who have the ticket.
    pub loads: &'a assign::Records,
    /// When it was asked.
    pub now: Timestamp,
}

/// Judges a command against the ticket as it stands: events that happen now, or a refusal.
///
/// # Errors
/// A [`Refusal`], always for a reason that is true of what was passed in.
pub fn decide(
    ticket: &Ticket,
    command: &Command,
    actor: &Actor,
    given: &Given<'_>,
) -> Result<Vec<Event>, Refusal> {
    let case = Case { ticket, actor, given };
    Ok(sla::rechosen(ticket, case.judge(command)?, given.config, given.now))
}

type Judged = Result<Vec<Event>, Refusal>;

/// A ticket, who asks, and what is known.
struct Case<'a> {
    ticket: &'a Ticket,
    actor: &'a Actor,
    given: &'a Given<'a>,
}

impl<'a> Case<'a> {
    fn judge(&self, command: &Command) -> Judged {
        match command {
            Command::Claim => self.claim(),
            Command::Unclaim => self.unclaim(),
            Command::Assign { to } => self.assign(to),
            Command::Unassign => self.unassign(),
            Command::Give { to, name } => self.give(*to, name),
            Command::AddUser { who } => self.add_user(who),
            Command::RemoveUser { user } => self.remove_user(*user),
            Command::Close { reason } => self.close(reason.as_deref()),
            Command::Reopen => self.reopen(),
            Command::RequestClose { reason } => self.request_close(reason.as_deref()),
            Command::AcceptClose => self.accept_close(),
            Command::DeclineClose => self.decline_close(),
            Command::Rate { stars, comment } => self.rate(*stars, comment.as_deref()),
            Command::SetPriority(priority) => self.set_priority(*priority),
            Command::Pin => self.pin(),
            Command::Unpin => self.unpin(),
            Command::Pause { reason } => self.pause(reason),
            Command::Resume => self.resume(),
            Command::NoReplyNeeded => self.no_reply_needed(),
            Command::ReplyNeeded => self.reply_needed(),
            Command::Snooze { until } => self.snooze(*until),
            Command::Unsnooze => self.unsnooze(),
            Command::Note { text } => self.note(text),
            Command::Tag(tag) => self.tag(*tag),
            Command::Untag(tag) => self.untag(*tag),
            Command::Move { to } => self.move_to(*to),
            Command::Rename { subject } => self.rename(subject.as_deref()),
            Command::Assist { turn, answers } => self.assist(turn, *answers),
            Command::AssistHelped { helped } => self.assist_helped(*helped),
            Command::AssistHuman => self.assist_human(),
            Command::IdleTold
            | Command::SurfaceRemoved
            | Command::SurfaceReady { .. }
            | Command::SurfaceFailed { .. }
            | Command::SurfaceDeleted
            | Command::WelcomePosted { .. }
            | Command::OpenerLeft
            | Command::Recompute
            | Command::Wake(_) => self.observe(command),
        }
    }

    /// The actor, who must be staff for the ticket's type (P147-P153).
    fn staff(&self) -> Result<&'a Person, Refusal> {
        let ticket_type = self.given.config.type_or_removed(self.ticket.ticket_type);
        let person = self.actor.person();
        person
            .filter(|person| access::is_staff(self.given.config, &ticket_type, person))
            .ok_or(Refusal::StaffOnly)
    }

    /// The actor, staff for an open ticket.
    fn staff_on_open(&self) -> Result<&'a Person, Refusal> {
        let person = self.staff()?;
        self.must_be_open()?;
        Ok(person)
    }

    fn must_be_open(&self) -> Result<(), Refusal> {
        if self.ticket.is_open() { Ok(()) } else { Err(Refusal::Closed) }
    }
}

/// Words without the space around them, at most so many characters; none if nothing is left.
fn words(text: Option<&str>, most: usize) -> Result<Option<String>, Refusal> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    match text.map(|text| text.chars().count()).filter(|given| *given > most) {
        Some(given) => Err(Refusal::TextTooLong { most, given }),
        None => Ok(text.map(str::to_owned)),
    }
}

/// The same for a reason, which has a sentence of its own.
fn reason(text: Option<&str>) -> Result<Option<String>, Refusal> {
    words(text, crate::command::MAX_REASON).map_err(|refusal| match refusal {
        Refusal::TextTooLong { most, given } => Refusal::ReasonTooLong { most, given },
        other => other,
    })
}

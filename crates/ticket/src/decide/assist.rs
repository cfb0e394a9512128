//! What Auto-Assist may do, and what members tell it.

use super::{Case, Judged};
use crate::{
    Actor, Event, MessageId, Refusal, access,
    assist::{Assist, Turn, Why, note},
};

impl Case<'_> {
    /// A turn, decided elsewhere from what was said. It is Guildhall's own, and only where nobody works the ticket.
    pub(super) fn assist(&self, turn: &Turn, answers: MessageId) -> Judged {
        if *self.actor != Actor::System {
            return Err(Refusal::StaffOnly);
        }
        let assist = self.assisting()?;
        let late = assist.answered.is_some_and(|answered| answered >= answers);
        if late || self.ticket.claim.is_some() {
            return Err(Refusal::Nothing);
        }
        match turn {
            Turn::Escalate { .. } => Ok(self.called(turn.clone(), Some(answers))),
            // Never an answer that rests on nothing, and never more than were allowed.
            Turn::Reply { cited, .. } if cited.is_empty() => Err(Refusal::Nothing),
            _ if assist.spoken >= assist.behaviour.answers => Err(Refusal::Nothing),
            _ => {
                let (turn, at) = (turn.clone(), self.given.now);
                Ok(vec![Event::Assisted { turn, answers: Some(answers), at }])
            }
        }
    }

    /// Whether the answer helped. On no, staff are called.
    pub(super) fn assist_helped(&self, helped: bool) -> Judged {
        self.may_tell_assist()?;
        self.assisting()?;
        if helped {
            return Ok(vec![Event::AssistHelped]);
        }
        Ok(self.called(escalate(Why::NotHelped), None))
    }

    /// The member wants a person.
    pub(super) fn assist_human(&self) -> Judged {
        self.may_tell_assist()?;
        self.assisting()?;
        Ok(self.called(escalate(Why::Asked), None))
    }

    fn assisting(&self) -> Result<&Assist, Refusal> {
        self.must_be_open()?;
        let assist = self.ticket.assist.as_ref().ok_or(Refusal::Nothing)?;
        if assist.stopped { Err(Refusal::StaffCalled) } else { Ok(assist) }
    }

    /// The opener and those who were added, and staff, who may want it silent.
    fn may_tell_assist(&self) -> Result<(), Refusal> {
        let person = self.actor.person().ok_or(Refusal::NotYours)?;
        let ticket = self.ticket;
        let config = self.given.config;
        let takes_part = person.user == ticket.opener.user || ticket.added.contains(&person.user);
        let staff = access::is_staff(config, &config.type_or_removed(ticket.ticket_type), person);
        if takes_part || staff { Ok(()) } else { Err(Refusal::NotYours) }
    }

    /// Staff are called: in the ticket, and with two lines in a note.
    fn called(&self, turn: Turn, answers: Option<MessageId>) -> Vec<Event> {
        let text = note(self.given.config.settings.locale, self.ticket, &turn);
        vec![Event::Assisted { turn, answers, at: self.given.now }, Event::Noted { text }]
    }
}

fn escalate(why: Why) -> Turn {
    Turn::Escalate { why, summary: None, question: String::new() }
}

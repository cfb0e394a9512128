//! Whether the member waits for anybody.

use super::{Case, Judged};
use crate::{Event, Refusal, report::Fact, waiting};

/// How often staff can say of one ticket that no answer is needed, at most.
const MOST_MARKS: usize = 500;

impl Case<'_> {
    /// What the member wrote last needs no answer (definitions A.2). A first answer is owed to everybody.
    pub(super) fn no_reply_needed(&self) -> Judged {
        self.staff_on_open()?;
        let (ticket, given) = (self.ticket, self.given);
        let course = Fact::of(ticket, &given.activity.talk).course();
        if course.first_reply().is_none() {
            return Err(Refusal::NeverAnswered);
        }
        self.nothing_since()?;
        if course.waits().last().is_none_or(|(_, end)| end.is_some()) {
            return Err(Refusal::NobodyWaits);
        }
        if ticket.past.settled.len() >= MOST_MARKS {
            return Err(Refusal::TooMany { most: MOST_MARKS });
        }
        Ok(vec![Event::NoReplyNeeded { at: given.now }])
    }

    /// As long as the member has not written since.
    pub(super) fn reply_needed(&self) -> Judged {
        self.staff_on_open()?;
        let was = waiting::settled_at(self.ticket, &self.given.activity.talk).ok_or(Refusal::NotSettled)?;
        Ok(vec![Event::ReplyNeeded { was }])
    }

    /// Who judges what was said last has to have seen it.
    fn nothing_since(&self) -> Result<(), Refusal> {
        if self.given.activity.last_at > self.given.now { Err(Refusal::WrittenSince) } else { Ok(()) }
    }
}

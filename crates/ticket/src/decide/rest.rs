//! Whether the member waits for anybody.

use super::{Case, Judged};
use crate::{
    Event, Refusal, Timestamp,
    report::Fact,
    snooze::{LEAST_SECONDS, MAX_SNOOZE_DAYS, Snooze, Woken},
    waiting,
};

/// How often staff can set one ticket aside, at most.
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
        if ticket.past.marks().len() >= MOST_MARKS {
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

    /// Until a time, or until the member writes: then nobody waits for an answer till they do. A first answer is owed all the same.
    pub(super) fn snooze(&self, until: Option<Timestamp>) -> Judged {
        let person = self.staff_on_open()?;
        let (ticket, now) = (self.ticket, self.given.now);
        let first = now.plus_seconds(LEAST_SECONDS);
        if until.is_some_and(|until| until < first || until > now.plus_days(MAX_SNOOZE_DAYS)) {
            return Err(Refusal::SnoozeTime { days: MAX_SNOOZE_DAYS });
        }
        self.nothing_since()?;
        if ticket.past.marks().len() >= MOST_MARKS {
            return Err(Refusal::TooMany { most: MOST_MARKS });
        }
        let snooze = Snooze { by: person.user, name: person.name.clone(), at: now, until };
        let settled = until.is_none().then(|| self.no_reply_needed().ok()).flatten();
        Ok([Event::Snoozed { snooze }].into_iter().chain(settled.into_iter().flatten()).collect())
    }

    pub(super) fn unsnooze(&self) -> Judged {
        self.staff_on_open()?;
        Ok(vec![self.woken(Woken::Staff).ok_or(Refusal::NotSnoozed)?])
    }

    /// The time has come, or the member wrote: it wakes once, as of then.
    pub(super) fn ring_snooze(&self) -> Judged {
        let snooze = self.ticket.snoozed.as_ref().ok_or(Refusal::Nothing)?;
        let wrote = self.given.activity.talk.again_after(snooze.at).map(|at| (at, Woken::Member));
        let time = snooze.until.filter(|until| *until <= self.given.now).map(|at| (at, Woken::Time));
        let (at, why) = wrote.into_iter().chain(time).min_by_key(|(at, _)| *at).ok_or(Refusal::Nothing)?;
        Ok(vec![Event::Woke { was: snooze.clone(), at, why }])
    }

    /// It wakes now, if it is snoozed.
    pub(super) fn woken(&self, why: Woken) -> Option<Event> {
        let was = self.ticket.snoozed.clone()?;
        Some(Event::Woke { was, at: self.given.now, why })
    }

    /// Who judges what was said last has to have seen it.
    fn nothing_since(&self) -> Result<(), Refusal> {
        if self.given.activity.last_at > self.given.now { Err(Refusal::WrittenSince) } else { Ok(()) }
    }
}

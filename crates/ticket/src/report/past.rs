//! What a ticket went through, as far as clocks and figures need it: kept with the ticket, made by its events alone.

use super::{
    Talk,
    deflection::Assisted,
    fact::{Breach, Closing, Fact},
};
use crate::{
    Event, PanelId, RoleId, Ticket, Timestamp, UserId,
    assist::Turn,
    sla::{Metric, Policy, Stretch, Taken},
};
use serde::{Deserialize, Serialize};

/// Claims that are kept of a ticket: the first of each person.
const MAX_CLAIMS: usize = 100;

/// What is promised for a ticket, as it was when it was opened or moved; later changes of the configuration do not change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Since when.
    pub since: Timestamp,
    /// What.
    pub policy: Policy,
    /// Which policy of the guild's list it is; absent where it is that of the type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Named>,
}

/// A policy of the guild's list, as it was called then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its identity within the guild.
    pub id: u32,
    /// Its name.
    pub name: String,
}

/// How a ticket came, as far as policies ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Came {
    /// Which of the roles that a policy named then the member held, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleId>,
    /// From which panel it was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panel: Option<PanelId>,
}

impl Came {
    /// Whether nothing is known of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a ticket went through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Past {
    /// Staff opened it for a member.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub on_behalf: bool,
    /// How it came.
    #[serde(skip_serializing_if = "Came::is_empty")]
    pub came: Came,
    /// When Auto-Assist first answered or asked back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assisted: Option<Timestamp>,
    /// When it was paused, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paused: Vec<Stretch>,
    /// When staff said that what the member wrote last needs no answer, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<Timestamp>,
    /// When it was snoozed, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub snoozed: Vec<Stretch>,
    /// Its closes, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closings: Vec<Closing>,
    /// Who claimed it first when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<(UserId, Timestamp)>,
    /// What is promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promise: Option<Box<Promise>>,
    /// Of which clocks staff were warned, by metric and start.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warned: Vec<(Metric, Timestamp)>,
    /// What was seen to be broken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub breaches: Vec<Breach>,
    /// The steps that were taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Taken>,
    /// Of which claim, by its time, who claimed was warned that the ticket goes back, and when it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim_warned: Option<(Timestamp, Timestamp)>,
    /// Who claimed it and did not answer, each once: they are given it only if nobody else can take it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lapsed: Vec<UserId>,
}

impl Past {
    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The past with one more event; `before` is the ticket as it was then.
    pub fn with(mut self, before: &Ticket, event: &Event) -> Self {
        match event {
            Event::Claimed { claim } => {
                let known = self.claims.iter().any(|(user, _)| *user == claim.by);
                if !known && self.claims.len() < MAX_CLAIMS {
                    self.claims.push((claim.by, claim.at));
                }
            }
            Event::Paused { pause } => self.paused.push(Stretch { from: pause.at, to: None }),
            Event::Resumed { at, .. } => self.resume(*at),
            Event::NoReplyNeeded { at } => self.settled.push(*at),
            Event::Snoozed { snooze } => {
                self.wake(snooze.at);
                self.snoozed.push(Stretch { from: snooze.at, to: None });
            }
            Event::Woke { at, .. } => self.wake(*at),
            Event::ReplyNeeded { was } => self.settled.retain(|at| at != was),
            Event::Closed { closure } => {
                self.resume(closure.at);
                self.wake(closure.at);
                // Members who close their own ticket are nobody's staff, whatever they are elsewhere.
                let opener = before.opener.user;
                let by = closure.by.user().filter(|user| !closure.kind.is_automatic() && *user != opener);
                let credit = before.assignee.or(before.claim.as_ref().map(|claim| claim.by)).or(by);
                self.closings.push(Closing {
                    at: closure.at,
                    by,
                    credit,
                    reopened: None,
                    unasked: closure.unasked,
                    rating: None,
                });
            }
            Event::Reopened { at } => {
                if let Some(last) = self.closings.last_mut() {
                    last.reopened = Some(last.at.max(*at));
                }
            }
            Event::Rated { rating } => {
                if let Some(last) = self.closings.last_mut() {
                    last.rating = Some((rating.stars, rating.at));
                }
            }
            // Of earlier versions it is not known when.
            Event::Assisted { turn: Turn::Reply { .. } | Turn::AskForInfo { .. }, at, .. } if at.0 > 0 => {
                self.assisted = self.assisted.or(Some(*at));
            }
            Event::SlaChanged { promise } => self.promise = promise.clone(),
            Event::SlaRecomputed { promise, breaches, .. } => {
                self.promise = promise.clone();
                self.breaches = breaches.clone();
            }
            Event::SlaWarned { metric, started, .. } => self.warned.push((*metric, *started)),
            Event::SlaBroken { breach } => self.breaches.push(*breach),
            Event::ClaimWarned { claimed_at, due, .. } => self.claim_warned = Some((*claimed_at, *due)),
            Event::ClaimLapsed { by, .. } if !self.lapsed.contains(by) && self.lapsed.len() < MAX_CLAIMS => {
                self.lapsed.push(*by);
            }
            Event::SlaStep { metric, started, step, .. } => {
                self.steps.push(Taken { metric: *metric, started: *started, step: *step });
            }
            _ => {}
        }
        self
    }

    /// The instants at which staff set it aside, in order: since each it is known when the member wrote again ([`Talk::again`]).
    pub fn marks(&self) -> Vec<Timestamp> {
        let snoozed = self.snoozed.iter().map(|one| one.from);
        let mut marks: Vec<Timestamp> = self.settled.iter().copied().chain(snoozed).collect();
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// When it was last woken; none if it never was, or is snoozed.
    pub fn woken(&self) -> Option<Timestamp> {
        self.snoozed.last().and_then(|last| last.to)
    }

    fn wake(&mut self, at: Timestamp) {
        if let Some(last) = self.snoozed.last_mut().filter(|last| last.to.is_none()) {
            last.to = Some(last.from.max(at));
        }
    }

    fn resume(&mut self, at: Timestamp) {
        if let Some(last) = self.paused.last_mut().filter(|last| last.to.is_none()) {
            last.to = Some(last.from.max(at));
        }
    }
}

impl<'a> Fact<'a> {
    /// What figures need to know of a ticket.
    pub fn of(ticket: &'a Ticket, talk: &'a Talk) -> Self {
        let past = &ticket.past;
        Self {
            ticket_type: ticket.ticket_type,
            priority: ticket.priority,
            tags: ticket.tags.iter().map(|tag| i64::from(tag.0)).collect(),
            opened_at: ticket.opened_at,
            on_behalf: past.on_behalf,
            paused: &past.paused,
            settled: &past.settled,
            snoozed: &past.snoozed,
            closings: &past.closings,
            claims: &past.claims,
            promise: past.promise.as_deref().map(|promise| &promise.policy),
            breaches: &past.breaches,
            talk,
            assisted_at: past.assisted,
            assisted: Assisted::of(ticket.assist.as_ref()),
        }
    }
}

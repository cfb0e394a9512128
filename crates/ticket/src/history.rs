//! What happened to a ticket, in sentences: for its history on the web and for lines of the log.

use crate::{
    Event, GuildConfig, Recorded, Timestamp, UserId,
    assist::Turn,
    report::Promise,
    say,
    settings::Locale,
    sla::{Act, Moment, Void, steps::late_by},
    snooze::Woken,
    text,
};

/// How the people in a sentence are called.
pub struct Names<'a> {
    /// The name of a person, if it is known.
    pub of: &'a dyn Fn(UserId) -> Option<String>,
    /// How a moment is written for the reader; in the server's own zone, as `2026-12-24 14:30`, if nothing says so.
    pub moment: Option<&'a dyn Fn(Timestamp) -> String>,
}

impl Names<'_> {
    fn moment(&self, config: &GuildConfig, at: Timestamp) -> String {
        self.moment.map_or_else(|| crate::snooze::written(config, at), |written| written(at))
    }

    fn user(&self, l: Locale, user: UserId, then: Option<&str>) -> String {
        (self.of)(user).or_else(|| then.map(str::to_owned)).unwrap_or_else(|| say!(l, "someone"))
    }
}

/// The sentence for an event; none for what people need not read.
pub fn sentence(l: Locale, recorded: &Recorded, config: &GuildConfig, names: &Names<'_>) -> Option<String> {
    let called = recorded.by.user().and_then(|user| (names.of)(user));
    let who = called.unwrap_or_else(|| text::by(l, &recorded.by));
    let type_name = |id| config.type_or_removed(id).name.clone();
    Some(match &recorded.event {
        Event::Opened { .. } => say!(l, "event-opened", name = who),
        Event::Claimed { .. } => say!(l, "event-claimed", name = who),
        Event::Unclaimed { was } if recorded.by.user() == Some(was.by) => {
            say!(l, "event-released", name = who)
        }
        Event::Unclaimed { was } => {
            say!(l, "event-released-other", name = who, other = names.user(l, was.by, Some(&was.name)))
        }
        Event::ClaimWarned { by, .. } => {
            say!(l, "event-claim-warned", other = names.user(l, *by, None))
        }
        Event::ClaimLapsed { by, name, .. } => {
            say!(l, "event-claim-lapsed", other = names.user(l, *by, Some(name)))
        }
        Event::Assigned { to, name } => {
            say!(l, "event-assigned", name = who, other = names.user(l, *to, Some(name)))
        }
        Event::Unassigned { was } => {
            say!(l, "event-unassigned", name = who, other = names.user(l, *was, None))
        }
        Event::Closed { closure } => match (&closure.reason, closure.kind.is_automatic()) {
            (_, true) => say!(l, "event-closed-automatic", kind = text::close_kind(l, closure.kind)),
            (Some(reason), false) => say!(l, "event-closed-reason", name = who, reason = reason),
            (None, false) => say!(l, "event-closed", name = who),
        },
        Event::Reopened { .. } => say!(l, "event-reopened", name = who),
        Event::CloseRequested { request } => match &request.reason {
            Some(reason) => say!(l, "event-close-requested-reason", name = who, reason = reason),
            None => say!(l, "event-close-requested", name = who),
        },
        Event::CloseDeclined => say!(l, "event-close-declined", name = who),
        Event::PriorityChanged { from, to } => {
            let (from, to) = (text::priority(l, *from), text::priority(l, *to));
            say!(l, "event-priority", name = who, from = from, to = to)
        }
        Event::Pinned => say!(l, "event-pinned", name = who),
        Event::Unpinned => say!(l, "event-unpinned", name = who),
        Event::Paused { pause } => say!(l, "event-paused", name = who, reason = &pause.reason),
        Event::Resumed { .. } => say!(l, "event-resumed", name = who),
        Event::Snoozed { snooze } => match snooze.until {
            Some(until) => say!(l, "event-snoozed-until", name = who, until = names.moment(config, until)),
            None => say!(l, "event-snoozed", name = who),
        },
        Event::Woke { why, .. } => match why {
            Woken::Time => say!(l, "event-woke-time"),
            Woken::Member => say!(l, "event-woke-member"),
            Woken::Staff => say!(l, "event-woke", name = who),
            Woken::Moved => say!(l, "event-woke-moved"),
            Woken::Step => say!(l, "event-woke-step"),
        },
        Event::NoReplyNeeded { .. } => say!(l, "event-no-reply-needed", name = who),
        Event::ReplyNeeded { .. } => say!(l, "event-reply-needed", name = who),
        Event::UserAdded { user, name } => {
            say!(l, "event-user-added", name = who, other = names.user(l, *user, Some(name)))
        }
        Event::UserRemoved { user } => {
            say!(l, "event-user-removed", name = who, other = names.user(l, *user, None))
        }
        Event::Noted { text } => say!(l, "event-noted", name = who, text = text),
        Event::Tagged { name, .. } => say!(l, "event-tagged", name = who, tag = name),
        Event::Untagged { name, .. } => say!(l, "event-untagged", name = who, tag = name),
        Event::Moved { from, to, .. } => {
            say!(l, "event-moved", name = who, from = type_name(*from), to = type_name(*to))
        }
        Event::Renamed { from, to: Some(to) } => say!(l, "event-renamed", name = who, from = from, to = to),
        Event::Renamed { to: None, .. } => say!(l, "event-name-restored", name = who),
        Event::Rated { rating } => {
            let stars = stars(rating.stars);
            match &rating.comment {
                Some(comment) => say!(l, "event-rated-comment", name = who, stars = stars, comment = comment),
                None => say!(l, "event-rated", name = who, stars = stars),
            }
        }
        Event::Assisted { turn, .. } => match turn {
            Turn::Reply { cited, .. } => {
                let headings: Vec<&str> = cited.iter().map(|cited| cited.heading.as_str()).collect();
                say!(l, "event-assist-reply", sections = headings.join(", "))
            }
            Turn::AskForInfo { .. } => say!(l, "event-assist-ask"),
            Turn::OfferClose => say!(l, "event-assist-offer-close"),
            Turn::Escalate { why, .. } => say!(l, "event-assist-escalate", why = crate::assist::why(l, *why)),
        },
        Event::AssistHelped => say!(l, "event-assist-helped", name = who),
        Event::IdleWarned { .. } => say!(l, "event-idle-warned"),
        Event::SlaChanged { promise } => match promise.as_deref() {
            None => say!(l, "event-sla-none"),
            Some(Promise { by: Some(named), .. }) => say!(l, "event-sla-policy", policy = &named.name),
            Some(_) => say!(l, "event-sla-of-type"),
        },
        Event::SlaWarned { metric, .. } => say!(l, "event-sla-warned", metric = text::metric(l, *metric)),
        Event::SlaBroken { breach } => say!(l, "event-sla-broken", metric = text::metric(l, breach.metric)),
        Event::SlaStep { metric, step, due, .. } => {
            let (metric, moment) = (text::metric(l, *metric), moment(l, step.at));
            let what = match step.act {
                Act::Ping { .. } => say!(l, "event-sla-step-ping", metric = metric, moment = moment),
                Act::TellHandler => say!(l, "event-sla-step-tell", metric = metric, moment = moment),
                Act::RaisePriority => say!(l, "event-sla-step-raise", metric = metric, moment = moment),
                Act::BackToQueue => say!(l, "event-sla-step-queue", metric = metric, moment = moment),
                Act::MoveTo { to } => {
                    say!(l, "event-sla-step-move", metric = metric, moment = moment, to = type_name(to))
                }
                Act::AssignOnCall => say!(l, "event-sla-step-on-call", metric = metric, moment = moment),
                Act::CallWebhook => say!(l, "event-sla-step-hook", metric = metric, moment = moment),
            };
            match late_by(*due, recorded.at) {
                Some(by) => say!(l, "event-sla-step-late", what = what, span = text::duration(l, by as f64)),
                None => what,
            }
        }
        Event::SlaStepVoid { why: Void::NobodyOnCall, .. } => say!(l, "event-sla-void-nobody"),
        Event::SlaRecomputed { breaches, was, .. } => {
            say!(l, "event-sla-again", now = breaches.len(), was = was.len())
        }
        Event::SlaStepVoid { why: Void::TypeGone, .. } => say!(l, "event-sla-void-type"),
        Event::SurfaceDeleted => say!(l, "event-surface-deleted"),
        Event::SurfaceRemoved => say!(l, "event-surface-removed"),
        Event::Archived
        | Event::Expired
        | Event::IdleTold { .. }
        | Event::SurfaceReady { .. }
        | Event::SurfaceFailed { .. }
        | Event::WelcomePosted { .. } => return None,
    })
}

/// When a step of a promise is due.
fn moment(l: Locale, at: Moment) -> String {
    match at {
        Moment::Percent(percent) => say!(l, "sla-moment-percent", percent = percent),
        Moment::Before(minutes) => say!(l, "sla-moment-before", minutes = minutes),
        Moment::After(minutes) => say!(l, "sla-moment-after", minutes = minutes),
    }
}

/// A rating for people: `★★★★☆`.
pub fn stars(given: u8) -> String {
    (1..=5).map(|star| if star <= given { '★' } else { '☆' }).collect()
}

//! Staff are told that a promised time is nearly used up, or is: who has the ticket by direct message, everyone in the channel for it.

use crate::{
    Discord,
    discord::{give_up, store_failed, unwritable},
    dm::refuses,
    modlog::field,
    reply::{self, color, inert},
    rest::{Fault, Post, Urgency, errors::THREAD_LOCKED, nonce},
};
use desk::Outcome;
use serde_json::{Value, json};
use ticket::{
    Activity, Event, GuildConfig, Recorded, Ticket, TicketKey, Timestamp, Trouble, Whom, say,
    settings::Locale,
    sla::{self, Act, Metric, Step},
    text,
};

impl Discord {
    /// Tells one of the two, unless it is settled by now.
    pub async fn sla_notice(&self, key: TicketKey, seq: u32, whom: Whom) -> Outcome {
        let (ticket, event, config) = match self.ticket_and_event(key, seq).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        if let Event::Woke { was, why, .. } = &event.event {
            return self.woke_notice(&ticket, &event, &config, (was, *why)).await;
        }
        let activity = match self.desk.store().ticket(key).await {
            Ok(Some(loaded)) => loaded.activity,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        if let Event::ClaimWarned { by, claimed_at, due } = event.event {
            return self.claim_notice(&ticket, &event, &config, (by, claimed_at, due)).await;
        }
        if let Event::SlaStepVoid { step: Step { act: Act::MoveTo { to }, .. }, .. } = event.event {
            let there = config.ticket_type(to).is_some_and(|kind| kind.active);
            return if there { Outcome::Done } else { give_up(Trouble::StepTypeGone) };
        }
        let Some((metric, started)) = meant(&event) else { return Outcome::Done };
        let clocks = sla::of(&ticket, &activity.talk, self.desk.clock().now());
        let runs = |clock: &&sla::Clock| clock.metric == metric && clock.started == started;
        if clocks.iter().find(runs).is_none_or(|clock| clock.stopped.is_some()) {
            return Outcome::Done;
        }
        let now = self.desk.clock().now();
        let from = sla::told_from(&ticket, &event.event, whom, &config, now);
        if from > now {
            return Outcome::Later { at: Some(from), why: "outside working hours".to_owned() };
        }
        let body = self.notice(&ticket, &event, &config);
        let work = format!("sla_notice:{key}:{seq}");
        let told = match whom {
            Whom::Handler => self.tell_handler(&ticket, body, &work, event.at).await,
            Whom::Channel => self.tell_channel(&event, &config, body, &work).await,
            Whom::Health | Whom::Snoozer => Ok(()),
            Whom::Role => self.tell_role(&ticket, &event, &config, body, &work).await,
        };
        match told {
            Ok(()) => Outcome::Done,
            Err(fault) if whom == Whom::Handler && refuses(&fault) => Outcome::Done,
            // Nobody waits in a channel that is gone, or in a thread that was locked at the end before this came to its turn.
            Err(Fault::Gone(_)) if is_in_ticket(&event) => Outcome::Done,
            Err(fault) if fault.is_code(THREAD_LOCKED) && is_in_ticket(&event) => Outcome::Done,
            Err(Fault::Gone(_)) => give_up(Trouble::TimesChannelGone),
            Err(Fault::Forbidden { code, .. }) => give_up(unwritable(code)),
            Err(fault) => self.failed(fault),
        }
    }

    async fn tell_handler(
        &self,
        ticket: &Ticket,
        body: Value,
        work: &str,
        since: Timestamp,
    ) -> Result<(), Fault> {
        let handler = ticket.claim.as_ref().map(|claim| claim.by).or(ticket.assignee);
        match handler {
            Some(user) => self.dm(user, body, work, since).await,
            None => Ok(()),
        }
    }

    async fn tell_channel(
        &self,
        event: &Recorded,
        config: &GuildConfig,
        mut body: Value,
        work: &str,
    ) -> Result<(), Fault> {
        let Some(channel) = config.settings.sla_channel else { return Ok(()) };
        if let (Some(role), Event::SlaBroken { .. }) = (config.settings.sla_ping, &event.event) {
            body["content"] = json!(format!("<@&{role}>"));
            body["allowed_mentions"] = reply::only(&[role], &[]);
        }
        let (since, nonce, urgency) = (event.at, nonce(work, 1), Urgency::Person);
        self.rest.post_once(Post { channel, body, nonce, since, urgency }).await.map(drop)
    }

    /// Pings the role of a step: in its channel, or in the ticket, where members read along and so nothing is said of what was promised.
    async fn tell_role(
        &self,
        ticket: &Ticket,
        event: &Recorded,
        config: &GuildConfig,
        body: Value,
        work: &str,
    ) -> Result<(), Fault> {
        let Event::SlaStep { step: Step { act: Act::Ping { role, channel }, .. }, .. } = event.event else {
            return Ok(());
        };
        let Some(place) = channel.or(ticket.surface.channel()) else { return Ok(()) };
        let words = say!(config.settings.locale, "sla-step-here");
        let mut body = match channel {
            Some(_) => body,
            None => reply::embed(json!({ "description": words, "color": color::PLAIN })),
        };
        body["content"] = json!(format!("<@&{role}>"));
        body["allowed_mentions"] = reply::only(&[role], &[]);
        let (since, nonce, urgency) = (event.at, nonce(work, 2), Urgency::Person);
        self.rest.post_once(Post { channel: place, body, nonce, since, urgency }).await.map(drop)
    }

    fn notice(&self, ticket: &Ticket, event: &Recorded, config: &GuildConfig) -> Value {
        let locale = config.settings.locale;
        let number = ticket.key.number;
        let (color, title, metric, due) = match &event.event {
            Event::SlaBroken { breach } => (
                color::END,
                say!(locale, "sla-broken-title", number = number),
                breach.metric,
                Some(breach.due),
            ),
            Event::SlaWarned { metric, due, .. } => {
                (color::PLAIN, say!(locale, "sla-warned-title", number = number), *metric, *due)
            }
            Event::SlaStep { metric, broken_at, .. } => {
                let over = broken_at.is_some_and(|due| due <= event.at);
                let title = match over {
                    true => say!(locale, "sla-broken-title", number = number),
                    false => say!(locale, "sla-warned-title", number = number),
                };
                (if over { color::END } else { color::PLAIN }, title, *metric, *broken_at)
            }
            _ => (color::PLAIN, String::new(), Metric::FirstResponse, None),
        };
        let ago = |at: Timestamp| format!("<t:{}:R>", at.seconds());
        let when = due.map_or_else(|| "—".to_owned(), ago);
        let mut words = say!(locale, "sla-notice", metric = text::metric(locale, metric), when = when);
        if let Event::SlaStep { due, .. } = &event.event
            && sla::steps::late_by(*due, event.at).is_some()
        {
            words = format!("{words}\n{}", say!(locale, "sla-step-late", when = ago(*due)));
        }
        let fields = vec![
            field(&say!(locale, "label-type"), &inert(&config.type_or_removed(ticket.ticket_type).name)),
            field(&say!(locale, "label-opener"), &format!("<@{}>", ticket.opener.user)),
            field(&say!(locale, "label-priority"), &text::priority(locale, ticket.priority)),
        ];
        let mut body = reply::embed(json!({
            "title": reply::cut(&title, 256),
            "description": reply::cut(&format!("**{}**\n{words}", inert(&ticket.subject)), 4096),
            "color": color,
            "fields": fields,
        }));
        let button = reply::link(&self.config.ticket_url(ticket.key), &say!(locale, "button-open-web"));
        body["components"] = json!([reply::row(vec![button])]);
        body
    }
}

/// Which clock an event is about.
fn meant(event: &Recorded) -> Option<(Metric, Timestamp)> {
    match &event.event {
        Event::SlaWarned { metric, started, .. } => Some((*metric, *started)),
        Event::SlaBroken { breach } => Some((breach.metric, breach.started)),
        Event::SlaStep { metric, started, .. } => Some((*metric, *started)),
        _ => None,
    }
}

/// Whether it is said in the ticket itself.
fn is_in_ticket(event: &Recorded) -> bool {
    matches!(event.event, Event::SlaStep { step: Step { act: Act::Ping { channel: None, .. }, .. }, .. })
}

/// The response time of a ticket in a few words, for `info`.
pub(crate) fn words(locale: Locale, ticket: &Ticket, activity: &Activity, now: Timestamp) -> Option<String> {
    let chip = sla::chip(ticket, &activity.talk, now)?;
    let metric = text::metric(locale, chip.metric);
    Some(match chip.due {
        None => say!(locale, "sla-chip-held", metric = metric),
        Some(due) => {
            let when = format!("<t:{}:R>", due.seconds());
            if due <= now {
                say!(locale, "sla-chip-over", metric = metric, when = when)
            } else {
                say!(locale, "sla-chip-left", metric = metric, when = when)
            }
        }
    })
}

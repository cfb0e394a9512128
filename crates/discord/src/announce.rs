//! Says in a ticket's channel what happened to the ticket.

use crate::{
    Discord, assist_post,
    custom_id::CustomId,
    discord::store_failed,
    relay::shut,
    reply::{self, color, inert},
    rest::{Fault, Post, Urgency, nonce},
};
use desk::{Failure, Outcome, crash};
use serde_json::{Value, json};
use std::sync::Arc;
use ticket::{
    By, CloseKind, Closure, Event, GuildConfig, Job, Recorded, RoleId, Ticket, TicketKey, UserId, say,
    settings::Locale, text,
};

/// Roles that one message pings: their mentions fit beside words.
pub(crate) const MOST_ROLES: usize = 60;

impl Discord {
    /// A ticket with its guild's configuration.
    pub(crate) async fn ticket_and_config(
        &self,
        key: TicketKey,
    ) -> Result<Option<(Ticket, Arc<GuildConfig>)>, Failure> {
        let Some(loaded) = self.desk.store().ticket(key).await? else { return Ok(None) };
        Ok(Some((loaded.ticket, self.guild_config(key.guild).await?)))
    }

    /// A ticket with one of its events.
    pub(crate) async fn ticket_and_event(
        &self,
        key: TicketKey,
        seq: u32,
    ) -> Result<Option<(Ticket, Recorded, Arc<GuildConfig>)>, Failure> {
        let Some((ticket, config)) = self.ticket_and_config(key).await? else { return Ok(None) };
        let event = self.desk.store().event(key, seq).await?;
        Ok(event.map(|event| (ticket, event, config)))
    }

    /// Posts what an event means for those in the channel (P34-P36, P31).
    pub async fn announce(&self, key: TicketKey, seq: u32) -> Outcome {
        let (ticket, event, config) = match self.ticket_and_event(key, seq).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        let body = match &event.event {
            Event::Assisted { turn, .. } => {
                Some(assist_post::body(config.settings.locale, &ticket, turn, event.at))
            }
            _ => notice(&ticket, &config, &event),
        };
        let (Some(channel), Some(body)) = (ticket.surface.channel(), body) else { return Outcome::Done };
        let nonce = nonce(&format!("announce:{key}:{seq}"), 0);
        crash::point("announce-before");
        let (since, urgency) = (event.at, Urgency::Person);
        let posted = self.rest.post_once(Post { channel, body, nonce, since, urgency }).await;
        crash::point("announce-after");
        match posted {
            // Where there is no channel any more, there is nobody to tell.
            Ok(_) | Err(Fault::Gone(_)) => Outcome::Done,
            Err(fault) if shut(&fault) => match self.is_open(key).await {
                // Nor in a thread that was locked at the end before this came to its turn.
                Ok(false) => Outcome::Done,
                // It was reopened and its thread is not yet: what is to be told there waits for that.
                Ok(true) => match self.desk.enqueue(vec![Job::SyncSurface { ticket: key }]).await {
                    Ok(()) => Outcome::Later { at: None, why: fault.to_string() },
                    Err(failure) => store_failed(failure),
                },
                Err(failure) => store_failed(failure),
            },
            Err(fault) => self.failed(fault),
        }
    }
}

/// A person for an embed: mentions in embeds show the name and ping nobody.
pub(crate) fn who(locale: Locale, by: &By) -> String {
    by.user().map_or_else(|| text::by(locale, by), |user| format!("<@{user}>"))
}

/// What is said of an event in the ticket's own channel, where members read along: that it was claimed and closed, and what they are asked
/// about closing. Of everything else they learn nothing there (P125): who has to come is called, with no
/// word about why.
pub(crate) fn notice(ticket: &Ticket, config: &GuildConfig, event: &Recorded) -> Option<Value> {
    let (roles, mut users) = to_ping(ticket, config, &event.event);
    users.retain(|user| event.by.user() != Some(*user));
    let locale = config.settings.locale;
    let (color, words) = match words(locale, event) {
        Some(said) => said,
        None if roles.is_empty() && users.is_empty() => return None,
        None => (color::CALM, say!(locale, "announce-look")),
    };
    let mut body = reply::embed(json!({ "description": words, "color": color }));
    if !roles.is_empty() || !users.is_empty() {
        let mentions = roles.iter().map(|role| format!("<@&{role}>"));
        let mentions: Vec<_> = mentions.chain(users.iter().map(|user| format!("<@{user}>"))).collect();
        body["content"] = json!(mentions.join(" "));
        body["allowed_mentions"] = reply::only(&roles, &users);
    }
    if let Some(buttons) = buttons(locale, ticket.key, &event.event) {
        body["components"] = json!([reply::row(buttons)]);
    }
    Some(body)
}

/// The words for an event that members may read of.
fn words(locale: Locale, event: &Recorded) -> Option<(u32, String)> {
    let by = who(locale, &event.by);
    Some(match &event.event {
        Event::Claimed { .. } => (color::GOOD, say!(locale, "announce-claimed", name = by)),
        Event::Closed { closure } => (color::END, closed(locale, closure)),
        Event::CloseRequested { request } => (
            color::PLAIN,
            with_reason(locale, say!(locale, "announce-close-requested", name = by), &request.reason),
        ),
        Event::CloseDeclined => (color::CALM, say!(locale, "announce-close-declined", name = by)),
        _ => return None,
    })
}

fn buttons(locale: Locale, key: TicketKey, event: &Event) -> Option<Vec<Value>> {
    match event {
        // Soon nobody can write here, and so give no command; a button still works.
        Event::Closed { .. } => Some(vec![reopen_button(locale, key)]),
        Event::CloseRequested { .. } => Some(vec![
            reply::button(&CustomId::AcceptClose, &say!(locale, "button-accept-close"), 3),
            reply::button(&CustomId::DeclineClose, &say!(locale, "button-decline-close"), 2),
        ]),
        _ => None,
    }
}

/// Opens a ticket again; who may is judged when it is pressed (P33).
pub(crate) fn reopen_button(locale: Locale, key: TicketKey) -> Value {
    reply::button(&CustomId::Reopen(key), &say!(locale, "button-reopen"), 2)
}

/// After a move those whom a fresh ticket of that type would ping, and the new case worker (P78, P79); else who is meant.
fn to_ping(ticket: &Ticket, config: &GuildConfig, event: &Event) -> (Vec<RoleId>, Vec<UserId>) {
    match event {
        Event::Moved { to, assignee, .. } => {
            let mut roles = config.type_or_removed(*to).roles_to_ping();
            roles.truncate(MOST_ROLES);
            (roles, assignee.iter().copied().collect())
        }
        Event::Assigned { to, .. } => (Vec::new(), vec![*to]),
        // A mention brings people into a thread: not those who were taken out again before this came to its turn.
        Event::UserAdded { user, .. } if !ticket.added.contains(user) => (Vec::new(), Vec::new()),
        Event::UserAdded { user, .. } => (Vec::new(), vec![*user]),
        Event::CloseRequested { .. } => (Vec::new(), vec![ticket.opener.user]),
        // Those who have to go on with it, or the one it is for.
        Event::Reopened { .. } => {
            let claimer = ticket.claim.as_ref().map(|claim| claim.by);
            let mut users = vec![ticket.opener.user];
            users.extend(ticket.assignee);
            users.extend(claimer.filter(|claimer| ticket.assignee != Some(*claimer)));
            (Vec::new(), users)
        }
        _ => (Vec::new(), Vec::new()),
    }
}

/// How a ticket was closed, in a sentence, with the reason under it (P32).
pub(crate) fn closed(locale: Locale, closure: &Closure) -> String {
    let words = match closure.kind {
        CloseKind::Manual => say!(locale, "announce-closed", name = who(locale, &closure.by)),
        kind => say!(locale, "announce-closed-automatic", kind = text::close_kind(locale, kind)),
    };
    with_reason(locale, words, &closure.reason)
}

fn with_reason(locale: Locale, words: String, reason: &Option<String>) -> String {
    match reason {
        Some(reason) => format!("{words}\n{}", say!(locale, "announce-reason", reason = inert(reason))),
        None => words,
    }
}

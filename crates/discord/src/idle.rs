//! The warning before an idle ticket is closed (P109): by direct message, else in the ticket, where the opener is pinged (A6).

use crate::{
    Discord,
    discord::store_failed,
    dm::refuses,
    reply::{self, color, inert},
    rest::{Fault, Post, Urgency, nonce},
};
use desk::Outcome;
use serde_json::{Value, json};
use ticket::{Command, Event, GuildConfig, Ticket, TicketKey, Timestamp, idle, say};

impl Discord {
    /// Warns the opener, and records that they were warned: only then does the time to the close begin.
    pub async fn warn_idle(&self, key: TicketKey, seq: u32) -> Outcome {
        let (ticket, event, config) = match self.ticket_and_event(key, seq).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        let Event::IdleWarned { idle_since } = event.event else { return Outcome::Done };
        let stands = ticket.idle_warning.is_some_and(|warning| {
            warning.idle_since == idle_since && warning.told_at.is_none() && ticket.is_open()
        });
        if !stands {
            return Outcome::Done;
        }
        let work = format!("warn_idle:{key}:{seq}");
        let body = self.warning(&ticket, &config, idle_since);
        let told = match self.dm(ticket.opener.user, body.clone(), &work, event.at).await {
            Err(fault) if refuses(&fault) => self.warn_in_ticket(&ticket, body, &work, event.at).await,
            told => told,
        };
        match told {
            // Where neither way is open there is nobody to wait for.
            Ok(()) | Err(Fault::Gone(_)) => match self.observe(key, Command::IdleTold).await {
                Ok(()) => Outcome::Done,
                Err(failure) => store_failed(failure),
            },
            Err(fault) => self.failed(fault),
        }
    }

    async fn warn_in_ticket(
        &self,
        ticket: &Ticket,
        mut body: Value,
        work: &str,
        since: Timestamp,
    ) -> Result<(), Fault> {
        let Some(channel) = ticket.surface.channel() else { return Ok(()) };
        let opener = ticket.opener.user;
        body["content"] = json!(format!("<@{opener}>"));
        body["allowed_mentions"] = reply::only(&[], &[opener]);
        let (nonce, urgency) = (nonce(work, 1), Urgency::Person);
        self.rest.post_once(Post { channel, body, nonce, since, urgency }).await.map(drop)
    }

    fn warning(&self, ticket: &Ticket, config: &GuildConfig, idle_since: Timestamp) -> Value {
        let locale = config.settings.locale;
        let ticket_type = config.type_or_removed(ticket.ticket_type);
        let closes = idle::closes_at(&ticket_type.auto_close, idle_since, self.desk.clock().now());
        let guild = self.cache.guild(ticket.key.guild, |guild| guild.info.name.clone()).unwrap_or_default();
        let when = format!("<t:{}:R>", closes.seconds());
        let words = say!(locale, "idle-warning", when = when);
        let mut body = reply::embed(json!({
            "title": reply::cut(&say!(locale, "idle-warning-title", number = ticket.key.number, guild = guild), 256),
            "description": reply::cut(&format!("**{}**\n{words}", inert(&ticket.subject)), 4096),
            "color": color::PLAIN,
        }));
        let url = match ticket.surface.channel() {
            Some(channel) => reply::channel_url(ticket.key.guild, channel),
            None => self.config.ticket_url(ticket.key),
        };
        body["components"] = json!([reply::row(vec![reply::link(&url, &say!(locale, "button-go"))])]);
        body
    }
}

//! Direct messages: the one at the end of a ticket (P95, P96), and those to staff.

use crate::{
    Discord,
    announce::{closed, reopen_button},
    discord::store_failed,
    interactions::rating,
    reply::{self, color, inert},
    rest::{Call, Created, Fault, Post, Urgency, nonce},
};
use desk::{Outcome, crash};
use serde_json::{Value, json};
use ticket::{
    ChannelId, Closure, Event, GuildConfig, Ticket, TicketKey, Timestamp, Trouble, UserId, doctor::Spot, say,
};
use twilight_http::routing::Route;

/// The member accepts no messages from us (resources/message: closed DMs, no common guild, blocked).
const CLOSED: [u32; 3] = [50_007, 50_278, 50_009];

/// What the opener is told when their ticket was closed.
pub(crate) fn farewell(
    ticket: &Ticket,
    config: &GuildConfig,
    closure: &Closure,
    guild: &str,
    transcript: &str,
) -> Value {
    let (locale, number) = (config.settings.locale, ticket.key.number);
    let mut body = reply::embed(json!({
        "title": reply::cut(&say!(locale, "dm-closed-title", number = number, guild = guild), 256),
        "description": reply::cut(&format!("**{}**\n{}", inert(&ticket.subject), closed(locale, closure)), 4096),
        "color": color::END,
    }));
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    let mut rows = Vec::new();
    if ticket_type.feedback {
        body["embeds"][0]["footer"] = json!({ "text": say!(locale, "rating-question") });
        rows.push(rating::buttons(locale, ticket.key));
    }
    let mut ways = Vec::new();
    if ticket_type.transcript.for_opener {
        body["embeds"][0]["url"] = json!(transcript);
        ways.push(reply::link(transcript, &say!(locale, "button-transcript")));
    }
    // Where the opener may close they may reopen.
    if ticket_type.opener_can_close {
        ways.push(reopen_button(locale, ticket.key));
    }
    if !ways.is_empty() {
        rows.push(reply::row(ways));
    }
    if !rows.is_empty() {
        body["components"] = json!(rows);
    }
    body
}

impl Discord {
    /// Tells the opener that their ticket was closed, with the link to the transcript where they may read it.
    pub async fn dm_closed(&self, key: TicketKey, seq: u32) -> Outcome {
        let (ticket, event, config) = match self.ticket_and_event(key, seq).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        let Event::Closed { closure } = &event.event else { return Outcome::Done };
        let guild = self.cache.guild(key.guild, |guild| guild.info.name.clone()).unwrap_or_default();
        let body = farewell(&ticket, &config, closure, &guild, &self.config.transcript_url(key));
        let work = format!("dm_closed:{key}:{seq}");
        match self.dm(ticket.opener.user, body, &work, event.at).await {
            Ok(()) => Outcome::Done,
            Err(fault) if refuses(&fault) => {
                tracing::info!(%key, "the opener accepts no direct messages");
                if !matches!(fault, Fault::Gone(_)) {
                    self.noticed(key.guild, Spot::Member(ticket.opener.user), Trouble::DmClosed).await;
                }
                Outcome::Done
            }
            Err(fault) => self.failed(fault),
        }
    }

    /// Tells somebody of the staff about a ticket, under a title, with the way to it; nobody who takes no messages.
    pub(crate) async fn tell_staff(
        &self,
        (ticket, config): (&Ticket, &GuildConfig),
        user: UserId,
        (title, words): (String, String),
        work: &str,
        since: Timestamp,
    ) -> Outcome {
        let l = config.settings.locale;
        let mut body = reply::embed(json!({
            "title": reply::cut(&title, 256),
            "description": reply::cut(&format!("**{}**\n{words}", inert(&ticket.subject)), 4096),
            "color": color::PLAIN,
        }));
        let button = reply::link(&self.config.ticket_url(ticket.key), &say!(l, "button-open-web"));
        body["components"] = json!([reply::row(vec![button])]);
        match self.dm(user, body, work, since).await {
            Ok(()) => Outcome::Done,
            Err(fault) if refuses(&fault) => Outcome::Done,
            Err(fault) => self.failed(fault),
        }
    }

    /// Sends a direct message; see [`refuses`] for what is no failure of ours.
    pub(crate) async fn dm(
        &self,
        user: UserId,
        body: Value,
        work: &str,
        since: Timestamp,
    ) -> Result<(), Fault> {
        crash::point("dm-before");
        let call = Call::json(&Route::CreatePrivateChannel, &json!({ "recipient_id": user }))?;
        let channel: Created<ChannelId> = self.rest.ask(call).await?;
        let (nonce, urgency) = (nonce(work, 0), Urgency::Person);
        self.rest.post_once(Post { channel: channel.id, body, nonce, since, urgency }).await?;
        crash::point("dm-after");
        Ok(())
    }
}

/// Whether a direct message cannot reach the person: they accept none, or the account does not exist any more.
pub(crate) fn refuses(fault: &Fault) -> bool {
    matches!(fault, Fault::Gone(_)) || CLOSED.iter().any(|code| fault.is_code(*code))
}

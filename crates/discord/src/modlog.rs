//! The mod-log: one embed for each ticket that is opened, closed, reopened (P22, P23).

use crate::{
    Discord,
    announce::who,
    discord::store_failed,
    reply::{self, color, inert},
    rest::{Fault, Post, Urgency, nonce},
};
use desk::{Outcome, crash};
use serde_json::{Value, json};
use ticket::{Event, GuildConfig, Recorded, Ticket, TicketKey, say, text};

impl Discord {
    /// Posts an event to the log channel.
    pub async fn mod_log(&self, key: TicketKey, seq: u32) -> Outcome {
        let (ticket, event, config) = match self.ticket_and_event(key, seq).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        let Some(channel) = config.settings.mod_log else { return Outcome::Done };
        let Some(body) = self.entry(&ticket, &event, &config) else { return Outcome::Done };
        let nonce = nonce(&format!("mod_log:{key}:{seq}"), 0);
        crash::point("modlog-before");
        let (since, urgency) = (event.at, Urgency::Record);
        let posted = self.rest.post_once(Post { channel, body, nonce, since, urgency }).await;
        crash::point("modlog-after");
        match posted {
            Ok(_) => Outcome::Done,
            Err(Fault::Gone(_)) => Outcome::GiveUp {
                why: "the log channel does not exist any more: choose another in the settings".to_owned(),
            },
            Err(Fault::Forbidden { .. }) => Outcome::GiveUp {
                why: "Guildhall may not write in the log channel: allow it View Channel, Send Messages and Embed Links there"
                    .to_owned(),
            },
            Err(fault) => self.failed(fault),
        }
    }

    fn entry(&self, ticket: &Ticket, event: &Recorded, config: &GuildConfig) -> Option<Value> {
        let locale = config.settings.locale;
        let number = ticket.key.number;
        let (color, title) = match &event.event {
            Event::Opened { .. } => (color::GOOD, say!(locale, "modlog-opened", number = number)),
            Event::Closed { .. } => (color::END, say!(locale, "modlog-closed", number = number)),
            Event::Reopened { .. } => (color::PLAIN, say!(locale, "modlog-reopened", number = number)),
            _ => return None,
        };
        let type_name = &config.type_or_removed(ticket.ticket_type).name;
        let mut fields = vec![
            field(&say!(locale, "label-type"), &inert(type_name)),
            field(&say!(locale, "label-opener"), &format!("<@{}>", ticket.opener.user)),
        ];
        match &event.event {
            Event::Opened { .. } => {
                if let Some(user) = ticket.assignee {
                    fields.push(field(&say!(locale, "label-assignee"), &format!("<@{user}>")));
                }
            }
            Event::Closed { closure } => {
                fields.push(field(&say!(locale, "label-closed-by"), &who(locale, &closure.by)));
                fields.push(field(&say!(locale, "label-how"), &text::close_kind(locale, closure.kind)));
                if let Some(reason) = &closure.reason {
                    fields.push(field(&say!(locale, "label-reason"), &inert(reason)));
                }
            }
            _ => fields.push(field(&say!(locale, "label-by"), &who(locale, &event.by))),
        }
        let button = reply::link(&self.config.ticket_url(ticket.key), &say!(locale, "button-open-web"));
        let mut body = reply::embed(json!({
            "title": title, "url": self.config.ticket_url(ticket.key), "description": reply::cut(&inert(&ticket.subject), 300), "color": color, "fields": fields,
        }));
        body["components"] = json!([reply::row(vec![button])]);
        Some(body)
    }
}

/// A field of an embed that stands beside others.
pub(crate) fn field(name: &str, value: &str) -> Value {
    json!({ "name": reply::cut(name, 256), "value": reply::cut(value, 1024), "inline": true })
}

//! The log: one embed for each event, in the channels that the settings name for its kind (P22, P23, P201-P205).

use crate::{
    Discord,
    announce::who,
    discord::{give_up, store_failed, unwritable},
    reply::{self, color, inert},
    rest::{Fault, Post, Urgency, nonce},
};
use desk::{Outcome, crash};
use serde_json::{Value, json};
use ticket::{
    Event, GuildConfig, Recorded, Ticket, TicketKey, Trouble,
    assist::note,
    history::{self, Names},
    say, text,
};

impl Discord {
    /// Posts an event to the channels that want its kind (P22, P23, P201).
    pub async fn mod_log(&self, key: TicketKey, seq: u32) -> Outcome {
        let (ticket, event, config) = match self.ticket_and_event(key, seq).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        let body = self.entry(&ticket, &event, &config);
        let work = format!("mod_log:{key}:{seq}");
        // A channel that cannot take it does not keep it from the others.
        let mut given_up = None;
        for channel in config.settings.log_channels(&event.event) {
            let (since, urgency) = (event.at, Urgency::Record);
            let post = Post { channel, body: body.clone(), nonce: nonce(&work, 0), since, urgency };
            crash::point("modlog-before");
            let posted = self.rest.post_once(post).await;
            crash::point("modlog-after");
            match posted {
                Ok(_) => {}
                Err(Fault::Gone(_)) => given_up = Some(Trouble::LogChannelGone),
                Err(Fault::Forbidden { code, .. }) => given_up = Some(unwritable(code)),
                Err(fault) => return self.failed(fault),
            }
        }
        given_up.map_or(Outcome::Done, give_up)
    }

    fn entry(&self, ticket: &Ticket, event: &Recorded, config: &GuildConfig) -> Value {
        let locale = config.settings.locale;
        let number = ticket.key.number;
        let (color, title) = match &event.event {
            Event::Opened { .. } => (color::GOOD, say!(locale, "modlog-opened", number = number)),
            Event::Closed { .. } => (color::END, say!(locale, "modlog-closed", number = number)),
            Event::Reopened { .. } => (color::PLAIN, say!(locale, "modlog-reopened", number = number)),
            _ => return self.line(ticket, event, config),
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
        body
    }

    /// Smaller news: a sentence.
    fn line(&self, ticket: &Ticket, event: &Recorded, config: &GuildConfig) -> Value {
        let locale = config.settings.locale;
        // Names in a log are mentions: they stay right when people rename themselves, and embeds ping nobody.
        let names = Names { of: &|user| Some(format!("<@{user}>")), moment: None };
        let mut sentence = history::sentence(locale, event, config, &names).unwrap_or_default();
        // What the note says, for those of the staff who live in Discord.
        if let Event::Assisted { turn, .. } = &event.event {
            sentence = inert(&note(locale, ticket, turn));
        }
        let title = say!(locale, "modlog-ticket", number = ticket.key.number);
        reply::embed(json!({
            "title": title, "url": self.config.ticket_url(ticket.key), "color": color::CALM,
            "description": reply::cut(&sentence, 4096),
        }))
    }
}

/// A field of an embed that stands beside others.
pub(crate) fn field(name: &str, value: &str) -> Value {
    json!({ "name": reply::cut(name, 256), "value": reply::cut(value, 1024), "inline": true })
}

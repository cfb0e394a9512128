//! What is known of a ticket (P27-P30): some of it for staff only.

use super::context::{Act, Said};
use crate::{
    announce::who,
    modlog::field,
    reply::{self, color, inert},
};
use serde_json::{Value, json};
use ticket::{Priority, Refusal, Status, TicketKey, access, say, settings::Locale};

impl Act<'_> {
    pub(crate) async fn info(&self, number: Option<u32>) -> Said {
        let loaded = self.ticket_numbered(number).await?;
        let ticket = &loaded.ticket;
        let config = self.bot.guild_config(self.guild).await?;
        let ticket_type = config.type_or_removed(ticket.ticket_type);
        let staff = access::may_view(&config, &ticket_type, &self.person);
        if !staff && ticket.opener.user != self.person.user {
            return Err(Refusal::NotYours.into());
        }
        let locale = self.locale;
        let nobody = || say!(locale, "nobody");
        let person = |user: Option<ticket::UserId>| user.map_or_else(nobody, |user| format!("<@{user}>"));
        let mut fields = vec![
            field(&say!(locale, "label-status"), &status(locale, ticket.status())),
            field(&say!(locale, "label-claimer"), &person(ticket.claim.as_ref().map(|claim| claim.by))),
            field(&say!(locale, "label-opener"), &person(Some(ticket.opener.user))),
            field(&say!(locale, "label-messages"), &loaded.activity.messages.to_string()),
            field(&say!(locale, "label-opened"), &format!("<t:{}:f>", ticket.opened_at.seconds())),
            field(&say!(locale, "label-type"), &inert(&ticket_type.name)),
        ];
        if staff {
            fields.push(field(&say!(locale, "label-assignee"), &person(ticket.assignee)));
            fields.push(field(&say!(locale, "label-priority"), &priority(locale, ticket.priority)));
            let now = self.bot.desk.clock().now();
            let sla = crate::sla::words(locale, ticket, &loaded.activity, now);
            fields.extend(sla.map(|words| field(&say!(locale, "label-sla"), &words)));
            let named = ticket.past.promise.as_ref().and_then(|promise| promise.by.as_ref());
            fields.extend(named.map(|by| field(&say!(locale, "fact-policy"), &inert(&by.name))));
        }
        if let Some(closure) = ticket.closure() {
            fields.push(field(&say!(locale, "label-closed-by"), &who(locale, &closure.by)));
            if let Some(reason) = &closure.reason {
                fields.push(field(&say!(locale, "label-reason"), &inert(reason)));
            }
        }
        let mut body = reply::embed(embed(locale, ticket.key, &ticket.subject, fields));
        let button = reply::link(&self.bot.config.ticket_url(ticket.key), &say!(locale, "button-open-web"));
        body["components"] = json!([reply::row(vec![button])]);
        Ok(body)
    }
}

fn embed(locale: Locale, key: TicketKey, subject: &str, fields: Vec<Value>) -> Value {
    json!({
        "title": say!(locale, "info-title", number = key.number),
        "description": reply::cut(&inert(subject), 400),
        "color": color::PLAIN,
        "fields": fields,
    })
}

fn status(locale: Locale, status: Status) -> String {
    match status {
        Status::Open => say!(locale, "status-open"),
        Status::Claimed => say!(locale, "status-claimed"),
        Status::Assigned => say!(locale, "status-assigned"),
        Status::Closed => say!(locale, "status-closed"),
        Status::Archived => say!(locale, "status-archived"),
    }
}

fn priority(locale: Locale, priority: Priority) -> String {
    match priority {
        Priority::Low => say!(locale, "priority-low"),
        Priority::Normal => say!(locale, "priority-normal"),
        Priority::High => say!(locale, "priority-high"),
        Priority::Urgent => say!(locale, "priority-urgent"),
    }
}

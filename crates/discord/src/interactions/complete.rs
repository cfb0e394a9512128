//! Completions: what fits what is typed so far.

use super::{context::Act, data::Data};
use crate::reply;
use serde_json::{Value, json};
use ticket::{GuildConfig, Ticket, Timestamp, access, settings::Locale, snooze};

/// Completions offered at most (interactions/application-commands).
const CHOICES: usize = 25;
/// Characters of a choice's name (interactions/application-commands).
const NAME: usize = 100;

impl Act<'_> {
    /// Offers what fits; nothing where nothing is known.
    pub(crate) async fn complete(&self, data: &Data) {
        let Some((option, typed)) = data.typed() else { return self.offer(Vec::new()).await };
        let config = self.bot.guild_config(self.guild).await.unwrap_or_default();
        let ticket = self.ticket_here().await.ok().map(|here| here.ticket);
        let all = match (data.subcommand(), option) {
            (Some("panel"), "panel") if access::may_configure(&config, &self.person) => panels(&config),
            // What tickets are sorted and answered by is for those who do it (P123).
            _ if !self.works(&config, ticket.as_ref()) => Vec::new(),
            (Some("move"), "type") => types(&config, ticket.as_ref()),
            (Some("tag"), "tag") => tags(&config, ticket.as_ref(), false),
            (Some("untag"), "tag") => tags(&config, ticket.as_ref(), true),
            (Some("snooze"), "until") => times(self.locale, &config, self.at, typed),
            (Some("can"), "name") => canned(&config, ticket.as_ref()),
            _ => Vec::new(),
        };
        let typed = typed.to_lowercase();
        let mut fitting: Vec<(String, String)> =
            all.into_iter().filter(|(name, _)| name.to_lowercase().contains(&typed)).collect();
        // What starts with it comes first.
        fitting.sort_by_key(|(name, _)| !name.to_lowercase().starts_with(&typed));
        let choice =
            |(name, value): (String, String)| json!({ "name": reply::cut(&name, NAME), "value": value });
        self.offer(fitting.into_iter().take(CHOICES).map(choice).collect::<Vec<Value>>()).await;
    }

    /// Whether the person is staff for the ticket.
    fn works(&self, config: &GuildConfig, ticket: Option<&Ticket>) -> bool {
        ticket.is_some_and(|ticket| {
            access::is_staff(config, &config.type_or_removed(ticket.ticket_type), &self.person)
        })
    }
}

fn panels(config: &GuildConfig) -> Vec<(String, String)> {
    config.panels.iter().map(|panel| (panel.title.clone(), panel.id.to_string())).collect()
}

/// Every type but the ticket's own.
fn types(config: &GuildConfig, ticket: Option<&Ticket>) -> Vec<(String, String)> {
    let own = ticket.map(|ticket| ticket.ticket_type);
    let others = config.types.iter().filter(|of| of.active && Some(of.id) != own);
    others.map(|of| (of.name.clone(), of.id.to_string())).collect()
}

/// The tags that the ticket has, or those that it has not.
fn tags(config: &GuildConfig, ticket: Option<&Ticket>, held: bool) -> Vec<(String, String)> {
    let has = |tag: &ticket::TagId| ticket.is_some_and(|ticket| ticket.tags.contains(tag));
    let fits = config.tags.iter().filter(|tag| has(&tag.id) == held);
    fits.map(|tag| (tag.name.clone(), tag.id.to_string())).collect()
}

/// Until when it can be snoozed: what is typed, if it is a time, and what is usual.
fn times(l: Locale, config: &GuildConfig, now: Timestamp, typed: &str) -> Vec<(String, String)> {
    let named = |name: String, at: Timestamp| {
        let when = snooze::written(config, at);
        (format!("{name} · {when}"), when)
    };
    let own = snooze::read(typed, config, now).map(|at| named(typed.trim().to_owned(), at));
    let usual = snooze::choices(config, now).into_iter();
    own.into_iter().chain(usual.map(|(preset, at)| named(snooze::label(l, preset), at))).collect()
}

/// Names with their category (P60).
fn canned(config: &GuildConfig, ticket: Option<&Ticket>) -> Vec<(String, String)> {
    let fits = config.canned.iter().filter(|one| ticket.is_none_or(|ticket| one.fits(ticket.ticket_type)));
    let shown = |one: &ticket::canned::Canned| match one.category.as_str() {
        "" => one.name.clone(),
        category => format!("{} · {category}", one.name),
    };
    fits.map(|one| (shown(one), one.name.clone())).collect()
}

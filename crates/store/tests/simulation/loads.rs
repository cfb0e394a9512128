//! What people are given, weighed by a second, plainer rule than the product's.

use crate::{
    bot::guild,
    life::{Life, now},
};
use desk::{Hint, ports::Row};
use ticket::{By, Event, GuildConfig, UserId};
use tokio::sync::broadcast::error::TryRecvError;

/// What open tickets weigh for somebody, by a second, plainer rule.
pub fn weight(open: &[Row], config: &GuildConfig, user: UserId) -> u32 {
    let theirs = open.iter().filter(|row| row.ticket.assignee == Some(user) && row.ticket.snoozed.is_none());
    let weighed = theirs.map(|row| {
        let found = config.type_or_removed(row.ticket.ticket_type);
        let waits = !ticket::waiting::is_for_us(&row.ticket, &row.activity);
        if waits && !found.count_waiting { 0 } else { found.weight }
    });
    weighed.sum()
}

impl Life {
    /// Whoever was given a ticket in the last turn has no more than they are given at most.
    pub fn weigh(&mut self) {
        while let Some(hint) = match self.told.try_recv() {
            Ok(hint) => Some(hint),
            Err(TryRecvError::Lagged(_)) => Some(Hint::Jobs),
            Err(_) => None,
        } {
            let Hint::Ticket(key) = hint else { continue };
            let events = now(self.store.events(key)).expect("reads");
            let given = match events.last().map(|last| (&last.event, &last.by)) {
                Some((Event::Assigned { to, .. }, By::System)) => Some(*to),
                Some((Event::Opened { ticket, .. }, _)) => ticket.assignee,
                _ => None,
            };
            let config = now(self.store.config(guild())).expect("reads").config;
            let cap = |user| config.settings.availability.iter().find(|one| one.user == user)?.cap;
            let Some((user, cap)) = given.and_then(|user| Some((user, cap(user)?))) else { continue };
            if weight(&crate::model::open(&self.store), &config, user) > cap {
                self.over_caps += 1;
                self.note(&format!(" {user} was given {} above {cap}", key.number));
            }
        }
    }
}

//! Who is at the tickets of a list: a hint that somebody came or went brings that row's faces up to date, and nothing else of the page.

use crate::{actor::InGuild, pages::ticket::presence::InRow, state::App};
use std::collections::HashMap;
use ticket::{TicketKey, access::Audience};

/// Rows of which is remembered what was told; beyond it all is forgotten, and told again with the next hint.
const REMEMBERED: usize = 500;

/// What a reader was told of the rows of their list.
#[derive(Default)]
pub(super) struct Rows {
    /// Hinted since.
    news: Vec<u32>,
    /// By ticket: whether the reader may know, and what they were told.
    told: HashMap<u32, (bool, String)>,
}

impl Rows {
    /// Somebody came, went, or writes.
    pub(super) fn hint(&mut self, key: TicketKey) {
        if !self.news.contains(&key.number) && self.news.len() < REMEMBERED {
            self.news.push(key.number);
        }
    }

    /// Whether somebody is at one of them, so that it is worth looking whether they still write.
    pub(super) fn any(&self) -> bool {
        self.told.values().any(|(_, html)| !html.is_empty())
    }

    /// All that somebody is at are looked at again.
    pub(super) fn again(&mut self) {
        let there = self.told.iter().filter(|(_, (_, html))| !html.is_empty());
        self.news.extend(there.map(|(number, _)| *number));
    }

    /// What one may see may have changed with the ticket, or with oneself.
    pub(super) fn forget(&mut self) {
        for (seen, _) in self.told.values_mut() {
            *seen = false;
        }
    }

    /// What has changed, as streams for the page; nothing if nothing has.
    pub(super) async fn changed(&mut self, app: &App, here: &InGuild) -> Option<String> {
        if self.told.len() > REMEMBERED {
            self.told.clear();
        }
        let mut streams = String::new();
        for number in std::mem::take(&mut self.news) {
            let key = TicketKey { guild: here.guild.id, number };
            let known = self.told.get(&number).is_some_and(|(seen, _)| *seen);
            if !known && !works_with(app, here, key).await {
                continue;
            }
            let html = InRow::of(app, here, key).html();
            let told = self.told.entry(number).or_default();
            if told.1 != html {
                streams.push_str(&format!(
                    "<turbo-stream action=\"update\" targets=\"[data-at='{number}']\"><template>{html}</template></turbo-stream>"
                ));
            }
            *told = (true, html);
        }
        (!streams.is_empty()).then_some(streams)
    }
}

async fn works_with(app: &App, here: &InGuild, key: TicketKey) -> bool {
    let found = app.desk.store().ticket(key).await.ok().flatten();
    found.is_some_and(|loaded| here.audience(&loaded) == Some(Audience::Staff))
}

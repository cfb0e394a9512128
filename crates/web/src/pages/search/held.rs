//! What an address of a list holds: for what concerns all of it, such as its count or an act on every ticket in it.

use super::found;
use crate::{actor::InGuild, error::Problem, state::App};
use desk::ports::Filter;
use ticket::query::Sought;

/// A list, or what words are looked for.
pub(crate) enum Held {
    List(Filter),
    Words(Sought),
}

impl Held {
    /// The list; nothing where words are looked for.
    pub(crate) fn list(self) -> Option<Filter> {
        match self {
            Self::List(filter) => Some(filter),
            Self::Words(_) => None,
        }
    }

    /// The numbers of its first tickets.
    pub(crate) async fn numbers(self, app: &App, here: &InGuild, most: u32) -> Result<Vec<u32>, Problem> {
        Ok(match self {
            Self::List(filter) => {
                let rows = app.desk.store().list(here.guild.id, &filter, None, most).await?;
                rows.into_iter().map(|row| row.ticket.key.number).collect()
            }
            Self::Words(sought) => {
                let (rows, _) = found(app, here, &sought, None, most).await?;
                rows.into_iter().map(|found| found.row.ticket.key.number).collect()
            }
        })
    }
}

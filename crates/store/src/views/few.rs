//! Lists that are few tickets of many: those of some days, or with a tag that is rare. They are read from an index of their own and sorted,
//! because in the order that is asked for they may stand behind all others.

use super::arms::{alone, tag, works};
use crate::{
    search::filter::Where,
    sql::{Engine, Sql},
};
use desk::{
    Failure,
    ports::{Filter, Order, Show},
};
use ticket::{GuildId, TagId, Timestamp, query::Condition};

/// Tickets that are sorted rather than looked for.
const MOST: u32 = 5_000;
/// As [`MOST`], where the order begins with the oldest: what is asked for stands last there more often than not.
const MOST_OLDEST: u32 = 30_000;
/// Milliseconds between the opening of a ticket and its number, at most: an interaction lives for 15 minutes (Discord:
/// interactions/receiving-and-responding), and clocks differ.
const NUMBERED: i64 = 3_600_000;
/// Tickets that may have been numbered in another order than they were opened in.
const SHUFFLED: u32 = 1_000;

/// Which few tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Few {
    /// Opened in these days.
    Opened,
    /// Closed in these days.
    Closed,
    /// With this tag.
    Tagged(TagId),
}

impl Few {
    /// Where they are read. SQLite keeps no statistics here, so it is told the index.
    pub fn from(self, engine: Engine) -> &'static str {
        match (self, engine) {
            (Self::Opened, Engine::Sqlite) => "ticket t INDEXED BY ticket_opened",
            (Self::Closed, Engine::Sqlite) => "ticket t INDEXED BY ticket_closed",
            (Self::Opened | Self::Closed, Engine::Postgres) => "ticket t",
            (Self::Tagged(_), Engine::Sqlite) => {
                "ticket_tag g CROSS JOIN ticket t ON t.guild = g.guild AND t.number = g.number"
            }
            (Self::Tagged(_), Engine::Postgres) => {
                "ticket_tag g JOIN ticket t ON t.guild = g.guild AND t.number = g.number"
            }
        }
    }

    /// What tells them apart, where the other conditions do not yet.
    pub fn condition(self, open: bool) -> Option<String> {
        match self {
            Self::Opened => None,
            Self::Closed => Some("t.closed_at IS NOT NULL".to_owned()),
            Self::Tagged(tag) => {
                Some(format!("g.guild = $1 AND g.tag = {tag} AND g.is_open = {}", u8::from(open)))
            }
        }
    }
}

/// Whether it has to be counted how many there are.
pub fn are_counted(filter: &Filter) -> bool {
    let may_be = filter.show != Show::Open && filter.worker.is_none() && !works(filter);
    may_be && !candidates(filter).is_empty()
}

/// The few that a list of closed tickets is among, if they are few.
pub fn of(sql: &mut dyn Sql, guild: GuildId, filter: &Filter) -> Result<Option<Few>, Failure> {
    if !are_counted(filter) {
        return Ok(None);
    }
    let latest_first = matches!(filter.order, Order::Latest | Order::Newest | Order::Urgent);
    let most = if latest_first { MOST } else { MOST_OLDEST };
    for (few, check) in candidates(filter) {
        let mut wanted = Where::new("t.guild = $1", vec![guild.into()]);
        if few == Few::Closed {
            wanted.and("t.is_open = 0");
        }
        let from = match few {
            Few::Tagged(tag) => {
                wanted.anew(&format!("t.guild = $1 AND t.tag = {tag} AND t.is_open = 0"));
                "ticket_tag t"
            }
            _ => few.from(sql.engine()),
        };
        if let Some(check) = check {
            wanted.checks(&[vec![ticket::query::Check { not: false, of: check.clone() }]]);
        }
        let (conditions, values) = wanted.parts();
        let count = format!(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM {from} WHERE {conditions} LIMIT {most}) AS found"
        );
        let found = sql.row(&count, &values)?.map(|mut row| row.number()).transpose()?;
        if found.unwrap_or(0) < i64::from(most) {
            return Ok(Some(few));
        }
    }
    Ok(None)
}

fn candidates(filter: &Filter) -> Vec<(Few, Option<&Condition>)> {
    let by_activity = matches!(filter.order, Order::Latest | Order::Quiet);
    let days = alone(filter).filter_map(|of| match of {
        Condition::Opened(..) => Some((Few::Opened, Some(of))),
        Condition::Closed(..) => Some((Few::Closed, Some(of))),
        _ => None,
    });
    // Those with a tag have an index in the order of their last activity already.
    let tagged = tag(filter).filter(|_| !by_activity).map(|tag| (Few::Tagged(tag), None));
    days.chain(tagged).collect()
}

/// When those of a list were opened at the earliest, where it says so.
pub fn since(filter: &Filter) -> Option<Timestamp> {
    alone(filter).find_map(|of| match of {
        Condition::Opened(from, _) => *from,
        _ => None,
    })
}

fn until(filter: &Filter) -> Option<Timestamp> {
    alone(filter).find_map(|of| match of {
        Condition::Opened(_, to) => *to,
        _ => None,
    })
}

/// What follows for a walk from when tickets were opened, so that it begins where they begin: nothing was said before, and numbers are given
/// in that order but for those that were opened at the same time.
pub fn begin(wanted: &mut Where, filter: &Filter, on: &str) {
    let by_number = matches!(filter.order, Order::Newest | Order::Oldest);
    if let Some(since) = since(filter) {
        let since = wanted.value(Timestamp(since.0.saturating_sub(NUMBERED)));
        wanted.and(&if by_number {
            format!(
                "{on}.number >= COALESCE((SELECT MIN(number) FROM (SELECT number FROM ticket WHERE guild = $1 AND opened_at >= {since}
                ORDER BY opened_at LIMIT {SHUFFLED}) AS first), 0)"
            )
        } else {
            format!("{on}.last_at >= {since}")
        });
    }
    if let Some(until) = until(filter).filter(|_| by_number) {
        let until = wanted.value(Timestamp(until.0.saturating_add(NUMBERED)));
        wanted.and(&format!(
            "{on}.number <= COALESCE((SELECT MAX(number) FROM (SELECT number FROM ticket WHERE guild = $1 AND opened_at < {until}
            ORDER BY opened_at DESC LIMIT {SHUFFLED}) AS last), 0)"
        ));
    }
}

//! Many tickets over many guilds and two years, as figures: what the store would hold after they were lived.
//!
//! Each ticket's shares come from the same function that the store uses; only the writing is in bulk.

#![allow(dead_code, reason = "the test and the bench each take what they need")]

use std::collections::BTreeMap;
use store::Address;
use ticket::{
    GuildId, Priority, Timestamp, TypeId, UserId,
    calendar::{Zone, zone},
    report::{Cell, Closing, Fact, Listed, Measure, Part, Place, Talk, priority_number},
    sla::Side,
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// 2024-06-01.
pub const FIRST: Timestamp = Timestamp(1_717_200_000_000);
/// Two years.
pub const DAYS: i64 = 730;
/// Ticket types and staff of each guild.
const TYPES: u64 = 6;
const STAFF: u64 = 12;

/// Numbers that look random and are the same every time.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
    /// Log-uniform: as many between one and ten minutes as between one and ten hours.
    fn wait(&mut self, least: f64, most: f64) -> i64 {
        let part = self.below(1 << 30) as f64 / f64::from(1 << 30);
        (least.ln() + (most.ln() - least.ln()) * part).exp() as i64
    }
}

/// How many tickets each guild has: the largest most, the others by their rank.
pub fn sizes(tickets: u64, guilds: u64) -> Vec<u64> {
    let all: f64 = (1..=guilds).map(|rank| 1.0 / rank as f64).sum();
    (1..=guilds).map(|rank| (tickets as f64 / all / rank as f64).round().max(1.0) as u64).collect()
}

pub fn guild(rank: u64) -> GuildId {
    GuildId(rank + 1)
}

pub fn berlin() -> Zone {
    zone("Europe/Berlin").expect("it exists")
}

/// A line beside the cells: listed, time, number, value, type, priority.
pub type Row = (u32, i64, u32, i64, i64, i64);

/// The figures of a guild: its cells by day and month, and the lines that percentiles are told from one by one.
pub struct Figures {
    pub cells: BTreeMap<Place, Cell>,
    pub lines: Vec<Row>,
}

/// The figures of a guild with so many tickets.
pub fn figures(rank: u64, tickets: u64) -> Figures {
    let (zone, mut chance) = (berlin(), Chance(rank * 977 + 5));
    let mut figures = Figures { cells: BTreeMap::new(), lines: Vec::new() };
    for number in 1..=tickets {
        let minute = chance.below((DAYS * 24 * 60) as u64) as i64;
        let opened = Timestamp(FIRST.0 + minute * MINUTE + chance.below(MINUTE as u64) as i64);
        let first = Timestamp(opened.0 + chance.wait(20_000.0, 3.0 * DAY as f64));
        let worker = UserId(chance.below(STAFF) + 1);
        let mut talk = Talk::default();
        talk.hear(opened, Side::Member, UserId(99), None);
        if chance.below(100) < 95 {
            talk.hear(first, Side::Staff, worker, None);
        }
        for turn in 0..chance.below(3) as i64 {
            talk.hear(Timestamp(first.0 + turn * HOUR + 1), Side::Member, UserId(99), None);
            let answer = chance.wait(60_000.0, 20.0 * HOUR as f64);
            talk.hear(Timestamp(first.0 + turn * HOUR + 2 + answer % HOUR), Side::Staff, worker, None);
        }
        let closed = Timestamp(first.0 + chance.wait(10.0 * MINUTE as f64, 20.0 * DAY as f64));
        let rating = (chance.below(3) == 0).then(|| (chance.below(5) as u8 + 1, Timestamp(closed.0 + HOUR)));
        let closings = [Closing {
            at: closed,
            by: Some(worker),
            credit: Some(worker),
            reopened: None,
            unasked: false,
            rating,
        }];
        let is_open = closed.0 > FIRST.0 + DAYS * DAY;
        let fact = Fact {
            ticket_type: TypeId(chance.below(TYPES) as u32 + 1),
            priority: Priority::ALL[chance.below(4) as usize],
            tags: Vec::new(),
            opened_at: opened,
            on_behalf: false,
            paused: &[],
            settled: &[],
            snoozed: &[],
            closings: if is_open { &[] } else { &closings },
            claims: &[],
            promise: None,
            breaches: &[],
            talk: &talk,
            assisted_at: None,
            assisted: None,
        };
        add(&mut figures, &fact, &zone, number as u32);
    }
    figures.lines.sort_unstable();
    figures.lines.dedup_by_key(|row| (row.0, row.1, row.2));
    figures
}

fn add(figures: &mut Figures, fact: &Fact<'_>, zone: &Zone, number: u32) {
    let shares = fact.shares(zone);
    for ((day, kind, one, two), cell) in shares.cells {
        figures.cells.entry((day.month(), kind, one, two)).or_default().merge(&cell.of_month());
        figures.cells.entry((day, kind, one, two)).or_default().merge(&cell);
    }
    let (kind, priority) = (i64::from(fact.ticket_type.0), priority_number(fact.priority));
    let kept = [Listed::Measured(Measure::FirstResponse), Listed::Open, Listed::Unanswered];
    for line in shares.lines.iter().filter(|line| kept.contains(&line.listed)) {
        figures.lines.push((line.listed.number(), line.at.0, number, line.value, kind, priority));
    }
}

/// The rows of the cells by their keys (kind, part, period, and what they are told apart by), in order.
pub fn rows(figures: &Figures) -> BTreeMap<(u32, u32, i64, i64, i64), Vec<u8>> {
    let parts = |((period, kind, one, two), cell): (&Place, &Cell)| {
        let key = |part: Part| (kind.number(), part.number(), period.0, *one, *two);
        cell.parts().into_iter().map(|(part, piece)| (key(part), piece.bytes())).collect::<Vec<_>>()
    };
    figures.cells.iter().flat_map(parts).collect()
}

/// Writes the figures of a guild into a SQLite file, in one transaction of the caller's.
pub fn into_sqlite(
    database: &rusqlite::Connection,
    guild: GuildId,
    figures: &Figures,
) -> rusqlite::Result<()> {
    let mut cell = database.prepare_cached(
        "INSERT INTO figure (guild, kind, part, period, one, two, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for ((kind, part, period, one, two), body) in rows(figures) {
        cell.execute((guild.as_i64(), kind, part, period, one, two, body))?;
    }
    let mut line = database.prepare_cached(
        "INSERT INTO figure_line (guild, listed, at, number, value, type, priority) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (listed, at, number, value, kind, priority) in &figures.lines {
        line.execute((guild.as_i64(), listed, at, number, value, kind, priority))?;
    }
    database
        .execute("INSERT INTO figure_zone (guild, zone) VALUES (?1, 'Europe/Berlin')", [guild.as_i64()])?;
    Ok(())
}

/// The file of a SQLite address.
pub fn file(address: &Address) -> &std::path::Path {
    match address {
        Address::Sqlite(path) => path,
        Address::Postgres(_) => panic!("this is for SQLite"),
    }
}

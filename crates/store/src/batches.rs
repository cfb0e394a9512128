//! Acts in bulk: what happens to rows, for both databases.

use crate::{
    Kept, args, queue,
    sql::{Row, Sql, broken},
};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{Batch, BatchState, Batches, Item, ItemState, NewBatch, Taken},
};
use ticket::{GuildId, Job, Recorded, Scheduled, Timestamp, UserId, batch};

const ONE: &str = "SELECT number, at, author, act, reason, state, ended_at, seen FROM batch
    WHERE guild = $1 AND number = $2";
const OF: &str = "SELECT number, at, author, act, reason, state, ended_at, seen FROM batch
    WHERE guild = $1 AND author = $2 AND seen = 0 ORDER BY number DESC";
const COUNTS: &str = "SELECT state, CAST(COUNT(*) AS BIGINT) FROM batch_item
    WHERE guild = $1 AND batch = $2 GROUP BY state";
const UNDER_WAY: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM batch WHERE guild = $1 AND ended_at IS NULL";
const LAST: &str = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM batch WHERE guild = $1";
const BEGIN: &str = "INSERT INTO batch (guild, number, at, author, act, reason, state, ended_at, seen)
    VALUES ($1, $2, $3, $4, $5, $6, 0, NULL, 0)";
const ITEM: &str = "INSERT INTO batch_item (guild, batch, place, ticket, state, first_seq, last_seq)
    VALUES ($1, $2, $3, $4, 0, NULL, NULL)";
const OVER: &str = "SELECT number FROM batch WHERE guild = $1 AND ended_at IS NOT NULL ORDER BY number DESC";
const FORGET_ITEMS: &str = "DELETE FROM batch_item WHERE guild = $1 AND batch <= $2 AND batch IN
    (SELECT number FROM batch WHERE guild = $1 AND ended_at IS NOT NULL)";
const FORGET: &str = "DELETE FROM batch WHERE guild = $1 AND number <= $2 AND ended_at IS NOT NULL";
const ITEMS: &str = "SELECT ticket, state, first_seq, last_seq FROM batch_item
    WHERE guild = $1 AND batch = $2 AND state = $3 ORDER BY place LIMIT $4";
const ITEMS_BACK: &str = "SELECT ticket, state, first_seq, last_seq FROM batch_item
    WHERE guild = $1 AND batch = $2 AND state = $3 ORDER BY place DESC LIMIT $4";
const SETTLE: &str =
    "UPDATE batch_item SET state = $1 WHERE guild = $2 AND batch = $3 AND ticket = $4 AND state = $5";
const STATE: &str = "SELECT state FROM batch WHERE guild = $1 AND number = $2";
const TAKE: &str = "UPDATE batch_item SET state = $1, first_seq = $2, last_seq = $3
    WHERE guild = $4 AND batch = $5 AND ticket = $6 AND state = 0";
const TURN: &str =
    "UPDATE batch SET state = $1, ended_at = $2, seen = 0 WHERE guild = $3 AND number = $4 AND state = $5";
const UNREASON: &str = "UPDATE batch SET reason = NULL WHERE guild = $1 AND number = $2";
const SEEN: &str = "UPDATE batch SET seen = 1 WHERE guild = $1 AND number = $2 AND ended_at IS NOT NULL";

const STATES: [BatchState; 5] =
    [BatchState::Running, BatchState::Done, BatchState::Stopped, BatchState::Undoing, BatchState::Undone];
const ITEM_STATES: [ItemState; 5] =
    [ItemState::Waiting, ItemState::Done, ItemState::Refused, ItemState::Undone, ItemState::Kept];

fn of<T: Copy>(all: [T; 5], number: i64) -> Result<T, Failure> {
    let found = usize::try_from(number).ok().and_then(|at| all.get(at).copied());
    found.ok_or_else(|| broken("a batch is in no known state"))
}

fn read(sql: &mut dyn Sql, guild: GuildId, row: &mut Row) -> Result<Batch, Failure> {
    let mut batch = Batch {
        number: row.small()?,
        at: Timestamp(row.number()?),
        author: UserId::from_i64(row.number()?),
        act: row.text()?,
        reason: row.maybe_text()?,
        state: of(STATES, row.number()?)?,
        ended_at: row.maybe_number()?.map(Timestamp),
        seen: row.number()? != 0,
        counts: [0; 5],
    };
    for mut row in sql.rows(COUNTS, args![guild, batch.number])? {
        let state = of(ITEM_STATES, row.number()?)?;
        batch.counts[state as usize] = row.small()?;
    }
    Ok(batch)
}

fn read_item(row: &mut Row) -> Result<Item, Failure> {
    let (ticket, state) = (row.small()?, of(ITEM_STATES, row.number()?)?);
    let mut seq = || row.maybe_number().map(|found| found.and_then(|seq| u32::try_from(seq).ok()));
    let (first, last) = (seq()?, seq()?);
    Ok(Item { ticket, state, events: first.zip(last) })
}

fn begin(sql: &mut dyn Sql, guild: GuildId, new: &NewBatch) -> Result<u32, Failure> {
    sql.lock(&format!("batch:{guild}"))?;
    let under_way = sql.row(UNDER_WAY, args![guild])?.map_or(Ok(0), |mut row| row.small())?;
    if under_way >= batch::MOST_UNDER_WAY {
        return Err(Failure::Conflict);
    }
    let number = sql.row(LAST, args![guild])?.map_or(Ok(0), |mut row| row.small())? + 1;
    let reason = match &new.reason {
        Some(reason) => reason.into(),
        None => crate::sql::Arg::Text(None),
    };
    sql.run(BEGIN, args![guild, number, new.at, new.author, &new.act, reason])?;
    for (place, ticket) in (0_u32..).zip(&new.tickets) {
        sql.run(ITEM, args![guild, number, place, *ticket])?;
    }
    let over = sql.rows(OVER, args![guild])?;
    if let Some(mut row) = over.into_iter().nth(batch::KEPT as usize) {
        let last = row.number()?;
        sql.run(FORGET_ITEMS, args![guild, last])?;
        sql.run(FORGET, args![guild, last])?;
    }
    queue::enqueue(sql, &[Scheduled { job: Job::Batch { guild, batch: number }, due: new.at }])?;
    Ok(number)
}

fn turn(
    sql: &mut dyn Sql,
    guild: GuildId,
    number: u32,
    (from, to): (BatchState, BatchState),
    at: Timestamp,
    jobs: &[Scheduled],
) -> Result<bool, Failure> {
    let ended = (!to.goes_on()).then_some(at);
    if sql.run(TURN, args![to as i64, ended, guild, number, from as i64])? != 1 {
        return Ok(false);
    }
    if !to.goes_on() {
        sql.run(UNREASON, args![guild, number])?;
    }
    queue::enqueue(sql, jobs)?;
    Ok(true)
}

/// The commit that a batch asked for is what settles its item: once, and only while the batch goes on.
pub(crate) fn take(sql: &mut dyn Sql, taken: &Taken, events: &[Recorded]) -> Result<(), Failure> {
    let Taken { guild, batch, ticket, back } = *taken;
    let (while_, from, to) = if back {
        (BatchState::Undoing, ItemState::Done, ItemState::Undone)
    } else {
        (BatchState::Running, ItemState::Waiting, ItemState::Done)
    };
    // Whoever stops it waits for this commit, or comes before it.
    sql.lock(&format!("batch:{guild}"))?;
    let state = sql.row(STATE, args![guild, batch])?.map(|mut row| row.number()).transpose()?;
    if state != Some(while_ as i64) {
        return Err(Failure::Conflict);
    }
    let changed = if back {
        sql.run(SETTLE, args![to as i64, guild, batch, ticket, from as i64])?
    } else {
        let seq = |event: Option<&Recorded>| event.map(|event| i64::from(event.seq));
        sql.run(TAKE, args![to as i64, seq(events.first()), seq(events.last()), guild, batch, ticket])?
    };
    if changed == 1 { Ok(()) } else { Err(Failure::Conflict) }
}

#[async_trait]
impl Batches for Kept {
    async fn batch_begin(&self, guild: GuildId, new: NewBatch) -> Result<u32, Failure> {
        on!(self.write(|sql| begin(sql, guild, &new)))
    }
    async fn batch(&self, guild: GuildId, number: u32) -> Result<Option<Batch>, Failure> {
        on!(self.read(|sql| {
            let row = sql.row(ONE, args![guild, number])?;
            row.map(|mut row| read(sql, guild, &mut row)).transpose()
        }))
    }
    async fn batches_of(&self, guild: GuildId, author: UserId) -> Result<Vec<Batch>, Failure> {
        on!(self.read(|sql| {
            let mut rows = sql.rows(OF, args![guild, author])?;
            rows.iter_mut().map(|row| read(sql, guild, row)).collect()
        }))
    }
    async fn batch_items(
        &self,
        guild: GuildId,
        number: u32,
        state: ItemState,
        last_first: bool,
        limit: u32,
    ) -> Result<Vec<Item>, Failure> {
        let statement = if last_first { ITEMS_BACK } else { ITEMS };
        on!(self.read(|sql| {
            let mut rows = sql.rows(statement, args![guild, number, state as i64, limit])?;
            rows.iter_mut().map(read_item).collect()
        }))
    }
    async fn batch_item(
        &self,
        guild: GuildId,
        number: u32,
        ticket: u32,
        from: ItemState,
        to: ItemState,
    ) -> Result<(), Failure> {
        on!(self.write(|sql| {
            sql.run(SETTLE, args![to as i64, guild, number, ticket, from as i64]).map(|_| ())
        }))
    }
    async fn batch_turn(
        &self,
        guild: GuildId,
        number: u32,
        states: (BatchState, BatchState),
        at: Timestamp,
        jobs: Vec<Scheduled>,
    ) -> Result<bool, Failure> {
        on!(self.write(|sql| {
            sql.lock(&format!("batch:{guild}"))?;
            turn(sql, guild, number, states, at, &jobs)
        }))
    }
    async fn batch_seen(&self, guild: GuildId, number: u32) -> Result<(), Failure> {
        on!(self.write(|sql| sql.run(SEEN, args![guild, number]).map(|_| ())))
    }
}

//! Runs that compute response times again: what happens to rows, for both databases.

use crate::{
    Kept, args, audit, queue,
    records::{LOADED, loaded},
    sql::{Sql, broken, json},
};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{Progress, Recompute, Recomputes, Row, RunState, Which},
};
use ticket::{By, GuildId, Job, Scheduled, Timestamp, audit::Act};

const LATEST: &str =
    "SELECT number, at, author, closed_from, closed_to, config, total, state, after_at, after_number,
    turned, changed FROM recompute WHERE guild = $1";
const BEGIN: &str = "INSERT INTO recompute (guild, number, at, author, closed_from, closed_to, config, total, state, after_at,
    after_number, turned, changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, 0, 0)";
const FORGET: &str = "DELETE FROM recompute WHERE guild = $1";
const SAVE: &str =
    "UPDATE recompute SET state = $1, after_at = $2, after_number = $3, turned = $4, changed = $5
    WHERE guild = $6 AND number = $7 AND state = 0";

fn state_number(state: RunState) -> i64 {
    match state {
        RunState::Running => 0,
        RunState::Done => 1,
        RunState::Stopped => 2,
    }
}

fn latest(sql: &mut dyn Sql, guild: GuildId) -> Result<Option<Recompute>, Failure> {
    let Some(mut row) = sql.row(LATEST, args![guild])? else { return Ok(None) };
    let (number, at, by) = (row.small()?, Timestamp(row.number()?), row.text()?);
    let (from, to) = (row.maybe_number()?, row.maybe_number()?);
    Ok(Some(Recompute {
        number,
        at,
        by: serde_json::from_str::<By>(&by).map_err(|_| broken("a run names nobody"))?,
        which: from.zip(to).map_or(Which::Open, |(from, to)| Which::Closed(Timestamp(from), Timestamp(to))),
        config: row.small()?,
        total: row.small()?,
        state: match row.number()? {
            0 => RunState::Running,
            1 => RunState::Done,
            2 => RunState::Stopped,
            _ => return Err(broken("a run is in no known state")),
        },
        progress: Progress {
            after: (Timestamp(row.number()?), row.small()?),
            turned: row.small()?,
            changed: row.small()?,
        },
    }))
}

fn begin(sql: &mut dyn Sql, guild: GuildId, new: &Recompute) -> Result<u32, Failure> {
    sql.lock(&format!("recompute:{guild}"))?;
    let known = latest(sql, guild)?;
    if known.as_ref().is_some_and(|run| run.state == RunState::Running) {
        return Err(Failure::Conflict);
    }
    let number = known.map_or(0, |run| run.number) + 1;
    let (from, to) = match new.which {
        Which::Open => (None, None),
        Which::Closed(from, to) => (Some(from.0), Some(to.0)),
    };
    let (by, after) = (json(&new.by)?, new.progress.after);
    sql.run(FORGET, args![guild])?;
    sql.run(BEGIN, args![guild, number, new.at, &by, from, to, new.config, new.total, after.0, after.1])?;
    let act = Act::Recomputed { tickets: new.total, from: from.map(Timestamp), to: to.map(Timestamp) };
    audit::acted(sql, guild, new.at, &new.by, &act)?;
    queue::enqueue(sql, &[Scheduled { job: Job::Recompute { guild }, due: new.at }])?;
    Ok(number)
}

fn save(
    sql: &mut dyn Sql,
    guild: GuildId,
    number: u32,
    state: RunState,
    progress: Progress,
) -> Result<bool, Failure> {
    let Progress { after, turned, changed } = progress;
    let values = args![state_number(state), after.0, after.1, turned, changed, guild, number];
    Ok(sql.run(SAVE, values)? == 1)
}

/// Walks an index in order: what it costs does not grow with the tickets before or after.
fn tickets(
    sql: &mut dyn Sql,
    guild: GuildId,
    which: Which,
    after: (Timestamp, u32),
    limit: u32,
) -> Result<Vec<Row>, Failure> {
    let rows = match which {
        Which::Open => {
            let statement = format!(
                "SELECT {LOADED} FROM ticket WHERE guild = $1 AND is_open = 1 AND number > $2 ORDER BY number LIMIT $3"
            );
            sql.rows(&statement, args![guild, after.1, limit])?
        }
        Which::Closed(from, to) => {
            let statement = format!(
                "SELECT {LOADED} FROM ticket WHERE guild = $1 AND is_open = 0 AND closed_at IS NOT NULL
                AND closed_at >= $2 AND closed_at < $3 AND (closed_at > $4 OR number > $5)
                ORDER BY closed_at, number LIMIT $6"
            );
            let start = Timestamp(from.0.max(after.0.0));
            sql.rows(&statement, args![guild, start, to, after.0, after.1, limit])?
        }
    };
    let row = |mut row| loaded(&mut row).map(|one| Row { ticket: one.ticket, activity: one.activity });
    rows.into_iter().map(row).collect()
}

fn how_many(sql: &mut dyn Sql, guild: GuildId, which: Which, most: u32) -> Result<u32, Failure> {
    let row = match which {
        Which::Open => sql.row(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM ticket WHERE guild = $1 AND is_open = 1 LIMIT $2) found",
            args![guild, most],
        )?,
        Which::Closed(from, to) => sql.row(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM ticket WHERE guild = $1 AND is_open = 0
            AND closed_at IS NOT NULL AND closed_at >= $2 AND closed_at < $3 LIMIT $4) found",
            args![guild, from, to, most],
        )?,
    };
    row.map_or(Ok(0), |mut row| row.small())
}

#[async_trait]
impl Recomputes for Kept {
    async fn recompute(&self, guild: GuildId) -> Result<Option<Recompute>, Failure> {
        on!(self.read(|sql| latest(sql, guild)))
    }
    async fn recompute_begin(&self, guild: GuildId, new: Recompute) -> Result<u32, Failure> {
        on!(self.write(|sql| begin(sql, guild, &new)))
    }
    async fn recompute_save(
        &self,
        guild: GuildId,
        number: u32,
        state: RunState,
        progress: Progress,
    ) -> Result<bool, Failure> {
        on!(self.write(|sql| save(sql, guild, number, state, progress)))
    }
    async fn recompute_tickets(
        &self,
        guild: GuildId,
        which: Which,
        after: (Timestamp, u32),
        limit: u32,
    ) -> Result<Vec<Row>, Failure> {
        on!(self.read(|sql| tickets(sql, guild, which, after, limit)))
    }
    async fn recompute_count(&self, guild: GuildId, which: Which, most: u32) -> Result<u32, Failure> {
        on!(self.read(|sql| how_many(sql, guild, which, most)))
    }
}

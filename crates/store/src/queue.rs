//! Jobs: what happens to rows, for both databases.

use crate::{
    args,
    sql::{Sql, json},
};
use desk::{
    Failure,
    ports::{Finish, GivenUp, Leased},
};
use ticket::{GuildId, Scheduled, Timestamp, job::WhenTwice};

/// Two requests for one piece of work are one row whose requests are counted: a change that comes while the work runs is not swallowed.
const ENQUEUE: &str = "INSERT INTO job (key, lane, guild, rank, body, due_at, requests, attempts, lease)
    VALUES ($1, $2, $3, $4, $5, $6, 1, 0, 0)
    ON CONFLICT (key) DO UPDATE SET body = excluded.body, requests = job.requests + 1, attempts = 0, given_up_at = NULL, why = NULL,
    due_at = CASE WHEN job.due_at < excluded.due_at AND job.given_up_at IS NULL THEN job.due_at ELSE excluded.due_at END";
const ENQUEUE_ANEW: &str = "INSERT INTO job (key, lane, guild, rank, body, due_at, requests, attempts, lease)
    VALUES ($1, $2, $3, $4, $5, $6, 1, 0, 0)
    ON CONFLICT (key) DO UPDATE SET body = excluded.body, requests = job.requests + 1, attempts = 0, given_up_at = NULL, why = NULL,
    due_at = excluded.due_at";
/// Due, not held, and in a lane that nobody works in.
const CLAIMABLE: &str = "SELECT id, lane, lease, requests, attempts, due_at, body FROM job
    WHERE given_up_at IS NULL AND due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
    AND NOT EXISTS (SELECT 1 FROM job other WHERE other.lane = job.lane AND other.lease_until > $1)
    AND rank <= $3 ORDER BY rank, due_at, id LIMIT $2";
const LEASE: &str = "UPDATE job SET lease = $1, lease_until = $2, attempts = $3 WHERE id = $4";
const DONE: &str = "DELETE FROM job WHERE id = $1 AND lease = $2 AND requests = $3";
const AGAIN: &str = "UPDATE job SET lease_until = NULL, attempts = 0 WHERE id = $1 AND lease = $2";
const LATER: &str = "UPDATE job SET lease_until = NULL, why = $1,
    due_at = CASE WHEN requests = $2 THEN $3 ELSE due_at END WHERE id = $4 AND lease = $5";
const GIVE_UP: &str = "UPDATE job SET lease_until = NULL, why = $1, given_up_at = CASE WHEN requests = $2 THEN CAST($3 AS BIGINT) ELSE NULL END
    WHERE id = $4 AND lease = $5";
const NEXT_DUE: &str =
    "SELECT MIN(CASE WHEN lease_until IS NOT NULL AND lease_until > due_at THEN lease_until ELSE due_at END)
    FROM job WHERE given_up_at IS NULL";
const IN_HAND: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM job WHERE lease_until > $1";
/// An attempt that ended with its process did not fail: it counts for nothing, or restarts would make everybody wait.
const RELEASE: &str = "UPDATE job SET lease_until = NULL, attempts = 0 WHERE lease_until IS NOT NULL";
const GIVEN_UP: &str =
    "SELECT id, body, why, given_up_at FROM job WHERE guild = $1 AND given_up_at IS NOT NULL
    ORDER BY given_up_at DESC, id DESC LIMIT 200";
const REVIVE: &str =
    "UPDATE job SET given_up_at = NULL, attempts = 0, due_at = $1 WHERE guild = $2 AND id = $3
    AND given_up_at IS NOT NULL";

pub fn enqueue(sql: &mut dyn Sql, jobs: &[Scheduled]) -> Result<(), Failure> {
    for Scheduled { job, due } in jobs {
        let statement = match job.when_twice() {
            WhenTwice::Sooner => ENQUEUE,
            WhenTwice::Replace => ENQUEUE_ANEW,
        };
        let rank = i64::from(job.rank());
        sql.run(statement, args![job.key(), job.lane(), job.guild(), rank, json(job)?, *due])?;
    }
    Ok(())
}

pub fn claim(
    sql: &mut dyn Sql,
    (now, until): (Timestamp, Timestamp),
    most: u32,
    rank: i16,
) -> Result<Vec<Leased>, Failure> {
    // Two claimers at once could each take a job of the same lane.
    sql.lock("queue")?;
    let mut claimed: Vec<Leased> = Vec::new();
    let mut lanes: Vec<String> = Vec::new();
    for mut row in sql.rows(CLAIMABLE, args![now, most, i64::from(rank)])? {
        let (id, lane) = (row.number()?, row.text()?);
        if lanes.contains(&lane) {
            continue;
        }
        let (lease, requests, attempt) = (row.number()? + 1, row.number()?, row.small()? + 1);
        let due = Timestamp(row.number()?);
        let job = row.json()?;
        sql.run(LEASE, args![lease, until, attempt, id])?;
        lanes.push(lane);
        claimed.push(Leased { id, lease, requests, attempt, due, job });
    }
    Ok(claimed)
}

pub fn finish(sql: &mut dyn Sql, leased: &Leased, finish: &Finish, now: Timestamp) -> Result<(), Failure> {
    let Leased { id, lease, requests, .. } = leased;
    match finish {
        Finish::Done => {
            if sql.run(DONE, args![*id, *lease, *requests])? == 0 {
                sql.run(AGAIN, args![*id, *lease])?;
            }
        }
        Finish::Later { due, why } => {
            sql.run(LATER, args![why, *requests, *due, *id, *lease])?;
        }
        Finish::GiveUp { why } => {
            sql.run(GIVE_UP, args![why, *requests, now, *id, *lease])?;
        }
    }
    Ok(())
}

pub fn next_due(sql: &mut dyn Sql) -> Result<Option<Timestamp>, Failure> {
    let row = sql.row(NEXT_DUE, args![])?;
    Ok(row.map(|mut row| row.maybe_number()).transpose()?.flatten().map(Timestamp))
}

pub fn in_hand(sql: &mut dyn Sql, now: Timestamp) -> Result<u64, Failure> {
    let row = sql.row(IN_HAND, args![now])?;
    Ok(row.map(|mut row| row.number()).transpose()?.map_or(0, i64::unsigned_abs))
}

pub fn release_leases(sql: &mut dyn Sql) -> Result<(), Failure> {
    sql.run(RELEASE, args![]).map(|_| ())
}

pub fn given_up(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<GivenUp>, Failure> {
    let rows = sql.rows(GIVEN_UP, args![guild])?.into_iter();
    rows.map(|mut row| {
        let (id, job) = (row.number()?, row.json()?);
        let why = row.maybe_text()?.unwrap_or_default();
        Ok(GivenUp { id, job, why, at: Timestamp(row.number()?) })
    })
    .collect()
}

pub fn revive(sql: &mut dyn Sql, guild: GuildId, id: i64, now: Timestamp) -> Result<(), Failure> {
    sql.run(REVIVE, args![now, guild, id]).map(|_| ())
}

/// Whether [`claim`] would find anything.
pub fn any_claimable(sql: &mut dyn Sql, now: Timestamp, rank: i16) -> Result<bool, Failure> {
    Ok(sql.row(CLAIMABLE, args![now, 1_i64, i64::from(rank)])?.is_some())
}
